//! Two rounds, approval with limits, score, majority judgment, quadratic, supports, motions and
//! delegations.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod build;
mod delegations;
mod examples;
mod motions;
mod properties;
mod real_elections;
