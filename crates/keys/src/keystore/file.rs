//! The file around the contents: header, key from the passphrase, sealing.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::{AeadInOut, Key, KeyInit, XChaCha20Poly1305, XNonce};
use participation_types::{CborError, Reader, Writer, to_canonical};
use zeroize::Zeroizing;

use super::{Cost, KeystoreError, MAX_FILE, MAX_PASSPHRASE};

/// The first item of every keystore.
const MAGIC: &str = "participation/keystore";
/// The version of the format.
const VERSION: u64 = 1;
/// Items of the file.
const ITEMS: usize = 8;
/// Bytes of a Poly1305 tag.
pub(super) const TAG: usize = 16;

/// The 32 bytes that seal a file.
pub(super) type FileKey = Zeroizing<[u8; 32]>;

/// Everything in a file before what is sealed; authenticated with it.
pub(super) struct Header {
    cost: Cost,
    salt: [u8; 16],
    nonce: [u8; 24],
}

impl Header {
    pub(super) const fn new(cost: Cost, salt: [u8; 16], nonce: [u8; 24]) -> Self {
        Self { cost, salt, nonce }
    }

    /// Cuts a file into its header and the sealed bytes.
    pub(super) fn read(file: &[u8]) -> Result<(Self, &[u8]), KeystoreError> {
        if file.len() > MAX_FILE {
            return Err(KeystoreError::TooLarge { length: file.len() });
        }
        let mut reader = Reader::new(file);
        let items = reader.array(2, 64).map_err(|_| KeystoreError::NotAKeystore)?;
        if reader.text(0, MAGIC.len()) != Ok(MAGIC) {
            return Err(KeystoreError::NotAKeystore);
        }
        let version = reader.uint().map_err(KeystoreError::Damaged)?;
        if version != VERSION {
            return Err(KeystoreError::Version { version });
        }
        if items != ITEMS {
            return Err(KeystoreError::Damaged(reader.invalid("another number of items")));
        }
        let (claimed, salt, nonce, sealed) =
            read_items(&mut reader).map_err(KeystoreError::Damaged)?;
        let cost = Cost::from_file(claimed.0, claimed.1, claimed.2)?;
        Ok((Self { cost, salt, nonce }, sealed))
    }

    /// Derives the key with Argon2id, in memory that is overwritten afterwards.
    pub(super) fn key(&self, passphrase: &str) -> Result<FileKey, KeystoreError> {
        let length = passphrase.len();
        if length == 0 || length > MAX_PASSPHRASE {
            return Err(KeystoreError::Passphrase { length });
        }
        let kib = self.cost.memory_kib();
        // Argon2 refuses nothing that `Cost`, the passphrase's bounds and 16 bytes of salt allow.
        let out_of = |_| KeystoreError::Memory { kib };
        let params = Params::new(kib, self.cost.passes(), self.cost.lanes(), Some(32));
        let params = params.map_err(out_of)?;
        let mut memory = Zeroizing::new(Vec::new());
        let blocks = params.block_count();
        memory.try_reserve_exact(blocks).map_err(|_| KeystoreError::Memory { kib })?;
        memory.resize(blocks, Block::new());

        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(
                passphrase.as_bytes(),
                &self.salt,
                key.as_mut_slice(),
                memory.as_mut_slice(),
            )
            .map_err(out_of)?;
        Ok(key)
    }

    /// Seals `contents` in place, where they leave room for the tag, and gives the whole file.
    pub(super) fn seal(
        &self,
        key: &FileKey,
        mut contents: Zeroizing<Vec<u8>>,
    ) -> Result<Vec<u8>, KeystoreError> {
        let mut file = self.to_bytes();
        cipher(key)
            .encrypt_in_place(&XNonce::from(self.nonce), &file, &mut *contents)
            .map_err(|_| KeystoreError::Refused)?;
        file.extend(to_canonical(|w| {
            w.bytes(&contents);
        }));
        Ok(file)
    }

    /// Opens what was sealed under this header and this key, if not a bit of either has changed.
    pub(super) fn open(
        &self,
        key: &FileKey,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, KeystoreError> {
        let mut contents = Zeroizing::new(sealed.to_vec());
        cipher(key)
            .decrypt_in_place(&XNonce::from(self.nonce), &self.to_bytes(), &mut *contents)
            .map_err(|_| KeystoreError::Refused)?;
        Ok(contents)
    }

    /// The header as it stands in the file. There is one encoding only, so these are the bytes
    /// that were read.
    fn to_bytes(&self) -> Vec<u8> {
        to_canonical(|w: &mut Writer| {
            w.array(ITEMS).text(MAGIC).uint(VERSION);
            w.uint(self.cost.memory_kib().into());
            w.uint(self.cost.passes().into());
            w.uint(self.cost.lanes().into());
            w.bytes(&self.salt).bytes(&self.nonce);
        })
    }
}

fn cipher(key: &FileKey) -> XChaCha20Poly1305 {
    // The cipher keeps a copy of its own, and overwrites it.
    XChaCha20Poly1305::new(<&Key>::from(&**key))
}

type Items<'b> = ((u64, u64, u64), [u8; 16], [u8; 24], &'b [u8]);

fn read_items<'b>(reader: &mut Reader<'b>) -> Result<Items<'b>, CborError> {
    let cost = (reader.uint()?, reader.uint()?, reader.uint()?);
    let salt = array(reader)?;
    let nonce = array(reader)?;
    let sealed = reader.bytes(TAG, MAX_FILE)?;
    reader.end()?;
    Ok((cost, salt, nonce, sealed))
}

/// Reads a byte string of exactly `N` bytes.
pub(super) fn array<const N: usize>(reader: &mut Reader<'_>) -> Result<[u8; N], CborError> {
    let at = reader.position();
    let bytes = reader.bytes(N, N)?;
    bytes.try_into().map_err(|_| CborError::Expected { at, expected: "a byte string" })
}
