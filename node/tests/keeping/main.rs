//! Keeping a home well: what the doctor sees, and backups that come back.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

#[path = "../voting/bundle_bytes.rs"]
mod bundle_bytes;
mod doctor;
#[path = "../voting/node.rs"]
mod node;
#[path = "../serving/running.rs"]
mod running;
mod sealed;

/// Whether a node runs beside every command.
const SERVED: bool = false;
