//! Drafts stay on the node, in a private file, until they are published.

use crate::node::Node;
use crate::village::{files_with, propose, text, village};

#[test]
fn a_draft_is_private_and_never_leaves_the_home_until_it_is_published() {
    let (node, _) = village();
    let before = node.digest();
    propose(&node, "biel", "Més arbres a la plaça", "");
    let secret = "una font amagada";
    let args = ["--as", "anna", "proposal", "draft", "--title", "Més arbres a plaça"];
    let made = node.json(&[&args[..], &["--body", secret, "--point", "41.4,2.17"]].concat());
    assert_eq!(made["similar"][0]["title"], "Més arbres a la plaça");
    let draft = text(&made["draft"]).to_owned();
    node.ok(&["--as", "anna", "proposal", "draft", &draft, "--title", "Una font"]);

    let files = files_with(node.home(), secret.as_bytes());
    assert_eq!(files, [node.home().join("people").join("anna.drafts")]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&files[0]).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let bundle = node.path("stick.bundle");
    node.ok(&["bundle", "export", &bundle]);
    let bytes = std::fs::read(&bundle).unwrap();
    assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()));
    assert_eq!(node.json(&["--as", "biel", "proposal", "drafts"])["drafts"], serde_json::json!([]));
    assert!(node.refused(&["--as", "biel", "proposal", "publish", &draft]).contains("no draft"));

    // A backup has it, and gives it back.
    let backup = node.path("backup.tar");
    node.ok(&["backup", &backup]);
    let other = Node::empty();
    other.ok(&["restore", &backup]);
    let kept = other.json(&["--as", "anna", "proposal", "drafts", &draft]);
    assert_eq!(kept["texts"][0]["text"], "Una font");

    let published = node.json(&["--as", "anna", "proposal", "publish", &draft]);
    let shown = node.json(&["proposal", "show", text(&published["id"])]);
    assert_eq!(shown["title"], "Una font");
    assert_eq!(shown["values"][0][1]["point"]["latitude"], 414_000_000);
    assert!(!node.home().join("people").join("anna.drafts").exists());
    assert_ne!(node.digest(), before);

    let draft = node.json(&["--as", "anna", "proposal", "draft", "--title", "x"]);
    node.ok(&["--as", "anna", "proposal", "draft", text(&draft["draft"]), "--discard"]);
    assert!(node.ok(&["--as", "anna", "proposal", "drafts"]).is_empty());
}
