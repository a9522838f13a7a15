//! Real ranked elections and budgets: read with the numbers that were published, and written and
//! read the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::{fs, io::Read, path::PathBuf};

use participation_tally::{
    BallotFile, Profile,
    blt::BltFile,
    pabulib::PbFile,
    preflib::{self, PrefLibFile},
};
use serde_json::Value;

/// Name and bytes of every file of a folder; none, loudly, when there is no data.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(PathBuf::from(data).join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut bytes = fs::read(&path).unwrap();
        if let Some(inner) = name.strip_suffix(".gz") {
            let mut text = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
            bytes = text;
            files.push((inner.to_owned(), bytes));
        } else {
            files.push((name, bytes));
        }
    }
    files.sort();
    files
}

fn same(one: &Profile, other: &Profile) {
    assert_eq!(one.kind(), other.kind());
    assert_eq!(one.options(), other.options());
    assert!(one.ballots().eq(other.ballots()));
}

#[test]
fn wards_and_orders_have_the_published_numbers_and_survive_writing() {
    let files = files("ranked");
    let Some((_, expected)) = files.iter().find(|(name, _)| name == "expected.json") else {
        return;
    };
    let expected: Value = serde_json::from_slice(expected).unwrap();
    let mut read = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with(".json")) {
        let file = BallotFile::read_named(name, bytes).unwrap();
        assert_eq!(file.notes(), Vec::<String>::new(), "{name}");
        let expected = &expected[name];
        let valid = expected["valid"].as_u64().or_else(|| expected["ballots"].as_u64());
        if let Some(valid) = valid {
            assert_eq!(file.profile().weight(), valid, "{name}");
        }
        assert_eq!(file.seats().map(|seats| u64::from(seats.get())), expected["seats"].as_u64());
        match &file {
            BallotFile::Blt(file) => {
                let again = BltFile::read(name, file.to_text().unwrap().as_bytes()).unwrap();
                same(again.profile(), file.profile());
                assert_eq!((again.title(), again.seats()), (file.title(), file.seats()));
                assert_eq!(file.title(), name.strip_suffix(".blt"));
            }
            BallotFile::PrefLib(file) => {
                let title = file.title().unwrap_or_default();
                let text = preflib::write(file.profile(), file.data_type(), title).unwrap();
                let again = PrefLibFile::read(name, text.as_bytes(), file.data_type()).unwrap();
                assert_eq!(again.profile().options(), file.profile().options());
                assert_eq!(again.profile().weight(), file.profile().weight());
                assert_eq!(again.profile().votes(), file.profile().votes());
            }
            _ => panic!("no ranking: {name}"),
        }
        read += 1;
    }
    assert_eq!(read, 7);
}

#[test]
fn budgets_survive_writing() {
    let mut read = 0;
    for (name, bytes) in files("pabulib").iter().filter(|(name, _)| name.ends_with(".pb")) {
        let file = PbFile::read(name, bytes).unwrap();
        let again = PbFile::read(name, file.to_text().unwrap().as_bytes()).unwrap();
        same(again.profile(), file.profile());
        assert_eq!(again.profile().budget(), file.profile().budget());
        assert_eq!(again.entries(), file.entries());
        assert_eq!((again.vote_type(), again.limits()), (file.vote_type(), file.limits()));
        assert_eq!(again.published(), file.published());
        assert_eq!(again.disagreements(), file.disagreements());
        read += 1;
    }
    assert!(read == 10 || std::env::var_os("PARTICIPATION_DATA").is_none());
}
