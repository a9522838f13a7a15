//! What people do at their nodes, at random: what cannot be done is not done.

use std::collections::BTreeMap;

use participation::{
    Alignment, AnswerPlan, Change, Choices, CommentPlan, Custody, DeviceKey, DeviceSecret,
    DocumentKind, DocumentPlan, EntryId, Error, FilePlan, InvitationSecret, Lane, Language, List,
    Localized, Matter, Meaning, Member, MemberKey, MemberSecret, MemberStatus, Pen, Permit,
    Permits, Phase, PhaseRules, PollPlan, Right, Role, Sorted, Space, SpaceKind, State, Text,
    TextField, Voice,
};
use participation_store::Store;
use participation_types::ChainId;

use crate::chance::Chance;
use crate::node::Village;
use crate::people::Person;

/// What was written, where others look for something to write about.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) spaces: Vec<EntryId>,
    pub(crate) documents: Vec<EntryId>,
    /// With words that stand nowhere else.
    pub(crate) comments: Vec<(EntryId, String)>,
    pub(crate) polls: Vec<EntryId>,
    pub(crate) invitations: Vec<EntryId>,
    pub(crate) amendments: Vec<EntryId>,
    pub(crate) erasures: Vec<EntryId>,
    pub(crate) cards: Vec<[u8; 32]>,
    /// Files, by bytes that stand nowhere else.
    pub(crate) files: Vec<(EntryId, String)>,
    /// Who wrote what.
    pub(crate) authors: BTreeMap<EntryId, DeviceKey>,
    /// What its author has erased: it must be gone in the end.
    pub(crate) erased: Vec<(EntryId, String)>,
    words: u32,
}

impl Written {
    fn word(&mut self, chance: &mut Chance) -> String {
        self.words += 1;
        format!("paraula-{}-{:08x}", self.words, chance.roll() as u32)
    }
}

pub(crate) fn ca() -> Language {
    "ca".parse().unwrap()
}

fn said<const MAX: usize>(text: &str) -> Localized<MAX> {
    Localized::one(ca(), Text::new(text).unwrap())
}

pub(crate) fn phase(permits: Permits) -> Phase {
    let state = State {
        key: Text::new("accepted").unwrap(),
        title: said("Acceptada"),
        meaning: Meaning::Accepted,
    };
    let rules = PhaseRules {
        permits,
        hides_supports: false,
        proposals: 0,
        supports: 0,
        least_supports: 0,
        goal: 0,
        title_length: 150,
        body_length: 5000,
        comment_length: 1000,
        reply_depth: 10,
        states: List::new(vec![state]).unwrap(),
    };
    Phase { title: said("Idees"), rules, starts: None, ends: None }
}

pub(crate) fn space() -> Space {
    Space {
        kind: SpaceKind::Process,
        parent: None,
        title: said("La plaça"),
        languages: Sorted::new([ca()]).unwrap(),
        phase: phase(Permits::all()),
    }
}

/// Something of these that this node has, mostly one of the last.
fn known<T: Clone>(
    village: &Village,
    chance: &mut Chance,
    items: &[T],
    id: impl Fn(&T) -> EntryId,
) -> Option<T> {
    let here: Vec<&T> =
        items.iter().filter(|item| village.view().chains().place(&id(item)).is_some()).collect();
    let from = if chance.once_in(3) { 0 } else { here.len().saturating_sub(4) };
    let recent = &here[from..];
    (!recent.is_empty()).then(|| recent[chance.below(recent.len())].clone())
}

/// Something that the pen's holder wrote, on whatever device; now and then somebody else's.
fn own<T: Clone>(
    village: &Village,
    (written, pen): (&Written, &Pen<'_>),
    chance: &mut Chance,
    items: &[T],
    id: impl Fn(&T) -> EntryId,
) -> Option<T> {
    let me = village.slot_of(&pen.device.public());
    let mine = |item: &&T| {
        let author = written.authors.get(&id(item));
        me.is_some() && author.and_then(|author| village.slot_of(author)) == me
    };
    let mine: Vec<T> = items.iter().filter(mine).cloned().collect();
    let stray = chance.once_in(6);
    known(village, chance, if stray { items } else { &mine }, id)
}

/// Whether a device knows at this node that it was certified, so that it goes on where it was.
pub(crate) fn is_certified(village: &Village, device: &DeviceSecret) -> bool {
    let chain = ChainId { device: device.public(), lane: Lane::Authority };
    village.view().standing_head(&chain).is_some()
}

/// One thing that a member does. Gives its name, and what came of it; none where there is nothing
/// to do it with.
pub(crate) fn of_a_member(
    village: &mut Village,
    written: &mut Written,
    pen: &mut Pen<'_>,
    chance: &mut Chance,
) -> Option<(&'static str, Result<EntryId, Error>)> {
    let document = known(village, chance, &written.documents, |id| *id);
    let comment = known(village, chance, &written.comments, |(id, _)| *id);
    let space = known(village, chance, &written.spaces, |id| *id);
    let poll = known(village, chance, &written.polls, |id| *id);
    let mine = own(village, (written, pen), chance, &written.documents, |id| *id);
    Some(match chance.below(23) {
        0 | 1 => {
            let word = written.word(chance);
            let plan =
                DocumentPlan::new(DocumentKind::Proposal, ca(), &word, "A la plaça.").ok()?;
            let done = village.compose(pen, space?, plan);
            written.documents.extend(done.as_ref().ok());
            ("proposes", done)
        }
        2 | 3 => {
            let word = written.word(chance);
            let parent = comment.map(|(id, _)| id).filter(|_| chance.once_in(3));
            let alignment = Alignment::Neutral;
            let (voice, language) = (Voice::Member, ca());
            let subject = document?;
            let plan = CommentPlan { subject, parent, voice, alignment, language, text: &word };
            let done = village.comment(pen, plan);
            written.comments.extend(done.as_ref().ok().map(|id| (*id, word)));
            ("comments", done)
        }
        4 | 5 => {
            let id = mine?;
            let mut text = village.deliberation().text(&id).ok()?;
            let body = text.texts.entry((TextField::Body, ca())).or_default();
            body.push_str(&format!(" I {}.", chance.below(1000)));
            ("edits", village.rewrite(pen, id, &text))
        }
        6 => {
            let id = document?;
            let side = if chance.once_in(4) { Alignment::Neutral } else { Alignment::InFavour };
            ("supports", village.stand(pen, id, Matter::Support, side))
        }
        7..=11 => {
            let choice = Choices::Approval(vec![chance.below(3) as u16]);
            ("votes", village.vote(pen, poll?, choice))
        }
        12 | 16 => {
            let (id, word) =
                own(village, (written, pen), chance, &written.comments, |(id, _)| *id)?;
            let done = village.erase_content(pen, &[id]);
            if let Ok(erasure) = &done {
                let author = village.entry(&id).ok().map(|entry| entry.header().author);
                if author == Some(pen.device.public()) {
                    written.erased.push((*erasure, word));
                }
                written.erasures.push(*erasure);
            }
            ("erases", done)
        }
        13 | 17 => {
            let word = written.word(chance);
            // Some files need several pieces.
            let mut bytes = word.clone().into_bytes();
            bytes.resize(if chance.once_in(3) { 150_000 } else { bytes.len() }, b'.');
            let file = FilePlan {
                bytes: &bytes,
                media: "text/plain",
                name: "plan.txt",
                title: said("Plànol"),
                weight: 0,
            };
            let done = village.attach(pen, mine?, &file);
            written.files.extend(done.as_ref().ok().map(|id| (*id, word)));
            ("attaches", done)
        }
        14 => {
            let (id, word) = own(village, (written, pen), chance, &written.files, |(id, _)| *id)?;
            let done = village.erase_content(pen, &[id]);
            if let Ok(erasure) = &done {
                let author = village.entry(&id).ok().map(|entry| entry.header().author);
                if author == Some(pen.device.public()) {
                    written.erased.push((*erasure, word));
                }
                written.erasures.push(*erasure);
            }
            ("erases a file", done)
        }
        18 => {
            let slots: Vec<_> = village.view().members().iter().map(|member| member.slot).collect();
            let done = village.invite_author(pen, mine?, chance.pick(&slots)?);
            written.invitations.extend(done.as_ref().ok());
            ("invites an author", done)
        }
        19 | 20 => {
            let invitation = known(village, chance, &written.invitations, |id| *id)?;
            ("becomes an author", village.reply(pen, invitation, !chance.once_in(4)))
        }
        21 => {
            let amendment = known(village, chance, &written.amendments, |id| *id)?;
            let accepts = chance.once_in(2);
            ("decides", village.decide(pen, amendment, accepts, Localized::default()))
        }
        _ => {
            let id = document?;
            let mut text = village.deliberation().text(&id).ok()?;
            let title = text.texts.entry((TextField::Title, ca())).or_default();
            *title = format!("Esmena {}", chance.below(1000));
            let done = village.amend(pen, id, &text);
            written.amendments.extend(done.as_ref().ok());
            ("amends", done)
        }
    })
}

/// One thing that somebody with an office does.
pub(crate) fn of_an_officer(
    village: &mut Village,
    written: &mut Written,
    pen: &mut Pen<'_>,
    chance: &mut Chance,
) -> Option<(&'static str, Result<EntryId, Error>)> {
    let space = known(village, chance, &written.spaces, |id| *id);
    let poll = known(village, chance, &written.polls, |id| *id);
    Some(match chance.below(12) {
        0 => {
            let plan = PollPlan::question("Bancs?", &["sí", "no", "potser"]);
            let done = village.open_poll(pen, plan);
            written.polls.extend(done.as_ref().ok());
            ("opens a poll", done)
        }
        1 | 2 => ("seals", village.seal(pen, poll?)),
        3 => ("reopens", village.reopen(pen, poll?, "tard")),
        4 => {
            let done = village.open_space(pen, self::space());
            written.spaces.extend(done.as_ref().ok());
            ("opens a space", done)
        }
        5 => {
            let permits = match chance.below(3) {
                0 => Permits::of(&[Permit::Comment, Permit::Support, Permit::Edit]),
                _ => Permits::all(),
            };
            let raises = chance.once_in(2);
            ("enters a phase", village.enter_phase(pen, space?, phase(permits), raises))
        }
        6 => {
            let bytes = chance.bytes();
            let done = village.invite(pen, InvitationSecret::from_bytes(&bytes).public());
            if done.is_ok() {
                written.cards.push(bytes);
            }
            ("invites", done)
        }
        7 => {
            let id = known(village, chance, &written.documents, |id| *id)?;
            let plan = AnswerPlan { state: "accepted".into(), ..AnswerPlan::default() };
            ("answers", village.answer(pen, id, plan))
        }
        8 => {
            // Hidden meanwhile; it is gone once a revision says so.
            let (id, _) = known(village, chance, &written.comments, |(id, _)| *id)?;
            let done = village.erase_content(pen, &[id]);
            written.erasures.extend(done.as_ref().ok());
            ("asks to erase", done)
        }
        _ => return None,
    })
}

/// One change of the charter that a steward proposes, or signs where another has.
pub(crate) fn of_a_steward(
    village: &mut Village,
    written: &Written,
    (second, out): (MemberKey, Option<MemberKey>),
    pen: &mut Pen<'_>,
    chance: &mut Chance,
) -> Option<(&'static str, Result<EntryId, Error>)> {
    let tip = village.view().tip()?.0.revision;
    let proposed: Vec<_> = village
        .revisions()
        .into_iter()
        .filter(|status| status.parent == Some(tip) && !status.in_force && status.fault.is_none())
        .map(|status| status.revision)
        .collect();
    if let Some(revision) = chance.pick(&proposed).filter(|_| !chance.once_in(5)) {
        return Some(("signs a revision", village.sign(pen, revision)));
    }
    let members = village.view().members();
    let is_unwanted = |member: &Member| out.is_some_and(|out| member.keys.contains(&out));
    let unwanted = members.iter().find(|member| is_unwanted(member));
    let active = unwanted.filter(|member| member.status == MemberStatus::Active);
    // Whom stewards want out they do not take in again.
    let wanted = members.iter().filter(|member| !is_unwanted(member));
    let slots: Vec<_> = wanted.map(|member| member.slot).collect();
    let slot = chance.pick(&slots)?;
    let change = match chance.below(8) {
        _ if active.is_some() => village.suspension(active?.slot),
        0 => village.suspension(slot),
        1 => village.revocation(slot),
        2 => Change::Reinstate(slot),
        3 => village.demotion(Role::Moderator, second),
        4 => Change::Grant(Role::Moderator, second),
        5 => Change::Raise(Right::Member(slot), village.frontier_of(&Right::Member(slot))),
        _ => Change::Erase(known(village, chance, &written.erasures, |id| *id)?),
    };
    let proposed = village.propose(pen, vec![change], "perquè sí");
    let done = proposed.and_then(|revision| village.sign(pen, revision));
    Some(("proposes a revision", done))
}

/// A registrar admits somebody.
pub(crate) fn admits(
    village: &mut Village,
    pen: &mut Pen<'_>,
    newcomer: &Person,
) -> Result<EntryId, Error> {
    village.admit(pen, newcomer.key()).map(|slot| slot.admission())
}

/// Somebody redeems a card, which another may have redeemed elsewhere.
pub(crate) fn redeems(
    village: &mut Village,
    pen: &mut Pen<'_>,
    card: &[u8; 32],
    member: &MemberSecret,
) -> Result<EntryId, Error> {
    let card = InvitationSecret::from_bytes(card);
    village.redeem(pen, &card, member, Custody::Own).map(|slot| slot.admission())
}

/// Whether a store holds these bytes in any record or blob.
pub(crate) fn holds_bytes(store: &impl Store, bytes: &[u8]) -> bool {
    let contains = |hay: &[u8]| hay.windows(bytes.len()).any(|window| window == bytes);
    let mut found = false;
    store
        .scan(participation_store::Arrival::FIRST, &mut |_, record| {
            found |= contains(&record.signed) || record.body.as_deref().is_some_and(contains);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let blobs = store.blobs().unwrap();
    found || blobs.iter().any(|id| store.blob(id).unwrap().is_some_and(|blob| contains(&blob)))
}
