//! Who may speak of a community: both ends prove that they know its secret.
//!
//! ```text
//! hello   dialler ──▶ listener   versions, nonce, proof of the secret, masked root
//! answer  dialler ◀── listener   version, nonce, proof of the secret, masked root
//! ```
//!
//! The proofs name both nodes, whose keys the transport has checked, so that they cannot be passed
//! on. A listener that knows no community for a proof says so, and nothing else: whoever only asks
//! does not learn what a node holds. The first root goes out masked for the same reason.
//!
//! All hashes here are over fields of fixed length behind a domain and the secret, so that none can
//! be read as another or be lengthened.

use std::fmt;

use participation_types::{Hasher, sha256};

use crate::fingerprint::SessionKey;

/// The versions of the session's messages that this program speaks: from the first to the second.
pub const VERSIONS: (u16, u16) = (1, 1);

/// Bytes of a nonce.
pub const NONCE: usize = 16;

/// Bytes of a masked root.
pub(crate) const ROOT: usize = 16;

/// What both ends must know to speak of a community: derived from its id where everybody may read,
/// handed on in the invitation where not.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Takes the 32 bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// A node as the transport knows it: SHA-256 of its public key. Never a person's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeName([u8; 32]);

impl NodeName {
    /// The name of the node with this key: of Ed25519, its 32 bytes.
    #[must_use]
    pub fn of_peer(key: &[u8]) -> Self {
        Self(sha256(key))
    }

    /// Its 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The two nodes of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The one that opened it.
    pub dialler: NodeName,
    /// The other.
    pub listener: NodeName,
}

/// The first message: what the dialler proves before it knows anything of the listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    /// The lowest and the highest version that the dialler speaks.
    pub versions: (u16, u16),
    /// Drawn for this session.
    pub nonce: [u8; NONCE],
    /// Proof that the dialler knows the secret, over all of this message.
    pub proof: [u8; 32],
    /// The dialler's set, so that equal ones are seen at once.
    pub root: [u8; ROOT],
}

impl Hello {
    /// What a dialler that knows the secret says.
    #[must_use]
    pub fn new(secret: &Secret, ends: &Ends, nonce: [u8; NONCE], root: &[u8; 32]) -> Self {
        let root = mask(secret, &nonce, root);
        let mut hello = Self { versions: VERSIONS, nonce, proof: [0; 32], root };
        hello.proof = hello.expected(secret, ends);
        hello
    }

    /// Whether whoever said this knows the secret and is the dialler of this session.
    #[must_use]
    pub fn knows(&self, secret: &Secret, ends: &Ends) -> bool {
        same(&self.proof, &self.expected(secret, ends))
    }

    fn expected(&self, secret: &Secret, ends: &Ends) -> [u8; 32] {
        let (low, high) = self.versions;
        Hasher::new("participation/hello/1")
            .with(&secret.0)
            .with(&ends.dialler.0)
            .with(&ends.listener.0)
            .with(&low.to_be_bytes())
            .with(&high.to_be_bytes())
            .with(&self.nonce)
            .with(&self.root)
            .finish()
    }

    /// The version that both speak, the highest one.
    #[must_use]
    pub fn version(&self) -> Option<u16> {
        let (low, high) = self.versions;
        let (lowest, highest) = VERSIONS;
        let version = high.min(highest);
        (version >= low.max(lowest)).then_some(version)
    }
}

/// What the listener proves in return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    /// The version that is spoken from here on.
    pub(crate) version: u16,
    /// Drawn for this session.
    pub(crate) nonce: [u8; NONCE],
    /// Proof that the listener knows the secret and heard exactly this hello.
    pub(crate) proof: [u8; 32],
    /// The listener's set.
    pub(crate) root: [u8; ROOT],
}

impl Proof {
    /// What a listener that knows the secret says to a hello.
    pub(crate) fn new(
        secret: &Secret,
        ends: &Ends,
        hello: &Hello,
        version: u16,
        nonce: [u8; NONCE],
        root: &[u8; 32],
    ) -> Self {
        let root = mask(secret, &hello.nonce, root);
        let mut answer = Self { version, nonce, proof: [0; 32], root };
        answer.proof = answer.expected(secret, ends, hello);
        answer
    }

    /// Whether whoever said this knows the secret and heard what the dialler said, versions
    /// included: nobody in between can have talked them down.
    pub(crate) fn knows(&self, secret: &Secret, ends: &Ends, hello: &Hello) -> bool {
        let (low, high) = hello.versions;
        (low..=high).contains(&self.version)
            && same(&self.proof, &self.expected(secret, ends, hello))
    }

    fn expected(&self, secret: &Secret, ends: &Ends, hello: &Hello) -> [u8; 32] {
        Hasher::new("participation/answer/1")
            .with(&secret.0)
            .with(&ends.dialler.0)
            .with(&ends.listener.0)
            .with(&hello.proof)
            .with(&self.version.to_be_bytes())
            .with(&self.nonce)
            .with(&self.root)
            .finish()
    }
}

/// The key of a session's short ids, which neither end can choose alone.
pub(crate) fn session_key(
    secret: &Secret,
    dialler: &[u8; NONCE],
    listener: &[u8; NONCE],
) -> SessionKey {
    let hash = Hasher::new("participation/session/1")
        .with(&secret.0)
        .with(dialler)
        .with(listener)
        .finish();
    SessionKey::from_bytes(half(&hash))
}

fn mask(secret: &Secret, nonce: &[u8; NONCE], root: &[u8; 32]) -> [u8; ROOT] {
    let hash =
        Hasher::new("participation/masked/1").with(&secret.0).with(nonce).with(root).finish();
    half(&hash)
}

fn half(hash: &[u8; 32]) -> [u8; 16] {
    let (first, _) = hash.split_first_chunk().unwrap_or((&[0; 16], &[]));
    *first
}

/// Compares without telling by its time where two proofs differ.
fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends() -> Ends {
        Ends { dialler: NodeName::of_peer(b"one"), listener: NodeName::of_peer(b"two") }
    }

    #[test]
    fn a_proof_holds_for_its_secret_its_ends_and_its_hello_alone() {
        let (secret, other) = (Secret::from_bytes([1; 32]), Secret::from_bytes([2; 32]));
        let hello = Hello::new(&secret, &ends(), [3; NONCE], &[4; 32]);
        assert!(hello.knows(&secret, &ends()) && !hello.knows(&other, &ends()));
        let turned = Ends { dialler: ends().listener, listener: ends().dialler };
        assert!(!hello.knows(&secret, &turned), "nobody can send it back");

        let answer = Proof::new(&secret, &ends(), &hello, 1, [5; NONCE], &[4; 32]);
        assert!(answer.knows(&secret, &ends(), &hello) && answer.root == hello.root);
        let again = Hello::new(&secret, &ends(), [6; NONCE], &[4; 32]);
        assert!(!answer.knows(&secret, &ends(), &again), "nobody can answer twice with it");
    }

    #[test]
    fn nobody_talks_two_nodes_down_to_an_older_version() {
        let secret = Secret::from_bytes([1; 32]);
        let mut hello = Hello::new(&secret, &ends(), [3; NONCE], &[4; 32]);
        hello.versions = (0, 0);
        assert!(!hello.knows(&secret, &ends()));
        assert_eq!(hello.version(), None);
        hello.versions = (0, 9);
        assert_eq!(hello.version(), Some(1));
    }

    #[test]
    fn a_root_is_masked_anew_in_each_session() {
        let secret = Secret::from_bytes([1; 32]);
        let hello = |nonce| Hello::new(&secret, &ends(), [nonce; NONCE], &[4; 32]).root;
        assert_ne!(hello(1), hello(2));
    }
}
