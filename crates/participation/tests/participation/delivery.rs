//! What one node has, carried to others: in another order, twice, in pieces.

use std::ops::ControlFlow;

use participation::{Community, CommunityId, MemoryStore, PollStatus, Store};
use participation_store::{Arrival, Record};

use crate::village::{Dice, Node};

/// Every entry of the set in the order of its arrival, as it travels.
pub fn entries<S: Store>(node: &Community<S>) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    node.store()
        .scan(Arrival::FIRST, &mut |_, record: Record| {
            if node.view().chains().place(&record.id).is_some() {
                all.push(node.entry(&record.id).unwrap().to_bytes());
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

pub fn blobs<S: Store>(node: &Community<S>) -> Vec<Vec<u8>> {
    let store = node.store();
    store.blobs().unwrap().iter().map(|id| store.blob(id).unwrap().unwrap()).collect()
}

/// What `to` lacks of what `from` has.
pub fn carry(from: &Node, to: &mut Node) {
    let intake = to.ingest(&entries(from)).unwrap();
    assert_eq!(intake.rejected, []);
    for blob in blobs(from) {
        to.put_blob(&blob).unwrap();
    }
}

pub fn empty(community: CommunityId) -> Node {
    Community::begin(MemoryStore::new(), community).unwrap()
}

/// Another node with the same set.
pub fn copy(node: &Node) -> Node {
    let mut copy = empty(node.id());
    carry(node, &mut copy);
    assert_eq!(copy.digest(), node.digest());
    copy
}

/// The set of a node, delivered to fresh ones in the same order, backwards, and shuffled with
/// duplicates and in batches: each has the digests of the first, and says what `check` asks; and
/// so does each after it was closed and opened again. Each ballot's receipt says what the report of
/// its poll does.
pub fn everywhere(node: &Node, check: impl Fn(&Node)) {
    let check = |node: &Node| {
        receipts(node);
        check(node);
    };
    check(node);
    let (straight, blobs) = (entries(node), blobs(node));
    let mut orders = vec![straight.clone(), straight.iter().rev().cloned().collect()];
    for seed in 0..6 {
        let mut dice = Dice(seed);
        let mut order = straight.clone();
        order.extend((0..8).map(|_| straight[dice.below(straight.len())].clone()));
        dice.shuffle(&mut order);
        orders.push(order);
    }
    for (seed, order) in (100..).zip(orders) {
        let other = delivered(node.id(), &order, &blobs, &mut Dice(seed));
        same(node, &other);
        check(&other);
        let other = Community::open(other.into_store()).unwrap();
        same(node, &other);
        check(&other);
    }
}

fn receipts(node: &Node) {
    for (poll, _) in node.openings() {
        let report = node.report(&poll).unwrap();
        if let PollStatus::OtherRoll { .. } = report.status {
            continue;
        }
        let excluded = report.excluded.iter().map(|e| (e.ballot, false, Some(e.why.clone())));
        let counted = report.counted.iter().map(|ballot| (*ballot, true, None));
        for (ballot, counts, why_not) in counted.chain(excluded) {
            // What the seal lists and is not here has no receipt.
            let Ok(receipt) = node.receipt(&ballot) else { continue };
            // Nor is a ballot of another poll, which a seal may list, told of by this one.
            let Some(told) = receipt.ballot.filter(|told| told.poll == poll) else { continue };
            assert_eq!((told.counted, told.why_not), (counts, why_not), "{ballot}");
            assert_eq!(told.status, report.status);
        }
    }
}

pub fn delivered(
    community: CommunityId,
    order: &[Vec<u8>],
    blobs: &[Vec<u8>],
    dice: &mut Dice,
) -> Node {
    let mut node = empty(community);
    let mut rest = order;
    let blobs_first = dice.below(2) == 0;
    let put = |node: &mut Node| {
        for blob in blobs {
            node.put_blob(blob).unwrap();
        }
    };
    if blobs_first {
        put(&mut node);
    }
    while !rest.is_empty() {
        let (batch, left) = rest.split_at((1 + dice.below(12)).min(rest.len()));
        assert_eq!(node.ingest(batch).unwrap().rejected, []);
        rest = left;
    }
    if !blobs_first {
        put(&mut node);
    }
    node
}

pub fn same(one: &Node, other: &Node) {
    assert_eq!(other.pending(), 0);
    assert_eq!(one.digest(), other.digest(), "the sets differ");
    assert_eq!(one.view_digest(), other.view_digest(), "what is shown differs");
}
