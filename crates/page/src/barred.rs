//! Why a form is not shown to somebody: what they lack, and so what they can do instead.
//!
//! The community decides again when the form is sent; here nobody is let fill in what it would
//! refuse.

use participation::{
    Card, Community, Deliberation, DocumentKind, EntryId, Owner, Permit, SlotId, Store,
};

use crate::document::is_author;
use crate::frame::later_rules;
use crate::message::Told;
use crate::moderation::is_own;
use crate::sealing::{self, Step};
use crate::{Visit, writing};

/// What a form is for, and the document or the space that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Opens spaces, phases and polls, and answers.
    Organise,
    /// Changes the charter.
    Charter,
    /// Writes a document of a kind in a space.
    Write(DocumentKind, EntryId),
    /// Changes what a document or a space says.
    Edit(EntryId),
    /// Proposes other words for somebody else's proposal.
    Amend(EntryId),
    /// Closes a debate or a meeting, or opens it again.
    Conclude(EntryId),
    /// Asks others to write with them.
    Invite(EntryId),
    /// Attaches a file.
    Attach(EntryId),
    /// Says a comment of a document in other words.
    Reword(EntryId, EntryId),
    /// Takes back, or erases, what they wrote.
    TakeBack(EntryId),
    /// Tells the moderators of something.
    Report,
    /// Objects to what was hidden of theirs.
    Appeal(EntryId),
    /// Hides and shows, and decides on appeals.
    Moderate,
    /// Sees the census: those who keep it, and stewards, who suspend.
    Census,
    /// Keeps it.
    Register,
    /// Sits with somebody who cannot do it alone; not within another's session.
    Assist,
    /// Opens polling stations and gives out paper.
    Station,
    /// Does something about the count of a poll.
    Count(Step, EntryId),
}

/// What keeps whoever looks from it; `None` where nothing does that is known here.
#[must_use]
pub fn by<S: Store>(community: &Community<S>, visit: &Visit, doing: Doing) -> Option<Told> {
    let Some(neighbour) = &visit.neighbour else { return Some(Told::LogIn) };
    if !neighbour.belongs() {
        return Some(Told::NoMember);
    }
    // Whatever is signed names the rules in force; the census can be looked at.
    if doing != Doing::Census && later_rules(community).is_some() {
        return Some(Told::OldNode);
    }
    let offices = neighbour.offices;
    let lacks = |held: bool, told| (!held).then_some(told);
    let is_own = |id| neighbour.slot.is_some_and(|slot| is_own(community, &id, &slot));
    let of = |id| community.deliberation().card(&id).cloned();
    match doing {
        Doing::Organise => lacks(offices.organiser, Told::Organisers),
        Doing::Charter => lacks(offices.steward, Told::Stewards),
        Doing::Moderate => lacks(offices.moderator, Told::Moderators),
        Doing::Census => lacks(offices.registrar || offices.steward, Told::Registrars),
        Doing::Register => lacks(offices.registrar, Told::Registrars),
        Doing::Assist => lacks(offices.registrar && neighbour.assisted.is_none(), Told::Registrars),
        Doing::Station => lacks(offices.station, Told::Stations),
        Doing::Report => None,
        Doing::Appeal(id) => lacks(is_own(id), Told::Authors),
        Doing::TakeBack(id) => {
            let in_office = offices.organiser && of(id).is_some_and(|card| is_official(&card));
            lacks(in_office || is_own(id), Told::Authors)
        }
        Doing::Reword(document, comment) => {
            reword(&community.deliberation(), visit, &document, &comment)
        }
        Doing::Count(step, poll) => sealing::barred(community, visit, &poll, step),
        Doing::Write(kind, space) => write(&community.deliberation(), visit, kind, &space),
        Doing::Edit(id)
        | Doing::Amend(id)
        | Doing::Conclude(id)
        | Doing::Invite(id)
        | Doing::Attach(id) => match of(id) {
            Some(card) => change(&community.deliberation(), visit, doing, &card, neighbour.slot),
            // A space.
            None => lacks(offices.organiser, Told::Organisers),
        },
    }
}

fn write(
    reading: &Deliberation,
    visit: &Visit,
    kind: DocumentKind,
    space: &EntryId,
) -> Option<Told> {
    if visit.organises() {
        return None;
    }
    if !matches!(kind, DocumentKind::Proposal | DocumentKind::Debate) {
        return Some(Told::Organisers);
    }
    let phase = reading.current_phase(space);
    let permitted = phase.is_some_and(|(_, phase)| writing::permitted(kind, &phase.rules));
    (!permitted).then_some(Told::NotInPhase)
}

/// Of somebody's own comment: it may have been hidden, or the phase may be over.
fn reword(
    reading: &Deliberation,
    visit: &Visit,
    document: &EntryId,
    comment: &EntryId,
) -> Option<Told> {
    let slot = visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
    let thread = reading.thread(document);
    let remark = thread.iter().find(|remark| remark.id == *comment)?;
    if slot.map(Owner::Member) != Some(remark.owner) {
        return Some(Told::Authors);
    }
    if !remark.is_shown() {
        return Some(Told::NoLonger);
    }
    let phase = reading.card(document).and_then(|card| reading.current_phase(&card.space));
    let permitted = phase.is_some_and(|(_, phase)| phase.rules.permits.has(Permit::Comment));
    (!permitted).then_some(Told::NotInPhase)
}

fn change(
    reading: &Deliberation,
    visit: &Visit,
    doing: Doing,
    card: &Card,
    slot: Option<SlotId>,
) -> Option<Told> {
    if card.withdrawn.is_some() || card.hidden.is_some() || card.erased {
        return Some(Told::NoLonger);
    }
    let author = slot.is_some_and(|slot| is_author(card, &slot));
    let official = is_official(card);
    let permits = |permit| {
        let phase = reading.current_phase(&card.space);
        phase.is_some_and(|(_, phase)| phase.rules.permits.has(permit))
    };
    let in_phase = |permit| (!permits(permit)).then_some(Told::NotInPhase);
    let author_of = |permit| if author { in_phase(permit) } else { Some(Told::Authors) };
    match doing {
        Doing::Edit(_) | Doing::Attach(_) if official && visit.organises() => None,
        Doing::Edit(_) | Doing::Attach(_) if official => Some(Told::Organisers),
        Doing::Edit(_) | Doing::Invite(_) => author_of(Permit::Edit),
        Doing::Attach(_) => author_of(Permit::Attach),
        Doing::Amend(_) if slot.is_none() => Some(Told::NoMember),
        Doing::Amend(_) => in_phase(Permit::Amend),
        Doing::Conclude(_) if author || visit.organises() => None,
        Doing::Conclude(_) => Some(Told::Authors),
        Doing::Organise
        | Doing::Charter
        | Doing::Write(..)
        | Doing::Reword(..)
        | Doing::TakeBack(_)
        | Doing::Report
        | Doing::Appeal(_)
        | Doing::Moderate
        | Doing::Census
        | Doing::Register
        | Doing::Assist
        | Doing::Station
        | Doing::Count(..) => None,
    }
}

/// Whether organisers write on it, in the name of the space.
const fn is_official(card: &Card) -> bool {
    !matches!(card.owner, Owner::Member(_))
}
