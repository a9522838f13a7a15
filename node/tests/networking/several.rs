//! A home with a node that runs in it, and waiting until several hold the same.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::node::Node;
use crate::running::Running;

/// The longest that anything here takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(90);

/// A node that runs.
pub(crate) struct Served {
    // First, so that it has ended when its folder is removed.
    pub(crate) running: Running,
    pub(crate) node: Node,
}

impl Served {
    /// Runs a node in this home.
    pub(crate) fn start(node: Node) -> Self {
        Self { running: Running::start(node.home()), node }
    }

    /// A new home with a node that runs.
    pub(crate) fn new() -> Self {
        let node = Node::empty();
        node.ok(&["init"]);
        Self::start(node)
    }

    /// A home with a community that "me" founded, and a node that runs.
    pub(crate) fn founded() -> Self {
        let node = Node::empty();
        node.ok(&["init"]);
        node.ok(&["community", "found", "--name", "Veïnat"]);
        Self::start(node)
    }

    /// The invitation to replicate its community.
    pub(crate) fn invitation(&self) -> String {
        self.node.json(&["community", "invite"])["invitation"].as_str().unwrap().to_owned()
    }

    /// The invitation with a card.
    pub(crate) fn card(&self) -> String {
        self.node.json(&["member", "invite"])["join"].as_str().unwrap().to_owned()
    }

    /// What its status says of its only community.
    pub(crate) fn community(&self) -> Value {
        self.node.json(&["status"])["communities"][0].clone()
    }
}

/// Waits until these nodes hold and show the same, and gives what they hold.
#[track_caller]
pub(crate) fn converged(nodes: &[&Served]) -> Value {
    let what = |node: &&Served| {
        let community = node.community();
        [community["digest"].clone(), community["view_digest"].clone()]
    };
    wait_for(|| {
        let first = what(&nodes[0]);
        nodes.iter().all(|node| what(node) == first)
    });
    nodes[0].community()
}

/// Asks again until it is so.
#[track_caller]
pub(crate) fn wait_for(mut wanted: impl FnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !wanted() {
        assert!(Instant::now() < until, "it did not become so");
    }
}
