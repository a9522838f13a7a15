//! Sealed files: bytes in, sealed bytes out, and back. The format is `participation_keys`' (see
//! `BackupKey`).

use std::io::{self, Read, Write};

use participation_keys::{
    BACKUP_CHUNK, BACKUP_MAGIC, BACKUP_SALT, BACKUP_TAG, BackupError, BackupKey, BackupOpener,
};

use crate::exit::Failure;
use crate::random;

/// Seals everything that comes in.
///
/// # Errors
/// What reading and writing give.
pub(super) fn seal(from: &mut dyn Read, to: &mut dyn Write, key: &BackupKey) -> io::Result<()> {
    let mut salt = [0; BACKUP_SALT];
    random::try_fill(&mut salt)?;
    to.write_all(BACKUP_MAGIC)?;
    to.write_all(&salt)?;
    let mut sealer = key.sealer(&salt);
    let mut chunk = piece(from, BACKUP_CHUNK)?;
    loop {
        let next = piece(from, BACKUP_CHUNK)?;
        if next.is_empty() {
            sealer.last(&mut chunk).map_err(io::Error::other)?;
            return to.write_all(&chunk);
        }
        sealer.next(&mut chunk).map_err(io::Error::other)?;
        to.write_all(&chunk)?;
        chunk = next;
    }
}

/// Reads what a sealed file holds. Bytes that were changed are an error of
/// [`io::ErrorKind::InvalidData`] that says where.
pub(super) struct Unsealing<R> {
    input: R,
    opener: Option<BackupOpener>,
    /// What is open and has not been read.
    open: io::Cursor<Vec<u8>>,
    /// The chunk after it, still sealed.
    next: Vec<u8>,
    /// Where it stands in the file.
    at: usize,
}

impl<R: Read> Unsealing<R> {
    /// Begins at the beginning of a sealed file.
    ///
    /// # Errors
    /// [`Failure::Input`] for a file that is none.
    pub(super) fn begin(mut input: R, key: &BackupKey) -> Result<Self, Failure> {
        let mut head = [0; BACKUP_MAGIC.len() + BACKUP_SALT];
        input.read_exact(&mut head).map_err(|_| Failure::input("it ends at its beginning"))?;
        let salt: Option<&[u8; BACKUP_SALT]> = head.last_chunk();
        let salt = salt.ok_or_else(|| Failure::input("it has no salt"))?;
        let opener = Some(key.opener(salt));
        let next = piece(&mut input, BACKUP_CHUNK + BACKUP_TAG).map_err(Failure::system)?;
        Ok(Self { input, opener, open: io::Cursor::default(), next, at: head.len() })
    }

    /// Opens the next chunk.
    fn advance(&mut self) -> io::Result<()> {
        let after = piece(&mut self.input, BACKUP_CHUNK + BACKUP_TAG)?;
        let mut chunk = std::mem::replace(&mut self.next, after);
        let (at, length) = (self.at, chunk.len());
        let wrong = |error: BackupError| {
            let text = format!("damaged at byte {at} or in the {length} after it: {error}");
            io::Error::new(io::ErrorKind::InvalidData, text)
        };
        match &mut self.opener {
            Some(opener) if !self.next.is_empty() => opener.next(&mut chunk).map_err(wrong)?,
            Some(_) => {
                if let Some(opener) = self.opener.take() {
                    opener.last(&mut chunk).map_err(wrong)?;
                }
            }
            None => return Ok(()),
        }
        self.at += length;
        self.open = io::Cursor::new(chunk);
        Ok(())
    }
}

impl<R: Read> Read for Unsealing<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.open.read(bytes)?;
            if read > 0 || bytes.is_empty() || self.opener.is_none() {
                return Ok(read);
            }
            self.advance()?;
        }
    }
}

/// As many bytes as there are, at most this many.
fn piece(from: &mut dyn Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(most + BACKUP_TAG);
    from.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(bytes: &[u8], key: &BackupKey) -> Vec<u8> {
        let mut file = Vec::new();
        seal(&mut &*bytes, &mut file, key).unwrap();
        file
    }

    fn opened(file: &[u8], key: &BackupKey) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        Unsealing::begin(file, key).map_err(io::Error::other)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn files_of_every_length_come_back() {
        let key = BackupKey::from_bytes(&[3; 32]);
        for length in [0, 1, BACKUP_CHUNK - 1, BACKUP_CHUNK, BACKUP_CHUNK + 1, 3 * BACKUP_CHUNK] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            let file = sealed(&bytes, &key);
            assert_eq!(opened(&file, &key).unwrap(), bytes, "{length}");
        }
    }

    #[test]
    fn a_file_that_was_changed_or_cut_says_where() {
        let key = BackupKey::from_bytes(&[3; 32]);
        let file = sealed(&vec![5; BACKUP_CHUNK + 100], &key);
        for at in [60, 65_650, file.len() - 1] {
            let mut flipped = file.clone();
            flipped[at] ^= 8;
            let error = opened(&flipped, &key).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{at}");
            assert!(error.to_string().contains("damaged at byte "), "{error}");
        }
        let chunk = BACKUP_MAGIC.len() + BACKUP_SALT + BACKUP_CHUNK + BACKUP_TAG;
        for end in [10, 60, chunk, file.len() - 1] {
            assert!(opened(&file[..end], &key).is_err(), "{end}");
        }
        assert!(opened(&file, &BackupKey::from_bytes(&[4; 32])).is_err());
    }
}
