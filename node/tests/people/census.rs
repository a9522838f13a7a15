use serde_json::json;

use crate::node::{Node, text};

#[test]
fn a_name_is_admitted_with_keys_that_the_node_holds() {
    let node = Node::founded("A");
    let admitted = node.json(&["member", "admit", "anna"]);
    assert_eq!(admitted["person"], "anna");
    assert_eq!(node.status_of(text(&admitted["slot"])), "active");
    let devices = node.json(&["member", "device", "list", "--as", "anna"]);
    assert_eq!((&devices[0]["custody"], &devices[0]["here"]), (&json!("node"), &json!(true)));
    assert_eq!(node.json(&["person", "key", "anna"])["member"], admitted["member"]);
}

#[test]
fn a_key_from_elsewhere_is_admitted_and_acts_there() {
    let here = Node::founded("A");
    let there = here.replicated();
    there.done(&["person", "new", "anna"]);
    let said = there.refused(&["member", "invite", "--as", "anna"]);
    assert!(said.contains("person key"), "{said}");
    let key = there.done(&["person", "key", "anna"]);
    let admitted = here.json(&["member", "admit", key.trim()]);
    assert!(admitted["person"].is_null());
    there.hear(&here);
    there.done(&["member", "device", "new", "--as", "anna"]);
    here.hear(&there);
    assert_eq!(here.digests(), there.digests());
}

#[test]
fn nobody_is_admitted_twice_and_only_a_registrar_admits() {
    let node = Node::founded("A");
    let anna = node.json(&["member", "admit", "anna"]);
    assert!(node.refused(&["member", "admit", "anna"]).contains("in the census already"));
    assert!(node.refused(&["member", "admit", text(&anna["member"])]).contains("in the census"));
    assert!(node.refused(&["member", "admit", "bernat", "--as", "anna"]).contains("no registrar"));
    assert!(node.refused(&["member", "admit", "did:key:z6Mkx"]).contains("56 characters"));
    assert!(node.refused(&["member", "admit", "a/b"]).contains("cannot be a person's name"));
    assert_eq!(node.json(&["person", "list"]), json!(["anna", "me"]), "no keys for bernat");
}

#[test]
fn a_card_admits_one_person_once() {
    let node = Node::founded("A");
    let card = node.json(&["member", "invite"]);
    let card = text(&card["invitation"]);
    let redeemed = node.json(&["member", "redeem", card, "--as", "anna"]);
    assert_eq!(node.status_of(text(&redeemed["slot"])), "active");
    let said = node.refused(&["member", "redeem", card, "--as", "bernat"]);
    assert!(said.contains("redeemed already"), "{said}");
    let second = node.json(&["member", "invite"]);
    let said = node.refused(&["member", "redeem", text(&second["invitation"]), "--as", "anna"]);
    assert!(said.contains("in the census already"), "{said}");
}

#[test]
fn a_card_typed_in_groups_is_taken_and_a_wrong_sign_is_named() {
    let node = Node::founded("A");
    let card = node.json(&["member", "invite"]);
    let signs: Vec<char> = text(&card["invitation"]).chars().skip(15).collect();
    let mut groups: Vec<String> = signs.chunks(6).map(|group| group.iter().collect()).collect();
    let good = groups.clone();
    let first = if groups[4].starts_with('7') { "8" } else { "7" };
    groups[4].replace_range(..1, first);
    let args = |groups: &[String]| {
        let mut args = vec!["member".to_owned(), "redeem".to_owned()];
        args.extend_from_slice(groups);
        args.extend(["--as".to_owned(), "anna".to_owned()]);
        args
    };
    let wrong = args(&groups);
    let said = node.refused(&wrong.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(said.contains('5'), "{said}");
    node.done(&args(&good).iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn of_two_redemptions_far_apart_the_registrar_names_one() {
    let here = Node::founded("A");
    let card = here.json(&["member", "invite"]);
    let card = text(&card["invitation"]);
    let there = here.replicated();
    let anna = here.json(&["member", "redeem", card, "--as", "anna"]);
    let bernat = there.json(&["member", "redeem", card, "--as", "bernat"]);
    here.hear(&there);
    let (anna, bernat) = (text(&anna["slot"]), text(&bernat["slot"]));
    assert_eq!((here.status_of(anna), here.status_of(bernat)), ("void".into(), "void".into()));
    here.done(&["member", "settle", &bernat[..8]]);
    assert_eq!((here.status_of(anna), here.status_of(bernat)), ("void".into(), "active".into()));
}

#[test]
fn one_steward_suspends_reinstates_and_revokes_at_once() {
    let node = Node::founded("A");
    let anna = node.json(&["member", "admit", "anna"]);
    let slot = text(&anna["slot"]);
    assert!(node.done(&["member", "suspend", "anna", "--reason", "spam"]).contains("in force"));
    assert_eq!(node.status_of(slot), "suspended");
    assert!(node.refused(&["member", "suspend", &slot[..8]]).contains("suspended already"));
    node.done(&["member", "reinstate", text(&anna["member"])]);
    assert_eq!(node.status_of(slot), "active");
    node.done(&["member", "revoke", slot]);
    assert_eq!(node.status_of(slot), "revoked");
    assert!(node.refused(&["member", "reinstate", slot]).contains("not suspended"));
    assert!(node.refused(&["member", "suspend", "nobody"]).contains("person list"));
}

#[test]
fn with_more_stewards_a_suspension_waits_for_the_next_signature() {
    let node = Node::new();
    node.done(&["community", "found", "--name", "A", "--stewards", "2-of-3", "anna", "bernat"]);
    let slot = text(&node.json(&["member", "admit", "carla"])["slot"]).to_owned();
    let proposed = node.json(&["member", "suspend", "carla"]);
    assert_eq!((&proposed["in_force"], &proposed["missing"]), (&json!(false), &json!(1)));
    assert_eq!(node.status_of(&slot), "active");
    let said = node.done(&["charter", "sign", text(&proposed["revision"]), "--as", "anna"]);
    assert!(said.contains("in force"));
    assert_eq!(node.status_of(&slot), "suspended");
}

#[test]
fn who_lost_their_keys_keeps_their_place() {
    let node = Node::founded("A");
    let slot = text(&node.json(&["member", "admit", "anna"])["slot"]).to_owned();
    let again = node.json(&["member", "readmit", "anna-2", "--slot", "anna"]);
    assert_eq!(again["slot"], slot.as_str());
    let list = node.json(&["member", "list"]);
    let members = list["members"].as_array().unwrap();
    let place = members.iter().find(|member| member["slot"] == slot.as_str()).unwrap();
    assert_eq!(place["keys"].as_array().unwrap().len(), 2);
    assert_eq!(list["census"]["active"], 2);
}
