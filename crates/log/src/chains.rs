//! The chains of all devices: what was admitted, in the order that its authors gave it.
//!
//! A chain without a fork is a list. At a fork two entries stand at one place: the two lowest
//! ids of those offered, whichever came first, so that every node keeps the same evidence. The
//! second of them lives beside the list, and so do those that follow it.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use participation_types::{
    ChainId, DeviceKey, EntryId, Frontier, Head, RevisionId, Seq, SetDigest,
};

use crate::entry::Verified;

/// Where an admitted entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(crate) chain: u32,
    pub(crate) seq: Seq,
    pub(crate) side: Side,
}

impl Place {
    /// Place in its chain.
    #[must_use]
    pub const fn seq(self) -> Seq {
        self.seq
    }
}

/// Which of the two at a fork. It has no meaning beyond this node: arrival decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Side {
    First,
    Second,
}

/// What came of an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Insertion {
    /// It stands in its chain now.
    Added(Place),
    /// It stands, and another entry stands at the same place: the chain has forked. A third with
    /// a higher id may have been dropped, with all that followed it.
    Forked {
        /// Where it stands.
        place: Place,
        /// What was dropped.
        dropped: Vec<EntryId>,
    },
    /// It was here already.
    Known(Place),
    /// Its predecessor is not here yet.
    Waits {
        /// The predecessor.
        prev: EntryId,
    },
    /// Its predecessor stands in another chain or at another place: nothing can make it right.
    Broken {
        /// The predecessor that it names.
        prev: EntryId,
    },
    /// Two others with lower ids stand at its place already: that is evidence enough.
    Surplus,
}

/// Two entries at one place of a chain: proof that its author, or a copy of the author's key,
/// signed two histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fork {
    /// The chain.
    pub chain: ChainId,
    /// The place.
    pub seq: Seq,
    /// The lower id.
    pub low: EntryId,
    /// The higher id.
    pub high: EntryId,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) id: EntryId,
    pub(crate) prev: Side,
    revision: Option<u32>,
}

#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) id: ChainId,
    pub(crate) links: Vec<Link>,
    /// The second entry at each forked place; empty for honest chains.
    pub(crate) second: BTreeMap<Seq, Link>,
}

impl Chain {
    pub(crate) fn link(&self, seq: Seq, side: Side) -> Option<&Link> {
        match side {
            Side::First => self.links.get(seq.index()),
            Side::Second => self.second.get(&seq),
        }
    }

    /// The side that the past of `from` takes at each forked place, from `from` downwards. Between
    /// forks there is only one side, so a long chain with few forks costs few steps.
    pub(crate) fn way_down(&self, from: Place) -> impl Iterator<Item = (Seq, Side)> {
        let (mut above, mut side) = (from.seq, from.side);
        self.second.range(..=from.seq).rev().map_while(move |(at, _)| {
            if *at != from.seq {
                let next = at.next()?;
                side = if next == above { side } else { Side::First };
                side = self.link(next, side)?.prev;
            }
            above = *at;
            Some((*at, side))
        })
    }

    /// The side that the past of `from` takes at `seq`, which is not above it.
    fn side_at(&self, from: Place, seq: Seq) -> Option<Side> {
        if !self.second.contains_key(&seq) {
            return Some(Side::First);
        }
        self.way_down(from).find(|(at, _)| *at == seq).map(|(_, side)| side)
    }
}

/// All admitted entries of one community, by chain. About 80 bytes an entry.
#[derive(Debug, Default)]
pub struct Chains {
    index: HashMap<ChainId, u32>,
    chains: Vec<Chain>,
    places: HashMap<EntryId, Place>,
    revisions: Vec<RevisionId>,
    revision_index: HashMap<RevisionId, u32>,
    changes: u64,
}

impl Chains {
    /// No chains.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Grows by one with each fork, so that caches know when [`Chains::resolve`] must run again. It
    /// must also run when a chain that [`Chains::is_forked`] grows.
    #[must_use]
    pub const fn forks_seen(&self) -> u64 {
        self.changes
    }

    /// Says what [`Chains::insert`] would do, and changes nothing.
    pub fn probe(&self, entry: &Verified) -> Insertion {
        let entry = entry.entry();
        if let Some(place) = self.places.get(&entry.id()) {
            return Insertion::Known(*place);
        }
        let header = entry.header();
        let chain = self.index.get(&entry.chain()).copied();
        if let Some(prev) = header.prev {
            let Some(place) = self.places.get(&prev) else {
                return Insertion::Waits { prev };
            };
            if Some(place.chain) != chain || place.seq.next() != Some(header.seq) {
                return Insertion::Broken { prev };
            }
        }
        let standing = chain.and_then(|chain| self.chains.get(chain as usize));
        let first = standing.and_then(|chain| chain.link(header.seq, Side::First));
        let second = standing.and_then(|chain| chain.link(header.seq, Side::Second));
        let place = |side| Place { chain: chain.unwrap_or(u32::MAX), seq: header.seq, side };
        match (first, second) {
            (None, _) => Insertion::Added(place(Side::First)),
            (Some(_), None) => {
                Insertion::Forked { place: place(Side::Second), dropped: Vec::new() }
            }
            (Some(first), Some(second)) if entry.id() > first.id.max(second.id) => {
                Insertion::Surplus
            }
            (Some(_), Some(_)) => {
                Insertion::Forked { place: place(Side::Second), dropped: Vec::new() }
            }
        }
    }

    /// Puts a verified entry into its chain.
    pub fn insert(&mut self, entry: &Verified) -> Insertion {
        let outcome = self.probe(entry);
        let entry = entry.entry();
        let header = entry.header();
        match outcome {
            Insertion::Known(_)
            | Insertion::Waits { .. }
            | Insertion::Broken { .. }
            | Insertion::Surplus => return outcome,
            Insertion::Added(_) | Insertion::Forked { .. } => {}
        }
        let chain = self.chain_number(entry.chain());
        let mut dropped = Vec::new();
        let highest = self.chains.get(chain as usize).and_then(|c| {
            let (first, second) = (c.link(header.seq, Side::First)?, c.second.get(&header.seq)?);
            Some(first.id.max(second.id))
        });
        if let Some(highest) = highest {
            dropped = self.drop_from(chain, highest);
        }
        let prev = header.prev.and_then(|prev| self.places.get(&prev));
        let prev = prev.map_or(Side::First, |place| place.side);
        let revision = header.revision.map(|revision| self.revision_number(revision));
        let link = Link { id: entry.id(), prev, revision };
        let side = match self.chains.get_mut(chain as usize) {
            Some(chain) if chain.links.len() == header.seq.index() => {
                chain.links.push(link);
                Side::First
            }
            Some(chain) => {
                chain.second.insert(header.seq, link);
                Side::Second
            }
            None => return Insertion::Surplus,
        };
        let place = Place { chain, seq: header.seq, side };
        self.places.insert(entry.id(), place);
        if matches!(outcome, Insertion::Forked { .. }) {
            self.changes += 1;
            Insertion::Forked { place, dropped }
        } else {
            Insertion::Added(place)
        }
    }

    /// Where an entry stands, if it was admitted.
    #[must_use]
    pub fn place(&self, id: &EntryId) -> Option<Place> {
        self.places.get(id).copied()
    }

    /// The entry at a place.
    #[must_use]
    pub fn id(&self, place: Place) -> Option<EntryId> {
        self.chain(place).and_then(|c| c.link(place.seq, place.side)).map(|link| link.id)
    }

    /// The chain of a place.
    #[must_use]
    pub fn chain_of(&self, place: Place) -> Option<ChainId> {
        self.chain(place).map(|chain| chain.id)
    }

    /// The revision that the entry at a place names.
    #[must_use]
    pub fn revision(&self, place: Place) -> Option<RevisionId> {
        let number = self.chain(place)?.link(place.seq, place.side)?.revision?;
        self.revisions.get(number as usize).copied()
    }

    /// The last entry of a chain on this node: of a forked chain, the one that came first.
    #[must_use]
    pub fn head(&self, chain: &ChainId) -> Option<Head> {
        let chain = self.chains.get(*self.index.get(chain)? as usize)?;
        let seq = u32::try_from(chain.links.len()).ok()?.checked_sub(1)?;
        Some(Head { seq: Seq::new(seq), id: chain.links.last()?.id })
    }

    /// Whether two entries stand at one place of this chain.
    #[must_use]
    pub fn is_forked(&self, chain: &ChainId) -> bool {
        let chain = self.index.get(chain).and_then(|number| self.chains.get(*number as usize));
        chain.is_some_and(|chain| !chain.second.is_empty())
    }

    /// All chains with their heads, in no particular order.
    pub fn heads(&self) -> impl Iterator<Item = (ChainId, Head)> {
        self.chains.iter().filter_map(|chain| Some((chain.id, self.head(&chain.id)?)))
    }

    /// Every entry of a chain, both sides of forks included, by place.
    pub fn entries(&self, chain: &ChainId) -> impl Iterator<Item = EntryId> {
        let chain = self.index.get(chain).and_then(|n| self.chains.get(*n as usize));
        chain
            .into_iter()
            .flat_map(|chain| chain.links.iter().chain(chain.second.values()).map(|link| link.id))
    }

    /// All entries, in no particular order.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        self.places.keys().copied()
    }

    /// Every device with every revision that an entry of one of its chains names; a pair may come
    /// more than once. Takes time in proportion to all entries.
    pub fn revisions_named(&self) -> impl Iterator<Item = (DeviceKey, RevisionId)> {
        self.chains.iter().flat_map(move |chain| {
            let mut last = None;
            let links = chain.links.iter().chain(chain.second.values());
            links.filter_map(move |link| {
                let number = link.revision?;
                let new = last.replace(number) != Some(number);
                let revision = self.revisions.get(number as usize).filter(|_| new)?;
                Some((chain.id.device, *revision))
            })
        })
    }

    /// All forks, in the order of chain and place.
    #[must_use]
    pub fn forks(&self) -> Vec<Fork> {
        let mut forks: Vec<Fork> = self
            .forked_chains()
            .flat_map(|(_, chain)| {
                chain.second.iter().filter_map(|(seq, second)| {
                    let first = chain.link(*seq, Side::First)?;
                    let (low, high) = (first.id.min(second.id), first.id.max(second.id));
                    Some(Fork { chain: chain.id, seq: *seq, low, high })
                })
            })
            .collect();
        forks.sort_unstable();
        forks
    }

    /// Whether the entry at a place is within a frontier: its chain is listed and the listed head
    /// is this entry or comes after it on the same branch. While the head itself is not here,
    /// whatever stands below its place counts as its past.
    #[must_use]
    pub fn within(&self, place: Place, frontier: &Frontier) -> bool {
        let Some(chain) = self.chain(place) else {
            return false;
        };
        let Some(head) = frontier.head(&chain.id) else {
            return false;
        };
        match self.places.get(&head.id) {
            Some(at) if at.chain == place.chain && at.seq == head.seq => self.leads(place, *at),
            _ => place.seq < head.seq,
        }
    }

    /// SHA-256 over the sorted ids of everything admitted: equal on two nodes exactly when they
    /// hold the same set.
    #[must_use]
    pub fn digest(&self) -> SetDigest {
        let mut ids: Vec<EntryId> = self.ids().collect();
        ids.sort_unstable();
        let mut hasher = participation_types::Hasher::new("participation/set/1");
        ids.iter().for_each(|id| hasher.update(id.as_bytes()));
        SetDigest::from_bytes(hasher.finish())
    }

    /// Whether `later` is the entry at `place` or follows it on its branch.
    pub(crate) fn leads(&self, place: Place, later: Place) -> bool {
        if place.chain != later.chain || place.seq > later.seq {
            return false;
        }
        let Some(chain) = self.chain(place) else {
            return false;
        };
        if chain.second.is_empty() {
            return true;
        }
        chain.side_at(later, place.seq) == Some(place.side)
    }

    pub(crate) fn chain(&self, place: Place) -> Option<&Chain> {
        self.chains.get(place.chain as usize)
    }

    pub(crate) fn forked_chains(&self) -> impl Iterator<Item = (u32, &Chain)> {
        (0u32..).zip(&self.chains).filter(|(_, chain)| !chain.second.is_empty())
    }

    fn chain_number(&mut self, id: ChainId) -> u32 {
        let next = u32::try_from(self.chains.len()).unwrap_or(u32::MAX);
        let number = *self.index.entry(id).or_insert(next);
        if number == next {
            self.chains.push(Chain { id, links: Vec::new(), second: BTreeMap::new() });
        }
        number
    }

    fn revision_number(&mut self, id: RevisionId) -> u32 {
        let next = u32::try_from(self.revisions.len()).unwrap_or(u32::MAX);
        let number = *self.revision_index.entry(id).or_insert(next);
        if number == next {
            self.revisions.push(id);
        }
        number
    }

    /// Takes an entry and all that follows it out of a chain, and closes the gaps.
    fn drop_from(&mut self, number: u32, id: EntryId) -> Vec<EntryId> {
        let Some(place) = self.places.get(&id).copied() else {
            return Vec::new();
        };
        let Some(chain) = self.chains.get_mut(number as usize) else {
            return Vec::new();
        };
        let tail = chain.links.split_off(place.seq.index().min(chain.links.len()));
        let mut seconds = chain.second.split_off(&place.seq);
        let mut dropped = vec![id];
        // For each side at the place before: where it stands now, if it still does.
        let mut before = [Some(Side::First), Some(Side::Second)];
        for (at, first) in (place.seq.number()..).map(Seq::new).zip(tail) {
            let both = [Some(first), seconds.remove(&at)];
            let mut after = [None, None];
            for (link, old) in both.into_iter().zip([0usize, 1]) {
                let Some(link) = link else { continue };
                let prev = before.get(usize::from(link.prev == Side::Second)).copied().flatten();
                let Some(prev) = prev.filter(|_| link.id != id) else {
                    if link.id != id {
                        dropped.push(link.id);
                    }
                    continue;
                };
                let link = Link { prev, ..link };
                let side = if chain.links.len() == at.index() {
                    chain.links.push(link);
                    Side::First
                } else {
                    chain.second.insert(at, link);
                    Side::Second
                };
                self.places.insert(link.id, Place { chain: number, seq: at, side });
                if let Some(slot) = after.get_mut(old) {
                    *slot = Some(side);
                }
            }
            before = after;
        }
        for id in &dropped {
            self.places.remove(id);
        }
        dropped
    }
}
