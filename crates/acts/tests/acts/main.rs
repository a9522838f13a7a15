//! The bytes of every kind of act: what reads back, what is refused, what is signed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod bounds;
mod content;
mod golden;
mod order;
mod properties;
mod samples;
mod statements;
