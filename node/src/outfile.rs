//! A file that a command is asked to write: there whole and durable, or not there.

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::caller;
use crate::exit::Failure;
use crate::files;

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Its owner only: there are keys in it.
    Owner,
    /// Whoever the system's settings let read new files.
    AsUsual,
}

/// A file that is being written under another name; dropped unfinished, it is removed.
#[derive(Debug)]
pub(crate) struct Outfile {
    /// As this process finds it; messages say what was typed.
    path: PathBuf,
    part: PathBuf,
    finished: bool,
}

impl Outfile {
    /// Begins a file. What may be replaced is what `may_replace` says of the first bytes of a file
    /// that is there; an empty one always may.
    ///
    /// # Errors
    /// [`Failure::Input`] when something else is there, or there is no such folder.
    pub(crate) fn begin(
        named: &Path,
        readers: Readers,
        may_replace: impl Fn(&[u8]) -> bool,
    ) -> Result<(Self, File), Failure> {
        let path = &caller::path(named);
        if path.is_dir() {
            return Err(Failure::input(format!("{} is a folder: name a file", named.display())));
        }
        let beginning = beginning(path, named)?;
        if beginning.is_some_and(|bytes| !bytes.is_empty() && !may_replace(&bytes)) {
            return Err(Failure::input(format!(
                "{} is there already, and nothing is overwritten: choose another name",
                named.display()
            )));
        }
        let folder = folder(path);
        if !folder.is_dir() {
            let folder = self::folder(named);
            return Err(Failure::input(format!("there is no folder {}", folder.display())));
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        #[cfg(unix)]
        if readers == Readers::Owner {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        let file = options.open(&part).map_err(|error| files::failed("create", &part, &error))?;
        Ok((Self { path: path.to_owned(), part, finished: false }, file))
    }

    /// Makes what was written durable and gives it its name.
    pub(crate) fn finish(mut self, file: &File) -> Result<(), Failure> {
        file.sync_all().map_err(|error| files::failed("write", &self.part, &error))?;
        fs::rename(&self.part, &self.path)
            .map_err(|error| files::failed("write", &self.path, &error))?;
        self.finished = true;
        files::sync_folder(&folder(&self.path))
    }
}

impl Drop for Outfile {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// The first bytes of a file; `None` where there is none.
fn beginning(path: &Path, named: &Path) -> Result<Option<Vec<u8>>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    files::open(named)?
        .take(64)
        .read_to_end(&mut bytes)
        .map_err(|error| files::failed("read", named, &error))?;
    Ok(Some(bytes))
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
