//! What was said about one document or comment, in order.

use std::cmp::Reverse;

use participation::{
    Community, Content, ContentKind, Deliberation, EntryId, Owner, Reading, SlotId, Store,
    Timestamp,
};

use crate::acts::{self, About};
use crate::dates::Day;
use crate::document::localized;
use crate::frame::Frame;
use crate::list::kind_one;
use crate::people::{People, Who};
use crate::prose::{self, Prose};
use crate::{link, list, own, thread};

/// A document or a comment that moderators said something about.
pub(super) struct Case {
    pub(super) digits: String,
    /// What it is, in a word.
    pub(super) what: String,
    pub(super) about: Option<About>,
    pub(super) hidden: bool,
    pub(super) steps: Vec<Step>,
    /// Where its author objects, while they may.
    pub(super) appeal: Option<String>,
    /// Where a moderator says something more.
    pub(super) label: Option<String>,
}

/// A label, or an appeal against one.
pub(super) struct Step {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) who: Who,
    pub(super) day: Day,
    /// Of a label, why, in a word.
    pub(super) reason: Option<String>,
    pub(super) lang: &'static str,
    pub(super) text: Prose,
    /// Whether this label answers an appeal.
    pub(super) answers: bool,
    /// Whether this is an appeal that waits for an answer.
    pub(super) waits: bool,
    /// Where a moderator answers it.
    pub(super) decide: Option<String>,
}

/// A case, found.
pub(super) struct Found {
    subject: EntryId,
    /// Labels and appeals with the times that they claim, the earliest first.
    steps: Vec<(Timestamp, EntryId)>,
}

/// All documents and comments.
pub(super) fn subjects(reading: &Deliberation) -> impl Iterator<Item = EntryId> {
    reading.cards().flat_map(|card| {
        let remarks = reading.thread(&card.id).iter().map(|remark| remark.id);
        std::iter::once(card.id).chain(remarks)
    })
}

/// The document or comment whose id begins with these digits.
#[must_use]
pub fn subject_at<S: Store>(community: &Community<S>, digits: &str) -> Option<EntryId> {
    link::find(digits, subjects(&community.deliberation()))
}

/// The appeal whose id begins with these digits, with what it is about, if nobody has decided it.
#[must_use]
pub fn appeal_at<S: Store>(community: &Community<S>, digits: &str) -> Option<(EntryId, EntryId)> {
    let cases = all(community);
    let steps = cases.iter().flat_map(|case| case.steps.iter().map(|(_, id)| (case.subject, *id)));
    let all: Vec<(EntryId, EntryId)> = steps.collect();
    let id = link::find(digits, all.iter().map(|(_, id)| *id))?;
    let reading = community.deliberation();
    let is_appeal = matches!(reading.said(&id)?.content(), Some(Content::Appeal(_)));
    let (subject, _) = all.into_iter().find(|(_, other)| *other == id)?;
    let open = is_appeal && decision(&reading, &subject, &id).is_none();
    open.then_some((id, subject))
}

/// The label that hides a document or a comment.
#[must_use]
pub fn label_of<S: Store>(community: &Community<S>, subject: &EntryId) -> Option<EntryId> {
    let reading = community.deliberation();
    let card = reading.card(subject).and_then(|card| card.hidden);
    card.or_else(|| reading.remark(subject).and_then(|remark| remark.hidden))
}

/// The labels on a document or a comment that stand.
pub(super) fn labels<S: Store>(community: &Community<S>, subject: &EntryId) -> Vec<EntryId> {
    standing(&community.deliberation(), subject, subject, ContentKind::Label)
}

/// What of a kind names an entry, and stands.
fn standing<S: Store>(
    reading: &Reading<'_, S>,
    subject: &EntryId,
    named: &EntryId,
    kind: ContentKind,
) -> Vec<EntryId> {
    let mut all = reading.naming(named, kind);
    if !all.is_empty() {
        let void = reading.void(subject);
        all.retain(|id| !void.iter().any(|void| void.id == *id));
    }
    all
}

/// The label that decides an appeal.
fn decision<S: Store>(
    reading: &Reading<'_, S>,
    subject: &EntryId,
    appeal: &EntryId,
) -> Option<EntryId> {
    standing(reading, subject, subject, ContentKind::Label).into_iter().find(|label| {
        let said = reading.said(label);
        let content = said.as_ref().and_then(participation::Said::content);
        matches!(content, Some(Content::Label(label)) if label.appeal == Some(*appeal))
    })
}

/// All cases, that of which something was said last at first.
pub(super) fn all<S: Store>(community: &Community<S>) -> Vec<Found> {
    let reading = community.deliberation();
    let mut cases = Vec::new();
    for subject in reading.moderated() {
        let labels = standing(&reading, &subject, &subject, ContentKind::Label);
        let appeals = labels
            .iter()
            .flat_map(|label| standing(&reading, &subject, label, ContentKind::Appeal))
            .collect::<Vec<_>>();
        let claimed = |id: EntryId| Some((community.entry(&id).ok()?.header().claimed, id));
        let mut steps: Vec<_> = labels.into_iter().chain(appeals).filter_map(claimed).collect();
        if !steps.is_empty() {
            steps.sort_unstable();
            cases.push(Found { subject, steps });
        }
    }
    cases.sort_by_key(|case| (Reverse(case.steps.last().copied()), case.subject));
    cases
}

/// A case as the page shows it.
pub(super) fn case<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    people: &People,
    found: &Found,
) -> Case {
    let subject = &found.subject;
    let steps = found.steps.iter();
    let steps: Vec<Step> =
        steps.filter_map(|(time, id)| step(community, f, people, subject, *time, id)).collect();
    let hidden = label_of(community, subject);
    let slot = f.visit.acts_as();
    let waits = steps.iter().any(|step| step.waits);
    let objects =
        hidden.is_some() && !waits && slot.is_some_and(|slot| is_own(community, subject, &slot));
    let at = |what: &str| format!("{}/moderation/{what}/{}", f.root(), link::digits(subject));
    let desk = f.moderates();
    Case {
        digits: link::digits(subject),
        what: f.w.say(kind_of(community, subject)),
        about: acts::about(community, f.root(), subject, f.w),
        hidden: hidden.is_some(),
        steps,
        appeal: objects.then(|| at("appeal")),
        label: desk.then(|| at("label")),
    }
}

/// Whether somebody wrote a document or a comment.
pub(crate) fn is_own<S: Store>(community: &Community<S>, subject: &EntryId, slot: &SlotId) -> bool {
    let reading = community.deliberation();
    let remark = reading.remark(subject);
    remark.is_some_and(|remark| remark.owner == Owner::Member(*slot))
        || reading.card(subject).is_some_and(|card| own::is_author(card, slot))
}

fn step<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    people: &People,
    subject: &EntryId,
    time: Timestamp,
    id: &EntryId,
) -> Option<Step> {
    let who = author(community, people, id);
    let reading = community.deliberation();
    let said = reading.said(id)?;
    let desk = f.moderates();
    let (what, reason, answers, waits, lang, text) = match said.content() {
        Some(Content::Label(label)) => {
            let (lang, text) = localized(label.text.iter().map(|(l, t)| (l, t.as_str())), f.w);
            let reason = Some(f.w.say(thread::reason(label.reason)));
            let answers = label.appeal.is_some();
            (acts::label_name(label.hidden), reason, answers, false, lang, text)
        }
        Some(Content::Appeal(appeal)) => {
            let lang = list::other_language(appeal.language, f.w);
            let waits = decision(&reading, subject, id).is_none();
            ("act-appeal", None, false, waits, lang, appeal.text.to_string())
        }
        _ => return None,
    };
    Some(Step {
        id: link::digits(id),
        what: f.w.say(what),
        who,
        day: Day::of(time, f.w),
        reason,
        lang,
        text: prose::remark(&text),
        answers,
        waits,
        decide: (waits && desk)
            .then(|| format!("{}/moderation/decide/{}", f.root(), link::digits(id))),
    })
}

/// Whoever signed an entry.
pub(super) fn author<S: Store>(community: &Community<S>, people: &People, id: &EntryId) -> Who {
    let device = community.entry(id).ok().map(|entry| entry.header().author);
    let slot = device.and_then(|device| community.slot_of(&device));
    slot.map(|slot| people.member(&community.deliberation(), &slot)).unwrap_or_default()
}

/// The message that names what something is.
pub(super) fn kind_of<S: Store>(community: &Community<S>, subject: &EntryId) -> &'static str {
    community.deliberation().card(subject).map_or("act-comment", |card| kind_one(card.kind))
}
