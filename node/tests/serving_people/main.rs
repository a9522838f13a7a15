//! What people meet at a terminal, with a node that runs in every home. Invitations are told in
//! `networking`: there they name the node that runs.
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

#[path = "../people/census.rs"]
mod census;
#[path = "../people/charter.rs"]
mod charter;
#[path = "../people/devices.rs"]
mod devices;
#[path = "../people/exchange.rs"]
mod exchange;
#[path = "../people/keys.rs"]
mod keys;
#[path = "../people/node.rs"]
mod node;
#[path = "../people/paper.rs"]
mod paper;
#[path = "../serving/running.rs"]
mod running;
#[path = "../people/terminal.rs"]
mod terminal;

/// Whether a node runs beside every command.
const SERVED: bool = true;
