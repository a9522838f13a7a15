//! The folder `sled`: chunks of records by the arrival of their first record.
//!
//! sled 0.34 panics where it meets what it did not write, so every call is made inside
//! `catch_unwind`. Its `flush` waits for `sync_file_range` only, and for nothing at all where it
//! keeps a large value in a file of its own: [`Chunks::put`] syncs those files itself.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sled::{Batch, Db, IVec, Tree};

use crate::error::{Damage, StoreError};
use crate::sled_store::before;
use crate::sled_store::chunk::{Chunk, Packed};
use crate::sled_store::disk::Disk;

/// Name of the folder.
pub(crate) const NAME: &str = "sled";

/// The tree with the chunks.
const TREE: &str = "chunks";

/// How often a scan asks for each chunk that it has read. sled evicts from a part of its cache
/// only once that part was asked 64 times, so a single pass over few large leaves would keep all
/// of them in memory, whatever the capacity (measured: 184 MB instead of 60).
const ASK: usize = 2;

/// Bytes that must be free before sled is opened: it writes a snapshot of its page table.
const ROOM_TO_OPEN: u64 = 4 * 1024 * 1024;

/// Bytes that must be free before sled is written to: a few of its segments of 512 KiB, and what
/// the next opening needs.
const ROOM_TO_WRITE: u64 = 8 * 1024 * 1024;

/// How often sled may write a chunk before it frees the first copy: as a change, with its leaf
/// after ten changes, with each half of the leaf when it is split.
const AMPLIFICATION: u64 = 6;

/// A chunk as sled gives it, with the arrival of its first record.
pub(crate) type Kept = (u64, IVec);

/// sled with its one tree, and what has to be synced beside it.
#[derive(Debug)]
pub(crate) struct Chunks {
    folder: PathBuf,
    file: File,
    /// Files in which sled keeps large values, and which are on the disk for certain.
    synced: BTreeSet<OsString>,
    /// `None` only while it is being dropped.
    open: Option<(Db, Tree)>,
}

impl Chunks {
    /// Opens or makes the folder.
    pub(crate) fn open(data: &Path, cache_bytes: u64, disk: &mut Disk) -> Result<Self, StoreError> {
        let folder = data.join(NAME);
        disk.step("open sled", &folder)?;
        disk.room("open", data, ROOM_TO_OPEN)?;
        before::copy(data, &folder, disk)?;
        let config = sled::Config::new()
            .path(&folder)
            .mode(sled::Mode::LowSpace)
            .cache_capacity(cache_bytes)
            .flush_every_ms(None);
        let open = guarded("open", &folder, || {
            let db = open_unlocked(&config)?;
            let tree = db.open_tree(TREE)?;
            db.flush()?;
            Ok((db, tree))
        })?;
        let path = folder.join("db");
        let file = OpenOptions::new()
            .write(true)
            .open(&path)
            .map_err(|error| StoreError::io("open", &path, error))?;
        sync_configuration(&folder, disk)?;
        let open = Some(open);
        let mut chunks = Self { folder, file, synced: BTreeSet::new(), open };
        chunks.sync(disk)?;
        disk.sync_folder("sync the folder of sled", &chunks.folder)?;
        disk.sync_folder("sync the folder of the store", data)?;
        Ok(chunks)
    }

    /// The chunk that would hold this arrival: the last that begins at or before it.
    pub(crate) fn holding(&self, arrival: u64) -> Result<Option<Kept>, StoreError> {
        let kept = self
            .with("read", |_, tree| tree.range(..=arrival.to_be_bytes()).next_back().transpose())?;
        kept.map(|kept| self.kept(kept)).transpose()
    }

    /// The chunk that begins here, and leaves of sled's cache what a scan no longer needs.
    pub(crate) fn at(&self, first: u64) -> Result<Option<IVec>, StoreError> {
        self.with("read", |_, tree| {
            let key = first.to_be_bytes();
            let mut found = None;
            for _ in 0..ASK {
                found = tree.get(key)?;
            }
            Ok(found)
        })
    }

    /// Where chunks begin, from this arrival on.
    pub(crate) fn from(&self, arrival: u64) -> Result<Vec<u64>, StoreError> {
        let keys = self.with("read", |_, tree| {
            tree.range(arrival.to_be_bytes()..).keys().collect::<sled::Result<Vec<_>>>()
        })?;
        keys.iter().map(|key| self.number(key)).collect()
    }

    /// To be called when nothing is missing after an opening.
    pub(crate) fn settled(&self, disk: &mut Disk) -> Result<(), StoreError> {
        self.folder.parent().map_or(Ok(()), |data| before::forget(data, disk))
    }

    /// Refuses when the disk may become full while sled takes these chunks.
    pub(crate) fn room(&self, disk: &Disk, chunks: &[Packed]) -> Result<(), StoreError> {
        let bytes: u64 = chunks.iter().map(|(_, bytes)| bytes.len() as u64).sum();
        disk.room("write to", &self.folder, ROOM_TO_WRITE + AMPLIFICATION * bytes)
    }

    /// Adds and removes chunks, all of them or none, and waits for the disk.
    pub(crate) fn put(
        &mut self,
        disk: &mut Disk,
        chunks: &[Packed],
        remove: &[u64],
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        for (first, bytes) in chunks {
            batch.insert(&first.to_be_bytes(), bytes.as_slice());
        }
        for first in remove {
            batch.remove(&first.to_be_bytes());
        }
        disk.step("write to sled", &self.folder)?;
        self.with("write to", |_, tree| tree.apply_batch(batch))?;
        disk.step("flush sled", &self.folder)?;
        self.with("flush", |db, _| db.flush())?;
        self.sync(disk)
    }

    /// Waits until all that sled wrote is on the disk.
    fn sync(&mut self, disk: &mut Disk) -> Result<(), StoreError> {
        disk.step("sync sled", &self.folder)?;
        self.file.sync_all().map_err(|error| StoreError::io("sync", &self.folder, error))?;
        let large = self.folder.join("blobs");
        let names = match names(&large) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other.map_err(|error| StoreError::io("list", &large, error))?,
        };
        for name in names.difference(&self.synced) {
            let path = large.join(name);
            match File::open(&path).and_then(|file| file.sync_all()) {
                // sled removes such a file as soon as it has written its leaf anew.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                other => other.map_err(|error| StoreError::io("sync", &path, error))?,
            }
        }
        if names != self.synced {
            disk.sync_folder("sync the large values of sled", &large)?;
            self.synced = names;
        }
        Ok(())
    }

    fn with<T>(
        &self,
        what: &'static str,
        ask: impl FnOnce(&Db, &Tree) -> sled::Result<T>,
    ) -> Result<T, StoreError> {
        let (db, tree) = self.open.as_ref().ok_or(StoreError::Stopped)?;
        guarded(what, &self.folder, || ask(db, tree))
    }

    fn kept(&self, (key, value): (IVec, IVec)) -> Result<Kept, StoreError> {
        Ok((self.number(&key)?, value))
    }

    fn number(&self, key: &IVec) -> Result<u64, StoreError> {
        let bytes = key.as_ref().try_into();
        bytes.map(u64::from_be_bytes).map_err(|_| Damage::file(NAME, "a key is no arrival").into())
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        // sled's own drop writes and syncs, and panics when the disk is full.
        let open = self.open.take();
        if catch_unwind(AssertUnwindSafe(|| drop(open))).is_err() {
            tracing::warn!(path = %self.folder.display(), "sled could not close its files");
        }
    }
}

/// The header of a chunk that stands under this key.
pub(crate) fn parse(first: u64, bytes: &[u8]) -> Option<Chunk<'_>> {
    Chunk::parse(bytes).filter(|chunk| chunk.first == first)
}

/// sled writes its file `conf` once and never syncs it: after a power cut it could be empty, and a
/// database with another configuration than its own does not open.
fn sync_configuration(folder: &Path, disk: &mut Disk) -> Result<(), StoreError> {
    let path = folder.join("conf");
    disk.step("sync the configuration of sled", &path)?;
    File::open(&path)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::io("sync", &path, error))
}

/// Calls sled. A panic inside it means damage, as does an error that is not the system's.
//
// `AssertUnwindSafe`: after a panic only reads follow, each of them guarded again, and writes
// stop until the store is opened anew.
pub(crate) fn guarded<T>(
    what: &'static str,
    folder: &Path,
    ask: impl FnOnce() -> sled::Result<T>,
) -> Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(ask)) {
        Ok(Ok(value)) => Ok(value),
        // Where sled reads less than it expects, its file was cut or damaged.
        Ok(Err(sled::Error::Io(error)))
            if !matches!(
                error.kind(),
                io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData
            ) =>
        {
            Err(StoreError::io(what, folder, error))
        }
        Ok(Err(error)) => Err(Damage::file(NAME, error.to_string()).into()),
        Err(panic) => {
            let said = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied());
            Err(Damage::file(NAME, format!("sled panicked: {}", said.unwrap_or("?"))).into())
        }
    }
}

/// Opens sled, and waits for itself: a sled that this process has just closed lets go of its lock
/// only when its last thread ends. No other process can be in the way, the home is locked.
pub(crate) fn open_unlocked(config: &sled::Config) -> sled::Result<Db> {
    for _ in 0..LOCK_TRIES {
        match config.open() {
            Err(sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {
                std::thread::sleep(LOCK_WAIT);
            }
            other => return other,
        }
    }
    config.open()
}

/// How often sled's lock is tried.
const LOCK_TRIES: u32 = 400;

/// How long to wait between two tries.
const LOCK_WAIT: Duration = Duration::from_millis(5);

fn names(folder: &Path) -> io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|file| file.map(|file| file.file_name())).collect()
}
