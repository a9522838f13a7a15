//! From founding to an audit in another home, as an association would do it.

use serde_json::json;

use crate::node::Node;

#[test]
fn a_budget_from_founding_to_audit_has_the_same_outcome_in_another_home() {
    let node = Node::with(&["anna", "biel", "carme", "david", "elsa"]);
    let opened = node.json(&[
        "budget",
        "open",
        "--title",
        "Places i arbres",
        "--project",
        "tree=800=Twelve trees",
        "--project",
        "bench=300.50=A bench",
        "--project",
        "path=400=A path",
        "--budget",
        "1000",
        "--ballot",
        "selection:1-2",
        "--rule",
        "greedy",
    ]);
    assert_eq!(opened["roll"], 6);
    let budget = opened["poll"].as_str().unwrap();

    let first = node.vote("anna", budget, "tree,bench");
    node.vote("biel", budget, "bench");
    node.vote("carme", budget, "path,bench");
    node.vote("david", budget, "tree");
    let recast = node.vote("anna", budget, "path");
    node.vote("me", budget, "path,tree");

    let tally = node.json(&["tally", budget]);
    assert_eq!((&tally["status"], &tally["provisional"]), (&json!("open"), &json!(true)));
    assert_eq!((&tally["roll"], &tally["ballots"]), (&json!(6), &json!(5)));
    assert_eq!(tally["excluded"][0]["ballot"], first.as_str());
    assert_eq!(tally["excluded"][0]["why"]["superseded"]["by"], recast.as_str());
    let scores = json!({"tree": 2, "bench": 2, "path": 3});
    assert_eq!(tally["outcome"]["scores"], scores);

    let seal = node.json(&["seal", budget]);
    assert_eq!((&seal["sealed"], &seal["ballots"]), (&json!(true), &json!(5)));
    let sealed = node.json(&["tally", budget]);
    assert_eq!((&sealed["status"], &sealed["provisional"]), (&json!("sealed"), &json!(false)));
    assert_eq!(sealed["outcome"]["winners"], json!(["path", "bench"]));
    assert_eq!(sealed["outcome"]["spent"], "700.5");

    let receipt = node.json(&["receipt", &recast]);
    assert_eq!((&receipt["good"], &receipt["in_seal"]), (&json!(true), &json!(true)));
    assert_eq!(node.json_status(&["receipt", &first], 1)["good"], json!(false));

    let bundle = node.path("stick.bundle");
    node.ok(&["bundle", "export", &bundle]);
    let other = Node::empty();
    let taken = other.json(&["bundle", "import", &bundle]);
    assert_eq!(taken["new"], true);
    let (here, there) = (node.json(&["audit"]), other.json(&["audit"]));
    assert_eq!(there["differences"], json!([]));
    for key in ["entries", "digest", "view_digest", "clean"] {
        assert_eq!(here[key], there[key], "{key}");
    }
    assert_eq!(other.json(&["tally", budget]), sealed);
    assert_eq!(other.json(&["receipt", &recast]), receipt);
}

#[test]
fn every_answer_can_be_read_without_json_too() {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&["--rule", "approval"]);
    assert!(node.ok(&["--as", "anna", "vote", &poll, "--choose", "yes"]).starts_with("ballot "));
    let list = node.ok(&["poll", "list"]);
    assert!(list.contains("1 of 2  open    Plant trees?\n"), "{list}");
    let shown = node.ok(&["poll", "show", &poll[..8]]);
    assert!(shown.contains("a ballot  1 to 2 options\n"), "{shown}");
    assert!(node.ok(&["tally", &poll]).contains("totals are provisional"));
    assert!(node.ok(&["seal", &poll]).ends_with("the poll is sealed\n"));
    assert!(node.ok(&["audit"]).ends_with("nothing differs\n"));
}
