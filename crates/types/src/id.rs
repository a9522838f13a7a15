//! Newtypes for every 32-byte value, written as 64 lower-case hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER_PERMISSIVE;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::cbor::{CborError, Reader, Writer};

/// A written identifier that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an identifier is 64 hexadecimal digits; this has {length} characters or another sign")]
pub struct IdError {
    /// Number of characters found.
    length: usize,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Takes the 32 bytes as they are.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// The first eight hexadecimal digits, for messages that people read.
            #[must_use]
            pub fn short(&self) -> String {
                self.to_string().chars().take(8).collect()
            }

            /// Writes the value as a CBOR byte string of 32 bytes.
            pub fn write(&self, writer: &mut Writer) {
                writer.bytes(&self.0);
            }

            /// Reads a CBOR byte string of exactly 32 bytes.
            ///
            /// # Errors
            /// [`CborError`] when something else stands there.
            pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
                reader.array32().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.short())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let error = IdError { length: text.chars().count() };
                let bytes =
                    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).map_err(|_| error)?;
                bytes.try_into().map(Self).map_err(|_| error)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// A community: the hash of its founding charter.
    CommunityId
);
id!(
    /// An entry: the hash of what is signed, never of the signature.
    EntryId
);
id!(
    /// A revision of the charter: the hash of its document.
    RevisionId
);
id!(
    /// A blob: plain SHA-256 of its bytes, so that `sha256sum` checks it.
    BlobId
);
id!(
    /// One person's place in the census: the id of the entry that first admitted them.
    SlotId
);
id!(
    /// The Ed25519 key of a device: the author of entries.
    DeviceKey
);
id!(
    /// The Ed25519 key of a person in one community: it certifies devices.
    MemberKey
);
id!(
    /// The Ed25519 key of an invitation card.
    InvitationKey
);
id!(
    /// The signed commitment H(salt || body) to what an entry says.
    Commitment
);
id!(
    /// The digest of a roll: of the sorted slots that may vote.
    RollDigest
);
id!(
    /// The digest of a set of entries, or of what is shown of it.
    SetDigest
);

impl SlotId {
    /// The slot that this admission opens.
    #[must_use]
    pub const fn of(admission: EntryId) -> Self {
        Self(admission.0)
    }

    /// The admission that opened this slot.
    #[must_use]
    pub const fn admission(&self) -> EntryId {
        EntryId(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_prints() {
        let id = EntryId::from_bytes([0xab; 32]);
        assert_eq!(id.to_string().parse::<EntryId>(), Ok(id));
    }

    #[test]
    fn an_id_of_another_length_is_refused() {
        assert!("ab".parse::<EntryId>().is_err());
        assert!("zz".repeat(32).parse::<EntryId>().is_err());
        assert!("ab".repeat(33).parse::<EntryId>().is_err());
    }
}
