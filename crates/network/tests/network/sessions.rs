//! What follows from how sessions end.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use participation_network::Status;

use crate::numbers::{Node, community, config, joined};

#[tokio::test]
async fn who_has_no_time_is_asked_again_when_it_said() {
    let mut waiting = config(2);
    waiting.pace.courtesy = Duration::from_secs(60);
    let (a, b) = (Node::start(1).await, Node::with(waiting, vec![joined(1)]).await);
    b.numbers.later.store(1000, Ordering::SeqCst);
    b.numbers.insert(community(1), &[1]);
    let began = Instant::now();
    a.dial(&b);
    a.numbers.wait_for(community(1), &[1]).await;
    assert!(began.elapsed() >= Duration::from_millis(1000), "{:?}", began.elapsed());
    assert_eq!(b.numbers.later.load(Ordering::SeqCst), 0);
}

/// a — b — c: what a makes up never reaches c, since b does not come to hold it.
#[tokio::test]
async fn a_hint_that_does_not_come_true_is_not_handed_on() {
    let (a, b, c) = (Node::start(1).await, Node::start(2).await, Node::start(3).await);
    a.dial(&b);
    c.dial(&b);
    a.wait_until_met(&b).await;
    c.wait_until_met(&b).await;
    a.handle.announce(community(1), vec![666]).unwrap();
    let mut asked = b.numbers.asked.subscribe();
    asked.wait_for(|asked| asked.contains(&666)).await.unwrap();
    // What is true arrives all the same, and by then the other would have.
    a.numbers.insert(community(1), &[1]);
    a.handle.announce(community(1), vec![1]).unwrap();
    c.numbers.wait_for(community(1), &[1]).await;
    assert!(!c.numbers.asked.borrow().contains(&666));
}

/// a — b — c: b heard of it too early, and nothing came of it; c is told when it is true.
#[tokio::test]
async fn a_hint_that_comes_true_late_is_handed_on_then() {
    let (a, b, c) = (Node::start(1).await, Node::start(2).await, Node::start(3).await);
    a.dial(&b);
    c.dial(&b);
    a.wait_until_met(&b).await;
    c.wait_until_met(&b).await;
    let sessions = |status: &Status| status.communities[0].completed;
    let before = sessions(&b.handle.status());
    a.handle.announce(community(1), vec![7]).unwrap();
    b.wait_for("compared in vain", |status| sessions(status) > before).await;
    a.numbers.insert(community(1), &[7]);
    a.handle.wake(community(1)).unwrap();
    c.numbers.wait_for(community(1), &[7]).await;
}

#[tokio::test]
async fn many_numbers_go_both_ways_at_once() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    // Each frame is many pieces long.
    let (low, high): (Vec<u64>, Vec<u64>) = ((0..60_000).collect(), (60_000..120_000).collect());
    a.numbers.insert(community(1), &low);
    b.numbers.insert(community(1), &high);
    a.dial(&b);
    let all: Vec<u64> = (0..120_000).collect();
    a.numbers.wait_for(community(1), &all).await;
    b.numbers.wait_for(community(1), &all).await;
}

#[tokio::test]
async fn who_shares_no_community_is_let_go() {
    let mut strict = config(1);
    strict.pace.stranger = Duration::from_millis(200);
    strict.pace.retry_at_most = Duration::from_secs(600);
    let a = Node::with(strict, vec![joined(1)]).await;
    let b = Node::with(config(2), vec![joined(2)]).await;
    a.dial(&b);
    a.wait_for("connected", |status| status.is_connected(&b.name)).await;
    let status = a.wait_for("parted", |status| !status.is_connected(&b.name)).await;
    assert_eq!(status.peer(&b.name).unwrap().communities, []);
}
