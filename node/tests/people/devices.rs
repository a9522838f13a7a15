use serde_json::{Value, json};

use crate::node::{Node, text};

fn devices(node: &Node) -> Vec<Value> {
    node.json(&["member", "device", "list"]).as_array().unwrap().clone()
}

fn here(node: &Node) -> String {
    let all = devices(node);
    let one: Vec<&Value> = all.iter().filter(|device| device["here"] == true).collect();
    assert_eq!(one.len(), 1);
    text(&one[0]["device"]).to_owned()
}

#[test]
fn an_ended_device_is_followed_by_a_new_one_and_what_it_wrote_stands() {
    let node = Node::founded("A");
    node.done(&["member", "admit", "anna"]);
    let old = here(&node);
    node.done(&["member", "device", "retire", &old[..8]]);
    assert_ne!(here(&node), old);
    node.done(&["member", "admit", "bernat"]);
    assert_eq!(node.json(&["member", "list"])["census"]["active"], 3);
}

#[test]
fn nobody_ends_the_device_of_another() {
    let node = Node::founded("A");
    node.done(&["member", "admit", "anna"]);
    let device = here(&node);
    let said = node.refused(&["member", "device", "retire", &device, "--as", "anna"]);
    assert!(said.contains("no device of this person"), "{said}");
}

/// ```text
/// home ── admit anna
///   └ copied ── admit bernat      one device, one place, two entries
/// ```
#[test]
fn a_copied_home_forks_and_the_person_says_which_branch_goes_on() {
    let node = Node::founded("A");
    let copy = node.copied();
    let anna = text(&node.json(&["member", "admit", "anna"])["slot"]).to_owned();
    let bernat = text(&copy.json(&["member", "admit", "bernat"])["slot"]).to_owned();
    node.hear(&copy);
    let forks = devices(&node)[0]["forks"].clone();
    assert_eq!(forks.as_array().unwrap().len(), 1, "{forks}");
    let shown = &node.json(&["status"])["communities"][0]["forks"];
    assert_eq!(shown.as_array().unwrap().len(), 1, "{shown}");
    let mut evidence = [anna.as_str(), bernat.as_str()];
    evidence.sort_unstable();
    assert_eq!(shown[0]["entries"], json!(evidence), "anybody can fetch and check the two");
    assert_ne!(node.status_of(&anna), "active");
    let said = node.refused(&["member", "device", "repair", &anna, "--as", "anna"]);
    assert!(said.contains("no place") || said.contains("own"), "{said}");
    node.done(&["member", "device", "repair", &anna]);
    assert_eq!(node.status_of(&anna), "active");
    assert_ne!(node.status_of(&bernat), "active");
    node.done(&["member", "admit", "carla"]);
    copy.hear(&node);
    assert_eq!(node.digests(), copy.digests());
}

#[test]
fn who_leaves_and_joins_again_writes_with_a_new_device() {
    let here_node = Node::founded("A");
    let other = here_node.replicated();
    let (invitation, early) = (here_node.invitation(), here_node.bundle());
    here_node.done(&["member", "admit", "anna"]);
    let before = here(&here_node);
    other.hear(&here_node);
    here_node.done(&["community", "leave", "A"]);
    // The bundle is older than the last act: the same device would fork its chain.
    here_node.done(&["community", "join", &invitation, "--bundle", &early]);
    here_node.done(&["member", "admit", "bernat"]);
    assert_ne!(here(&here_node), before);
    here_node.hear(&other);
    assert_eq!(here_node.json(&["member", "list"])["census"]["active"], 3);
    assert!(devices(&here_node).iter().all(|device| device["forks"] == json!([])));
}

#[test]
fn an_entry_of_an_honest_chain_needs_no_repair() {
    let node = Node::founded("A");
    let slot = text(&node.json(&["member", "admit", "anna"])["slot"]).to_owned();
    assert!(node.refused(&["member", "device", "repair", &slot]).contains("forked chain"));
}
