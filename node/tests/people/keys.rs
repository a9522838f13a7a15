use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use crate::node::{Node, stderr, text};

#[test]
fn keys_without_a_passphrase_are_said_to_be_protected_by_files_only() {
    let node = Node::new();
    let output = node.run(&["community", "found", "--name", "A"]);
    assert!(stderr(&output).contains("no passphrase was given"));
    assert!(node.home().join("unlock").exists());
}

#[test]
fn keys_with_a_passphrase_need_it() {
    let node = Node::new();
    let with = |passphrase: &str, args: &[&str]| {
        node.command(args).env("ATENEU_PASSPHRASE", passphrase).output().unwrap()
    };
    let founded = with("correct horse", &["community", "found", "--name", "A"]);
    assert_eq!(founded.status.code(), Some(0));
    assert!(!node.home().join("unlock").exists());
    assert!(node.refused(&["member", "invite"]).contains("--passphrase-file"));
    let wrong = with("correct hose", &["member", "invite"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("wrong passphrase"));
    assert_eq!(with("correct horse", &["member", "invite"]).status.code(), Some(0));
    let file = node.path("passphrase");
    std::fs::write(&file, "correct horse\n").unwrap();
    node.done(&["member", "invite", "--passphrase-file", &file]);
    node.done(&["--passphrase-file", &file, "member", "invite"]);
    node.done(&["member", "list"]);
}

#[test]
fn a_passphrase_is_changed_set_and_taken_away() {
    let node = Node::founded("A");
    let file = |name: &str, passphrase: &str| {
        let path = node.path(name);
        std::fs::write(&path, passphrase).unwrap();
        path
    };
    let (one, two) = (file("one", "one"), file("two", "two"));
    assert!(node.refused(&["passphrase", "change"]).contains("--none"));
    node.done(&["passphrase", "change", "--new-passphrase-file", &one]);
    node.refused(&["member", "invite"]);
    let change = ["passphrase", "change", "--passphrase-file", &one, "--new-passphrase-file", &two];
    node.done(&change);
    node.refused(&["member", "invite", "--passphrase-file", &one]);
    node.done(&["member", "invite", "--passphrase-file", &two]);
    node.done(&["passphrase", "change", "--none", "--passphrase-file", &two]);
    node.done(&["member", "invite"]);
}

#[test]
fn a_recovery_sheet_brings_the_same_member_back_on_a_new_device() {
    let here = Node::founded("A");
    let sheet = here.json(&["person", "sheet"]);
    let there = here.replicated();
    let groups: Vec<&str> = sheet["groups"].as_array().unwrap().iter().map(text).collect();
    let path = there.path("sheet");
    std::fs::write(&path, groups.join(" ").to_lowercase()).unwrap();
    there.done(&["person", "restore", "me", &path]);
    let key = |node: &Node| node.json(&["person", "key"])["member"].clone();
    assert_eq!(key(&here), key(&there));
    there.done(&["member", "admit", "anna"]);
    here.done(&["member", "admit", "bernat"]);
    here.hear(&there);
    there.hear(&here);
    assert_eq!(here.digests(), there.digests());
    let devices = here.json(&["member", "device", "list"]);
    assert_eq!(devices.as_array().unwrap().len(), 2);
    assert!(devices.as_array().unwrap().iter().all(|device| device["forks"] == json!([])));
    assert_eq!(here.json(&["member", "list"])["census"]["active"], 3);
}

#[test]
fn a_sheet_is_read_from_standard_input_as_it_was_printed() {
    let here = Node::founded("A");
    let sheet = here.done(&["person", "sheet"]);
    let groups: String = sheet
        .lines()
        .filter(|line| line.contains(':') && !line.contains("PART"))
        .collect::<Vec<_>>()
        .join("\n");
    let there = Node::new();
    let mut child = there
        .command(&["person", "restore", "anna"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(groups.as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let seed = |node: &Node, name| node.json(&["person", "sheet", name])["qr"].clone();
    assert_eq!(seed(&here, "me"), seed(&there, "anna"));
}

#[test]
fn a_sheet_that_was_copied_wrongly_or_is_of_another_kind_makes_no_keys() {
    let node = Node::founded("A");
    let card = node.json(&["member", "invite"]);
    let path = node.path("sheet");
    for (sheet, reason) in [
        (text(&card["invitation"]).to_owned(), "an invitation"),
        ("PARTICIPATION1:0000".to_owned(), "signs"),
        ("x".repeat(5000), "1000"),
        (String::new(), "signs"),
    ] {
        std::fs::write(&path, &sheet).unwrap();
        let said = node.refused(&["person", "restore", "anna", &path]);
        assert!(said.contains(reason), "{said}");
    }
    assert_eq!(node.json(&["person", "list"]), json!(["me"]));
}

#[test]
fn keys_that_are_there_are_never_overwritten() {
    let node = Node::founded("A");
    let sheet = node.json(&["person", "sheet"]);
    assert!(node.refused(&["person", "new", "me"]).contains("already"));
    let path = node.path("sheet");
    std::fs::write(&path, text(&sheet["qr"])).unwrap();
    assert!(node.refused(&["person", "restore", "me", &path]).contains("already"));
}

#[test]
fn a_damaged_keystore_is_named() {
    let node = Node::founded("A");
    let path = node.home().join("people/me.keys");
    let good = std::fs::read(&path).unwrap();
    for (bytes, reason) in [
        (b"hello".to_vec(), "not a keystore"),
        (good[..good.len() - 1].to_vec(), "damaged"),
        (vec![0; 600 * 1024], "524288"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let said = node.refused(&["member", "invite"]);
        assert!(said.contains(reason) && said.contains("me"), "{said}");
    }
}

#[test]
fn a_person_who_is_not_here_is_named_with_what_to_do() {
    let node = Node::founded("A");
    assert!(node.refused(&["member", "invite", "--as", "anna"]).contains("person new anna"));
}
