//! `count` on real files, against what a reference implementation found.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::node::Node;

/// The folder of real data; `None`, loudly, where there is none.
fn data(folder: &str) -> Option<(PathBuf, Value)> {
    let Ok(data) = std::env::var("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA is not set");
        return None;
    };
    let folder = PathBuf::from(data).join(folder);
    let expected = std::fs::read(folder.join("expected.json")).unwrap();
    Some((folder, serde_json::from_slice(&expected).unwrap()))
}

fn sorted(list: &Value) -> Vec<String> {
    let mut list: Vec<String> = list.as_array().unwrap().iter().map(ToString::to_string).collect();
    list.sort_unstable();
    list
}

#[test]
fn every_real_budget_is_counted_as_the_reference_does() {
    let Some((folder, expected)) = data("pabulib") else { return };
    let node = Node::empty();
    let mut compared = 0;
    for (name, expected) in expected.as_object().unwrap() {
        let packed = folder.join(format!("{name}.gz"));
        let file = if packed.exists() { packed } else { folder.join(name) };
        assert!(file.exists(), "{name}");
        for (rule, key) in [
            ("greedy", "greedy"),
            ("greedy-no-skip", "greedy_no_skip"),
            ("equal-shares", "equal_shares"),
            ("equal-shares-add1", "equal_shares_add1_exhaustive"),
        ] {
            // The file's own threshold is part of its no-skip rule; the reference left it out.
            let declared = rule == "greedy-no-skip" && expected["declared_rule"] == rule;
            if expected[key].is_null() || declared {
                continue;
            }
            let outcome = node.json(&["count", file.to_str().unwrap(), "--rule", rule]);
            assert_eq!(sorted(&outcome["winners"]), sorted(&expected[key]), "{name} {rule}");
            compared += 1;
        }
    }
    assert_eq!(compared, 30);
}

#[test]
fn every_real_ranked_election_is_counted_as_published() {
    let Some((folder, expected)) = data("ranked") else { return };
    let node = Node::empty();
    for (name, expected) in expected.as_object().unwrap() {
        let file = folder.join(name);
        let count = |rule: &str| node.json(&["count", file.to_str().unwrap(), "--rule", rule]);
        // Ids are the file's own numbers; the published outcomes of PrefLib files tell names.
        let numbers = |list: &Value| -> Vec<Value> {
            list.as_array().unwrap().iter().map(|n| json!(n.to_string())).collect()
        };
        let stv = &expected["scottish_stv"];
        if !stv.is_null() {
            let outcome = count("stv-scottish");
            assert_eq!(outcome["winners"], json!(numbers(&stv["winners_in_order_of_election"])));
            assert_eq!(outcome["rounds"].as_array().unwrap().len() as u64, stv["stages"]);
            assert_eq!(
                (&outcome["valid"], &outcome["seats"]),
                (&expected["valid"], &expected["seats"])
            );
            assert_eq!(outcome["rounds"][0]["quota"], stv["quota"], "{name}");
        }
        if !expected["meek_winners"].is_null() {
            let mut winners = numbers(&expected["meek_winners"]);
            winners.sort_by_key(ToString::to_string);
            assert_eq!(sorted(&count("stv-meek")["winners"]), sorted(&json!(winners)), "{name}");
        }
        let Some(first) = expected["condorcet_winner"].as_str() else { continue };
        let elected = |outcome: &Value| -> String {
            let id = outcome["winners"][0].as_str().unwrap();
            outcome["labels"][id].as_str().unwrap().to_owned()
        };
        for rule in ["schulze", "ranked-pairs", "minimax", "copeland"] {
            for strength in ["winning-votes", "margins"] {
                let args =
                    ["count", file.to_str().unwrap(), "--rule", rule, "--strength", strength];
                assert!(elected(&node.json(&args)).contains(first), "{name} {rule} {strength}");
            }
        }
        assert!(elected(&count("irv")).contains(expected["irv_own"].as_str().unwrap()));
        if let Some(plurality) = expected["plurality"].as_str() {
            assert!(elected(&count("plurality")).contains(plurality), "{name}");
        }
    }
}

const BLT: &str = "3 2\n4 1 2 0\n3 2 3 0\n1 3 0\n0\n\"Anna\"\n\"Biel\"\n\"Carla\"\n\"Junta\"\n";

#[test]
fn what_a_rule_is_told_reaches_the_count() {
    let node = Node::empty();
    let blt = node.write("x.blt", BLT);
    let stv = node.json(&["count", &blt, "--rule", "stv-scottish"]);
    assert_eq!(
        (&stv["winners"], &stv["seats"]),
        (&json!(["1", "2"]), &json!(2)),
        "the file's seats"
    );
    let one = node.json(&["count", &blt, "--rule", "stv-scottish", "--seats", "1"]);
    assert_eq!(one["winners"], json!(["1"]));
    assert!(node.ok(&["count", &blt, "--rule", "stv-meek"]).contains("Anna"));

    let motion = "META\nkey;value\nbudget;0\nvote_type;choose-1\nPROJECTS\nproject_id;cost\n\
        for;0\nagainst;0\nabstain;0\nVOTES\nvoter_id;vote\n1;for\n2;for\n3;against\n4;abstain\n";
    let motion = node.write("motion.pb", motion);
    let decide = |more: &[&str]| {
        let all = [&["count", motion.as_str(), "--rule", "majority"], more].concat();
        let outcome = node.json(&all);
        (outcome["winners"] == json!(["for"]), outcome["binding"] == true)
    };
    assert_eq!(decide(&[]), (true, true));
    assert_eq!(decide(&["--majority", ">=2/3 of valid"]), (true, true));
    assert_eq!(decide(&["--majority", ">1/2 of cast"]), (false, true));
    let roll = ["--majority", ">1/2 of valid", "--quorum", ">=1/2 of roll", "--roll"];
    assert_eq!(decide(&[&roll[..], &["8"]].concat()), (true, true));
    assert_eq!(decide(&[&roll[..], &["9"]].concat()), (false, false), "no quorum, nothing decided");

    let points = "META\nkey;value\nbudget;0\nvote_type;cumulative\nPROJECTS\nproject_id;cost\n\
        a;0\nb;0\nVOTES\nvoter_id;vote;points\n1;a;3\n2;b,a;2,1\n3;b;2\n";
    let points = node.write("points.pb", points);
    let quadratic = node.json(&["count", &points, "--rule", "quadratic", "--credits", "8"]);
    assert_eq!((&quadratic["winners"], &quadratic["valid"]), (&json!(["b"]), &json!(2)));
    assert!(node.refused(&["count", &points, "--rule", "quadratic"]).contains("credits"));
    let even = std::fs::read_to_string(&motion).unwrap().replace("2;for\n", "");
    let even = node.write("even.pb", &even);
    let by_lot = |seed| {
        let outcome = node.json(&["count", &even, "--rule", "plurality", "--seed", seed]);
        assert_eq!(outcome["ties"][0]["by"], "lot");
        outcome["winners"][0].as_str().unwrap().to_owned()
    };
    let drawn: BTreeSet<String> = ["a", "b", "c", "d", "e", "f"].map(by_lot).into();
    assert!(drawn.len() > 1, "one seed draws one, another seed another");
    for wrong in [
        ["--majority", "2/3 of valid"],
        ["--strength", "x"],
        ["--choices", "3-1"],
        ["--quorum", ">1/2 of roll"],
    ] {
        node.refused(&[&["count", motion.as_str(), "--rule", "majority"], &wrong[..]].concat());
    }
}

const FILE: &str = "META\nkey;value\nbudget;1000\nvote_type;approval\nPROJECTS\n\
    project_id;cost;name\na;600;A\nb;500;B\nc;100;C\nVOTES\nvoter_id;vote\n1;a,b\n2;b\n3;b,c\n";

#[test]
fn a_count_needs_no_home_and_prints_what_it_promises() {
    let node = Node::empty();
    let file = node.write("x.pb", FILE);
    let outcome = node.json(&["count", &file, "--rule", "greedy"]);
    for key in ["rule", "valid", "winners", "scores", "rounds", "ties"] {
        assert!(outcome.get(key).is_some(), "{key}");
    }
    assert_eq!(outcome["winners"], json!(["b", "c"]));
    assert!(!node.home().exists());
    let less = node.json(&["count", &file, "--rule", "greedy", "--budget", "99.50"]);
    assert_eq!((&less["winners"], &less["budget"]), (&json!([]), &json!("99.5")));
    let seats = node.json(&["count", &file, "--rule", "approval", "--seats", "2"]);
    assert_eq!(seats["winners"], json!(["b", "a"]));
    assert!(node.ok(&["count", &file, "--rule", "greedy"]).contains("spent 600"));
}

#[test]
fn a_packed_file_is_read_like_the_plain_one() {
    use std::io::Write;
    let node = Node::empty();
    let plain = node.write("x.pb", FILE);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(FILE.as_bytes()).unwrap();
    let mut bytes = packer.finish().unwrap();
    let packed = node.write("x.pb.gz", &bytes);
    let count = |file: &str| node.json(&["count", file, "--rule", "greedy"]);
    assert_eq!(count(&plain), count(&packed));
    bytes.truncate(bytes.len() - 9);
    let cut = node.write("cut.pb.gz", &bytes);
    assert!(node.refused(&["count", &cut, "--rule", "greedy"]).contains("cannot be unpacked"));
    let lie = node.write("lie.pb.gz", FILE);
    assert!(node.refused(&["count", &lie, "--rule", "greedy"]).contains("cannot be unpacked"));
}

#[test]
fn a_bad_file_is_an_error_with_its_place() {
    let node = Node::empty();
    let said = |name: &str, text: &str, rule: &str| {
        let file = node.write(name, text);
        let said = node.refused(&["count", &file, "--rule", rule]);
        said.split_once(name).map(|(_, place)| place.to_owned()).unwrap_or(said)
    };
    assert!(said("x.blt", &BLT.replace("3 2 3 0", "3 2 9 0"), "irv").starts_with(":3:5: "));
    assert!(said("x.blt", "3 2\n4 1 2\n", "irv").starts_with(":2:"));
    let toi = "# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: a\n\
        # ALTERNATIVE NAME 2: b\n2: 1,{2\n";
    assert!(said("x.toi", toi, "schulze").starts_with(":5:"));
    let pb = FILE.replace("2;b\n", "2;z\n");
    assert!(said("x.pb", &pb, "greedy").starts_with(":13:3: "), "{}", said("x.pb", &pb, "greedy"));
    assert!(said("x.soc", "", "irv").starts_with(":1:1: "));
}

#[test]
fn what_cannot_be_counted_is_said_plainly() {
    let node = Node::empty();
    let file = node.write("x.pb", FILE);
    assert!(node.refused(&["count", &file, "--rule", "x"]).contains("choose one of"));
    assert!(node.refused(&["count", &file, "--rule", "irv"]).contains("does not count approvals"));
    let strange = node.write("x.csv", "x");
    assert!(node.refused(&["count", &strange, "--rule", "greedy"]).contains("no format"));
    let missing = node.path("no.pb");
    assert!(node.refused(&["count", &missing, "--rule", "greedy"]).contains("no.pb"));
}

#[test]
fn what_a_rule_does_not_know_is_refused() {
    let node = Node::empty();
    let file = node.write("x.pb", FILE);
    let refused = |more: &[&str]| node.refused(&[&["count", file.as_str()], more].concat());
    assert!(refused(&["--rule", "greedy", "--seats", "2"]).contains("fills no seats"));
    assert!(refused(&["--rule", "approval", "--budget", "2"]).contains("spends no budget"));
    assert!(refused(&["--rule", "approval", "--seats", "0"]).contains("at least 1"));
    assert!(refused(&["--rule", "greedy-threshold"]).contains("threshold"));
    assert!(refused(&["--rule", "greedy", "--threshold", "2"]).contains("no threshold"));
    assert!(refused(&["--rule", "greedy", "--budget=-1"]).contains("-1"));
    assert!(refused(&["--rule", "plurality"]).contains("one choice"));
    let strength = ["--rule", "approval", "--strength", "margins"];
    assert!(refused(&strength).contains("no strength of victories"));
}
