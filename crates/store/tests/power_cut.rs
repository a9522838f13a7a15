//! "Saved" is said after the disk has it, and not before: a power cut takes nothing acknowledged.
//!
//! Nobody can pull the plug in a test, so the operating system is asked instead: the writer runs
//! under `strace`, and when it acknowledges, every file of the store that it wrote to since the last
//! time must have been synced after its last write. Taking one `sync` out of the store fails here.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use participation_store::conformance::{records, seeded_keys};
use participation_store::{Arrival, Config, SledStore, Store};
use participation_types::{BlobId, sha256};

/// Set for the writer: the folder to write into.
const FOLDER: &str = "STORE_TRACED_FOLDER";

const CALLS: &str = "trace=write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2";

#[test]
fn what_is_acknowledged_was_synced_after_its_last_write() {
    let traceable = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    if !traceable.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: strace is not here, or may not trace: install it to run this test");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let store = folder.path().join("store");
    let status = Command::new("strace")
        .args(["-f", "-y", "-qq", "-s", "64", "-e", CALLS, "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "writer", "--nocapture", "--test-threads=1"])
        .env(FOLDER, &store)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let mut disk = Disk::default();
    for line in std::fs::read_to_string(&trace).unwrap().lines() {
        disk.take(line, store.to_str().unwrap());
    }
    assert_eq!(disk.acknowledged, 8, "the writer says so eight times");
    assert!(disk.files.values().filter(|file| file.writes > 0).count() >= 2, "{:?}", disk.files);
}

/// Not a test by itself: what the test above traces.
#[test]
fn writer() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let mut store =
        SledStore::open(Path::new(&folder), Config::new(seeded_keys("power cut"))).unwrap();
    let say = |number: u64| {
        let line = format!("acknowledged {number}\n");
        std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
    };
    let mut length = 0;
    for (number, more) in [1_u64, 120, 17, 400, 3].into_iter().enumerate() {
        store.append(&records(length..length + more)).unwrap();
        length += more;
        say(number as u64);
    }
    store.erase(&[Arrival::new(20), Arrival::new(130)]).unwrap();
    say(5);
    let blob = vec![7; 3_000_000];
    store.put_blob(&BlobId::from_bytes(sha256(&blob)), &blob).unwrap();
    say(6);
    store.put_note("frontier", b"a note").unwrap();
    say(7);
}

#[derive(Debug, Default)]
struct Disk {
    files: BTreeMap<String, File>,
    /// Calls that other threads interrupted: the file and its writes when a sync began.
    begun: HashMap<String, (String, u64)>,
    acknowledged: usize,
}

#[derive(Debug, Default)]
struct File {
    writes: u64,
    synced: u64,
}

impl Disk {
    /// Takes in a line of the trace: `PID call(FD<PATH>, …) = RESULT`, or its first or second half.
    fn take(&mut self, line: &str, folder: &str) {
        let (pid, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if call.contains("acknowledged ") {
            self.acknowledge(line);
        } else if call.starts_with("rename") {
            // What a name stands for changes in its folder.
            let to = call.rsplit('"').nth(1).unwrap();
            if to.starts_with(folder) {
                let parent = Path::new(to).parent().unwrap().to_str().unwrap().to_owned();
                self.files.entry(parent).or_default().writes += 1;
            }
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let done = (rest.starts_with("fsync") || rest.starts_with("fdatasync"))
                .then(|| self.begun.remove(pid));
            if let Some((path, writes)) = done.flatten() {
                self.files.entry(path).or_default().synced = writes;
            }
        } else if let Some(path) = path(call).filter(|path| path.starts_with(folder)) {
            let file = self.files.entry(path.to_owned()).or_default();
            if call.starts_with("fsync") || call.starts_with("fdatasync") {
                if call.contains("unfinished") {
                    self.begun.insert(pid.to_owned(), (path.to_owned(), file.writes));
                } else {
                    file.synced = file.writes;
                }
            } else {
                file.writes += 1;
            }
        }
    }

    fn acknowledge(&mut self, line: &str) {
        for (path, file) in &self.files {
            assert_eq!(
                file.writes, file.synced,
                "{path} was written and not synced before: {line}"
            );
        }
        self.acknowledged += 1;
    }
}

/// The path of the call's first argument.
fn path(call: &str) -> Option<&str> {
    let rest = call.split_once('<')?.1;
    rest.split_once('>').map(|(path, _)| path)
}
