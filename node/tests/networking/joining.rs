//! Joining over the network, and holding the same from then on.

use std::process::Command;

use crate::node::Node;
use crate::running::Running;
use crate::several::{Served, converged, wait_for};

#[test]
fn who_joins_with_a_card_votes_at_once_and_both_nodes_count_the_same() {
    let (one, two) = (Served::founded(), Served::new());
    let joined = two.node.json(&["community", "join", &one.card()]);
    assert!(joined["slot"].is_string(), "{joined}");
    // Who is in the census when a poll opens may vote in it.
    converged(&[&one, &two]);
    let poll = one.node.poll(&[]);
    converged(&[&one, &two]);

    one.node.vote("me", &poll, "yes");
    two.node.vote("me", &poll, "no");
    let held = converged(&[&one, &two]);
    assert_eq!(held["peers"], 1);
    assert!(held["heard"].is_u64());
    let [here, there] =
        [&one, &two].map(|node| node.node.json(&["tally", &poll])["outcome"].clone());
    assert_eq!(here, there);
    one.node.ok(&["audit"]);
    two.node.ok(&["audit"]);
}

#[test]
fn a_node_that_was_off_catches_up_with_what_was_written_meanwhile() {
    let one = Served::founded();
    let two = Node::empty();
    two.ok(&["init"]);
    let mut two = Served::start(two);
    two.node.ok(&["community", "join", &one.invitation()]);
    converged(&[&one, &two]);
    two.running.tell("-KILL");
    two.running.wait();
    for person in ["anna", "biel", "carla"] {
        one.node.ok(&["member", "admit", person]);
    }
    let two = Served::start(two.node);
    let held = converged(&[&one, &two]);
    assert_eq!(held["entries"], one.community()["entries"]);
}

#[test]
fn who_leaves_is_heard_by_the_node_that_stays() {
    let (one, two) = (Served::founded(), Served::new());
    two.node.json(&["community", "join", &one.card()]);
    converged(&[&one, &two]);
    let before = one.community()["entries"].as_u64().unwrap();
    let left = two.node.json(&["community", "leave"]);
    assert_eq!(left["ended"], serde_json::json!(["me"]), "{left}");
    assert_eq!(left["heard"], true, "{left}");
    wait_for(|| one.community()["entries"] == before + 1);
    assert_eq!(two.node.json(&["community", "list"]), serde_json::json!([]));
}

#[test]
fn an_entry_is_said_to_be_elsewhere_once_another_node_has_said_so() {
    let one = Served::founded();
    let poll = one.node.poll(&[]);
    let elsewhere = |node: &Served| node.node.json(&["receipt", &poll])["elsewhere"].clone();
    assert!(elsewhere(&one).is_null(), "no other node was met");
    let two = Served::new();
    two.node.ok(&["community", "join", &one.invitation()]);
    converged(&[&one, &two]);
    // They have met, and compare anew when one of them comes back.
    let mut two = two;
    two.running.tell("-TERM");
    two.running.wait();
    let two = Served::start(two.node);
    wait_for(|| elsewhere(&one) == 1 && elsewhere(&two) == 1);
    // What is written while nobody hears is known to be here alone.
    let mut two = two;
    two.running.tell("-TERM");
    two.running.wait();
    let late = one.node.poll(&[]);
    let receipt = one.node.json(&["receipt", &late]);
    assert_eq!(receipt["elsewhere"], 0);
    assert!(one.node.ok(&["receipt", &late]).contains("no other node has said yet"));
}

#[test]
fn who_runs_no_node_joins_all_the_same_and_the_card_is_redeemed_for_everybody() {
    let one = Served::founded();
    let two = Node::empty();
    let joined = two.json(&["community", "join", &one.card()]);
    let slot = joined["slot"].as_str().unwrap().to_owned();
    wait_for(|| {
        let members = one.node.json(&["member", "list"]);
        members.to_string().contains(&slot)
    });
    assert_eq!(two.digest(), one.node.digest());
}

#[test]
fn one_command_brings_a_second_node_up_beside_the_first() {
    let one = Served::founded();
    one.node.ok(&["member", "admit", "anna"]);
    let two = Node::empty();
    two.ok(&["init"]);
    let invitation = one.invitation();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
    let running = Running::serving(command.args(["serve", "--join", &invitation]), two.home());
    let two = Served { running, node: two };
    converged(&[&one, &two]);
}

#[test]
fn a_private_community_goes_only_to_who_has_the_invitation() {
    let home = Node::empty();
    home.ok(&["init"]);
    home.ok(&["community", "found", "--name", "Escala B", "--private"]);
    let one = Served::start(home);
    let invitation = one.invitation();
    assert!(invitation.contains("access="), "{invitation}");
    let two = Served::new();
    two.node.ok(&["community", "join", &invitation]);
    assert_eq!(converged(&[&one, &two])["private"], true);
}

#[test]
fn five_nodes_of_which_each_writes_hold_the_same_in_the_end() {
    let one = Served::founded();
    let mut all = vec![one];
    for _ in 0..4 {
        let next = Served::new();
        let card = all[0].card();
        next.node.ok(&["community", "join", &card]);
        all.push(next);
    }
    for (n, node) in all.iter().enumerate() {
        node.node.ok(&["profile", "set", "--name", &format!("node {n}")]);
    }
    let nodes: Vec<&Served> = all.iter().collect();
    let held = converged(&nodes);
    assert_eq!(held["pending"], 0);
}

#[test]
fn a_stick_carries_what_a_line_does_not() {
    let (one, two) = (Served::founded(), Served::new());
    let whole = one.node.path("whole.bundle");
    one.node.ok(&["bundle", "export", &whole]);
    two.node.ok(&["bundle", "import", &whole]);
    converged(&[&one, &two]);
}
