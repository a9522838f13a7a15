//! What was acknowledged is there: on a full disk, and after a kill at any instant.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::backups::open;
use crate::node::Node;

/// Size of the file system.
const MEGABYTES: usize = 32;

/// Bytes that are left for ballots at first.
const LEFT: usize = 12 * 1024 * 1024;

/// What somebody else takes of that after each ballot.
const STEP: usize = 512 * 1024;

/// A small file system in memory, unmounted when this goes.
struct Mount {
    path: PathBuf,
    _scratch: tempfile::TempDir,
}

impl Mount {
    fn make() -> Option<Self> {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("mount");
        fs::create_dir(&path).unwrap();
        let size = format!("size={MEGABYTES}m");
        if quiet(Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&path)) {
            return Some(Self { path, _scratch: scratch });
        }
        eprintln!("SKIPPED: no small file system could be mounted (that needs root)");
        None
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        quiet(Command::new("umount").arg("--lazy").arg(&self.path));
    }
}

fn quiet(command: &mut Command) -> bool {
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Takes this much room, or all that there is.
fn take(filler: &mut File, bytes: usize) -> usize {
    let mut taken = 0;
    while taken < bytes && filler.write_all(&[1; 4096]).is_ok() {
        taken += 4096;
    }
    taken
}

/// Every ballot is here, unchanged; only the last one of its voter can count.
fn all_here(node: &Node, ballots: &[String]) {
    let community = open(node.quiet());
    for ballot in ballots {
        let receipt = community.receipt(&ballot.parse().unwrap()).unwrap();
        assert!(receipt.verified && receipt.ballot.is_some(), "{ballot}: {receipt:?}");
    }
    assert!(community.view().chains().forks().is_empty());
    drop(community);
    let (last, before) = ballots.split_last().unwrap();
    for ballot in before.iter().rev().take(3) {
        assert_eq!(node.json_status(&["receipt", ballot], 1)["verified"], true);
    }
    assert_eq!(node.json(&["receipt", last])["verified"], true);
    assert_eq!(node.json(&["audit"])["clean"], true);
}

#[test]
fn long_a_full_disk_ends_with_three_and_loses_no_ballot_that_was_acknowledged() {
    let Some(mount) = Mount::make() else { return };
    let node = Node::at(mount.path.join("home"));
    node.ok(&["init"]);
    node.ok(&["community", "found", "--name", "V"]);
    let poll = node.poll(&[]);
    let mut ballots = vec![node.vote("me", &poll, "yes")];
    let path = mount.path.join("filler");
    let mut filler = File::create(&path).unwrap();
    let all = take(&mut filler, usize::MAX);
    filler.set_len((all - LEFT) as u64).unwrap();
    filler.seek(SeekFrom::End(0)).unwrap();
    let mut refused = Vec::new();
    while take(&mut filler, STEP) == STEP {
        let output = node.run(&["vote", &poll, "--choose", "no", "--json"]);
        let said = String::from_utf8(output.stderr).unwrap();
        match output.status.code() {
            Some(0) => {
                let cast: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
                ballots.push(cast["ballot"].as_str().unwrap().to_owned());
                assert!(refused.is_empty(), "there is less room than when it was refused");
            }
            Some(3) => {
                assert!(output.stdout.is_empty(), "it was acknowledged");
                assert!(said.starts_with("error: ") && said.lines().count() == 1, "{said}");
                assert!(said.contains("no space left"), "{said}");
                refused.push(said);
            }
            status => panic!("{status:?}: {said}"),
        }
    }
    println!("{} ballots, then {} times: {:?}", ballots.len(), refused.len(), refused.last());
    assert!(ballots.len() > 3 && refused.len() > 3, "the disk never filled");
    // Whoever asks while it is full is told so, and not that the ballot is not there.
    let asked = node.run(&["receipt", &ballots[0], "--json"]);
    assert_eq!(asked.status.code(), Some(3), "{asked:?}");

    drop(filler);
    fs::remove_file(&path).unwrap();
    all_here(&node, &ballots);
    ballots.push(node.vote("me", &poll, "yes"));
    all_here(&node, &ballots);
    assert_eq!(node.json(&["tally", &poll])["outcome"]["winners"], json!(["yes"]));
}

/// Half of the kills come as soon as a ballot is acknowledged, half of them earlier: at the first,
/// second, ... write of the process, until one is so late that it was acknowledged.
#[test]
fn long_a_kill_at_any_instant_of_a_vote_loses_no_ballot_that_was_acknowledged() {
    let node = Node::with(&[]);
    let poll = node.poll(&[]);
    let mut ballots = vec![node.vote("me", &poll, "yes")];
    let mut interrupted = 0;
    for round in 0..20 {
        let mut command = node.command(&["vote", &poll, "--choose", "no"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out = child.stdout.take().unwrap();
        if round % 2 == 1 {
            while child.try_wait().unwrap().is_none()
                && writes(child.id()).is_some_and(|made| made < round)
            {
                std::hint::spin_loop();
            }
            child.kill().unwrap();
        }
        // The first line is the acknowledgement; right behind it comes the kill.
        let line = BufReader::new(out).lines().next().transpose().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        match line.as_deref().and_then(|line| line.strip_prefix("ballot ")) {
            Some(id) => ballots.push(id.trim().to_owned()),
            None => interrupted += 1,
        }
    }
    println!("{} acknowledged, {interrupted} interrupted before that", ballots.len());
    assert!(ballots.len() > 10 && interrupted > 0, "the kills came at one instant only");
    ballots.push(node.vote("me", &poll, "yes"));
    all_here(&node, &ballots);
}

/// How often a process has written so far; nothing when it has ended.
fn writes(process: u32) -> Option<usize> {
    let io = fs::read_to_string(format!("/proc/{process}/io")).ok()?;
    io.lines().find_map(|line| line.strip_prefix("syscw: "))?.trim().parse().ok()
}
