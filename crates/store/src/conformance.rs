//! The suite that every [`Store`] passes: call [`all`] from a test with a closure that makes an
//! empty store, and [`durable`] with one that opens the same place again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "called from tests only, which stop at the first surprise"
)]

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use participation_types::{BlobId, EntryId, sha256};

use crate::{
    Arrival, KeySource, MAX_BATCH, MAX_BODY, MAX_NOTE_KEY, MAX_SIGNED, Record, Store, StoreError,
};

/// Runs every check on stores that `make` gives empty.
///
/// # Panics
/// When a promise of [`Store`] is broken.
pub fn all<S: Store>(mut make: impl FnMut() -> S) {
    records_come_back_in_order_of_arrival(make());
    a_scan_begins_and_ends_where_it_is_told(make());
    an_empty_batch_does_nothing(make());
    a_known_id_is_refused_and_changes_nothing(make());
    what_is_too_long_is_refused_and_changes_nothing(make());
    records_of_any_length_come_back(make());
    erased_bodies_do_not_come_back(make());
    an_erasure_beyond_the_last_erases_nothing(make());
    a_missing_body_is_taken_in_and_then_kept(make());
    blobs_are_kept_under_their_hash(make());
    notes_are_replaced_as_a_whole(make());
    a_whole_store_has_no_damage(make());
}

/// Runs every check that closes and opens the same store again.
///
/// # Panics
/// When a promise of [`Store`] is broken.
pub fn durable<S: Store>(mut open: impl FnMut() -> S) {
    let mut store = open();
    let first = store.append(&records(0..300)).unwrap();
    assert_eq!(first, Arrival::FIRST);
    store.append(&records(300..301)).unwrap();
    store.erase(&[Arrival::new(7), Arrival::new(300)]).unwrap();
    store.put_body(Arrival::new(3), b"late").unwrap();
    let blob = put_blob(&mut store, b"a seal");
    let gone = put_blob(&mut store, b"another");
    store.erase_blob(&gone).unwrap();
    store.put_note("community", b"one").unwrap();
    drop(store);

    let mut expected = records(0..301);
    expected[7].body = None;
    expected[300].body = None;
    expected[3].body = Some(b"late".to_vec());
    for round in 0..3 {
        let mut store = open();
        assert_eq!(contents(&store), expected, "opened {round} times");
        for (record, number) in expected.iter().zip(0..) {
            assert_eq!(store.find(&record.id).unwrap(), Some(Arrival::new(number)));
        }
        assert!(store.erased(Arrival::new(300)).unwrap());
        assert!(matches!(store.put_body(Arrival::new(7), b"no"), Err(StoreError::Erased(_))));
        assert_eq!(store.blobs().unwrap(), [blob]);
        assert_eq!(store.blob(&blob).unwrap().as_deref(), Some(&b"a seal"[..]));
        assert_eq!(store.note("community").unwrap().as_deref(), Some(&b"one"[..]));
        assert_eq!(store.check().unwrap(), []);
        let more = record(1000 + round);
        store.append(std::slice::from_ref(&more)).unwrap();
        expected.push(more);
    }
}

/// A record that is told from all others by its number: one in four comes without a body.
#[must_use]
pub fn record(number: u64) -> Record {
    let id = EntryId::from_bytes(sha256(&number.to_be_bytes()));
    let signed = id.as_bytes().repeat(9);
    let body = format!("salt and body number {number} of somebody in particular").into_bytes();
    Record { id, signed, body: (number % 4 != 3).then_some(body) }
}

/// Several of them.
#[must_use]
pub fn records(numbers: std::ops::Range<u64>) -> Vec<Record> {
    numbers.map(record).collect()
}

/// All that a scan gives, with its arrivals checked.
///
/// # Panics
/// When the scan fails or skips.
#[must_use]
pub fn contents(store: &impl Store) -> Vec<Record> {
    let mut found = Vec::new();
    store
        .scan(Arrival::FIRST, &mut |arrival, record| {
            assert_eq!(arrival, Arrival::new(found.len() as u64));
            found.push(record);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(found.len() as u64, store.len());
    found
}

/// Keys for bodies that come from the name of a test: reproducible in a process, and different
/// each time that a store is opened, as those of a node are.
#[must_use]
pub fn seeded_keys(seed: &'static str) -> KeySource {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    let opened = OPENED.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let mut count = 0_u64;
    KeySource::new(move |bytes| {
        for part in bytes.chunks_mut(32) {
            let words = [seed.as_bytes(), &opened, &count.to_be_bytes()].concat();
            part.iter_mut().zip(sha256(&words)).for_each(|(to, from)| *to = from);
            count += 1;
        }
        Ok(())
    })
}

fn records_come_back_in_order_of_arrival(mut store: impl Store) {
    assert!(store.is_empty());
    assert_eq!(store.append(&records(0..40)).unwrap(), Arrival::new(0));
    assert_eq!(store.append(&records(40..41)).unwrap(), Arrival::new(40));
    assert_eq!(store.append(&records(41..200)).unwrap(), Arrival::new(41));
    assert_eq!(contents(&store), records(0..200));
    for number in 0..200 {
        let arrival = Arrival::new(number);
        assert_eq!(store.read(arrival).unwrap(), Some(record(number)));
        assert_eq!(store.find(&record(number).id).unwrap(), Some(arrival));
    }
    assert_eq!(store.read(Arrival::new(200)).unwrap(), None);
    assert_eq!(store.find(&record(200).id).unwrap(), None);
}

fn a_scan_begins_and_ends_where_it_is_told(mut store: impl Store) {
    store.append(&records(0..100)).unwrap();
    for from in [0, 1, 9, 50, 99, 100, 101, u64::MAX] {
        let mut seen = Vec::new();
        store
            .scan(Arrival::new(from), &mut |arrival, found| {
                assert_eq!(found, record(arrival.number()));
                seen.push(arrival.number());
                if seen.len() == 30 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .unwrap();
        assert_eq!(seen, (from..100.max(from)).take(30).collect::<Vec<_>>());
    }
}

fn an_empty_batch_does_nothing(mut store: impl Store) {
    assert_eq!(store.append(&[]).unwrap(), Arrival::FIRST);
    store.append(&records(0..2)).unwrap();
    assert_eq!(store.append(&[]).unwrap(), Arrival::new(2));
    assert_eq!(store.len(), 2);
}

fn a_known_id_is_refused_and_changes_nothing(mut store: impl Store) {
    store.append(&records(0..10)).unwrap();
    let known = store.append(&records(9..12));
    assert!(matches!(known, Err(StoreError::AlreadyThere(id)) if id == record(9).id));
    let twice = store.append(&[record(20), record(21), record(20)]);
    assert!(matches!(twice, Err(StoreError::AlreadyThere(id)) if id == record(20).id));
    assert_eq!(contents(&store), records(0..10));
    assert_eq!(store.find(&record(21).id).unwrap(), None);
    assert_eq!(store.append(&records(10..12)).unwrap(), Arrival::new(10));
}

fn what_is_too_long_is_refused_and_changes_nothing(mut store: impl Store) {
    let signed = Record { signed: vec![0; MAX_SIGNED + 1], ..record(1) };
    let body = Record { body: Some(vec![0; MAX_BODY + 1]), ..record(2) };
    for long in [signed, body] {
        let refused = store.append(&[record(0), long]);
        assert!(matches!(refused, Err(StoreError::TooLong { .. })));
    }
    let many = vec![record(0); MAX_BATCH + 1];
    assert!(matches!(store.append(&many), Err(StoreError::TooLong { .. })));
    assert!(store.is_empty());
    let key = "k".repeat(MAX_NOTE_KEY + 1);
    assert!(matches!(store.put_note(&key, b""), Err(StoreError::TooLong { .. })));
    let huge = vec![0; crate::MAX_NOTES];
    assert!(matches!(store.put_note("k", &huge), Err(StoreError::TooLong { .. })));
    assert_eq!(store.note("k").unwrap(), None);
}

fn records_of_any_length_come_back(mut store: impl Store) {
    let lengths = [(0, 0), (1, 5000), (MAX_SIGNED, 0), (300, MAX_BODY), (MAX_SIGNED, MAX_BODY)];
    let mut expected: Vec<Record> = lengths
        .into_iter()
        .zip(0..)
        .map(|((signed, body), number)| {
            let (signed, body) = (vec![1; signed], Some(vec![2; body]));
            Record { signed, body, ..record(number) }
        })
        .collect();
    expected.extend(records(100..130));
    store.append(&expected).unwrap();
    assert_eq!(contents(&store), expected);
}

fn erased_bodies_do_not_come_back(mut store: impl Store) {
    store.append(&records(0..50)).unwrap();
    let (with, without) = (Arrival::new(20), Arrival::new(3));
    store.erase(&[with, without, with]).unwrap();
    store.erase(&[with]).unwrap();
    store.erase(&[]).unwrap();
    for arrival in [with, without] {
        assert!(store.erased(arrival).unwrap());
        let bare = Record { body: None, ..record(arrival.number()) };
        assert_eq!(store.read(arrival).unwrap(), Some(bare));
        let refused = store.put_body(arrival, b"back");
        assert!(matches!(refused, Err(StoreError::Erased(place)) if place == arrival));
    }
    assert!(!store.erased(Arrival::new(21)).unwrap());
    assert_eq!(store.read(Arrival::new(21)).unwrap(), Some(record(21)));
}

fn an_erasure_beyond_the_last_erases_nothing(mut store: impl Store) {
    store.append(&records(0..2)).unwrap();
    let refused = store.erase(&[Arrival::new(0), Arrival::new(2)]);
    assert!(matches!(refused, Err(StoreError::NoSuchRecord(place)) if place.number() == 2));
    assert!(!store.erased(Arrival::new(0)).unwrap());
    assert!(store.erased(Arrival::new(2)).is_err());
    assert_eq!(contents(&store), records(0..2));
}

fn a_missing_body_is_taken_in_and_then_kept(mut store: impl Store) {
    store.append(&records(0..30)).unwrap();
    store.put_body(Arrival::new(3), b"came later").unwrap();
    store.put_body(Arrival::new(3), b"too late").unwrap();
    store.put_body(Arrival::new(4), b"too late").unwrap();
    let mut expected = records(0..30);
    expected[3].body = Some(b"came later".to_vec());
    assert_eq!(contents(&store), expected);
    let long = vec![1; MAX_BODY];
    store.put_body(Arrival::new(7), &long).unwrap();
    expected[7].body = Some(long);
    assert_eq!(contents(&store), expected);
    let beyond = store.put_body(Arrival::new(30), b"");
    assert!(matches!(beyond, Err(StoreError::NoSuchRecord(_))));
    let long = vec![0; MAX_BODY + 1];
    assert!(matches!(store.put_body(Arrival::new(11), &long), Err(StoreError::TooLong { .. })));
}

fn blobs_are_kept_under_their_hash(mut store: impl Store) {
    let empty = put_blob(&mut store, b"");
    let other = put_blob(&mut store, b"a seal");
    assert_eq!(put_blob(&mut store, b"a seal"), other);
    let mut both = [empty, other];
    both.sort_unstable();
    assert_eq!(store.blobs().unwrap(), both);
    assert_eq!(store.blob(&empty).unwrap().as_deref(), Some(&b""[..]));
    assert_eq!(store.blob(&other).unwrap().as_deref(), Some(&b"a seal"[..]));
    let wrong = store.put_blob(&empty, b"another");
    assert!(matches!(wrong, Err(StoreError::NotItsHash(id)) if id == empty));
    store.erase_blob(&other).unwrap();
    store.erase_blob(&other).unwrap();
    assert_eq!(store.blob(&other).unwrap(), None);
    assert_eq!(store.blobs().unwrap(), [empty]);
}

fn notes_are_replaced_as_a_whole(mut store: impl Store) {
    assert_eq!(store.note("cursor").unwrap(), None);
    store.put_note("cursor", b"a long value").unwrap();
    store.put_note("", b"").unwrap();
    store.put_note("cursor", b"short").unwrap();
    assert_eq!(store.note("cursor").unwrap().as_deref(), Some(&b"short"[..]));
    assert_eq!(store.note("").unwrap().as_deref(), Some(&b""[..]));
}

fn a_whole_store_has_no_damage(mut store: impl Store) {
    assert_eq!(store.check().unwrap(), []);
    store.append(&records(0..100)).unwrap();
    store.erase(&[Arrival::new(1), Arrival::new(3)]).unwrap();
    store.put_body(Arrival::new(7), b"healed").unwrap();
    put_blob(&mut store, b"a seal");
    assert_eq!(store.check().unwrap(), []);
}

fn put_blob(store: &mut impl Store, bytes: &[u8]) -> BlobId {
    let id = BlobId::from_bytes(sha256(bytes));
    store.put_blob(&id, bytes).unwrap();
    id
}
