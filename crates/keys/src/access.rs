//! What lets a node replicate a community.

use std::fmt;

use data_encoding::HEXLOWER_PERMISSIVE;
use participation_types::{CommunityId, Hasher};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Domain of the secret of an open community.
const OPEN: &str = "participation/access/1";

/// A written secret that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the secret of a community is 64 hexadecimal digits; this has {length} characters or another sign"
)]
pub struct AccessError {
    /// Number of characters found.
    length: usize,
}

/// The secret of a community: 32 bytes that two nodes prove to each other that they know, before
/// either says which communities it holds.
///
/// An open community's follows from its id, so that whoever knows the id can replicate it. A
/// private one's is 32 random bytes, drawn when it is founded and handed on in invitations; it
/// stands in no entry, and whoever has it can read everything that is not sealed to somebody. It
/// gives no right to write: those follow from signed acts alone.
///
/// Overwritten when dropped. `Debug` shows nothing of it.
// Boxed, because moving an array leaves a copy where it was.
#[derive(Clone)]
pub struct Access(Box<[u8; 32]>);

impl Access {
    /// The secret of an open community, which is none: H("participation/access/1", id).
    #[must_use]
    pub fn open(community: &CommunityId) -> Self {
        Self(Box::new(Hasher::new(OPEN).with(community.as_bytes()).finish()))
    }

    /// Takes 32 bytes from the operating system's random generator, or from where they were kept.
    /// The caller overwrites its own copy.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Box::new(*bytes))
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`AccessError`] when they are others.
    pub fn read(text: &str) -> Result<Self, AccessError> {
        let wrong = AccessError { length: text.chars().count() };
        // A buffer of the one good length: what is shorter or longer is refused by it.
        let mut bytes = Box::new([0; 32]);
        let read = if text.len() == 64 {
            HEXLOWER_PERMISSIVE.decode_mut(text.as_bytes(), &mut *bytes).is_ok()
        } else {
            false
        };
        let access = Self(bytes);
        if read { Ok(access) } else { Err(wrong) }
    }

    /// As it is written: 64 hexadecimal digits.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(HEXLOWER_PERMISSIVE.encode(&*self.0))
    }

    /// The 32 bytes, to be kept in a store or to make keys of, and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Takes as long for secrets that differ as for equal ones.
impl PartialEq for Access {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0.iter()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
    }
}

impl Eq for Access {}

impl Drop for Access {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Access {}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Access(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_of_an_open_community_follows_from_its_id() {
        let id = CommunityId::from_bytes([7; 32]);
        // printf 'participation/access/1\0' and 32 times the byte 7, through sha256sum.
        let known = "c07eb72363daed64fc8e5133420ea9eb2d3e169ef06e9a4957e53e556e6e5880";
        assert_eq!(*Access::open(&id).text(), known);
        assert!(Access::open(&id) != Access::open(&CommunityId::from_bytes([8; 32])));
    }

    #[test]
    fn a_written_secret_reads_back_and_a_torn_one_is_refused() {
        let secret = Access::from_bytes(&[0xab; 32]);
        let text = secret.text();
        assert_eq!(Access::read(&text), Ok(secret.clone()));
        assert_eq!(Access::read(&text.to_uppercase()), Ok(secret));
        for torn in ["", &text[1..], &format!("{}x", &text[1..]), &format!("{}0", *text)] {
            assert!(Access::read(torn).is_err(), "{torn}");
        }
    }

    #[test]
    fn a_secret_is_not_shown_by_chance() {
        assert_eq!(format!("{:?}", Access::from_bytes(&[0xab; 32])), "Access(..)");
    }
}
