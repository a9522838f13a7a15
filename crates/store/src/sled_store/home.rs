//! The folder of a store: who holds it, in which format it is, and which folder inside it counts.
//!
//! ```text
//! home/lock      held by the process that has the store open
//! home/format    one line: participation-store <version> data-<n> <crc>
//! home/data-<n>  the store itself
//! ```
//! To write a store anew (a rebuild, a migration) is to write the next `data-<n>`, then to put
//! the file `format` that names it in place of the old one, then to remove the old folder. A
//! crash leaves one or the other, and the next opening removes what does not count.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Damage, StoreError};
use crate::sled_store::disk::{Disk, read_whole};
use crate::sled_store::keys;

/// The format that this version writes.
pub(crate) const VERSION: u32 = 1;

/// Name of the file that names format and folder.
const FORMAT: &str = "format";

/// First word of that file.
const NAME: &str = "participation-store";

/// The home, locked as long as this lives.
#[derive(Debug)]
pub(crate) struct Home {
    path: PathBuf,
    _lock: File,
}

/// What the file `format` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) version: u32,
    /// Number of the folder that counts.
    pub(crate) data: u32,
}

impl Home {
    /// Makes the folder where there is none, and locks it.
    pub(crate) fn lock(path: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(path).map_err(|error| StoreError::io("create", path, error))?;
        let lock_path = path.join("lock");
        let lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock_path)
            .map_err(|error| StoreError::io("open", &lock_path, error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked {
                path: path.to_owned(),
                hint: "another process has it open; close that one, or choose another folder",
            }),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &lock_path, error)),
        }
    }

    /// What the home holds; `None` when it holds nothing yet.
    pub(crate) fn format(&self) -> Result<Option<Format>, StoreError> {
        let read = match read_whole("read", &self.path.join(FORMAT), 256) {
            Err(StoreError::TooLong { .. }) => Some(Vec::new()),
            other => other?,
        };
        let Some(bytes) = read else {
            return self.nothing_yet().map(|()| None);
        };
        let format = parse(&bytes).ok_or_else(|| Damage::file(FORMAT, "its line is no format"))?;
        if format.version > VERSION {
            return Err(StoreError::NewerFormat {
                path: self.path.clone(),
                found: format.version,
                known: VERSION,
            });
        }
        Ok(Some(format))
    }

    /// The format of a home whose file `format` may be damaged: what it says, or else the only
    /// folder there is.
    pub(crate) fn salvaged_format(&self) -> Result<Option<Format>, StoreError> {
        match self.format() {
            Err(StoreError::Damaged(damage)) => match self.folders()?.as_slice() {
                [data] => Ok(Some(Format { version: VERSION, data: *data })),
                _ => Err(damage.into()),
            },
            other => other,
        }
    }

    /// Makes this folder the one that counts.
    pub(crate) fn choose(&self, disk: &mut Disk, format: Format) -> Result<(), StoreError> {
        let line = format!("{NAME} {} data-{}", format.version, format.data);
        let line = format!("{line} {:08x}\n", crc32fast::hash(line.as_bytes()));
        disk.replace("choose the folder", &self.path.join(FORMAT), line.as_bytes())
    }

    /// Path of a folder inside.
    pub(crate) fn data(&self, number: u32) -> PathBuf {
        self.path.join(format!("data-{number}"))
    }

    /// Removes every folder but this one: keys first, so that what they kept is erased even if
    /// the disk gives back the rest.
    pub(crate) fn keep_only(&self, disk: &mut Disk, number: u32) -> Result<(), StoreError> {
        for other in self.folders()?.into_iter().filter(|other| *other != number) {
            self.remove(disk, other)?;
        }
        Ok(())
    }

    /// Makes an empty folder, in place of what may be there.
    pub(crate) fn fresh(&self, disk: &mut Disk, number: u32) -> Result<PathBuf, StoreError> {
        let path = self.data(number);
        if path.exists() {
            self.remove(disk, number)?;
        }
        fs::create_dir(&path).map_err(|error| StoreError::io("create", &path, error))?;
        disk.sync_folder("create a folder", &self.path)?;
        Ok(path)
    }

    fn remove(&self, disk: &mut Disk, number: u32) -> Result<(), StoreError> {
        let path = self.data(number);
        disk.scrub("overwrite the old keys", &path.join(keys::NAME))?;
        disk.step("remove the old folder", &path)?;
        fs::remove_dir_all(&path).map_err(|error| StoreError::io("remove", &path, error))?;
        disk.sync_folder("remove the old folder", &self.path)
    }

    /// Numbers of the folders that are there.
    fn folders(&self) -> Result<Vec<u32>, StoreError> {
        let mut numbers: Vec<u32> = self
            .names()?
            .iter()
            .filter_map(|name| name.strip_prefix("data-")?.parse().ok())
            .collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Fine for a new folder, and for one whose making was cut short; not for a folder with other
    /// things, and not for a store that has lost its file `format`.
    fn nothing_yet(&self) -> Result<(), StoreError> {
        for number in self.folders()? {
            let keys = keys::Keys::open(&self.data(number)).ok().and_then(|keys| keys.mark());
            if keys.is_some_and(|mark| mark.acknowledged > 0) {
                return Err(Damage::file(FORMAT, "it is missing").into());
            }
        }
        let ours =
            |name: &String| name == "lock" || name == "format.part" || name.starts_with("data-");
        if self.names()?.iter().all(ours) {
            Ok(())
        } else {
            let why = "it has other files and no file `format`";
            Err(StoreError::NotAStore { path: self.path.clone(), why })
        }
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        fs::read_dir(&self.path)
            .and_then(|files| {
                files
                    .map(|file| file.map(|file| file.file_name().to_string_lossy().into_owned()))
                    .collect::<io::Result<_>>()
            })
            .map_err(|error| StoreError::io("list", &self.path, error))
    }
}

fn parse(bytes: &[u8]) -> Option<Format> {
    let line = str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let (line, crc) = line.rsplit_once(' ')?;
    if format!("{:08x}", crc32fast::hash(line.as_bytes())) != crc {
        return None;
    }
    let mut words = line.split(' ');
    let name = words.next()?;
    let version = words.next()?.parse().ok()?;
    let data = words.next()?.strip_prefix("data-")?.parse().ok()?;
    (name == NAME && words.next().is_none()).then_some(Format { version, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_is_refused_until_the_first_has_gone() {
        let folder = tempfile::tempdir().unwrap();
        let first = Home::lock(folder.path()).unwrap();
        let second = Home::lock(folder.path());
        assert!(matches!(second, Err(StoreError::Locked { .. })));
        drop(first);
        Home::lock(folder.path()).unwrap();
    }

    #[test]
    fn a_flipped_bit_of_the_format_is_named_and_does_not_pass_for_another_version() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::lock(folder.path()).unwrap();
        home.choose(&mut Disk::default(), Format { version: 1, data: 3 }).unwrap();
        let path = folder.path().join(FORMAT);
        let bytes = fs::read(&path).unwrap();
        assert_eq!(home.format().unwrap(), Some(Format { version: 1, data: 3 }));
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, &flipped).unwrap();
            let error = home.format().unwrap_err();
            assert!(error.to_string().contains("format"), "{error}");
        }
    }

    #[test]
    fn a_newer_format_is_refused_with_the_advice_to_upgrade() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::lock(folder.path()).unwrap();
        home.choose(&mut Disk::default(), Format { version: VERSION + 1, data: 1 }).unwrap();
        let error = home.format().unwrap_err();
        assert!(matches!(error, StoreError::NewerFormat { .. }));
        assert!(error.to_string().ends_with("upgrade"));
    }

    #[test]
    fn a_folder_with_other_things_is_not_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "dear").unwrap();
        let home = Home::lock(folder.path()).unwrap();
        assert!(matches!(home.format(), Err(StoreError::NotAStore { .. })));
    }
}
