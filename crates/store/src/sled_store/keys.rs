//! The file `keys`: how many records were acknowledged, and for each its id and the key of its
//! body, in a slot of fixed length that is overwritten when the body is erased.
//!
//! ```text
//! file = mark mark-again slot*
//! mark = magic(8) generation(8) acknowledged(8) crc(4), at bytes 0 and 2048
//! slot = id(32) key(32) state(1) zeros(3) crc(4), from byte 4096 on
//! ```
//! The two marks are written in turn, so that a torn write leaves the other. The crc of a slot
//! covers its number too. The file is a second witness besides sled: sled, which takes a damaged
//! stretch for the end of its log, cannot lose a record without it showing here.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use participation_types::EntryId;
use zeroize::Zeroizing;

use crate::error::{Damage, StoreError};
use crate::sled_store::disk::{Disk, read_at};
use crate::sled_store::seal::{KEY_LEN, Key};

/// Name of the file.
pub(crate) const NAME: &str = "keys";

/// First bytes of a mark.
const MAGIC: [u8; 8] = *b"\x89PSkeys\n";

/// Bytes before the first slot.
const HEADER: usize = 4096;

/// Where the second mark stands.
const SECOND: u64 = 2048;

/// Bytes of a mark.
const MARK: usize = 28;

/// Bytes of a slot.
const SLOT: usize = 72;

/// Slots that are read at once: 288 KiB.
pub(crate) const BLOCK: u64 = 4096;

/// What is known of the body of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    /// It never came.
    Never,
    /// It lies under this key.
    Under(Key),
    /// It was erased.
    Erased,
}

/// What `keys` holds for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) id: EntryId,
    pub(crate) body: Body,
}

/// A point up to which everything was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// Grows with each mark.
    pub(crate) generation: u64,
    /// Number of records acknowledged.
    pub(crate) acknowledged: u64,
}

/// The open file.
#[derive(Debug)]
pub(crate) struct Keys {
    path: PathBuf,
    file: File,
    marks: [Option<Mark>; 2],
}

impl Keys {
    /// Makes an empty file.
    pub(crate) fn create(folder: &Path, disk: &mut Disk) -> Result<Self, StoreError> {
        let path = folder.join(NAME);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)
            .map_err(|error| StoreError::io("create", &path, error))?;
        let mut keys = Self { path, file, marks: [None; 2] };
        disk.write_at("write the header of the keys", &keys.path, &keys.file, 0, &[0; HEADER])?;
        keys.acknowledge(disk, Mark { generation: 0, acknowledged: 0 })?;
        keys.acknowledge(disk, Mark { generation: 1, acknowledged: 0 })?;
        Ok(keys)
    }

    /// Opens the file as it is.
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(NAME);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|error| StoreError::io("open", &path, error))?;
        let marks = [read_mark(&path, &file, 0)?, read_mark(&path, &file, SECOND)?];
        Ok(Self { path, file, marks })
    }

    /// The newest mark that can be read.
    pub(crate) fn mark(&self) -> Option<Mark> {
        self.marks.iter().flatten().max().copied()
    }

    /// Number of slots for which the file is long enough.
    pub(crate) fn slots(&self) -> Result<u64, StoreError> {
        let metadata =
            self.file.metadata().map_err(|error| StoreError::io("read", &self.path, error))?;
        Ok(metadata.len().saturating_sub(HEADER as u64) / SLOT as u64)
    }

    /// What is wrong with the marks, if anything.
    pub(crate) fn damage(&self) -> Option<Damage> {
        self.marks
            .contains(&None)
            .then(|| Damage::file(NAME, "a mark of what was acknowledged cannot be read"))
    }

    /// Slots from `first` on, at most [`BLOCK`] of them; `None` for one that is damaged or lies
    /// beyond the end of the file.
    pub(crate) fn read(&self, first: u64, count: u64) -> Result<Vec<Option<Slot>>, StoreError> {
        let there = length(self.slots()?.saturating_sub(first).min(count));
        let mut bytes = Zeroizing::new(vec![0; there * SLOT]);
        read_at("read", &self.path, &self.file, offset(first), &mut bytes)?;
        let read = bytes.as_chunks::<SLOT>().0.iter().zip(first..);
        let mut slots: Vec<_> = read.map(|(bytes, number)| read_slot(number, bytes)).collect();
        slots.resize(length(count), None);
        Ok(slots)
    }

    /// One slot.
    pub(crate) fn slot(&self, number: u64) -> Result<Option<Slot>, StoreError> {
        Ok(self.read(number, 1)?.pop().flatten())
    }

    /// Writes slots in a row and waits for the disk.
    pub(crate) fn write(
        &self,
        disk: &mut Disk,
        first: u64,
        slots: &[Slot],
    ) -> Result<(), StoreError> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(slots.len() * SLOT));
        for (slot, number) in slots.iter().zip(first..) {
            bytes.extend(write_slot(number, slot).iter());
        }
        disk.write_at("write keys", &self.path, &self.file, offset(first), &bytes)?;
        disk.sync("sync keys", &self.path, &self.file)
    }

    /// Overwrites slots here and there, then waits once for the disk.
    pub(crate) fn overwrite(
        &self,
        disk: &mut Disk,
        slots: &[(u64, Slot)],
    ) -> Result<(), StoreError> {
        for (number, slot) in slots {
            let bytes = write_slot(*number, slot);
            disk.write_at("overwrite a key", &self.path, &self.file, offset(*number), &bytes)?;
        }
        disk.sync("sync keys", &self.path, &self.file)
    }

    /// Cuts off what was never acknowledged.
    pub(crate) fn truncate(&self, disk: &mut Disk, count: u64) -> Result<(), StoreError> {
        disk.set_len("cut off keys", &self.path, &self.file, offset(count))
    }

    /// Writes the older mark anew and waits for the disk: the last step of every append.
    pub(crate) fn acknowledge(&mut self, disk: &mut Disk, mark: Mark) -> Result<(), StoreError> {
        let [first, second] = &mut self.marks;
        let (place, at) = if *first <= *second { (first, 0) } else { (second, SECOND) };
        disk.write_at("write the mark", &self.path, &self.file, at, &write_mark(mark))?;
        *place = Some(mark);
        disk.sync("sync the mark", &self.path, &self.file)
    }
}

/// Slots that are read at once, as a length.
fn length(slots: u64) -> usize {
    usize::try_from(slots.min(BLOCK)).unwrap_or(0)
}

const fn offset(slot: u64) -> u64 {
    HEADER as u64 + slot * SLOT as u64
}

fn read_mark(path: &Path, file: &File, at: u64) -> Result<Option<Mark>, StoreError> {
    let length = file.metadata().map_err(|error| StoreError::io("read", path, error))?.len();
    if length < at + MARK as u64 {
        return Ok(None);
    }
    let mut bytes = [0; MARK];
    read_at("read", path, file, at, &mut bytes)?;
    Ok(parse_mark(&bytes))
}

fn parse_mark(bytes: &[u8; MARK]) -> Option<Mark> {
    let (covered, crc) = bytes.split_last_chunk::<4>()?;
    let (magic, numbers) = covered.split_first_chunk::<8>()?;
    let (generation, acknowledged) = numbers.split_first_chunk::<8>()?;
    let acknowledged = acknowledged.first_chunk::<8>()?;
    let whole = *magic == MAGIC && crc32fast::hash(covered).to_be_bytes() == *crc;
    whole.then(|| Mark {
        generation: u64::from_be_bytes(*generation),
        acknowledged: u64::from_be_bytes(*acknowledged),
    })
}

fn write_mark(mark: Mark) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(MARK);
    bytes.extend(MAGIC);
    bytes.extend(mark.generation.to_be_bytes());
    bytes.extend(mark.acknowledged.to_be_bytes());
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

fn read_slot(number: u64, bytes: &[u8; SLOT]) -> Option<Slot> {
    let (covered, claimed) = bytes.split_last_chunk::<4>()?;
    if crc(number, covered).to_be_bytes() != *claimed {
        return None;
    }
    let (id, rest) = covered.split_first_chunk::<32>()?;
    let (key, rest) = rest.split_first_chunk::<KEY_LEN>()?;
    let body = match rest.first()? {
        0 => Body::Never,
        1 => Body::Under(Zeroizing::new(*key)),
        2 => Body::Erased,
        _ => return None,
    };
    Some(Slot { id: EntryId::from_bytes(*id), body })
}

fn write_slot(number: u64, slot: &Slot) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(SLOT));
    bytes.extend(slot.id.as_bytes());
    let (key, state) = match &slot.body {
        Body::Never => (&[0; KEY_LEN], 0),
        Body::Under(key) => (&**key, 1),
        Body::Erased => (&[0; KEY_LEN], 2),
    };
    bytes.extend(key);
    bytes.extend([state, 0, 0, 0]);
    let crc = crc(number, &bytes);
    bytes.extend(crc.to_be_bytes());
    bytes
}

fn crc(number: u64, bytes: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&number.to_be_bytes());
    crc.update(bytes);
    crc.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(n: u8) -> Slot {
        let body = match n % 3 {
            0 => Body::Never,
            1 => Body::Under(Zeroizing::new([n; 32])),
            _ => Body::Erased,
        };
        Slot { id: EntryId::from_bytes([n; 32]), body }
    }

    #[test]
    fn a_slot_reads_back_in_its_place_only() {
        for n in 0..6 {
            let bytes: [u8; SLOT] = write_slot(5, &slot(n))[..].try_into().unwrap();
            assert_eq!(read_slot(5, &bytes), Some(slot(n)));
            assert_eq!(read_slot(6, &bytes), None);
        }
    }

    #[test]
    fn every_flipped_bit_of_a_slot_or_mark_is_noticed() {
        let bytes: [u8; SLOT] = write_slot(5, &slot(1))[..].try_into().unwrap();
        for bit in 0..SLOT * 8 {
            let mut flipped = bytes;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(read_slot(5, &flipped), None);
        }
        let mark = Mark { generation: 3, acknowledged: 70 };
        let bytes: [u8; MARK] = write_mark(mark)[..].try_into().unwrap();
        assert_eq!(parse_mark(&bytes), Some(mark));
        for bit in 0..MARK * 8 {
            let mut flipped = bytes;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(parse_mark(&flipped), None);
        }
    }

    #[test]
    fn a_torn_mark_leaves_the_one_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut disk = Disk::default();
        let mut keys = Keys::create(folder.path(), &mut disk).unwrap();
        for acknowledged in 1..6 {
            let mark = Mark { generation: acknowledged + 1, acknowledged };
            keys.acknowledge(&mut disk, mark).unwrap();
            let before = Mark { generation: acknowledged, acknowledged: acknowledged - 1 };
            assert!(keys.marks.contains(&Some(mark)) && keys.marks.contains(&Some(before)));
        }
        drop(keys);
        assert_eq!(Keys::open(folder.path()).unwrap().mark().unwrap().acknowledged, 5);
    }

    #[test]
    fn no_byte_of_a_key_stays_after_it_was_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let mut disk = Disk::default();
        let keys = Keys::create(folder.path(), &mut disk).unwrap();
        keys.write(&mut disk, 0, &[slot(1), slot(4), slot(7)]).unwrap();
        keys.overwrite(&mut disk, &[(1, Slot { body: Body::Erased, ..slot(4) })]).unwrap();
        assert_eq!(keys.read(0, 3).unwrap()[1], Some(Slot { body: Body::Erased, ..slot(4) }));
        let bytes = std::fs::read(folder.path().join(NAME)).unwrap();
        let from = usize::try_from(offset(1)).unwrap() + 32;
        assert!(bytes[from..from + 32].iter().all(|byte| *byte == 0));
    }
}
