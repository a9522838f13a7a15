//! A full disk: the append that does not fit says so, nothing acknowledged is lost, and the store
//! works again as soon as there is room.
//!
//! It runs on a file system of a few megabytes in a file (loop mount, ext4), else on a small
//! tmpfs; both need root. Where neither can be mounted it says that it was skipped.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use participation_store::conformance::{contents, records, seeded_keys};
use participation_store::{Arrival, Config, SledStore, Steps, Store, StoreError, rebuild};

/// Size of the file system.
const MEGABYTES: u64 = 40;

/// What is freed when the disk is full.
const FILLER: u64 = 12 * 1024 * 1024;

#[test]
fn a_full_disk_loses_nothing_acknowledged_and_work_goes_on_when_there_is_room() {
    let Some(mount) = Mount::make() else { return };
    let (home, filler) = (mount.path.join("home"), mount.path.join("filler"));
    fs::write(&filler, vec![1; usize::try_from(FILLER).unwrap()]).unwrap();
    for round in 0..3 {
        let mut store = open(&home).unwrap();
        let acknowledged = fill(&mut store);
        // To erase is always possible, and what is there can be read.
        store.erase(&[Arrival::new(round)]).unwrap();
        check(&store, acknowledged, round);
        drop(store);
        check(&open(&home).unwrap(), acknowledged, round);
        let file = fs::OpenOptions::new().write(true).open(&filler).unwrap();
        file.set_len(FILLER / 3 * (2 - round)).unwrap();
        let mut store = open(&home).unwrap();
        store.append(&records(acknowledged..acknowledged + 100)).unwrap();
        check(&store, acknowledged + 100, round);
    }
}

/// The store looks for room before it writes; here somebody else takes it right after that look,
/// and sled itself meets the full disk. Then the most it may cost is a rebuild.
#[test]
fn a_disk_that_fills_up_in_the_midst_of_a_write_loses_nothing_acknowledged() {
    for step in ["write keys", "write to sled", "write the mark"] {
        let Some(mount) = Mount::make() else { return };
        let home = mount.path.join("home");
        let mut store = open(&home).unwrap();
        store.append(&records(0..5_000)).unwrap();
        drop(store);
        let filler = mount.path.join("filler");
        let path = filler.clone();
        let steps = Steps::new(move |what| {
            if what == step {
                // All that is left, to the last block.
                let mut file = fs::File::create(&path)?;
                while file.write_all(&[1; 4096]).is_ok() {}
            }
            Ok(())
        });
        let config = Config::new(seeded_keys("full disk")).with_steps(steps);
        let mut store = SledStore::open(&home, config).unwrap();
        let mut acknowledged = 5_000;
        let error = loop {
            match store.append(&records(acknowledged..acknowledged + 500)) {
                Ok(_) => acknowledged += 500,
                Err(error) => break error,
            }
        };
        assert!(error.is_no_space() || matches!(error, StoreError::Damaged(_)), "{step}: {error}");
        drop(store);
        fs::remove_file(&filler).unwrap();
        if let Err(error) = open(&home) {
            println!("{step}: sled left damage behind: {error}");
            let rebuilt = rebuild(&home, Config::new(seeded_keys("full disk"))).unwrap();
            assert_eq!(rebuilt.lost, [], "{step}");
        }
        let mut store = open(&home).unwrap();
        assert!(store.len() == acknowledged || store.len() == acknowledged + 500, "{step}");
        check(&store, store.len(), 9_999);
        let next = store.len();
        store.append(&records(next..next + 100)).unwrap();
    }
}

/// Appends until the disk is full; the number of records then.
fn fill(store: &mut SledStore) -> u64 {
    loop {
        let next = store.len();
        if let Err(error) = store.append(&records(next..next + 500)) {
            assert!(error.is_no_space(), "{error}");
            assert!(error.to_string().contains("no space"), "{error}");
            assert!(next >= 500);
            return next;
        }
    }
}

/// All records are there; those up to `round` are erased.
fn check(store: &SledStore, count: u64, round: u64) {
    let mut expected = records(0..count);
    for (record, number) in expected.iter_mut().zip(0..) {
        if store.erased(Arrival::new(number)).unwrap() {
            assert!(number <= round);
            record.body = None;
        }
    }
    assert!(round > count || store.erased(Arrival::new(round)).unwrap());
    assert!(contents(store) == expected, "round {round}: a record has changed");
}

fn open(home: &Path) -> Result<SledStore, StoreError> {
    SledStore::open(home, Config::new(seeded_keys("full disk")))
}

/// A small file system, unmounted when this goes.
struct Mount {
    path: PathBuf,
    _scratch: tempfile::TempDir,
}

impl Mount {
    fn make() -> Option<Self> {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("mount");
        fs::create_dir(&path).unwrap();
        let image = scratch.path().join("image");
        fs::File::create(&image).unwrap().set_len(MEGABYTES * 1024 * 1024).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-o", "loop"]).arg(&image).arg(&path);
        let mut tmpfs = Command::new("mount");
        tmpfs.args(["-t", "tmpfs", "-o", &format!("size={MEGABYTES}m"), "tmpfs"]).arg(&path);
        let kind =
            if run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(&image)) && run(&mut mount) {
                "ext4 in a file"
            } else if run(&mut tmpfs) {
                "tmpfs"
            } else {
                eprintln!("SKIPPED: no small file system could be mounted (that needs root)");
                return None;
            };
        println!("on {kind}");
        Some(Self { path, _scratch: scratch })
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        run(Command::new("umount").arg("--lazy").arg(&self.path));
    }
}

fn run(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
