//! How a running node ends, and what is left of it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::thread;

use serde_json::json;

use crate::node::Node;
use crate::running::Running;

/// A home in which no node runs yet, and a poll in it.
fn quiet() -> (Node, String) {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&["--rule", "approval"]);
    (node.copy(), poll)
}

/// Runs without starting a node first.
fn plain(node: &Node, args: &[&str]) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ateneu"));
    command.args(args).arg("--home").arg(node.home()).env("ATENEU_KEYSTORE_COST", "floor");
    command.stdin(Stdio::null()).output().unwrap()
}

fn value(output: &std::process::Output) -> serde_json::Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A command that waits for its standard input, and has been heard of by the node: another command
/// that came later is done.
fn waiting(node: &Node) -> Child {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ateneu"));
    command.args(["person", "restore", "dora", "--home"]).arg(node.home());
    let child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    value(&plain(node, &["status", "--json"]));
    child
}

#[test]
fn a_node_is_ready_when_it_says_so_and_is_the_one_of_the_home() {
    let (node, _) = quiet();
    let home = value(&plain(&node, &["status", "--json"]));
    let running = Running::start(node.home());
    let listen = running.ready["listen"].clone();
    assert_eq!(running.ready, json!({"node": home["node"], "listen": listen, "http": null}));
    assert!(listen[0].as_str().unwrap().starts_with("/ip4/127.0.0.1/tcp/"), "{listen}");
    let mut beside = value(&plain(&node, &["status", "--json"]));
    assert_eq!(beside["listen"], listen);
    beside["listen"] = json!([]);
    assert_eq!(beside, home, "but for that it says the same");
    let second = plain(&node, &["serve"]);
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("runs in"), "{second:?}");
    let again = plain(&node, &["init"]);
    assert_eq!(again.status.code(), Some(2), "{again:?}");
}

#[test]
fn a_node_makes_a_home_where_there_is_none() {
    let node = Node::empty();
    let running = Running::start(node.home());
    let status = value(&plain(&node, &["status", "--json"]));
    assert_eq!(status["node"], running.ready["node"]);
}

#[test]
fn a_signal_ends_a_node_cleanly_and_the_home_is_free() {
    for signal in ["-TERM", "-INT"] {
        let (node, poll) = quiet();
        let mut running = Running::start(node.home());
        let vote = ["vote", poll.as_str(), "--as", "anna", "--choose", "yes", "--json"];
        let cast = value(&plain(&node, &vote));
        running.tell(signal);
        assert_eq!(running.wait().code(), Some(0), "{signal}");
        assert!(!node.home().join("socket").exists());
        let receipt =
            value(&plain(&node, &["receipt", cast["ballot"].as_str().unwrap(), "--json"]));
        assert_eq!(receipt["good"], true);
    }
}

#[test]
fn commands_that_run_when_a_node_is_told_to_end_are_finished() {
    let (node, poll) = quiet();
    let mut running = Running::start(node.home());
    let acknowledged = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let vote = ["vote", poll.as_str(), "--as", "anna", "--choose", "yes", "--json"];
            let mut acknowledged = Vec::new();
            loop {
                let output = plain(&node, &vote);
                match output.status.code() {
                    Some(0) => acknowledged.push(value(&output)["ballot"].clone()),
                    Some(3) => return acknowledged,
                    other => panic!("{other:?}: {output:?}"),
                }
                if !node.home().join("socket").exists() {
                    return acknowledged;
                }
            }
        });
        value(&plain(&node, &["status", "--json"]));
        running.tell("-TERM");
        assert_eq!(running.wait().code(), Some(0));
        writer.join().unwrap()
    });
    for ballot in acknowledged {
        let receipt = plain(&node, &["receipt", ballot.as_str().unwrap(), "--json"]);
        assert!(matches!(receipt.status.code(), Some(0 | 1)), "superseded, not lost: {receipt:?}");
    }
    assert_eq!(value(&plain(&node, &["audit", "--json"]))["clean"], true);
}

#[test]
fn long_nothing_acknowledged_is_lost_when_a_node_is_killed() {
    let (node, poll) = quiet();
    for round in 0..4 {
        let mut running = Running::start(node.home());
        let last = thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let vote = ["vote", poll.as_str(), "--as", "anna", "--choose", "yes", "--json"];
                let mut last = None;
                loop {
                    let output = plain(&node, &vote);
                    if output.status.code() != Some(0) {
                        assert_eq!(output.status.code(), Some(3), "{output:?}");
                        return last;
                    }
                    last = Some(value(&output)["ballot"].as_str().unwrap().to_owned());
                    if !std::path::Path::new(&format!("/proc/{}/exe", running.process())).exists() {
                        return last;
                    }
                }
            });
            for _ in 0..=round {
                value(&plain(&node, &["status", "--json"]));
            }
            let killed = std::process::Command::new("kill")
                .args(["-KILL", &running.process().to_string()])
                .status();
            assert!(killed.unwrap().success());
            writer.join().unwrap()
        });
        running.wait();
        assert!(node.home().join("socket").exists(), "it had no time to clear up");
        if let Some(last) = last {
            let receipt = plain(&node, &["receipt", &last, "--json"]);
            assert!(matches!(receipt.status.code(), Some(0 | 1)), "{receipt:?}");
        }
        assert_eq!(value(&plain(&node, &["audit", "--json"]))["clean"], true);
    }
}

#[test]
fn a_command_that_waits_for_a_person_ends_with_the_node() {
    let (node, _) = quiet();
    let mut running = Running::start(node.home());
    let mut child = waiting(&node);
    running.tell("-TERM");
    assert_eq!(running.wait().code(), Some(0));
    // It reads its own input to the end before it hears.
    drop(child.stdin.take());
    let status = child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(status.code(), Some(3), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_command_that_is_killed_at_a_question_changes_nothing_and_holds_nobody_up() {
    let (node, _) = quiet();
    let mut running = Running::start(node.home());
    let mut child = waiting(&node);
    child.kill().unwrap();
    child.wait().unwrap();
    let people = value(&plain(&node, &["person", "list", "--json"]));
    assert!(!people.to_string().contains("dora"), "{people}");
    running.tell("-TERM");
    assert_eq!(running.wait().code(), Some(0));
}

#[test]
fn a_person_at_a_question_holds_nobody_up() {
    let (node, poll) = quiet();
    let secret = node.write("secret", "plou poc");
    let set =
        plain(&node, &["passphrase", "change", "--as", "anna", "--new-passphrase-file", &secret]);
    assert_eq!(set.status.code(), Some(0), "{set:?}");
    let _running = Running::start(node.home());
    let line = format!(
        "'{}' vote {poll} --choose yes --as anna --home '{}'",
        env!("CARGO_BIN_EXE_ateneu"),
        node.home().display()
    );
    let mut script = std::process::Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = script.spawn() else {
        eprintln!("SKIPPED: there is no `script` here to stand in for a terminal");
        return;
    };
    let mut screen = BufReader::new(child.stdout.take().unwrap());
    let mut asked = Vec::new();
    screen.read_until(b':', &mut asked).unwrap();
    assert!(String::from_utf8_lossy(&asked).contains("Passphrase"), "{asked:?}");
    // The question waits, and the community is free to be read and written in.
    let other = plain(&node, &["vote", &poll, "--choose", "no", "--json"]);
    value(&other);
    let mut input = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, b"plou poc\n").unwrap();
    let mut rest = String::new();
    screen.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success(), "{rest}");
    assert_eq!(rest.matches("ballot ").count(), 1, "{rest}");
    assert_eq!(value(&plain(&node, &["tally", &poll, "--json"]))["ballots"], 2);
}

#[test]
fn a_command_beside_a_node_that_starts_or_ends_is_done_all_the_same() {
    let (node, poll) = quiet();
    for _ in 0..3 {
        let mut serve = std::process::Command::new(env!("CARGO_BIN_EXE_ateneu"));
        serve.args(["serve", "--home"]).arg(node.home()).stdout(Stdio::null());
        let mut running = serve.spawn().unwrap();
        value(&plain(&node, &["status", "--json"]));
        while !node.home().join("socket").exists() {
            assert_eq!(running.try_wait().unwrap(), None);
            thread::yield_now();
        }
        let told = std::process::Command::new("kill").arg(running.id().to_string()).status();
        assert!(told.unwrap().success());
        value(&plain(&node, &["vote", &poll, "--as", "anna", "--choose", "yes", "--json"]));
        assert_eq!(running.wait().unwrap().code(), Some(0));
    }
}
