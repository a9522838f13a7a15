//! Starting: the first time, again, and where there is something else.

use std::process::Output;

use serde_json::{Value, json};

use crate::node::Node;
use crate::{PASSPHRASE, demo, start};

#[test]
fn whoever_starts_it_is_told_who_can_log_in() {
    let (running, node) = demo();
    let told = &running.ready["demo"];
    assert_eq!(told["founded"], true);
    assert_eq!(told["community"], node.json(&["status"])["communities"][0]["id"]);
    let people = told["people"].as_array().unwrap();
    let names: Vec<&str> = people.iter().map(|who| who["name"].as_str().unwrap()).collect();
    assert!(names.starts_with(&["anna", "bernat", "carme", "carla"]), "{names:?}");
    for who in people {
        let name = who["name"].as_str().unwrap();
        let mut sheet = node.command(&["--as", name, "profile", "set", "--name", name]);
        let done = sheet.env("ATENEU_PASSPHRASE", who["passphrase"].as_str().unwrap()).output();
        assert!(done.unwrap().status.success(), "{name} cannot log in");
    }
}

#[test]
fn carla_casts_her_first_vote_and_can_change_it() {
    let (_running, node) = demo();
    let budgets = node.json(&["budget", "list"]);
    let open = budgets.as_array().unwrap().iter().find(|it| it["status"] == "open").unwrap();
    let (poll, before) = (open["poll"].as_str().unwrap(), open["ballots"].as_u64().unwrap());
    for choice in ["lights", "shade"] {
        let mut vote = node.command(&["--as", "carla", "vote", poll, "--choose", choice]);
        assert!(vote.env("ATENEU_PASSPHRASE", PASSPHRASE).status().unwrap().success());
        assert_eq!(node.json(&["budget", "show", poll])["ballots"], before + 1);
    }
}

#[test]
fn a_second_start_changes_nothing() {
    let (mut running, node) = demo();
    let digest = node.digest();
    running.tell("-TERM");
    assert_eq!(running.wait().code(), Some(0));
    let again = start(&node);
    assert_eq!(again.ready["demo"]["founded"], false);
    assert_eq!(again.ready["demo"]["people"], running.ready["demo"]["people"]);
    assert_eq!(node.digest(), digest);
}

#[test]
fn without_the_flag_nothing_is_founded() {
    let node = Node::empty();
    let running = crate::running::Running::start(node.home());
    assert_eq!(running.ready.get("demo"), None);
    assert_eq!(node.json(&["status"])["communities"], json!([]));
}

#[test]
fn a_home_with_another_community_is_refused_and_stays_as_it_was() {
    let node = Node::with(&["pau"]);
    let before = node.digest();
    let said = refused(&node);
    assert!(said.contains("holds community") && said.contains("--home"), "{said}");
    assert_eq!(node.digest(), before);
    assert!(!node.home().join("people/anna.keys").exists());
}

#[test]
fn keys_of_somebody_else_by_a_name_of_the_sample_are_left_alone() {
    let node = Node::empty();
    node.ok(&["init"]);
    let mut new = node.command(&["person", "new", "carme"]);
    assert!(new.env("ATENEU_PASSPHRASE", "my own").status().unwrap().success());
    let keys = std::fs::read(node.home().join("people/carme.keys")).unwrap();
    let said = refused(&node);
    assert!(said.contains("carme") && said.contains("sample"), "{said}");
    assert_eq!(std::fs::read(node.home().join("people/carme.keys")).unwrap(), keys);
    assert_eq!(node.json(&["status"])["communities"], Value::Array(Vec::new()));
}

/// Starts it where that must be refused, and gives what it said.
fn refused(node: &Node) -> String {
    let args = ["serve", "--demo", "--no-mdns", "--listen", "/ip4/127.0.0.1/tcp/0"];
    let Output { status, stdout, stderr } = node.run(&args);
    let said = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(2), "{said}");
    assert_eq!(stdout, b"");
    said
}
