//! What honest nodes do together.

use std::time::{Duration, Instant};

use participation_network::{Condition, HandleError, Limits};

use crate::numbers::{Node, community, config, joined};

#[tokio::test]
async fn two_nodes_converge() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.numbers.insert(community(1), &[1, 2]);
    b.numbers.insert(community(1), &[2, 3]);
    a.dial(&b);
    a.numbers.wait_for(community(1), &[1, 2, 3]).await;
    b.numbers.wait_for(community(1), &[1, 2, 3]).await;
}

#[tokio::test]
async fn who_was_dialled_knows_that_they_met() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.dial(&b);
    b.wait_until_met(&a).await;
    assert_eq!(b.handle.status().communities[0].completed, 1);
}

#[tokio::test]
async fn two_nodes_that_dial_each_other_at_once_converge() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.numbers.insert(community(1), &[1]);
    b.numbers.insert(community(1), &[2]);
    a.dial(&b);
    b.dial(&a);
    a.numbers.wait_for(community(1), &[1, 2]).await;
    b.numbers.wait_for(community(1), &[1, 2]).await;
}

/// a — b — c: a and c never connect.
#[tokio::test]
async fn a_hint_reaches_nodes_that_are_not_directly_connected() {
    let (a, b, c) = (Node::start(1).await, Node::start(2).await, Node::start(3).await);
    a.dial(&b);
    c.dial(&b);
    a.wait_until_met(&b).await;
    c.wait_until_met(&b).await;
    for number in 1..=5 {
        a.numbers.insert(community(1), &[number]);
        a.handle.announce(community(1), vec![number]).unwrap();
        let all: Vec<u64> = (1..=number).collect();
        b.numbers.wait_for(community(1), &all).await;
        c.numbers.wait_for(community(1), &all).await;
    }
    assert!(!c.handle.status().is_connected(&a.name));
}

/// Each knows the next; what each says at the same time reaches all.
#[tokio::test]
async fn eight_nodes_in_a_ring_converge_by_hints() {
    let mut ring = Vec::new();
    for key in 1..=8 {
        ring.push(Node::start(key).await);
    }
    for (node, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        node.dial(next);
    }
    for (node, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        node.wait_until_met(next).await;
        next.wait_until_met(node).await;
    }
    for (number, node) in (1..).zip(&ring) {
        node.numbers.insert(community(1), &[number]);
        node.handle.announce(community(1), vec![number]).unwrap();
    }
    for node in &ring {
        node.numbers.wait_for(community(1), &[1, 2, 3, 4, 5, 6, 7, 8]).await;
    }
}

#[tokio::test]
async fn a_hint_that_nobody_was_there_to_hear_is_said_again() {
    let (a, b, c) = (Node::start(1).await, Node::start(2).await, Node::start(3).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    // c says something before it knows anybody; b hears of it by the session, a by b's hint.
    c.numbers.insert(community(1), &[9]);
    c.handle.announce(community(1), vec![9]).unwrap();
    c.dial(&b);
    a.numbers.wait_for(community(1), &[9]).await;
}

#[tokio::test]
async fn what_is_quietly_added_is_found_by_the_next_round() {
    let mut quick = config(1);
    quick.pace.round = Duration::from_millis(300);
    let (a, b) = (Node::with(quick, vec![joined(1)]).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    b.numbers.insert(community(1), &[4]);
    a.numbers.wait_for(community(1), &[4]).await;
}

#[tokio::test]
async fn waking_a_community_compares_it_now() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    b.numbers.insert(community(1), &[4]);
    a.handle.wake(community(1)).unwrap();
    a.numbers.wait_for(community(1), &[4]).await;
}

#[tokio::test]
async fn a_community_that_is_joined_later_is_kept_in_step_from_then_on() {
    let both = vec![joined(1), joined(2)];
    let (a, b) = (Node::with(config(1), both).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    // The host of this node holds it already, the network does not know.
    let c = Node::with(config(3), vec![joined(2)]).await;
    c.handle.leave(community(2)).unwrap();
    c.wait_for("left", |status| status.communities.is_empty()).await;
    a.numbers.insert(community(2), &[7]);
    c.dial(&a);
    c.wait_for("connected", |status| status.is_connected(&a.name)).await;
    assert!(c.numbers.numbers(community(2)).is_empty());
    c.handle.join(joined(2)).unwrap();
    c.numbers.wait_for(community(2), &[7]).await;
    assert!(b.numbers.numbers(community(2)).is_empty(), "who has not joined is told nothing");
}

#[tokio::test]
async fn a_surplus_connection_is_refused() {
    let mut narrow = config(1);
    narrow.limits = Limits { inbound: 1, ..Limits::default() };
    let a = Node::with(narrow, vec![joined(1)]).await;
    let (b, c) = (Node::start(2).await, Node::start(3).await);
    b.dial(&a);
    b.wait_until_met(&a).await;
    c.dial(&a);
    let refused = |status: &participation_network::Status| {
        status.peer(&a.name).is_some_and(|peer| peer.failures > 0)
    };
    c.wait_for("refused", refused).await;
    let status = a.handle.status();
    assert!(status.is_connected(&b.name) && !status.is_connected(&c.name));
}

#[tokio::test]
async fn a_blocked_peer_is_not_spoken_to_until_it_is_unblocked() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    a.handle.block(b.name).unwrap();
    a.wait_for("parted", |status| !status.is_connected(&b.name)).await;
    b.numbers.insert(community(1), &[5]);
    assert!(a.handle.status().peer(&b.name).unwrap().blocked);
    a.handle.unblock(b.name).unwrap();
    a.numbers.wait_for(community(1), &[5]).await;
}

#[tokio::test]
async fn shutting_down_ends_in_bounded_time() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    let began = Instant::now();
    let handle = a.handle.clone();
    tokio::task::spawn_blocking(move || handle.shut_down_and_join()).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    a.handle.stopped().await;
    assert_eq!(a.handle.status().condition, Condition::Stopped);
    assert_eq!(a.handle.wake(community(1)), Err(HandleError::Closed));
    b.wait_for("left alone", |status| !status.is_connected(&a.name)).await;
}
