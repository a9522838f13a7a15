//! Polls and budgets by every kind of rule: opened, voted and counted as the rule says.

use serde_json::{Value, json};

use crate::node::Node;

const PEOPLE: [&str; 5] = ["anna", "biel", "carla", "dani", "elna"];

/// A poll over `a`, `b` and `c` by a rule, voted by five people, and its outcome.
fn decided(node: &Node, more: &[&str], ballots: [&[&str]; 5]) -> Value {
    let question = ["poll", "create", "--question", "Which?", "--ties", "listed"];
    let options = ["--option", "a=A", "--option", "b=B", "--option", "c=C"];
    let opened = node.json(&[&question[..], &options, more].concat());
    voted(node, &opened, ballots)
}

fn voted(node: &Node, opened: &Value, ballots: [&[&str]; 5]) -> Value {
    let poll = opened["poll"].as_str().unwrap();
    for (person, ballot) in PEOPLE.iter().zip(ballots) {
        if !ballot.is_empty() {
            node.json(&[&["--as", person, "vote", poll], ballot].concat());
        }
    }
    node.json(&["tally", poll])["outcome"].clone()
}

#[test]
fn an_order_is_counted_by_the_rules_that_read_orders() {
    let node = Node::with(&PEOPLE);
    // Two for a, two for b, and c in the middle: whom the last elects hangs on the rule.
    let ballots: [&[&str]; 5] = [
        &["--rank", "a,c,b"],
        &["--rank", "a,c,b"],
        &["--rank", "b,c,a"],
        &["--rank", "b,c,a"],
        &["--rank", "c,a,b"],
    ];
    for (rule, winner) in [
        ("irv", "a"),
        ("stv-meek", "a"),
        ("schulze", "c"),
        ("ranked-pairs", "c"),
        ("minimax", "c"),
        ("copeland", "c"),
    ] {
        let outcome = decided(&node, &["--rule", rule], ballots);
        assert_eq!((&outcome["rule"], &outcome["winners"]), (&json!(rule), &json!([winner])));
    }
    let two = decided(&node, &["--rule", "stv-scottish", "--seats", "2"], ballots);
    assert_eq!((&two["winners"], &two["rounds"][0]["quota"]), (&json!(["a", "b"]), &json!(2)));
}

#[test]
fn points_are_counted_by_the_rules_that_read_points() {
    let node = Node::with(&PEOPLE);
    let ballots: [&[&str]; 5] = [
        &["--points", "a=5"],
        &["--points", "a=5,b=4"],
        &["--points", "b=4,c=1"],
        &["--points", "b=3,c=5"],
        &["--points", "a=5,b=3"],
    ];
    let score = decided(&node, &["--rule", "score"], ballots);
    assert_eq!(score["scores"], json!({"a": 15, "b": 14, "c": 6}));
    let judged = decided(&node, &["--rule", "majority-judgment"], ballots);
    assert_eq!((&judged["winners"], &judged["scores"]["b"]), (&json!(["a"]), &json!(3)));
    let ballots: [&[&str]; 5] =
        [&["--points", "a=3"], &["--points", "b=2,c=1"], &["--points", "b=2"], &[], &[]];
    let bought = decided(&node, &["--rule", "quadratic", "--credits", "9"], ballots);
    assert_eq!((&bought["winners"], &bought["scores"]["a"]), (&json!(["b"]), &json!(3)));
    // Four votes would cost sixteen credits.
    let poll = ["poll", "create", "--question", "Q", "--option", "a=A", "--rule", "quadratic"];
    let opened = node.json(&[&poll[..], &["--credits", "9"]].concat());
    node.refused(&["--as", "anna", "vote", opened["poll"].as_str().unwrap(), "--points", "a=4"]);
}

#[test]
fn a_motion_needs_what_its_opening_says() {
    let node = Node::with(&PEOPLE);
    let motion = |more: &[&str], ballots| {
        let question = ["poll", "create", "--question", "New statutes?", "--rule", "majority"];
        let options = ["--option", "for=Sí", "--option", "against=No", "--option", "abstain=Blanc"];
        voted(&node, &node.json(&[&question[..], &options, more].concat()), ballots)
    };
    let four: [&[&str]; 5] = [
        &["--choose", "for"],
        &["--choose", "for"],
        &["--choose", "against"],
        &["--choose", "abstain"],
        &[],
    ];
    for (needs, passes) in [
        (None, true),
        (Some(">=2/3 of valid"), true),
        (Some(">1/2 of cast"), false),
        (Some(">1/2 of valid, quorum >=2/3 of roll"), true),
        (Some(">1/2 of valid, quorum >9/10 of roll"), false),
        (Some(">=1/2 of roll"), false),
    ] {
        let more = needs.map_or(vec![], |needs| vec!["--needs", needs]);
        let outcome = motion(&more, four);
        let winners = if passes { json!(["for"]) } else { json!([]) };
        assert_eq!(outcome["winners"], winners, "{needs:?}: {outcome}");
    }
    let refused = |more: &[&str]| {
        let question = ["poll", "create", "--question", "Q", "--option", "for=Sí"];
        node.refused(&[&question[..], &["--option", "against=No"], more].concat())
    };
    assert!(refused(&["--rule", "majority", "--needs", "2/3"]).contains("no majority"));
    assert!(refused(&["--rule", "majority", "--needs", ">1/2 of present"]).contains("present"));
    assert!(refused(&["--rule", "plurality", "--needs", ">1/2 of cast"]).contains("no motion"));
    assert!(refused(&["--rule", "irv", "--points", "3"]).contains("--points"));
    assert!(refused(&["--rule", "irv", "--seats", "2"]).contains("seat"));
}

#[test]
fn a_budget_is_shared_equally_where_its_opening_says_so() {
    let node = Node::with(&PEOPLE);
    let budget = |rule: &str| {
        let args = ["budget", "create", "--title", "Diners", "--budget", "100", "--ties", "listed"];
        let projects = ["--project", "big=90=Park", "--project", "one=20=Bench"];
        let opened = node
            .json(&[&args[..], &projects, &["--project", "two=20=Tree", "--rule", rule]].concat());
        let ballots: [&[&str]; 5] = [
            &["--choose", "big"],
            &["--choose", "big"],
            &["--choose", "big"],
            &["--choose", "one"],
            &["--choose", "two"],
        ];
        voted(&node, &opened, ballots)["winners"].clone()
    };
    assert_eq!(budget("greedy"), json!(["big"]), "three of five take it all");
    assert_eq!(budget("equal-shares"), json!(["one", "two"]), "each fifth buys what it wants");
}

#[test]
fn a_poll_is_printed_in_the_language_of_whoever_reads() {
    let node = Node::with(&["anna"]);
    let opened = node.json(&[
        "poll",
        "create",
        "--question",
        "[ca] Dilluns? [es] ¿Lunes?",
        "--option",
        "yes=[ca] D’acord [es] De acuerdo",
        "--option",
        "no=No",
    ]);
    let poll = opened["poll"].as_str().unwrap();
    let printed = |args: &[&str], locale| {
        let out = node.command(args).env("LC_ALL", locale).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    for (locale, own, other) in [
        ("es_ES.UTF-8", ["¿Lunes?", "De acuerdo"], ["Dilluns?", "D’acord"]),
        ("C", ["Dilluns?", "D’acord"], ["¿Lunes?", "De acuerdo"]),
    ] {
        let shown = printed(&["poll", "show", poll], locale);
        for (said, unsaid) in own.iter().zip(other) {
            assert!(shown.contains(said) && !shown.contains(unsaid), "{locale}: {shown}");
        }
        for args in [&["poll", "list"][..], &["tally", poll]] {
            let listed = printed(args, locale);
            assert!(listed.contains(own[0]) && !listed.contains("[ca]"), "{locale}: {listed}");
        }
    }
    // A program gets all of it.
    let whole = node.json(&["poll", "show", poll]);
    assert_eq!(whole["title"], "[ca] Dilluns? [es] ¿Lunes?");
}
