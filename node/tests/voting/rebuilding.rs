//! Damage is named by an audit, and healed by a rebuild with a bundle.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::bundle_bytes::Parts;
use crate::node::Node;

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// Flips a bit in every copy of these bytes in the stores of a home.
fn damage(node: &Node, what: &[u8]) {
    let mut hits = 0;
    for file in files(&node.quiet().join("communities")) {
        let mut bytes = std::fs::read(&file).unwrap();
        let places: Vec<usize> = (0..bytes.len().saturating_sub(what.len()))
            .filter(|at| bytes[*at..].starts_with(what))
            .collect();
        for at in &places {
            bytes[at + what.len() / 2] ^= 1;
        }
        hits += places.len();
        std::fs::write(&file, bytes).unwrap();
    }
    assert!(hits > 0, "the bytes are not where this test looks for them");
}

/// A sealed poll, its bundle, and the signature of each entry.
fn sealed() -> (Node, String, String, Vec<Vec<u8>>) {
    let node = Node::with(&["anna", "biel"]);
    let poll = node.poll(&[]);
    node.vote("anna", &poll, "yes");
    node.vote("biel", &poll, "no");
    node.ok(&["seal", &poll]);
    let bundle = node.path("x.bundle");
    node.ok(&["bundle", "export", &bundle]);
    let parts = Parts::read(&std::fs::read(&bundle).unwrap());
    let signature = |entry: &Vec<u8>| {
        let at = entry.windows(2).position(|window| window == [0x58, 0x40]).unwrap();
        entry[at + 2..at + 66].to_vec()
    };
    let signatures = parts.entries.iter().map(signature).collect();
    (node, poll, bundle, signatures)
}

#[test]
fn any_lost_entry_is_named_and_comes_back_from_a_bundle() {
    let (whole, poll, bundle, signatures) = sealed();
    let (before, tally) = (whole.json(&["audit"]), whole.json(&["tally", &poll]));
    for (index, signature) in signatures.iter().enumerate() {
        let node = whole.copy();
        damage(&node, signature);
        let found = node.json_status(&["audit"], 1);
        assert_eq!(found["clean"], false);
        let named = found["differences"].to_string();
        assert!(named.contains("damaged"), "entry {index}: {named}");

        let rebuilt = node.json(&["rebuild", "--from", &bundle]);
        assert_eq!((&rebuilt["clean"], &rebuilt["healed"]), (&json!(true), &json!(1)), "{rebuilt}");
        assert_eq!(node.json(&["audit"]), before, "entry {index}");
        assert_eq!(node.json(&["tally", &poll]), tally);
        // Nobody writes twice at one place of a chain.
        node.ok(&["member", "admit", "carme"]);
        assert_eq!(node.json(&["audit"])["clean"], true);
    }
}

#[test]
fn what_no_bundle_brings_back_is_said_to_be_lost() {
    let (node, _, bundle, signatures) = sealed();
    damage(&node, &signatures[3]);
    let output = node.run(&["rebuild", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let rebuilt: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rebuilt["lost"].as_array().unwrap().len(), 1);
    assert!(!rebuilt["differences"].as_array().unwrap().is_empty());
    // And a later bundle still does.
    assert_eq!(node.json(&["rebuild", "--from", &bundle])["clean"], true);
}

#[test]
fn a_rebuild_of_a_whole_store_changes_nothing_that_is_shown() {
    let (node, _, _, _) = sealed();
    let before = node.json(&["audit"]);
    let rebuilt = node.json(&["rebuild"]);
    assert_eq!((&rebuilt["saved"], &rebuilt["lost"]), (&before["entries"], &json!([])));
    assert_eq!(node.json(&["audit"]), before);
}

#[test]
fn a_rebuild_from_something_else_touches_nothing() {
    let (node, _, bundle, signatures) = sealed();
    let other = Node::with(&[]);
    let foreign = other.path("other.bundle");
    other.ok(&["bundle", "export", &foreign]);
    assert!(node.refused(&["rebuild", "--from", &foreign]).contains("not "));
    let junk = node.write("junk", "junk");
    node.refused(&["rebuild", "--from", &junk]);
    damage(&node, &signatures[2]);
    node.json(&["rebuild", "--from", &bundle]);
}
