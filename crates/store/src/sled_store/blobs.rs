//! The folder `blobs`: one file for each blob, named after its SHA-256. sled would copy a blob
//! again with every change near it, and keep what was removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use participation_types::{BlobId, sha256};

use crate::bounds;
use crate::error::{Damage, Damaged, StoreError};
use crate::record::MAX_BLOB;
use crate::sled_store::disk::{Disk, part_of, read_whole};

/// Name of the folder.
pub(crate) const NAME: &str = "blobs";

/// The folder.
#[derive(Debug)]
pub(crate) struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// Opens or makes the folder, and scrubs what a crash left half written.
    pub(crate) fn open(data: &Path, disk: &mut Disk) -> Result<Self, StoreError> {
        let folder = data.join(NAME);
        fs::create_dir_all(&folder).map_err(|error| StoreError::io("create", &folder, error))?;
        disk.sync_folder("create the folder of blobs", data)?;
        let blobs = Self { folder };
        for path in blobs.files()? {
            if path.extension().is_some_and(|extension| extension == "part") {
                disk.scrub("remove half a blob", &path)?;
            }
        }
        Ok(blobs)
    }

    pub(crate) fn put(&self, disk: &mut Disk, id: &BlobId, bytes: &[u8]) -> Result<(), StoreError> {
        bounds::blob(id, bytes)?;
        let path = self.path(id);
        if matches!(self.get(id), Ok(Some(_))) {
            return Ok(());
        }
        disk.replace("write a blob", &path, bytes)
    }

    pub(crate) fn get(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        let damaged = |how: &str| Damage { what: Damaged::Blob(*id), how: how.to_owned() };
        let bytes = match read_whole("read", &self.path(id), MAX_BLOB) {
            Err(StoreError::TooLong { .. }) => return Err(damaged("it is too long").into()),
            other => other?,
        };
        match bytes {
            Some(bytes) if sha256(&bytes) != *id.as_bytes() => {
                Err(damaged("its bytes have another hash").into())
            }
            other => Ok(other),
        }
    }

    /// All of them, sorted.
    pub(crate) fn list(&self) -> Result<Vec<BlobId>, StoreError> {
        let mut ids: Vec<BlobId> = self
            .files()?
            .iter()
            .filter_map(|path| path.file_name()?.to_str()?.parse().ok())
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    pub(crate) fn erase(&self, disk: &mut Disk, id: &BlobId) -> Result<(), StoreError> {
        // Away from its name first: a crash must not leave zeros that pass for damage.
        let (path, part) = (self.path(id), part_of(&self.path(id)));
        disk.step("erase a blob", &path)?;
        match fs::rename(&path, &part) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other.map_err(|error| StoreError::io("erase", &path, error))?,
        }
        disk.sync_folder("erase a blob", &self.folder)?;
        disk.scrub("erase a blob", &part)
    }

    /// What is damaged.
    pub(crate) fn check(&self) -> Result<Vec<Damage>, StoreError> {
        let mut damages = Vec::new();
        for id in self.list()? {
            match self.get(&id) {
                Ok(_) => {}
                Err(StoreError::Damaged(damage)) => damages.push(damage),
                Err(error) => return Err(error),
            }
        }
        Ok(damages)
    }

    fn path(&self, id: &BlobId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    fn files(&self) -> Result<Vec<PathBuf>, StoreError> {
        fs::read_dir(&self.folder)
            .and_then(|files| files.map(|file| file.map(|file| file.path())).collect())
            .map_err(|error| StoreError::io("list", &self.folder, error))
    }
}
