//! The home, communities, the census, the charter and keys, as somebody at a terminal or a script
//! meets them: through the binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod answers;
mod census;
mod charter;
mod communities;
mod devices;
mod exchange;
mod homes;
mod keys;
mod node;
mod paper;
#[path = "../serving/running.rs"]
mod running;
mod terminal;

/// Whether a node runs beside every command.
const SERVED: bool = false;
