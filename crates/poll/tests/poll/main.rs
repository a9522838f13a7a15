//! Polls and budgets from the opening to the count, on the ledger alone.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    unreachable_pub,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod hall;
mod paper;
mod reasons;
mod rules;
mod speed;
