//! Each check of the doctor, seen to fail.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::bundle_bytes::Parts;
use crate::node::Node;
use crate::running::Running;

/// What the doctor says, and whether it says that all is well.
fn look(node: &Node, more: &[&str], clean: bool) -> Value {
    let found = node.json_status(&[&["doctor"], more].concat(), i32::from(!clean));
    assert_eq!(found["clean"], clean);
    found
}

/// One of its checks.
#[track_caller]
fn check<'a>(found: &'a Value, name: &str) -> &'a Value {
    let checks = found["checks"].as_array().unwrap();
    checks.iter().find(|check| check["check"] == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Its level, and what it found.
#[track_caller]
fn says<'a>(found: &'a Value, name: &str, level: &str) -> &'a str {
    let check = check(found, name);
    assert_eq!(check["level"], level, "{check}");
    let bare = check["todo"].as_str().unwrap().is_empty();
    assert_eq!(bare, level == "good", "{check}");
    assert!(!check["why"].as_str().unwrap().is_empty());
    check["found"].as_str().unwrap()
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_home_that_is_well_is_told_so_and_what_is_better_seen_to() {
    let node = Node::with(&[]);
    let found = look(&node, &[], true);
    let numbers: Vec<u64> =
        found["checks"].as_array().unwrap().iter().map(|c| c["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
    for name in ["home", "permissions", "disk", "leftovers", "store", "clock", "files", "version"] {
        says(&found, name, "good");
    }
    for name in ["page", "network", "peers", "beacons", "backups", "sheet", "keepers"] {
        says(&found, name, "warn");
    }
    assert!(says(&found, "passphrases", "warn").contains("me"));
    assert_eq!(look(&node, &["--whole"], true)["clean"], true);
    let text = node.ok(&["doctor"]);
    assert!(text.contains(" 1 ok   Folder: Well."), "{text}");
}

#[test]
fn keys_that_others_can_read_are_told_and_closed() {
    let node = Node::with(&[]);
    let (key, people) = (node.home().join("node.key"), node.home().join("people"));
    mode(&key, 0o644);
    mode(&people, 0o755);
    let found = look(&node, &[], false);
    let said = says(&found, "permissions", "bad");
    assert!(said.contains("node.key") && said.contains("people"), "{said}");
    let found = look(&node, &["--fix"], true);
    assert_eq!(check(&found, "permissions")["fixed"], true);
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(&people).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn what_was_never_finished_is_told_and_removed() {
    let node = Node::with(&[]);
    let left = [node.home().join("node.key.new"), node.home().join("people/me.keys.new")];
    left.iter().for_each(|path| {
        std::fs::write(path, "half").unwrap();
        mode(path, 0o600);
    });
    std::fs::create_dir_all(node.home().join("backup.part/home")).unwrap();
    let found = look(&node, &[], false);
    let said = says(&found, "leftovers", "bad");
    assert!(said.contains("node.key.new") && said.contains("backup.part"), "{said}");
    let found = look(&node, &["--fix"], true);
    assert_eq!(check(&found, "leftovers")["fixed"], true);
    assert!(left.iter().all(|path| !path.exists()));
    assert!(node.home().join("node.key").exists());
}

#[test]
fn a_damaged_store_is_told_and_what_can_be_read_is_written_anew() {
    let node = Node::with(&["anna"]);
    let bundle = node.path("x.bundle");
    node.ok(&["bundle", "export", &bundle]);
    let parts = Parts::read(&std::fs::read(&bundle).unwrap());
    let entry = parts.entries.last().unwrap();
    // The signature of an entry, in whatever file of the store it lies.
    let at = entry.windows(2).position(|window| window == [0x58, 0x40]).unwrap();
    flip(&node.home().join("communities"), &entry[at + 2..at + 66]);
    for more in [&[][..], &["--whole"], &["--fix"]] {
        says(&look(&node, more, false), "store", "bad");
    }
    // What could be read is whole again; the lost entry comes from another node.
    says(&look(&node, &[], true), "store", "good");
    node.ok(&["bundle", "import", &bundle]);
    says(&look(&node, &["--whole"], true), "store", "good");
}

/// Flips a bit in every copy of these bytes below a folder.
fn flip(folder: &Path, what: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            flip(&path, what);
            continue;
        }
        let mut bytes = std::fs::read(&path).unwrap();
        let copies: Vec<usize> = (0..bytes.len().saturating_sub(what.len()))
            .filter(|at| bytes[*at..].starts_with(what))
            .collect();
        copies.iter().for_each(|at| bytes[at + what.len() / 2] ^= 1);
        std::fs::write(&path, bytes).unwrap();
    }
}

#[test]
fn a_clock_that_went_back_is_told() {
    let node = Node::with(&[]);
    let later =
        json!({"good": {"at": 9_000_000_000_000_u64, "file": "x", "bytes": 1, "entries": 1}});
    std::fs::write(node.home().join("backups.json"), later.to_string()).unwrap();
    let found = look(&node, &[], false);
    assert!(says(&found, "clock", "bad").contains("2255-"), "{found}");
}

#[test]
fn old_and_failed_backups_are_told() {
    let node = Node::with(&[]);
    let write = |history: Value| {
        std::fs::write(node.home().join("backups.json"), history.to_string()).unwrap();
    };
    let good = json!({"at": 1_780_000_000_000_u64, "file": "x", "bytes": 1, "entries": 1});
    write(json!({ "good": good }));
    assert!(says(&look(&node, &[], false), "backups", "bad").contains("2026-05-28"));
    write(json!({ "good": good, "failed": {"at": 1_780_000_000_001_u64, "why": "no room"} }));
    assert!(says(&look(&node, &[], false), "backups", "bad").contains("no room"));
    node.ok(&["backup", "--now"]);
    let found = look(&node, &[], true);
    says(&found, "backups", "good");
    says(&found, "sheet", "warn");
    node.ok(&["backup", "--sheet"]);
    says(&look(&node, &[], true), "sheet", "good");
}

#[test]
fn keepers_and_passphrases_are_looked_at() {
    let node = Node::with(&[]);
    node.ok(&["keeper", "add", "me"]);
    assert_eq!(says(&look(&node, &[], true), "keepers", "good"), "me");
    assert!(node.refused(&["keeper", "add", "nobody"]).contains("no keys"));
    assert!(node.refused(&["keeper", "remove", "nobody"]).contains("no keeper"));
    let mut change = node.command(&["passphrase", "change"]);
    assert!(change.env("ATENEU_NEW_PASSPHRASE", "plou poc").output().unwrap().status.success());
    says(&look(&node, &[], true), "passphrases", "good");
}

#[test]
fn a_home_that_does_not_open_is_looked_at_from_outside() {
    let node = Node::with(&[]);
    std::fs::write(node.home().join("keeping.json"), "{").unwrap();
    mode(&node.home().join("node.key"), 0o640);
    let output = node.run(&["doctor", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(says(&found, "home", "bad").contains("keeping.json"));
    says(&found, "permissions", "bad");
    // And where there is none at all, that is wrong input.
    assert_eq!(Node::empty().run(&["doctor"]).status.code(), Some(2));
}

#[test]
fn too_few_open_files_are_told() {
    let node = Node::with(&[]);
    let line = format!(
        "ulimit -n 512 && '{}' doctor --json --home '{}'",
        env!("CARGO_BIN_EXE_ateneu"),
        node.home().display()
    );
    let output = Command::new("sh").args(["-c", &line]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(says(&found, "files", "bad").contains("512"));
}

#[test]
fn a_node_that_runs_says_that_its_page_answers() {
    let node = Node::with(&[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
    let running = Running::serving(command.args(["serve", "--http", "127.0.0.1:0"]), node.home());
    let found = look(&node, &[], true);
    let page = running.ready["http"].as_str().unwrap();
    assert!(page.ends_with(says(&found, "page", "good")));
    says(&found, "network", "good");
    says(&found, "peers", "good");
    says(&found, "beacons", "good");
}
