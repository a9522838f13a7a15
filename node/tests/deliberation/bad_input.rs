//! What is typed wrongly is refused with a sentence, and nothing changes.

use crate::village::{propose, village};

#[test]
fn each_slip_of_the_pen_has_its_sentence() {
    let (node, process) = village();
    let trees = propose(&node, "anna", "Més arbres", "Plantem.");
    propose(&node, "biel", "més arbres", "També.");
    let none = "ab".repeat(32);
    for (args, said) in [
        (&["proposal", "show", "Menys arbres"][..], "there is no proposal \"Menys arbres\""),
        (&["proposal", "show", "Més arbres"], "2 of them are called"),
        (&["proposal", "show", &none], "give its title, or at least the first 8 digits"),
        (&["proposal", "create"], "give it with --title"),
        (&["proposal", "create", "--title", "en=Trees"], "no texts in en"),
        (&["proposal", "create", "--title", "ca=A", "--title", "ca=B"], "two texts in ca"),
        (&["proposal", "create", "--title", "A", "--space", "El parc"], "there is no process"),
        (&["proposal", "create", "--title", "A", "--point", "95,2"], "latitude and longitude"),
        (&["proposal", "create", "--title", "A", "--starts", "demà"], "write a day"),
        (&["proposal", "create", "--title", "A", "--class", "Verd"], "there is no class"),
        (&["proposal", "create", "--title", "A", "--body-file", "/no/such"], "could not open"),
        (&["proposal", "edit", &trees, "--title", "Seu"], "only who wrote it"),
        (
            &["--as", "anna", "proposal", "edit", &trees, "--body", "Plantem."],
            "nothing would change",
        ),
        (&["--as", "anna", "proposal", "diff", &trees, "7"], "there is no version 7"),
        (&["proposal", "answer", &trees, "--state", "feta"], "evaluating, accepted, rejected"),
        (&["proposal", "merge", &trees, &trees, "--title", "A"], "named twice"),
        (&["proposal", "support-all", &trees], "one by one in this phase"),
        (&["proposal", "support", &trees], "does not let members support"),
        (&["proposal", "publish", "feedbeef"], "there is no draft"),
        (&["proposal", "link", &trees, &process, "--remove"], "has no link"),
        (&["proposal", "list", "--near", "41,2"], "latitude, longitude and metres"),
        (&["--as", "nobody", "proposal", "drafts"], "no keys of \"nobody\""),
        (&["comment", "add", &trees, " "], "a comment says something"),
        (&["comment", "add", &trees, "x", "--reply-to", "mine"], "names no comment"),
        (&["comment", "add", &trees, "x", "--language", "CA"], "small letters"),
        (&["comment", "edit", &none, "x"], "there is no comment"),
        (&["moderation", "appeal", &trees, "--text", "x"], "is not hidden"),
        (&["moderation", "decide", &none, "--lift", "--text", "x"], "there is no appeal"),
        (&["process", "create", "--title", "A", "--languages", "català"], "small letters"),
        (
            &["process", "create", "--title", "A", "--languages", "ca", "--template", "x"],
            "no template",
        ),
        (
            &["process", "create", "--title", "es=A", "--languages", "ca"],
            "--languages does not name",
        ),
        (
            &["process", "create", "--title", "A", "--languages", "ca", "--permit", "fly"],
            "no such permit",
        ),
        (
            &["process", "create", "--title", "A", "--languages", "ca", "--state", "x"],
            "KEY:MEANING=TITLE",
        ),
        (
            &["process", "create", "--title", "A", "--languages", "ca", "--body-length", "0"],
            "length",
        ),
        (&["process", "show", "L'altra"], "there is no process"),
        (&["profile", "set", "--name", " "], "--name is empty"),
    ] {
        let why = node.refused(args);
        assert!(why.contains(said), "{args:?}: {why}");
    }
    for args in [
        &["proposal", "list", "--sort", "best"][..],
        &["proposal", "list", "--page", "0"],
        &["moderation", "report", &trees, "--reason", "boring"],
        &["moderation", "decide", &trees, "--text", "x"],
        &["search"],
        &["erase"],
        &["erase", &trees, "--document", &trees],
    ] {
        assert_eq!(node.run(args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn markup_and_signs_that_attack_are_kept_as_text_and_shown_harmless() {
    let (node, _) = village();
    let title = "<script>alert(1)</script> \u{202e}\u{1b}[31m";
    let trees = propose(&node, "anna", title, "a\u{7}b\n# c\n[x](javascript:alert(1))");
    let shown = node.ok(&["proposal", "show", &trees]);
    assert!(shown.contains("<script>alert(1)</script> \\u{202e}\\u{1b}[31m"), "{shown}");
    assert!(shown.contains("a\\u{7}b\n# c\n"), "{shown}");
    assert_eq!(node.json(&["proposal", "show", &trees])["title"], title);
    let list =
        node.ok(&["proposal", "list"]) + &node.ok(&["search", "alert"]) + &node.ok(&["news"]);
    assert!(!list.contains('\u{1b}') && !list.contains('\u{202e}'));
}
