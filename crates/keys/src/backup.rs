//! The key of a node's backups, and how a backup is sealed with it.
//!
//! ```text
//! file  = "ateneu sealed backup 1\n" || salt (32 random bytes) || chunk* || last chunk
//! chunk = seal(key of the file, 65,536 bytes, nonce)         the last one: at most as many
//! nonce = 7 zero bytes || number of the chunk (4 bytes, the highest first) || 0, or 1 for the last
//! key of the file = HKDF-SHA-256(key, salt, "ateneu/backup/seal/1")
//! ```
//!
//! **Where it comes from.** STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated
//! Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015) over ChaCha20-Poly1305 (RFC
//! 8439), a key for each file and a nonce that counts: the payload of age's file format does the
//! same. A chunk that was changed, left out, repeated or moved is refused, and so is a file that
//! ends too early.

use std::fmt;

use aead_stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit};
use hkdf::Hkdf;
use sha2::Sha256;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What a sealed backup begins with.
pub const BACKUP_MAGIC: &[u8; 23] = b"ateneu sealed backup 1\n";

/// Bytes of the salt that follows it.
pub const BACKUP_SALT: usize = 32;

/// Bytes that go into a chunk.
pub const BACKUP_CHUNK: usize = 64 * 1024;

/// Bytes that sealing adds to a chunk.
pub const BACKUP_TAG: usize = 16;

/// Says what the derived key is for.
const INFO: &[u8] = b"ateneu/backup/seal/1";

/// A chunk cannot be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the key is another one, or the bytes were changed")]
pub struct BackupError;

/// The key of a node's backups: 32 random bytes that belong to no person. Whoever has it and a
/// backup has the whole node, but for keys under passphrases.
///
/// Overwritten when dropped. `Debug` shows nothing of it.
// Boxed, because moving an array leaves a copy where it was.
#[derive(Clone)]
pub struct BackupKey(Box<[u8; 32]>);

impl BackupKey {
    /// Takes 32 bytes from the operating system's random generator, or from where they were kept.
    /// The caller overwrites its own copy.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Box::new(*bytes))
    }

    /// The 32 bytes, to be written on paper or into a file of the node and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals one file, from its beginning to its end. The salt is 32 random bytes that no other
    /// file has.
    #[must_use]
    pub fn sealer(&self, salt: &[u8; BACKUP_SALT]) -> BackupSealer {
        BackupSealer(EncryptorBE32::from_aead(self.cipher(salt), &[0; 7].into()))
    }

    /// Opens one file, from its beginning to its end.
    #[must_use]
    pub fn opener(&self, salt: &[u8; BACKUP_SALT]) -> BackupOpener {
        BackupOpener(DecryptorBE32::from_aead(self.cipher(salt), &[0; 7].into()))
    }

    fn cipher(&self, salt: &[u8; BACKUP_SALT]) -> ChaCha20Poly1305 {
        let mut key = Zeroizing::new([0; 32]);
        // 32 bytes are far below what HKDF can give (RFC 5869: 255 times 32).
        let _ = Hkdf::<Sha256>::new(Some(salt), &*self.0).expand(INFO, &mut *key);
        ChaCha20Poly1305::new(&Key::from(*key))
    }
}

impl Drop for BackupKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for BackupKey {}

impl fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupKey(..)")
    }
}

/// Seals chunk after chunk.
pub struct BackupSealer(EncryptorBE32<ChaCha20Poly1305>);

impl BackupSealer {
    /// Seals a chunk that others follow, in its place.
    ///
    /// # Errors
    /// [`BackupError`] beyond 2^32 chunks.
    pub fn next(&mut self, chunk: &mut Vec<u8>) -> Result<(), BackupError> {
        self.0.encrypt_next_in_place(&[], chunk).map_err(|_| BackupError)
    }

    /// Seals the last one, which may be empty.
    ///
    /// # Errors
    /// As [`BackupSealer::next`].
    pub fn last(self, chunk: &mut Vec<u8>) -> Result<(), BackupError> {
        self.0.encrypt_last_in_place(&[], chunk).map_err(|_| BackupError)
    }
}

impl fmt::Debug for BackupSealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupSealer(..)")
    }
}

/// Opens chunk after chunk.
pub struct BackupOpener(DecryptorBE32<ChaCha20Poly1305>);

impl BackupOpener {
    /// Opens a chunk that others follow, in its place.
    ///
    /// # Errors
    /// [`BackupError`] when it is not what the sealer gave at this place.
    pub fn next(&mut self, chunk: &mut Vec<u8>) -> Result<(), BackupError> {
        self.0.decrypt_next_in_place(&[], chunk).map_err(|_| BackupError)
    }

    /// Opens the last one.
    ///
    /// # Errors
    /// As [`BackupOpener::next`].
    pub fn last(self, chunk: &mut Vec<u8>) -> Result<(), BackupError> {
        self.0.decrypt_last_in_place(&[], chunk).map_err(|_| BackupError)
    }
}

impl fmt::Debug for BackupOpener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupOpener(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &BackupKey, chunks: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut sealer = key.sealer(&[9; 32]);
        let (last, others) = chunks.split_last().unwrap();
        let mut all = Vec::new();
        for chunk in others {
            let mut chunk = chunk.to_vec();
            sealer.next(&mut chunk).unwrap();
            all.push(chunk);
        }
        let mut chunk = last.to_vec();
        sealer.last(&mut chunk).unwrap();
        all.push(chunk);
        all
    }

    fn opened(key: &BackupKey, chunks: &[Vec<u8>]) -> Result<Vec<u8>, BackupError> {
        let mut opener = key.opener(&[9; 32]);
        let (last, others) = chunks.split_last().unwrap();
        let mut all = Vec::new();
        for chunk in others {
            let mut chunk = chunk.clone();
            opener.next(&mut chunk)?;
            all.extend(chunk);
        }
        let mut chunk = last.clone();
        opener.last(&mut chunk)?;
        all.extend(chunk);
        Ok(all)
    }

    #[test]
    fn what_is_sealed_opens_and_nothing_of_it_can_be_changed_moved_or_left_out() {
        let key = BackupKey::from_bytes(&[7; 32]);
        let whole = sealed(&key, &[b"one", b"two", b""]);
        assert_eq!(opened(&key, &whole).unwrap(), b"onetwo");
        assert!(opened(&BackupKey::from_bytes(&[8; 32]), &whole).is_err());
        for (chunk, byte) in [(0, 0), (1, 18), (2, 15)] {
            let mut flipped = whole.clone();
            flipped[chunk][byte] ^= 1;
            assert_eq!(opened(&key, &flipped), Err(BackupError));
        }
        let [one, two, last] = &whole[..] else { panic!("three chunks") };
        for wrong in [
            vec![two.clone(), one.clone(), last.clone()],
            vec![one.clone(), last.clone()],
            vec![one.clone(), two.clone()],
            vec![one.clone(), one.clone(), last.clone()],
        ] {
            assert_eq!(opened(&key, &wrong), Err(BackupError));
        }
    }

    /// Golden bytes: what is sealed is opened for as long as there are backups.
    #[test]
    fn a_chunk_keeps_its_bytes() {
        let key = BackupKey::from_bytes(&[7; 32]);
        let hex: String =
            sealed(&key, &[b"ateneu"])[0].iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "6f49f921e1d3d2f9e0a5bc4474d8fa1757f050dcfb17");
    }
}
