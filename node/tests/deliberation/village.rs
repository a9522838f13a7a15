//! A neighbourhood that deliberates.

use serde_json::Value;

use crate::node::Node;

/// A community with anna and biel, a process in Catalan and Spanish, and all offices with "me".
pub(crate) fn village() -> (Node, String) {
    let node = Node::with(&["anna", "biel"]);
    let roles = ["--grant", "moderator:me", "--grant", "data-officer:me"];
    node.ok(&[&["charter", "propose", "--sign"], &roles[..]].concat());
    let opened = node.json(&[
        "process",
        "create",
        "--title",
        "ca=La plaça",
        "--title",
        "es=La plaza",
        "--languages",
        "ca,es",
        "--template",
        "idea-collection",
    ]);
    let id = text(&opened["id"]).to_owned();
    (node, id)
}

/// Publishes a proposal and gives its id.
#[track_caller]
pub(crate) fn propose(node: &Node, who: &str, title: &str, body: &str) -> String {
    let args = ["--as", who, "proposal", "create", "--title", title, "--body", body];
    text(&node.json(&args)["id"]).to_owned()
}

/// Comments and gives the id.
#[track_caller]
pub(crate) fn comment(node: &Node, who: &str, on: &str, words: &str) -> String {
    text(&node.json(&["--as", who, "comment", "add", on, words])["id"]).to_owned()
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// The files under a folder in which some bytes stand.
pub(crate) fn files_with(folder: &std::path::Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if path.is_file()
            && std::fs::read(&path).unwrap().windows(bytes.len()).any(|w| w == bytes)
        {
            found.push(path);
        }
    }
    found
}
