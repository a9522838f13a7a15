//! What the sample holds: something of every kind, and nothing that a recount finds otherwise.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::demo;
use crate::node::Node;

#[test]
fn it_has_something_of_every_kind() {
    let (_running, node) = demo();
    spaces_and_documents(&node);
    proposals(&node);
    moderation(&node);
    votes(&node);
    charter(&node);
    in_three_languages(&node);
}

#[test]
fn an_audit_finds_nothing_and_another_node_counts_the_same() {
    let (_running, node) = demo();
    let audit = node.json(&["audit"]);
    assert_eq!(audit["differences"], json!([]));
    let other = Node::empty();
    let bundle = node.path("sample.bundle");
    node.ok(&["bundle", "export", &bundle]);
    other.ok(&["bundle", "import", &bundle]);
    assert_eq!(other.json(&["audit"])["view_digest"], audit["view_digest"]);
    let sealed = |what: &str| {
        let list = node.json(&[what, "list"]);
        let mut sealed = list.as_array().unwrap().iter().filter(|it| it["status"] == "sealed");
        sealed.next().unwrap()["poll"].as_str().unwrap().to_owned()
    };
    for (what, winners) in
        [("budget", &["ramp", "stage", "pots", "toys"][..]), ("poll", &["bugaderes"])]
    {
        let poll = sealed(what);
        let (here, there) = (node.json(&["tally", &poll]), other.json(&["tally", &poll]));
        assert_eq!(here["outcome"], there["outcome"]);
        let won: BTreeSet<&str> = there["outcome"]["winners"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(won, winners.iter().copied().collect());
    }
}

fn spaces_and_documents(node: &Node) {
    let processes = node.json(&["process", "list"]);
    let phases = |space: &Value| space["phases"].as_u64().unwrap();
    let phases: Vec<u64> = processes["spaces"].as_array().unwrap().iter().map(phases).collect();
    assert_eq!((phases.len(), phases.iter().max()), (3, Some(&4)));
    assert_eq!(node.json(&["assembly", "list"])["spaces"].as_array().unwrap().len(), 1);
    for (kind, least) in [("proposal", 24), ("debate", 2), ("meeting", 3), ("post", 3), ("page", 1)]
    {
        assert!(total(node, &[kind, "list"]) >= least, "{kind}");
    }
    let count = |what: &str| {
        let log = node.json(&["log"]);
        let acts = log["acts"].as_array().unwrap();
        acts.iter().filter(|act| act["kind"] == what).count()
    };
    assert!(count("project") >= 17 && count("result") == 4);
    let closed = |kind: &str| {
        let list = node.json(&[kind, "list"]);
        items(&list).iter().filter(|it| it["closed"] == true).count()
    };
    assert_eq!((closed("debate"), closed("meeting")), (1, 2));
}

fn proposals(node: &Node) {
    let pages = [1, 2].map(|page| node.json(&["proposal", "list", "--page", &page.to_string()]));
    let all: Vec<&Value> = pages.iter().flat_map(items).collect();
    let some = |is: &dyn Fn(&Value) -> bool| all.iter().filter(|it| is(it)).count();
    for state in ["accepted", "rejected", "evaluating"] {
        assert!(some(&|it| it["state"] == state) > 0, "{state}");
    }
    let length = |it: &Value, key: &str| it[key].as_array().map_or(0, Vec::len);
    assert!(some(&|it| length(it, "coauthors") > 0) > 0, "co-authors");
    assert!(some(&|it| it["edits"].as_u64() > Some(1)) > 0, "versions");
    assert!(some(&|it| length(it, "supporters") >= 15) > 5, "supports");
    assert!(some(&|it| length(it, "attachments") > 0) > 0, "attachments");
    assert!(some(&|it| length(it, "endorsers") > 0) > 5, "endorsements");
    assert!(some(&|it| it["in_favour"].as_u64() > Some(1) && it["against"].as_u64() > Some(0)) > 3);
    assert_eq!(some(&|it| length(it, "amendments") > 0), 3, "amended");
    let withdrawn = node.json(&["proposal", "list", "--withdrawn"]);
    assert_eq!(withdrawn["total"], 1);
}

fn moderation(node: &Node) {
    let appeals = node.json(&["moderation", "appeals"]);
    let decided = |appeal: &Value| !appeal["decision"].is_null();
    let appeals: Vec<bool> = appeals["appeals"].as_array().unwrap().iter().map(decided).collect();
    assert_eq!(appeals.iter().filter(|decided| **decided).count(), 1);
    assert_eq!(appeals.len(), 2);
}

fn votes(node: &Node) {
    for (what, open, sealed) in [("budget", 1, 1), ("poll", 2, 1)] {
        let list = node.json(&[what, "list"]);
        let with = |status: &str| {
            list.as_array().unwrap().iter().filter(|it| it["status"] == status).collect::<Vec<_>>()
        };
        assert_eq!((with("open").len(), with("sealed").len()), (open, sealed), "{what}");
        assert!(with("sealed").iter().all(|it| it["ballots"].as_u64() >= Some(18)));
    }
}

fn charter(node: &Node) {
    let log = node.json(&["charter", "log"]);
    let in_force = |it: &Value| it["in_force"] == true;
    let in_force: Vec<bool> = log.as_array().unwrap().iter().map(in_force).collect();
    assert_eq!(in_force, [true, true, false], "one revision waits for a signature");
    assert_eq!(node.json(&["member", "list"])["census"]["active"], 28);
}

fn in_three_languages(node: &Node) {
    let page = node.json(&["proposal", "list", "--per-page", "100"]);
    let languages: BTreeSet<&str> =
        items(&page).iter().filter_map(|it| it["titles"][0][0].as_str()).collect();
    assert_eq!(languages, ["ca", "en", "es"].into());
    for (language, phase) in
        [("ca", "Suports a les idees"), ("es", "Apoyos a las ideas"), ("en", "Supporting ideas")]
    {
        let list = node.json(&["process", "list", "--language", language]);
        assert!(list["spaces"].as_array().unwrap().iter().any(|it| it["phase"] == phase));
    }
}

fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap()
}

fn total(node: &Node, args: &[&str]) -> u64 {
    node.json(args)["total"].as_u64().unwrap()
}
