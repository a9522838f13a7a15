//! Search, news, the public log and mentions.

use serde_json::json;

use crate::village::{comment, propose, text, village};

#[test]
fn words_are_found_in_any_form_with_where_they_stand() {
    let (node, process) = village();
    let trees = propose(&node, "anna", "Més arbres", "Que la biblioteca obri els diumenges.");
    let said = comment(&node, "biel", &trees, "Les biblioteques són de tothom");
    let found = node.json(&["search", "biblioteca"]);
    assert_eq!(found["total"], 2);
    let ids: Vec<_> =
        found["hits"].as_array().unwrap().iter().map(|hit| text(&hit["id"])).collect();
    assert!(ids.contains(&trees.as_str()) && ids.contains(&said.as_str()));
    let hit = &node.json(&["search", "biblioteca", "--kind", "comment"])["hits"][0];
    assert_eq!(
        (&hit["document"], &hit["title"], &hit["space"]),
        (&json!(trees), &json!("Més arbres"), &json!(process))
    );
    assert!(hit["excerpt"].as_array().unwrap().iter().any(|part| part["matched"] == true));
    let people = node.ok(&["search", "diumenge", "--space", "La plaça", "--language", "ca"]);
    assert!(people.contains("*diumenges*"), "{people}");
    assert_eq!(node.json(&["search", "diumenge", "--language", "es"])["total"], 0);
    assert_eq!(node.json(&["search", "plaza"])["hits"][0]["kind"], "space");
    assert_eq!(node.json(&["search", "biblioteca", "--without", "tothom"])["total"], 1);
    let similar = node.json(&["proposal", "similar", "mes arbre"]);
    assert_eq!(similar["similar"][0]["id"], trees.as_str());
}

#[test]
fn news_go_on_from_the_cursor_and_the_log_tells_what_officers_did() {
    let (node, process) = village();
    let first = node.json(&["news"]);
    let cursor = text(&first["cursor"]).to_owned();
    assert!(first["items"].as_array().unwrap().iter().any(|item| item["kind"] == "space"));
    let trees = propose(&node, "anna", "Més arbres", "");
    comment(&node, "biel", &trees, "Bé!");
    let news = node.json(&["news", "--since", &cursor]);
    let kinds: Vec<_> =
        news["items"].as_array().unwrap().iter().map(|item| text(&item["kind"])).collect();
    assert_eq!(kinds, ["proposal", "comment"]);
    assert_eq!((&news["items"][1]["title"], &news["more"]), (&json!("Més arbres"), &json!(false)));
    let next = text(&news["cursor"]).to_owned();
    assert_eq!(node.json(&["news", "--since", &next])["items"], json!([]));
    assert_eq!(node.json(&["news", "--since", &cursor, "--most", "1"])["more"], true);
    assert!(node.ok(&["news", "--since", &cursor]).ends_with(&format!("cursor {next}\n")));
    assert!(node.refused(&["news", "--since", "soon"]).contains("--since"));

    node.ok(&["proposal", "answer", &trees, "--state", "rejected", "--text", "No hi ha lloc"]);
    let poll = node.poll(&[]);
    let log = node.json(&["log"]);
    let kinds: Vec<_> =
        log["acts"].as_array().unwrap().iter().map(|act| text(&act["kind"])).collect();
    for kind in ["found", "propose", "sign", "space", "answer", "open"] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    assert!(!kinds.contains(&"proposal") && !kinds.contains(&"comment"), "{kinds:?}");
    let since = text(&log["cursor"]).to_owned();
    node.vote("anna", &poll, "yes");
    node.ok(&["seal", &poll]);
    let log = node.json(&["log", "--since", &since]);
    assert_eq!(
        (log["acts"].as_array().unwrap().len(), &log["acts"][0]["kind"]),
        (1, &json!("seal"))
    );
    let of_process = node.ok(&["process", "log", &process]);
    assert!(
        of_process.contains("answer rejected") && of_process.contains("No hi ha lloc"),
        "{of_process}"
    );
    assert!(!of_process.contains("seal"));
}

#[test]
fn a_mention_is_settled_when_it_is_written_and_an_unclear_one_is_asked_about() {
    let (node, _) = village();
    let trees = propose(&node, "anna", "Més arbres", "");
    node.ok(&["--as", "anna", "profile", "set", "--name", "Anna Puig", "--about", "ca=Veïna"]);
    assert_eq!(node.json(&["profile", "show", "Anna Puig"])["about"]["ca"], "Veïna");
    let said = node.json(&["--as", "biel", "comment", "add", &trees, "Gràcies @Anna Puig!"]);
    assert!(text(&said["text"]).starts_with("Gràcies [@Anna Puig](member:"), "{said}");
    assert!(node.ok(&["comment", "list", &trees]).contains("Gràcies @Anna Puig!"));
    node.ok(&["--as", "biel", "profile", "set", "--name", "Anna Puig"]);
    let unclear = node.refused(&["--as", "biel", "comment", "add", &trees, "I tu, @Anna Puig?"]);
    assert!(
        unclear.contains("2 people are called") && unclear.contains("--no-mentions"),
        "{unclear}"
    );
    assert_eq!(unclear.matches("(member:").count(), 2);
    node.ok(&["--as", "biel", "comment", "add", &trees, "I tu, @Anna Puig?", "--no-mentions"]);
}
