//! The chains of all devices: what was admitted, in the order that its authors gave it.
//!
//! A chain without a fork is a list. At a fork several entries stand at one place. All of them are
//! kept, so that the set only grows and every node ends with the same one; the two lowest are the
//! evidence that is shown. All but the first to come live beside the list, and so do those that
//! follow them.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::Serialize;

use participation_types::{
    ChainId, DeviceKey, EntryId, Frontier, Head, Lookup, RevisionId, Seq, SetDigest, push_close,
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

/// Which of those at a fork, from 0. It has no meaning beyond this node: arrival decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Side(u32);

impl Side {
    /// The one that came first; the only one where nothing forks.
    pub(crate) const FIRST: Self = Self(0);
}

/// What came of an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Insertion {
    /// It stands in its chain now.
    Added(Place),
    /// It stands, and another entry stands at the same place: the chain has forked.
    Forked(Place),
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
    revision: Option<Named>,
}

/// Which of the revisions that entries name, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named(NonZeroU32);

impl Named {
    const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A chain with at least one entry. Most have no more: what only long and forked ones need lies
/// apart.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) id: ChainId,
    first: Link,
    rest: Option<Box<Rest>>,
}

#[derive(Debug, Default)]
struct Rest {
    /// What follows the first entry.
    links: Vec<Link>,
    /// The other entries at each forked place, none of them empty; no places for honest chains.
    others: BTreeMap<Seq, Vec<Link>>,
}

static NO_FORKS: BTreeMap<Seq, Vec<Link>> = BTreeMap::new();

impl Chain {
    const fn new(id: ChainId, first: Link) -> Self {
        Self { id, first, rest: None }
    }

    /// The other entries at each forked place.
    pub(crate) fn others(&self) -> &BTreeMap<Seq, Vec<Link>> {
        self.rest.as_ref().map_or(&NO_FORKS, |rest| &rest.others)
    }

    /// Whether two entries stand at one place.
    pub(crate) fn is_forked(&self) -> bool {
        !self.others().is_empty()
    }

    /// Number of places.
    fn len(&self) -> usize {
        self.rest().len() + 1
    }

    fn rest(&self) -> &[Link] {
        self.rest.as_ref().map_or(&[], |rest| rest.links.as_slice())
    }

    /// The entry that came first to this place.
    fn first_at(&self, seq: Seq) -> Option<&Link> {
        match seq.index().checked_sub(1) {
            None => Some(&self.first),
            Some(after) => self.rest().get(after),
        }
    }

    pub(crate) fn link(&self, seq: Seq, side: Side) -> Option<&Link> {
        match (side.0 as usize).checked_sub(1) {
            None => self.first_at(seq),
            Some(other) => self.others().get(&seq)?.get(other),
        }
    }

    fn push(&mut self, link: Link) {
        push_close(&mut self.rest.get_or_insert_default().links, link);
    }

    fn fork(&mut self, seq: Seq, link: Link) {
        self.rest.get_or_insert_default().others.entry(seq).or_default().push(link);
    }

    /// Every side that has an entry at this place.
    pub(crate) fn sides(&self, seq: Seq) -> impl Iterator<Item = Side> + use<> {
        let first = u32::from(seq.index() < self.len());
        let others = self.others().get(&seq).map_or(0, Vec::len);
        (0..first.saturating_add(u32::try_from(others).unwrap_or(u32::MAX))).map(Side)
    }

    /// Every entry, on all sides of forks.
    fn all(&self) -> impl Iterator<Item = &Link> {
        let first = std::iter::once(&self.first);
        first.chain(self.rest()).chain(self.others().values().flatten())
    }

    /// The side that the past of `from` takes at each forked place, from `from` downwards. Between
    /// forks there is only one side, so a long chain with few forks costs few steps.
    pub(crate) fn way_down(&self, from: Place) -> impl Iterator<Item = (Seq, Side)> {
        let (mut above, mut side) = (from.seq, from.side);
        self.others().range(..=from.seq).rev().map_while(move |(at, _)| {
            if *at != from.seq {
                let next = at.next()?;
                side = if next == above { side } else { Side::FIRST };
                side = self.link(next, side)?.prev;
            }
            above = *at;
            Some((*at, side))
        })
    }

    /// The side that the past of `from` takes at `seq`, which is not above it.
    fn side_at(&self, from: Place, seq: Seq) -> Option<Side> {
        if !self.others().contains_key(&seq) {
            return Some(Side::FIRST);
        }
        self.way_down(from).find(|(at, _)| *at == seq).map(|(_, side)| side)
    }
}

/// All admitted entries of one community, by chain.
#[derive(Debug, Default)]
pub struct Chains {
    /// Numbers of chains, by their ids.
    index: Lookup<u32>,
    chains: Vec<Chain>,
    /// Where entries stand, by their ids.
    places: Lookup<Place>,
    revisions: Vec<RevisionId>,
    /// Numbers of revisions, by their ids.
    named: Lookup<Named>,
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
        if let Some(place) = self.place(&entry.id()) {
            return Insertion::Known(place);
        }
        let header = entry.header();
        let chain = self.number(&entry.chain());
        if let Some(prev) = header.prev {
            let Some(place) = self.place(&prev) else {
                return Insertion::Waits { prev };
            };
            if Some(place.chain) != chain || place.seq.next() != Some(header.seq) {
                return Insertion::Broken { prev };
            }
        }
        let standing = chain.and_then(|chain| self.chains.get(chain as usize));
        let beside = standing.map_or(0, |chain| chain.sides(header.seq).count());
        let side = Side(u32::try_from(beside).unwrap_or(u32::MAX));
        let place = Place { chain: chain.unwrap_or(u32::MAX), seq: header.seq, side };
        if side == Side::FIRST { Insertion::Added(place) } else { Insertion::Forked(place) }
    }

    /// Puts a verified entry into its chain.
    pub fn insert(&mut self, entry: &Verified) -> Insertion {
        let outcome = self.probe(entry);
        let (Insertion::Added(probed) | Insertion::Forked(probed)) = outcome else {
            return outcome;
        };
        let entry = entry.entry();
        let header = entry.header();
        let prev = header.prev.and_then(|prev| self.place(&prev));
        let prev = prev.map_or(Side::FIRST, |place| place.side);
        let revision = header.revision.and_then(|revision| self.name(revision));
        let link = Link { id: entry.id(), prev, revision };
        let number = match self.number(&entry.chain()) {
            Some(number) => {
                if let Some(chain) = self.chains.get_mut(number as usize) {
                    if probed.side == Side::FIRST {
                        chain.push(link);
                    } else {
                        chain.fork(header.seq, link);
                        self.changes += 1;
                    }
                }
                number
            }
            None => self.begin(Chain::new(entry.chain(), link)),
        };
        let place = Place { chain: number, ..probed };
        let chains = &self.chains;
        self.places.put(&entry.id(), place, |place| id_at(chains, place));
        if place.side == Side::FIRST { Insertion::Added(place) } else { Insertion::Forked(place) }
    }

    /// Where an entry stands, if it was admitted.
    #[must_use]
    pub fn place(&self, id: &EntryId) -> Option<Place> {
        self.places.find(id, |place| self.id(place).as_ref() == Some(id))
    }

    /// The entry at a place.
    #[must_use]
    pub fn id(&self, place: Place) -> Option<EntryId> {
        id_at(&self.chains, place)
    }

    /// The chain of a place.
    #[must_use]
    pub fn chain_of(&self, place: Place) -> Option<ChainId> {
        self.chain(place).map(|chain| chain.id)
    }

    /// The revision that the entry at a place names.
    #[must_use]
    pub fn revision(&self, place: Place) -> Option<RevisionId> {
        let named = self.chain(place)?.link(place.seq, place.side)?.revision?;
        self.revisions.get(named.index()).copied()
    }

    /// The last entry of a chain on this node: of a forked chain, the one that came first.
    #[must_use]
    pub fn head(&self, chain: &ChainId) -> Option<Head> {
        let chain = self.chain_by_id(chain)?;
        let seq = Seq::new(u32::try_from(chain.len()).ok()?.checked_sub(1)?);
        Some(Head { seq, id: chain.first_at(seq)?.id })
    }

    /// Whether two entries stand at one place of this chain.
    #[must_use]
    pub fn is_forked(&self, chain: &ChainId) -> bool {
        self.chain_by_id(chain).is_some_and(Chain::is_forked)
    }

    /// All chains with their heads, in no particular order.
    pub fn heads(&self) -> impl Iterator<Item = (ChainId, Head)> {
        self.chains.iter().filter_map(|chain| Some((chain.id, self.head(&chain.id)?)))
    }

    /// Every entry of a chain, all sides of forks included: first those that came first, by place.
    pub fn entries<'a>(&'a self, chain: &ChainId) -> impl Iterator<Item = EntryId> + use<'a> {
        self.chain_by_id(chain).into_iter().flat_map(Chain::all).map(|link| link.id)
    }

    /// All entries, in no particular order.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        self.chains.iter().flat_map(Chain::all).map(|link| link.id)
    }

    /// Every device with every revision that an entry of one of its chains names; a pair may come
    /// more than once. Takes time in proportion to all entries.
    pub fn revisions_named(&self) -> impl Iterator<Item = (DeviceKey, RevisionId)> {
        self.chains.iter().flat_map(move |chain| {
            let mut last = None;
            chain.all().filter_map(move |link| {
                let named = link.revision?;
                let new = last.replace(named) != Some(named);
                let revision = self.revisions.get(named.index()).filter(|_| new)?;
                Some((chain.id.device, *revision))
            })
        })
    }

    /// All forks, in the order of chain and place: of each the two lowest ids.
    #[must_use]
    pub fn forks(&self) -> Vec<Fork> {
        let mut forks: Vec<Fork> = self
            .forked_chains()
            .flat_map(|(_, chain)| {
                chain.others().keys().filter_map(|seq| {
                    let links = chain.sides(*seq).filter_map(|side| chain.link(*seq, side));
                    let mut ids: Vec<EntryId> = links.map(|link| link.id).collect();
                    ids.sort_unstable();
                    let [low, high] = *ids.first_chunk::<2>()?;
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
        match self.place(&head.id) {
            Some(at) if at.chain == place.chain && at.seq == head.seq => self.leads(place, at),
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
        if !chain.is_forked() {
            return true;
        }
        chain.side_at(later, place.seq) == Some(place.side)
    }

    pub(crate) fn chain(&self, place: Place) -> Option<&Chain> {
        self.chains.get(place.chain as usize)
    }

    pub(crate) fn forked_chains(&self) -> impl Iterator<Item = (u32, &Chain)> {
        (0u32..).zip(&self.chains).filter(|(_, chain)| chain.is_forked())
    }

    fn chain_by_id(&self, id: &ChainId) -> Option<&Chain> {
        self.chains.get(self.number(id)? as usize)
    }

    fn number(&self, id: &ChainId) -> Option<u32> {
        let is = |number: u32| self.chains.get(number as usize).is_some_and(|c| c.id == *id);
        self.index.find(id, is)
    }

    /// Takes a new chain in and gives its number.
    fn begin(&mut self, chain: Chain) -> u32 {
        let number = u32::try_from(self.chains.len()).unwrap_or(u32::MAX);
        let id = chain.id;
        push_close(&mut self.chains, chain);
        let chains = &self.chains;
        self.index.put(&id, number, |number| chains.get(number as usize).map(|chain| chain.id));
        number
    }

    /// The number of a revision, which is kept if it was never named before.
    fn name(&mut self, id: RevisionId) -> Option<Named> {
        let is = |named: Named| self.revisions.get(named.index()) == Some(&id);
        if let Some(named) = self.named.find(&id, is) {
            return Some(named);
        }
        self.revisions.push(id);
        let named = Named(NonZeroU32::new(u32::try_from(self.revisions.len()).ok()?)?);
        let revisions = &self.revisions;
        self.named.put(&id, named, |named| revisions.get(named.index()).copied());
        Some(named)
    }
}

fn id_at(chains: &[Chain], place: Place) -> Option<EntryId> {
    let link = chains.get(place.chain as usize)?.link(place.seq, place.side)?;
    Some(link.id)
}
