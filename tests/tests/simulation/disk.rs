//! The disks of nodes: in memory for most worlds, in a folder for a few, and both fail when told.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use participation::{BlobId, EntryId, MemoryStore, Store, StoreError};
use participation_store::{
    Arrival, Config, Damage, Effect, Faulty, KeySource, Record, SledStore, Steps, Visit,
};

use crate::chance::Chance;

/// Changes after which a disk fails that does not fail.
const NEVER: u64 = u64::MAX;

/// A disk under a running node.
#[derive(Debug)]
pub(crate) enum Disk {
    Memory(Faulty<MemoryStore>),
    /// Each step that changes a file can be the last.
    Folder {
        store: Box<SledStore>,
        home: PathBuf,
        failed: Arc<AtomicBool>,
    },
}

/// A disk while its node is down.
#[derive(Debug)]
pub(crate) enum Plate {
    Memory(MemoryStore),
    Folder(PathBuf),
}

/// When a disk fails, and whether the last change took effect all the same.
pub(crate) type Failing = Option<(u64, Effect)>;

impl Plate {
    /// The disk of a node that starts.
    pub(crate) fn open(self, failing: Failing) -> Result<Disk, StoreError> {
        let (changes, effect) = failing.unwrap_or((NEVER, Effect::Absent));
        match self {
            Self::Memory(store) => Ok(Disk::Memory(Faulty::after(changes, effect, store))),
            Self::Folder(home) => folder(&home, changes),
        }
    }

    /// Where it can be found again should opening fail.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Memory(store) => Self::Memory(copied(store)),
            Self::Folder(home) => Self::Folder(home.clone()),
        }
    }
}

fn folder(home: &Path, changes: u64) -> Result<Disk, StoreError> {
    let failed = Arc::new(AtomicBool::new(false));
    let (told, mut left) = (Arc::clone(&failed), changes.saturating_mul(3));
    let steps = Steps::new(move |_| {
        left = left.saturating_sub(u64::from(left != NEVER));
        if left == 0 {
            told.store(true, Ordering::Relaxed);
            return Err(io::Error::other("failed on purpose"));
        }
        Ok(())
    });
    let mut dice = Chance::new(changes);
    let keys = KeySource::new(move |bytes| {
        dice.fill(bytes);
        Ok(())
    });
    let config = Config::new(keys).with_cache_bytes(1024 * 1024).with_steps(steps);
    let store = Box::new(SledStore::open(home, config)?);
    Ok(Disk::Folder { store, home: home.to_owned(), failed })
}

impl Disk {
    pub(crate) fn has_failed(&self) -> bool {
        match self {
            Self::Memory(store) => store.has_failed(),
            Self::Folder { failed, .. } => failed.load(Ordering::Relaxed),
        }
    }

    /// What the process leaves behind when it dies.
    pub(crate) fn into_plate(self) -> Plate {
        match self {
            Self::Memory(store) => Plate::Memory(store.into_inner()),
            Self::Folder { home, .. } => Plate::Folder(home),
        }
    }

    fn store(&self) -> &dyn Store {
        match self {
            Self::Memory(store) => store,
            Self::Folder { store, .. } => &**store,
        }
    }

    fn store_mut(&mut self) -> &mut dyn Store {
        match self {
            Self::Memory(store) => store,
            Self::Folder { store, .. } => &mut **store,
        }
    }
}

impl Store for Disk {
    fn append(&mut self, batch: &[Record]) -> Result<Arrival, StoreError> {
        self.store_mut().append(batch)
    }

    fn len(&self) -> u64 {
        self.store().len()
    }

    fn read(&self, arrival: Arrival) -> Result<Option<Record>, StoreError> {
        self.store().read(arrival)
    }

    fn scan(&self, from: Arrival, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.store().scan(from, visit)
    }

    fn find(&self, id: &EntryId) -> Result<Option<Arrival>, StoreError> {
        self.store().find(id)
    }

    fn put_body(&mut self, arrival: Arrival, body: &[u8]) -> Result<(), StoreError> {
        self.store_mut().put_body(arrival, body)
    }

    fn erase(&mut self, arrivals: &[Arrival]) -> Result<(), StoreError> {
        self.store_mut().erase(arrivals)
    }

    fn erased(&self, arrival: Arrival) -> Result<bool, StoreError> {
        self.store().erased(arrival)
    }

    fn put_blob(&mut self, id: &BlobId, bytes: &[u8]) -> Result<(), StoreError> {
        self.store_mut().put_blob(id, bytes)
    }

    fn blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        self.store().blob(id)
    }

    fn blobs(&self) -> Result<Vec<BlobId>, StoreError> {
        self.store().blobs()
    }

    fn erase_blob(&mut self, id: &BlobId) -> Result<(), StoreError> {
        self.store_mut().erase_blob(id)
    }

    fn put_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.store_mut().put_note(key, value)
    }

    fn note(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store().note(key)
    }

    fn check(&self) -> Result<Vec<Damage>, StoreError> {
        self.store().check()
    }
}

/// A copy of a disk, erased places and notes included.
pub(crate) fn copied(from: &impl Store) -> MemoryStore {
    let (mut to, mut records, mut gone) = (MemoryStore::new(), Vec::new(), Vec::new());
    from.scan(Arrival::FIRST, &mut |arrival, record: Record| {
        if from.erased(arrival).unwrap() {
            gone.push(arrival);
        }
        records.push(record);
        ControlFlow::Continue(())
    })
    .unwrap();
    to.append(&records).unwrap();
    to.erase(&gone).unwrap();
    for id in from.blobs().unwrap() {
        to.put_blob(&id, &from.blob(&id).unwrap().unwrap()).unwrap();
    }
    for key in ["community", "incarnation"] {
        if let Some(value) = from.note(key).unwrap() {
            to.put_note(key, &value).unwrap();
        }
    }
    to
}
