//! A proposal from the first words to the answer, and everything beside it.

use serde_json::json;

use crate::node::Node;
use crate::village::{comment, propose, text, village};

#[test]
fn a_neighbourhood_goes_from_a_process_to_an_answer() {
    let (node, process) = village();
    let trees = propose(&node, "anna", "Més arbres", "Plantem vint arbres.");
    let first = comment(&node, "biel", "Més arbres", "Hi estic d'acord");
    let reply = ["--as", "anna", "comment", "add", &trees, "Gràcies", "--reply-to", &first];
    node.ok(&reply);
    node.ok(&["--as", "anna", "comment", "rate", &first, "agree"]);
    let thread = node.json(&["comment", "list", &trees]);
    let comments = thread["comments"].as_array().unwrap();
    assert_eq!(
        (comments.len(), &comments[0]["agree"], &comments[1]["depth"]),
        (2, &json!(1), &json!(1))
    );
    node.ok(&["--as", "biel", "comment", "edit", &first, "Hi estic molt d'acord"]);
    let thread = node.json(&["comment", "list", &trees]);
    assert_eq!(thread["comments"][0]["text"], "Hi estic molt d'acord");

    // Edits, and what they changed.
    node.ok(&["--as", "anna", "proposal", "edit", &trees, "--body", "Plantem trenta arbres."]);
    let history = node.json(&["proposal", "history", &trees]);
    assert_eq!(history["versions"].as_array().unwrap().len(), 2);
    let diff = node.ok(&["proposal", "diff", &trees, "1", "2"]);
    assert!(diff.contains("Plantem [-vint-]{+trenta+} arbres."), "{diff}");
    let diff = node.json(&["proposal", "diff", &trees]);
    assert_eq!(diff["changes"][0]["pieces"][1], json!({"kind": "delete", "text": "vint"}));

    // An amendment is taken in, another refused and promoted.
    let amend = |who, body| {
        let made = node.json(&["--as", who, "proposal", "amend", &trees, "--body", body]);
        text(&made["id"]).to_owned()
    };
    let good = amend("biel", "Plantem trenta arbres i dos bancs.");
    node.ok(&["--as", "anna", "proposal", "accept", &good, "--reason", "Bona idea"]);
    let bad = amend("biel", "Plantem trenta arbres, dos bancs i una font.");
    node.ok(&["--as", "anna", "proposal", "reject", &bad]);
    let promoted =
        text(&node.json(&["--as", "biel", "proposal", "promote", &bad])["id"]).to_owned();
    let amendments = node.json(&["proposal", "amendments", &trees]);
    let mut states: Vec<_> =
        amendments["amendments"].as_array().unwrap().iter().map(|a| text(&a["state"])).collect();
    states.sort_unstable();
    assert_eq!(states, ["accepted", "rejected"]);
    let shown = node.json(&["proposal", "show", &trees]);
    assert_eq!(shown["texts"][1]["text"], "Plantem trenta arbres i dos bancs.");
    assert_eq!(
        node.json(&["proposal", "show", &promoted])["links"][0]["relation"],
        "promoted-from"
    );

    // Somebody becomes an author.
    assert!(
        node.refused(&["--as", "biel", "proposal", "join", &trees]).contains("nobody has asked")
    );
    node.ok(&["--as", "anna", "proposal", "invite", &trees, "biel"]);
    node.ok(&["--as", "biel", "proposal", "join", &trees]);
    node.ok(&["--as", "biel", "proposal", "edit", &trees, "--title", "Arbres i bancs"]);

    // The next phase of the template: supports; the one after it: answers.
    node.ok(&["process", "phase", &process, "--next"]);
    node.ok(&["--as", "biel", "proposal", "support", "Arbres i bancs"]);
    node.ok(&["proposal", "support", &trees]);
    node.ok(&["proposal", "unsupport", &trees]);
    node.refused(&["--as", "anna", "proposal", "edit", &trees, "--body", "Tard"]);
    node.ok(&["process", "phase", &process, "--next"]);
    let merged = node.json(&["proposal", "merge", &trees, &promoted, "--title", "Tot plegat"]);
    let merged = node.json(&["proposal", "show", text(&merged["id"])]);
    assert_eq!((&merged["supports"], &merged["author"]), (&json!(0), &json!("official")));
    assert_eq!(merged["links"].as_array().unwrap().len(), 2);
    node.ok(&["proposal", "split", &trees, "--title", "Només els bancs"]);
    let answer = ["proposal", "answer", &trees, "--state", "accepted", "--text", "Ho farem"];
    node.ok(&[&answer[..], &["--cost", "1200000", "--period", "El 2027"]].concat());
    let shown = node.json(&["proposal", "show", &trees]);
    assert_eq!((&shown["state"], &shown["meaning"]), (&json!("accepted"), &json!("accepted")));
    assert_eq!((&shown["supports"], &shown["answered"]["cost"]), (&json!(1), &json!(1_200_000)));
    assert_eq!(shown["void"], json!([]));
    let people = node.ok(&["proposal", "show", &trees]);
    for words in ["Arbres i bancs", "official answer: accepted", "Ho farem", "amendments"] {
        assert!(people.contains(words), "{words}: {people}");
    }
    assert!(
        people.lines().all(|line| line.chars().count() <= 80 || line.contains(&trees)),
        "{people}"
    );
    assert!(node.json(&["audit"])["differences"].as_array().unwrap().is_empty());
    lists(&node, &trees);
}

fn lists(node: &Node, trees: &str) {
    let listed = |args: &[&str]| {
        let listed = node.json(&[&["proposal", "list"], args].concat());
        let items = listed["items"].as_array().unwrap().clone();
        items.iter().map(|item| text(&item["title"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(&["--sort", "most-supported"])[0], "Arbres i bancs");
    assert_eq!(listed(&["--sort", "most-commented", "--per-page", "1"]), ["Arbres i bancs"]);
    assert_eq!(listed(&["--state", "accepted"]), ["Arbres i bancs"]);
    assert_eq!(listed(&["--source", "official"]).len(), 2);
    assert_eq!(
        listed(&["--author", "biel"]).len(),
        2,
        "as an author of one, and of what was promoted"
    );
    assert_eq!(listed(&["--answered"]), ["Arbres i bancs"]);
    assert_eq!(listed(&["--answered", "false"]).len(), 3);
    assert_eq!(listed(&["--amendments"]).len(), 2);
    assert_eq!(listed(&["--amendments", "rejected"]).len(), 1);
    assert_eq!(listed(&["--related", trees]).len(), 2);
    assert!(listed(&["--withdrawn"]).is_empty());
    assert_eq!(listed(&["--page", "2", "--per-page", "3"]).len(), 1);
    let random = listed(&["--sort", "random", "--seed", "7"]);
    assert_eq!(random, listed(&["--sort", "random", "--seed", "7"]));
}

#[test]
fn debates_posts_pages_and_meetings_are_published_closed_and_filed() {
    let (node, _) = village();
    node.ok(&["process", "phase", "La plaça", "--title", "Debat", "--permit", "all"]);
    let class = node.json(&["taxonomy", "add", "--title", "Verd"]);
    node.ok(&["taxonomy", "add", "--title", "Arbres", "--under", "Verd"]);
    let tree = node.json(&["taxonomy", "list"]);
    assert_eq!(tree["classes"][1]["parent"], class["id"]);
    node.ok(&[
        "--as",
        "biel",
        "debate",
        "create",
        "--title",
        "Què hi plantem?",
        "--class",
        "Arbres",
    ]);
    let found = node.json(&["debate", "list", "--class", "Verd"]);
    assert_eq!(found["total"], 1);
    assert!(node.refused(&["debate", "close", "Què hi plantem?"]).contains("--text"));
    node.ok(&["--as", "biel", "debate", "close", "Què hi plantem?", "--text", "Alzines"]);
    let shown = node.json(&["debate", "show", "Què hi plantem?"]);
    assert_eq!((&shown["closed"], &shown["concluded"]["ca"]), (&json!(true), &json!("Alzines")));
    node.ok(&["--as", "biel", "debate", "reopen", "Què hi plantem?"]);
    node.ok(&["post", "create", "--title", "Comencem", "--body", "Dilluns."]);
    node.ok(&["page", "create", "--title", "Com participar", "--slug", "com"]);
    node.ok(&["page", "edit", "com", "--title", "es=Cómo participar"]);
    let page = node.ok(&["page", "show", "com", "--language", "es"]);
    assert!(page.contains("Cómo participar"), "{page}");
    let when = ["--starts", "2027-03-31T18:30", "--place", "El casal", "--attendance", "hybrid"];
    node.ok(&[&["meeting", "create", "--title", "Assemblea"], &when[..]].concat());
    node.ok(&["meeting", "close", "Assemblea", "--text", "Hi érem trenta"]);
    let meeting = node.ok(&["meeting", "show", "Assemblea"]);
    for words in ["2027-03-31 18:30", "El casal", "closed", "Hi érem trenta"] {
        assert!(meeting.contains(words), "{words}: {meeting}");
    }
    assert!(
        node.refused(&["--as", "anna", "post", "create", "--title", "x"]).contains("organiser")
    );
}

#[test]
fn a_result_says_how_far_it_has_come_and_lists_are_sorted_by_that() {
    let (node, _) = village();
    let ramp = ["--title", "La rampa", "--progress", "100", "--ends", "2027-03-31T18:30"];
    node.ok(&[&["result", "create"], &ramp[..]].concat());
    node.ok(&["result", "create", "--title", "La tarima", "--progress", "0"]);
    node.ok(&["result", "edit", "La tarima", "--progress", "45"]);
    let stage = node.json(&["result", "show", "La tarima"]);
    assert_eq!(stage["values"], json!([["progress", { "number": 45 }]]), "{stage}");
    assert!(node.ok(&["result", "diff", "La tarima"]).contains("45"));
    let sorted = node.ok(&["result", "list", "--sort", "furthest"]);
    let place = |words: &str| sorted.find(words).unwrap_or_else(|| panic!("{words}: {sorted}"));
    assert!(place("100 %") < place("45 %"));
    let beyond = node.run(&["result", "edit", "La tarima", "--progress", "101"]);
    assert_eq!(beyond.status.code(), Some(2), "{beyond:?}");
    let trees = propose(&node, "anna", "Més arbres", "");
    let edit = ["--as", "anna", "proposal", "edit", &trees, "--progress", "5"];
    assert!(node.refused(&edit).contains("only a result has a progress"));
    assert!(
        node.refused(&["--as", "anna", "result", "create", "--title", "x"]).contains("organiser")
    );
}

#[test]
fn a_picture_is_attached_without_what_else_was_in_it_and_taken_away() {
    let (node, _) = village();
    let trees = propose(&node, "anna", "Més arbres", "");
    let notes = node.write("acta.txt", "Acta de la reunió");
    let attached = node.json(&["--as", "anna", "proposal", "attach", &trees, &notes]);
    assert_eq!(
        (&attached["name"], &attached["media"]),
        (&json!("acta.txt"), &json!("text/plain; charset=utf-8"))
    );
    assert_eq!(node.json(&["proposal", "show", &trees])["files"][0]["name"], "acta.txt");
    let id = text(&attached["entry"]).to_owned();
    node.ok(&["--as", "anna", "proposal", "detach", &id]);
    assert_eq!(node.json(&["proposal", "show", &trees])["files"], json!([]));
    let lie = node.write("foto.jpg", "%PDF-1.7\n%%EOF\n");
    let refused = node.refused(&["--as", "anna", "proposal", "attach", &trees, &lie]);
    assert!(refused.contains("it is a PDF document"), "{refused}");
}

#[test]
fn supports_that_are_one_list_keep_their_limit() {
    let (node, _) = village();
    let [a, b, c] = ["U", "Dos", "Tres"].map(|title| propose(&node, "anna", title, "text"));
    let rules = ["--title", "Prioritats", "--permit", "support", "--supports", "2"];
    node.ok(&[&["process", "phase", "La plaça"], &rules[..]].concat());
    node.ok(&["--as", "biel", "proposal", "support", &a]);
    node.ok(&["--as", "biel", "proposal", "support", &b]);
    let third = node.refused(&["--as", "biel", "proposal", "support", &c]);
    assert!(third.contains("3 supports, 2 are allowed here"), "{third}");
    node.ok(&["--as", "biel", "proposal", "support-all", &b, &c]);
    let supports = |id: &String| node.json(&["proposal", "show", id])["supports"].clone();
    assert_eq!([&a, &b, &c].map(supports), [json!(0), json!(1), json!(1)]);
    node.ok(&["--as", "biel", "proposal", "support-all", "--space", "La plaça"]);
    assert_eq!(supports(&b), 0);
}
