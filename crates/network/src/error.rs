//! What can fail, by family: names, starting, asking.

use thiserror::Error;

/// Why a text or key names no node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NameError {
    /// The text is no peer id.
    #[error("not the name of a node: expected a text like 12D3Koo…")]
    NotAPeer,
    /// A peer id of a kind that we do not speak to.
    #[error("the node's key is not an Ed25519 key: its name must begin with 12D3Koo")]
    AnotherKind,
}

/// Why the network could not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// An address in the configuration is none.
    #[error("not a network address: {address}; write for example /ip4/0.0.0.0/tcp/4001")]
    Address {
        /// What was written.
        address: String,
    },
    /// The key of the node is none.
    #[error("the node's key is not a usable Ed25519 key: make a new one")]
    Key,
    /// The address book exists and cannot be read.
    #[error("the address book {path} cannot be read: move it away and it is begun anew")]
    Book {
        /// Where it is.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The thread or the runtime could not be made.
    #[error("the network's threads could not be started")]
    Threads(#[source] std::io::Error),
    /// A part of libp2p refused its settings.
    #[error("the network's {part} could not be set up: {reason}")]
    Setup {
        /// Which part.
        part: &'static str,
        /// What it said.
        reason: String,
    },
}

/// Why something asked of the network was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HandleError {
    /// The network has ended.
    #[error("the network has been shut down")]
    Closed,
    /// Too many commands wait.
    #[error("the network is busy: {waiting} commands wait already; ask again later")]
    Busy {
        /// How many wait.
        waiting: usize,
    },
    /// An address does not say which node it leads to.
    #[error("the address {address} must end with /p2p/ and the name of the node")]
    Address {
        /// What was written.
        address: String,
    },
    /// More hints than a message holds.
    #[error("{count} hints in one announcement; at most {max} are allowed", max = crate::MAX_HINTS)]
    Hints {
        /// How many there were.
        count: usize,
    },
}
