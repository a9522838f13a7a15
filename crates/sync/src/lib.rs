//! How two nodes give each other what the other lacks, without sockets, clocks or randomness.

mod fingerprint;
mod index;
mod item;
pub mod ranges;

pub use fingerprint::{Fingerprint, SessionKey, ShortId};
pub use index::Index;
pub use item::{Item, Key};
