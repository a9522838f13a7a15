//! Comparing sets by ranges: what is found, what it may cost, and what its messages look like.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod differences;
mod liars;
mod messages;
#[path = "../sets/mod.rs"]
mod sets;
