//! A store of format 0, as the first prototypes wrote it, is brought up to date.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::Path;

use participation_store::conformance::{contents, records, seeded_keys};
use participation_store::{Config, Record, SledStore, Store, StoreError};

#[test]
fn a_store_of_format_0_is_migrated_and_leaves_no_body_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let expected = records(0..2_500);
    write_format_0(folder.path(), &expected);
    for _ in 0..2 {
        let store = open(folder.path()).unwrap();
        assert!(contents(&store) == expected);
        assert_eq!(store.check().unwrap(), []);
    }
    assert!(!folder.path().join("data-0").exists());
    let format = fs::read_to_string(folder.path().join("format")).unwrap();
    assert!(format.starts_with("participation-store 1 data-1 "), "{format}");
}

#[test]
fn a_migration_that_was_cut_short_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let expected = records(0..50);
    write_format_0(folder.path(), &expected);
    fs::create_dir(folder.path().join("data-1")).unwrap();
    fs::write(folder.path().join("data-1/keys"), b"half a file").unwrap();
    assert!(contents(&open(folder.path()).unwrap()) == expected);
}

#[test]
fn a_newer_format_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let line = with_checksum("participation-store 2 data-9");
    fs::write(folder.path().join("format"), &line).unwrap();
    let error = open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::NewerFormat { found: 2, known: 1, .. }));
    assert!(error.to_string().contains("upgrade"));
    assert_eq!(fs::read_to_string(folder.path().join("format")).unwrap(), line);
}

fn open(folder: &Path) -> Result<SledStore, StoreError> {
    SledStore::open(folder, Config::new(seeded_keys("migration")))
}

fn write_format_0(home: &Path, records: &[Record]) {
    let db = sled::open(home.join("data-0")).unwrap();
    let entries = db.open_tree("entries").unwrap();
    for (record, arrival) in records.iter().zip(0_u64..) {
        let mut value = record.id.as_bytes().to_vec();
        value.extend(u32::try_from(record.signed.len()).unwrap().to_be_bytes());
        value.extend(&record.signed);
        value.extend(record.body.as_deref().unwrap_or_default());
        entries.insert(arrival.to_be_bytes(), value).unwrap();
    }
    db.flush().unwrap();
    fs::write(home.join("format"), with_checksum("participation-store 0 data-0")).unwrap();
}

fn with_checksum(line: &str) -> String {
    format!("{line} {:08x}\n", crc32fast::hash(line.as_bytes()))
}
