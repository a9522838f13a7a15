//! Every step that changes a file goes through here, so that a test can stop any one of them.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// Called with a name before each step that changes a file; an error stops the step, as a crash
/// or a failing disk would. For tests.
pub struct Steps(Box<dyn FnMut(&'static str) -> io::Result<()> + Send>);

impl Steps {
    /// Asks this closure before each step.
    pub fn new(ask: impl FnMut(&'static str) -> io::Result<()> + Send + 'static) -> Self {
        Self(Box::new(ask))
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Steps")
    }
}

/// Does what changes files.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    steps: Option<Steps>,
}

impl Disk {
    pub(crate) const fn new(steps: Option<Steps>) -> Self {
        Self { steps }
    }

    /// Announces a step; `what` is a verb and what it is done to.
    pub(crate) fn step(&mut self, what: &'static str, path: &Path) -> Result<(), StoreError> {
        match &mut self.steps {
            Some(Steps(ask)) => ask(what).map_err(|error| StoreError::io(what, path, error)),
            None => Ok(()),
        }
    }

    /// Refuses when fewer than `bytes` are free. sled must not meet a full disk: it was seen to
    /// leave a log behind that it could not open again.
    pub(crate) fn room(
        &self,
        what: &'static str,
        path: &Path,
        bytes: u64,
    ) -> Result<(), StoreError> {
        let free = fs2::available_space(path).map_err(|error| StoreError::io(what, path, error))?;
        if free < bytes {
            return Err(StoreError::NoSpace { what, path: path.to_owned() });
        }
        Ok(())
    }

    pub(crate) fn write_at(
        &mut self,
        what: &'static str,
        path: &Path,
        mut file: &File,
        offset: u64,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        self.step(what, path)?;
        file.seek(SeekFrom::Start(offset))
            .and_then(|_| file.write_all(bytes))
            .map_err(|error| StoreError::io(what, path, error))
    }

    pub(crate) fn set_len(
        &mut self,
        what: &'static str,
        path: &Path,
        file: &File,
        length: u64,
    ) -> Result<(), StoreError> {
        self.step(what, path)?;
        file.set_len(length).map_err(|error| StoreError::io(what, path, error))
    }

    /// Waits until data and length of the file are on the disk.
    pub(crate) fn sync(
        &mut self,
        what: &'static str,
        path: &Path,
        file: &File,
    ) -> Result<(), StoreError> {
        self.step(what, path)?;
        file.sync_data().map_err(|error| StoreError::io(what, path, error))
    }

    /// Waits until the names in a folder are on the disk.
    pub(crate) fn sync_folder(
        &mut self,
        what: &'static str,
        path: &Path,
    ) -> Result<(), StoreError> {
        self.step(what, path)?;
        sync_folder(path).map_err(|error| StoreError::io(what, path, error))
    }

    /// Puts a whole file in place of the one before it: old or new after a crash, never between.
    pub(crate) fn replace(
        &mut self,
        what: &'static str,
        path: &Path,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let part = part_of(path);
        let done = self.replace_by(what, path, &part, bytes);
        if done.is_err() {
            // Best effort: what is left over is removed at the next opening.
            let _ = fs::remove_file(&part);
        }
        done
    }

    fn replace_by(
        &mut self,
        what: &'static str,
        path: &Path,
        part: &Path,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let file = File::create(part).map_err(|error| StoreError::io(what, part, error))?;
        self.write_at(what, part, &file, 0, bytes)?;
        self.sync(what, part, &file)?;
        self.step(what, path)?;
        fs::rename(part, path).map_err(|error| StoreError::io(what, path, error))?;
        match path.parent() {
            Some(folder) => self.sync_folder(what, folder),
            None => Ok(()),
        }
    }

    /// Overwrites a file with zeros, waits for the disk, and removes it.
    pub(crate) fn scrub(&mut self, what: &'static str, path: &Path) -> Result<(), StoreError> {
        let file = match OpenOptions::new().write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(StoreError::io(what, path, error)),
        };
        let length = file.metadata().map_err(|error| StoreError::io(what, path, error))?.len();
        self.step(what, path)?;
        io::copy(&mut io::repeat(0).take(length), &mut &file)
            .map_err(|error| StoreError::io(what, path, error))?;
        self.sync(what, path, &file)?;
        self.step(what, path)?;
        fs::remove_file(path).map_err(|error| StoreError::io(what, path, error))?;
        match path.parent() {
            Some(folder) => self.sync_folder(what, folder),
            None => Ok(()),
        }
    }
}

/// Where a file is written before it takes its place.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    path.with_extension("part")
}

/// Reads exactly these bytes.
pub(crate) fn read_at(
    what: &'static str,
    path: &Path,
    mut file: &File,
    offset: u64,
    bytes: &mut [u8],
) -> Result<(), StoreError> {
    file.seek(SeekFrom::Start(offset))
        .and_then(|_| file.read_exact(bytes))
        .map_err(|error| StoreError::io(what, path, error))
}

/// The bytes of a file of at most `max` bytes; `None` when there is no file.
pub(crate) fn read_whole(
    what: &'static str,
    path: &Path,
    max: usize,
) -> Result<Option<Vec<u8>>, StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::io(what, path, error)),
    };
    let mut bytes = Vec::new();
    file.take(max as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| StoreError::io(what, path, error))?;
    if bytes.len() > max {
        return Err(StoreError::TooLong { what: "a file", length: bytes.len(), max });
    }
    Ok(Some(bytes))
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

// Elsewhere a folder cannot be opened as a file; NTFS journals names by itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
