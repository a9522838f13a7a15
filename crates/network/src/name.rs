//! What a node is called: its public key, in libp2p's writing.

use std::fmt;
use std::str::FromStr;

use libp2p::PeerId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::NameError;

/// What stands before the key in a peer id: identity multihash of 36 bytes, then the protobuf of
/// an Ed25519 key (libp2p's peer id specification).
const HEAD: [u8; 6] = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20];

/// The name of a node: its Ed25519 key, written as libp2p writes it (`12D3Koo…`).
///
/// Never the key of a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerName(PeerId);

impl PeerName {
    /// The node with this Ed25519 public key.
    ///
    /// # Errors
    /// [`NameError`] should libp2p not take the bytes for a peer id.
    pub fn from_key(key: [u8; 32]) -> Result<Self, NameError> {
        let bytes: Vec<u8> = HEAD.iter().chain(key.iter()).copied().collect();
        PeerId::from_bytes(&bytes).map(Self).map_err(|_| NameError::NotAPeer)
    }

    /// Its Ed25519 public key.
    #[must_use]
    pub fn key(&self) -> [u8; 32] {
        let bytes = self.0.to_bytes();
        bytes.last_chunk().copied().unwrap_or([0; 32])
    }

    /// Whether this node signed a message. It is enough for what decides nothing: entries are
    /// verified strictly, elsewhere.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let key = libp2p::identity::ed25519::PublicKey::try_from_bytes(&self.key());
        key.is_ok_and(|key| key.verify(message, signature))
    }

    /// The last eight signs, for messages that people read (the first ones are always the same).
    #[must_use]
    pub fn short(&self) -> String {
        let text = self.to_string();
        text.get(text.len().saturating_sub(8)..).unwrap_or_default().to_owned()
    }

    pub(crate) fn of(peer: PeerId) -> Result<Self, NameError> {
        let bytes = peer.to_bytes();
        if bytes.len() == HEAD.len() + 32 && bytes.starts_with(&HEAD) {
            Ok(Self(peer))
        } else {
            Err(NameError::AnotherKind)
        }
    }

    pub(crate) const fn peer(self) -> PeerId {
        self.0
    }
}

impl fmt::Display for PeerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for PeerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PeerName({})", self.short())
    }
}

impl FromStr for PeerName {
    type Err = NameError;
    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::of(text.parse().map_err(|_| NameError::NotAPeer)?)
    }
}

impl Serialize for PeerName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PeerName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_what_it_prints_and_keeps_its_key() {
        let name = PeerName::from_key([7; 32]).unwrap();
        assert_eq!(name.to_string().parse::<PeerName>(), Ok(name));
        assert_eq!(name.key(), [7; 32]);
        assert!(name.to_string().starts_with("12D3Koo"), "{name}");
    }

    #[test]
    fn a_hash_of_another_key_is_refused() {
        // An RSA key's peer id, from libp2p's specification.
        let rsa = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
        assert_eq!(rsa.parse::<PeerName>(), Err(NameError::AnotherKind));
        assert_eq!("12D3Koo".parse::<PeerName>(), Err(NameError::NotAPeer));
    }
}
