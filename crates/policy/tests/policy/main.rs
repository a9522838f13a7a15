//! What the policy promises, each by a test of its own, and the table against a naive reference.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod agreement;
mod authors;
mod ballots;
mod census;
mod charter;
mod content_agreement;
mod content_reference;
mod content_scene;
mod discussion;
mod documents;
mod everywhere;
mod offices;
mod polls;
mod reference;
mod rights;
mod scene;
mod spaces;
mod state;
