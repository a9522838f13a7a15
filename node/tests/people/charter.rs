use serde_json::json;

use crate::node::{Node, text};

fn of_three() -> Node {
    let node = Node::new();
    node.done(&["community", "found", "--name", "A", "--stewards", "2-of-3", "anna", "bernat"]);
    node
}

#[test]
fn a_proposal_binds_nobody_until_it_is_signed() {
    let node = Node::founded("A");
    let args = [
        "charter",
        "propose",
        "--rename",
        "B",
        "--limits-options",
        "12",
        "--reason",
        "a fresh start",
    ];
    let proposed = node.json(&args);
    let revision = text(&proposed["revision"]);
    assert_eq!((&proposed["in_force"], &proposed["missing"]), (&json!(false), &json!(1)));
    assert_eq!(node.json(&["charter", "show"])["state"]["name"], "A");
    node.done(&["charter", "sign", &revision[..8]]);
    let shown = node.json(&["charter", "show"]);
    assert_eq!((&shown["state"]["name"], &shown["height"]), (&json!("B"), &json!(1)));
    assert_eq!(shown["state"]["limits"]["options"], 12);
    let log = node.json(&["charter", "log"]);
    assert_eq!((&log[1]["reason"], &log[1]["in_force"]), (&json!("a fresh start"), &json!(true)));
    assert!(node.done(&["charter", "log"]).contains("a fresh start"));
}

#[test]
fn a_role_is_given_and_ended_by_name() {
    let node = Node::founded("A");
    node.done(&["member", "admit", "anna"]);
    node.done(&["charter", "propose", "--grant", "registrar:anna", "--sign"]);
    node.done(&["member", "admit", "bernat", "--as", "anna"]);
    node.done(&["charter", "propose", "--end", "registrar:anna", "--sign"]);
    assert!(node.refused(&["member", "admit", "carla", "--as", "anna"]).contains("no registrar"));
    assert_eq!(node.json(&["member", "list"])["census"]["active"], 3, "what she did stands");
}

#[test]
fn a_change_that_cannot_be_made_is_refused_with_its_reason() {
    let node = Node::founded("A");
    node.done(&["member", "admit", "anna"]);
    for (args, reason) in [
        (&["--rename", " "][..], "blank"),
        (&["--grant", "king:anna"], "data-officer"),
        (&["--grant", "registrar"], "WHAT:WHO"),
        (&["--grant", "registrar:me"], "already"),
        (&["--end", "moderator:anna"], "does not hold"),
        (&["--limits-options", "0"], "limit"),
        (&["--rules", "0"], "later version"),
        (&["--recovery", "1/4"], "half"),
        (&["--seats", "1-of-2"], "2 seats"),
        (&["--seats", "2-of-3", "me", "anna"], "3 seats"),
        (&["--node", "a.example"], "begins with /"),
        (&["--node", "/ip4/192.0.2.7/tcp/1"], "/p2p/PEER"),
        (&["--node", "none", "--node", "/ip4/192.0.2.7/tcp/1/p2p/A"], "begins with /"),
        (&["--licence", "CC BY 4.0"], "as SPDX does"),
        (&["--reinstate", "anna"], "not suspended"),
        (&[], "no change"),
    ] {
        let said = node.refused(&[&["charter", "propose"], args].concat());
        assert!(said.contains(reason), "{args:?}: {said}");
    }
    assert!(
        node.refused(&["charter", "propose", "--rename", "B", "--as", "anna"]).contains("steward")
    );
    assert!(node.refused(&["charter", "sign", "00000000"]).contains("no revision"));
    assert!(node.refused(&["charter", "sign", "B"]).contains("first 8 digits"));
}

#[test]
fn stewards_list_where_the_nodes_of_the_community_are_reached() {
    let node = Node::founded("A");
    assert_eq!(node.json(&["charter", "show"])["state"]["nodes"], json!([]));
    let (first, second) =
        ("/dns4/a.example/tcp/1/p2p/12D3KooWA", "/ip4/192.0.2.7/tcp/1/p2p/12D3KooWB");
    let propose = |nodes: &[&str]| {
        let nodes: Vec<&str> = nodes.iter().flat_map(|node| ["--node", *node]).collect();
        node.done(&[&["charter", "propose", "--sign"], &nodes[..]].concat());
        node.json(&["charter", "show"])["state"]["nodes"].clone()
    };
    assert_eq!(propose(&[second, first]), json!([first, second]));
    let shown = node.done(&["charter", "show"]);
    assert!(shown.contains(first) && shown.contains(second), "{shown}");
    assert_eq!(propose(&[second]), json!([second]), "it takes the place of the whole list");
    assert_eq!(propose(&["none"]), json!([]));
    let log = node.done(&["charter", "log"]);
    assert!(log.contains(first) && log.contains("no nodes of its own"), "{log}");
}

#[test]
fn stewards_choose_under_what_the_open_data_is_given() {
    let node = Node::founded("A");
    let exported = |folder: &str| {
        let folder = node.path(folder);
        node.done(&["export", "decidim", "-o", &folder]);
        std::fs::read_to_string(std::path::Path::new(&folder).join("LICENSE.md")).unwrap()
    };
    let propose = |licence: &str| {
        node.done(&["charter", "propose", "--sign", "--licence", licence]);
        node.json(&["charter", "show"])["state"]["licence"].clone()
    };
    assert_eq!(node.json(&["charter", "show"])["state"]["licence"], json!(null));
    assert!(exported("first").contains("Open Database License"));
    assert_eq!(propose("CC-BY-4.0"), "CC-BY-4.0");
    let under = exported("second");
    assert!(
        under.contains("CC-BY-4.0:\n<https://creativecommons.org/licenses/by/4.0/>"),
        "{under}"
    );
    assert!(node.done(&["charter", "show"]).contains("CC-BY-4.0"));
    assert_eq!(propose("usual"), json!(null));
    let log = node.done(&["charter", "log"]);
    assert!(log.contains("open data under CC-BY-4.0") && log.contains("under ODbL-1.0"), "{log}");
}

#[test]
fn a_steward_signs_one_of_two_siblings_and_the_second_writes_nothing() {
    let node = of_three();
    node.done(&["charter", "propose", "--rename", "B", "--sign"]);
    let said = node.refused(&["charter", "propose", "--rename", "C", "--sign"]);
    assert!(said.contains("you signed revision"), "{said}");
    let sibling = node.json(&["charter", "propose", "--rename", "C"]);
    assert!(node.refused(&["charter", "sign", text(&sibling["revision"])]).contains("signed"));
}

#[test]
fn an_abandoned_sibling_frees_its_signer() {
    let node = of_three();
    let first = node.json(&["charter", "propose", "--rename", "B", "--sign"]);
    let first = text(&first["revision"]);
    assert!(node.refused(&["charter", "abandon", first]).contains("signed"));
    for name in ["anna", "bernat"] {
        node.done(&["charter", "abandon", first, "--as", name]);
    }
    let second = node.json(&["charter", "propose", "--rename", "C", "--sign"]);
    let signed = node.json(&["charter", "sign", text(&second["revision"]), "--as", "anna"]);
    assert_eq!(signed["in_force"], true);
}

#[test]
fn declared_support_is_shown_and_binds_nobody() {
    let node = of_three();
    let proposed = node.json(&["charter", "propose", "--rename", "B"]);
    let revision = text(&proposed["revision"]);
    for name in ["me", "anna", "bernat"] {
        node.done(&["charter", "support", revision, "--as", name]);
    }
    let shown = node.json(&["charter", "show"]);
    assert_eq!(shown["state"]["name"], "A");
    assert_eq!(shown["proposals"][0]["supported_by"].as_array().unwrap().len(), 3);
}

#[test]
fn new_stewards_get_a_paper_key_and_old_ones_keep_theirs() {
    let node = Node::founded("A");
    let before = node.json(&["charter", "show"])["state"]["seats"]["seats"][0].clone();
    node.done(&["member", "admit", "anna"]);
    node.done(&["member", "admit", "bernat"]);
    let args = ["charter", "propose", "--seats", "2-of-3", "me", "anna", "bernat", "--sign"];
    let proposed = node.json(&args);
    let papers = proposed["paper_keys"].as_array().unwrap();
    let people: Vec<&str> = papers.iter().map(|paper| text(&paper["person"])).collect();
    assert_eq!(people, ["anna", "bernat"]);
    assert!(papers.iter().all(|paper| text(&paper["qr"]).starts_with("PARTICIPATION1:")));
    let shown = node.json(&["charter", "show"]);
    let seats = shown["state"]["seats"]["seats"].as_array().unwrap();
    assert!(seats.len() == 3 && seats.contains(&before));
    let next = node.json(&["charter", "propose", "--rename", "B", "--sign", "--as", "bernat"]);
    assert_eq!(next["missing"], 1);
}

#[test]
fn a_seat_needs_a_paper_key_of_its_own() {
    let here = Node::founded("A");
    let there = here.replicated();
    there.done(&["person", "new", "anna"]);
    let key = there.done(&["person", "key", "anna"]);
    here.done(&["member", "admit", key.trim()]);
    here.done(&["member", "admit", "bernat"]);
    let said =
        here.refused(&["charter", "propose", "--seats", "2-of-3", "me", "bernat", key.trim()]);
    assert!(said.contains("person seat"), "{said}");
    let seat = there.json(&["person", "seat", "anna"]);
    here.done(&[
        "charter",
        "propose",
        "--seats",
        "2-of-3",
        "me",
        "bernat",
        text(&seat["seat"]),
        "--sign",
    ]);
    there.hear(&here);
    let proposed = there.json(&["charter", "propose", "--rename", "B", "--sign", "--as", "anna"]);
    assert_eq!(proposed["missing"], 1);
}

#[test]
fn members_change_the_charter_by_the_recovery_rule() {
    let node = Node::new();
    node.done(&["community", "found", "--name", "A", "--recovery", "1/2"]);
    node.done(&["member", "admit", "anna"]);
    node.done(&["member", "admit", "bernat"]);
    let proposed = node.json(&["charter", "propose", "--rename", "B"]);
    let revision = text(&proposed["revision"]);
    let first = node.json(&["charter", "recover", revision, "--as", "anna"]);
    assert_eq!(first["in_force"], false, "one of three is not more than half");
    let second = node.json(&["charter", "recover", revision, "--as", "bernat"]);
    assert_eq!(second["in_force"], true);
}

#[test]
fn without_a_recovery_rule_only_stewards_change_the_charter() {
    let node = Node::founded("A");
    let proposed = node.json(&["charter", "propose", "--rename", "B"]);
    let said = node.refused(&["charter", "recover", text(&proposed["revision"])]);
    assert!(said.contains("no recovery rule"));
}
