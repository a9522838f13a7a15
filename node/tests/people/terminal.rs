//! What a person at a terminal is asked. `script` (util-linux, part of every Debian) stands in for
//! the terminal: it waits for nothing, so the answers lie ready before the questions come (and are
//! echoed, which is why nothing is said here of what a screen must not show).

use std::io::Write;
use std::process::{Command, Stdio};

use crate::node::Node;

/// Runs a command at a terminal where these lines are typed: whether it succeeded, and all that
/// was on the screen. `None`, loudly, where there is no `script`.
fn typed(node: &Node, args: &[&str], lines: &str) -> Option<(bool, String)> {
    let quoted = args.iter().map(|arg| format!("'{arg}'")).collect::<Vec<_>>().join(" ");
    let line = format!("'{}' {quoted}", env!("CARGO_BIN_EXE_ateneu"));
    let child = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .env("ATENEU_KEYSTORE_COST", "floor")
        .env("ATENEU_HOME", node.home())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("SKIPPED: there is no `script` here to stand in for a terminal");
        return None;
    };
    child.stdin.as_mut().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[test]
fn a_person_at_a_terminal_is_asked_before_a_community_goes() {
    let node = Node::founded("A");
    let id = node.digests()[0].0.clone();
    let Some((left, screen)) = typed(&node, &["community", "leave", "A"], "yes\n") else { return };
    assert!(!left && screen.contains("nothing was changed"), "{screen}");
    assert_eq!(node.digests().len(), 1);
    let short = screen.split("Type ").nth(1).unwrap().split(' ').next().unwrap();
    assert!(id.starts_with(short) && short.len() >= 8, "{short}");
    let (left, screen) = typed(&node, &["community", "leave", "A"], &format!("{short}\n")).unwrap();
    assert!(left, "{screen}");
    assert_eq!(node.digests().len(), 0);
}

#[test]
fn a_passphrase_is_typed_twice_and_opens_the_keys() {
    let node = Node::founded("A");
    let new = ["person", "new", "anna"];
    let Some((made, screen)) = typed(&node, &new, "plou poc\nplou prou\n") else { return };
    assert!(!made && screen.contains("the two passphrases differ"), "{screen}");
    let (made, screen) = typed(&node, &new, "plou poc\nplou poc\n").unwrap();
    assert!(made && screen.contains("The same again: "), "{screen}");
    // Whoever has the file and not the passphrase has nothing.
    let admitted = node.run(&["member", "admit", "berta", "--as", "anna"]);
    assert_ne!(admitted.status.code(), Some(0));
    let said = node.refused(&["person", "seat", "--as", "anna"]);
    assert!(said.contains("passphrase"), "{said}");
    let (seated, screen) = typed(&node, &["person", "seat", "--as", "anna"], "plou poc\n").unwrap();
    assert!(seated, "{screen}");
}
