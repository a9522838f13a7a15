//! `kill -9` under load, again and again: every acknowledged batch is there byte for byte.
//!
//! The test starts itself as a writer, reads what it acknowledges from its output, and kills it
//! after a number of lines that differs from round to round. `STORE_KILL_ROUNDS` sets how often.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use participation_store::conformance::{contents, record, records, seeded_keys};
use participation_store::{Arrival, Config, Record, SledStore, Store};

/// Set for the writer: the folder to write into.
const FOLDER: &str = "STORE_WRITER_FOLDER";

/// Rounds unless `STORE_KILL_ROUNDS` says otherwise.
const ROUNDS: u64 = 20;

/// Records that the writer appends at once: sizes that repeat, small and large.
const BATCHES: [u64; 5] = [1, 120, 17, 400, 3];

#[test]
fn kill_9_under_load_loses_nothing_acknowledged() {
    let rounds = std::env::var("STORE_KILL_ROUNDS").map_or(ROUNDS, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Acknowledged::default();
    for round in 0..rounds {
        kill_after(folder.path(), 1 + round * 7 % 12, &mut acknowledged);
        let store = open(folder.path());
        assert!(
            store.len() >= acknowledged.records,
            "round {round}: acknowledged records are gone"
        );
        let mut expected = records(0..store.len());
        let found = contents(&store);
        for number in 0..store.len() {
            let index = usize::try_from(number).unwrap();
            if store.erased(Arrival::new(number)).unwrap() {
                expected[index] = Record { body: None, ..record(number) };
            } else {
                assert!(!acknowledged.erased.contains(&number), "round {round}: {number} is back");
            }
        }
        assert!(found == expected, "round {round}: a record has changed");
        if round + 1 == rounds {
            assert_eq!(store.check().unwrap(), []);
        }
    }
    println!("{rounds} kills, {} records acknowledged", acknowledged.records);
}

#[derive(Debug, Default)]
struct Acknowledged {
    records: u64,
    erased: Vec<u64>,
}

impl Acknowledged {
    fn line(&mut self, line: &str) -> bool {
        let Some((what, number)) = line.rsplit_once(' ') else {
            return false;
        };
        match (what, number.parse()) {
            ("acknowledged", Ok(number)) => self.records = number,
            ("erased", Ok(number)) => self.erased.push(number),
            _ => return false,
        }
        true
    }
}

fn kill_after(folder: &Path, lines: u64, acknowledged: &mut Acknowledged) {
    let mut writer = start(folder);
    let mut output = BufReader::new(writer.stdout.take().unwrap()).lines();
    let mut left = lines;
    while left > 0 {
        let line = output.next().expect("the writer ended by itself").unwrap();
        left -= u64::from(acknowledged.line(&line));
    }
    writer.kill().unwrap();
    // What it could still print before it died was acknowledged too.
    for line in output.map_while(Result::ok) {
        acknowledged.line(&line);
    }
    writer.wait().unwrap();
}

fn start(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Not a test by itself: what the test above starts and kills.
#[test]
fn writer() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let mut store = open(Path::new(&folder));
    let mut output = std::io::stdout();
    for size in BATCHES.iter().cycle() {
        let first = store.len();
        store.append(&records(first..first + size)).unwrap();
        writeln!(output, "\nacknowledged {}", store.len()).unwrap();
        let erased = first / 2;
        store.erase(&[Arrival::new(erased)]).unwrap();
        writeln!(output, "\nerased {erased}").unwrap();
        output.flush().unwrap();
    }
}

fn open(folder: &Path) -> SledStore {
    SledStore::open(folder, Config::new(seeded_keys("kill"))).unwrap()
}
