//! Why a form is not shown to somebody: what they lack, and so what they can do instead.
//!
//! The community decides again when the form is sent; here nobody is let fill in what it would
//! refuse.

use participation::{
    Card, Community, Deliberation, DocumentKind, EntryId, Owner, Permit, SlotId, Store,
};

use crate::document::is_author;
use crate::message::Told;
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
}

/// What keeps whoever looks from it; `None` where nothing does that is known here.
#[must_use]
pub fn by<S: Store>(community: &Community<S>, visit: &Visit, doing: Doing) -> Option<Told> {
    let Some(neighbour) = &visit.neighbour else { return Some(Told::LogIn) };
    if !neighbour.belongs() {
        return Some(Told::NoMember);
    }
    let organiser = || (!visit.organises()).then_some(Told::Organisers);
    let reading = community.deliberation();
    match doing {
        Doing::Organise => organiser(),
        Doing::Charter => (!neighbour.offices.steward).then_some(Told::Stewards),
        Doing::Write(kind, space) => write(&reading, visit, kind, &space),
        Doing::Edit(id)
        | Doing::Amend(id)
        | Doing::Conclude(id)
        | Doing::Invite(id)
        | Doing::Attach(id) => match reading.card(&id) {
            Some(card) => change(&reading, visit, doing, card, neighbour.slot),
            // A space.
            None => organiser(),
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
    let official = !matches!(card.owner, Owner::Member(_));
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
        Doing::Organise | Doing::Charter | Doing::Write(..) => None,
    }
}
