//! Files of ballots with a fault: where it is, and nothing changed.

use crate::node::Node;

const META: &str = "META\nkey;value\nbudget;1000\nvote_type;approval\nmax_length;2\n";
const PROJECTS: &str = "PROJECTS\nproject_id;cost;name\na;600;A\nb;500;B\nc;100;C\n";
const VOTES: &str = "VOTES\nvoter_id;vote\n1;a,b\n2;b\n";

/// Each fault with its place and a word of its reason.
fn faults() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let whole = [META, PROJECTS, VOTES].concat();
    let with = |from: &str, to: &str| {
        assert!(whole.contains(from));
        whole.replacen(from, to, 1).into_bytes()
    };
    vec![
        ("a missing column", with("project_id;cost;name", "project_id;name"), ":7:", "cost"),
        ("no votes column", with("voter_id;vote", "voter_id;age"), ":12:", "vote"),
        (
            "wrong encoding",
            with("a;600;A", "a;600;@").iter().map(|b| if *b == b'@' { 0xe0 } else { *b }).collect(),
            ":8:7",
            "UTF-8",
        ),
        ("a ballot over the limits", with("1;a,b", "1;a,b,c"), ":13:", "max_length"),
        ("a project named twice", with("b;500;B", "a;500;B"), ":9:1", "first on line 8"),
        ("a project twice on a ballot", with("1;a,b", "1;a,a"), ":13:", "twice"),
        ("an unknown project", with("2;b", "2;z"), ":14:", "not listed"),
        ("a voter twice", with("2;b", "1;b"), ":14:", "second ballot"),
        ("a cost that is none", with("c;100;C", "c;1e2;C"), ":10:", "cost"),
        ("a cut file", META.as_bytes().to_vec(), "", "PROJECTS"),
        ("nothing", Vec::new(), ":1:1", "META"),
    ]
}

#[test]
fn a_file_with_a_fault_is_refused_with_its_place_by_every_command_that_reads_it() {
    let node = Node::with(&[]);
    for (what, bytes, place, why) in faults() {
        let file = node.write("bad.pb", bytes);
        for args in [
            vec!["count", &file, "--rule", "greedy"],
            vec!["budget", "create", "--from", &file, "--rule", "greedy"],
        ] {
            let said = node.refused(&args);
            assert!(said.contains(&format!("bad.pb{place}")), "{what}: {said}");
            assert!(said.contains(why), "{what}: {said}");
        }
    }
}

#[test]
fn a_budget_takes_projects_limits_and_money_from_a_file() {
    let node = Node::with(&[]);
    let file = node.write("x.pb", [META, PROJECTS, VOTES].concat());
    let said = node.refused(&["budget", "create", "--from", &file]);
    assert!(said.contains("--rule"), "{said}");
    let args = ["budget", "create", "--from", &file, "--rule", "greedy"];
    let opened = node.json(&[&args[..], &["--budget", "650.50", "--title", "B"]].concat());
    let shown = node.json(&["budget", "show", opened["poll"].as_str().unwrap()]);
    assert_eq!(shown["budget"], "650.5");
    assert_eq!(shown["options"][0]["cost"], "600");
    assert_eq!(shown["ballot"], serde_json::json!({"kind": "approval", "min": 0, "max": 2}));
    assert_eq!((&shown["title"], &shown["status"]), (&"B".into(), &"open".into()));
    let poll = opened["poll"].as_str().unwrap();
    assert!(node.refused(&["poll", "show", poll]).contains("budget show"));
    assert!(node.refused(&["vote", poll, "--choose", "a,b,c"]).contains("at most 2"));
}
