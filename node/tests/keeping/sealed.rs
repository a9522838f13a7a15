//! Sealed backups: they open with the sheet and with nothing else, and damage is told.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::node::Node;

/// A node with a sealed backup, the backup, and the key as it stands on the sheet.
fn backed_up() -> (Node, PathBuf, String) {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&[]);
    node.vote("anna", &poll, "yes");
    let taken = node.json(&["backup", "--now"]);
    assert!(taken["entries"].as_u64().unwrap() > 3);
    let sheet = node.json(&["backup", "--sheet"]);
    assert_eq!(sheet["groups"].as_array().unwrap().len(), 12);
    let file = PathBuf::from(taken["file"].as_str().unwrap());
    assert_eq!(file.parent().unwrap().to_str(), sheet["folder"].as_str());
    (node, file, sheet["qr"].as_str().unwrap().to_owned())
}

/// Restores with something on standard input.
fn restore(node: &Node, file: &str, typed: &str) -> Output {
    let mut command = node.command(&["restore", file, "--json"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_lost_node_comes_back_with_the_sheet_and_a_backup() {
    let (node, file, key) = backed_up();
    node.ok(&["keeper", "add", "anna"]);
    let other = Node::empty();
    let copy = other.write("copy.backup", std::fs::read(&file).unwrap());
    let output = restore(&other, &copy, &format!("{key}\n"));
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["communities"][0]["digest"], node.json(&["audit"])["digest"]);
    assert_eq!(other.json(&["audit"]), node.json(&["audit"]));
    // The key came with it, so that the restored node goes on making backups that this sheet opens.
    assert_eq!(other.json(&["backup", "--sheet"])["qr"], key);
    // The groups, as they are printed, do as well: from a file, in small letters.
    let groups = node.json(&["backup", "--sheet"])["groups"].to_string().to_lowercase();
    let typed = groups.replace(['[', ']', '"'], "").replace(',', " ");
    let third = Node::empty();
    let typed = third.write("sheet.txt", typed);
    third.ok(&["restore", &copy, "--key-file", &typed]);
}

#[test]
fn a_sealed_backup_opens_with_no_other_key_and_shows_nothing() {
    let (node, file, key) = backed_up();
    let bytes = std::fs::read(&file).unwrap();
    for secret in
        ["Veïnat".as_bytes(), b"ateneu.toml", &std::fs::read(node.home().join("node.key")).unwrap()]
    {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
    let (_, _, wrong) = backed_up();
    assert_ne!(key, wrong);
    let other = Node::empty();
    for typed in ["", "nonsense", &wrong, &node.json(&["person", "sheet"])["qr"].to_string()] {
        let output = restore(&other, file.to_str().unwrap(), typed);
        assert_eq!(output.status.code(), Some(2), "{typed}: {output:?}");
        assert!(!other.home().exists());
    }
}

#[test]
fn one_flipped_byte_is_told_with_its_place() {
    let (node, file, key) = backed_up();
    node.ok(&["backup", "--check", file.to_str().unwrap()]);
    let bytes = std::fs::read(&file).unwrap();
    let other = Node::empty();
    for at in [0, 30, 60, bytes.len() / 2, bytes.len() - 1] {
        let mut flipped = bytes.clone();
        flipped[at] ^= 2;
        let file = node.write("flipped.backup", flipped);
        let output = node.run(&["backup", "--check", &file]);
        assert_eq!(output.status.code(), Some(2), "{at}: {output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("flipped.backup") && said.contains("at byte "), "{at}: {said}");
        assert_eq!(restore(&other, &file, &key).status.code(), Some(2), "{at}");
        assert!(!other.home().exists());
    }
    assert!(!node.home().join("backup.part").exists());
}

#[test]
fn everything_that_a_person_keeps_here_is_in_a_backup() {
    let node = Node::with(&[]);
    for kind in ["drafts", "page"] {
        std::fs::write(node.home().join(format!("people/me.{kind}")), "{}").unwrap();
    }
    let backup = node.path("home.tar");
    node.ok(&["backup", &backup]);
    let other = Node::empty();
    other.ok(&["restore", &backup]);
    assert!(other.home().join("people/me.page").exists());
}
