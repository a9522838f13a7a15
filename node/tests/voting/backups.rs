//! A backup holds everything of a home but what was erased, and a restored one never forks.

use std::path::Path;

use participation::{Choices, Community, Store, Timestamp};
use participation_store::{Config, KeySource, SledStore};
use serde_json::json;

use crate::node::Node;

/// Far in the future: whatever had to be kept may go.
const LATER: Timestamp = Timestamp::from_millis(9_000_000_000_000);

pub(crate) fn open(home: &Path) -> Community<SledStore> {
    let mut stores = std::fs::read_dir(home.join("communities")).unwrap();
    let folder = stores.next().unwrap().unwrap().path();
    let keys = KeySource::new(|bytes| {
        bytes.fill(7);
        Ok(())
    });
    Community::open(SledStore::open(&folder, Config::new(keys)).unwrap()).unwrap()
}

fn restored(node: &Node, backup: &str) -> Node {
    let other = Node::empty();
    let from = other.path("backup.tar");
    std::fs::copy(backup, &from).unwrap();
    let shown = other.json(&["restore", &from]);
    assert_eq!(shown["communities"][0]["digest"], node.json(&["audit"])["digest"]);
    other
}

#[test]
fn a_restored_home_is_the_same_and_writes_with_new_devices() {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&[]);
    node.vote("anna", &poll, "yes");
    let backup = node.path("backup.tar");
    let shown = node.json(&["backup", &backup]);
    assert_eq!(shown["people"], json!(["anna", "me"]));
    let other = restored(&node, &backup);
    assert_eq!(other.json(&["audit"]), node.json(&["audit"]));

    // Both go on apart: the old home, which was thought lost, and the restored one.
    let here = node.vote("anna", &poll, "no").parse().unwrap();
    node.ok(&["member", "admit", "biel"]);
    let there = other.vote("anna", &poll, "no").parse().unwrap();
    other.ok(&["member", "admit", "carme"]);
    let (one, two) = (node.path("one"), node.path("two"));
    node.ok(&["bundle", "export", &one]);
    other.ok(&["bundle", "export", &two]);
    node.ok(&["bundle", "import", &two]);
    other.ok(&["bundle", "import", &one]);
    assert_eq!(node.json(&["audit"]), other.json(&["audit"]));
    let both = open(node.quiet());
    let device = |ballot| both.entry(ballot).unwrap().header().author;
    assert_ne!(device(&here), device(&there));
    assert!(both.view().chains().forks().is_empty());
    drop(both);
    assert_eq!(node.json(&["audit"])["clean"], true);
    assert_eq!(node.json(&["tally", &poll])["outcome"]["scores"], json!({"yes": 0, "no": 1}));
}

#[test]
fn keys_under_a_passphrase_stay_under_it_in_a_backup() {
    let node = Node::empty();
    let passphrase = node.write("passphrase", "correct horse\n");
    let with =
        |node: &Node, args: &[&str]| node.ok(&[args, &["--passphrase-file", &passphrase]].concat());
    with(&node, &["init"]);
    with(&node, &["community", "found", "--name", "V"]);
    let backup = node.path("backup.tar");
    node.ok(&["backup", &backup]);
    let other = restored(&node, &backup);
    let question = ["poll", "create", "--question", "Q", "--option", "a=A"];
    assert_eq!(other.run(&question).status.code(), Some(2));
    with(&other, &question);
}

#[test]
fn what_was_erased_is_in_no_backup_and_does_not_come_back() {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&["--rule", "approval"]);
    let ballot = node.vote("anna", &poll, "yes,no").parse().unwrap();
    node.ok(&["seal", &poll]);
    let full = node.path("full.bundle");
    node.ok(&["bundle", "export", &full]);

    let mut community = open(node.quiet());
    let entry = community.entry(&ballot).unwrap();
    let body = entry.body().unwrap();
    let (salt, body) = (body.to_stored()[..16].to_vec(), body.bytes().to_vec());
    community.erase_ballot(&ballot, LATER).unwrap();
    drop(community);
    let contains = |path: &str| {
        let bytes = std::fs::read(path).unwrap();
        [&salt, &body].map(|part| bytes.windows(part.len()).any(|window| window == part))
    };
    assert_eq!(contains(&full), [true, true], "the search finds what is there");
    let backup = node.path("backup.tar");
    assert_eq!(node.json(&["backup", &backup])["communities"][0]["erased"], 1);
    assert_eq!(contains(&backup), [false, false]);

    let other = restored(&node, &backup);
    other.ok(&["bundle", "import", &full]);
    let community = open(other.quiet());
    assert!(community.entry(&ballot).unwrap().body().is_none(), "it came back");
    let arrival = community.store().find(&ballot).unwrap().unwrap();
    assert!(community.store().erased(arrival).unwrap());
    drop(community);
    assert_eq!(other.json(&["audit"])["without_body"], 1);
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let node = Node::with(&[]);
    let backup = node.path("backup.tar");
    node.ok(&["backup", &backup]);
    let bytes = std::fs::read(&backup).unwrap();
    let other = Node::empty();
    for at in (0..bytes.len()).step_by(613) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 4;
        let file = other.write("flipped.tar", flipped);
        let said = other.refused(&["restore", &file]);
        assert!(said.contains("flipped.tar: "), "{said}");
        assert!(!other.home().exists(), "byte {at}");
    }
    for end in [0, 100, 512, bytes.len() / 2, bytes.len() - 1] {
        let file = other.write("cut.tar", &bytes[..end]);
        assert!(other.refused(&["restore", &file]).contains("at byte "), "{end}");
    }
    assert!(!other.home().exists());
}

#[test]
fn nothing_is_restored_into_a_home_or_over_a_file() {
    let node = Node::with(&[]);
    let backup = node.path("backup.tar");
    node.ok(&["backup", &backup]);
    assert!(node.refused(&["restore", &backup]).contains("is a home already"));
    assert!(node.refused(&["backup", &backup]).contains("is there already"));
    let other = Node::empty();
    std::fs::create_dir(other.home()).unwrap();
    std::fs::write(other.home().join("letter.txt"), "dear all").unwrap();
    let output = other.run(&["restore", &backup]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(other.home()).unwrap().count(), 1);
    // An empty folder is fine.
    std::fs::remove_file(other.home().join("letter.txt")).unwrap();
    other.ok(&["restore", &backup]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let node = Node::with(&[]);
    let backup = node.path("backup.tar");
    node.ok(&["backup", &backup]);
    let mode = std::fs::metadata(&backup).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_device_is_new_after_a_bundle_made_the_community() {
    let node = Node::with(&[]);
    let poll = node.poll(&[]);
    let bundle = node.path("x.bundle");
    node.ok(&["bundle", "export", &bundle]);
    node.vote("me", &poll, "yes");
    // The store is lost, and the keys are not.
    let id = node.json(&["community", "list"])[0]["id"].as_str().unwrap().to_owned();
    std::fs::remove_dir_all(node.quiet().join("communities").join(id)).unwrap();
    node.ok(&["bundle", "import", &bundle]);
    let ballot = node.vote("me", &poll, "no").parse().unwrap();
    let community = open(node.quiet());
    let author = community.entry(&ballot).unwrap().header().author;
    let opener = community.entry(&poll.parse().unwrap()).unwrap().header().author;
    assert_ne!(author, opener);
    assert!(matches!(
        community.act(&ballot).unwrap(),
        Some(participation::Act::Ballot(ballot)) if ballot.choices == Choices::Approval(vec![1])
    ));
}
