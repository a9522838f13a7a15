//! SHA-256 (FIPS 180-4) with a domain in front.

use sha2::{Digest, Sha256};

/// Plain SHA-256, for what other tools should be able to check (`sha256sum`).
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 over a domain, a zero byte and whatever is added.
///
/// The domain names what is hashed and its version (`participation/body/1`), so that no two
/// kinds of hash can be taken for each other.
#[derive(Debug, Clone)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Begins with a domain; it holds no zero byte.
    #[must_use]
    pub fn new(domain: &'static str) -> Self {
        let mut inner = Sha256::new();
        inner.update(domain.as_bytes());
        inner.update([0]);
        Self(inner)
    }

    /// Adds bytes.
    #[must_use]
    pub fn with(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    /// Adds bytes in a loop.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The 32 bytes.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
