//! A crash at every step of every change: what was acknowledged is there byte for byte, what was
//! not is wholly there or wholly absent, and what was erased stays erased.
//!
//! The store asks before each step that changes a file. Here step n copies the home as it lies on
//! the disk, as a killed process would leave it, and again with one file or all of them as they
//! were when they were last synced, as a power cut may leave them; then it fails.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use participation_store::conformance::{contents, record, records, seeded_keys};
use participation_store::{Arrival, Config, Record, SledStore, Steps, Store, StoreError};
use participation_types::{BlobId, sha256};

#[derive(Debug, Clone, Copy)]
enum Change {
    Append(u64, u64),
    AppendShort(u64, u64),
    /// One record of this number with a body of this many bytes: sled keeps it in its own file.
    AppendLong(u64, usize),
    Erase(&'static [u64]),
    PutBody(u64, &'static str),
    PutBlob(&'static str),
    EraseBlob(&'static str),
    PutNote(&'static str, &'static str),
}

use Change::{Append, AppendLong, AppendShort, Erase, EraseBlob, PutBlob, PutBody, PutNote};

const SCRIPT: [Change; 13] = [
    PutNote("community", "one"),
    Append(0, 60),
    Append(60, 61),
    Erase(&[2, 5, 60]),
    PutBody(3, "came later"),
    PutBlob("a seal"),
    AppendLong(61, 400_000),
    PutNote("community", "two"),
    Erase(&[61, 7]),
    PutBlob("another seal"),
    EraseBlob("a seal"),
    Append(62, 90),
    Erase(&[70]),
];

/// What a store should hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Model {
    records: Vec<Record>,
    erased: Vec<bool>,
    blobs: BTreeMap<BlobId, Vec<u8>>,
    note: Option<Vec<u8>>,
}

impl Model {
    fn apply(&mut self, change: Change) {
        match change {
            Append(..) | AppendShort(..) | AppendLong(..) => self.records.extend(batch(change)),
            Erase(arrivals) => {
                for arrival in arrivals {
                    let arrival = usize::try_from(*arrival).unwrap();
                    self.records[arrival].body = None;
                    self.erased[arrival] = true;
                }
            }
            PutBody(arrival, body) => {
                self.records[usize::try_from(arrival).unwrap()].body = Some(body.into());
            }
            PutBlob(text) => _ = self.blobs.insert(blob_id(text), text.into()),
            EraseBlob(text) => _ = self.blobs.remove(&blob_id(text)),
            PutNote(_, value) => self.note = Some(value.into()),
        }
        self.erased.resize(self.records.len(), false);
    }

    fn of(store: &SledStore) -> Self {
        let blobs = store.blobs().unwrap();
        Self {
            records: contents(store),
            erased: (0..store.len()).map(|n| store.erased(Arrival::new(n)).unwrap()).collect(),
            blobs: blobs.iter().map(|id| (*id, store.blob(id).unwrap().unwrap())).collect(),
            note: store.note("community").unwrap(),
        }
    }
}

#[test]
fn a_crash_at_any_even_step_loses_nothing_acknowledged() {
    crash_at_every_second_step(0);
}

#[test]
fn a_crash_at_any_odd_step_loses_nothing_acknowledged() {
    crash_at_every_second_step(1);
}

/// Two tests share the work, so that two cores do it.
fn crash_at_every_second_step(first: u64) {
    let mut seen = 0;
    for step in (first..).step_by(2) {
        let scratch = scratch();
        let crash = Arc::new(Mutex::new(Crash::new(scratch.path(), step)));
        let (acknowledged, possible) = run(&crash);
        let images = std::mem::take(&mut crash.lock().unwrap().images);
        let Some(possible) = possible else {
            assert!(step > 80, "only {step} steps were seen");
            println!("crashed at every second of {step} steps, {seen} images of the disk");
            return;
        };
        assert!(!images.is_empty());
        seen += images.len();
        // Of the folder itself the failing process could still close what it had open.
        for home in images.into_iter().chain([scratch.path().join("home")]) {
            check(&home, &acknowledged, &possible, &format!("step {step}, {}", home.display()));
        }
    }
}

/// In memory where there is such a place: this test syncs some ten thousand times.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Makes all changes until one fails: what was acknowledged, and what may be there instead.
fn run(crash: &Arc<Mutex<Crash>>) -> (Model, Option<Model>) {
    let mut model = Model::default();
    let home = crash.lock().unwrap().home.clone();
    let hook = Arc::clone(crash);
    let steps = Steps::new(move |what| hook.lock().unwrap().step(what));
    let config = Config::new(seeded_keys("crash")).with_steps(steps);
    let mut store = match SledStore::open(&home, config) {
        Ok(store) => store,
        Err(error) => {
            failed_on_purpose(&error);
            return (model.clone(), Some(model));
        }
    };
    for change in SCRIPT {
        let mut next = model.clone();
        next.apply(change);
        if let Err(error) = make(&mut store, change) {
            failed_on_purpose(&error);
            return (model, Some(next));
        }
        model = next;
    }
    (model, None)
}

fn check(home: &Path, acknowledged: &Model, possible: &Model, what: &str) {
    let mut store = SledStore::open(home, Config::new(seeded_keys("again")))
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    let mut found = Model::of(&store);
    assert!(found == *acknowledged || found == *possible, "{what}: another state");
    assert_eq!(store.check().unwrap(), [], "{what}");
    // It goes on as if nothing had been.
    let more = AppendShort(2000, 2080);
    make(&mut store, more).unwrap();
    found.apply(more);
    drop(store);
    let store = SledStore::open(home, Config::new(seeded_keys("again"))).unwrap();
    assert!(Model::of(&store) == found, "{what}: another state after going on");
}

fn make(store: &mut SledStore, change: Change) -> Result<(), StoreError> {
    match change {
        Append(..) | AppendShort(..) | AppendLong(..) => store.append(&batch(change)).map(drop),
        Erase(arrivals) => {
            store.erase(&arrivals.iter().map(|n| Arrival::new(*n)).collect::<Vec<_>>())
        }
        PutBody(arrival, body) => store.put_body(Arrival::new(arrival), body.as_bytes()),
        PutBlob(text) => store.put_blob(&blob_id(text), text.as_bytes()),
        EraseBlob(text) => store.erase_blob(&blob_id(text)),
        PutNote(key, value) => store.put_note(key, value.as_bytes()),
    }
}

fn batch(change: Change) -> Vec<Record> {
    match change {
        Append(from, to) => records(from..to),
        // Other lengths than before: sled's keys fall elsewhere.
        AppendShort(from, to) => {
            let short = |record: Record| Record { signed: vec![1; 50], ..record };
            records(from..to).into_iter().map(short).collect()
        }
        AppendLong(number, length) => {
            vec![Record { body: Some(vec![7; length]), ..record(number) }]
        }
        Erase(_) | PutBody(..) | PutBlob(_) | EraseBlob(_) | PutNote(..) => Vec::new(),
    }
}

fn blob_id(text: &str) -> BlobId {
    BlobId::from_bytes(sha256(text.as_bytes()))
}

fn failed_on_purpose(error: &StoreError) {
    let StoreError::Io { source, .. } = error else { panic!("{error}") };
    assert_eq!(source.to_string(), "crash");
}

/// Counts steps, remembers what was synced, and takes the images.
struct Crash {
    home: PathBuf,
    scratch: PathBuf,
    left: u64,
    before: &'static str,
    images: Vec<PathBuf>,
}

impl Crash {
    fn new(scratch: &Path, left: u64) -> Self {
        let (home, scratch) = (scratch.join("home"), scratch.to_owned());
        Self { home, scratch, left, before: "", images: Vec::new() }
    }

    fn step(&mut self, what: &'static str) -> io::Result<()> {
        if !self.images.is_empty() {
            return Err(io::Error::other("crash"));
        }
        // The step before this one is done.
        match self.before {
            "sync keys" | "sync the mark" => self.remember("keys"),
            "sync erasures" => self.remember("erased"),
            "sync sled" => self.remember("sled"),
            _ => {}
        }
        self.before = what;
        if let Some(left) = self.left.checked_sub(1) {
            self.left = left;
            return Ok(());
        }
        self.image("as it is", &[]);
        if ["keys", "erased", "sled"].iter().filter(|name| self.differs(name)).count() > 1 {
            self.image("nothing beyond the last sync", &["keys", "erased", "sled"]);
        }
        for one in ["keys", "erased", "sled"] {
            if self.differs(one) {
                self.image(one, &[one]);
            }
        }
        Err(io::Error::other("crash"))
    }

    fn remember(&self, name: &str) {
        let synced = self.scratch.join("synced").join(name);
        let _ = fs::remove_dir_all(&synced);
        copy(&self.home.join("data-1").join(name), &synced);
    }

    /// Whether this file or folder was changed since it was last synced.
    fn differs(&self, name: &str) -> bool {
        let synced = self.scratch.join("synced").join(name);
        synced.exists() && bytes(&synced) != bytes(&self.home.join("data-1").join(name))
    }

    /// A copy of the home with these files as they were when last synced.
    fn image(&mut self, name: &str, old: &[&str]) {
        let image = self.scratch.join(format!("image: {name}"));
        copy(&self.home, &image);
        for name in old {
            let synced = self.scratch.join("synced").join(name);
            let place = image.join("data-1").join(name);
            if synced.exists() && place.exists() {
                let _ = fs::remove_dir_all(&place);
                copy(&synced, &place);
            }
        }
        self.images.push(image);
    }
}

/// All bytes of a file, or of the files in a folder.
fn bytes(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut paths = vec![path.to_owned()];
    while let Some(next) = paths.pop() {
        if next.is_dir() {
            paths.extend(fs::read_dir(&next).unwrap().map(|file| file.unwrap().path()));
        } else if let Ok(bytes) = fs::read(&next) {
            found.insert(next.strip_prefix(path).unwrap().to_owned(), bytes);
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for file in fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            copy(&file.path(), &to.join(file.file_name()));
        }
    } else if from.exists() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).unwrap();
        }
        fs::copy(from, to).unwrap();
    }
}
