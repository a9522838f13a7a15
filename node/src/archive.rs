//! A backup's file: a tar archive (POSIX ustar), so that anybody can look inside with common
//! tools, with a digest at its end, so that a damaged one is noticed before anything is restored.
//!
//! ```text
//! member*          plain files with fixed attributes, in the order in which they were written
//! DIGEST           64 hexadecimal digits: H("ateneu/backup/1",
//!                  for each member: its bytes, its name in 100 bytes, its length in 8)
//! 1,024 zeros
//! ```
//!
//! Reading takes only what this writes, byte for byte: no links, no folders, no other attributes.

use std::io::{self, Read, Seek, SeekFrom, Write};

use participation_types::Hasher;
use thiserror::Error;

/// What tar works in.
const BLOCK: usize = 512;

/// Bytes of a name at most.
const MAX_NAME: usize = 100;

/// Bytes of a member at most: eleven octal digits.
const MAX_MEMBER: u64 = 0o777_7777_7777;

/// Name of the last member.
const DIGEST: &str = "DIGEST";

/// Why an archive cannot be written or read.
#[derive(Debug, Error)]
pub(crate) enum ArchiveFault {
    /// The system failed.
    #[error("at byte {at}: {source}")]
    Io {
        /// Offset.
        at: u64,
        /// What the system said.
        source: io::Error,
    },
    /// Not what this program writes.
    #[error("not a backup, at byte {at}: {what}")]
    Malformed {
        /// Offset.
        at: u64,
        /// What is wrong.
        what: String,
    },
    /// A member too large, or a name too long, for the format.
    #[error("{name} has {length} bytes, which is more than a backup takes")]
    TooLarge {
        /// Its name.
        name: String,
        /// Its length.
        length: u64,
    },
}

/// Writes an archive.
pub(crate) struct Packer<W> {
    out: W,
    at: u64,
    hasher: Hasher,
}

impl<W: Write + Seek> Packer<W> {
    /// An archive that begins where `out` stands, which must be its beginning.
    pub(crate) fn new(out: W) -> Self {
        Self { out, at: 0, hasher: Hasher::new("ateneu/backup/1") }
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArchiveFault> {
        self.add_with(name, |out| {
            out.write_all(bytes).map_err(|source| ArchiveFault::Io { at: 0, source })
        })
    }

    /// Adds a file of which the length is not known before it is written.
    pub(crate) fn add_with<E: From<ArchiveFault>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.at;
        self.put(&header(name, 0)?)?;
        let mut member = Member { out: &mut self.out, hasher: &mut self.hasher, length: 0 };
        write(&mut member)?;
        let length = member.length;
        self.at += length;
        self.put(&vec![0; padding(length)])?;
        let header = header(name, length)?;
        self.hasher.update(&tail(name, length));
        self.back(start, &header).map_err(|source| ArchiveFault::Io { at: start, source })?;
        Ok(())
    }

    /// Writes the digest and the end, and gives the file back; the caller makes it durable.
    pub(crate) fn finish(mut self) -> Result<W, ArchiveFault> {
        let digest = hex(&self.hasher.clone().finish());
        self.put(&header(DIGEST, digest.len() as u64)?)?;
        self.put(digest.as_bytes())?;
        self.put(&vec![0; padding(digest.len() as u64) + 2 * BLOCK])?;
        let at = self.at;
        self.out.flush().map_err(|source| ArchiveFault::Io { at, source })?;
        Ok(self.out)
    }

    fn back(&mut self, start: u64, header: &[u8]) -> io::Result<()> {
        self.out.seek(SeekFrom::Start(start))?;
        self.out.write_all(header)?;
        self.out.seek(SeekFrom::Start(self.at))?;
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ArchiveFault> {
        let at = self.at;
        self.out.write_all(bytes).map_err(|source| ArchiveFault::Io { at, source })?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

/// Hashes and counts the bytes of one member.
struct Member<'a, W> {
    out: &'a mut W,
    hasher: &'a mut Hasher,
    length: u64,
}

impl<W: Write> Write for Member<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads an archive from its beginning to its end, giving each member to `take` with its name,
/// its length and its bytes; what `take` leaves unread is passed over. Fails when anything of it
/// is not as it was written, which for a damaged member is known only at the end: whoever acts on
/// a member before that must be ready to take it back.
///
/// # Errors
/// [`ArchiveFault`] with the offset, and what `take` gives.
pub(crate) fn unpack<E: From<ArchiveFault>>(
    input: &mut dyn Read,
    mut take: impl FnMut(&str, u64, &mut dyn Read) -> Result<(), E>,
) -> Result<(), E> {
    let mut source = Source { input, at: 0 };
    let mut hasher = Hasher::new("ateneu/backup/1");
    loop {
        let at = source.at;
        let (name, length) = source.header()?;
        if name == DIGEST {
            let mut digest = vec![0; usize::try_from(length).unwrap_or(BLOCK).min(BLOCK)];
            source.fill(&mut digest)?;
            if digest != hex(&hasher.finish()).as_bytes() {
                let what = "the digest at its end is not of these bytes: it was damaged".to_owned();
                return Err(ArchiveFault::Malformed { at, what }.into());
            }
            source.zeros(padding(length) + 2 * BLOCK)?;
            return Ok(source.end()?);
        }
        let mut bytes = Bytes { source: &mut source, hasher: &mut hasher, left: length };
        take(&name, length, &mut bytes)?;
        let at = bytes.source.at;
        let failed = |source| ArchiveFault::Io { at, source };
        io::copy(&mut bytes, &mut io::sink()).map_err(failed)?;
        if bytes.left > 0 {
            let what = format!("the file ends in the middle of {name}");
            return Err(ArchiveFault::Malformed { at, what }.into());
        }
        hasher.update(&tail(&name, length));
        source.zeros(padding(length))?;
    }
}

struct Source<'a> {
    input: &'a mut dyn Read,
    at: u64,
}

impl Source<'_> {
    fn header(&mut self) -> Result<(String, u64), ArchiveFault> {
        let at = self.at;
        let malformed = |what: &str| ArchiveFault::Malformed { at, what: what.to_owned() };
        let mut block = [0; BLOCK];
        self.fill(&mut block)?;
        let (name, rest) = block.split_at(MAX_NAME);
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        let name = str::from_utf8(name).map_err(|_| malformed("no name of a member"))?;
        let octal = rest.get(24..35).and_then(|digits| str::from_utf8(digits).ok());
        let length = octal.and_then(|digits| u64::from_str_radix(digits, 8).ok());
        let length = length.ok_or_else(|| malformed("no length of a member"))?;
        if header(name, length)? != block {
            return Err(malformed("not a member as this program writes it"));
        }
        Ok((name.to_owned(), length))
    }

    fn zeros(&mut self, mut count: usize) -> Result<(), ArchiveFault> {
        let at = self.at;
        let mut block = [0; BLOCK];
        while count > 0 {
            let (part, _) = block.split_at_mut(count.min(BLOCK));
            self.fill(part)?;
            if part.iter().any(|byte| *byte != 0) {
                let what = "something stands where zeros belong".to_owned();
                return Err(ArchiveFault::Malformed { at, what });
            }
            count -= part.len();
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArchiveFault> {
        let at = self.at;
        match self.input.read(&mut [0]) {
            Ok(0) => Ok(()),
            Ok(_) => Err(ArchiveFault::Malformed { at, what: "bytes after its end".to_owned() }),
            Err(source) => Err(ArchiveFault::Io { at, source }),
        }
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), ArchiveFault> {
        let at = self.at;
        self.input.read_exact(bytes).map_err(|source| {
            if source.kind() == io::ErrorKind::UnexpectedEof {
                ArchiveFault::Malformed { at, what: "the file ends too early".to_owned() }
            } else {
                ArchiveFault::Io { at, source }
            }
        })?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

/// The bytes of one member.
struct Bytes<'a, 'b> {
    source: &'a mut Source<'b>,
    hasher: &'a mut Hasher,
    left: u64,
}

impl Read for Bytes<'_, '_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        let bytes = bytes.get_mut(..most).unwrap_or_default();
        let read = self.source.input.read(bytes)?;
        self.hasher.update(bytes.get(..read).unwrap_or_default());
        self.left -= read as u64;
        self.source.at += read as u64;
        Ok(read)
    }
}

/// The header of a member: a plain file that only its owner reads and writes, of no date.
fn header(name: &str, length: u64) -> Result<[u8; BLOCK], ArchiveFault> {
    if name.is_empty() || name.len() > MAX_NAME || length > MAX_MEMBER {
        return Err(ArchiveFault::TooLarge { name: name.to_owned(), length });
    }
    let fields: [(usize, &[u8]); 9] = [
        (0, name.as_bytes()),
        (100, b"0000600\0"),
        (108, b"0000000\0"),
        (116, b"0000000\0"),
        (124, &format!("{length:011o}\0").into_bytes()),
        (136, b"00000000000\0"),
        // The checksum is taken with spaces in its place.
        (148, b"        "),
        (156, b"0"),
        (257, b"ustar\x0000"),
    ];
    let mut block = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| {
        for (place, byte) in block.iter_mut().skip(at).zip(bytes) {
            *place = *byte;
        }
    };
    fields.iter().for_each(|(at, bytes)| put(*at, bytes));
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    let sum = format!("{sum:06o}\0 ");
    for (place, byte) in block.iter_mut().skip(148).zip(sum.as_bytes()) {
        *place = *byte;
    }
    Ok(block)
}

/// What is hashed after a member's bytes: from the end, every member can be told from the next.
fn tail(name: &str, length: u64) -> Vec<u8> {
    let mut tail = name.as_bytes().to_vec();
    tail.resize(MAX_NAME, 0);
    tail.extend(length.to_be_bytes());
    tail
}

fn padding(length: u64) -> usize {
    let over = usize::try_from(length % BLOCK as u64).unwrap_or(0);
    (BLOCK - over) % BLOCK
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut packer = Packer::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            packer.add(name, bytes).unwrap();
        }
        packer.finish().unwrap().into_inner()
    }

    fn unpacked(archive: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ArchiveFault> {
        let mut members = Vec::new();
        unpack(&mut &*archive, |name, _, bytes| {
            let mut content = Vec::new();
            bytes.read_to_end(&mut content).unwrap();
            members.push((name.to_owned(), content));
            Ok::<(), ArchiveFault>(())
        })?;
        Ok(members)
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let long = vec![7; 1024];
        let members: [(&str, &[u8]); 4] =
            [("a", b""), ("people/me.keys", b"x"), ("b", &long), ("c", &long[..513])];
        let out = unpacked(&packed(&members)).unwrap();
        let expected: Vec<_> =
            members.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        assert_eq!(out, expected);
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let archive = packed(&[("a", b"hello"), ("b", b"")]);
        for bit in 0..archive.len() * 8 {
            let mut flipped = archive.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(unpacked(&flipped).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_cut_or_prolonged_archive_is_noticed() {
        let archive = packed(&[("a", b"hello")]);
        for end in 0..archive.len() {
            assert!(unpacked(&archive[..end]).is_err(), "{end}");
        }
        assert!(unpacked(&[archive, vec![0]].concat()).is_err());
    }

    #[test]
    fn a_member_left_unread_is_still_checked() {
        let mut archive = packed(&[("a", b"hello")]);
        let skip = |archive: &[u8]| unpack(&mut &*archive, |_, _, _| Ok::<(), ArchiveFault>(()));
        skip(&archive).unwrap();
        archive[BLOCK] ^= 1;
        assert!(skip(&archive).is_err());
    }

    #[test]
    fn common_tar_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backup.tar");
        std::fs::write(&path, packed(&[("people/me.keys", b"secret"), ("b", b"")])).unwrap();
        let Ok(output) = std::process::Command::new("tar").arg("tf").arg(&path).output() else {
            eprintln!("SKIPPED: there is no tar here");
            return;
        };
        assert!(output.status.success(), "{output:?}");
        assert_eq!(output.stdout, b"people/me.keys\nb\nDIGEST\n");
    }
}
