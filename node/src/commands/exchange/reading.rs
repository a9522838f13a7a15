//! Reading the files of an import.

use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use participation::{ImportPlan, Language};
use participation_decidim::{DecidimError, Kind, Place, Table, limits};

use crate::cli::exchange::ImportDecidimArgs;
use crate::exit::Failure;
use crate::files;

/// Reads all files that the command line names.
///
/// # Errors
/// [`Failure::Input`] with file, line and column of the first thing that is wrong.
pub(super) fn plan(args: &ImportDecidimArgs) -> Result<ImportPlan, Failure> {
    let language = |tag: &String| {
        tag.parse::<Language>().map_err(|why| Failure::input(format!("--language {tag:?}: {why}")))
    };
    let languages = args.language.iter().map(language).collect::<Result<Vec<_>, _>>()?;
    let mut plan = ImportPlan { system: args.system.clone(), languages, ..ImportPlan::decidim() };
    let of = |files: &[PathBuf], kind: Option<Kind>| -> Vec<(PathBuf, Option<Kind>)> {
        files.iter().map(|file| (file.clone(), kind)).collect()
    };
    let files = [
        of(&args.files, None),
        of(&args.proposals, Some(Kind::Proposals)),
        of(&args.comments, Some(Kind::Comments)),
        of(&args.projects, Some(Kind::Projects)),
    ];
    for (path, kind) in files.into_iter().flatten() {
        let read = table(&bytes(&path)?, kind);
        let failed = |why| Failure::input(format!("{}: {why}", path.display()));
        match read.map_err(failed)? {
            Table::Proposals(rows) => plan.proposals.extend(rows),
            Table::Comments(rows) => plan.comments.extend(rows),
            Table::Projects(rows) => plan.projects.extend(rows),
        }
    }
    Ok(plan)
}

/// The rows of a file, which must be of the kind that was said.
fn table(bytes: &[u8], kind: Option<Kind>) -> Result<Table, DecidimError> {
    let table = Table::read(bytes)?;
    let (found, name) = match &table {
        Table::Proposals(_) => (Kind::Proposals, "proposals"),
        Table::Comments(_) => (Kind::Comments, "comments"),
        Table::Projects(_) => (Kind::Projects, "projects"),
    };
    match kind {
        Some(expected) if expected != found => {
            Err(DecidimError::WrongKind { place: Place::Line(1), expected, found: name })
        }
        Some(_) | None => Ok(table),
    }
}

/// A file's bytes, unpacked if it is packed with gzip, whatever its name is.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = files::open(path)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::input(format!("{} is a folder: name a file", path.display())));
    }
    let packed = bounded(&file, path, 2)?.starts_with(&[0x1f, 0x8b]);
    let file = files::open(path)?;
    if packed {
        bounded(MultiGzDecoder::new(BufReader::new(file)), path, limits::MAX_FILE)
    } else {
        bounded(file, path, limits::MAX_FILE)
    }
}

/// At most one byte more than `max`, which the reader of the format then refuses.
fn bounded(input: impl Read, path: &Path, max: usize) -> Result<Vec<u8>, Failure> {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    let mut bytes = Vec::new();
    let most = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let read = input.take(most).read_to_end(&mut bytes);
    read.map_err(|error| {
        if [InvalidData, InvalidInput, UnexpectedEof].contains(&error.kind()) {
            Failure::input(format!("{}: it cannot be unpacked: {error}", path.display()))
        } else {
            files::failed("read", path, &error)
        }
    })?;
    Ok(bytes)
}
