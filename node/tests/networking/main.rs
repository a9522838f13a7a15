//! Several nodes that run and synchronise.
#![cfg(unix)]
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

mod joining;
#[path = "../voting/node.rs"]
mod node;
mod peers;
#[path = "../serving/running.rs"]
mod running;
mod several;

/// Nodes are started where a test wants one.
const SERVED: bool = false;
