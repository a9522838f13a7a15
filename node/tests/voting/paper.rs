//! Voting on paper, by commands: two officers, double entry, one result.

use serde_json::{Value, json};

use crate::node::Node;

/// Anna and Biel are station officers, and opened a station; the others vote.
fn hall() -> (Node, String, String) {
    let node = Node::with(&["anna", "biel", "carme", "david"]);
    let grants = ["--grant", "station-officer:anna", "--grant", "station-officer:biel"];
    node.ok(&[&["charter", "propose", "--sign"][..], &grants].concat());
    let poll = node.poll(&[]);
    let open = ["--as", "anna", "station", "open", &poll, "--place", "The hall"];
    let station = entry(&node.json(&open));
    assert!(node.json(&["--as", "biel", "station", "sign", &station]).is_object());
    (node, poll, station)
}

fn entry(done: &Value) -> String {
    done["entry"].as_str().unwrap().to_owned()
}

#[test]
fn a_station_from_its_opening_to_one_result_of_both_channels() {
    let (node, poll, station) = hall();
    let online = node.vote("carme", &poll, "yes");
    node.vote("me", &poll, "yes");
    let asked = node.json(&["station", "mark", &station, "carme", "--ask"]);
    assert_eq!((&asked["in_roll"], &asked["online"]), (&json!(true), &json!(online)));
    for person in ["carme", "david", "biel"] {
        node.ok(&["--as", "anna", "station", "mark", &station, person]);
    }
    let asked = node.json_status(&["station", "mark", &station, "carme", "--ask"], 1);
    assert_ne!(asked["marked"], Value::Null);
    let twice = node.refused(&["--as", "biel", "station", "mark", &station, "carme"]);
    assert!(twice.contains("given a paper ballot before"), "{twice}");
    assert_eq!(node.json_status(&["receipt", &online], 1)["good"], false);

    // Anna types three papers, Biel reads the second another way; then both look again.
    let first = node.write("first", "2\n2\n?\n");
    let second = node.write("second", "2\n1\n?\n");
    let batch = |person: &str, file: &str, status: i32| {
        let args = ["--as", person, "station", "batch", &station, "--bundle", "1", "--file", file];
        node.json_status(&args, status)
    };
    assert_eq!(batch("anna", &first, 0), json!({"status": "waits"}));
    assert_eq!(batch("anna", &first, 0)["status"], "waits", "one person is not two");
    let differs = batch("biel", &second, 1);
    assert_eq!(differs["status"], "differs");
    let places: Vec<_> = differs["mismatches"].as_array().unwrap().iter().collect();
    assert_eq!(places.len(), 2);
    assert_eq!((&places[0]["paper"], &places[0]["spot"]), (&json!(2), &json!({"option": 0})));
    assert_eq!(node.json(&["tally", &poll])["ballots"], 1, "nothing counts before both agree");
    let signed = batch("biel", &first, 0);
    assert_eq!(signed["status"], "signed");
    let bundle = signed["batch"].as_str().unwrap();
    assert_eq!(node.json(&["tally", &poll])["ballots"], 1, "one signature counts nothing");
    let own = node.refused(&["--as", "biel", "station", "sign", bundle]);
    assert!(own.contains("a second, different officer"), "{own}");
    node.ok(&["--as", "anna", "station", "sign", bundle]);

    let tally = node.json(&["tally", &poll]);
    assert_eq!(tally["ballots"], 3);
    assert_eq!(tally["channels"]["online"], json!({"ballots": 1, "options": [1, 0]}));
    assert_eq!(tally["channels"]["paper"], json!({"ballots": 2, "options": [0, 2]}));
    assert_eq!(tally["channels"]["together"], json!({"ballots": 3, "options": [1, 2]}));
    assert_eq!(tally["paper"]["spoilt"], 1);
    assert!(node.refused(&["seal", &poll]).contains("is open"));
    let closing = entry(&node.json(&["--as", "anna", "station", "close", &station]));
    node.ok(&["--as", "biel", "station", "sign", &closing]);
    assert_eq!(node.json(&["seal", &poll])["ballots"], 3);
    let sealed = node.json(&["tally", &poll]);
    assert_eq!(sealed["status"], "sealed");
    assert_eq!(sealed["outcome"], tally["outcome"]);
    assert_eq!(sealed["outcome"]["winners"], json!(["no"]));
    node.ok(&["station", "show", &poll]);
    assert!(!node.json(&["station", "show", &poll]).is_null());
    node.ok(&["tally", &poll]);

    // Another home recounts the same from the entries alone.
    let stick = node.path("stick.bundle");
    node.ok(&["bundle", "export", &stick]);
    let other = Node::empty();
    other.json(&["bundle", "import", &stick]);
    assert_eq!(other.json(&["tally", &poll]), sealed);
    assert_eq!(other.json(&["audit"])["good"], node.json(&["audit"])["good"]);
}

#[test]
fn a_line_that_is_no_paper_is_refused_with_its_number() {
    let (node, _, station) = hall();
    let batch = |text: &str| {
        let file = node.write("typed", text);
        let args = ["--as", "anna", "station", "batch", &station, "--bundle", "1", "--file"];
        node.refused(&[&args[..], &[&file]].concat())
    };
    assert!(batch("1\n3\n").contains("line 2"));
    assert!(batch("yes\n").contains("no number of an option"));
    assert!(batch(&"1\n".repeat(51)).contains("at most 50"));
}

#[test]
fn nobody_but_two_station_officers_does_anything() {
    let (node, poll, station) = hall();
    for args in [
        &["station", "open", &poll, "--place", "At home"][..],
        &["station", "mark", &station, "david"],
        &["station", "close", &station],
    ] {
        let said = node.refused(&[&["--as", "carme"], args].concat());
        assert!(said.contains("station officer"), "{said}");
    }
}
