//! What is accepted, what is refused, and what comes out.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod bombs;
mod documents;
mod files;
mod lies;
mod names;
mod pictures;
mod properties;
