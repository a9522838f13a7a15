//! The sample community, as somebody meets it who starts a node for the first time.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod contents;
#[path = "../voting/node.rs"]
mod node;
#[path = "../serving/running.rs"]
mod running;
mod starting;

use std::process::Command;

use node::Node;
use running::Running;

/// Whether a node runs beside every command.
const SERVED: bool = false;

/// What everybody's keys are opened with.
const PASSPHRASE: &str = "poble-sec";

/// A node that was started with `--demo`, and its home.
fn demo() -> (Running, Node) {
    let node = Node::empty();
    (start(&node), node)
}

fn start(node: &Node) -> Running {
    Running::serving(
        Command::new(env!("CARGO_BIN_EXE_ateneu")).args(["serve", "--demo"]),
        node.home(),
    )
}
