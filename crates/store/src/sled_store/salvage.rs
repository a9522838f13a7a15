//! Finds records in the files of sled without asking sled, however damaged they are.
//!
//! A chunk lies in one piece wherever sled wrote it, and begins with a magic number. Old copies
//! lie around as well: of two copies that fit, the newer wins.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::record::{MAX_BODY, MAX_SIGNED};
use crate::sled_store::chunk::{Chunk, HEADER, MAGIC};
use crate::sled_store::{before, chunks};

/// Bytes read at once.
const WINDOW: usize = 16 * 1024 * 1024;

/// More than any chunk has: what a window carries over into the next.
const OVERLAP: usize = 4 * (MAX_SIGNED + MAX_BODY);

/// Where copies of chunks lie, the newest first, by the arrival of their first record.
#[derive(Debug, Default)]
pub(crate) struct Salvage {
    files: Vec<PathBuf>,
    copies: BTreeMap<u64, Vec<Copy>>,
}

/// One copy of a chunk.
#[derive(Debug, Clone)]
struct Copy {
    generation: u64,
    count: u32,
    file: usize,
    at: u64,
    length: usize,
}

impl Salvage {
    /// Looks through all files of sled in this folder.
    pub(crate) fn of(data: &Path) -> Result<Self, StoreError> {
        let mut salvage = Self::default();
        for folder in [chunks::NAME, before::NAME] {
            for path in before::files(&data.join(folder))? {
                salvage.look(path)?;
            }
        }
        for copies in salvage.copies.values_mut() {
            copies.sort_by_key(|copy| std::cmp::Reverse(copy.generation));
        }
        Ok(salvage)
    }

    /// One past the last arrival of which there is a copy.
    pub(crate) fn end(&self) -> u64 {
        let ends = self.copies.iter().flat_map(|(first, copies)| {
            copies.iter().map(move |copy| first + u64::from(copy.count))
        });
        ends.max().unwrap_or(0)
    }

    /// The bytes of each copy of a chunk that claims to hold this arrival, the newest first.
    pub(crate) fn copies(&self, arrival: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut found: Vec<&Copy> = Vec::new();
        // A chunk that begins far before may still reach here: chunks are short, in records too.
        for (first, copies) in self.copies.range(..=arrival).rev().take(REACH) {
            found.extend(copies.iter().filter(|copy| first + u64::from(copy.count) > arrival));
        }
        found.sort_by_key(|copy| std::cmp::Reverse(copy.generation));
        found.into_iter().map(|copy| self.bytes(copy)).collect()
    }

    fn bytes(&self, copy: &Copy) -> Result<Vec<u8>, StoreError> {
        let path = self.files.get(copy.file).cloned().unwrap_or_default();
        let mut bytes = Vec::with_capacity(copy.length.min(OVERLAP));
        // The last chunk of a file that was cut is shorter than it claims.
        File::open(&path)
            .and_then(|mut file| {
                file.seek(SeekFrom::Start(copy.at))?;
                file.take(copy.length as u64).read_to_end(&mut bytes)
            })
            .map_err(|error| StoreError::io("read", &path, error))?;
        Ok(bytes)
    }

    fn look(&mut self, path: PathBuf) -> Result<(), StoreError> {
        let failed = |error: io::Error| StoreError::io("read", &path, error);
        let mut file = File::open(&path).map_err(failed)?;
        let mut window = Vec::new();
        let mut at = 0;
        let number = self.files.len();
        loop {
            let kept = window.len();
            let read =
                file.by_ref().take(WINDOW as u64).read_to_end(&mut window).map_err(failed)?;
            let last = read == 0;
            // Chunks that begin in the overlap wait for the next window, which has all of them.
            let until = if last { window.len() } else { window.len().saturating_sub(OVERLAP) };
            self.look_at(&window, until, at, number);
            if last {
                break;
            }
            debug_assert!(window.len() > kept);
            window.drain(..until);
            at += until as u64;
        }
        self.files.push(path);
        Ok(())
    }

    fn look_at(&mut self, window: &[u8], until: usize, at: u64, file: usize) {
        let mut from = 0;
        while let Some(found) = find(window.get(from..).unwrap_or_default()) {
            let start = from + found;
            if start >= until {
                break;
            }
            from = start + 1;
            let bytes = window.get(start..).unwrap_or_default();
            if let Some(chunk) = Chunk::parse(bytes) {
                let length = HEADER + chunk.length();
                let (generation, count) = (chunk.generation, chunk.count);
                let copy = Copy { generation, count, file, at: at + start as u64, length };
                self.copies.entry(chunk.first).or_default().push(copy);
            }
        }
    }
}

/// Chunks that are looked at before the one in which an arrival should stand.
const REACH: usize = 64;

/// Where the magic number stands first.
fn find(bytes: &[u8]) -> Option<usize> {
    let (first, rest) = MAGIC.split_first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| byte == first)?;
        if bytes.get(at + 1..)?.starts_with(rest) {
            return Some(at);
        }
        from = at + 1;
    }
}
