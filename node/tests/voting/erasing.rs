//! What a ballot said goes when it may, from every file of the home, and stays gone.

use std::path::Path;

use serde_json::json;

use crate::backups::open;
use crate::node::Node;

/// A sealed poll in a community that keeps ballots for as many days as this, and a ballot in it.
fn sealed(days: &str) -> (Node, String, String) {
    let node = Node::with(&["anna"]);
    node.ok(&["charter", "propose", "--limits-retention-days", days, "--sign"]);
    let poll = node.poll(&["--rule", "approval"]);
    let ballot = node.vote("anna", &poll, "yes,no");
    node.ok(&["seal", &poll]);
    (node, poll, ballot)
}

/// Salt and body of a ballot, as they travel.
fn said(node: &Node, ballot: &str) -> [Vec<u8>; 2] {
    let entry = open(node.quiet()).entry(&ballot.parse().unwrap()).unwrap();
    let body = entry.body().unwrap();
    [body.to_stored()[..16].to_vec(), body.bytes().to_vec()]
}

/// Which of these bytes stand in any file of a folder, or in a file.
fn found(path: &Path, what: &[Vec<u8>; 2]) -> [bool; 2] {
    if !path.is_dir() {
        let bytes = std::fs::read(path).unwrap();
        return what.each_ref().map(|part| bytes.windows(part.len()).any(|w| w == part));
    }
    let mut all = [false; 2];
    for entry in std::fs::read_dir(path).unwrap() {
        let here = found(&entry.unwrap().path(), what);
        all = [all[0] || here[0], all[1] || here[1]];
    }
    all
}

#[test]
fn what_an_erased_ballot_said_is_in_no_file_of_the_home_and_does_not_return() {
    let (node, poll, ballot) = sealed("0");
    let what = said(&node, &ballot);
    let old = node.path("old.bundle");
    node.ok(&["bundle", "export", &old]);
    assert_eq!(found(Path::new(&old), &what), [true, true], "the search finds what is there");
    let before = node.json(&["audit"]);

    let erased = node.json(&["erase", &ballot]);
    assert_eq!(erased, json!({"ballot": ballot, "already": false}));
    assert_eq!(node.json(&["erase", &ballot])["already"], true, "to erase twice is fine");

    let gone = |node: &Node, when: &str| {
        assert_eq!(found(node.quiet(), &what), [false, false], "{when}");
        assert!(open(node.quiet()).entry(&ballot.parse().unwrap()).unwrap().body().is_none());
        let audit = node.json(&["audit"]);
        assert_eq!((&audit["digest"], &audit["without_body"]), (&before["digest"], &json!(1)));
        let receipt = node.json_status(&["receipt", &ballot], 1);
        assert_eq!((&receipt["verified"], &receipt["erased"]), (&json!(true), &json!(true)));
    };
    gone(&node, "after erasing");
    for again in [&["bundle", "import", &old][..], &["rebuild", "--from", &old], &["rebuild"]] {
        node.ok(again);
        gone(&node, &again.join(" "));
    }
    let (bundle, backup) = (node.path("new.bundle"), node.path("backup.tar"));
    node.ok(&["bundle", "export", &bundle]);
    node.ok(&["backup", &backup]);
    for file in [&bundle, &backup] {
        assert_eq!(found(Path::new(file), &what), [false, false], "{file}");
    }
    // Nobody can recount it here any more, and this node says so.
    let tally = node.json_status(&["tally", &poll], 1);
    assert!(tally["uncountable"].as_str().unwrap().contains("erased"), "{tally}");
}

#[test]
fn a_ballot_that_must_be_kept_is_kept_and_the_answer_is_no_with_the_reason() {
    let (node, _, ballot) = sealed("1");
    let open_poll = node.poll(&[]);
    let early = node.vote("anna", &open_poll, "yes");
    for (ballot, reason) in [(&ballot, "kept 1 days after its seal"), (&early, "not sealed")] {
        let what = said(&node, ballot);
        let output = node.run(&["erase", ballot, "--json"]);
        let why = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{why}");
        assert!(why.starts_with("no: ") && why.contains(reason), "{why}");
        assert_eq!(why.lines().count(), 1, "{why}");
        assert_eq!(said(&node, ballot), what);
    }
}

#[test]
fn only_ballots_are_erased() {
    let (node, poll, _) = sealed("0");
    assert!(node.refused(&["erase", &poll]).contains("only ballots are erased"));
    assert!(node.refused(&["erase", &"ab".repeat(32)]).contains("no entry"));
    node.refused(&["erase", "mine"]);
}

#[test]
fn all_ballots_of_a_poll_are_erased_at_once_when_their_time_is_over() {
    let (node, poll, ballot) = sealed("0");
    let what = said(&node, &ballot);
    let erased = node.json(&["erase", "--poll", &poll]);
    assert_eq!((&erased["poll"], &erased["already"]), (&json!(poll), &json!(0)));
    let all = erased["erased"].as_u64().unwrap();
    assert!(all >= 1);
    assert_eq!(found(node.quiet(), &what), [false, false]);
    let again = node.json(&["erase", "--poll", &poll]);
    assert_eq!((&again["erased"], &again["already"]), (&json!(0), &json!(all)));

    let (node, poll, ballot) = sealed("1");
    let what = said(&node, &ballot);
    let output = node.run(&["erase", "--poll", &poll]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("kept 1 days after its seal"));
    assert_eq!(said(&node, &ballot), what);
}
