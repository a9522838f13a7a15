//! Ballots that are refused, and the reasons.

use crate::node::Node;

fn budget(node: &Node, ballot: &str) -> String {
    let opened = node.json(&[
        "budget",
        "create",
        "--title",
        "B",
        "--project",
        "a=600=A",
        "--project",
        "b=500=B",
        "--project",
        "c=100=C",
        "--budget",
        "1000",
        "--ballot",
        ballot,
    ]);
    opened["poll"].as_str().unwrap().to_owned()
}

#[test]
fn a_ballot_over_the_limits_is_refused_and_says_by_how_much() {
    let node = Node::with(&[]);
    for (ballot, choose, why) in [
        ("percent:70", "a,b", "cost 1100, the budget is 1000"),
        ("percent:70", "a", "at least 70 percent must be used"),
        ("minimum:2", "a", "at least 2 must be"),
        ("minimum:2", "a,b", "cost 1100, the budget is 1000"),
        ("selection:1-2", "a,b,c", "at most 2 may be"),
        ("approval:2-3", "c", "at least 2 must be"),
    ] {
        let budget = budget(&node, ballot);
        let said = node.refused(&["vote", &budget, "--choose", choose]);
        assert!(said.contains(why), "{ballot} {choose}: {said}");
    }
    let percent = budget(&node, "percent:70");
    node.vote("me", &percent, "a,c");
    let selection = budget(&node, "selection:1-2");
    node.vote("me", &selection, "b,a");
}

#[test]
fn a_ballot_of_another_form_or_with_a_strange_option_is_refused() {
    let node = Node::with(&[]);
    let poll = node.poll(&[]);
    assert!(node.refused(&["vote", &poll, "--choose", "maybe"]).contains("choose among yes, no"));
    assert!(node.refused(&["vote", &poll, "--choose", "yes,yes"]).contains("named twice"));
    assert!(node.refused(&["vote", &poll, "--choose", "yes,no"]).contains("at most 1"));
    assert!(node.refused(&["vote", &poll, "--rank", "yes"]).contains("another form"));
    assert!(node.refused(&["vote", &poll, "--points", "yes=2"]).contains("another form"));
    assert!(node.refused(&["vote", &poll, "--points", "yes"]).contains("write ID=N"));
    assert!(node.refused(&["vote", &poll, "--blank"]).contains("at least 1"));
    for args in [vec!["vote", &poll], vec!["vote", &poll, "--choose", "yes", "--blank"]] {
        assert_eq!(node.run(&args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn points_and_rankings_are_cast_by_the_ids_of_options() {
    let node = Node::with(&[]);
    let points = budget(&node, "points:1-10:5");
    assert!(node.refused(&["vote", &points, "--points", "a=6"]).contains("give 1 to 5"));
    node.ok(&["vote", &points, "--points", "c=5,a=2,b=0"]);
    let scores = &node.json(&["tally", &points])["outcome"]["scores"];
    assert_eq!(*scores, serde_json::json!({"a": 2, "b": 0, "c": 5}));
    let ranking = budget(&node, "ranking:1-3");
    node.ok(&["vote", &ranking, "--rank", "b,a"]);
    let scores = &node.json(&["tally", &ranking])["outcome"]["scores"];
    assert_eq!(*scores, serde_json::json!({"a": 2, "b": 3, "c": 0}));
}

#[test]
fn a_ballot_for_another_opening_is_refused() {
    let node = Node::with(&[]);
    let poll = node.poll(&[]);
    let entry = node.vote("me", &poll, "yes");
    // A ballot is no opening, and an id of nothing is none either.
    for other in [entry.as_str(), &"ab".repeat(32), "abababab", "abab", "", "not-an-id"] {
        let said = node.refused(&["vote", other, "--choose", "yes"]);
        assert!(said.contains("poll"), "{said}");
    }
}

#[test]
fn a_ballot_by_somebody_outside_the_roll_is_refused() {
    let node = Node::with(&[]);
    let poll = node.poll(&[]);
    node.ok(&["member", "admit", "late"]);
    let said = node.refused(&["--as", "late", "vote", &poll, "--choose", "yes"]);
    assert!(said.contains("not in the roll"), "{said}");
    let said = node.refused(&["--as", "nobody", "vote", &poll, "--choose", "yes"]);
    assert!(said.contains("nobody"), "{said}");
    assert_eq!(node.json(&["tally", &poll])["roll"], 1);
}

#[test]
fn a_poll_that_no_ballot_could_be_counted_in_is_not_opened() {
    let node = Node::with(&[]);
    let poll = |more: &[&str]| {
        let args = ["poll", "create", "--question", "Q", "--option", "a=A", "--option", "b=B"];
        node.refused(&[&args[..], more].concat())
    };
    assert!(poll(&["--option", "a=again"]).contains("stands twice"));
    assert!(poll(&["--option", "=x"]).contains("ID=LABEL"));
    assert!(poll(&["--rule", "consent"]).contains("stands for"));
    assert!(poll(&["--rule", "greedy"]).contains("spends a budget"));
    assert!(poll(&["--rule", "best"]).contains("no rule is called"));
    assert!(poll(&["--max", "2"]).contains("plurality counts one choice"));
    assert!(poll(&["--rule", "approval", "--min", "3"]).contains("3 of 2 options"));
    assert!(poll(&["--seats", "3"]).contains("3 of 2 options"));
    assert!(poll(&["--sealers", "us"]).contains("stewards"));
    assert!(poll(&["--ties", "age"]).contains("lot or listed"));
    let budget = |more: &[&str]| {
        let args = ["budget", "create", "--title", "B", "--budget", "10", "--project", "a=5=A"];
        node.refused(&[&args[..], more].concat())
    };
    assert!(budget(&["--project", "a=6=again"]).contains("stands twice"));
    assert!(budget(&["--project", "b=1,5=B"]).contains("1,5"));
    assert!(budget(&["--ballot", "minimum:3"]).contains("3 of 1 options"));
    assert!(budget(&["--rule", "approval"]).contains("spends no budget"));
    assert!(budget(&["--rule", "greedy-threshold"]).contains("threshold"));
    assert!(budget(&["--threshold", "3"]).contains("no threshold"));
    assert!(budget(&["--project", "b=0.25=B", "--decimals", "1"]).contains("decimals"));
    assert_eq!(node.json(&["poll", "list"]), serde_json::json!([]));
    assert_eq!(node.json(&["budget", "list"]), serde_json::json!([]));
}

#[test]
fn only_an_organiser_opens_a_poll() {
    let node = Node::with(&["anna"]);
    let args = ["poll", "create", "--question", "Q", "--option", "a=A"];
    assert!(node.refused(&[&args[..], &["--as", "anna"]].concat()).contains("no organiser"));
}

#[test]
fn who_votes_after_the_seal_is_told_that_it_is_late() {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&[]);
    assert_eq!(node.json(&["vote", &poll, "--choose", "yes"])["sealed"], false);
    node.ok(&["seal", &poll]);
    let late = node.run(&["--as", "anna", "vote", &poll, "--choose", "no"]);
    let said = String::from_utf8(late.stderr).unwrap();
    assert!(said.contains("the poll is sealed"), "{said}");
    assert_eq!(node.json(&["--as", "anna", "vote", &poll, "--choose", "no"])["sealed"], true);
    assert_eq!(node.json(&["tally", &poll])["ballots"], 1);
}
