//! `did:key`, the public form of a key (W3C CCG, "The did:key Method").
//!
//! `did:key:z` and base58btc of the multicodec `ed25519-pub` (0xed, as the varint ed 01) followed
//! by the 32 bytes of the key: always 56 characters, always beginning with `did:key:z6Mk`.

use ed25519_dalek::VerifyingKey;
use participation_types::{DeviceKey, InvitationKey, MemberKey};
use thiserror::Error;

use crate::secret::RecoveryKey;

/// Method and multibase prefix (`z`: base58btc).
const PREFIX: &str = "did:key:z";
/// Multicodec `ed25519-pub` as an unsigned varint.
const ED25519_PUB: [u8; 2] = [0xed, 0x01];
/// Characters of every `did:key` of an Ed25519 key.
const LENGTH: usize = 56;

/// Why a text is not the `did:key` of an Ed25519 key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DidError {
    /// Not 56 characters.
    #[error("a did:key of an Ed25519 key has {LENGTH} characters, this has {length} bytes")]
    Length {
        /// Bytes found.
        length: usize,
    },
    /// Does not begin with `did:key:z`.
    #[error("a did:key begins with {PREFIX}")]
    Prefix,
    /// Not base58btc, or of another length than its characters promise.
    #[error("what follows {PREFIX} is not the base58 of an Ed25519 key")]
    Base58,
    /// Another kind of key.
    #[error("this did:key is of another kind of key, only Ed25519 (z6Mk...) is used here")]
    Codec,
    /// The 32 bytes are no point of the curve, not its one encoding, or of small order.
    #[error("these 32 bytes are not a usable Ed25519 key")]
    Key,
}

/// Keys that can be written as `did:key`.
///
/// A `did:key` does not say which kind of key it is: the reader names the kind it expects.
pub trait DidKey: Sized {
    /// Writes the key; 56 characters. What was not a valid key stays one that
    /// [`from_did`](Self::from_did) refuses.
    fn to_did(&self) -> String;

    /// Reads a key, and only a text that [`to_did`](Self::to_did) writes. A DID URL with a path
    /// or a fragment is refused.
    ///
    /// # Errors
    /// [`DidError`] when the text differs or the key could not verify a signature.
    fn from_did(text: &str) -> Result<Self, DidError>;
}

macro_rules! did_key {
    ($($name:ident),*) => {$(
        impl DidKey for $name {
            fn to_did(&self) -> String {
                write(self.as_bytes())
            }

            fn from_did(text: &str) -> Result<Self, DidError> {
                read(text).map(Self::from_bytes)
            }
        }
    )*};
}

did_key!(MemberKey, DeviceKey, InvitationKey, RecoveryKey);

fn write(key: &[u8; 32]) -> String {
    let bytes = [ED25519_PUB.as_slice(), key].concat();
    format!("{PREFIX}{}", bs58::encode(bytes).into_string())
}

fn read(text: &str) -> Result<[u8; 32], DidError> {
    if text.len() != LENGTH {
        return Err(DidError::Length { length: text.len() });
    }
    let digits = text.strip_prefix(PREFIX).ok_or(DidError::Prefix)?;
    let mut bytes = [0; 34];
    bs58::decode(digits).onto(&mut bytes).map_err(|_| DidError::Base58)?;
    let (codec, key) = bytes.split_first_chunk::<2>().ok_or(DidError::Base58)?;
    let key: [u8; 32] = key.try_into().map_err(|_| DidError::Base58)?;
    if *codec != ED25519_PUB {
        return Err(DidError::Codec);
    }
    // 47 digits that begin so have one form only; this holds it by itself all the same.
    if write(&key) != text {
        return Err(DidError::Base58);
    }
    usable(&key).then_some(key).ok_or(DidError::Key)
}

/// Whether `verify_strict` could accept a signature of this key: a point in its one encoding
/// (RFC 8032, section 5.1.3; dalek alone would take y at or above p) and not of small order.
pub(crate) fn usable(key: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(key)
        .is_ok_and(|point| !point.is_weak() && point.to_edwards().compress().as_bytes() == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::MemberSecret;
    use proptest::prelude::*;

    /// From the did:key specification's test vectors: the key of the seed of 32 zeros.
    const VECTOR: &str = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";

    #[test]
    fn the_specification_s_vector_reads_and_writes() {
        let key = MemberSecret::from_private(&[0; 32]).public();
        assert_eq!(key.to_did(), VECTOR);
        assert_eq!(MemberKey::from_did(VECTOR), Ok(key));
        // The specification's first example.
        let example = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
        assert_eq!(DeviceKey::from_did(example).map(|key| key.to_did()).as_deref(), Ok(example));
    }

    #[test]
    fn another_form_is_refused() {
        let read = MemberKey::from_did;
        assert_eq!(read(""), Err(DidError::Length { length: 0 }));
        assert_eq!(read(&"1".repeat(100_000)), Err(DidError::Length { length: 100_000 }));
        assert_eq!(read(&format!("{VECTOR}#a")), Err(DidError::Length { length: 58 }));
        assert_eq!(read(&VECTOR.replace("did", "DID")), Err(DidError::Prefix));
        assert_eq!(read(&VECTOR.replace(":z", ":u")), Err(DidError::Prefix));
        assert_eq!(read(&VECTOR.replace("ymue", "y0ue")), Err(DidError::Base58));
        assert_eq!(read(&VECTOR.replace("ymue", "yéu")), Err(DidError::Base58));
        assert_eq!(read(&VECTOR.replace("6Mk", "zzz")), Err(DidError::Base58));
        // X25519, from the same vectors.
        assert_eq!(
            read("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"),
            Err(DidError::Codec)
        );
        // Leading zeros instead of a key.
        assert!(read(&format!("{PREFIX}{}", "1".repeat(47))).is_err());
    }

    #[test]
    fn keys_that_verify_nothing_or_everything_are_refused() {
        let encoded = |first: u8, rest: u8, last: u8| {
            let mut key = [rest; 32];
            (key[0], key[31]) = (first, last);
            key
        };
        let refused = [
            ("the neutral point", encoded(1, 0, 0)),
            ("the neutral point with a sign", encoded(1, 0, 0x80)),
            ("order 4", encoded(0, 0, 0)),
            ("order 2", encoded(0xec, 0xff, 0x7f)),
            ("y = p, another form of 0", encoded(0xed, 0xff, 0x7f)),
            ("y = p + 1, another form of 1", encoded(0xee, 0xff, 0x7f)),
            (
                "y = p + 3, another form of 3, which is a point of full order",
                encoded(0xf0, 0xff, 0x7f),
            ),
            ("no point: y = 2", encoded(2, 0, 0)),
        ];
        for (name, key) in refused {
            assert_eq!(MemberKey::from_did(&write(&key)), Err(DidError::Key), "{name}");
        }
        assert!(MemberKey::from_did(&write(&encoded(3, 0, 0))).is_ok(), "y = 3 is a point");
    }

    proptest! {
        #[test]
        fn keys_read_back(seed in any::<[u8; 32]>()) {
            let key = MemberSecret::from_private(&seed).public();
            let did = key.to_did();
            prop_assert_eq!(did.len(), LENGTH);
            prop_assert!(did.starts_with("did:key:z6Mk"));
            prop_assert_eq!(MemberKey::from_did(&did), Ok(key));
        }

        #[test]
        fn what_is_read_is_what_would_be_written(tail in "[1-9A-HJ-NP-Za-km-z]{44}") {
            let did = format!("did:key:z6Mk{tail}");
            if let Ok(key) = MemberKey::from_did(&did) {
                prop_assert_eq!(key.to_did(), did);
            }
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,60}") {
            prop_assert!(MemberKey::from_did(&text).is_err());
        }
    }
}
