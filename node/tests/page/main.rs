//! The page over HTTP: who is let in, what a form does, and what it does when it is sent wrongly.
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

mod browser;
mod door;
#[path = "../voting/node.rs"]
mod node;
#[path = "../serving/running.rs"]
mod running;
mod talking;

use std::process::Command;

use browser::Browser;
use node::Node;
use running::Running;

/// Whether a node runs beside every command.
const SERVED: bool = false;

/// The passphrase of everybody in the sample.
const PASSPHRASE: &str = "poble-sec";

/// A node with the sample community, its home, and the address of its page.
struct Hall {
    running: Running,
    node: Node,
    address: String,
}

impl Hall {
    /// The sample community.
    fn sample() -> Self {
        Self::of(Node::empty(), &["serve", "--demo", "--http", "127.0.0.1:0"])
    }

    fn of(node: Node, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
        let running = Running::serving(command.args(args), node.home());
        let address = running.ready["http"].as_str().unwrap();
        let address = address.strip_prefix("http://").unwrap().to_owned();
        Self { running, node, address }
    }

    /// Somebody who has not logged in.
    fn visitor(&self) -> Browser {
        Browser::new(&self.address)
    }

    /// Somebody of the sample who has.
    fn neighbour(&self, name: &str) -> Browser {
        let mut browser = self.visitor();
        let page = browser.get("/ca/login");
        let sent = page.form("/ca/login").with("login", name).with("passphrase", PASSPHRASE);
        assert_eq!(browser.send(&sent).status, 303);
        browser
    }

    /// The root of the community's pages.
    fn root(&self) -> String {
        self.visitor().get("/ca").location()
    }
}
