//! A small world of people who write whatever they like at two nodes: valid, late, void or forged.

mod erasing;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use participation::{
    Act, Alignment, Base, Change, CommentPlan, Content, ContentKind, Custody, DocumentKind,
    DocumentPlan, EntryId, FieldEdit, FieldEdits, Frontier, Head, Lane, Link, List, Localized,
    Matter, Permit, Permits, PhaseRules, Reason, Register, Relation, Right, Role, SlotId, Sorted,
    Space, SpaceKind, Splice, Text, TextField, Timestamp, Value, ValueField, Voice,
};
use participation_acts::{
    Answer, Appeal, Attachment, Comment, Compose, Conclusion, Detachment, Edit, Envelope, Erased,
    Erasure, Invite, Label, PlainVoice, Profile, Rebase, Relate, Reply, Report, Residue, Rewording,
    Root, Stance, Supports, Verdict, Withdrawal,
};
use participation_store::{Arrival, Record, Store};

use crate::delivery::{carry, copy};
use crate::life::{ca, phase, rules, said};
use crate::village::{Dice, Node, Person, Village, village};

/// What is done, and the seed of everything about it.
pub type Step = (u8, u64);

/// Kinds of steps: below [`WRITES`] somebody writes, from there on rights change or nodes meet.
pub const KINDS: u8 = 44;
/// See [`KINDS`].
pub const WRITES: u8 = 36;

/// A village in which two stewards hold every office.
pub fn offices(neighbours: u8) -> Village {
    let mut v = village(neighbours);
    let holders = [0, 1].map(|i| v.stewards[i].keys.member.public());
    let roles = [Role::Moderator, Role::DataOfficer];
    let grants = holders.iter().flat_map(|who| roles.map(|role| Change::Grant(role, *who)));
    v.revise(grants.collect());
    v
}

/// Rules under which supports are one list, and proposals are numbered.
pub fn counted() -> PhaseRules {
    PhaseRules { proposals: 2, supports: 2, least_supports: 1, ..rules() }
}

/// The first and third steward and everybody's computer are at the first node; the second
/// steward and everybody's telephone at the other.
pub struct World {
    pub nodes: [Node; 2],
    pub stewards: Vec<Person>,
    pub people: Vec<Person>,
    slots: Vec<SlotId>,
    spaces: Vec<EntryId>,
    phases: Vec<EntryId>,
    documents: Vec<EntryId>,
    amendments: Vec<EntryId>,
    comments: Vec<EntryId>,
    edits: Vec<EntryId>,
    rebases: Vec<EntryId>,
    invitations: Vec<EntryId>,
    replies: Vec<EntryId>,
    labels: Vec<EntryId>,
    appeals: Vec<EntryId>,
    files: Vec<EntryId>,
    erasures: Vec<EntryId>,
    all: Vec<EntryId>,
    seen: [Arrival; 2],
    /// Everything that was written, with its body, in the order of the writing.
    pub written: Vec<Vec<u8>>,
    known: BTreeMap<EntryId, ContentKind>,
    newcomers: u8,
    /// What re-bases of each document cover, as honest programs remember it.
    covered: BTreeMap<EntryId, BTreeMap<participation::ChainId, Head>>,
}

fn pick<T: Copy>(dice: &mut Dice, items: &[T]) -> Option<T> {
    (!items.is_empty()).then(|| items[dice.below(items.len())])
}

/// Mostly one of the last.
fn recent<T: Copy>(dice: &mut Dice, items: &[T]) -> Option<T> {
    let from = items.len().saturating_sub(4);
    if dice.below(3) == 0 { pick(dice, items) } else { pick(dice, &items[from..]) }
}

fn nowhere() -> EntryId {
    EntryId::from_bytes([9; 32])
}

impl World {
    pub fn new() -> Self {
        let mut v = offices(3);
        let spaces: Vec<EntryId> = [rules(), counted()]
            .into_iter()
            .map(|rules| {
                let space = Space {
                    kind: SpaceKind::Process,
                    parent: None,
                    title: said("La plaça"),
                    languages: Sorted::new(["ca".parse().unwrap()]).unwrap(),
                    phase: phase("Idees", rules),
                };
                v.node.open_space(&mut v.stewards[0].pen(), space).unwrap()
            })
            .collect();
        for person in &mut v.people {
            person.take_phone(&mut v.node);
        }
        for person in v.stewards.iter_mut().chain(&mut v.people) {
            person.clock += 10_000_000;
        }
        let other = copy(&v.node);
        let mut world = Self {
            nodes: [v.node, other],
            stewards: v.stewards,
            people: v.people,
            slots: v.slots,
            phases: spaces.clone(),
            spaces,
            documents: Vec::new(),
            amendments: Vec::new(),
            comments: Vec::new(),
            edits: Vec::new(),
            rebases: Vec::new(),
            invitations: Vec::new(),
            replies: Vec::new(),
            labels: Vec::new(),
            appeals: Vec::new(),
            files: Vec::new(),
            erasures: Vec::new(),
            all: Vec::new(),
            seen: [Arrival::FIRST; 2],
            written: Vec::new(),
            known: BTreeMap::new(),
            newcomers: 0,
            covered: BTreeMap::new(),
        };
        world.gather();
        world
    }

    /// Takes note of what was written since the last time, before anything of it is erased.
    fn gather(&mut self) {
        for at in 0..2 {
            let node = &self.nodes[at];
            let mut fresh = Vec::new();
            node.store()
                .scan(self.seen[at], &mut |arrival, record: Record| {
                    fresh.push((arrival, record.id));
                    ControlFlow::Continue(())
                })
                .unwrap();
            for (arrival, id) in fresh {
                self.seen[at] = arrival.plus(1);
                if self.all.contains(&id) {
                    continue;
                }
                let entry = self.nodes[at].entry(&id).unwrap();
                assert!(entry.body().is_some(), "{id} was erased before anybody read it");
                self.written.push(entry.to_bytes());
                self.all.push(id);
                let Some(Act::Content(content)) = self.nodes[at].act(&id).unwrap() else {
                    continue;
                };
                self.known.insert(id, content.kind());
                let list = match &content {
                    Content::Compose(compose) if compose.root.base.is_some() => {
                        &mut self.amendments
                    }
                    Content::Compose(_) => &mut self.documents,
                    Content::Comment(_) => &mut self.comments,
                    Content::Edit(_) => &mut self.edits,
                    Content::Rebase(_) => &mut self.rebases,
                    Content::Invite(_) => &mut self.invitations,
                    Content::Reply(_) => &mut self.replies,
                    Content::Label(_) => &mut self.labels,
                    Content::Appeal(_) => &mut self.appeals,
                    Content::Attach(_) => &mut self.files,
                    Content::Phase(_) => &mut self.phases,
                    Content::Erase(_) => &mut self.erasures,
                    _ => continue,
                };
                list.push(id);
            }
        }
    }

    pub fn run(mut self, steps: &[Step]) -> Self {
        for (kind, seed) in steps {
            self.step(*kind, &mut Dice(*seed));
            self.gather();
        }
        let [here, there] = &mut self.nodes;
        carry(there, here);
        carry(here, there);
        self.gather();
        self
    }

    fn step(&mut self, kind: u8, dice: &mut Dice) {
        match kind % KINDS {
            k if k < WRITES => self.write(k, dice),
            36 | 37 => self.begin_phase(dice),
            38 | 39 => self.change_rights(dice),
            40 => self.change_devices(dice),
            41 => {
                let [here, there] = &mut self.nodes;
                carry(there, here);
            }
            42 => {
                let [here, there] = &mut self.nodes;
                carry(here, there);
            }
            _ => {
                // Pages are looked at meanwhile.
                let at = dice.below(2);
                let _ = self.nodes[at].view_digest();
            }
        }
    }

    fn begin_phase(&mut self, dice: &mut Dice) {
        let at = dice.below(2);
        let Some(space) = pick(dice, &self.spaces) else { return };
        let mut rules = if space == self.spaces[0] { rules() } else { counted() };
        if dice.below(3) == 0 {
            rules.permits = Permits::of(&[Permit::Comment, Permit::Support, Permit::Edit]);
        }
        let raises = dice.below(2) == 0;
        let title = phase("La següent", rules);
        drop(self.nodes[at].enter_phase(&mut self.stewards[at].pen(), space, title, raises));
    }

    fn change_rights(&mut self, dice: &mut Dice) {
        let here = &mut self.nodes[0];
        let slot = pick(dice, &self.slots).unwrap();
        let second = self.stewards[1].keys.member.public();
        let roles = [Role::Organiser, Role::Moderator, Role::DataOfficer];
        let role = pick(dice, &roles).unwrap();
        let change = match dice.below(8) {
            0 => here.suspension(slot),
            1 if dice.below(3) == 0 => here.revocation(slot),
            1 | 2 => Change::Reinstate(slot),
            3 => here.demotion(role, second),
            4 => Change::Grant(role, second),
            5 => Change::Raise(Right::Member(slot), here.frontier_of(&Right::Member(slot))),
            _ => match recent(dice, &self.erasures) {
                Some(erasure) => Change::Erase(erasure),
                None => return,
            },
        };
        if let Ok(revision) = here.propose(&mut self.stewards[0].pen(), vec![change], "so") {
            drop(here.sign(&mut self.stewards[0].pen(), revision));
            drop(here.sign(&mut self.stewards[2].pen(), revision));
        }
    }

    fn change_devices(&mut self, dice: &mut Dice) {
        let at = dice.below(2);
        let who = dice.below(self.people.len());
        let key = self.people[who].keys.member.public();
        match dice.below(5) {
            0 => {
                self.newcomers += 1;
                let mut person = Person::of_village(100 + self.newcomers, &self.nodes[at]);
                person.clock = self.people[who].clock;
                let key = person.keys.member.public();
                let pen = &mut self.stewards[at].pen();
                let slot = pick(dice, &self.slots).unwrap();
                // A new neighbour, or an old one with a new key.
                let done = match dice.below(2) {
                    0 => self.nodes[at].admit(pen, key),
                    _ => self.nodes[at].readmit(pen, key, slot).map(|_| slot),
                };
                if let Ok(slot) = done {
                    let member = person.member();
                    self.nodes[at].certify(&mut person.pen(), &member, Custody::Own).unwrap();
                    drop(self.nodes[at].certify(&mut person.phone(), &member, Custody::Own));
                    self.people.push(person);
                    if !self.slots.contains(&slot) {
                        self.slots.push(slot);
                    }
                }
            }
            1 => {
                let slot = pick(dice, &self.slots).unwrap();
                drop(self.nodes[at].readmit(&mut self.stewards[at].pen(), key, slot));
            }
            2 => {
                let other = dice.below(self.people.len());
                let other = self.people[other].member();
                let node = &mut self.nodes[0];
                let forged = self.people[who].forge_certificate(node, &other);
                drop(node.ingest(&[forged]).unwrap());
            }
            3 => {
                let member = self.people[who].member();
                let node = &mut self.nodes[1];
                let person = &mut self.people[who];
                let device = person.keys.device.public();
                drop(node.retire(&mut person.phone(), &member, device));
            }
            _ => {
                // The same device at the other node: a fork, unless the nodes have just met.
                let Some(subject) = recent(dice, &self.documents) else { return };
                let plan = CommentPlan {
                    subject,
                    parent: None,
                    voice: Voice::Member,
                    alignment: Alignment::Neutral,
                    language: ca(),
                    text: "dues vegades",
                };
                drop(self.nodes[1].comment(&mut self.people[who].pen(), plan));
            }
        }
    }
}

impl World {
    fn write(&mut self, kind: u8, dice: &mut Dice) {
        let officer = matches!(kind, 25..=31) && dice.below(6) > 0 || dice.below(8) == 0;
        let at = dice.below(2);
        let who = dice.below(self.people.len());
        let device = match (officer, at) {
            (true, _) => self.stewards[at].keys.device.public(),
            (false, 0) => self.people[who].keys.device.public(),
            (false, _) => self.people[who].phone.public(),
        };
        let Some(content) = self.content(kind, at, device, officer, dice) else { return };
        let node = &mut self.nodes[at];
        let forges = at == 0 && dice.below(4) == 0;
        if forges {
            // As somebody writes it whom no program holds back.
            let person = if officer { &mut self.stewards[0] } else { &mut self.people[who] };
            let act = Act::Content(content);
            if Act::decode(&act.encode()).is_err() {
                return;
            }
            let head: Option<Head> = node.view().standing_head(&person.chain(Lane::Content));
            let revision = node.view().tip().map(|(tip, _)| tip.revision);
            let revision = match dice.below(5) {
                0 => self.nodes[0].view().charter().path().first().copied(),
                _ => revision,
            };
            if act.kind().lane() != Some(Lane::Content) {
                return;
            }
            let (_, bytes) = person.forge(&self.nodes[0], head, revision, &act);
            drop(self.nodes[0].ingest(&[bytes]).unwrap());
            return;
        }
        let person = if officer { &mut self.stewards[at] } else { &mut self.people[who] };
        let mut pen = if at == 0 || officer { person.pen() } else { person.phone() };
        drop(node.say(&mut pen, content));
    }

    /// Something of a kind, about whatever there is.
    fn content(
        &mut self,
        kind: u8,
        at: usize,
        device: participation::DeviceKey,
        officer: bool,
        dice: &mut Dice,
    ) -> Option<Content> {
        let node = &self.nodes[at];
        let space = pick(dice, &self.spaces)?;
        let now = |space: &EntryId| node.current_phase(space).ok();
        let any_phase = pick(dice, &self.phases)?;
        let stray = dice.below(10) == 0;
        let document = if stray { Some(nowhere()) } else { recent(dice, &self.documents) };
        let comment = recent(dice, &self.comments);
        let amendment = recent(dice, &self.amendments);
        let written = match dice.below(4) {
            0 => amendment.or(document),
            _ => document,
        };
        let place = |subject: &EntryId| {
            let space = node.deliberation().subject(subject).map(|subject| subject.space);
            space.and_then(|space| now(&space)).unwrap_or(any_phase)
        };
        let phase = |dice: &mut Dice, subject: &EntryId| {
            if dice.below(12) == 0 { any_phase } else { place(subject) }
        };
        let slot = node.slot_of(&device);
        let by = |dice: &mut Dice, subject: &EntryId| {
            if dice.below(10) == 0 {
                return pick(dice, &self.replies);
            }
            let reading = node.deliberation();
            let owner = reading.subject(subject)?.owner;
            let slot = slot.filter(|slot| owner != participation::Owner::Member(*slot))?;
            reading.acceptance(subject, &slot)
        };
        let counter = |dice: &mut Dice, register| {
            if dice.below(5) == 0 {
                return 1 + dice.below(3) as u32;
            }
            node.deliberation().next_counter(&device, register).unwrap_or(1)
        };
        let voice = if officer { Voice::Official } else { Voice::Member };
        let text = |dice: &mut Dice| {
            FieldEdits::new([
                FieldEdit::text(TextField::Title, ca(), Text::new("Títol").unwrap()),
                FieldEdit::text(
                    TextField::Body,
                    ca(),
                    Text::new(format!("Un text de {} peus.", dice.below(1000))).unwrap(),
                ),
            ])
        };
        let side = |dice: &mut Dice| Alignment::from_number(dice.below(3) as i64 - 1).unwrap();
        Some(match kind {
            0..=3 | 30 => {
                let kind = match kind {
                    3 => DocumentKind::Debate,
                    30 => pick(dice, &[DocumentKind::Taxon, DocumentKind::Meeting])?,
                    _ => DocumentKind::Proposal,
                };
                let numbered = kind == DocumentKind::Proposal && space != self.spaces[0];
                let ordinal = if numbered { dice.below(3) as u16 } else { 0 };
                let promoted =
                    amendment.filter(|_| dice.below(3) == 0 && kind == DocumentKind::Proposal);
                let links = promoted.map(|to| Link { relation: Relation::PromotedFrom, to });
                let root = Root {
                    kind,
                    voice,
                    ordinal,
                    parent: document.filter(|_| kind == DocumentKind::Taxon && dice.below(2) == 0),
                    base: None,
                    links: List::new(links.into_iter().collect()).unwrap(),
                    fields: text(dice),
                };
                let phase = if dice.below(8) == 0 { any_phase } else { now(&space)? };
                Content::Compose(Compose { phase, root })
            }
            4 | 5 => {
                let proposal = document?;
                let heads = self.heads(at, &proposal, dice)?;
                let root = Root {
                    kind: DocumentKind::Amendment,
                    voice,
                    ordinal: 0,
                    parent: None,
                    base: Some(Base { proposal, heads }),
                    links: List::default(),
                    fields: Self::changes(dice),
                };
                Content::Compose(Compose { phase: phase(dice, &proposal), root })
            }
            6..=10 => {
                let subject = if dice.below(12) == 0 { space } else { written? };
                let generation =
                    node.deliberation().card(&subject).and_then(|card| card.generation);
                let generation =
                    if dice.below(8) == 0 { recent(dice, &self.rebases) } else { generation };
                Content::Edit(Edit {
                    subject,
                    phase: phase(dice, &subject),
                    by: by(dice, &subject),
                    generation,
                    deps: self.heads(at, &subject, dice)?,
                    fields: Self::changes(dice),
                })
            }
            11 => {
                let subject = written?;
                let (root, at_first, generation) = {
                    let reading = node.deliberation();
                    let card = reading.card(&subject)?;
                    let root = Root {
                        kind: card.kind,
                        voice: voice.clone(),
                        ordinal: card.ordinal,
                        parent: card.parent,
                        base: card.base.clone(),
                        links: List::default(),
                        fields: text(dice),
                    };
                    (root, card.phase, card.generation)
                };
                let mut covers = self.covered.get(&subject).cloned().unwrap_or_default();
                let edits = node.deliberation().naming(&subject, ContentKind::Edit);
                let covered = edits.into_iter().filter(|_| dice.below(5) > 0);
                for id in covered.chain([subject]).chain(generation).collect::<Vec<_>>() {
                    let view = node.view();
                    let Some(place) = view.chains().place(&id) else { continue };
                    let chain = view.chains().chain_of(place)?;
                    let head = Head { seq: place.seq(), id };
                    let last = covers.entry(chain).or_insert(head);
                    if head.seq > last.seq {
                        *last = head;
                    }
                }
                let phase = phase(dice, &subject);
                self.covered.insert(subject, covers.clone());
                Content::Rebase(Rebase {
                    subject,
                    phase,
                    generation: if dice.below(6) == 0 {
                        recent(dice, &self.rebases)
                    } else {
                        generation
                    },
                    covers: Frontier::new(covers),
                    composed: at_first,
                    root,
                })
            }
            12 => {
                let subject = written?;
                let slot = pick(dice, &self.slots)?;
                let (phase, by) = (phase(dice, &subject), by(dice, &subject));
                Content::Invite(Invite { subject, phase, by, slot })
            }
            13 | 14 => {
                let mine = slot.map(|slot| node.deliberation().invitations_of(&slot));
                let mine: Vec<EntryId> =
                    mine.unwrap_or_default().into_iter().map(|(id, _)| id).collect();
                let invitation = pick(dice, &mine).or_else(|| recent(dice, &self.invitations))?;
                let counter = counter(dice, Register::Reply(invitation));
                Content::Reply(Reply { invitation, counter, accepts: dice.below(4) > 0 })
            }
            15 => {
                let amendment = if stray { document? } else { amendment? };
                let base = node.deliberation().card(&amendment).and_then(|card| card.base.clone());
                let proposal = base.map_or(amendment, |base| base.proposal);
                Content::Verdict(Verdict {
                    amendment,
                    phase: phase(dice, &proposal),
                    by: by(dice, &proposal),
                    heads: self.heads(at, &amendment, dice)?,
                    accepts: dice.below(2) == 0,
                    reason: Localized::default(),
                })
            }
            16 => {
                let subject = if dice.below(2) == 0 { comment? } else { written? };
                let by = by(dice, &subject);
                Content::Withdraw(Withdrawal { subject, by, reason: Localized::default() })
            }
            17 => {
                let subject = written?;
                let to = pick(dice, &self.documents)?;
                let link = Link { relation: Relation::Related, to };
                let register = Register::Link(subject, link.relation, to);
                Content::Relate(Relate {
                    subject,
                    phase: phase(dice, &subject),
                    by: by(dice, &subject),
                    link,
                    counter: counter(dice, register),
                    linked: dice.below(2) == 0,
                })
            }
            18 => {
                let subject = written?;
                let bytes = [dice.below(4) as u8; 8];
                Content::Attach(Attachment {
                    subject,
                    phase: phase(dice, &subject),
                    by: by(dice, &subject),
                    blob: participation::BlobId::from_bytes(participation_types::sha256(&bytes)),
                    size: 8,
                    media: Text::fixed("text/plain"),
                    name: Text::fixed("plan.txt"),
                    title: said("Plànol"),
                    weight: dice.below(3) as u16,
                })
            }
            19 => {
                let attachment = recent(dice, &self.files)?;
                let about = node.deliberation().about(&attachment);
                let by = about.and_then(|about| by(dice, &about));
                Content::Detach(Detachment { attachment, by })
            }
            20..=23 => {
                let subject = written?;
                let parent = comment.filter(|_| dice.below(2) == 0);
                Content::Comment(Comment {
                    subject,
                    phase: phase(dice, &subject),
                    parent,
                    voice,
                    alignment: if parent.is_some() { Alignment::Neutral } else { side(dice) },
                    language: ca(),
                    text: Text::new(format!("Dic {}", dice.below(100))).unwrap(),
                })
            }
            24 => {
                let comment = comment?;
                Content::Reword(Rewording {
                    comment,
                    phase: phase(dice, &comment),
                    counter: counter(dice, Register::Words(comment)),
                    language: ca(),
                    text: Text::new(format!("Deia {}", dice.below(100))).unwrap(),
                })
            }
            25 => {
                let subject = document?;
                Content::Answer(Answer {
                    subject,
                    phase: phase(dice, &subject),
                    counter: counter(dice, Register::Answer(subject)),
                    state: Text::fixed(pick(dice, &["accepted", "rejected", "nonsense"])?),
                    text: said("Vist"),
                    cost: None,
                    cost_report: Localized::default(),
                    period: Localized::default(),
                })
            }
            26 => {
                let subject = document?;
                Content::Conclude(Conclusion {
                    subject,
                    phase: phase(dice, &subject),
                    by: by(dice, &subject),
                    counter: counter(dice, Register::Conclusion(subject)),
                    closed: dice.below(2) == 0,
                    text: said("Fet"),
                })
            }
            27 | 28 => {
                let subject = if dice.below(2) == 0 { comment? } else { written? };
                Content::Label(Label {
                    subject,
                    counter: counter(dice, Register::Label(subject)),
                    hidden: dice.below(2) == 0,
                    reason: Reason::Spam,
                    text: said("Anunci"),
                    appeal: if dice.below(3) == 0 { pick(dice, &self.appeals) } else { None },
                })
            }
            29 => {
                let label = recent(dice, &self.labels)?;
                Content::Appeal(Appeal { label, language: ca(), text: Text::fixed("No ho és") })
            }
            31 | 32 => self.erasure(at, device, officer, dice)?,
            33 => {
                let mut listed: Vec<EntryId> = self.documents.clone();
                dice.shuffle(&mut listed);
                listed.truncate(dice.below(4));
                listed.sort_unstable();
                let phase = if dice.below(8) == 0 { any_phase } else { now(&self.spaces[1])? };
                let counter = counter(dice, Register::Supports(phase));
                let proposals = Sorted::new(listed).unwrap();
                Content::Supports(Supports { phase, counter, proposals })
            }
            34 => match dice.below(3) {
                0 => Content::Report(Report {
                    subject: if dice.below(2) == 0 { comment? } else { written? },
                    envelope: Envelope::new(vec![1; 20])?,
                }),
                _ => Content::Profile(Profile {
                    counter: counter(dice, Register::Profile),
                    name: Text::new(format!("Nom {}", dice.below(50))).unwrap(),
                    about: Localized::default(),
                }),
            },
            _ => {
                let (subject, matter) = match dice.below(3) {
                    0 => (comment?, Matter::Rating),
                    1 => (written?, Matter::Endorsement),
                    _ => (written?, Matter::Support),
                };
                let value = match side(dice) {
                    Alignment::Against if matter != Matter::Rating => Alignment::InFavour,
                    value => value,
                };
                Content::Stance(Stance {
                    subject,
                    phase: phase(dice, &subject),
                    matter,
                    counter: counter(dice, Register::Stance(subject, matter)),
                    value,
                })
            }
        })
    }
}

/// A time that nothing depends on.
pub fn whenever() -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000)
}

/// A plan for tests that only need something to be there.
pub fn plan(kind: DocumentKind) -> DocumentPlan {
    DocumentPlan::new(kind, ca(), "Títol", "Un text.").unwrap()
}
