//! Seals, receipts, and what may be said after a seal.

use serde_json::json;

use crate::node::Node;

/// A community of three stewards, two of whom seal.
fn three() -> Node {
    let node = Node::empty();
    node.ok(&["init"]);
    node.ok(&["community", "found", "--name", "Tres", "--stewards", "2-of-3", "berta", "cesc"]);
    node.ok(&["member", "admit", "anna"]);
    node
}

#[test]
fn a_seal_holds_when_enough_sealers_have_signed_the_same_list() {
    let node = three();
    let poll = node.poll(&[]);
    node.vote("anna", &poll, "yes");
    let first = node.json(&["seal", &poll]);
    assert_eq!(
        (&first["sealed"], &first["signed"], &first["needs"]),
        (&json!(false), &json!(1), &json!(2))
    );
    assert_eq!(node.json(&["tally", &poll])["provisional"], true);
    let second = node.json(&["--as", "berta", "seal", &poll]);
    assert_eq!((&second["sealed"], &second["signed"]), (&json!(true), &json!(2)));
    assert_eq!(first["manifest"], second["manifest"]);
}

#[test]
fn a_seal_with_a_repeated_signer_is_refused() {
    let node = three();
    let poll = node.poll(&[]);
    node.vote("anna", &poll, "yes");
    node.ok(&["seal", &poll]);
    let said = node.refused(&["seal", &poll]);
    assert!(said.contains("you signed this list already") && said.contains("1 of 2"), "{said}");
    assert_eq!(node.json(&["tally", &poll])["status"], "open");
}

#[test]
fn only_a_sealer_seals_and_a_sealed_poll_stays_sealed() {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&[]);
    assert!(node.refused(&["--as", "anna", "seal", &poll]).contains("not among the sealers"));
    assert!(node.refused(&["reopen", &poll, "--reason", "x"]).contains("not sealed"));
    assert!(node.refused(&["contest", &poll, "--reason", "x"]).contains("not sealed"));
    node.ok(&["seal", &poll]);
    node.refused(&["seal", &poll]);
}

#[test]
fn a_late_ballot_has_a_receipt_that_says_no_until_the_poll_is_sealed_anew() {
    let node = Node::with(&["anna", "biel"]);
    let poll = node.poll(&[]);
    let counted = node.vote("anna", &poll, "yes");
    let provisional = node.json(&["receipt", &counted]);
    assert_eq!((&provisional["good"], provisional.get("in_seal")), (&json!(true), None));
    node.ok(&["seal", &poll]);
    let late = node.vote("biel", &poll, "no");
    let receipt = node.json_status(&["receipt", &late], 1);
    assert_eq!((&receipt["good"], &receipt["in_seal"]), (&json!(false), &json!(false)));
    assert_eq!(receipt["ballot"]["why_not"], "not-sealed");
    assert!(node.status(&["receipt", &late], 1).contains("not in the seal"));

    node.ok(&["--as", "biel", "contest", &poll, "--reason", "mine is missing", "--ballot", &late]);
    assert_eq!(node.json(&["tally", &poll])["contests"].as_array().unwrap().len(), 1);
    node.ok(&["reopen", &poll, "--reason", "biel's ballot was late through our fault"]);
    node.ok(&["seal", &poll]);
    let tally = node.json(&["tally", &poll]);
    assert_eq!((&tally["round"], &tally["ballots"]), (&json!(1), &json!(2)));
    assert_eq!(node.json(&["receipt", &late])["in_seal"], true);
}

#[test]
fn a_receipt_is_asked_for_by_its_code_and_strange_ones_are_told_apart() {
    let node = Node::with(&[]);
    let poll = node.poll(&[]);
    let cast = node.json(&["vote", &poll, "--choose", "yes"]);
    let (id, code) = (cast["ballot"].as_str().unwrap(), cast["code"].as_str().unwrap());
    assert_eq!(code.replace('-', ""), id[..12]);
    assert_eq!(node.json(&["receipt", code])["entry"], id);
    // Not here: the answer is no. No id at all: the question is wrong.
    let missing = node.json_status(&["receipt", &"ab".repeat(32)], 1);
    assert_eq!(missing["good"], false);
    assert_eq!(node.status(&["receipt", "ab12-ab12-ab12"], 1), "");
    for typed in ["yes", "ab12", "hello-abad-cafe", ""] {
        node.refused(&["receipt", typed]);
    }
    // Any entry has one.
    assert_eq!(node.json(&["receipt", &poll])["good"], true);
}
