//! What every command prints for scripts: exactly one JSON value on standard output.

use std::collections::BTreeSet;
use std::process::Command;

use crate::node::{Node, stderr, text};
use crate::running::Running;

/// What the commands of deliberation begin with.
const DELIBERATION: [&str; 17] = [
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
];

/// A node that nobody reaches.
const PEER: &str = "12D3KooWJsVyj3skHGKumzr4j6joVkUpTfE2G8ZTvFAje1x611nZ";

/// A command, and whether it answers with 1 where this is asked.
type Asked<'a> = (Vec<&'a str>, i32);

/// All commands that take `--json`, as `--help` names them.
fn commands(node: &Node, path: &[&str], found: &mut BTreeSet<String>) {
    let help = node.done(&[path, &["--help"]].concat());
    if help.contains("--json") {
        found.insert(path.join(" "));
    }
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    for line in list.take_while(|line| !line.is_empty()) {
        // A longer indentation goes on with the words of the command above.
        let name = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        let name = name.and_then(|rest| rest.split_whitespace().next());
        if let Some(name) = name.filter(|name| *name != "help") {
            commands(node, &[path, &[name]].concat(), found);
        }
    }
}

#[test]
fn long_every_command_prints_exactly_one_json_value() {
    let node = Node::without_home();
    let mut asked = BTreeSet::new();
    // The longest name of a command that these words begin with.
    let mut all = BTreeSet::new();
    commands(&node, &[], &mut all);
    assert!(all.contains("member device retire") && all.len() > 40, "{all:?}");
    let mut ask = |node: &Node, (args, status): Asked<'_>| {
        let output = node.run(&[&args[..], &["--json"]].concat());
        assert_eq!(output.status.code(), Some(status), "{args:?}: {}", stderr(&output));
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(printed.lines().count(), 1, "{args:?}: {printed}");
        let name = (1..=args.len()).rev().map(|end| args[..end].join(" "));
        asked.extend(name.into_iter().find(|name| all.contains(name)));
        serde_json::from_str::<serde_json::Value>(&printed)
            .unwrap_or_else(|why| panic!("{args:?}: {why}: {printed}"))
    };
    macro_rules! ask {
        ($node:expr, $($word:expr),+) => { ask(&$node, (vec![$($word),+], 0)) };
    }

    ask!(node, "init");
    let mut running = Running::start(&node.home());
    assert!(running.ready.is_object());
    let known = format!("/ip4/127.0.0.1/tcp/9/p2p/{PEER}");
    ask!(node, "peer", "add", &known);
    ask!(node, "peer", "block", PEER);
    ask!(node, "peer", "list");
    ask!(node, "peer", "unblock", PEER);
    ask!(node, "peer", "remove", PEER);
    running.tell("-TERM");
    assert_eq!(running.wait().code(), Some(0));
    ask!(node, "status");
    ask!(node, "community", "list");
    let two = ["berta", "cesc"];
    ask!(node, "community", "found", "--name", "A", "--stewards", "2-of-3", two[0], two[1]);
    ask!(node, "community", "invite");
    ask!(node, "person", "new", "dora");
    ask!(node, "person", "list");
    ask!(node, "person", "key");
    ask!(node, "person", "seat", "dora");
    let sheet = ask!(node, "person", "sheet", "dora");
    let file = node.path("sheet");
    std::fs::write(&file, text(&sheet["qr"])).unwrap();
    ask!(node, "person", "restore", "again", &file);
    ask!(node, "passphrase", "change", "--none", "--as", "again");

    let card = ask!(node, "member", "invite");
    let card = text(&card["invitation"]);
    // A card is redeemed twice and a device forks where a home was copied.
    node.done(&["person", "new", "late"]);
    let copy = node.copied();
    let first = ask!(node, "member", "redeem", card, "--as", "dora");
    copy.done(&["member", "redeem", card, "--as", "late"]);
    let pol = ask!(node, "member", "admit", "pol");
    copy.done(&["member", "admit", "nobody"]);
    node.hear(&copy);
    ask!(node, "member", "device", "repair", text(&pol["slot"]));
    ask!(node, "member", "settle", text(&first["slot"]));
    ask!(node, "member", "list");
    ask!(node, "person", "data");
    ask!(node, "member", "readmit", "pol-2", "--slot", text(&pol["slot"]));
    let device = ask!(node, "member", "device", "list");
    let device = text(&device[0]["device"]).to_owned();
    let token = ask!(node, "token", "new", "an archive", "--scope", "read,vote");
    assert_eq!(token["scopes"], serde_json::json!(["read", "vote"]));
    let tokens = ask!(node, "token", "list");
    assert_eq!(tokens[0]["id"], token["id"]);
    assert!(tokens[0].get("token").is_none(), "a secret is shown once");
    ask!(node, "token", "revoke", text(&token["id"]));
    ask!(node, "member", "device", "new");
    ask!(node, "member", "device", "retire", &device);

    for (change, reason) in [("suspend", "a"), ("reinstate", "b"), ("revoke", "c")] {
        let decided = ask!(node, "member", change, "pol", "--reason", reason);
        let revision = text(&decided["revision"]);
        ask!(node, "charter", "sign", revision, "--as", "berta");
    }
    let proposed = ask!(node, "charter", "propose", "--recovery", "1/2");
    let revision = text(&proposed["revision"]);
    ask!(node, "charter", "support", revision);
    ask!(node, "charter", "abandon", revision, "--as", "cesc");
    node.done(&["charter", "sign", revision]);
    node.done(&["charter", "sign", revision, "--as", "berta"]);
    let proposed = ask!(node, "charter", "propose", "--limits-retention-days", "0", "--sign");
    let revision = text(&proposed["revision"]);
    ask!(node, "charter", "recover", revision, "--as", "dora");
    ask!(node, "charter", "sign", revision, "--as", "berta");
    ask!(node, "charter", "show");
    ask!(node, "charter", "log");

    let option = ["--option", "yes=Yes", "--option", "no=No"];
    let [a, b, c, d] = option;
    let poll = ask!(node, "poll", "create", "--question", "Q?", a, b, c, d);
    let poll = text(&poll["poll"]);
    ask!(node, "poll", "show", poll);
    ask!(node, "poll", "list");
    let money = ["--project", "a=5=A", "--budget", "10"];
    let [a, b, c, d] = money;
    let budget = ask!(node, "budget", "create", "--title", "B", a, b, c, d);
    ask!(node, "budget", "show", text(&budget["poll"]));
    ask!(node, "budget", "list");
    let cast = ask!(node, "vote", poll, "--choose", "yes");
    let ballot = text(&cast["ballot"]);
    ask!(node, "receipt", ballot);
    ask!(node, "tally", poll);
    let output = node.run(&["erase", ballot, "--json"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "no answer but why not");
    ask!(node, "seal", poll);
    ask!(node, "seal", poll, "--as", "berta");
    ask!(node, "contest", poll, "--reason", "r");
    ask!(node, "reopen", poll, "--reason", "r");
    ask!(node, "audit");
    ask!(node, "rebuild");
    ask!(node, "config", "check");
    ask!(node, "config", "show");
    for keeper in ["berta", "dora"] {
        ask!(node, "keeper", "add", keeper);
    }
    ask!(node, "keeper", "list");
    ask!(node, "keeper", "remove", "dora");
    ask!(node, "doctor");

    let (bundle, backup) = (node.path("a.bundle"), node.path("backup.tar"));
    ask!(node, "bundle", "export", &bundle);
    ask!(node, "bundle", "import", &bundle);
    ask!(node, "backup", &backup);
    let other = Node::without_home();
    ask!(other, "restore", &backup);
    let third = Node::new();
    ask!(third, "community", "join", &node.invitation(), "--bundle", &bundle);
    let list = ask!(third, "bundle", "have", &node.path("have"));
    assert!(!list.is_null());
    ask!(third, "community", "leave");
    ask!(node, "erase", ballot);
    ask(&node, (vec!["receipt", ballot], 1));
    ask(&node, (vec!["tally", poll], 1));

    let votes = node.path("x.pb");
    let pabulib = "META\nkey;value\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n\
                   a;6;A\nVOTES\nvoter_id;vote\n1;a\n";
    std::fs::write(&votes, pabulib).unwrap();
    ask!(third, "count", &votes, "--rule", "greedy");
    ask!(third, "rehearse", &votes);

    // The commands of deliberation are asked in the tests of deliberation, those of a polling
    // station in those of voting.
    let elsewhere = |name: &&String| {
        name.starts_with("station") || DELIBERATION.iter().any(|word| name.starts_with(word))
    };
    // A node goes on once it has answered.
    asked.insert("serve".to_owned());
    let missing: Vec<&String> = all.difference(&asked).filter(|name| !elsewhere(name)).collect();
    assert_eq!(missing, Vec::<&String>::new(), "commands that this test does not ask yet");
}

#[test]
fn answers_keep_within_eighty_columns_and_break_no_id() {
    let node = Node::new();
    let name = "Associació de veïns i veïnes del Poblenou, de la Vila Olímpica i del Besòs";
    let said =
        node.run(&["community", "found", "--name", name, "--stewards", "2-of-3", "núria", "pol"]);
    let label = "Més endavant, quan hi hagi pressupost per fer-ho amb voreres accessibles i llum";
    let budget = node.json(&[
        "budget",
        "create",
        "--title",
        name,
        "--project",
        &format!("arbres=800.50={label}"),
        "--project",
        "camí=40=Camí",
        "--budget",
        "900",
    ]);
    let id = text(&budget["poll"]);
    node.done(&["vote", id, "--choose", "arbres"]);
    let cast = node.json(&["vote", id, "--choose", "camí"]);
    let reason = ["--reason", label, "--sign"];
    node.done(&[&["charter", "propose", "--grant", "moderator:pol"][..], &reason].concat());
    let mut printed = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
    for args in [
        &["status"][..],
        &["community", "list"],
        &["member", "list"],
        &["charter", "show"],
        &["charter", "log"],
        &["budget", "show", id],
        &["budget", "list"],
        &["receipt", text(&cast["ballot"])],
        &["tally", id],
        &["seal", id],
        &["audit"],
    ] {
        printed.push_str(&node.done(args));
    }
    for line in printed.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line, line.trim_end(), "spaces at the end");
    }
    for whole in [id, text(&cast["ballot"]), &node.invitation()] {
        assert!(printed.contains(whole), "{whole} is broken");
    }
    // The labels of both projects begin in one column.
    let shown = node.done(&["budget", "show", id]);
    let column = |word: &str| {
        let line = shown.lines().find(|line| line.contains(word)).unwrap();
        line.split(word).next().unwrap().chars().count()
    };
    assert_eq!(column("Més endavant"), column("Camí"));
}

#[test]
fn completions_are_scripts_that_their_shell_takes() {
    let node = Node::without_home();
    let script = node.path("ateneu.bash");
    std::fs::write(&script, node.done(&["completions", "bash"])).unwrap();
    let complete = "source \"$1\"; COMP_WORDS=(ateneu charter pro); COMP_CWORD=2; \
                    _ateneu ateneu pro charter; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let asked = Command::new("bash").args(["-c", complete, "bash", &script]).output();
    let Ok(output) = asked else {
        eprintln!("SKIPPED: there is no bash here");
        return;
    };
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "propose\n", "{:?}", output.stderr);
}
