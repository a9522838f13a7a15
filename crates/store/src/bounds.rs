//! What every store refuses before it touches anything.

use std::collections::{BTreeMap, HashSet};

use participation_types::{BlobId, EntryId, sha256};

use crate::error::StoreError;
use crate::record::{MAX_BATCH, MAX_BLOB, MAX_BODY, MAX_NOTE_KEY, MAX_NOTES, MAX_SIGNED, Record};

/// Lengths within bounds, and no id known or twice.
pub(crate) fn batch(batch: &[Record], known: impl Fn(&EntryId) -> bool) -> Result<(), StoreError> {
    at_most("a batch", batch.len(), MAX_BATCH)?;
    let mut seen = HashSet::with_capacity(batch.len());
    for record in batch {
        at_most("the signed part of a record", record.signed.len(), MAX_SIGNED)?;
        if let Some(body) = &record.body {
            self::body(body)?;
        }
        if known(&record.id) || !seen.insert(record.id) {
            return Err(StoreError::AlreadyThere(record.id));
        }
    }
    Ok(())
}

pub(crate) const fn body(body: &[u8]) -> Result<(), StoreError> {
    at_most("a body", body.len(), MAX_BODY)
}

pub(crate) fn blob(id: &BlobId, bytes: &[u8]) -> Result<(), StoreError> {
    at_most("a blob", bytes.len(), MAX_BLOB)?;
    if *id.as_bytes() == sha256(bytes) { Ok(()) } else { Err(StoreError::NotItsHash(*id)) }
}

/// `notes` as they are; `key` and `value` as they would come in.
pub(crate) fn note(
    notes: &BTreeMap<String, Vec<u8>>,
    key: &str,
    value: &[u8],
) -> Result<(), StoreError> {
    at_most("the key of a note", key.len(), MAX_NOTE_KEY)?;
    let others: usize =
        notes.iter().filter(|(name, _)| *name != key).map(|(name, v)| name.len() + v.len()).sum();
    at_most("the notes together", others + key.len() + value.len(), MAX_NOTES)
}

const fn at_most(what: &'static str, length: usize, max: usize) -> Result<(), StoreError> {
    if length <= max { Ok(()) } else { Err(StoreError::TooLong { what, length, max }) }
}
