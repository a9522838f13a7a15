//! Files of ballots: which formats there are, and reading them with a bound.

use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use participation_tally::pabulib::PbFile;

use crate::exit::Failure;
use crate::files;

/// Bytes of a file at most, unpacked. The largest that is published has about 20 million.
const MAX: u64 = 512 * 1024 * 1024;

/// Formats that the command line promises and this version does not read.
const LATER: [&str; 5] = ["blt", "soc", "soi", "toc", "toi"];

/// Reads a Pabulib file, `.pb` or `.pb.gz`.
///
/// # Errors
/// [`Failure::Input`] with file, line and column of the first thing that is wrong.
pub(crate) fn pabulib(path: &Path) -> Result<PbFile, Failure> {
    let packed = known(path)?;
    let file = files::open(path)?;
    let bytes = if packed {
        unpacked(MultiGzDecoder::new(io::BufReader::new(file)), path)?
    } else {
        unpacked(file, path)?
    };
    PbFile::read(&path.display().to_string(), &bytes).map_err(Failure::input)
}

/// Whether a file of this name is packed; refuses names of other formats.
fn known(path: &Path) -> Result<bool, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let (name, packed) =
        name.strip_suffix(".gz").map_or((name.as_str(), false), |name| (name, true));
    let wrong = |why: &str| Err(Failure::input(format!("{}: {why}", path.display())));
    match name.rsplit_once('.') {
        Some((_, "pb")) => Ok(packed),
        Some((_, format)) if LATER.contains(&format) => wrong(&format!(
            "files of the format .{format} are not read yet: only Pabulib's .pb and .pb.gz are"
        )),
        _ => wrong(
            "no format of ballots that is known by its name: use a Pabulib file, .pb or .pb.gz",
        ),
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
        assert!(matches!(known(Path::new("a.b/x.PB")), Ok(false)));
        assert!(matches!(known(Path::new("x.pb.gz")), Ok(true)));
        let said = |name: &str| known(Path::new(name)).unwrap_err().to_string();
        assert!(said("x.blt").contains("not read yet"));
        assert!(said("x.toi.gz").contains("not read yet"));
        assert!(said("x.csv").contains("no format"));
        assert!(said("pb").contains("no format"));
    }
}
