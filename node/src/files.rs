//! Small private files: read with a bound, written so that a crash leaves the old or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::caller;
use crate::exit::Failure;

/// Reads a file of at most `max` bytes; `None` when there is none.
pub(crate) fn read(path: &Path, max: usize) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("open", path, &error)),
    };
    bounded(file, max).map(Some).map_err(|failure| failure.after(path.display()))
}

/// Reads at most `max` bytes from anything; more is wrong input.
pub(crate) fn bounded(input: impl Read, max: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut bytes = Zeroizing::new(Vec::new());
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let taken = input.take(limit).read_to_end(&mut bytes);
    taken.map_err(|error| Failure::system(format!("could not be read: {error}")))?;
    if bytes.len() > max {
        return Err(Failure::input(format!("longer than {max} bytes, which this file never is")));
    }
    Ok(bytes)
}

/// Opens a file that the command line names, for reading.
pub(crate) fn open(path: &Path) -> Result<File, Failure> {
    File::open(caller::path(path)).map_err(|error| {
        if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) {
            Failure::input(format!("could not open {}: {error}", path.display()))
        } else {
            failed("open", path, &error)
        }
    })
}

/// Writes a file that only its owner can read, durable before this returns.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh = path.with_file_name(name);
    let result = write_new(&fresh, bytes).and_then(|()| fs::rename(&fresh, path));
    if let Err(error) = result {
        let _ = fs::remove_file(&fresh);
        return Err(failed("write", path, &error));
    }
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes a folder that only its owner can enter, and those above it.
pub(crate) fn make_private_folder(path: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| failed("create", path, &error))
}

/// Makes what happened to the names in a folder durable.
pub(crate) fn sync_folder(path: &Path) -> Result<(), Failure> {
    #[cfg(unix)]
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| failed("write", path, &error))?;
    Ok(())
}

/// What the operating system would not do.
pub(crate) fn failed(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::system(format!("could not {what} {}: {error}", path.display()))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
