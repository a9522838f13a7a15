//! Chunks: the values that sled keeps, each with several records in a row.
//!
//! ```text
//! chunk  = magic(8) generation(8) first(8) count(4) length(4) crc(4) record*
//! record = signed-length(4) sealed-length(4) id(32) signed sealed crc(4)
//! ```
//! Integers are big-endian. The crc (CRC-32 as in gzip) of a chunk covers the 32 bytes before it;
//! that of a record covers its arrival number (8) and what precedes it in the record, so that no
//! record passes for another. `length` is that of all records together. A sealed length of 0
//! means that there is no body (a sealed one has 16 bytes at least). `generation` grows with each
//! write, so that a salvage can tell the newest copy.

use std::ops::Range;

use participation_types::EntryId;

use crate::record::{MAX_BODY, MAX_SIGNED};

/// First bytes of every chunk, by which a salvage finds it in a damaged file.
pub(crate) const MAGIC: [u8; 8] = *b"\x89PSchnk\n";

/// Bytes of a chunk before its first record.
pub(crate) const HEADER: usize = 36;

/// A chunk is closed when it has grown to this. sled keeps up to 16 values in a leaf, writes a
/// leaf anew on each tenth change, and above 128 KiB moves it to a file of its own. Of all sizes
/// this one was measured to take the least memory; larger ones save a sixth of the disk at most.
const FULL: usize = 4096;

/// Bytes of a record besides `signed` and `sealed`.
const RECORD: usize = 44;

/// Bytes that encryption adds.
const TAG: usize = 16;

/// One record as it is stored: its body is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stored<'b> {
    pub(crate) id: EntryId,
    pub(crate) signed: &'b [u8],
    pub(crate) sealed: Option<&'b [u8]>,
}

/// A packed chunk and the arrival of its first record.
pub(crate) type Packed = (u64, Vec<u8>);

/// Packs records into chunks, in order.
#[derive(Debug)]
pub(crate) struct Packer {
    generation: u64,
    next: u64,
    /// Arrival of the first record of `records`.
    first: u64,
    records: Vec<u8>,
    done: Vec<Packed>,
}

impl Packer {
    /// Begins with the record that arrives as number `first`.
    pub(crate) const fn new(generation: u64, first: u64) -> Self {
        Self { generation, next: first, first, records: Vec::new(), done: Vec::new() }
    }

    pub(crate) fn push(&mut self, record: &Stored<'_>) {
        let sealed = record.sealed.unwrap_or_default();
        let start = self.records.len();
        self.records.extend(number(record.signed.len()).to_be_bytes());
        self.records.extend(number(sealed.len()).to_be_bytes());
        self.records.extend(record.id.as_bytes());
        self.records.extend(record.signed);
        self.records.extend(sealed);
        let crc = crc(self.next, self.records.get(start..).unwrap_or_default());
        self.records.extend(crc.to_be_bytes());
        self.next += 1;
        if self.records.len() >= FULL {
            self.close();
        }
    }

    /// The chunks, each with the arrival of its first record.
    pub(crate) fn finish(mut self) -> Vec<Packed> {
        self.close();
        self.done
    }

    fn close(&mut self) {
        if self.next == self.first {
            return;
        }
        let mut chunk = Vec::with_capacity(HEADER + self.records.len());
        chunk.extend(MAGIC);
        chunk.extend(self.generation.to_be_bytes());
        chunk.extend(self.first.to_be_bytes());
        chunk.extend(u32::try_from(self.next - self.first).unwrap_or(u32::MAX).to_be_bytes());
        chunk.extend(number(self.records.len()).to_be_bytes());
        chunk.extend(crc32fast::hash(&chunk).to_be_bytes());
        chunk.append(&mut self.records);
        self.done.push((self.first, chunk));
        self.first = self.next;
    }
}

/// A chunk whose header is whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk<'b> {
    pub(crate) generation: u64,
    pub(crate) first: u64,
    pub(crate) count: u32,
    length: usize,
    records: &'b [u8],
}

impl<'b> Chunk<'b> {
    /// Reads a header; bytes after the chunk are left alone, and the last records may be cut off.
    pub(crate) fn parse(bytes: &'b [u8]) -> Option<Self> {
        let (header, records) = bytes.split_at_checked(HEADER)?;
        let (covered, claimed) = header.split_at_checked(HEADER - 4)?;
        if crc32fast::hash(covered).to_be_bytes() != *claimed {
            return None;
        }
        let mut fields = Fields(covered);
        if fields.take::<8>()? != MAGIC {
            return None;
        }
        let generation = u64::from_be_bytes(fields.take()?);
        let first = u64::from_be_bytes(fields.take()?);
        let count = u32::from_be_bytes(fields.take()?);
        let length = u32::from_be_bytes(fields.take()?) as usize;
        first.checked_add(u64::from(count))?;
        if count as usize > length / RECORD {
            return None;
        }
        let records = records.get(..length).unwrap_or(records);
        Some(Self { generation, first, count, length, records })
    }

    /// Bytes that all its records have, whether or not they are there.
    pub(crate) const fn length(&self) -> usize {
        self.length
    }

    /// Arrivals that it claims to hold.
    pub(crate) fn arrivals(&self) -> Range<u64> {
        self.first..self.first + u64::from(self.count)
    }

    /// Its records with their arrivals; `None` for one that is damaged. After one whose lengths
    /// cannot be, all others are damaged too.
    pub(crate) fn records(&self) -> impl Iterator<Item = (u64, Option<Stored<'b>>)> + use<'b> {
        let mut rest = Some(self.records);
        self.arrivals().map(move |arrival| {
            let stored = rest.and_then(|bytes| {
                let length = record_length(bytes);
                rest = length.and_then(|length| bytes.get(length..));
                bytes.get(..length?).and_then(|record| read_record(arrival, record))
            });
            (arrival, stored)
        })
    }

    /// One of its records, if it is there and whole.
    pub(crate) fn record(&self, arrival: u64) -> Option<Stored<'b>> {
        self.records().find(|(found, _)| *found == arrival).and_then(|(_, stored)| stored)
    }
}

fn record_length(bytes: &[u8]) -> Option<usize> {
    let mut fields = Fields(bytes);
    let signed = u32::from_be_bytes(fields.take()?) as usize;
    let sealed = u32::from_be_bytes(fields.take()?) as usize;
    let fits = signed <= MAX_SIGNED && sealed <= MAX_BODY + TAG;
    fits.then_some(RECORD + signed + sealed)
}

fn read_record(arrival: u64, bytes: &[u8]) -> Option<Stored<'_>> {
    let (covered, claimed) = bytes.split_last_chunk::<4>()?;
    if crc(arrival, covered).to_be_bytes() != *claimed {
        return None;
    }
    let mut fields = Fields(covered);
    let signed = u32::from_be_bytes(fields.take()?) as usize;
    fields.take::<4>()?;
    let id = EntryId::from_bytes(fields.take()?);
    let (signed, sealed) = fields.0.split_at_checked(signed)?;
    Some(Stored { id, signed, sealed: (!sealed.is_empty()).then_some(sealed) })
}

fn crc(arrival: u64, bytes: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&arrival.to_be_bytes());
    crc.update(bytes);
    crc.finalize()
}

/// Lengths were bounded far below this before they came here.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Takes fields of fixed length from the front.
#[derive(Debug)]
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(count: u8, length: usize) -> Vec<(u64, Vec<u8>)> {
        let mut packer = Packer::new(9, 100);
        for n in 0..count {
            let (signed, sealed) = (vec![n; length], vec![!n; 40]);
            let sealed = (n % 3 != 0).then_some(&sealed[..]);
            let id = EntryId::from_bytes([n; 32]);
            packer.push(&Stored { id, signed: &signed, sealed });
        }
        packer.finish()
    }

    #[test]
    fn records_read_back_in_their_order() {
        let chunks = packed(50, 290);
        assert!(chunks.len() > 1);
        let mut next = 100;
        for (first, bytes) in &chunks {
            let chunk = Chunk::parse(bytes).unwrap();
            assert_eq!((chunk.first, chunk.generation), (*first, 9));
            for (arrival, stored) in chunk.records() {
                let stored = stored.unwrap();
                assert_eq!(arrival, next);
                assert_eq!(u64::from(stored.id.as_bytes()[0]) + 100, arrival);
                assert_eq!(stored.signed.len(), 290);
                assert_eq!(stored.sealed.is_none(), (arrival - 100) % 3 == 0);
                next += 1;
            }
        }
        assert_eq!(next, 150);
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let (_, chunk) = packed(3, 30).remove(0);
        for bit in 0..chunk.len() * 8 {
            let mut bytes = chunk.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let whole = Chunk::parse(&bytes)
                .is_some_and(|chunk| chunk.records().all(|(_, stored)| stored.is_some()));
            assert!(!whole, "bit {bit} went unnoticed");
        }
    }

    #[test]
    fn a_damaged_record_does_not_hide_its_neighbours() {
        let (_, mut chunk) = packed(3, 30).remove(0);
        let middle = HEADER + RECORD + 30 + 50;
        chunk[middle] ^= 1;
        let parsed = Chunk::parse(&chunk).unwrap();
        let whole: Vec<bool> = parsed.records().map(|(_, stored)| stored.is_some()).collect();
        assert_eq!(whole, [true, false, true]);
    }

    #[test]
    fn any_bytes_are_read_without_harm() {
        let (_, chunk) = packed(3, 30).remove(0);
        for cut in 0..chunk.len() {
            if let Some(chunk) = Chunk::parse(&chunk[..cut]) {
                assert!(chunk.records().any(|(_, stored)| stored.is_none()));
            }
        }
    }
}
