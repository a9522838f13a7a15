//! What neighbours write, as somebody at a terminal or a script meets it: through the binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod answers;
mod bad_input;
mod drafts;
mod erasing;
mod finding;
mod moderation;
#[path = "../voting/node.rs"]
mod node;
mod phases;
#[path = "../serving/running.rs"]
mod running;
mod story;
mod village;

/// Whether a node runs beside every command.
const SERVED: bool = false;
