//! What an opening does before anybody reads.

use std::collections::HashMap;

use crate::error::StoreError;
use crate::sled_store::chunks;
use crate::sled_store::data::Data;
use crate::sled_store::keys::{BLOCK, Body, Mark, Slot};

impl Data {
    pub(super) fn recover(&mut self) -> Result<(), StoreError> {
        self.settle_tail()?;
        self.look_at_last()?;
        self.read_index()?;
        self.finish_erasures()?;
        self.mend_slots()
    }

    /// Takes in or removes what lies beyond the mark.
    fn settle_tail(&mut self) -> Result<(), StoreError> {
        let acknowledged = self.mark.acknowledged;
        let beyond = self.chunks.from(acknowledged)?;
        let slots = self.keys.slots()?;
        if beyond.is_empty() && slots <= acknowledged {
            return Ok(());
        }
        let whole = self.whole_tail(&beyond)?;
        if whole > acknowledged {
            tracing::info!(
                records = whole - acknowledged,
                "took in a batch that a crash cut short"
            );
            let mark = Mark { generation: self.mark.generation + 1, acknowledged: whole };
            self.keys.acknowledge(&mut self.tools.disk, mark)?;
            self.mark = mark;
        } else if !beyond.is_empty() {
            tracing::info!(chunks = beyond.len(), "removed a batch that was never acknowledged");
            self.chunks.put(&mut self.tools.disk, &[], &beyond)?;
        }
        self.keys.truncate(&mut self.tools.disk, self.mark.acknowledged)
    }

    /// Up to where these chunks and the slots agree without a gap, if they do to the last.
    fn whole_tail(&self, beyond: &[u64]) -> Result<u64, StoreError> {
        let acknowledged = self.mark.acknowledged;
        let mut end = acknowledged;
        for first in beyond {
            let bytes = self.chunks.at(*first)?.unwrap_or_default();
            let Some(chunk) = chunks::parse(*first, &bytes).filter(|chunk| chunk.first == end)
            else {
                return Ok(acknowledged);
            };
            let slots = self.keys.read(end, u64::from(chunk.count))?;
            let whole = slots.len() == chunk.count as usize
                && chunk.records().zip(slots).all(|((_, stored), slot)| {
                    matches!((stored, slot), (Some(stored), Some(slot)) if stored.id == slot.id)
                });
            if !whole {
                return Ok(acknowledged);
            }
            end = chunk.arrivals().end;
        }
        Ok(end)
    }

    /// Whether sled still has the last record. It takes the first damaged stretch of its log for
    /// the end, forgets what follows, and would write there.
    fn look_at_last(&mut self) -> Result<(), StoreError> {
        let Some(last) = self.len().checked_sub(1) else {
            return self.chunks.settled(&mut self.tools.disk);
        };
        self.short = match self.chunk_of(last) {
            Ok(kept) => !kept.is_some_and(|(first, bytes)| {
                chunks::parse(first, &bytes).is_some_and(|chunk| chunk.arrivals().contains(&last))
            }),
            Err(StoreError::Damaged(_)) => true,
            Err(error) => return Err(error),
        };
        if self.short {
            tracing::warn!("sled lost the last records: rebuild the store");
            return Ok(());
        }
        self.chunks.settled(&mut self.tools.disk)
    }

    /// Ids from the file `keys`, and erasures that the file `erased` has lost.
    fn read_index(&mut self) -> Result<(), StoreError> {
        let end = self.mark.acknowledged;
        let mut index = HashMap::with_capacity(usize::try_from(end.min(1 << 24)).unwrap_or(0));
        let mut forgotten = Vec::new();
        let mut first = 0;
        while first < end {
            let slots = self.keys.read(first, BLOCK.min(end - first))?;
            for (slot, arrival) in slots.iter().zip(first..) {
                let Some(slot) = slot else {
                    tracing::warn!(arrival, "the key of a record is damaged");
                    self.damaged_slots.insert(arrival);
                    continue;
                };
                index.insert(slot.id, arrival);
                if slot.body == Body::Erased && !self.erased.contains(arrival) {
                    forgotten.push(arrival);
                }
            }
            first += slots.len() as u64;
        }
        self.index = index;
        if forgotten.is_empty() {
            return Ok(());
        }
        self.erased.add(&mut self.tools.disk, &forgotten)
    }

    /// Overwrites the keys of what `erased` names, where a crash came between the two.
    fn finish_erasures(&mut self) -> Result<(), StoreError> {
        let mut left = Vec::new();
        for arrival in self.erased.arrivals().filter(|arrival| *arrival < self.len()) {
            let slot = self.keys.slot(arrival)?;
            if !slot.is_some_and(|slot| slot.body == Body::Erased) {
                left.push(arrival);
            }
        }
        if left.is_empty() { Ok(()) } else { self.overwrite_keys(&left) }
    }

    /// A damaged slot of a record without a body has lost nothing: it is written anew. Of the
    /// others at least the id is known again.
    fn mend_slots(&mut self) -> Result<(), StoreError> {
        let mut mended = Vec::new();
        for arrival in self.damaged_slots.clone() {
            let Ok(Some(bytes)) = self.chunk_of(arrival) else {
                continue;
            };
            let Some(stored) = chunks::parse(bytes.0, &bytes.1).and_then(|c| c.record(arrival))
            else {
                continue;
            };
            self.index.insert(stored.id, arrival);
            if stored.sealed.is_none() {
                mended.push((arrival, Slot { id: stored.id, body: Body::Never }));
            }
        }
        if !mended.is_empty() {
            self.keys.overwrite(&mut self.tools.disk, &mended)?;
            for (arrival, _) in mended {
                self.damaged_slots.remove(&arrival);
            }
        }
        Ok(())
    }
}
