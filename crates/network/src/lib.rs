//! The libp2p driver: carries sessions between the nodes of a community.
//!
//! ```text
//!  Handle ──commands──▶ supervisor thread ──▶ driver (one task: swarm, scheduling)
//!    ▲                     restarts it           │ streams        │ hints (gossip)
//!    └──── Status ◀───────────────────────────── session tasks ──▶ Host (blocking threads)
//! ```
//!
//! This is the one crate that knows libp2p, a clock and randomness. It knows no entries: what
//! travels on a stream are frames that a [`Session`] gives and takes, and what travels by gossip
//! are [`u64`]s that only the [`Host`] understands.
//!
//! **Nothing that a peer sends makes the driver allocate by a claimed length, wait without a
//! limit, or touch a disk on the task that drives the swarm.**
//!
//! Who connects learns no community of a node, only hashes of the secrets of those that it has
//! joined, which say something to who knows the secret. What a peer does wrong costs it its connections
//! for a time ([`Pace::block`]); what it asks too much of is dropped ([`Limits`]).
//!
//! The smallest host and session that do something are in `tests/network/numbers.rs`.

mod backoff;
mod behaviour;
mod blame;
mod book;
mod bucket;
mod config;
mod doors;
mod driver;
mod error;
mod frame;
mod handle;
mod hint;
mod host;
mod name;
mod policy;
#[cfg(feature = "relay")]
mod reach;
mod run;
mod status;
mod streams;
mod supervisor;
mod transport;

pub use book::Source;
pub use config::{Config, Limits, NodeKey, Pace};
pub use error::{HandleError, NameError, NetworkError};
pub use frame::MAX_FRAME;
pub use handle::Handle;
pub use hint::MAX_HINTS;
pub use host::{Acquaintance, Ending, Host, Joined, Session, Step};
pub use name::PeerName;
pub use status::{CommunityStatus, Condition, PeerStatus, Status};
pub use supervisor::Network;
