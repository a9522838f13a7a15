//! Judging a document with everything about it: a proposal with its amendments, a taxonomy with its
//! classes, a space with its text.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use participation_acts::{
    Base, Content, ContentKind, DocumentKind, Link, Matter, Meaning, Root, Voice,
};
use participation_charter::Fault;
use participation_policy::{Owner, Subject, SubjectKind};
use participation_types::{EntryId, SlotId, Timestamp};

use crate::card::{AmendmentState, Card, ImportedCounts, Remark, SpaceCard, Void};
use crate::court::{Court, Stands, last_words};
use crate::facts::{Covering, Facts};
use crate::phases::phase_of;
use crate::scene::{Standing, owner};
use crate::text::{Begin, Draft, Piece, Texts, Written};
use crate::thread;

/// What was found of a group.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) cards: Vec<Card>,
    pub(crate) threads: Vec<(EntryId, Vec<Remark>)>,
    pub(crate) space: Option<SpaceCard>,
    pub(crate) void: Vec<Void>,
}

/// A document of the group that stands.
struct Member {
    subject: Subject,
    root: Root,
    phase: EntryId,
    made: Timestamp,
    /// The re-base with which its text begins, and who wrote it.
    generation: Option<EntryId>,
    /// Whether its first text is gone.
    erased: bool,
    coauthors: Vec<SlotId>,
}

/// The ids of all documents of a group, each after the one it stands under.
pub(crate) fn ids(facts: &Facts, root: EntryId) -> Vec<EntryId> {
    let mut ids = Vec::new();
    let mut passed = HashSet::from([root]);
    let mut queue = VecDeque::from([root]);
    while let Some(id) = queue.pop_front() {
        let below = facts.words(&id, ContentKind::Compose);
        queue.extend(below.into_iter().filter(|id| passed.insert(*id)));
        ids.push(id);
    }
    ids
}

/// Judges a group. Nothing of it may stand among the subjects yet.
pub(crate) fn judge(
    court: &Court<'_>,
    standing: &mut Standing,
    texts: &mut Texts,
    root: EntryId,
) -> Group {
    let mut group = Group::default();
    let mut members: Vec<Member> = Vec::new();
    for id in ids(court.facts, root) {
        if !court.facts.documents.contains(&id) {
            continue;
        }
        match document(court, standing, id) {
            Ok(member) => members.push(member),
            Err(fault) => group.void.push(Void { id, fault }),
        }
    }
    for member in &mut members {
        let id = member.subject.id;
        member.coauthors = coauthors(court, standing, &id, &mut group.void);
        rebase(court, standing, member, &mut group.void);
    }
    let written = written(court, standing, texts, root, &members, &mut group.void);
    for member in &members {
        let card = card(court, standing, member, &written, &mut group);
        group.cards.push(card);
    }
    if standing.phases.space_subject(&root).is_some() {
        group.space = space(court, standing, texts, root, &mut group.void);
    }
    group
}

fn document(court: &Court<'_>, standing: &mut Standing, id: EntryId) -> Result<Member, Fault> {
    let stands = court.judge(standing, id)?;
    let Some(Content::Compose(compose)) = stands.content() else { return Err(Fault::NoBody) };
    let root = &compose.root;
    let owner = owner(stands.right.as_ref(), &root.voice).ok_or(Fault::NoBody)?;
    let space = standing.phases.space_of(&compose.phase).ok_or(Fault::NotHere)?;
    let above = root.parent.and_then(|parent| standing.subject(&parent));
    let subject = Subject {
        id,
        kind: SubjectKind::Document(root.kind),
        space,
        owner,
        coauthor: None,
        root: root.base.as_ref().map_or(id, |base| base.proposal),
        depth: if root.kind == DocumentKind::Taxon {
            above.map_or(1, |above| above.depth.saturating_add(1))
        } else {
            0
        },
    };
    standing.subjects.insert(id, Box::new(subject));
    let claimed = court.facts.claimed.get(&id).copied().unwrap_or_default();
    Ok(Member {
        subject,
        root: root.clone(),
        phase: compose.phase,
        made: root.voice.origin().map_or(claimed, |origin| origin.created),
        generation: None,
        erased: court.erased.residue(&id).is_some(),
        coauthors: Vec::new(),
    })
}

/// Who was taken in as an author, who by those, and so on; and enters what stands.
fn coauthors(
    court: &Court<'_>,
    standing: &mut Standing,
    document: &EntryId,
    void: &mut Vec<Void>,
) -> Vec<SlotId> {
    let mut waiting: BTreeMap<Option<EntryId>, Vec<EntryId>> = BTreeMap::new();
    for id in court.facts.words(document, ContentKind::Invite) {
        match court.bodies.act(&id).as_deref().and_then(crate::bodies::content) {
            Some(Content::Invite(invite)) => waiting.entry(invite.by).or_default().push(id),
            _ => void.push(Void { id, fault: Fault::NoBody }),
        }
    }
    let mut active = BTreeSet::new();
    let mut ready: VecDeque<EntryId> = waiting.remove(&None).unwrap_or_default().into();
    while let Some(id) = ready.pop_front() {
        let invited = court.judge(standing, id).and_then(|stands| match stands.content() {
            Some(Content::Invite(invite)) => Ok(invite.slot),
            _ => Err(Fault::NoBody),
        });
        let slot = match invited {
            Ok(slot) => slot,
            Err(fault) => {
                void.push(Void { id, fault });
                continue;
            }
        };
        standing.invitations.entry(*document).or_default().insert(id, slot);
        let replies = court.all(standing, &id, ContentKind::Reply, void);
        let accepts = |stands: &Stands| match stands.content() {
            Some(Content::Reply(reply)) => reply.accepts,
            _ => false,
        };
        for reply in replies.iter().filter(|reply| accepts(reply)) {
            standing.coauthors.entry(*document).or_default().insert(reply.id, slot);
            ready.extend(waiting.remove(&Some(reply.id)).unwrap_or_default());
        }
        if last_words(replies, |_| Some(())).values().any(accepts) {
            active.insert(slot);
        }
    }
    let missing = Fault::Denied(participation_policy::Denied::TargetMissing);
    void.extend(waiting.into_values().flatten().map(|id| Void { id, fault: missing }));
    active.into_iter().collect()
}

/// Finds the re-base with which the text of a document begins: of those that take the place of one
/// generation the lowest, then of those that take its place, and so on. A generation whose own
/// text is erased is passed over: what takes its place stands for it.
fn rebase(court: &Court<'_>, standing: &Standing, member: &mut Member, void: &mut Vec<Void>) {
    // Whoever comes later gets a generation that was taken the place of without its body.
    let gone = |rebase: &participation_acts::Rebase, id: &EntryId| {
        let chains = court.view.chains();
        let here = |id: &EntryId| {
            court.facts.covers(&rebase.subject, &Covering { rebase: *id, told: None })
        };
        let within =
            |id| chains.place(id).is_some_and(|place| chains.within(place, &rebase.covers));
        court.erased.residue(id).is_some() || (within(id) && !here(id))
    };
    let mut next: BTreeMap<Option<EntryId>, BTreeMap<EntryId, Stands>> = BTreeMap::new();
    for stands in court.all(standing, &member.subject.id, ContentKind::Rebase, void) {
        let Some(Content::Rebase(rebase)) = stands.content() else { continue };
        let passed = rebase.generation.filter(|id| gone(rebase, id));
        let after = rebase.generation.filter(|_| passed.is_none());
        let rank = passed.unwrap_or(stands.id);
        let same = next.entry(after).or_default();
        if same.get(&rank).is_none_or(|other| stands.id < other.id) {
            same.insert(rank, stands);
        }
    }
    while let Some(lowest) = next.remove(&member.generation) {
        let Some((_, stands)) = lowest.into_iter().next() else { break };
        let Some(Content::Rebase(rebase)) = stands.content() else { break };
        member.generation = Some(stands.id);
        member.root = Root { ordinal: member.root.ordinal, ..rebase.root.clone() };
        member.erased = false;
    }
}

/// The texts of the group's documents: of a proposal with its amendments they are one history.
fn written(
    court: &Court<'_>,
    standing: &Standing,
    texts: &mut Texts,
    root: EntryId,
    members: &[Member],
    void: &mut Vec<Void>,
) -> BTreeMap<EntryId, Written> {
    let mut written = BTreeMap::new();
    let amends = |member: &&Member| member.root.base.is_some();
    for member in members.iter().filter(|member| !amends(member)) {
        let id = member.subject.id;
        let mut draft = Draft::new(id, member.generation, begin(court, member));
        edits(court, standing, member, &mut draft, void);
        if id == root {
            for amendment in members.iter().filter(amends) {
                let branch = amendment.subject.id;
                let base: &[EntryId] = amendment.root.base.as_ref().map_or(&[], |base| &base.heads);
                draft.amend(branch, base, begin(court, amendment));
                edits(court, standing, amendment, &mut draft, void);
                for verdict in court.all(standing, &branch, ContentKind::Verdict, void) {
                    if let Some(Content::Verdict(said)) = verdict.content() {
                        draft.verdict(branch, verdict.id, &said.heads, said.accepts);
                    }
                }
            }
        }
        written.extend(texts.derive(draft, void));
    }
    written
}

/// The first text of a document, with the entry that wrote it.
fn begin<'a>(court: &Court<'_>, member: &'a Member) -> Begin<'a> {
    let entry = member.generation.unwrap_or(member.subject.id);
    Begin {
        entry,
        author: device(court, &entry),
        seq: seq(court, &entry),
        claimed: court.facts.claimed.get(&entry).copied().unwrap_or_default(),
        fields: &member.root.fields,
    }
}

fn device(court: &Court<'_>, id: &EntryId) -> participation_types::DeviceKey {
    let chains = court.view.chains();
    let chain = chains.place(id).and_then(|place| chains.chain_of(place));
    chain.map_or(participation_types::DeviceKey::from_bytes([0; 32]), |chain| chain.device)
}

fn seq(court: &Court<'_>, id: &EntryId) -> u32 {
    court.view.chains().place(id).map_or(0, |place| place.seq().number())
}

fn edits(
    court: &Court<'_>,
    standing: &Standing,
    member: &Member,
    draft: &mut Draft<'_>,
    void: &mut Vec<Void>,
) {
    let id = member.subject.id;
    for stands in court.all(standing, &id, ContentKind::Edit, void) {
        let Some(Content::Edit(edit)) = stands.content() else { continue };
        if edit.generation != member.generation {
            void.push(Void { id: stands.id, fault: Fault::OtherGeneration });
            continue;
        }
        draft.edit(piece(court, id, &stands));
    }
}

fn piece(court: &Court<'_>, branch: EntryId, stands: &Stands) -> Piece {
    Piece {
        id: stands.id,
        author: device(court, &stands.id),
        seq: seq(court, &stands.id),
        claimed: court.facts.claimed.get(&stands.id).copied().unwrap_or_default(),
        branch,
        act: stands.act.clone(),
    }
}

fn card(
    court: &Court<'_>,
    standing: &mut Standing,
    member: &Member,
    written: &BTreeMap<EntryId, Written>,
    group: &mut Group,
) -> Card {
    let (id, void) = (member.subject.id, &mut group.void);
    let remarks = thread::judge(court, standing, &member.subject, void);
    let standing = &*standing;
    let text = written.get(&id);
    let origin = member.root.voice.origin();
    let withdrawn = court.first(standing, &id, ContentKind::Withdraw, void);
    let withdrawn = withdrawn.or_else(|| origin.is_some_and(|o| o.withdrawn).then_some(id));
    let answer = {
        let answers = court.all(standing, &id, ContentKind::Answer, void);
        last_words(answers, |_| Some(())).into_values().next()
    };
    let (state, meaning) = state(court, answer.as_ref(), &member.root.voice);
    let conclusion = {
        let all = court.all(standing, &id, ContentKind::Conclude, void);
        last_words(all, |_| Some(())).into_values().next()
    };
    let stances = court.all(standing, &id, ContentKind::Stance, void);
    let stances = last_words(stances, |stands| match stands.content() {
        Some(Content::Stance(stance)) => Some((stance.matter, stands.slot()?)),
        _ => None,
    });
    let for_it = |matter: Matter| {
        stances.iter().filter(move |((m, _), stands)| {
            *m == matter
                && matches!(stands.content(), Some(Content::Stance(s)) if s.value.number() == 1)
        })
    };
    let verdict = text.and_then(|text| text.verdict);
    // Reports are for the moderators: what is void of them is told all the same.
    court.all(standing, &id, ContentKind::Report, void);
    let amendments: Vec<EntryId> = if member.root.kind == DocumentKind::Proposal {
        let named = court.facts.words(&id, ContentKind::Compose);
        named.into_iter().filter(|id| standing.subjects.contains_key(id)).collect()
    } else {
        Vec::new()
    };
    let counted = || remarks.iter().filter(|remark| remark.is_shown());
    let sided = |side: i8| {
        number(counted().filter(|remark| remark.depth == 0 && remark.alignment == side).count())
    };
    let card = Card {
        id,
        kind: member.root.kind,
        space: member.subject.space,
        phase: member.phase,
        owner: member.subject.owner,
        coauthors: member.coauthors.clone(),
        made: member.made,
        ordinal: member.root.ordinal,
        parent: member.root.parent,
        base: member.root.base.clone(),
        generation: member.generation,
        heads: text.map(|text| text.heads.clone()).unwrap_or_default(),
        edits: text.map_or(0, |text| text.edits),
        titles: text.map(|text| text.titles.clone()).unwrap_or_default(),
        values: text.map(|text| text.values.clone()).unwrap_or_default(),
        links: links(court, standing, &id, &member.root.links, void),
        attachments: attachments(court, standing, &id, void),
        withdrawn,
        hidden: court.hidden(standing, &id, void),
        erased: member.erased && text.is_none_or(|text| text.edits == 0),
        answer: answer.as_ref().map(|answer| answer.id),
        state,
        meaning,
        conclusion: conclusion.as_ref().map(|conclusion| conclusion.id),
        closed: conclusion.as_ref().is_some_and(|stands| {
            matches!(stands.content(), Some(Content::Conclude(conclusion)) if conclusion.closed)
        }),
        verdict: verdict.map(|(id, _)| id),
        amendment: member.root.base.as_ref().map(|_: &Base| match verdict {
            Some((_, true)) => AmendmentState::Accepted,
            _ if withdrawn.is_some() => AmendmentState::Withdrawn,
            Some((_, false)) => AmendmentState::Rejected,
            None => AmendmentState::Evaluating,
        }),
        amendments,
        supporters: for_it(Matter::Support).map(|((_, slot), _)| *slot).collect(),
        imported: origin.map(ImportedCounts::from),
        endorsers: for_it(Matter::Endorsement).map(|((_, slot), _)| *slot).collect(),
        comments: number(counted().count()),
        in_favour: sided(1),
        against: sided(-1),
        last_comment: counted().map(|remark| remark.made).max(),
        number_taken: false,
    };
    group.threads.push((id, remarks));
    card
}

/// The state that the last answer gives, else the one that it had where it was imported from.
fn state(court: &Court<'_>, answer: Option<&Stands>, voice: &Voice) -> (Option<String>, Meaning) {
    if let Some(Content::Answer(answer)) = answer.and_then(Stands::content) {
        let phase = phase_of(court.facts, &answer.phase);
        let defined = phase.and_then(|phase| phase.rules.state(answer.state.as_str()));
        let meaning = defined.map_or(Meaning::Open, |state| state.meaning);
        return (Some(answer.state.as_str().to_owned()), meaning);
    }
    let Some(origin) = voice.origin().filter(|origin| !origin.state.as_str().is_empty()) else {
        return (None, Meaning::Open);
    };
    // Decidim's own words for its states.
    let meaning = match origin.state.as_str() {
        "accepted" => Meaning::Accepted,
        "rejected" => Meaning::Rejected,
        _ => Meaning::Open,
    };
    (Some(origin.state.as_str().to_owned()), meaning)
}

/// The links with which a document began, as they were added to and taken from since.
fn links(
    court: &Court<'_>,
    standing: &Standing,
    id: &EntryId,
    first: &[Link],
    void: &mut Vec<Void>,
) -> Vec<Link> {
    let key = |link: &Link| (link.relation, link.to);
    let mut links: BTreeMap<_, Link> = first.iter().map(|link| (key(link), link.clone())).collect();
    let relates = court.all(standing, id, ContentKind::Relate, void);
    let last = last_words(relates, |stands| match stands.content() {
        Some(Content::Relate(relate)) => Some(key(&relate.link)),
        _ => None,
    });
    for stands in last.values() {
        match stands.content() {
            Some(Content::Relate(relate)) if relate.linked => {
                links.insert(key(&relate.link), relate.link.clone());
            }
            Some(Content::Relate(relate)) => {
                links.remove(&key(&relate.link));
            }
            _ => {}
        }
    }
    links.into_values().collect()
}

/// Files that are attached and were not taken away, by weight and id.
fn attachments(
    court: &Court<'_>,
    standing: &Standing,
    id: &EntryId,
    void: &mut Vec<Void>,
) -> Vec<EntryId> {
    let mut files: Vec<(u16, EntryId)> = Vec::new();
    for stands in court.all(standing, id, ContentKind::Attach, void) {
        let Some(Content::Attach(file)) = stands.content() else { continue };
        if court.first(standing, &stands.id, ContentKind::Detach, void).is_none() {
            files.push((file.weight, stands.id));
        }
    }
    files.sort_unstable();
    files.into_iter().map(|(_, id)| id).collect()
}

fn space(
    court: &Court<'_>,
    standing: &Standing,
    texts: &mut Texts,
    id: EntryId,
    void: &mut Vec<Void>,
) -> Option<SpaceCard> {
    let space = court.facts.spaces.get(&id)?;
    let fields = crate::text::first_text(space);
    let claimed = court.facts.claimed.get(&id).copied().unwrap_or_default();
    let (author, seq) = (device(court, &id), seq(court, &id));
    let begin = Begin { entry: id, author, seq, claimed, fields: &fields };
    let mut draft = Draft::new(id, None, begin);
    for stands in court.all(standing, &id, ContentKind::Edit, void) {
        draft.edit(piece(court, id, &stands));
    }
    let text = texts.derive(draft, void).into_iter().next().map(|(_, written)| written);
    Some(SpaceCard {
        id,
        kind: space.kind,
        parent: space.parent,
        languages: space.languages.to_vec(),
        phases: standing.phases.of(&id).to_vec(),
        heads: text.as_ref().map(|text| text.heads.clone()).unwrap_or_default(),
        edits: text.as_ref().map_or(0, |text| text.edits),
        titles: text.as_ref().map(|text| text.titles.clone()).unwrap_or_default(),
        values: text.map(|text| text.values).unwrap_or_default(),
        attachments: attachments(court, standing, &id, void),
        links: links(court, standing, &id, &[], void),
    })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The person whose number among proposals a card has.
pub(crate) fn numbered(card: &Card) -> Option<(SlotId, EntryId, u16)> {
    match card.owner {
        Owner::Member(slot) if card.ordinal > 0 => Some((slot, card.space, card.ordinal)),
        Owner::Member(_) | Owner::Space | Owner::Imported => None,
    }
}
