//! Saying a comment in other words.

use participation::{Card, Community, EntryId, Owner, Permit, Reading, Remark, Store};

use crate::fields::{Filled, Group, Widget};
use crate::form::{Form, above};
use crate::frame::Frame;
use crate::list;
use crate::message::Failed;
use crate::{Visit, link};

/// The comment of a document that somebody can say in other words now, by the digits of an address.
pub(crate) fn own<'a, S: Store>(
    reading: &'a Reading<'_, S>,
    card: &Card,
    visit: &Visit,
    digits: &str,
) -> Option<&'a Remark> {
    let thread = reading.thread(&card.id);
    let id = link::find(digits, thread.iter().map(|remark| remark.id))?;
    thread
        .iter()
        .find(|remark| remark.id == id)
        .filter(|remark| is_own(reading, card, visit, remark))
}

/// Whether somebody can say a comment in other words now.
pub(crate) fn is_own(
    reading: &participation::Deliberation,
    card: &Card,
    visit: &Visit,
    remark: &Remark,
) -> bool {
    let slot = visit.acts_as();
    let phase = reading.current_phase(&card.space);
    let permitted = phase.is_some_and(|(_, phase)| phase.rules.permits.has(Permit::Comment));
    permitted && remark.is_shown() && slot.map(Owner::Member) == Some(remark.owner)
}

/// The form; `None` where the comment is not here, or is somebody else's.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    digits: &str,
    filled: Option<&Filled>,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let reading = community.deliberation();
    let Some(card) = reading.card(id) else { return Ok(None) };
    let Some(remark) = own(&reading, card, visit, digits) else { return Ok(None) };
    let mut now = Filled::default();
    let said = reading.said(&remark.words);
    now.put("text", said.as_ref().and_then(participation::Said::words).unwrap_or_default());
    let filled = filled.unwrap_or(&now);
    let phase = reading.current_phase(&card.space);
    let most = phase.map_or(0, |(_, phase)| u32::from(phase.rules.comment_length));
    let (above, document) = above(community, visit, card);
    let heading = w.say("reword");
    let window = format!("{heading} · {document}");
    let f = Frame::of(community, visit, list::section(card.kind), window);
    let text = filled.field("text", w.say("comment-text"), Widget::Lines(6)).required();
    let form = Form {
        path: format!("{above}/reword?comment={}", link::digits(&remark.id)),
        above: (above, document),
        lead: String::new(),
        look: None,
        filled,
        groups: vec![Group::plain(vec![text.at_most(most)])],
        seen: w.say("reword-seen"),
        send: heading.clone(),
        heading,
        preview: String::new(),
        has_file: false,
        rehearse: String::new(),
        f,
    };
    drop(reading);
    form.shown().map(Some)
}
