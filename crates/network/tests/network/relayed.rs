//! Nodes that reach each other by way of a third one.

use std::net::TcpListener;

use participation_network::Source;

use crate::numbers::{Node, community, config, joined};

/// b and c both know a, which is reached from outside; c reaches b by way of a.
#[tokio::test]
async fn a_node_that_nobody_reaches_is_reached_by_way_of_another() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut open = config(1);
    open.listen = vec![format!("/ip4/127.0.0.1/tcp/{port}")];
    open.external = open.listen.clone();
    let a = Node::with(open, vec![joined(1)]).await;
    let mut hidden = config(2);
    hidden.pace.reserve = std::time::Duration::from_millis(100);
    let b = Node::with(hidden, vec![joined(1), joined(2)]).await;
    b.dial(&a);
    let reserved = |status: &participation_network::Status| {
        status.external.iter().any(|address| address.contains("/p2p-circuit/"))
    };
    let status = b.wait_for("reachable", reserved).await;
    let relayed = status.external.into_iter().find(|a| a.contains("/p2p-circuit/")).unwrap();

    let c = Node::with(config(3), vec![joined(1), joined(2)]).await;
    c.dial(&a);
    c.wait_until_met(&a).await;
    b.numbers.insert(community(2), &[7]);
    c.handle.add_peer(&relayed, Source::Command).unwrap();
    c.numbers.wait_for(community(2), &[7]).await;
    assert!(a.numbers.numbers(community(2)).is_empty());
}
