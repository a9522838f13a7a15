//! A store that forgets everything with the process.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use participation_types::{BlobId, EntryId, sha256};

use crate::bounds;
use crate::error::{Damage, StoreError};
use crate::record::{Arrival, Record};
use crate::store::{Store, Visit};

/// Keeps everything in memory: for tests, for rehearsals, for whoever embeds the library without
/// a disk.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: Vec<Kept>,
    places: HashMap<EntryId, Arrival>,
    blobs: BTreeMap<BlobId, Vec<u8>>,
    notes: BTreeMap<String, Vec<u8>>,
}

#[derive(Debug)]
struct Kept {
    record: Record,
    erased: bool,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn kept(&self, arrival: Arrival) -> Result<&Kept, StoreError> {
        index(arrival)
            .and_then(|index| self.records.get(index))
            .ok_or(StoreError::NoSuchRecord(arrival))
    }

    fn kept_mut(&mut self, arrival: Arrival) -> Result<&mut Kept, StoreError> {
        index(arrival)
            .and_then(|index| self.records.get_mut(index))
            .ok_or(StoreError::NoSuchRecord(arrival))
    }
}

impl Store for MemoryStore {
    fn append(&mut self, batch: &[Record]) -> Result<Arrival, StoreError> {
        bounds::batch(batch, |id| self.places.contains_key(id))?;
        let first = Arrival::new(self.len());
        for (record, number) in batch.iter().zip(first.number()..) {
            self.places.insert(record.id, Arrival::new(number));
            self.records.push(Kept { record: record.clone(), erased: false });
        }
        Ok(first)
    }

    fn len(&self) -> u64 {
        self.records.len() as u64
    }

    fn read(&self, arrival: Arrival) -> Result<Option<Record>, StoreError> {
        Ok(self.kept(arrival).ok().map(|kept| kept.record.clone()))
    }

    fn scan(&self, from: Arrival, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let rest = index(from).and_then(|from| self.records.get(from..)).unwrap_or_default();
        for (kept, number) in rest.iter().zip(from.number()..) {
            if let ControlFlow::Break(()) = visit(Arrival::new(number), kept.record.clone()) {
                break;
            }
        }
        Ok(())
    }

    fn find(&self, id: &EntryId) -> Result<Option<Arrival>, StoreError> {
        Ok(self.places.get(id).copied())
    }

    fn put_body(&mut self, arrival: Arrival, body: &[u8]) -> Result<(), StoreError> {
        bounds::body(body)?;
        let kept = self.kept_mut(arrival)?;
        if kept.erased {
            return Err(StoreError::Erased(arrival));
        }
        kept.record.body.get_or_insert_with(|| body.to_vec());
        Ok(())
    }

    fn erase(&mut self, arrivals: &[Arrival]) -> Result<(), StoreError> {
        arrivals.iter().try_for_each(|arrival| self.kept(*arrival).map(drop))?;
        for arrival in arrivals {
            let kept = self.kept_mut(*arrival)?;
            kept.record.body = None;
            kept.erased = true;
        }
        Ok(())
    }

    fn erased(&self, arrival: Arrival) -> Result<bool, StoreError> {
        self.kept(arrival).map(|kept| kept.erased)
    }

    fn put_blob(&mut self, id: &BlobId, bytes: &[u8]) -> Result<(), StoreError> {
        bounds::blob(id, bytes)?;
        self.blobs.insert(*id, bytes.to_vec());
        Ok(())
    }

    fn blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.blobs.get(id).cloned())
    }

    fn blobs(&self) -> Result<Vec<BlobId>, StoreError> {
        Ok(self.blobs.keys().copied().collect())
    }

    fn erase_blob(&mut self, id: &BlobId) -> Result<(), StoreError> {
        self.blobs.remove(id);
        Ok(())
    }

    fn put_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        bounds::note(&self.notes, key, value)?;
        self.notes.insert(key.to_owned(), value.to_vec());
        Ok(())
    }

    fn note(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.notes.get(key).cloned())
    }

    fn check(&self) -> Result<Vec<Damage>, StoreError> {
        debug_assert!(self.blobs.iter().all(|(id, bytes)| *id.as_bytes() == sha256(bytes)));
        Ok(Vec::new())
    }
}

fn index(arrival: Arrival) -> Option<usize> {
    usize::try_from(arrival.number()).ok()
}
