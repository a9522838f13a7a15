//! What every command of deliberation prints for scripts: exactly one JSON value.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::node::Node;
use crate::village::{text, village};

/// All commands below this one that take `--json`, as `--help` names them.
fn commands(node: &Node, path: &[&str], found: &mut BTreeSet<String>) {
    let help = node.ok(&[path, &["--help"]].concat());
    if help.contains("--json") {
        found.insert(path.join(" "));
    }
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    for line in list.take_while(|line| !line.is_empty()) {
        let name = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        let name = name.and_then(|rest| rest.split_whitespace().next());
        if let Some(name) = name.filter(|name| *name != "help") {
            commands(node, &[path, &[name]].concat(), found);
        }
    }
}

/// Asks, and remembers which command was asked.
struct Asking {
    node: Node,
    all: BTreeSet<String>,
    asked: BTreeSet<String>,
}

impl Asking {
    #[track_caller]
    fn ask(&mut self, who: &str, args: &[&str]) -> Value {
        let value = self.node.json(&[&["--as", who], args].concat());
        let names = (1..=args.len()).rev().map(|end| args[..end].join(" "));
        self.asked.extend(names.into_iter().find(|name| self.all.contains(name)));
        value
    }

    #[track_caller]
    fn id(&mut self, who: &str, args: &[&str]) -> String {
        let value = self.ask(who, args);
        text(if value["id"].is_null() { &value["entry"] } else { &value["id"] }).to_owned()
    }
}

#[test]
fn long_every_command_of_deliberation_prints_exactly_one_json_value() {
    let (node, process) = village();
    let mut all = BTreeSet::new();
    for family in [
        "process",
        "assembly",
        "proposal",
        "debate",
        "post",
        "page",
        "meeting",
        "result",
        "comment",
        "profile",
        "taxonomy",
        "moderation",
        "search",
        "news",
        "log",
        "import",
        "export",
    ] {
        commands(&node, &[family], &mut all);
    }
    let file = node.write("acta.txt", "Acta");
    let mut asking = Asking { node, all, asked: BTreeSet::new() };
    for kind in ["process", "assembly"] {
        let title = ["--title", kind, "--languages", "ca", "--template", "idea-collection"];
        let id = asking.id("me", &[&[kind, "create"], &title[..]].concat());
        for what in ["show", "rules", "log"] {
            asking.ask("me", &[kind, what, &id]);
        }
        asking.ask("me", &[kind, "edit", &id, "--body", "x"]);
        asking.ask("me", &[kind, "phase", &id, "--next"]);
        asking.ask("me", &[kind, "list"]);
        asking.ask("me", &[kind, "templates"]);
    }
    asking.ask("me", &["process", "phase", &process, "--title", "Tot", "--permit", "all"]);
    for kind in ["debate", "post", "page", "meeting", "result", "proposal"] {
        let who = "me";
        let id = asking.id(who, &[kind, "create", "--title", kind, "--space", &process]);
        shared(&mut asking, who, kind, &id, &file);
        if matches!(kind, "debate" | "meeting") {
            asking.ask(who, &[kind, "close", &id, "--text", "fet"]);
            asking.ask(who, &[kind, "reopen", &id, "--text", "encara no"]);
        } else if matches!(kind, "post" | "page" | "result") {
            // Nothing is concluded in news, pages and results.
            for word in ["close", "reopen"] {
                asking.node.refused(&[kind, word, &id, "--text", "fet"]);
                asking.asked.insert(format!("{kind} {word}"));
            }
        }
        asking.ask(who, &[kind, "withdraw", &id]);
    }
    proposals(&mut asking, &process);
    discussion(&mut asking, &process);
    asking.node.ok(&["charter", "propose", "--grant", "import-officer:me", "--sign"]);
    let rows = asking.node.write("proposals.csv", "id;title/ca;body/ca\n7;Bancs;A la plaça\n");
    asking.ask("me", &["import", "decidim", &rows]);
    let folder = asking.node.path("open-data");
    asking.ask("me", &["export", "decidim", "-o", &folder]);
    let missing: Vec<&String> = asking.all.difference(&asking.asked).collect();
    assert_eq!(missing, Vec::<&String>::new(), "commands that this test does not ask yet");
}

fn shared(asking: &mut Asking, who: &str, kind: &str, id: &str, file: &str) {
    asking.ask(who, &[kind, "edit", id, "--body", "Un text"]);
    for what in ["show", "history", "diff", "endorse", "unendorse"] {
        asking.ask(who, &[kind, what, id]);
    }
    let attached = asking.id(who, &[kind, "attach", id, file]);
    asking.ask(who, &[kind, "detach", &attached]);
    asking.ask(who, &[kind, "list"]);
    let other = asking.id(who, &["taxonomy", "add", "--title", kind, "--space", "La plaça"]);
    asking.ask(who, &[kind, "link", id, &other]);
}

fn proposals(asking: &mut Asking, process: &str) {
    let space = ["--space", process];
    let draft = [&["proposal", "draft", "--title", "A", "--body", "x"], &space[..]].concat();
    let draft = text(&asking.ask("anna", &draft)["draft"]).to_owned();
    asking.ask("anna", &["proposal", "drafts"]);
    let a = asking.id("anna", &["proposal", "publish", &draft]);
    let b = asking.id("anna", &[&["proposal", "create", "--title", "B"], &space[..]].concat());
    let amend = |body| ["proposal", "amend", &a, "--body", body].map(str::to_owned);
    for (body, word) in [("x y", "accept"), ("z", "reject")] {
        let args = amend(body);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let amendment = asking.id("biel", &args);
        asking.ask("anna", &["proposal", word, &amendment]);
        if word == "reject" {
            asking.ask("biel", &["proposal", "promote", &amendment]);
        }
    }
    asking.ask("me", &["proposal", "amendments", &a]);
    asking.ask("anna", &["proposal", "invite", &a, "biel"]);
    asking.ask("biel", &["proposal", "join", &a]);
    asking.ask("biel", &["proposal", "decline", &a]);
    asking.ask("biel", &["proposal", "support", &a]);
    asking.ask("biel", &["proposal", "unsupport", &a]);
    asking.ask("me", &["proposal", "merge", &a, &b, "--title", "C"]);
    asking.ask("me", &["proposal", "split", &a, "--title", "D"]);
    asking.ask("me", &["proposal", "answer", &a, "--state", "accepted"]);
    asking.ask("me", &["proposal", "similar", "A"]);
    asking.ask("anna", &["proposal", "rebase", &b, "--body", "de nou"]);
    let limits = ["--title", "Suports", "--permit", "all", "--supports", "2"];
    asking.ask("me", &[&["process", "phase", process], &limits[..]].concat());
    asking.ask("biel", &["proposal", "support-all", &a]);
}

fn discussion(asking: &mut Asking, process: &str) {
    let on = asking.id("anna", &["debate", "create", "--title", "E", "--space", process]);
    let said = asking.id("biel", &["comment", "add", &on, "Hola"]);
    asking.ask("biel", &["comment", "edit", &said, "Adéu"]);
    asking.ask("anna", &["comment", "rate", &said, "agree"]);
    asking.ask("anna", &["comment", "list", &on]);
    asking.ask("anna", &["profile", "set", "--name", "Anna"]);
    asking.ask("anna", &["profile", "show"]);
    asking.ask("me", &["taxonomy", "list"]);
    asking.ask("anna", &["moderation", "report", &said, "--reason", "spam"]);
    asking.ask("me", &["moderation", "reports"]);
    asking.ask("me", &["moderation", "hide", &said, "--text", "x"]);
    let appeal = asking.id("biel", &["moderation", "appeal", &said, "--text", "y"]);
    asking.ask("me", &["moderation", "appeals"]);
    asking.ask("me", &["moderation", "decide", &appeal, "--uphold", "--text", "z"]);
    asking.ask("me", &["moderation", "show", &said, "--text", "w"]);
    asking.ask("me", &["moderation", "log"]);
    asking.ask("biel", &["comment", "withdraw", &said]);
    for what in ["news", "log"] {
        asking.ask("me", &[what]);
    }
    asking.ask("me", &["search", "hola"]);
}
