//! Reports that only moderators read, labels with public reasons, appeals and their decisions.

use serde_json::json;

use crate::village::{comment, files_with, propose, text, village};

#[test]
fn what_is_hidden_leaves_the_pages_and_an_appeal_brings_it_back() {
    let (node, _) = village();
    let trees = propose(&node, "anna", "Més arbres", "Plantem.");
    let report = ["--as", "biel", "moderation", "report", "Més arbres", "--reason", "spam"];
    node.ok(&[&report[..], &["--text", "És un anunci velat"]].concat());
    let reports = node.json(&["moderation", "reports"]);
    assert_eq!(
        (&reports["reports"][0]["words"], &reports["reports"][0]["reason"]),
        (&json!("És un anunci velat"), &json!("spam"))
    );
    let others = node.json(&["--as", "anna", "moderation", "reports"]);
    assert_eq!((&others["reports"], &others["unreadable"]), (&json!([]), &json!(1)));
    assert!(files_with(node.home(), "anunci velat".as_bytes()).is_empty());

    let refused = node.refused(&["--as", "biel", "moderation", "hide", &trees, "--text", "No"]);
    assert!(refused.contains("moderator"), "{refused}");
    node.ok(&["moderation", "hide", &trees, "--reason", "spam", "--text", "És publicitat"]);
    assert!(
        node.refused(&["moderation", "hide", &trees, "--text", "x"]).contains("hidden already")
    );
    assert_eq!(node.json(&["proposal", "list"])["total"], 0);
    assert_eq!(node.json(&["proposal", "list", "--hidden"])["total"], 1);
    let shown = node.ok(&["proposal", "show", &trees]);
    assert!(shown.contains("hidden by the moderators (spam): És publicitat"), "{shown}");

    node.refused(&["--as", "biel", "moderation", "appeal", &trees, "--text", "No és meu"]);
    let appeal = node.json(&["--as", "anna", "moderation", "appeal", &trees, "--text", "No ho és"]);
    let appeal = text(&appeal["entry"]).to_owned();
    assert_eq!(node.json(&["moderation", "appeals"])["appeals"][0]["upheld"], json!(null));
    node.ok(&["moderation", "decide", &appeal, "--lift", "--text", "Teniu raó"]);
    let appeals = node.json(&["moderation", "appeals"]);
    assert_eq!(
        (&appeals["appeals"][0]["upheld"], &appeals["appeals"][0]["text"]),
        (&json!(false), &json!("No ho és"))
    );
    assert!(
        node.refused(&["moderation", "decide", &appeal, "--uphold", "--text", "x"])
            .contains("decided already")
    );
    assert_eq!(node.json(&["proposal", "list"])["total"], 1);

    let log = node.json(&["moderation", "log"]);
    let acts = log["acts"].as_array().unwrap();
    assert_eq!(acts.len(), 2);
    assert_eq!(
        (&acts[0]["hides"], &acts[0]["words"][0]["text"]),
        (&json!(true), &json!("És publicitat"))
    );
    assert_eq!((&acts[1]["hides"], &acts[1]["appeal"]), (&json!(false), &json!(appeal)));

    // A hidden comment keeps its place and shows no words.
    let said = comment(&node, "biel", &trees, "Grolleria");
    node.ok(&["moderation", "hide", &said, "--reason", "offensive", "--text", "Insulta"]);
    let thread = node.ok(&["comment", "list", &trees]);
    assert!(thread.contains("(hidden by the moderators)") && !thread.contains("Grolleria"));
}
