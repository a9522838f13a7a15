//! A command that a running node runs meets the surroundings of whoever typed it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::node::Node;
use crate::running::Running;

/// Runs in a folder, with something on standard input.
fn run_in(folder: &Path, node: &Node, args: &[&str], input: &str) -> Output {
    let mut command = node.command(args);
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn paths_begin_in_the_folder_of_whoever_typed_them() {
    let node = Node::with(&[]);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("below")).unwrap();
    let run = |args: &[&str]| run_in(folder.path(), &node, args, "");
    for args in [
        &["bundle", "export", "a.bundle"][..],
        &["bundle", "export", "./below/../b.bundle"],
        &["bundle", "import", "a.bundle"],
        &["bundle", "have", "list"],
        &["backup", "below/backup.tar"],
        &["export", "decidim", "-o", "below/data"],
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    }
    for file in ["a.bundle", "b.bundle", "list", "below/backup.tar", "below/data/README.md"] {
        assert!(folder.path().join(file).exists(), "{file}");
    }
    let refused = run(&["bundle", "export", "a.bundle/x"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let refused = run(&["bundle", "import", "none"]);
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("could not open none"),
        "{refused:?}"
    );
}

#[test]
fn standard_input_is_that_of_whoever_typed_the_command() {
    let node = Node::with(&[]);
    let sheet = node.json(&["person", "sheet"]);
    let restore = ["person", "restore", "again", "--json"];
    let output = run_in(Path::new("/"), &node, &restore, sheet["qr"].as_str().unwrap());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let output = run_in(Path::new("/"), &node, &["person", "restore", "third"], "nonsense");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    // More than any command takes is refused, and the node has not kept it.
    let output =
        run_in(Path::new("/"), &node, &["person", "restore", "third"], &"x".repeat(60_000));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn a_passphrase_comes_from_the_variables_or_the_pipe_of_whoever_typed_the_command() {
    let node = Node::with(&[]);
    let mut new = node.command(&["person", "new", "anna"]);
    assert!(new.env("ATENEU_PASSPHRASE", "plou poc").output().unwrap().status.success());
    let refused = node.run(&["person", "sheet", "anna"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let mut seat = node.command(&["person", "sheet", "anna"]);
    assert!(seat.env("ATENEU_PASSPHRASE", "plou poc").output().unwrap().status.success());
    let line = format!(
        "'{}' person sheet anna --home '{}' --passphrase-file <(printf 'plou poc')",
        env!("CARGO_BIN_EXE_ateneu"),
        node.home().display()
    );
    if let Ok(output) = Command::new("bash").args(["-c", &line]).output() {
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
}

#[test]
fn an_answer_is_the_same_with_a_node_and_without() {
    let served = Node::with(&["anna"]);
    let poll = served.poll(&[]);
    served.vote("anna", &poll, "yes");
    let quiet = served.copy();
    let plain = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
        command.args(args).arg("--home").arg(quiet.home());
        command.env("ATENEU_KEYSTORE_COST", "floor").stdin(Stdio::null()).output().unwrap()
    };
    for args in [
        &["community", "list"][..],
        &["member", "list"],
        &["member", "list", "--json"],
        &["charter", "show"],
        &["charter", "log", "--json"],
        &["poll", "list"],
        &["poll", "show", &poll],
        &["poll", "show", "ffffffff"],
        &["tally", &poll],
        &["tally", "nothing"],
        &["person", "list", "--json"],
        &["receipt", &poll],
        &["log"],
        &["news", "--json"],
        &["search", "arbres"],
        &["audit"],
        &["seal", &poll, "--as", "anna"],
        &["community", "leave", "nobody's"],
        &["member", "admit", "anna"],
    ] {
        let (beside, alone) = (served.run(args), plain(args));
        assert_eq!(beside.status.code(), alone.status.code(), "{args:?}: {beside:?} {alone:?}");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&beside.stdout), text(&alone.stdout), "{args:?}");
        assert_eq!(text(&beside.stderr), text(&alone.stderr), "{args:?}");
    }
}

#[test]
fn a_home_with_a_long_path_has_a_node_all_the_same() {
    let node = Node::empty();
    let home = node.home().join("a".repeat(90)).join("home");
    std::fs::create_dir_all(home.parent().unwrap()).unwrap();
    let mut running = Running::start(&home);
    let status = Command::new(env!("CARGO_BIN_EXE_ateneu"))
        .args(["status", "--json", "--home"])
        .arg(&home)
        .output()
        .unwrap();
    assert_eq!(status.status.code(), Some(0), "{status:?}");
    running.tell("-TERM");
    assert_eq!(running.wait().code(), Some(0));
    assert!(!home.join("socket").exists());
}

#[test]
fn whoever_does_not_read_the_answer_holds_nobody_up() {
    let node = Node::with(&[]);
    let mut command = node.command(&["log", "--json"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(node.json(&["audit"])["clean"], true);
}

#[test]
fn no_command_asks_the_process_that_it_runs_in() {
    // The process's own: its arguments, its home, its heap, its logs, and the module that asks for
    // callers.
    const OWN: [&str; 7] = [
        "caller.rs",
        "cli.rs",
        "context.rs",
        "heap.rs",
        "print.rs",
        "serving/client.rs",
        "serving/request.rs",
    ];
    const NEVER: [&str; 6] =
        ["io::stdin", "io::stdout", "io::stderr", "env::var", "current_dir", "process::exit"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut read) = (vec![root.clone()], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            read += 1;
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let source = std::fs::read_to_string(&path).unwrap();
            // Where no random bytes are, a process ends; a second signal ends a node.
            let ends = ["random.rs", "commands/serve.rs"].contains(&name.as_str());
            for never in NEVER {
                let found = source.contains(never) && !OWN.contains(&name.as_str());
                assert!(!found || (ends && never == "process::exit"), "{name} names {never}");
            }
        }
    }
    assert!(read > 100, "{read} sources");
}
