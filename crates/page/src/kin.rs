//! Where a document comes from, and what organisers made of it.
//!
//! A member can link what they write to anything. That another took its place, or is a part of it,
//! is believed of those alone that are not a member's.

use participation::{Card, Deliberation, EntryId, Owner, Reading, Relation, Store};

use crate::frame::Frame;
use crate::list::{self, Row};
use crate::people::People;
use crate::words::Words;

/// Documents that stand to another in one way.
#[derive(Debug)]
pub(crate) struct Kin {
    /// What they are to it.
    pub(crate) heading: String,
    pub(crate) rows: Vec<Row>,
}

/// What came of a document, said at its head.
#[derive(Debug)]
pub(crate) struct After {
    /// What was done with it.
    pub(crate) said: String,
    pub(crate) links: Vec<To>,
}

/// A link to another document.
#[derive(Debug)]
pub(crate) struct To {
    pub(crate) href: String,
    pub(crate) title: String,
    /// Its language, where it is not the page's.
    pub(crate) lang: &'static str,
}

/// What a document is linked to, by how it stands to it; then what carries it out, and its copies.
pub(crate) fn of<S: Store>(
    reading: &mut Reading<'_, S>,
    people: &People,
    card: &Card,
    f: &Frame<'_>,
) -> Vec<Kin> {
    let mut all = Vec::new();
    for key in HEADINGS {
        let links = card.links.iter().filter(|link| heading(card, link.relation) == key);
        let ids: Vec<EntryId> = links.map(|link| link.to).collect();
        all.push((key, ids));
    }
    all.push(("kin-carried-out", official(reading, &card.id, Relation::ResultsFrom)));
    all.push(("kin-copied-to", official(reading, &card.id, Relation::CopiedFrom)));
    let kin = |(key, ids): (&'static str, Vec<EntryId>)| {
        let rows = list::rows(reading, people, &ids, f, "");
        (!rows.is_empty()).then(|| Kin { heading: f.w.say(key), rows })
    };
    all.into_iter().filter_map(kin).collect()
}

/// What organisers made of a proposal: one in its place, or others of its parts.
pub(crate) fn after(reading: &Deliberation, card: &Card, root: &str, w: Words) -> Vec<After> {
    let made = |(relation, key): (Relation, &'static str)| {
        let cards = official(reading, &card.id, relation).into_iter();
        let links: Vec<To> = cards
            .filter_map(|id| reading.card(&id))
            .map(|card| {
                let (lang, title) = list::titled(&card.titles, w);
                let place = list::kind_path(card.kind);
                let href = format!("{root}/{place}/{}", crate::link::digits(&card.id));
                To { href, title, lang }
            })
            .collect();
        (!links.is_empty()).then(|| After { said: w.say(key), links })
    };
    [(Relation::MergedFrom, "kin-merged-into"), (Relation::SplitFrom, "kin-split-into")]
        .into_iter()
        .filter_map(made)
        .collect()
}

/// What was made of a document, in order of its making.
fn official(reading: &Deliberation, id: &EntryId, relation: Relation) -> Vec<EntryId> {
    let mut found: Vec<&Card> = reading.made_of(id, relation).collect();
    found.sort_unstable_by_key(|card| (card.made, card.id));
    found.into_iter().map(|card| card.id).collect()
}

const fn is_trusted(card: &Card) -> bool {
    match card.owner {
        Owner::Space | Owner::Imported => true,
        Owner::Member(_) => false,
    }
}

/// In the order in which a page tells of them.
const HEADINGS: [&str; 5] =
    ["kin-merged-from", "kin-split-from", "kin-copied-from", "carries-out", "related"];

const fn heading(card: &Card, relation: Relation) -> &'static str {
    if !is_trusted(card) {
        return "related";
    }
    match relation {
        Relation::MergedFrom => "kin-merged-from",
        Relation::SplitFrom => "kin-split-from",
        Relation::CopiedFrom => "kin-copied-from",
        Relation::ResultsFrom => "carries-out",
        Relation::Related | Relation::PromotedFrom | Relation::PartOf => "related",
    }
}
