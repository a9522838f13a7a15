//! Files of ballots: which formats there are, and reading them with a bound.

use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use participation_tally::pabulib::PbFile;
use participation_tally::{BallotFile, Format};

use crate::exit::Failure;
use crate::files;

/// Bytes of a file at most, unpacked. The largest that is published has about 20 million.
const MAX: u64 = 512 * 1024 * 1024;

/// Reads a file of any format that can be counted, plain or packed with gzip.
///
/// # Errors
/// [`Failure::Input`] with file, line and column of the first thing that is wrong.
pub(crate) fn any(path: &Path) -> Result<BallotFile, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let lower = name.to_lowercase();
    let (plain, packed) = match lower.strip_suffix(".gz") {
        Some(plain) => (plain, true),
        None => (lower.as_str(), false),
    };
    // By its name alone, so that nothing is read that cannot be counted.
    let format = Format::of_name(plain).map_err(|_| {
        Failure::input(format!(
            "{}: no format of ballots that is known by its name: use .pb, .blt, .soc, .soi, .toc \
             or .toi, each also with .gz",
            path.display()
        ))
    })?;
    let bytes = bytes(path, packed)?;
    BallotFile::read(&path.display().to_string(), &bytes, format).map_err(Failure::input)
}

/// Reads a Pabulib file, `.pb` or `.pb.gz`.
///
/// # Errors
/// [`Failure::Input`] with file, line and column of the first thing that is wrong.
pub(crate) fn pabulib(path: &Path) -> Result<PbFile, Failure> {
    match any(path)? {
        BallotFile::Pabulib(file) => Ok(*file),
        BallotFile::Blt(_) | BallotFile::PrefLib(_) | _ => Err(Failure::input(format!(
            "{}: there are no projects with costs in it: use a Pabulib file, .pb or .pb.gz",
            path.display()
        ))),
    }
}

fn bytes(path: &Path, packed: bool) -> Result<Vec<u8>, Failure> {
    let file = files::open(path)?;
    if packed {
        unpacked(MultiGzDecoder::new(io::BufReader::new(file)), path)
    } else {
        unpacked(file, path)
    }
}

fn unpacked(input: impl Read, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = input.take(MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| {
        use io::ErrorKind::{InvalidData, InvalidInput, IsADirectory, UnexpectedEof};
        let kind = error.kind();
        if [InvalidData, InvalidInput, UnexpectedEof].contains(&kind) {
            Failure::input(format!("{}: it cannot be unpacked: {error}", path.display()))
        } else if kind == IsADirectory {
            Failure::input(format!("{} is a folder", path.display()))
        } else {
            files::failed("read", path, &error)
        }
    })?;
    if bytes.len() as u64 > MAX {
        let most = MAX / 1024 / 1024;
        return Err(Failure::input(format!("{}: it has more than {most} MiB", path.display())));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_told_by_the_name() {
        let said = |name: &str| any(Path::new(name)).unwrap_err().to_string();
        for name in ["a.b/x.PB", "x.pb.gz", "x.blt", "x.SOI", "x.toc.gz"] {
            assert!(!said(name).contains("no format"), "{name}");
        }
        for name in ["x.csv", "pb", "x.gz", "x.pb.zip"] {
            assert!(said(name).contains("no format"), "{name}");
        }
    }
}
