//! What this side has in a part of the order of keys.

use participation_types::Lane;

use super::message::Mode;
use super::{Bound, Lack, OutOfBudget, Range, Work};
use crate::index::Record;
use crate::{Fingerprint, Index, Key, SessionKey, ShortId};

/// From one bound up to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) from: Bound,
    pub(super) to: Bound,
}

impl Span {
    /// How many items there are. Costs nothing worth counting.
    pub(super) fn count(self, index: &Index) -> usize {
        index.slices(self.from, self.to).map(|(_, slice)| slice.len()).sum()
    }

    /// Their fingerprint.
    pub(super) fn fingerprint(
        self,
        index: &Index,
        key: &SessionKey,
        work: &mut Work,
    ) -> Result<Fingerprint, OutOfBudget> {
        work.spend(self.count(index))?;
        let mut fingerprint = Fingerprint::default();
        for (_, slice) in index.slices(self.from, self.to) {
            for record in slice {
                fingerprint.add(key.short_of(record.id()));
            }
        }
        Ok(fingerprint)
    }

    /// Their short ids, ascending.
    pub(super) fn list(
        self,
        index: &Index,
        key: &SessionKey,
        work: &mut Work,
    ) -> Result<Vec<ShortId>, OutOfBudget> {
        work.spend(self.count(index))?;
        let mut ids: Vec<_> = self.records(index).map(|(_, r)| key.short_of(r.id())).collect();
        ids.sort_unstable();
        // Two entries of one short id: chance has it once in 2^64, and no list may repeat itself.
        ids.dedup();
        Ok(ids)
    }

    /// The items in `parts` ranges of as many items each, give or take one, and never none.
    pub(super) fn split(
        self,
        parts: usize,
        index: &Index,
        key: &SessionKey,
        work: &mut Work,
    ) -> Result<Vec<Range>, OutOfBudget> {
        let count = self.count(index);
        work.spend(count)?;
        let parts = parts.min(count).max(1);
        let mut ranges = Vec::with_capacity(parts);
        let mut part = Fingerprint::default();
        let mut last: Option<Key> = None;
        let mut done = 0;
        for (lane, mut slice) in index.slices(self.from, self.to) {
            while let Some(next) = slice.first() {
                let end = (ranges.len() + 1) * count / parts;
                if done == end
                    && let Some(last) = last
                {
                    let to = Bound::between(&last, &next.key(lane));
                    ranges.push(Range { to, mode: Mode::Fingerprint(part) });
                    part = Fingerprint::default();
                    continue;
                }
                let (now, later) = slice.split_at(slice.len().min(end - done));
                for record in now {
                    part.add(key.short_of(record.id()));
                }
                last = now.last().map(|record| record.key(lane));
                done += now.len();
                slice = later;
            }
        }
        ranges.push(Range { to: self.to, mode: Mode::Fingerprint(part) });
        Ok(ranges)
    }

    /// All of them as something that the other side lacks.
    pub(super) fn lack(self, index: &Index) -> Option<Lack> {
        let key = |(lane, record): (Lane, &Record)| record.key(lane);
        let first = self.records(index).next().map(key)?;
        let last = self.records(index).next_back().map(key)?;
        Some(Lack { first, last, count: self.count(index) as u64 })
    }

    pub(super) fn records(self, index: &Index) -> impl DoubleEndedIterator<Item = (Lane, &Record)> {
        let pieces = index.slices(self.from, self.to);
        pieces.flat_map(|(lane, slice)| slice.iter().map(move |record| (lane, record)))
    }
}
