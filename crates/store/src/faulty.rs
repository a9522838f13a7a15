//! A store that fails on purpose.

use std::io;
use std::path::PathBuf;

use participation_types::{BlobId, EntryId};

use crate::error::{Damage, StoreError};
use crate::record::{Arrival, Record};
use crate::store::{Store, Visit};

/// Whether a failing change took effect all the same: after an error nobody knows which, so
/// whoever uses a store has to be right in both cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It fails and nothing changes.
    Absent,
    /// It fails, and everything has changed.
    There,
}

/// Passes everything on to another store, until a chosen change fails. After that every change
/// gives [`StoreError::Stopped`], as after a crash; [`Faulty::into_inner`] opens "again".
#[derive(Debug)]
pub struct Faulty<S> {
    inner: S,
    left: u64,
    effect: Effect,
    failed: bool,
}

impl<S: Store> Faulty<S> {
    /// Lets this many changes pass and fails the next.
    pub const fn after(changes: u64, effect: Effect, inner: S) -> Self {
        Self { inner, left: changes, effect, failed: false }
    }

    /// Whether the failure has come.
    pub const fn has_failed(&self) -> bool {
        self.failed
    }

    /// The store as the failure left it.
    pub fn into_inner(self) -> S {
        self.inner
    }

    fn change<T>(
        &mut self,
        change: impl FnOnce(&mut S) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.failed {
            return Err(StoreError::Stopped);
        }
        if let Some(left) = self.left.checked_sub(1) {
            self.left = left;
            return change(&mut self.inner);
        }
        self.failed = true;
        if self.effect == Effect::There {
            change(&mut self.inner)?;
        }
        let source = io::Error::other("failed on purpose");
        Err(StoreError::Io { what: "change", path: PathBuf::new(), source })
    }
}

impl<S: Store> Store for Faulty<S> {
    fn append(&mut self, batch: &[Record]) -> Result<Arrival, StoreError> {
        self.change(|store| store.append(batch))
    }

    fn len(&self) -> u64 {
        self.inner.len()
    }

    fn read(&self, arrival: Arrival) -> Result<Option<Record>, StoreError> {
        self.inner.read(arrival)
    }

    fn scan(&self, from: Arrival, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.inner.scan(from, visit)
    }

    fn find(&self, id: &EntryId) -> Result<Option<Arrival>, StoreError> {
        self.inner.find(id)
    }

    fn put_body(&mut self, arrival: Arrival, body: &[u8]) -> Result<(), StoreError> {
        self.change(|store| store.put_body(arrival, body))
    }

    fn erase(&mut self, arrivals: &[Arrival]) -> Result<(), StoreError> {
        self.change(|store| store.erase(arrivals))
    }

    fn erased(&self, arrival: Arrival) -> Result<bool, StoreError> {
        self.inner.erased(arrival)
    }

    fn put_blob(&mut self, id: &BlobId, bytes: &[u8]) -> Result<(), StoreError> {
        self.change(|store| store.put_blob(id, bytes))
    }

    fn blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.blob(id)
    }

    fn blobs(&self) -> Result<Vec<BlobId>, StoreError> {
        self.inner.blobs()
    }

    fn erase_blob(&mut self, id: &BlobId) -> Result<(), StoreError> {
        self.change(|store| store.erase_blob(id))
    }

    fn put_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.change(|store| store.put_note(key, value))
    }

    fn note(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.note(key)
    }

    fn check(&self) -> Result<Vec<Damage>, StoreError> {
        self.inner.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryStore;
    use crate::conformance::{contents, records};

    #[test]
    fn it_passes_until_it_fails_and_then_stops() {
        for (effect, left) in [(Effect::Absent, 4), (Effect::There, 8)] {
            let mut store = Faulty::after(1, effect, MemoryStore::new());
            store.append(&records(0..4)).unwrap();
            assert!(matches!(store.append(&records(4..8)), Err(StoreError::Io { .. })));
            assert!(store.has_failed());
            assert!(matches!(store.append(&records(8..9)), Err(StoreError::Stopped)));
            assert_eq!(contents(&store.into_inner()), records(0..left));
        }
    }
}
