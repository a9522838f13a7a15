//! The digest of one lane by claimed day, so that a change costs the hashing of one day.

use std::collections::BTreeMap;

use participation_types::{Hasher, Lane, Timestamp};

use super::chunks::{Chunks, Place};
use super::record::Record;

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;

/// The days that have items, each with its digest unless an item has come since it was taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Days(BTreeMap<u64, Option<[u8; 32]>>);

impl Days {
    /// Notes that an item of this time was added.
    pub(super) fn touch(&mut self, time: Timestamp) {
        self.0.insert(time.millis() / DAY, None);
    }

    /// Adds lane, day and digest of each day, ascending; `records` are all items of the lane.
    pub(super) fn hash_into(&mut self, root: &mut Hasher, lane: Lane, records: &Chunks<Record>) {
        for (day, digest) in &mut self.0 {
            let digest = digest.get_or_insert_with(|| digest_of(*day, records));
            root.update(&[lane.number()]);
            root.update(&day.to_be_bytes());
            root.update(digest);
        }
    }

    /// Bytes of memory taken, about: a tree's nodes are two thirds full.
    pub(super) fn memory(&self) -> usize {
        self.0.len() * size_of::<(u64, Option<[u8; 32]>)>() * 3 / 2
    }
}

fn digest_of(day: u64, records: &Chunks<Record>) -> [u8; 32] {
    let at = |day: u64| match day.checked_mul(DAY).map(u64::to_be_bytes) {
        Some(time) => records.place(|record| record.time() < time),
        None => Place::END,
    };
    let mut hasher = Hasher::new("participation/day/1");
    for record in records.slices(at(day), at(day + 1)).flatten() {
        hasher.update(record.id());
    }
    hasher.finish()
}
