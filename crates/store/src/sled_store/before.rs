//! The folder `sled-before`: what sled had written before it was opened.
//!
//! Where sled finds damage in its last segment, or in what it wrote since its last opening, it
//! takes that for the end of its log, overwrites what follows in the segment and forgets the
//! rest. So its files are copied before it sees them. When the last record is still there the
//! copy goes; when it is missing the copy stays for a rebuild.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::sled_store::disk::Disk;

/// Name of the folder.
pub(crate) const NAME: &str = "sled-before";

/// Copies the files of sled. A copy that is there stays: nothing was written since.
pub(crate) fn copy(data: &Path, sled: &Path, disk: &mut Disk) -> Result<(), StoreError> {
    let copy = data.join(NAME);
    let files = files(sled)?;
    if files.is_empty() || copy.exists() {
        return Ok(());
    }
    let part = copy.with_extension("part");
    remove(&part)?;
    let bytes = files.iter().filter_map(|path| path.metadata().ok()).map(|file| file.len());
    if let Err(StoreError::NoSpace { .. }) = disk.room("copy", data, bytes.sum()) {
        // To open matters more than to be safe from a second fault.
        tracing::warn!("no room to copy the files of sled before they are opened");
        return Ok(());
    }
    disk.step("copy sled", &copy)?;
    let failed = |error| StoreError::io("copy", &copy, error);
    fs::create_dir(&part).map_err(failed)?;
    for (path, number) in files.iter().zip(0_u64..) {
        fs::copy(path, part.join(number.to_string())).map_err(failed)?;
    }
    fs::rename(&part, &copy).map_err(failed)
}

/// To be called when nothing is missing after an opening.
pub(crate) fn forget(data: &Path, disk: &mut Disk) -> Result<(), StoreError> {
    let copy = data.join(NAME);
    if copy.exists() {
        disk.step("remove the copy of sled", &copy)?;
        // Under its own name only a whole copy may lie.
        let part = copy.with_extension("part");
        fs::rename(&copy, &part).map_err(|error| StoreError::io("remove", &copy, error))?;
        remove(&part)?;
    }
    Ok(())
}

/// The log of sled, and the files in which it keeps large values.
pub(crate) fn files(sled: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = Vec::new();
    for folder in [sled.to_owned(), sled.join("blobs")] {
        let listed = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other.map_err(|error| StoreError::io("list", &folder, error))?,
        };
        for file in listed {
            let path = file.map_err(|error| StoreError::io("list", &folder, error))?.path();
            if path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn remove(folder: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.map_err(|error| StoreError::io("remove", folder, error)),
    }
}
