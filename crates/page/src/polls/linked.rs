//! What belongs together: the polls of a space, to which a document of the space, or the space
//! itself, is linked; and the projects of a budget.

use std::collections::{BTreeMap, BTreeSet};

use participation::{
    Card, Community, DocumentKind, EntryId, Opening, PollStatus, Reading, Relation, Store, Value,
    ValueField,
};

use super::{address, kind};
use crate::frame::Frame;
use crate::{link, plain};

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

/// Where the projects of a budget are told of, by the places of their options. An option is a
/// project whose digits are its name, or whose slug is and which is linked to the budget.
pub(crate) fn projects<S: Store>(
    community: &Community<S>,
    poll: &EntryId,
    opening: &Opening,
    f: &Frame<'_>,
) -> BTreeMap<u16, String> {
    if opening.counting.budget.is_none() {
        return BTreeMap::new();
    }
    let reading = community.deliberation();
    let belongs = |card: &Card| {
        card.links.iter().any(|link| link.relation == Relation::PartOf && link.to == *poll)
    };
    let mut named: BTreeMap<String, EntryId> = BTreeMap::new();
    let shown =
        reading.cards().filter(|card| card.kind == DocumentKind::Project && card.is_shown());
    for card in shown {
        named.insert(link::digits(&card.id), card.id);
        if let Some(Value::Line(slug)) = card.value(ValueField::Slug).filter(|_| belongs(card)) {
            named.insert(slug.to_string(), card.id);
        }
    }
    let href = |(place, option): (u16, &participation::OpeningOption)| {
        let id = named.get(option.id.as_str())?;
        Some((place, format!("{}/projects/{}", f.root(), link::digits(id))))
    };
    (0..).zip(&opening.options).filter_map(href).collect()
}
