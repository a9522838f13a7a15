//! A village of made-up people, whose votes race, are shuffled, tampered with and erased.
#![allow(
    clippy::unwrap_used,
    clippy::result_large_err,
    clippy::wildcard_enum_match_arm,
    clippy::type_complexity,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    unreachable_pub,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod access;
mod audits;
mod contract;
mod delivery;
mod erasure;
mod histories;
mod intake;
mod paper;
mod races_ballots;
mod races_paper;
mod races_rights;
mod races_seals;
mod village;
