//! The command line from opening to backup: the real binary in homes of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod backups;
mod ballots;
mod bundle_bytes;
mod bundles;
mod counting;
mod disk;
mod erasing;
mod files;
mod node;
mod paper;
mod rebuilding;
mod rules;
#[path = "../serving/running.rs"]
mod running;
mod seals;
mod story;

/// Whether a node runs beside every command.
const SERVED: bool = false;
