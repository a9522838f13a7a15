//! An audit recomputes everything, and names what was tampered with.

use std::ops::ControlFlow;

use participation::{Community, Error, MemoryStore, Store};
use participation_store::{Arrival, Record};

use crate::delivery::{blobs, entries};
use crate::village::{Dice, Village, village};

fn busy() -> (Village, participation::EntryId) {
    let mut v = village(3);
    let poll = v.ask();
    for who in 0..3 {
        v.vote(who, poll, 0);
    }
    v.vote(1, poll, 1);
    v.seal(poll);
    (v, poll)
}

/// The same store, with one record changed by hand.
fn tampered(
    node: Community<MemoryStore>,
    change: impl Fn(u64, &mut Record) -> bool,
) -> MemoryStore {
    let (id, old) = (node.id(), node.into_store());
    let mut records = Vec::new();
    old.scan(Arrival::FIRST, &mut |arrival, mut record| {
        if change(arrival.number(), &mut record) {
            records.push(record);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    let mut store = Community::begin(MemoryStore::new(), id).unwrap().into_store();
    store.append(&records).unwrap();
    for blob in old.blobs().unwrap() {
        store.put_blob(&blob, &old.blob(&blob).unwrap().unwrap()).unwrap();
    }
    store
}

#[test]
fn an_honest_store_is_clean_and_the_audit_says_what_the_node_says() {
    let (mut v, poll) = busy();
    let (digest, shown) = (v.node.digest(), v.node.view_digest());
    let audit = v.node.audit().unwrap();
    assert!(audit.is_clean(), "{:?}", audit.differences);
    assert_eq!((audit.digest, audit.view_digest), (digest, shown));
    assert_eq!((audit.entries, audit.without_body), (v.node.len() as u64, 0));
    // The node goes on as before.
    assert_eq!((v.node.digest(), v.node.view_digest()), (digest, shown));
    v.node.reopen(&mut v.stewards[0].pen(), poll, "again").unwrap();
    assert!(v.node.audit().unwrap().is_clean());
}

#[test]
fn a_changed_signature_is_named() {
    let (v, _) = busy();
    let count = v.node.len();
    let at = count as u64 - 3;
    let store = tampered(v.node, |arrival, record| {
        if arrival == at {
            *record.signed.last_mut().unwrap() ^= 1;
        }
        true
    });
    // Opening trusts the store; the audit does not.
    let mut node = Community::open(store).unwrap();
    let audit = node.audit().unwrap();
    assert!(!audit.is_clean());
    let named =
        |text: &String| text.contains(&format!("record {at}")) && text.contains("signature");
    assert!(audit.differences.iter().any(named), "{:?}", audit.differences);
}

#[test]
fn a_changed_body_or_a_swapped_name_does_not_even_open() {
    let (v, _) = busy();
    let at = v.node.len() as u64 - 1;
    let store = tampered(v.node, |arrival, record| {
        if arrival == at {
            *record.body.as_mut().unwrap().last_mut().unwrap() ^= 1;
        }
        true
    });
    let Err(Error::Replay { arrival, .. }) = Community::open(store) else { panic!() };
    assert_eq!(arrival, at);

    let (v, _) = busy();
    let store = tampered(v.node, |arrival, record| {
        if arrival == at {
            record.id = participation::EntryId::from_bytes([1; 32]);
        }
        true
    });
    let Err(Error::Replay { arrival, .. }) = Community::open(store) else { panic!() };
    assert_eq!(arrival, at);
}

#[test]
fn a_lost_entry_that_others_build_upon_is_told() {
    let (v, _) = busy();
    let store = tampered(v.node, |arrival, _| arrival != 3);
    assert!(matches!(Community::open(store), Err(Error::Gaps { count }) if count > 0));
}

#[test]
fn a_needed_blob_that_is_gone_is_named_and_a_void_one_is_not_missed() {
    let (v, poll) = busy();
    let manifest = v.node.report(&poll).unwrap().seals[0].manifest;
    let id = v.node.id();
    let (all, blobs) = (entries(&v.node), blobs(&v.node));
    let mut store = v.node.into_store();
    store.erase_blob(&manifest).unwrap();
    let mut node = Community::open(store).unwrap();
    let audit = node.audit().unwrap();
    let named = |text: &String| text.contains(&manifest.to_string());
    assert!(audit.differences.iter().any(named), "{:?}", audit.differences);

    // A neighbour "seals" with a manifest that nobody has: the others' audit stays clean.
    let mut node = crate::delivery::delivered(id, &all, &blobs, &mut Dice(1));
    let (mut v, _) = busy();
    let seal = participation_acts::Seal {
        opening: poll,
        round: 0,
        manifest: participation::BlobId::from_bytes([3; 32]),
        ballots: 1,
        reopenings: vec![],
    };
    let chain = v.people[0].chain(participation::Lane::Authority);
    let head = node.view().standing_head(&chain);
    let revision = Some(crate::village::tip(&node));
    let act = participation::Act::Seal(seal);
    let (_, bytes) = v.people[0].forge(&node, head, revision, &act);
    assert_eq!(node.ingest(&[bytes]).unwrap().added, 1);
    assert_eq!(node.wanted_blobs().len(), 1);
    let audit = node.audit().unwrap();
    assert!(audit.is_clean(), "{:?}", audit.differences);
}
