//! Bodies lie encrypted, each under a key of its own: who destroys the key erases the body.

use std::fmt;
use std::io;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use participation_types::EntryId;
use zeroize::Zeroizing;

use crate::error::StoreError;

/// The key of one body.
pub(crate) type Key = Zeroizing<[u8; KEY_LEN]>;

/// Bytes of a key.
pub(crate) const KEY_LEN: usize = 32;

/// Fills a buffer with random bytes: the operating system's generator in a node, a seeded one in
/// a test. Who can foresee these bytes can read erased bodies from what sled leaves behind.
pub struct KeySource(Box<Fill>);

type Fill = dyn FnMut(&mut [u8]) -> io::Result<()> + Send;

impl KeySource {
    /// Takes keys from this closure.
    pub fn new(fill: impl FnMut(&mut [u8]) -> io::Result<()> + Send + 'static) -> Self {
        Self(Box::new(fill))
    }

    /// Fresh keys, one a body.
    pub(crate) fn keys(&mut self, count: usize) -> Result<Vec<Key>, StoreError> {
        let mut bytes = Zeroizing::new(vec![0; count * KEY_LEN]);
        (self.0)(&mut bytes).map_err(StoreError::NoKeys)?;
        let keys: Vec<Key> =
            bytes.as_chunks::<KEY_LEN>().0.iter().map(|key| Zeroizing::new(*key)).collect();
        // A source that does nothing would leave every body in the clear, as good as.
        if keys.iter().any(|key| **key == [0; KEY_LEN]) {
            return Err(StoreError::NoKeys(io::Error::other("the source gave zeros")));
        }
        Ok(keys)
    }
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeySource")
    }
}

/// Encrypts a body (ChaCha20-Poly1305, RFC 8439), bound to its entry. A key serves once, so the
/// nonce can be fixed.
pub(crate) fn seal(key: &Key, id: &EntryId, body: &[u8]) -> Option<Vec<u8>> {
    cipher(key).encrypt(&Nonce::default(), Payload { msg: body, aad: id.as_bytes() }).ok()
}

/// The body, unless it, its key or its entry is another.
pub(crate) fn unseal(key: &Key, id: &EntryId, sealed: &[u8]) -> Option<Vec<u8>> {
    cipher(key).decrypt(&Nonce::default(), Payload { msg: sealed, aad: id.as_bytes() }).ok()
}

fn cipher(key: &Key) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new((&**key).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_opens_only_with_its_key_and_its_entry() {
        let (key, other) = (Zeroizing::new([7; 32]), Zeroizing::new([8; 32]));
        let id = EntryId::from_bytes([1; 32]);
        let sealed = seal(&key, &id, b"salt and body").unwrap();
        assert_eq!(unseal(&key, &id, &sealed).as_deref(), Some(&b"salt and body"[..]));
        assert_eq!(unseal(&other, &id, &sealed), None);
        assert_eq!(unseal(&key, &EntryId::from_bytes([2; 32]), &sealed), None);
    }

    #[test]
    fn a_source_that_gives_zeros_is_refused() {
        assert!(matches!(KeySource::new(|_| Ok(())).keys(1), Err(StoreError::NoKeys(_))));
        let broken = KeySource::new(|_| Err(io::Error::other("no generator"))).keys(1);
        assert!(matches!(broken, Err(StoreError::NoKeys(_))));
    }
}
