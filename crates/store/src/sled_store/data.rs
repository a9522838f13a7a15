//! The folder `data-<n>`: everything of a store but its lock and its format.
//!
//! An append takes three steps, each waited for: keys beyond the mark, chunks in sled, then the
//! mark. What lies beyond the mark at an opening was never acknowledged: it is taken in when it
//! is whole, else removed. What should lie before the mark and does not, is damage.

mod reading;
mod recovering;
mod writing;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use participation_types::EntryId;

use crate::error::{Damage, StoreError};
use crate::sled_store::blobs::Blobs;
use crate::sled_store::chunks::Chunks;
use crate::sled_store::disk::Disk;
use crate::sled_store::erased::Erased;
use crate::sled_store::keys::{self, Keys, Mark};
use crate::sled_store::notes::Notes;
use crate::sled_store::seal::KeySource;

/// What a store needs besides its folder.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) disk: Disk,
    pub(crate) source: KeySource,
    pub(crate) cache_bytes: u64,
}

/// An open folder.
#[derive(Debug)]
pub(crate) struct Data {
    tools: Tools,
    keys: Keys,
    mark: Mark,
    chunks: Chunks,
    erased: Erased,
    notes: Notes,
    blobs: Blobs,
    /// Arrival of each id. 40 bytes an entry, filled from the file `keys` at opening.
    index: HashMap<EntryId, u64>,
    /// Slots that could not be read at opening.
    damaged_slots: HashSet<u64>,
    /// Set when memory and disk may differ: only reading goes on.
    stopped: bool,
    /// Set when sled lost the last record: what it would write next could overwrite what a
    /// rebuild can still find.
    short: bool,
}

impl Data {
    /// Makes a store in an empty folder.
    pub(crate) fn create(folder: &Path, mut tools: Tools) -> Result<Self, StoreError> {
        let disk = &mut tools.disk;
        Notes::create(folder, disk)?;
        Erased::create(folder, disk)?;
        Keys::create(folder, disk)?;
        Self::open(folder, tools)
    }

    /// Opens a store and finishes what a crash cut short.
    pub(crate) fn open(folder: &Path, mut tools: Tools) -> Result<Self, StoreError> {
        let keys = Keys::open(folder)?;
        let Some(mark) = keys.mark() else {
            return Err(Damage::file(keys::NAME, "both marks cannot be read").into());
        };
        let chunks = Chunks::open(folder, tools.cache_bytes, &mut tools.disk)?;
        let erased = Erased::open(folder)?;
        let notes = Notes::open(folder)?;
        let blobs = Blobs::open(folder, &mut tools.disk)?;
        let mut data = Self {
            tools,
            keys,
            mark,
            chunks,
            erased,
            notes,
            blobs,
            index: HashMap::new(),
            damaged_slots: HashSet::new(),
            stopped: false,
            short: false,
        };
        data.recover()?;
        Ok(data)
    }

    /// Number of records.
    pub(crate) const fn len(&self) -> u64 {
        self.mark.acknowledged
    }

    pub(crate) fn find(&self, id: &EntryId) -> Option<u64> {
        self.index.get(id).copied()
    }

    pub(crate) const fn notes(&self) -> &Notes {
        &self.notes
    }

    pub(crate) const fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    pub(crate) fn erased(&self, arrival: u64) -> bool {
        self.erased.contains(arrival)
    }

    pub(crate) const fn disk(&mut self) -> &mut Disk {
        &mut self.tools.disk
    }

    /// Gives back what it was opened with, for the next folder.
    pub(crate) fn into_tools(self) -> Tools {
        self.tools
    }
}
