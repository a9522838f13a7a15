//! Settings as whoever runs a node meets them.

use std::fs;

use serde_json::Value;

use crate::node::Node;

fn home() -> Node {
    let node = Node::empty();
    node.ok(&["init", "--name", "Casal"]);
    node
}

/// The value and the origin of a setting.
fn held(node: &Node, args: &[&str], key: &str, variables: &[(&str, &str)]) -> (String, String) {
    let mut command = node.command(&[&["config", "show", "--json"], args].concat());
    let output = command.envs(variables.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let one = all.iter().find(|one| one["key"] == key).unwrap();
    (one["value"].as_str().unwrap().to_owned(), one["from"].as_str().unwrap().to_owned())
}

#[test]
fn what_stands_nearer_goes_before_and_says_where_it_is_from() {
    let node = home();
    let file = node.home().join("ateneu.toml");
    let address =
        |args: &[&str], variables: &[(&str, &str)]| held(&node, args, "http.address", variables);
    assert_eq!(address(&[], &[]), ("\"\"".into(), "usual".into()));
    let own = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{own}[http]\naddress = \"127.0.0.1:1\"\n")).unwrap();
    let (value, from) = address(&[], &[]);
    assert_eq!((value.as_str(), from), ("\"127.0.0.1:1\"", format!("{}:5:11", file.display())));
    let other = node.write("other.toml", "[http]\naddress = \"127.0.0.1:2\"\n");
    let named = ["--config", other.as_str()];
    assert_eq!(address(&named, &[]).0, "\"127.0.0.1:2\"");
    let variable = [("ATENEU_HTTP", "127.0.0.1:3")];
    assert_eq!(address(&named, &variable), ("\"127.0.0.1:3\"".into(), "ATENEU_HTTP".into()));
    assert_eq!(held(&node, &[], "name", &[]).0, "\"Casal\"");
    assert_eq!(
        held(&node, &["--log-format", "json"], "log.format", &[("ATENEU_LOG_FORMAT", "text")]),
        ("\"json\"".into(), "--log-format".into())
    );
}

#[test]
fn a_secret_comes_from_a_file_and_is_never_shown() {
    let node = home();
    let secret = node.write("secret", "a very long secret indeed\n");
    let variable = [("ATENEU_METRICS_TOKEN_FILE", secret.as_str())];
    let (value, from) = held(&node, &[], "http.metrics-token", &variable);
    assert_eq!((value.as_str(), from.as_str()), ("(secret)", "ATENEU_METRICS_TOKEN_FILE"));
    let short = [("ATENEU_METRICS_TOKEN", "short")];
    let mut command = node.command(&["config", "check"]);
    let output = command.envs(short).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("ATENEU_METRICS_TOKEN") && !told.contains("short\""), "{told}");
    // A passphrase, too.
    let file = node.write("passphrase", "plou poc\n");
    let variable = ("ATENEU_PASSPHRASE_FILE", file.as_str());
    let new = node.command(&["person", "new", "anna"]).envs([variable]).status().unwrap();
    assert!(new.success());
    assert_eq!(node.run(&["person", "sheet", "anna"]).status.code(), Some(2));
    let sheet = node.command(&["person", "sheet", "anna"]).envs([variable]).output().unwrap();
    assert!(sheet.status.success());
}

#[test]
fn an_address_at_which_nothing_can_be_served_is_told_before_a_node_begins() {
    let node = home();
    for (value, code) in
        [("nope", 2), ("127.0.0.1", 2), ("127.0.0.1:x", 2), (":80", 2), ("[::1]:80", 0)]
    {
        let mut command = node.command(&["config", "check"]);
        let output = command.env("ATENEU_HTTP", value).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{value}: {output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told.contains("ATENEU_HTTP: write a host and a port"), code == 2, "{told}");
    }
}

#[test]
fn the_address_behind_a_proxy_is_set_without_the_page() {
    let node = home();
    node.ok(&["community", "found", "--name", "A"]);
    let file = node.write("proxy.toml", "[http]\nurl = \"http://veins.example\"\n");
    let told = node.json_status(&["config", "check", &file], 2);
    assert!(told["faults"][0].to_string().contains("https://veins.example"), "{told}");
    let file = node.write("proxy.toml", "[http]\nurl = \"https://Veins.example/\"\n");
    let hall = crate::Hall::of(node, &["serve", "--http", "127.0.0.1:0", "--config", &file]);
    let mut visitor = hall.visitor();
    let page = visitor.get("/ca/login");
    let sent = page.form("/ca/login").with("login", "me").with("passphrase", "x");
    let typed = [("Origin", "https://veins.example"), ("Sec-Fetch-Site", "cross-site")];
    assert_ne!(visitor.send_with(&sent, &typed).status, 403, "forms come from there");
    let other = [("Origin", "https://other.example"), ("Sec-Fetch-Site", "cross-site")];
    assert_eq!(visitor.send_with(&sent, &other).status, 403);
}

#[test]
fn check_names_file_line_column_key_and_what_to_do() {
    let node = home();
    assert!(node.ok(&["config", "check"]).contains("nothing is wrong in"));
    let file = node.write(
        "wrong.toml",
        "[htp]\naddress = 1\n[http]\nadress = \"x\"\n[log]\nformat = \"xml\"\n[time]\nzone = \"Madrid\"\n",
    );
    let output = node.run(&["config", "check", &file]);
    assert_eq!(output.status.code(), Some(2));
    let out = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines,
        [
            format!(
                "{file}:2:1: htp.address: there is no such setting: did you mean http.address?"
            ),
            format!(
                "{file}:4:1: http.adress: there is no such setting: did you mean http.address?"
            ),
            format!("{file}:6:10: log.format: it is \"text\" or \"json\""),
            format!(
                "{file}:8:8: time.zone: there is no such time zone: did you mean \"Europe/Madrid\"?"
            ),
        ]
    );
    let told = node.json_status(&["config", "check", &file], 2);
    assert_eq!(told["faults"].as_array().unwrap().len(), 4);
    assert_eq!(told["faults"][2]["line"], 6);
    let refused = node.run(&["serve", "--config", &file]);
    assert_eq!(refused.status.code(), Some(2), "a wrong value does not start a node");
}
