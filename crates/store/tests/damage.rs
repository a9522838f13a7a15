//! One flipped bit anywhere: nothing is lost in silence. What is damaged is named, a rebuild
//! saves the rest, and what a bundle brings makes the store whole again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use participation_store::conformance::{contents, record, records, seeded_keys};
use participation_store::{
    Arrival, Config, Damage, Damaged, Rebuilt, Record, SledStore, Store, StoreError, rebuild,
};
use participation_types::{BlobId, EntryId, sha256};

const SEAL: &[u8] = b"a seal";

/// Flips in each file unless `STORE_FLIPS` says otherwise.
const FLIPS: u64 = 25;

#[test]
fn a_flipped_bit_in_a_file_of_sled_is_named_and_healed() {
    let (named, lost) = flip_in(|file| file.starts_with("data-1/sled"));
    assert!(named > 20);
    // A rebuild finds all but what the bit itself was part of.
    assert!(lost <= named, "{lost} lost by {named} flips");
}

#[test]
fn a_flipped_bit_in_any_other_file_is_named_and_healed() {
    let (named, _) = flip_in(|file| !file.starts_with("data-1/sled"));
    assert!(named > 60);
}

/// Flips bits in these files, one at a time: how many were named, and how much a rebuild lost.
fn flip_in(these: impl Fn(&Path) -> bool) -> (u64, u64) {
    let flips = std::env::var("STORE_FLIPS").map_or(FLIPS, |n| n.parse().unwrap());
    let scratch = scratch();
    let whole = scratch.path().join("whole");
    let expected = make(&whole);
    let (mut noticed, mut unnoticed, mut lost) = (0, 0, 0);
    for file in files(&whole).into_iter().filter(|file| these(file)) {
        for flip in 0..flips {
            let home = scratch.path().join("home");
            let _ = fs::remove_dir_all(&home);
            copy(&whole, &home);
            let name = format!("{} flip {flip}", file.display());
            if !flip_bit(&home.join(&file), &name) {
                break;
            }
            let named = !look(&home, &expected, &name).is_empty();
            noticed += u64::from(named);
            unnoticed += u64::from(!named);
            lost += heal(&home, &expected, &name);
        }
    }
    println!("{noticed} named, {unnoticed} where nothing lay, {lost} healed from a bundle");
    (noticed, lost)
}

/// In memory where there is such a place: these tests sync some thousand times.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

#[test]
fn a_damaged_record_is_named_with_its_place_and_id() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path());
    let path = folder.path().join("data-1/keys");
    let mut bytes = fs::read(&path).unwrap();
    // A key, in the slot of record 42: its body cannot be opened any more.
    bytes[4096 + 42 * 72 + 40] ^= 1;
    fs::write(&path, bytes).unwrap();
    let mut store = open(folder.path()).unwrap();
    let expected = Damaged::Body { arrival: Arrival::new(42), id: record(42).id };
    let error = store.read(Arrival::new(42)).unwrap_err();
    assert_eq!(error.damage().unwrap().what, expected);
    assert!(error.to_string().contains(&record(42).id.to_string()));
    assert_eq!(store.check().unwrap().iter().map(|d| d.what).collect::<Vec<_>>(), [expected]);
    assert_eq!(store.find(&record(42).id).unwrap(), Some(Arrival::new(42)));
    // A peer brings the body back, without a rebuild.
    store.put_body(Arrival::new(42), record(42).body.as_deref().unwrap()).unwrap();
    assert_eq!(store.check().unwrap(), []);
    drop(store);
    assert_eq!(open(folder.path()).unwrap().read(Arrival::new(42)).unwrap(), Some(record(42)));
}

#[test]
fn a_damaged_slot_of_an_erased_body_stays_erased() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path());
    let path = folder.path().join("data-1/keys");
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096 + 10 * 72 + 64] ^= 1;
    fs::write(&path, bytes).unwrap();
    let mut store = open(folder.path()).unwrap();
    assert!(store.erased(Arrival::new(10)).unwrap());
    assert!(matches!(store.put_body(Arrival::new(10), b"back"), Err(StoreError::Erased(_))));
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_lost_list_of_erasures_brings_nothing_back() {
    let folder = tempfile::tempdir().unwrap();
    let expected = make(folder.path());
    fs::write(folder.path().join("data-1/erased"), b"").unwrap();
    for _ in 0..2 {
        let mut store = open(folder.path()).unwrap();
        for number in [10, 100] {
            let arrival = Arrival::new(number);
            assert!(store.erased(arrival).unwrap());
            assert!(matches!(store.put_body(arrival, b"back"), Err(StoreError::Erased(_))));
        }
        assert_eq!(contents(&store), expected);
    }
}

#[test]
fn what_sled_holds_beyond_the_mark_is_removed_and_does_not_get_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("data-1/keys");
    let mut store = open(folder.path()).unwrap();
    store.append(&records(0..50)).unwrap();
    let before = fs::read(&keys).unwrap();
    store.append(&records(50..150)).unwrap();
    drop(store);
    fs::write(&keys, before).unwrap();
    let mut store = open(folder.path()).unwrap();
    assert_eq!(contents(&store), records(0..50));
    // Other lengths than before: chunks begin elsewhere.
    let short = |record: Record| Record { signed: vec![1; 50], ..record };
    let more: Vec<Record> = records(200..290).into_iter().map(short).collect();
    store.append(&more).unwrap();
    assert_eq!(contents(&store)[50..], more);
    for (record, number) in more.iter().zip(50..) {
        assert_eq!(store.read(Arrival::new(number)).unwrap().as_ref(), Some(record));
    }
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_cut_tail_of_any_file_loses_nothing_in_silence() {
    let scratch = scratch();
    let whole = scratch.path().join("whole");
    let expected = make(&whole);
    for file in files(&whole) {
        let length = fs::metadata(whole.join(&file)).unwrap().len();
        for cut in [1, 7, 100, 5000, length / 2, length] {
            let home = scratch.path().join("home");
            let _ = fs::remove_dir_all(&home);
            copy(&whole, &home);
            let name = format!("{} cut by {cut}", file.display());
            let cut_file = fs::OpenOptions::new().write(true).open(home.join(&file)).unwrap();
            cut_file.set_len(length.saturating_sub(cut)).unwrap();
            look(&home, &expected, &name);
            heal(&home, &expected, &name);
        }
    }
}

#[test]
fn a_store_without_sled_is_named_record_by_record_and_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    let expected = make(folder.path());
    fs::remove_dir_all(folder.path().join("data-1/sled")).unwrap();
    let mut store = open(folder.path()).unwrap();
    let damages = store.check().unwrap();
    assert_eq!(damages.len(), expected.len());
    let named = |damage: &Damage| matches!(damage.what, Damaged::Record { id: Some(_), .. });
    assert!(damages.iter().all(named));
    // sled would write over what a rebuild could find.
    assert!(matches!(store.append(&records(500..501)), Err(StoreError::Damaged(_))));
    drop(store);
    let healed = heal(folder.path(), &expected, "without sled");
    assert_eq!(healed, expected.len() as u64);
}

#[test]
fn a_flipped_bit_amid_a_long_log_costs_little_more_than_its_neighbours() {
    let scratch = scratch();
    let whole = scratch.path().join("whole");
    let mut store = open(&whole).unwrap();
    for first in (0..6_000).step_by(1000) {
        store.append(&records(first..first + 1000)).unwrap();
    }
    store.put_blob(&BlobId::from_bytes(sha256(SEAL)), SEAL).unwrap();
    store.put_note("community", b"one").unwrap();
    drop(store);
    let expected = records(0..6_000);
    for eighth in [1, 5, 7] {
        let home = scratch.path().join(format!("flipped at {eighth}/8"));
        copy(&whole, &home);
        let path = home.join("data-1/sled/db");
        let mut bytes = fs::read(&path).unwrap();
        let place = bytes.len() / 8 * eighth;
        bytes[place] ^= 16;
        fs::write(&path, bytes).unwrap();
        let named = look(&home, &expected, "long log").len();
        let lost = heal(&home, &expected, "long log");
        println!("{eighth}/8: {named} named, {lost} of 6000 had to come from a bundle");
        assert!(lost < 100);
    }
}

/// A store with something of everything; what it holds.
fn make(home: &Path) -> Vec<Record> {
    let mut store = open(home).unwrap();
    store.append(&records(0..100)).unwrap();
    store.append(&records(100..101)).unwrap();
    store.erase(&[Arrival::new(10), Arrival::new(100)]).unwrap();
    store.put_body(Arrival::new(3), b"came later").unwrap();
    store.append(&records(101..180)).unwrap();
    store.put_blob(&BlobId::from_bytes(sha256(SEAL)), SEAL).unwrap();
    store.put_note("community", b"one").unwrap();
    let expected = contents(&store);
    assert_eq!(store.check().unwrap(), []);
    drop(store);
    // A second opening, so that there is a snapshot of sled to damage.
    assert_eq!(contents(&open(home).unwrap()), expected);
    expected
}

/// Opens and reads everything: all is as expected, or what is not is named.
fn look(home: &Path, expected: &[Record], name: &str) -> Vec<Damage> {
    let store = match open(home) {
        Ok(store) => store,
        Err(StoreError::Damaged(damage)) => return vec![damage],
        Err(StoreError::NewerFormat { .. } | StoreError::NotAStore { .. }) => {
            panic!("{name}: damage passes for something else")
        }
        // sled itself or the system may refuse a cut file in its own words.
        Err(error) => panic!("{name}: {error}"),
    };
    let damages = store.check().unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(store.len(), expected.len() as u64, "{name}");
    let mut found = BTreeMap::new();
    for (record, number) in expected.iter().zip(0..) {
        let arrival = Arrival::new(number);
        match store.read(arrival) {
            Ok(Some(read)) => assert_eq!(read, *record, "{name}: record {number} has changed"),
            Ok(None) => panic!("{name}: record {number} is gone in silence"),
            Err(StoreError::Damaged(damage)) => _ = found.insert(number, damage.what),
            Err(error) => panic!("{name}: {error}"),
        }
    }
    let named: BTreeMap<u64, Damaged> = damages
        .iter()
        .filter_map(|damage| match damage.what {
            Damaged::Record { arrival, .. } | Damaged::Body { arrival, .. } => {
                Some((arrival.number(), damage.what))
            }
            Damaged::Blob(_) | Damaged::File(_) | _ => None,
        })
        .collect();
    assert_eq!(named, found, "{name}: check and read disagree");
    if damages.is_empty() {
        let seal = store.blob(&BlobId::from_bytes(sha256(SEAL))).unwrap();
        assert_eq!(seal.as_deref(), Some(SEAL), "{name}");
        assert_eq!(store.note("community").unwrap().as_deref(), Some(&b"one"[..]), "{name}");
    }
    damages
}

/// Rebuilds, then brings back what was lost, as a bundle would: how much that was.
fn heal(home: &Path, expected: &[Record], name: &str) -> u64 {
    let Rebuilt { saved, lost } = rebuild(home, Config::new(seeded_keys("heal")))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut store = open(home).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(store.check().unwrap(), [], "{name}: damaged after the rebuild");
    let records_lost = lost.iter().filter(|d| matches!(d.what, Damaged::Record { .. })).count();
    assert_eq!(saved + records_lost as u64, expected.len() as u64, "{name}: {lost:?}");
    for record in expected {
        match store.find(&record.id).unwrap() {
            None => _ = store.append(std::slice::from_ref(record)).unwrap(),
            Some(arrival) => {
                if let Some(body) = &record.body {
                    store.put_body(arrival, body).unwrap();
                }
            }
        }
    }
    store.put_blob(&BlobId::from_bytes(sha256(SEAL)), SEAL).unwrap();
    let by_id = |records: &[Record]| -> BTreeMap<EntryId, Record> {
        records.iter().map(|record| (record.id, record.clone())).collect()
    };
    assert!(by_id(&contents(&store)) == by_id(expected), "{name}: not healed");
    let erased = expected
        .iter()
        .zip(0..)
        .filter(|(kept, number)| kept.body.is_none() && record(*number).body.is_some());
    for (_, number) in erased {
        let arrival = store.find(&record(number).id).unwrap().unwrap();
        let place = Arrival::new(number);
        let gone = lost.iter().any(
            |damage| matches!(damage.what, Damaged::Record { arrival, .. } if arrival == place),
        );
        assert!(gone || store.erased(arrival).unwrap(), "{name}: {number} is no longer erased");
    }
    lost.len() as u64
}

fn open(home: &Path) -> Result<SledStore, StoreError> {
    SledStore::open(home, Config::new(seeded_keys("damage")))
}

/// Flips one bit that the name chooses; nothing in an empty file.
fn flip_bit(path: &Path, name: &str) -> bool {
    let mut bytes = fs::read(path).unwrap();
    let seed = sha256(name.as_bytes());
    let number = u64::from_be_bytes(seed[..8].try_into().unwrap());
    // sled's file ends in zeros that mean nothing: most flips fall on what was written.
    let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    if used == 0 {
        return false;
    }
    let bit = number % (used as u64 * 8);
    bytes[(bit / 8) as usize] ^= 1 << (bit % 8);
    fs::write(path, bytes).unwrap();
    true
}

/// All files under a folder, by their relative paths.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let place = to.join(&file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), place).unwrap();
    }
}
