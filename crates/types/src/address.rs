//! Where a node is reached.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

use crate::cbor::{CborError, Reader, Writer};

/// A written address that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the address of a node is written like /ip4/192.0.2.7/tcp/4321/p2p/PEER: it begins with /, has no blanks and at most 256 characters of ASCII"
)]
pub struct NodeAddressError;

/// Where a node is reached: a multiaddr that ends in `/p2p/` and the node's own id. It is the
/// address of a machine and says nothing of people: a node's key is never a person's.
///
/// Only its form as a text is judged here, so that what a charter lists is the same to every
/// version of every implementation; whoever dials finds out whether it leads anywhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct NodeAddress(String);

impl NodeAddress {
    /// Most bytes of an address.
    pub const MAX: usize = 256;

    /// Most addresses that a charter lists.
    pub const MAX_LISTED: usize = 32;

    /// Takes visible ASCII that begins with `/`.
    ///
    /// # Errors
    /// [`NodeAddressError`] when it has another form.
    pub fn new(text: &str) -> Result<Self, NodeAddressError> {
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if text.starts_with('/') && visible && text.len() <= Self::MAX {
            Ok(Self(text.to_owned()))
        } else {
            Err(NodeAddressError)
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The node's id, as it is written after the last `/p2p/`; `None` where the address ends
    /// otherwise, and so whoever answers there could be anybody.
    #[must_use]
    pub fn peer(&self) -> Option<&str> {
        let (_, peer) = self.0.rsplit_once("/p2p/")?;
        let written = !peer.is_empty() && peer.bytes().all(|byte| byte.is_ascii_alphanumeric());
        written.then_some(peer)
    }

    /// Writes it as a CBOR text string.
    pub fn write(&self, writer: &mut Writer) {
        writer.text(&self.0);
    }

    /// Reads a CBOR text string that is an address.
    ///
    /// # Errors
    /// [`CborError`] when something else stands there.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = reader.position();
        let text = reader.text(1, Self::MAX)?;
        Self::new(text).map_err(|_| CborError::Invalid { at, what: "not the address of a node" })
    }
}

impl fmt::Display for NodeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for NodeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for NodeAddress {
    type Err = NodeAddressError;
    fn from_str(text: &str) -> Result<Self, NodeAddressError> {
        Self::new(text)
    }
}
