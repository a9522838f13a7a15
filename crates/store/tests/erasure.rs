//! Promise 6 of the design: what is erased is gone from every file, and does not return.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::fs;
use std::path::Path;

use participation_store::conformance::{contents, record, records, seeded_keys};
use participation_store::{Arrival, Config, Record, SledStore, Store, rebuild};
use participation_types::{BlobId, sha256};

#[test]
fn no_byte_of_an_erased_body_is_found_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    store.append(&records(0..500)).unwrap();
    store.append(&records(500..501)).unwrap();
    store.put_body(Arrival::new(3), b"a body that came later than its entry").unwrap();
    let blob = BlobId::from_bytes(sha256(b"an attachment with a name in it"));
    store.put_blob(&blob, b"an attachment with a name in it").unwrap();
    assert_eq!(traces(folder.path(), b"an attachment with a name in it"), 1);
    // Nothing lies in the clear even before.
    assert_eq!(traces(folder.path(), b"somebody in particular"), 0);
    store.erase(&[Arrival::new(3), Arrival::new(100), Arrival::new(500)]).unwrap();
    store.erase_blob(&blob).unwrap();
    for round in 0..3 {
        for number in [100, 500] {
            let body = record(number).body.unwrap();
            assert_eq!(traces(folder.path(), &body), 0, "round {round}");
            assert_eq!(traces(folder.path(), &body[..12]), 0, "round {round}");
        }
        assert_eq!(traces(folder.path(), b"came later"), 0, "round {round}");
        assert_eq!(traces(folder.path(), b"attachment"), 0, "round {round}");
        drop(store);
        store = open(folder.path());
        assert!(store.erased(Arrival::new(100)).unwrap());
        assert!(store.put_body(Arrival::new(100), &record(100).body.unwrap()).is_err());
    }
}

#[test]
fn the_key_of_an_erased_body_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    // Keys that this test can tell: the n-th is the hash of "key n".
    let mut count = 0_u64;
    let keys = participation_store::KeySource::new(move |bytes| {
        for part in bytes.chunks_mut(32) {
            part.copy_from_slice(&key(count));
            count += 1;
        }
        Ok(())
    });
    let mut store = SledStore::open(folder.path(), Config::new(keys)).unwrap();
    store.append(&records(0..3)).unwrap();
    assert_eq!(traces(folder.path(), &key(1)), 1, "the key of record 1 is kept where it belongs");
    store.erase(&[Arrival::new(1)]).unwrap();
    assert_eq!(traces(folder.path(), &key(1)), 0);
    assert_eq!(traces(folder.path(), &key(2)), 1);
}

#[test]
fn a_rebuild_keeps_what_is_erased_erased_and_removes_the_old_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    store.append(&records(0..200)).unwrap();
    store.erase(&[Arrival::new(5), Arrival::new(7)]).unwrap();
    store.put_note("community", b"one").unwrap();
    let before = contents(&store);
    drop(store);
    let rebuilt = rebuild(folder.path(), Config::new(seeded_keys("rebuilds"))).unwrap();
    assert_eq!((rebuilt.saved, rebuilt.lost), (200, Vec::new()));
    let mut store = open(folder.path());
    assert_eq!(contents(&store), before);
    assert_eq!(before[5], Record { body: None, ..record(5) });
    assert!(store.erased(Arrival::new(5)).unwrap() && store.erased(Arrival::new(7)).unwrap());
    assert!(store.put_body(Arrival::new(5), b"back").is_err());
    assert_eq!(store.note("community").unwrap().as_deref(), Some(&b"one"[..]));
    assert!(!folder.path().join("data-1").exists());
    assert!(folder.path().join("data-2").exists());
}

fn open(folder: &Path) -> SledStore {
    SledStore::open(folder, Config::new(seeded_keys("erasure"))).unwrap()
}

fn key(count: u64) -> [u8; 32] {
    sha256(format!("key {count}").as_bytes())
}

/// Files under this folder in which these bytes stand.
fn traces(folder: &Path, bytes: &[u8]) -> usize {
    let mut found = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found += traces(&path, bytes);
        } else {
            let content = fs::read(&path).unwrap();
            found += usize::from(content.windows(bytes.len()).any(|window| window == bytes));
        }
    }
    found
}
