//! What a range is compared by: short ids under a session's key, and their sum.

use std::fmt;

use participation_types::EntryId;
use siphasher::sip::SipHasher24;

/// The key of one session, which nobody knows who writes entries: entries cannot be made to
/// collide under it.
#[derive(Clone, Copy)]
pub struct SessionKey(SipHasher24);

/// The first comparison of entries by 8 bytes: SipHash-2-4 of the id under the session's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortId(pub u64);

/// What two nodes compare a range by: the number of its items and the sum of their short ids,
/// modulo 2^64.
///
/// Different ranges of the same number agree by chance once in 2^64. A sum can be made to agree by
/// whoever knows the key, so the key is drawn anew for each session; a peer that lies about its own
/// set harms only what it is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// How many items there are.
    pub count: u64,
    /// The sum of their short ids, modulo 2^64.
    pub sum: u64,
}

// A key has no business in a log.
impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey")
    }
}

impl SessionKey {
    /// The key of these 16 bytes: two little-endian halves, as SipHash has it.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(SipHasher24::new_with_key(&bytes))
    }

    /// The short id of an entry in this session.
    #[must_use]
    pub fn short(&self, id: &EntryId) -> ShortId {
        self.short_of(id.as_bytes())
    }

    #[inline]
    pub(crate) fn short_of(&self, id: &[u8; 32]) -> ShortId {
        ShortId(self.0.hash(id))
    }
}

impl Fingerprint {
    /// Adds one item.
    #[inline]
    pub const fn add(&mut self, id: ShortId) {
        self.count += 1;
        self.sum = self.sum.wrapping_add(id.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ascending<const N: usize>(from: u8) -> [u8; N] {
        let bytes: Vec<u8> = (from..).take(N).collect();
        bytes.try_into().unwrap()
    }

    // 00 01 .. 1f, 01 02 .. 20, and so on.
    fn ids() -> impl Iterator<Item = EntryId> {
        (0..4).map(|n| EntryId::from_bytes(ascending(n)))
    }

    // Computed with another implementation of SipHash-2-4.
    #[test]
    fn short_ids_and_their_sum_keep_their_values() {
        let key = SessionKey::from_bytes(ascending(0));
        let shorts: Vec<u64> = ids().map(|id| key.short(&id).0).collect();
        let golden =
            [0x7127512f72f27cce, 0x34e318f57153f0b9, 0x17b514a3008ca7b4, 0xff275292700e6ebc];
        assert_eq!(shorts, golden);
        let mut fingerprint = Fingerprint::default();
        ids().for_each(|id| fingerprint.add(key.short(&id)));
        assert_eq!(fingerprint, Fingerprint { count: 4, sum: 0xbce6d15a54e183f7 });
    }

    #[test]
    fn another_key_gives_other_short_ids() {
        let [one, other] = [[0; 16], [1; 16]].map(SessionKey::from_bytes);
        assert!(ids().all(|id| one.short(&id) != other.short(&id)));
        assert_eq!(format!("{one:?}"), "SessionKey");
    }
}
