//! Writes a store anew from all that can still be read.

use std::path::Path;

use participation_types::EntryId;

use crate::error::{Damage, StoreError};
use crate::record::{Arrival, Record};
use crate::sled_store::Config;
use crate::sled_store::blobs::Blobs;
use crate::sled_store::chunk::Chunk;
use crate::sled_store::data::{Data, Tools};
use crate::sled_store::disk::Disk;
use crate::sled_store::erased::Erased;
use crate::sled_store::home::{Format, Home, VERSION};
use crate::sled_store::keys::{Body, Keys, Slot};
use crate::sled_store::migrations;
use crate::sled_store::notes::Notes;
use crate::sled_store::salvage::Salvage;
use crate::sled_store::seal::unseal;

/// What a [`rebuild()`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Rebuilt {
    /// Records that were saved; they are numbered anew without gaps, in their old order.
    pub saved: u64,
    /// What could not be read, by its old place: records are left out and come back with
    /// [`append`](crate::Store::append), bodies with [`put_body`](crate::Store::put_body), blobs
    /// with [`put_blob`](crate::Store::put_blob); of damaged notes none is left.
    pub lost: Vec<Damage>,
}

/// Reads all that can be read of the store in this folder, even where
/// [`open`](crate::SledStore::open) fails, and writes it into a fresh folder that takes the place
/// of the old one in a single step. The old one is removed with its keys overwritten; what was
/// erased stays erased, and leaves no trace at all. Needs as much free space as the store has.
///
/// # Errors
/// [`StoreError::Locked`], [`StoreError::NewerFormat`], [`StoreError::NotAStore`] and what the
/// disk says; then the old folder still counts.
pub fn rebuild(path: &Path, config: Config) -> Result<Rebuilt, StoreError> {
    let home = Home::lock(path)?;
    let tools = config.tools();
    let Some(format) = home.salvaged_format()? else {
        return Err(StoreError::NotAStore { path: path.to_owned(), why: "it is empty" });
    };
    let (format, mut tools) = migrations::migrate(&home, format, tools)?;
    let next = Format { version: VERSION, data: format.data + 1 };
    let fresh = home.fresh(&mut tools.disk, next.data)?;
    let mut old = Old::open(&home.data(format.data), &mut tools.disk)?;
    let (rebuilt, mut tools) = old.write_anew(&fresh, tools)?;
    home.choose(&mut tools.disk, next)?;
    home.keep_only(&mut tools.disk, next.data)?;
    Ok(rebuilt)
}

/// Records that are written at once.
const BATCH: usize = 1024;

/// What can be read of a damaged folder.
#[derive(Debug)]
struct Old {
    keys: Option<Keys>,
    erased: Erased,
    notes: Notes,
    blobs: Blobs,
    salvage: Salvage,
    lost: Vec<Damage>,
    chunk: Vec<Vec<u8>>,
}

impl Old {
    fn open(folder: &Path, disk: &mut Disk) -> Result<Self, StoreError> {
        let keys = match Keys::open(folder) {
            Ok(keys) => Some(keys),
            Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                None
            }
            Err(error) => return Err(error),
        };
        let erased = Erased::open(folder)?;
        let notes = Notes::open(folder)?;
        let blobs = Blobs::open(folder, disk)?;
        let salvage = Salvage::of(folder)?;
        let mut lost: Vec<Damage> =
            [erased.damage(), notes.damage()].into_iter().flatten().collect();
        lost.extend(match &keys {
            Some(keys) => keys.damage(),
            None => Some(Damage::file("keys", "it is missing")),
        });
        Ok(Self { keys, erased, notes, blobs, salvage, lost, chunk: Vec::new() })
    }

    fn write_anew(&mut self, fresh: &Path, tools: Tools) -> Result<(Rebuilt, Tools), StoreError> {
        let mut data = Data::create(fresh, tools)?;
        for (key, value) in self.notes.iter() {
            data.put_note(key, value)?;
        }
        for id in self.blobs.list()? {
            match self.blobs.get(&id) {
                Ok(Some(bytes)) => data.put_blob(&id, &bytes)?,
                Ok(None) => {}
                Err(StoreError::Damaged(damage)) => self.lost.push(damage),
                Err(error) => return Err(error),
            }
        }
        let mut batch = Vec::with_capacity(BATCH);
        let mut erased = Vec::new();
        for arrival in 0..self.end()? {
            let Some(record) = self.record(arrival)? else {
                continue;
            };
            if data.find(&record.id).is_some() {
                continue;
            }
            if record.body.is_none() && self.is_erased(arrival)? {
                erased.push(Arrival::new(data.len() + batch.len() as u64));
            }
            batch.push(record);
            if batch.len() == BATCH {
                data.append(&batch)?;
                batch.clear();
            }
        }
        data.append(&batch)?;
        data.erase(&erased)?;
        let rebuilt = Rebuilt { saved: data.len(), lost: std::mem::take(&mut self.lost) };
        Ok((rebuilt, data.into_tools()))
    }

    /// One past the last record that was acknowledged, as far as that is known.
    fn end(&self) -> Result<u64, StoreError> {
        match self.keys.as_ref().map(|keys| (keys.mark(), keys.slots())) {
            Some((Some(mark), _)) => Ok(mark.acknowledged),
            Some((None, slots)) => Ok(slots?.max(self.salvage.end())),
            None => Ok(self.salvage.end()),
        }
    }

    fn slot(&self, arrival: u64) -> Result<Option<Slot>, StoreError> {
        self.keys.as_ref().map_or(Ok(None), |keys| keys.slot(arrival))
    }

    fn is_erased(&self, arrival: u64) -> Result<bool, StoreError> {
        Ok(self.erased.contains(arrival)
            || self.slot(arrival)?.is_some_and(|slot| slot.body == Body::Erased))
    }

    /// The best copy of a record; what is lost of it is noted.
    fn record(&mut self, arrival: u64) -> Result<Option<Record>, StoreError> {
        let slot = self.slot(arrival)?;
        let erased = self.is_erased(arrival)?;
        let mut best = best(&self.chunk, arrival, slot.as_ref(), erased);
        if !matches!(best, Best::Whole(_)) {
            self.chunk = self.salvage.copies(arrival)?;
            best = self::best(&self.chunk, arrival, slot.as_ref(), erased);
        }
        let place = Arrival::new(arrival);
        match best {
            Best::Whole(record) => Ok(Some(record)),
            Best::WithoutBody(record) => {
                self.lost.push(Damage::body(place, record.id, "its key does not open it"));
                Ok(Some(record))
            }
            Best::Nothing => {
                let id: Option<EntryId> = slot.map(|slot| slot.id);
                self.lost.push(Damage::record(place, id, "no copy of it can be read"));
                Ok(None)
            }
        }
    }
}

/// How much of a record the copies give.
#[derive(Debug)]
enum Best {
    Whole(Record),
    WithoutBody(Record),
    Nothing,
}

fn best(copies: &[Vec<u8>], arrival: u64, slot: Option<&Slot>, erased: bool) -> Best {
    let mut best = Best::Nothing;
    let stored = copies
        .iter()
        .filter_map(|bytes| Chunk::parse(bytes)?.record(arrival))
        .filter(|stored| slot.is_none_or(|slot| slot.id == stored.id));
    for stored in stored {
        let (body, whole) = match (slot.map(|slot| &slot.body), stored.sealed) {
            _ if erased => (None, true),
            (Some(Body::Under(key)), Some(sealed)) => {
                let body = unseal(key, &stored.id, sealed);
                let opened = body.is_some();
                (body, opened)
            }
            (Some(Body::Under(_)), None) | (None, Some(_)) => (None, false),
            (Some(Body::Never | Body::Erased), _) | (None, None) => (None, true),
        };
        let record = Record { id: stored.id, signed: stored.signed.to_vec(), body };
        match best {
            _ if whole => return Best::Whole(record),
            Best::Nothing => best = Best::WithoutBody(record),
            Best::Whole(_) | Best::WithoutBody(_) => {}
        }
    }
    best
}
