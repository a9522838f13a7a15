//! What tells others how the node is: readiness, numbers, logs.

use std::fs;
use std::process::{Command, Stdio};

use crate::Hall;
use crate::node::Node;

#[test]
fn long_a_node_is_ready_until_a_community_does_not_open() {
    let hall = Hall::sample();
    let mut watch = hall.visitor();
    assert_eq!((watch.get("/livez").status, watch.get("/readyz").status), (200, 200));
    let broken = hall.node.home().join("communities").join("ab".repeat(32));
    fs::create_dir(&broken).unwrap();
    let told = watch.get("/readyz");
    assert_eq!(told.status, 503, "{}", told.body);
    assert!(told.body.starts_with("community abab"), "{}", told.body);
    assert!(!told.body.contains(hall.node.home().to_str().unwrap()), "{}", told.body);
}

#[test]
fn long_the_node_counts_what_is_asked_of_it_for_this_computer_alone() {
    let hall = Hall::sample();
    let mut watch = hall.visitor();
    watch.get(&hall.root());
    watch.get("/ca/login");
    watch.get("/nowhere/at/all/x/y/z/w/v");
    let form = watch.get("/ca/login").form("/ca/login");
    assert_eq!(watch.send(&form.with("login", "carla").with("passphrase", "wrong")).status, 422);
    let told = watch.get("/metrics");
    assert_eq!(told.status, 200);
    assert!(told.headers["content-type"].starts_with("application/openmetrics-text"));
    for line in [
        "ateneu_http_requests_total{method=\"GET\",pattern=\"/{tongue}/{community}\",status=\"200\"} 1",
        "ateneu_http_requests_total{method=\"GET\",pattern=\"/{tongue}/login\",status=\"200\"} 2",
        "ateneu_http_requests_total{method=\"GET\",pattern=\"none\",status=\"404\"} 1",
        "ateneu_sign_ins_refused_total 1",
        "ateneu_communities 1",
        "ateneu_http_answer_seconds_bucket{le=\"0.001\",pattern=\"/{tongue}/login\"}",
        "ateneu_entries{community=",
        "ateneu_build{version=",
    ] {
        assert!(told.body.contains(line), "{line} is not in\n{}", told.body);
    }
    assert!(told.body.ends_with("# EOF\n"));
    // Through a proxy it is somebody else who asks.
    let passed_on = watch.ask("GET", "/metrics", &[("X-Forwarded-For", "192.0.2.1")], None);
    assert_eq!(passed_on.status, 404);
}

#[test]
fn long_a_secret_lets_another_computer_read_the_numbers() {
    let node = Node::empty();
    crate::copy(&crate::founded(), node.home());
    let file = node.write("token", "correct horse battery staple\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
    // Variables are cleared where a node is started, so that a file of settings says it.
    let text = "[http]\nmetrics-token = \"correct horse battery staple\"\n";
    let settings = node.write("settings.toml", text);
    command.args(["serve", "--demo", "--http", "127.0.0.1:0", "--config", &settings]);
    let running = crate::Running::serving(&mut command, node.home());
    let address = running.ready["http"].as_str().unwrap().to_owned();
    let mut watch = crate::Browser::new(address.strip_prefix("http://").unwrap());
    let passed_on = ("Via", "1.1 proxy");
    let with = |secret| ("Authorization", secret);
    let ask = |watch: &mut crate::Browser, secret| {
        watch.ask("GET", "/metrics", &[passed_on, with(secret)], None).status
    };
    assert_eq!(ask(&mut watch, "Bearer correct horse battery staple"), 200);
    assert_eq!(ask(&mut watch, "Bearer correct horse battery staplf"), 404);
    assert!(fs::metadata(file).is_ok());
}

#[test]
fn logs_are_one_json_object_on_each_line_where_that_is_asked_for() {
    let node = Node::empty();
    node.ok(&["init"]);
    let home = node.home().join("ateneu.toml");
    fs::write(&home, "schema = 1\ncolour = \"x\"\n").unwrap();
    let run = |args: &[&str]| {
        let mut command = node.command(args);
        command.env_remove("ATENEU_LOG").stderr(Stdio::piped()).output().unwrap()
    };
    let output = run(&["person", "list", "--log-format", "json"]);
    let logs = String::from_utf8(output.stderr).unwrap();
    assert!(!logs.is_empty());
    for line in logs.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["level"], "WARN", "{line}");
    }
    let logs = String::from_utf8(run(&["person", "list"]).stderr).unwrap();
    assert!(!logs.starts_with('{') && logs.contains("colour"), "{logs}");
}
