//! Writing together: who is asked to be an author too, and what they say.

use participation::{
    Card, Community, ContentKind, Deliberation, EntryId, Owner, Permit, SlotId, Store,
};

use crate::document::is_author;
use crate::fields::{Filled, Group, Widget};
use crate::form::{Form, above};
use crate::frame::Frame;
use crate::list;
use crate::message::Failed;
use crate::people::People;
use crate::words::Words;
use crate::{Tongue, Visit, plain};

/// The form that asks somebody to be an author; `None` where the document is not here, or who looks
/// is no author.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    filled: &Filled,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let reading = community.deliberation();
    let slot = visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
    let may = |card: &&Card| {
        let phase = reading.current_phase(&card.space);
        let permitted = phase.is_some_and(|(_, phase)| phase.rules.permits.has(Permit::Edit));
        permitted && slot.is_some_and(|slot| is_author(card, &slot))
    };
    let Some(card) = reading.card(id).filter(may) else { return Ok(None) };
    let (above, document) = above(community, visit, card);
    let heading = w.say("authors-invite");
    let f =
        Frame::of(community, visit, list::section(card.kind), format!("{heading} · {document}"));
    let who = filled.field("who", w.say("authors-who"), Widget::Line);
    let form = Form {
        path: format!("{above}/authors"),
        above: (above, document),
        heading,
        lead: w.say("authors-lead"),
        look: None,
        filled,
        groups: vec![Group::plain(vec![who.hint(w.say("authors-who-hint")).required()])],
        seen: w.say("authors-seen"),
        send: w.say("authors-send"),
        preview: String::new(),
        has_file: false,
        f,
    };
    drop(reading);
    form.shown().map(Some)
}

/// The neighbour whom somebody names: by the whole name, or by the beginning of the digits that
/// stand after names. Where nobody or more than one answers to it, the field says so.
pub fn named<S: Store>(
    community: &Community<S>,
    document: &EntryId,
    filled: &mut Filled,
    tongue: Tongue,
) -> Option<SlotId> {
    let w = Words::of(tongue);
    let typed = plain::line(filled.get("who"));
    if typed.is_empty() {
        filled.wrong("who", w.say("authors-nobody"));
        return None;
    }
    let view = community.view();
    let members = view.slots();
    let reading = community.deliberation();
    let people = People::new(w);
    let digits = typed.to_lowercase();
    let answers = |slot: &&SlotId| {
        let by_digits = digits.len() >= 4 && slot.to_string().starts_with(&digits);
        let who = people.member(&reading, slot);
        let with_digits = format!("{} {}", who.name, who.mark).to_lowercase();
        by_digits || who.name.to_lowercase() == digits || with_digits == digits
    };
    let mut found = members.iter().filter(answers);
    let (first, more) = (found.next().copied(), found.next());
    let Some(slot) = first else {
        filled.wrong("who", w.say("authors-unknown"));
        return None;
    };
    if more.is_some() {
        filled.wrong("who", w.say("authors-several"));
        return None;
    }
    if reading.card(document).is_some_and(|card| is_author(card, &slot)) {
        filled.wrong("who", w.say("authors-already"));
        return None;
    }
    Some(slot)
}

/// The invitation to be an author of a document that somebody has, the last one first.
#[must_use]
pub fn invitation(reading: &Deliberation, document: &EntryId, slot: &SlotId) -> Option<EntryId> {
    let invitations = reading.invitations_of(slot);
    let own = invitations.into_iter().rev().find(|(_, about)| about == document);
    own.map(|(invitation, _)| invitation)
}

/// Whether somebody was asked to be an author, and has not said yes or no.
pub(crate) fn is_invited(reading: &Deliberation, card: &Card, slot: &SlotId) -> bool {
    card.owner != Owner::Member(*slot)
        && card.withdrawn.is_none()
        && card.coauthors.binary_search(slot).is_err()
        && invitation(reading, &card.id, slot)
            .is_some_and(|invitation| reading.naming(&invitation, ContentKind::Reply).is_empty())
}
