//! What the policy promises, each by a test of its own, and the table against a naive reference.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod agreement;
mod ballots;
mod census;
mod charter;
mod everywhere;
mod polls;
mod reference;
mod rights;
mod scene;
mod state;
