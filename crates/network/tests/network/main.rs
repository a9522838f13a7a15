//! Nodes on loopback, with sessions that exchange sets of numbers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod book;
mod hostile;
mod numbers;
#[cfg(feature = "relay")]
mod relayed;
mod sessions;
mod together;
