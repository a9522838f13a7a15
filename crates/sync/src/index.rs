//! The whole set of one community on this node: what there is, by key and by arrival.

mod chunks;
mod days;
mod record;

use std::fmt;
use std::ops::{Bound as Edge, RangeBounds};

use participation_types::{Hasher, Lane};

use crate::ranges::Bound;
use crate::{Item, Key};
use chunks::{Chunks, Place};
use days::Days;
pub(crate) use record::Record;

/// Every entry of one community on this node, in order of lane, claimed time and id, and of
/// arrival.
///
/// About 50 bytes an item when they come in order of time, at most 60 in any order, and 60 more
/// for each day that occurs in a lane.
#[derive(Clone, Default)]
pub struct Index {
    lanes: [LaneSet; 3],
    root: Option<[u8; 32]>,
}

#[derive(Clone, Default)]
struct LaneSet {
    records: Chunks<Record>,
    arrivals: Chunks<u32>,
    days: Days,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = Lane::ALL.map(|lane| self.count(lane));
        f.debug_struct("Index").field("counts", &counts).finish_non_exhaustive()
    }
}

impl Index {
    /// The empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an item, and says whether its key is new; an item that is there keeps its arrival.
    ///
    /// Two items of a lane never have the same arrival.
    pub fn insert(&mut self, item: Item) -> bool {
        let lane = self.lane_mut(item.key.lane);
        let new = lane.records.insert(Record::of(&item));
        if new {
            lane.arrivals.insert(item.arrival);
            lane.days.touch(item.key.time);
            self.root = None;
        }
        new
    }

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lanes.iter().map(|lane| lane.records.len()).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items a lane has.
    #[must_use]
    pub const fn count(&self, lane: Lane) -> usize {
        self.lane(lane).records.len()
    }

    /// Whether there is an item with this key.
    #[must_use]
    pub fn contains(&self, key: &Key) -> bool {
        self.lane(key.lane).records.contains(&Record::of(&Item { key: *key, arrival: 0 }))
    }

    /// Bytes of memory taken.
    #[must_use]
    pub fn memory(&self) -> usize {
        let lane =
            |lane: &LaneSet| lane.records.memory() + lane.arrivals.memory() + lane.days.memory();
        size_of::<Self>() + self.lanes.iter().map(lane).sum::<usize>()
    }

    /// What arrived in a lane at `from` or later, ascending.
    pub fn arrived(&self, lane: Lane, from: u32) -> impl Iterator<Item = u32> {
        let arrivals = &self.lane(lane).arrivals;
        let from = arrivals.place(|arrival| *arrival < from);
        arrivals.slices(from, Place::END).flatten().copied()
    }

    /// The items whose keys lie in a range, ascending. A range that ends before it begins has none.
    pub fn range(&self, keys: impl RangeBounds<Key>) -> impl DoubleEndedIterator<Item = Item> {
        let from = keys.start_bound().cloned();
        let to = keys.end_bound().cloned();
        self.each_lane().flat_map(move |(lane, set)| {
            let from = match from {
                Edge::Included(key) => set.records.place(|record| record.key(lane) < key),
                Edge::Excluded(key) => set.records.place(|record| record.key(lane) <= key),
                Edge::Unbounded => Place::START,
            };
            let to = match to {
                Edge::Included(key) => set.records.place(|record| record.key(lane) <= key),
                Edge::Excluded(key) => set.records.place(|record| record.key(lane) < key),
                Edge::Unbounded => Place::END,
            };
            set.records.slices(from, to).flatten().map(move |record| record.item(lane))
        })
    }

    /// How many items stand before this key. Walks the list of chunks, not the items.
    #[must_use]
    pub fn rank(&self, key: &Key) -> usize {
        let before = |(lane, set): (Lane, &LaneSet)| {
            let to = set.records.place(|record| record.key(lane) < *key);
            set.records.slices(Place::START, to).map(<[_]>::len).sum::<usize>()
        };
        self.each_lane().map(before).sum()
    }

    /// The item with this number, counted from 0. Walks the list of chunks, not the items.
    #[must_use]
    pub fn nth(&self, mut number: usize) -> Option<Item> {
        for (lane, set) in self.each_lane() {
            match number.checked_sub(set.records.len()) {
                Some(rest) => number = rest,
                None => return set.records.nth(number).map(|record| record.item(lane)),
            }
        }
        None
    }

    /// A collision resistant digest of the whole set, whatever the order of its insertions:
    /// SHA-256 of `participation/root/1`, a zero byte and, for each lane and day (of UTC, by claimed
    /// time) that has items, ascending: the lane in one byte, the day in 8 big-endian bytes, and
    /// the SHA-256 of `participation/day/1`, a zero byte and the day's ids in order.
    ///
    /// Hashes the days that have changed since it was last asked.
    pub fn root(&mut self) -> [u8; 32] {
        let lanes = &mut self.lanes;
        *self.root.get_or_insert_with(|| {
            let mut root = Hasher::new("participation/root/1");
            for (lane, set) in Lane::ALL.into_iter().zip(lanes) {
                set.days.hash_into(&mut root, lane, &set.records);
            }
            root.finish()
        })
    }

    /// The records from one bound up to another, in pieces of one lane that are not empty.
    pub(crate) fn slices(
        &self,
        from: Bound,
        to: Bound,
    ) -> impl DoubleEndedIterator<Item = (Lane, &[Record])> {
        self.each_lane().flat_map(move |(lane, set)| {
            let [from, to] = [from, to].map(|bound| match bound.within(lane) {
                Some(prefix) => set.records.place(|record| record.is_before(prefix)),
                None if bound.is_before(lane) => Place::START,
                None => Place::END,
            });
            set.records.slices(from, to).map(move |slice| (lane, slice))
        })
    }

    fn each_lane(&self) -> impl DoubleEndedIterator<Item = (Lane, &LaneSet)> {
        Lane::ALL.into_iter().zip(&self.lanes)
    }

    const fn lane(&self, lane: Lane) -> &LaneSet {
        let [authority, ballots, content] = &self.lanes;
        match lane {
            Lane::Authority => authority,
            Lane::Ballots => ballots,
            Lane::Content => content,
        }
    }

    const fn lane_mut(&mut self, lane: Lane) -> &mut LaneSet {
        let [authority, ballots, content] = &mut self.lanes;
        match lane {
            Lane::Authority => authority,
            Lane::Ballots => ballots,
            Lane::Content => content,
        }
    }
}
