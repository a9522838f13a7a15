//! The seed, and what is derived from it.

use std::fmt;

use hkdf::Hkdf;
use participation_types::CommunityId;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::secret::{DeviceSecret, MemberSecret};

/// The HKDF salt: it separates this use of a seed from every other.
const SALT: &[u8] = b"participation/keys/1";
/// First part of the `info` of a member key.
const MEMBER: &[u8] = b"participation/member/1";
/// First part of the `info` of a device key.
const DEVICE: &[u8] = b"participation/device/1";

/// A person's one secret: 32 random bytes, from which their keys in every community come.
///
/// Overwritten when dropped. `Debug` shows nothing of it.
///
/// Keys are derived with HKDF-SHA-256 (RFC 5869):
///
/// ```text
/// salt = "participation/keys/1"
/// IKM  = the seed, 32 bytes
/// info = "participation/member/1" || community (32 bytes)
///      | "participation/device/1" || community (32 bytes) || device nonce (16 bytes)
/// L    = 32: an RFC 8032 private key
/// ```
///
/// All parts have fixed lengths, so no two uses share an `info`.
// Boxed, because moving an array leaves a copy where it was.
pub struct Seed(Box<[u8; 32]>);

/// What makes the key of one device differ from every other of the same person: 16 random bytes,
/// drawn once when the device is set up and kept in its keystore. It is not secret.
///
/// It is random and not a counter, because a counter comes back: two computers restored from one
/// sheet would both be "device 2", hold one key, and fork its chain. For the same reason it is on
/// no sheet, and a keystore restored from a backup must draw a new one
/// ([`Keystore::clear_devices`](crate::Keystore::clear_devices)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceNonce([u8; 16]);

impl DeviceNonce {
    /// Takes 16 bytes from the operating system's random generator. Never the same bytes for a
    /// second device, and never again after a restore.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl Seed {
    /// Takes 32 bytes from the operating system's random generator. The caller overwrites its
    /// own copy.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Box::new(*bytes))
    }

    /// The 32 bytes, to be written on paper or into a keystore and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// This person's key in `community`: always the same there, unrelated to any elsewhere.
    #[must_use]
    pub fn member(&self, community: &CommunityId) -> MemberSecret {
        MemberSecret::from_private(&self.derive(&[MEMBER, community.as_bytes()]))
    }

    /// The key in `community` of the device that drew `nonce`.
    #[must_use]
    pub fn device(&self, community: &CommunityId, nonce: &DeviceNonce) -> DeviceSecret {
        DeviceSecret::from_private(&self.derive(&[DEVICE, community.as_bytes(), nonce.as_bytes()]))
    }

    #[allow(
        clippy::expect_used,
        reason = "HKDF refuses only more than 8,160 bytes, and a key of zeros must never result"
    )]
    fn derive(&self, info: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(SALT), &*self.0)
            .expand_multi_info(info, key.as_mut_slice())
            .expect("32 bytes are one block of SHA-256, RFC 5869 allows 255");
        key
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Seed {}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    fn counting() -> [u8; 32] {
        std::array::from_fn(|i| u8::try_from(i).unwrap())
    }

    // Computed once with HMAC of another language's standard library.
    #[test]
    fn derived_keys_never_change() {
        let seed = Seed::from_bytes(&counting());
        let community = CommunityId::from_bytes([0xc0; 32]);
        let nonce = DeviceNonce::from_bytes([0xd0; 16]);
        assert_eq!(
            HEXLOWER.encode(seed.member(&community).signing_key().as_bytes()),
            "8909a9b636a57083f2ea96bf166bc69e35948ac53ac41b2e9de2d312e8c82260"
        );
        assert_eq!(
            HEXLOWER.encode(seed.device(&community, &nonce).signing_key().as_bytes()),
            "d61afee898e975ef7556fc0b3dcb27b64f78c9954d063741c5d5d0a3a5f1c6e6"
        );
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Seed::from_bytes(&counting())), "Seed(..)");
        assert_eq!(format!("{:#?}", Seed::from_bytes(&counting())), "Seed(..)");
    }

    proptest! {
        #[test]
        fn another_seed_community_or_nonce_gives_another_key(
            seed in any::<[u8; 32]>(),
            community in any::<[u8; 32]>(),
            nonce in any::<[u8; 16]>(),
            bit in 0usize..256,
        ) {
            let at = |s: [u8; 32], c: [u8; 32], n: [u8; 16]| {
                let (seed, community) = (Seed::from_bytes(&s), CommunityId::from_bytes(c));
                let device = seed.device(&community, &DeviceNonce::from_bytes(n));
                (*seed.member(&community).public().as_bytes(), *device.public().as_bytes())
            };
            let flip = |mut bytes: [u8; 32]| { bytes[bit / 8] ^= 1 << (bit % 8); bytes };
            let mut nonce_2 = nonce;
            nonce_2[bit / 16] ^= 1 << (bit % 8);

            let (member, device) = at(seed, community, nonce);
            prop_assert_eq!(at(seed, community, nonce), (member, device));
            let (member_2, device_2) = at(flip(seed), community, nonce);
            let (member_3, device_3) = at(seed, flip(community), nonce);
            let (member_4, device_4) = at(seed, community, nonce_2);
            prop_assert_eq!(member, member_4);
            let all = [member, member_2, member_3, device, device_2, device_3, device_4];
            let distinct: std::collections::BTreeSet<_> = all.iter().collect();
            prop_assert_eq!(distinct.len(), all.len());
        }
    }
}
