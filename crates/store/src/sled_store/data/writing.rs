//! Writing: each change in an order from which a crash at any step can be settled.

use std::collections::BTreeSet;

use participation_types::{BlobId, EntryId};

use crate::bounds;
use crate::error::{Damage, StoreError};
use crate::record::{Arrival, Record};
use crate::sled_store::chunk::{Packed, Packer, Stored};
use crate::sled_store::chunks;
use crate::sled_store::data::Data;
use crate::sled_store::keys::{Body, Mark, Slot};
use crate::sled_store::seal::{Key, seal};

impl Data {
    pub(crate) fn append(&mut self, batch: &[Record]) -> Result<u64, StoreError> {
        self.going()?;
        self.complete()?;
        bounds::batch(batch, |id| self.index.contains_key(id))?;
        let first = self.len();
        if batch.is_empty() {
            return Ok(first);
        }
        let bodies = batch.iter().filter(|record| record.body.is_some()).count();
        let mut keys = self.tools.source.keys(bodies)?.into_iter();
        let mark =
            Mark { generation: self.mark.generation + 1, acknowledged: first + batch.len() as u64 };
        let mut packer = Packer::new(mark.generation, first);
        let mut slots = Vec::with_capacity(batch.len());
        for record in batch {
            let key = record.body.as_ref().and_then(|_| keys.next());
            let (slot, sealed) = sealed(record.id, record.body.as_deref(), key)?;
            packer.push(&Stored {
                id: record.id,
                signed: &record.signed,
                sealed: sealed.as_deref(),
            });
            slots.push(slot);
        }
        let chunks = packer.finish();
        let disk = &mut self.tools.disk;
        self.chunks.room(disk, &chunks)?;
        if let Err(error) = self.keys.write(disk, first, &slots) {
            // Best effort: what stays lies beyond the mark.
            let _ = self.keys.truncate(disk, first);
            return Err(error);
        }
        let saved =
            self.chunks.put(disk, &chunks, &[]).and_then(|()| self.keys.acknowledge(disk, mark));
        self.or_stop(saved)?;
        self.mark = mark;
        self.index.extend(batch.iter().map(|record| record.id).zip(first..));
        Ok(first)
    }

    pub(crate) fn put_body(&mut self, arrival: u64, body: &[u8]) -> Result<(), StoreError> {
        bounds::body(body)?;
        self.going()?;
        self.complete()?;
        let place = Arrival::new(arrival);
        if arrival >= self.len() {
            return Err(StoreError::NoSuchRecord(place));
        }
        if self.erased(arrival) {
            return Err(StoreError::Erased(place));
        }
        match self.read(arrival) {
            Ok(Some(Record { body: Some(_), .. })) => return Ok(()),
            // A record that is damaged as a whole fails again where its chunk is read.
            Ok(_) | Err(StoreError::Damaged(_)) => {}
            Err(error) => return Err(error),
        }
        let mark = Mark { generation: self.mark.generation + 1, ..self.mark };
        let (slot, chunk) = self.with_body(mark.generation, arrival, body)?;
        let disk = &mut self.tools.disk;
        self.chunks.room(disk, &chunk)?;
        let saved = self
            .chunks
            .put(disk, &chunk, &[])
            .and_then(|()| self.keys.overwrite(disk, &[(arrival, slot)]))
            .and_then(|()| self.keys.acknowledge(disk, mark));
        self.or_stop(saved)?;
        self.mark = mark;
        self.damaged_slots.remove(&arrival);
        Ok(())
    }

    pub(crate) fn erase(&mut self, arrivals: &[Arrival]) -> Result<(), StoreError> {
        self.going()?;
        if let Some(beyond) = arrivals.iter().find(|arrival| arrival.number() >= self.len()) {
            return Err(StoreError::NoSuchRecord(*beyond));
        }
        let fresh: BTreeSet<u64> = arrivals
            .iter()
            .map(|arrival| arrival.number())
            .filter(|arrival| !self.erased(*arrival))
            .collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let fresh: Vec<u64> = fresh.into_iter().collect();
        self.erased.add(&mut self.tools.disk, &fresh)?;
        let overwritten = self.overwrite_keys(&fresh);
        self.or_stop(overwritten)
    }

    /// Overwrites the keys of these arrivals.
    pub(super) fn overwrite_keys(&mut self, arrivals: &[u64]) -> Result<(), StoreError> {
        let mut slots = Vec::with_capacity(arrivals.len());
        for arrival in arrivals {
            let id = match self.keys.slot(*arrival)? {
                Some(slot) => slot.id,
                None => self.id_in_chunk(*arrival).unwrap_or(EntryId::from_bytes([0; 32])),
            };
            slots.push((*arrival, Slot { id, body: Body::Erased }));
        }
        self.keys.overwrite(&mut self.tools.disk, &slots)?;
        for arrival in arrivals {
            self.damaged_slots.remove(arrival);
        }
        Ok(())
    }

    pub(crate) fn put_blob(&mut self, id: &BlobId, bytes: &[u8]) -> Result<(), StoreError> {
        self.blobs.put(&mut self.tools.disk, id, bytes)
    }

    pub(crate) fn erase_blob(&mut self, id: &BlobId) -> Result<(), StoreError> {
        self.blobs.erase(&mut self.tools.disk, id)
    }

    pub(crate) fn put_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.notes.put(&mut self.tools.disk, key, value)
    }

    const fn going(&self) -> Result<(), StoreError> {
        if self.stopped { Err(StoreError::Stopped) } else { Ok(()) }
    }

    fn complete(&self) -> Result<(), StoreError> {
        if self.short {
            let how = "it lost the last records; nothing is added before a rebuild has saved what is left";
            return Err(Damage::file(chunks::NAME, how).into());
        }
        Ok(())
    }

    /// After a step that may have half happened only a new opening knows what is there.
    fn or_stop(&mut self, result: Result<(), StoreError>) -> Result<(), StoreError> {
        self.stopped |= result.is_err();
        result
    }

    /// The chunk of this record, written anew with this body under a fresh key; where it grows
    /// too long, as several.
    fn with_body(
        &mut self,
        generation: u64,
        arrival: u64,
        body: &[u8],
    ) -> Result<(Slot, Vec<Packed>), StoreError> {
        let missing = || {
            let how = "its chunk cannot be read";
            Damage::record(Arrival::new(arrival), None, how)
        };
        let (first, bytes) = self.chunk_of(arrival)?.ok_or_else(missing)?;
        let chunk = chunks::parse(first, &bytes).ok_or_else(missing)?;
        let mut packer = Packer::new(generation, first);
        let mut slot = None;
        for (place, stored) in chunk.records() {
            let stored = stored.ok_or_else(missing)?;
            if place == arrival {
                let key = self.tools.source.keys(1)?.pop();
                let (made, sealed) = sealed(stored.id, Some(body), key)?;
                packer.push(&Stored { sealed: sealed.as_deref(), ..stored });
                slot = Some(made);
            } else {
                packer.push(&stored);
            }
        }
        Ok((slot.ok_or_else(missing)?, packer.finish()))
    }

    fn id_in_chunk(&self, arrival: u64) -> Option<EntryId> {
        let (first, bytes) = self.chunk_of(arrival).ok().flatten()?;
        chunks::parse(first, &bytes)?.record(arrival).map(|stored| stored.id)
    }
}

/// The slot of a record and its body as it is stored.
fn sealed(
    id: EntryId,
    body: Option<&[u8]>,
    key: Option<Key>,
) -> Result<(Slot, Option<Vec<u8>>), StoreError> {
    match (body, key) {
        (Some(body), Some(key)) => {
            let sealed = seal(&key, &id, body).ok_or(StoreError::TooLong {
                what: "a body",
                length: body.len(),
                max: crate::record::MAX_BODY,
            })?;
            Ok((Slot { id, body: Body::Under(key) }, Some(sealed)))
        }
        (Some(_), None) => Err(StoreError::NoKeys(std::io::Error::other("too few keys"))),
        (None, _) => Ok((Slot { id, body: Body::Never }, None)),
    }
}
