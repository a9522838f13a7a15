//! Lists of documents: Decidim's sorts and filters.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use participation_acts::{DocumentKind, Meaning, Relation};
use participation_policy::Owner;
use participation_types::{EntryId, SlotId};

use crate::card::{AmendmentState, Card};
use crate::state::Deliberation;

/// In which order documents are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest first.
    #[default]
    Recent,
    /// The oldest first.
    Oldest,
    /// As a lot orders them, the same for the same seed: nobody stands first for all.
    Random(u64),
    /// Most supports first, those that were imported included.
    MostSupported,
    /// Most endorsements first.
    MostEndorsed,
    /// Most comments first.
    MostCommented,
    /// Most followers first, as far as the source of what was imported told.
    MostFollowed,
    /// Most authors first.
    MostAuthors,
    /// By weight, then the oldest first.
    Weight,
    /// What has come furthest first, then the newest; last what says nothing of it.
    Furthest,
}

/// From whom documents come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Members.
    Members,
    /// The space itself.
    Official,
    /// Another platform.
    Imported,
}

/// Which documents are asked for; what is left empty asks for all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this space.
    pub space: Option<EntryId>,
    /// Of these kinds.
    pub kinds: Vec<DocumentKind>,
    /// In one of these states.
    pub states: Vec<String>,
    /// In states of these meanings.
    pub meanings: Vec<Meaning>,
    /// From this source.
    pub source: Option<Source>,
    /// Written by this person, alone or with others.
    pub author: Option<SlotId>,
    /// Supported or endorsed by this person.
    pub backed_by: Option<SlotId>,
    /// Filed under one of these classes or one below them.
    pub classes: Vec<EntryId>,
    /// Linked to this entry, from either side.
    pub related_to: Option<EntryId>,
    /// Whether they are withdrawn.
    pub withdrawn: Option<bool>,
    /// Whether organisers merged them into another, which is in their place.
    pub merged: Option<bool>,
    /// Whether organisers made others of parts of them.
    pub split: Option<bool>,
    /// Whether they are answered.
    pub answered: Option<bool>,
    /// Amendments of which something became.
    pub amendment: Option<AmendmentState>,
    /// Whether they have a place on the map.
    pub placed: Option<bool>,
    /// Among these, such as those that a search found.
    pub among: Option<BTreeSet<EntryId>>,
    /// Whether what pages do not show is listed too: hidden, erased, numbered twice.
    pub unshown: bool,
}

/// A part of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Documents in the whole list.
    pub total: usize,
    /// Those of this part, in order.
    pub ids: Vec<EntryId>,
}

impl Deliberation {
    /// A part of the list of all documents that a filter lets through. Ties are ordered by id, so
    /// that the list is the same on every node.
    #[must_use]
    pub fn list(&self, filter: &Filter, sort: Sort, offset: usize, limit: usize) -> Page {
        let mut found = match &filter.among {
            Some(among) => self.keys(among.iter().filter_map(|id| self.card(id)), filter, sort),
            None => self.keys(self.cards(), filter, sort),
        };
        let total = found.len();
        let end = offset.saturating_add(limit).min(total);
        if offset >= end {
            return Page { total, ids: Vec::new() };
        }
        // Only the part that is asked for is put in order.
        if end < total {
            found.select_nth_unstable(end);
            found.truncate(end);
        }
        found.sort_unstable();
        Page { total, ids: found.into_iter().skip(offset).map(|(_, id)| id).collect() }
    }

    /// Those of some documents that a filter lets through, with what they are sorted by.
    fn keys<'a>(
        &self,
        cards: impl Iterator<Item = &'a Card>,
        filter: &Filter,
        sort: Sort,
    ) -> Vec<(Key, EntryId)> {
        let classes = self.with_below(&filter.classes);
        let related = filter.related_to.map(|id| self.related(&id));
        cards
            .filter(|card| self.passes(card, filter, &classes, related.as_ref()))
            .map(|card| (self.key(card, sort), card.id))
            .collect()
    }

    /// Whether a filter lets a document through, but for [`Filter::among`].
    fn passes(
        &self,
        card: &Card,
        filter: &Filter,
        classes: &BTreeSet<EntryId>,
        related: Option<&BTreeSet<EntryId>>,
    ) -> bool {
        let source = match card.owner {
            Owner::Member(_) => Source::Members,
            Owner::Space => Source::Official,
            Owner::Imported => Source::Imported,
        };
        let writes = |slot: &SlotId| {
            card.owner == Owner::Member(*slot) || card.coauthors.binary_search(slot).is_ok()
        };
        // An index leads to them: no list is gone through for each document.
        let has = |relation| self.made_of(&card.id, relation).next().is_some();
        (filter.unshown || card.is_shown())
            && filter.space.is_none_or(|space| card.space == space)
            && (filter.kinds.is_empty() || filter.kinds.contains(&card.kind))
            && (filter.meanings.is_empty() || filter.meanings.contains(&card.meaning))
            && (filter.states.is_empty()
                || card.state.as_ref().is_some_and(|state| filter.states.contains(state)))
            && filter.source.is_none_or(|wanted| wanted == source)
            && filter.author.as_ref().is_none_or(writes)
            && filter.backed_by.is_none_or(|slot| self.is_backed(card, &slot))
            && (classes.is_empty() || card.classes().iter().any(|class| classes.contains(class)))
            && related.is_none_or(|related| related.contains(&card.id))
            && filter.withdrawn.is_none_or(|wanted| card.withdrawn.is_some() == wanted)
            && filter.answered.is_none_or(|wanted| card.answer.is_some() == wanted)
            && filter.amendment.is_none_or(|wanted| card.amendment == Some(wanted))
            && filter.placed.is_none_or(|wanted| card.point().is_some() == wanted)
            && filter.merged.is_none_or(|wanted| has(Relation::MergedFrom) == wanted)
            && filter.split.is_none_or(|wanted| has(Relation::SplitFrom) == wanted)
    }

    fn is_backed(&self, card: &Card, slot: &SlotId) -> bool {
        let listed = self.support_ballot(&card.space, slot);
        card.endorsers.binary_search(slot).is_ok()
            || card.supporters.binary_search(slot).is_ok()
            || listed.is_some_and(|ballot| ballot.proposals.binary_search(&card.id).is_ok())
    }

    fn with_below(&self, classes: &[EntryId]) -> BTreeSet<EntryId> {
        let mut all: BTreeSet<EntryId> = classes.iter().copied().collect();
        if all.is_empty() {
            return all;
        }
        // Three levels at most: a class is added once the one above it is.
        for _ in 0..participation_policy::TAXONOMY_LEVELS {
            let below = self.cards().filter(|card| card.parent.is_some_and(|id| all.contains(&id)));
            let below: Vec<EntryId> = below.map(|card| card.id).collect();
            all.extend(below);
        }
        all
    }

    fn related(&self, id: &EntryId) -> BTreeSet<EntryId> {
        let from = self.linked_to(id);
        let to = self.card(id).into_iter().flat_map(|card| card.links.iter().map(|link| link.to));
        from.map(|card| card.id).chain(to).collect()
    }

    fn key(&self, card: &Card, sort: Sort) -> Key {
        let made = card.made.millis();
        let imported = |count: fn(&crate::ImportedCounts) -> u32| {
            u64::from(card.imported.as_ref().map_or(0, count))
        };
        match sort {
            Sort::Recent => (Reverse(made), 0),
            Sort::Oldest => (Reverse(0), made),
            Sort::Random(seed) => (Reverse(0), lot(seed, &card.id)),
            Sort::MostSupported => {
                // An order would tell the numbers that a phase keeps from pages.
                let own = self.shown_supports(&card.id).unwrap_or_default();
                let all = u64::from(own) + imported(|counts| counts.supports);
                (Reverse(all), 0)
            }
            Sort::MostEndorsed => {
                let own = u64::try_from(card.endorsers.len()).unwrap_or(u64::MAX);
                (Reverse(own.saturating_add(imported(|counts| counts.endorsements))), 0)
            }
            Sort::MostCommented => (Reverse(u64::from(card.comments)), 0),
            Sort::MostFollowed => (Reverse(imported(|counts| counts.follows)), 0),
            Sort::MostAuthors => {
                (Reverse(u64::try_from(card.coauthors.len()).unwrap_or(u64::MAX)), 0)
            }
            Sort::Furthest => {
                let done = |progress| u64::from(progress).saturating_add(1);
                (Reverse(card.progress().map_or(0, done)), u64::MAX - made)
            }
            Sort::Weight => match card.value(participation_acts::ValueField::Weight) {
                Some(participation_acts::Value::Number(weight)) => {
                    (Reverse(u64::MAX - weight), made)
                }
                _ => (Reverse(0), made),
            },
        }
    }
}

/// What a list is sorted by, before the id.
type Key = (Reverse<u64>, u64);

/// A lot: the id, which is a hash, mixed with the seed (SplitMix64's finaliser, Steele et al. 2014).
fn lot(seed: u64, id: &EntryId) -> u64 {
    let mix = |z: u64| {
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let first = id.as_bytes().first_chunk::<8>().map_or(0, |first| u64::from_be_bytes(*first));
    mix(first ^ mix(seed.wrapping_add(0x9e37_79b9_7f4a_7c15)))
}
