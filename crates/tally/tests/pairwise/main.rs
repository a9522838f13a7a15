//! The rules that compare options two by two.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod edges;
mod examples;
mod letters;
mod naive;
mod properties;
mod shown;
