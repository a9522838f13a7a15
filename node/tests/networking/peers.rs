//! The nodes that one speaks to.

use crate::node::Node;
use crate::several::{Served, converged, wait_for};

#[test]
fn a_node_that_is_blocked_is_not_spoken_to_until_it_is_unblocked() {
    let (one, two) = (Served::founded(), Served::new());
    two.node.ok(&["community", "join", &one.invitation()]);
    let address = two.running.ready["listen"][0].as_str().unwrap().to_owned();
    let name = address.rsplit('/').next().unwrap().to_owned();
    one.node.ok(&["peer", "block", &name]);
    wait_for(|| one.community()["peers"] == 0);
    one.node.ok(&["member", "admit", "anna"]);
    let listed = one.node.json(&["peer", "list"]);
    assert!(listed.as_array().unwrap().iter().any(|peer| peer["blocked"] == true), "{listed}");
    one.node.ok(&["peer", "unblock", &name]);
    one.node.ok(&["peer", "add", &address]);
    converged(&[&one, &two]);
}

#[test]
fn an_address_that_leads_to_no_node_is_refused_with_what_is_missing() {
    let one = Served::founded();
    for wrong in ["/ip4/127.0.0.1/tcp/4001", "localhost:4001", "/ip4/127.0.0.1/tcp/1/p2p/xyz"] {
        let said = one.node.refused(&["peer", "add", wrong]);
        assert!(said.contains("/p2p/") || said.contains("12D3Koo"), "{said}");
    }
}

#[test]
fn without_a_node_that_runs_peers_are_not_to_be_had() {
    let node = Node::empty();
    node.ok(&["init"]);
    assert!(node.refused(&["peer", "list"]).contains("ateneu serve"));
}

#[test]
fn the_address_book_outlives_a_restart() {
    let (one, two) = (Served::founded(), Served::new());
    two.node.ok(&["community", "join", &one.invitation()]);
    converged(&[&one, &two]);
    let mut two = two;
    two.running.tell("-TERM");
    assert_eq!(two.running.wait().code(), Some(0));
    let two = Served::start(two.node);
    wait_for(|| two.community()["peers"] == 1);
}
