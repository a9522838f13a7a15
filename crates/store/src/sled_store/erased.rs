//! The file `erased`: the arrivals whose bodies were erased, written before their keys are
//! overwritten. A crash between the two is finished at the next opening, and a damaged slot of
//! an erased body does not pass for one that can be healed.
//!
//! ```text
//! file = (arrival(8) crc(4))*
//! ```

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::error::{Damage, StoreError};
use crate::sled_store::disk::{Disk, read_whole};

/// Name of the file.
pub(crate) const NAME: &str = "erased";

/// Bytes for each arrival.
const LINE: usize = 12;

/// The most bytes that are read: 40 million erasures.
const MAX: usize = 480 * 1024 * 1024;

/// The open file and what it says.
#[derive(Debug)]
pub(crate) struct Erased {
    path: PathBuf,
    file: File,
    length: u64,
    arrivals: BTreeSet<u64>,
    damaged: bool,
}

impl Erased {
    /// Makes an empty file.
    pub(crate) fn create(folder: &Path, disk: &mut Disk) -> Result<Self, StoreError> {
        disk.replace("create the list of erasures", &folder.join(NAME), &[])?;
        Self::open(folder)
    }

    /// Opens the file; an incomplete last line, never acknowledged, is left out.
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(NAME);
        let bytes = read_whole("read", &path, MAX)?;
        let mut damaged = bytes.is_none();
        let bytes = bytes.unwrap_or_default();
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| StoreError::io("open", &path, error))?;
        let mut arrivals = BTreeSet::new();
        let (lines, _) = bytes.as_chunks::<LINE>();
        for (index, line) in lines.iter().enumerate() {
            match read_line(line) {
                Some(arrival) => _ = arrivals.insert(arrival),
                // A torn last write may have left zeros; anything else was acknowledged once.
                None => damaged |= line.iter().any(|byte| *byte != 0) || index + 1 < lines.len(),
            }
        }
        let length = (lines.len() * LINE) as u64;
        Ok(Self { path, file, length, arrivals, damaged })
    }

    pub(crate) fn contains(&self, arrival: u64) -> bool {
        self.arrivals.contains(&arrival)
    }

    /// All of them, in order.
    pub(crate) fn arrivals(&self) -> impl Iterator<Item = u64> {
        self.arrivals.iter().copied()
    }

    /// Adds arrivals and waits for the disk. A failure leaves the list as it was.
    pub(crate) fn add(&mut self, disk: &mut Disk, arrivals: &[u64]) -> Result<(), StoreError> {
        let bytes: Vec<u8> = arrivals.iter().flat_map(|arrival| write_line(*arrival)).collect();
        let written = disk
            .write_at("write erasures", &self.path, &self.file, self.length, &bytes)
            .and_then(|()| disk.sync("sync erasures", &self.path, &self.file));
        if let Err(error) = written {
            // Best effort: what stays counts as an erasure that was asked for.
            let _ = self.file.set_len(self.length);
            return Err(error);
        }
        self.length += bytes.len() as u64;
        self.arrivals.extend(arrivals);
        Ok(())
    }

    /// What is wrong with the file, if anything.
    pub(crate) fn damage(&self) -> Option<Damage> {
        self.damaged.then(|| Damage::file(NAME, "a line has another checksum"))
    }
}

fn read_line(line: &[u8; LINE]) -> Option<u64> {
    let (arrival, crc) = line.split_first_chunk::<8>()?;
    (crc32fast::hash(arrival).to_be_bytes() == *crc).then(|| u64::from_be_bytes(*arrival))
}

fn write_line(arrival: u64) -> [u8; LINE] {
    let arrival = arrival.to_be_bytes();
    let crc = crc32fast::hash(&arrival).to_be_bytes();
    let mut line = [0; LINE];
    line.iter_mut().zip(arrival.into_iter().chain(crc)).for_each(|(to, from)| *to = from);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erasures_read_back_and_a_torn_line_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut disk = Disk::default();
        let mut erased = Erased::create(folder.path(), &mut disk).unwrap();
        erased.add(&mut disk, &[5, 1]).unwrap();
        erased.add(&mut disk, &[9]).unwrap();
        drop(erased);
        let path = folder.path().join(NAME);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
        let mut erased = Erased::open(folder.path()).unwrap();
        assert_eq!(erased.arrivals().collect::<Vec<_>>(), [1, 5]);
        assert_eq!(erased.damage(), None);
        erased.add(&mut disk, &[7]).unwrap();
        assert_eq!(Erased::open(folder.path()).unwrap().arrivals().collect::<Vec<_>>(), [1, 5, 7]);
    }

    #[test]
    fn a_flipped_bit_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut disk = Disk::default();
        Erased::create(folder.path(), &mut disk).unwrap().add(&mut disk, &[5, 1]).unwrap();
        let path = folder.path().join(NAME);
        let bytes = std::fs::read(&path).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, &flipped).unwrap();
            let damage = Erased::open(folder.path()).unwrap().damage();
            assert!(damage.is_some_and(|damage| damage.to_string().contains("erased")));
        }
    }
}
