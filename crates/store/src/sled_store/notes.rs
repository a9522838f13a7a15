//! The file `notes`: small named values, written anew as a whole with each change.
//!
//! ```text
//! file = magic(8) (key-length(2) value-length(4) key value)* crc(4)
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::bounds;
use crate::error::{Damage, StoreError};
use crate::record::MAX_NOTES;
use crate::sled_store::disk::{Disk, read_whole};

/// Name of the file.
pub(crate) const NAME: &str = "notes";

/// First bytes of the file.
const MAGIC: [u8; 8] = *b"\x89PSnote\n";

/// The most bytes that are read; each note has at least one byte of key or value.
const MAX: usize = 8 * MAX_NOTES + 64;

/// All notes, in memory and on disk.
#[derive(Debug)]
pub(crate) struct Notes {
    path: PathBuf,
    notes: BTreeMap<String, Vec<u8>>,
    damaged: bool,
}

impl Notes {
    /// Makes an empty file.
    pub(crate) fn create(folder: &Path, disk: &mut Disk) -> Result<Self, StoreError> {
        let notes = Self { path: folder.join(NAME), notes: BTreeMap::new(), damaged: false };
        disk.replace("create the notes", &notes.path, &encode(&notes.notes))?;
        Ok(notes)
    }

    /// Reads the file. Damaged notes are none, and [`Notes::damage`] says so.
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(NAME);
        let read = match read_whole("read", &path, MAX) {
            Ok(bytes) => bytes.and_then(|bytes| decode(&bytes)),
            Err(StoreError::TooLong { .. }) => None,
            Err(error) => return Err(error),
        };
        let damaged = read.is_none();
        Ok(Self { path, notes: read.unwrap_or_default(), damaged })
    }

    pub(crate) fn note(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match (self.damage(), self.notes.get(key)) {
            (Some(damage), None) => Err(damage.into()),
            (_, note) => Ok(note.cloned()),
        }
    }

    pub(crate) fn put(
        &mut self,
        disk: &mut Disk,
        key: &str,
        value: &[u8],
    ) -> Result<(), StoreError> {
        bounds::note(&self.notes, key, value)?;
        if let Some(damage) = self.damage() {
            return Err(damage.into());
        }
        let mut notes = self.notes.clone();
        notes.insert(key.to_owned(), value.to_vec());
        disk.replace("write the notes", &self.path, &encode(&notes))?;
        self.notes = notes;
        Ok(())
    }

    /// What is wrong with the file, if anything.
    pub(crate) fn damage(&self) -> Option<Damage> {
        self.damaged.then(|| Damage::file(NAME, "it is missing or has another checksum"))
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.notes.iter()
    }
}

fn encode(notes: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for (key, value) in notes {
        bytes.extend(u16::try_from(key.len()).unwrap_or(u16::MAX).to_be_bytes());
        bytes.extend(u32::try_from(value.len()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend(key.as_bytes());
        bytes.extend(value);
    }
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

fn decode(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let (covered, crc) = bytes.split_last_chunk::<4>()?;
    let mut rest = covered.strip_prefix(&MAGIC)?;
    if crc32fast::hash(covered).to_be_bytes() != *crc {
        return None;
    }
    let mut notes = BTreeMap::new();
    while !rest.is_empty() {
        let (key, more) = rest.split_first_chunk::<2>()?;
        let (value, more) = more.split_first_chunk::<4>()?;
        let (key, more) = more.split_at_checked(u16::from_be_bytes(*key).into())?;
        let (value, more) = more.split_at_checked(u32::from_be_bytes(*value) as usize)?;
        notes.insert(String::from_utf8(key.to_vec()).ok()?, value.to_vec());
        rest = more;
    }
    Some(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_is_noticed() {
        let notes = BTreeMap::from([
            ("community".to_owned(), vec![1, 2, 3]),
            ("cursor".to_owned(), Vec::new()),
        ]);
        let bytes = encode(&notes);
        assert_eq!(decode(&bytes), Some(notes));
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(decode(&flipped), None);
        }
        for cut in 0..bytes.len() {
            assert_eq!(decode(&bytes[..cut]), None);
        }
    }
}
