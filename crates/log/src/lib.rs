//! Signed entries, their chains, forks and frontiers.
//!
//! ```text
//!  bytes ──parse──▶ Entry ──verify──▶ Verified ──insert──▶ Chains ──within / resolve──▶ what stands
//!          form, bounds,     Ed25519,            one chain per (device, lane),
//!          canonical CBOR    strictly            forks kept as evidence
//! ```
//!
//! An entry is a COSE_Sign1 (RFC 9052) whose payload is a commitment to its body. The body and
//! its salt travel beside it and can be erased: id, signature and chain do not change.
//!
//! **Only a [`Verified`] entry enters [`Chains`]**, and a `Verified` comes only from a strict
//! verification, from one's own signature, or from one's own store (which said so when it was
//! written). Nothing here reads a clock, a file or a source of randomness, and nothing here knows
//! what a body means.

mod chains;
mod entry;
mod header;
mod resolve;
mod sign;

pub use chains::{Chains, Fork, Insertion, Place};
pub use entry::{Body, Entry, EntryError, MAX_AUTHORITY_BODY, MAX_BODY, MAX_ENTRY, Salt, Verified};
pub use header::{ENTRY_VERSION, HEADER_LABEL, Header, PADDING, padded_length};
pub use resolve::{Resolution, Resolutions};
pub use sign::Draft;
