use std::fs::File;

use crate::node::{Node, stderr, text};

#[test]
fn a_command_without_a_home_says_how_to_make_one() {
    let node = Node::without_home();
    for args in [&["status"][..], &["community", "list"], &["member", "list"], &["charter", "show"]]
    {
        assert!(node.refused(args).contains("ateneu init"), "{args:?}");
    }
    assert!(!node.home().exists(), "asking makes nothing");
}

#[test]
fn a_home_is_made_once_and_shows_what_scripts_rely_on() {
    let node = Node::new();
    assert!(node.refused(&["init"]).contains("is a home already"));
    let status = node.json(&["status"]);
    assert!(text(&status["node"]).starts_with("did:key:z6Mk"));
    assert_eq!(status["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(status["listen"], serde_json::json!([]));
    assert_eq!(status["communities"], serde_json::json!([]));
    assert!(status["http"].is_null());
    let again = node.json(&["status"]);
    assert_eq!(status["node"], again["node"], "a node's identity stays");
}

#[test]
fn two_nodes_have_two_identities() {
    let key = |node: &Node| text(&node.json(&["status"])["node"]).to_owned();
    assert_ne!(key(&Node::new()), key(&Node::new()));
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let node = Node::without_home();
    std::fs::create_dir(node.home()).unwrap();
    std::fs::write(node.home().join("photo.jpg"), b"mine").unwrap();
    assert!(node.refused(&["init"]).contains("other files"));
    assert_eq!(std::fs::read_dir(node.home()).unwrap().count(), 1);
}

#[test]
fn the_home_is_named_before_or_after_the_command() {
    let node = Node::without_home();
    let (home, other) = (node.path("one"), node.path("two"));
    node.done(&["--home", &home, "init"]);
    node.done(&["init", "--home", &other]);
    assert!(node.done(&["status", "--home", &home]).contains(&home));
    assert!(node.done(&["--home", &other, "status"]).contains(&other));
    assert!(!node.home().exists());
}

#[test]
fn a_home_that_another_process_works_in_is_refused_and_says_so() {
    let node = Node::new();
    let lock = File::options().write(true).open(node.home().join("lock")).unwrap();
    lock.lock().unwrap();
    let output = node.run(&["status"]);
    assert_eq!(output.status.code(), Some(3), "the input is not at fault");
    assert!(stderr(&output).contains("in use by another process"));
    drop(lock);
    node.done(&["status"]);
}

#[test]
fn settings_of_a_newer_program_ask_for_an_upgrade() {
    let node = Node::new();
    std::fs::write(node.home().join("ateneu.toml"), "schema = 2\n").unwrap();
    let output = node.run(&["status"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("upgrade"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_a_home() {
    use std::os::unix::fs::PermissionsExt;
    let node = Node::founded("Private");
    let mode = |name: &str| {
        let path = node.home().join(name);
        std::fs::metadata(&path).unwrap_or_else(|e| panic!("{name}: {e}")).permissions().mode()
            & 0o777
    };
    for folder in ["", "people", "communities"] {
        assert_eq!(mode(folder), 0o700, "{folder:?}");
    }
    for file in ["node.key", "unlock", "people/me.keys", "ateneu.toml"] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
}

#[test]
fn wrong_usage_ends_with_two_and_help_with_zero() {
    let node = Node::new();
    for args in [&["frobnicate"][..], &["community", "found"], &["status", "--jsn"], &[]] {
        assert_eq!(node.run(args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(node.run(&["--help"]).status.code(), Some(0));
    assert_eq!(node.run(&["member", "admit", "--help"]).status.code(), Some(0));
    assert!(node.done(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_know_the_commands() {
    let node = Node::without_home();
    for shell in ["bash", "zsh", "fish"] {
        let script = node.done(&["completions", shell]);
        assert!(script.contains("rehearse") && script.contains("readmit"), "{shell}");
    }
}
