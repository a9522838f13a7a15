//! Polls of a space: those to which a document of the space, or the space itself, is linked.

use std::collections::BTreeSet;

use participation::{Community, EntryId, PollStatus, Reading, Store};

use super::{address, kind};
use crate::frame::Frame;
use crate::plain;

/// A poll on the page of a space.
#[derive(Debug)]
pub(crate) struct Linked {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) sealed: bool,
}

/// The polls to which the cards of a space are linked. An opening names no space; whoever answers
/// for one links a document of it to the poll.
pub(crate) fn of_space<S: Store>(
    community: &Community<S>,
    reading: &Reading<'_, S>,
    space: &EntryId,
    f: &Frame<'_>,
) -> Vec<Linked> {
    let polls: BTreeSet<EntryId> = community.openings().map(|(id, _)| id).collect();
    if polls.is_empty() {
        return Vec::new();
    }
    let cards = reading.cards().filter(|card| card.space == *space && card.hidden.is_none());
    let own = reading.space(space).map(|space| space.links.as_slice()).unwrap_or_default();
    let links = cards.flat_map(|card| card.links.iter()).chain(own).map(|link| link.to);
    let linked: BTreeSet<EntryId> = links.filter(|id| polls.contains(id)).collect();
    let row = |id: &EntryId| {
        let opening = community.opening(id).ok()?;
        let status = community.poll_status(id).ok()?;
        let sealed = matches!(status, PollStatus::Sealed { .. });
        (sealed || status == PollStatus::Open).then(|| Linked {
            href: address(f, id),
            title: plain::spoken(opening.title.as_str(), f.w),
            kind: kind(opening, f.w),
            sealed,
        })
    };
    linked.iter().filter_map(row).collect()
}
