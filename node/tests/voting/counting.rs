//! `count` on real files, against what a reference implementation found.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::node::Node;

#[test]
fn every_real_file_is_counted_as_the_reference_does() {
    let Ok(data) = std::env::var("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA is not set");
        return;
    };
    let folder = PathBuf::from(data).join("pabulib");
    let expected = std::fs::read(folder.join("expected.json")).unwrap();
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    let node = Node::empty();
    for (name, expected) in expected.as_object().unwrap() {
        let packed = folder.join(format!("{name}.gz"));
        let file = if packed.exists() { packed } else { folder.join(name) };
        assert!(file.exists(), "{name}");
        for (rule, key) in [("greedy", "greedy"), ("greedy-no-skip", "greedy_no_skip")] {
            let Some(winners) = expected[key].as_array() else { continue };
            // The file's own threshold is part of its no-skip rule; the reference left it out.
            if rule == "greedy-no-skip" && expected["declared_rule"] == rule {
                continue;
            }
            let outcome = node.json(&["count", file.to_str().unwrap(), "--rule", rule]);
            let mut found = outcome["winners"].as_array().unwrap().clone();
            found.sort_by_key(ToString::to_string);
            let mut winners = winners.clone();
            winners.sort_by_key(ToString::to_string);
            assert_eq!(found, winners, "{name} {rule}");
        }
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
fn what_is_not_there_yet_is_said_plainly() {
    let node = Node::empty();
    let file = node.write("x.pb", FILE);
    for rule in ["irv", "stv-scottish", "equal-shares", "score"] {
        assert!(node.refused(&["count", &file, "--rule", rule]).contains("not there yet"));
    }
    assert!(node.refused(&["count", &file, "--rule", "x"]).contains("choose one of"));
    for name in ["x.blt", "x.soc", "x.soi", "x.toc", "x.toi", "x.toi.gz"] {
        let file = node.write(name, "x");
        assert!(node.refused(&["count", &file, "--rule", "greedy"]).contains("not read yet"));
    }
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
}
