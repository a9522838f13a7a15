//! The store on disk.

mod before;
mod blobs;
mod chunk;
mod chunks;
mod data;
mod disk;
mod erased;
mod home;
mod keys;
mod migrations;
mod notes;
mod rebuild;
mod salvage;
mod seal;

use std::fs;
use std::io;
use std::path::Path;

use participation_types::{BlobId, EntryId};

pub use self::disk::Steps;
pub use self::rebuild::{Rebuilt, rebuild};
pub use self::seal::KeySource;
use crate::error::{Damage, StoreError};
use crate::record::{Arrival, Record};
use crate::store::{Store, Visit};
use data::{Data, Tools};
use disk::Disk;
use home::{Format, Home, VERSION};

/// Bytes of sled's cache unless another number is asked for. Its own default is 1 GiB.
pub const DEFAULT_CACHE_BYTES: u64 = 16 * 1024 * 1024;

/// What a store on disk needs besides its folder.
#[derive(Debug)]
pub struct Config {
    keys: KeySource,
    cache_bytes: u64,
    steps: Option<Steps>,
}

impl Config {
    /// With random bytes for the keys of bodies, and a cache of [`DEFAULT_CACHE_BYTES`].
    #[must_use]
    pub const fn new(keys: KeySource) -> Self {
        Self { keys, cache_bytes: DEFAULT_CACHE_BYTES, steps: None }
    }

    /// With another size of sled's cache, in bytes; at least 1 MiB is used.
    #[must_use]
    pub fn with_cache_bytes(mut self, bytes: u64) -> Self {
        self.cache_bytes = bytes.max(1024 * 1024);
        self
    }

    /// Asks before each step that changes a file: for tests of crashes.
    #[must_use]
    pub fn with_steps(mut self, steps: Steps) -> Self {
        self.steps = Some(steps);
        self
    }

    fn tools(self) -> Tools {
        let disk = Disk::new(self.steps);
        Tools { disk, source: self.keys, cache_bytes: self.cache_bytes }
    }
}

/// Keeps everything in a folder: see the crate's documentation for what lies where.
#[derive(Debug)]
pub struct SledStore {
    // Before `home`, so that everything is closed when the lock goes.
    data: Data,
    _home: Home,
}

impl SledStore {
    /// Opens the store in this folder, or makes one where there is none. What a crash cut short
    /// is finished or taken back; an older format is brought up to date.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::NewerFormat`], [`StoreError::NotAStore`],
    /// [`StoreError::Damaged`] when only a [`rebuild()`] can go on, and what the disk says.
    pub fn open(path: &Path, config: Config) -> Result<Self, StoreError> {
        let home = Home::lock(path)?;
        let mut tools = config.tools();
        let data = match home.format()? {
            None => {
                home.keep_only(&mut tools.disk, 0)?;
                let folder = home.fresh(&mut tools.disk, 1)?;
                let mut data = Data::create(&folder, tools)?;
                let format = Format { version: VERSION, data: 1 };
                home.choose(data.disk(), format)?;
                data
            }
            Some(format) => {
                let (format, mut tools) = migrations::migrate(&home, format, tools)?;
                home.keep_only(&mut tools.disk, format.data)?;
                Data::open(&home.data(format.data), tools)?
            }
        };
        Ok(Self { data, _home: home })
    }

    fn exists(&self, arrival: Arrival) -> Result<u64, StoreError> {
        let number = arrival.number();
        if number < self.data.len() { Ok(number) } else { Err(StoreError::NoSuchRecord(arrival)) }
    }
}

impl Store for SledStore {
    fn append(&mut self, batch: &[Record]) -> Result<Arrival, StoreError> {
        self.data.append(batch).map(Arrival::new)
    }

    fn len(&self) -> u64 {
        self.data.len()
    }

    fn read(&self, arrival: Arrival) -> Result<Option<Record>, StoreError> {
        self.data.read(arrival.number())
    }

    fn scan(&self, from: Arrival, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.data.scan(from.number(), visit)
    }

    fn find(&self, id: &EntryId) -> Result<Option<Arrival>, StoreError> {
        Ok(self.data.find(id).map(Arrival::new))
    }

    fn put_body(&mut self, arrival: Arrival, body: &[u8]) -> Result<(), StoreError> {
        self.data.put_body(arrival.number(), body)
    }

    fn erase(&mut self, arrivals: &[Arrival]) -> Result<(), StoreError> {
        self.data.erase(arrivals)
    }

    fn erased(&self, arrival: Arrival) -> Result<bool, StoreError> {
        self.exists(arrival).map(|number| self.data.erased(number))
    }

    fn put_blob(&mut self, id: &BlobId, bytes: &[u8]) -> Result<(), StoreError> {
        self.data.put_blob(id, bytes)
    }

    fn blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        self.data.blobs().get(id)
    }

    fn blobs(&self) -> Result<Vec<BlobId>, StoreError> {
        self.data.blobs().list()
    }

    fn erase_blob(&mut self, id: &BlobId) -> Result<(), StoreError> {
        self.data.erase_blob(id)
    }

    fn put_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.data.put_note(key, value)
    }

    fn note(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.data.notes().note(key)
    }

    fn check(&self) -> Result<Vec<Damage>, StoreError> {
        self.data.check()
    }
}

/// Bytes that the files of a store take on the disk, as `du` counts them.
///
/// # Errors
/// What the disk says.
pub fn disk_bytes(path: &Path) -> Result<u64, StoreError> {
    let mut bytes = 0;
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |error: io::Error| StoreError::io("measure", &folder, error);
        for file in fs::read_dir(&folder).map_err(failed)? {
            let file = file.map_err(failed)?;
            let metadata = file.metadata().map_err(failed)?;
            if metadata.is_dir() {
                folders.push(file.path());
            } else {
                bytes += taken(&metadata);
            }
        }
    }
    Ok(bytes)
}

#[cfg(unix)]
fn taken(metadata: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    /// Unit of `st_blocks` (POSIX leaves it open; all systems of today use it).
    const BLOCK: u64 = 512;
    metadata.blocks() * BLOCK
}

#[cfg(not(unix))]
fn taken(metadata: &fs::Metadata) -> u64 {
    metadata.len()
}
