//! Programs: what they read, what they do in somebody's name, and what stops them.

use std::process::Command;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::node::Node;
use crate::{Hall, PASSPHRASE};

/// A proposal on which supports and comments are open, with its address.
fn proposal(hall: &Hall) -> (Value, String) {
    let list = hall.visitor().get(&format!("{}/documents?kind=proposal&q=font", hall.api()));
    let first = list.json()["items"][0].clone();
    let place = format!("{}/documents/{}", hall.api(), first["id"].as_str().unwrap());
    (first, place)
}

fn total(browser: &mut Browser, path: &str) -> u64 {
    browser.get(path).json()["total"].as_u64().unwrap()
}

#[test]
fn long_a_token_acts_once_for_each_key_and_its_person_sees_it() {
    let hall = Hall::sample();
    let token = hall.token("carla", &["write:comments", "support"]);
    let (_, place) = proposal(&hall);
    let comments = format!("{place}/comments");
    let mut program = hall.visitor();
    let before = total(&mut program, &comments);
    let body = json!({ "text": "Ho diu un programa.", "language": "ca", "side": "in-favour" });
    let first = program.act("POST", &comments, &token, "a-1", &body);
    assert_eq!(first.status, 201, "{}", first.body);
    let digest = hall.node.digest();
    let again = program.act("POST", &comments, &token, "a-1", &body);
    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_eq!(hall.node.digest(), digest, "the same key acted twice");
    assert_eq!(total(&mut program, &comments), before + 1);
    let other =
        program.act("POST", &comments, &token, "a-1", &json!({ "text": "x", "language": "ca" }));
    assert_eq!(other.json()["code"], "key-reused");
    // Anybody can check the receipt, and the page shows who wrote it.
    let receipt = hall.visitor().get(first.json()["receipt"].as_str().unwrap()).json();
    assert_eq!((&receipt["verified"], &receipt["fault"]), (&json!(true), &Value::Null));
    hall.neighbour("carla").get(&format!("{}/me", hall.root())).has("Comentari");

    let support = format!("{place}/support");
    let given = program.act("PUT", &support, &token, "a-2", &json!({ "supports": true }));
    assert_eq!(given.status, 201, "{}", given.body);
    let taken = program.act("PUT", &support, &token, "a-3", &json!({ "supports": false }));
    assert_eq!(taken.status, 201, "{}", taken.body);
}

#[test]
fn long_a_token_does_what_its_scopes_allow_until_it_is_revoked() {
    let hall = Hall::sample();
    let token = hall.token("carla", &["read"]);
    let (_, place) = proposal(&hall);
    let mut program = hall.visitor();
    let said = json!({ "text": "no", "language": "ca" });
    let comments = format!("{place}/comments");
    let refused = program.act("POST", &comments, &token, "b-1", &said);
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("scope")));
    let label =
        json!({ "subject": "00", "hidden": true, "reason": "spam", "language": "ca", "text": "x" });
    let refused = program.act("POST", &format!("{}/labels", hall.api()), &token, "b-2", &label);
    assert_eq!(refused.status, 403);
    let known = program.read("/api/v1/token", Some(&token)).json();
    assert_eq!(known["scopes"], json!(["read"]));

    let mut carla = hall.neighbour("carla");
    let place = format!("{}/me/tokens", hall.root());
    let id = known["id"].as_str().unwrap();
    let form = carla.get(&place).form(&format!("/me/tokens/{id}"));
    let done = carla.send(&form);
    assert_eq!(done.status, 303, "{}", done.body);
    carla.follow(&done).has("està anul·lada");
    let refused = program.read("/api/v1/token", Some(&token));
    assert_eq!((refused.status, &refused.json()["code"]), (401, &json!("unknown-token")));
    // Its device is ended for everybody.
    let devices = hall.node.home().join("tokens");
    assert!(std::fs::read_dir(devices).unwrap().next().is_none());
}

#[test]
fn long_a_token_of_the_command_line_reads_until_it_is_revoked_there() {
    let hall = Hall::sample();
    let typed = |args: &[&str]| {
        let mut command = hall.node.command(&[args, &["--as", "carla"]].concat());
        command.env("ATENEU_PASSPHRASE", PASSPHRASE).output().unwrap()
    };
    let made = typed(&["token", "new", "un arxiu", "--scope", "read", "--days", "90"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let token = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let mut program = hall.visitor();
    let known = program.read("/api/v1/token", Some(&token)).json();
    assert_eq!((&known["label"], &known["scopes"]), (&json!("un arxiu"), &json!(["read"])));
    // It stands on her page beside those that she made there.
    let page = hall.neighbour("carla").get(&format!("{}/me/tokens", hall.root()));
    page.has("un arxiu");
    let id = known["id"].as_str().unwrap();
    assert_eq!(typed(&["token", "revoke", "0"]).status.code(), Some(2));
    let other = hall.node.command(&["token", "revoke", id, "--as", "gemma"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2), "it is none of hers");
    assert_eq!(program.read("/api/v1/token", Some(&token)).status, 200);
    let ended = typed(&["token", "revoke", &id[..6]]);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(program.read("/api/v1/token", Some(&token)).json()["code"], "unknown-token");
    for wrong in [
        &["token", "new", " ", "--scope", "read"][..],
        &["token", "new", "x", "--scope", "fly"],
        &["token", "new", "x"],
        &["token", "new", "x", "--scope", "read", "--days", "7"],
        &["token", "new", &"x".repeat(81), "--scope", "read"],
    ] {
        assert_eq!(typed(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn long_what_stops_a_program_is_told_as_a_problem() {
    let hall = Hall::sample();
    let token = hall.token("carla", &["read", "write:comments", "vote"]);
    let (_, place) = proposal(&hall);
    let api = hall.api();
    let mut program = hall.visitor();
    let digest = hall.node.digest();
    for (path, status, code) in [
        ("/api/v1/nothing".to_owned(), 404, "not-found"),
        ("/api/v2".to_owned(), 404, "not-found"),
        ("/api".to_owned(), 404, "not-found"),
        ("/api/v1/communities/000000000000".to_owned(), 404, "not-found"),
        (format!("{api}/documents/ffffffffffffffff"), 404, "not-found"),
        (format!("{api}/documents?limit=0"), 400, "query"),
        (format!("{api}/documents?limit=201"), 400, "query"),
        (format!("{api}/documents?limit=x"), 400, "query"),
        (format!("{api}/documents?cursor=x"), 400, "query"),
        (format!("{api}/documents?sort=best"), 400, "query"),
        (format!("{api}/documents?knid=proposal"), 400, "query"),
        (format!("{api}/documents?space=zz"), 400, "query"),
        (format!("{api}/search?q="), 400, "query"),
        (format!("{api}/news?cursor=7-7"), 400, "query"),
        ("/api/v1/token".to_owned(), 401, "no-token"),
    ] {
        let told = program.get(&path);
        assert_eq!(
            (told.status, &told.json()["code"]),
            (status, &json!(code)),
            "{path}: {}",
            told.body
        );
        assert_eq!(told.headers["content-type"], "application/problem+json", "{path}");
        assert_eq!(told.json()["status"], status);
    }
    let comments = format!("{place}/comments");
    let good = json!({ "text": "hola", "language": "ca" });
    let act = |program: &mut Browser, key: &str, body: &Value| {
        program.act("POST", &comments, &token, key, body).json()["code"].clone()
    };
    assert_eq!(act(&mut program, "", &good), "no-key");
    assert_eq!(act(&mut program, &"k".repeat(101), &good), "no-key");
    assert_eq!(act(&mut program, "c-1", &json!({ "text": "hola" })), "body");
    assert_eq!(
        act(&mut program, "c-2", &json!({ "text": "hola", "language": "ca", "x": 1 })),
        "body"
    );
    assert_eq!(act(&mut program, "c-3", &json!({ "text": " ", "language": "ca" })), "body");
    assert_eq!(
        act(&mut program, "c-4", &json!({ "text": "x".repeat(25_000), "language": "ca" })),
        "refused"
    );
    assert_eq!(act(&mut program, "c-5", &json!({ "text": "hola", "language": "català" })), "body");
    let bearer = format!("Bearer {token}");
    let form = [("Authorization", bearer.as_str()), ("Idempotency-Key", "c-7")];
    assert_eq!(program.ask("POST", &comments, &form, Some("text=hola")).json()["code"], "media");
    assert_eq!(program.ask("DELETE", &comments, &[], None).json()["code"], "method");
    assert_eq!(
        program
            .ask(
                "POST",
                &comments,
                &[("Content-Type", "application/json")],
                Some(&good.to_string())
            )
            .json()["code"],
        "no-token"
    );
    // A cookie is no token, whoever's it is.
    let mut carla = hall.neighbour("carla");
    let json_type = [("Content-Type", "application/json"), ("Idempotency-Key", "c-8")];
    let told = carla.ask("POST", &comments, &json_type, Some(&good.to_string()));
    assert_eq!(told.json()["code"], "no-token");
    assert_eq!(hall.node.digest(), digest);
}

#[test]
fn a_list_in_parts_is_the_whole_list_and_an_answer_is_given_once() {
    let hall = Hall::sample();
    let mut program = hall.visitor();
    for list in
        ["documents", "documents?sort=supported", "spaces", "polls", "log", "search?q=placa"]
    {
        let path = format!("{}/{list}", hall.api());
        let sign = if list.contains('?') { '&' } else { '?' };
        let whole = program.get(&format!("{path}{sign}limit=200")).json();
        let (mut parts, mut cursor) = (Vec::new(), String::new());
        loop {
            let part = program.get(&format!("{path}{sign}limit=3{cursor}")).json();
            parts.extend(part["items"].as_array().unwrap().clone());
            let Some(next) = part["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(&parts, whole["items"].as_array().unwrap(), "{list}");
        assert_eq!(whole["total"], parts.len(), "{list}");
    }
    let path = format!("{}/documents", hall.api());
    let first = program.get(&path);
    let tag = first.headers["etag"].clone();
    let again = program.ask("GET", &path, &[("If-None-Match", &tag)], None);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(first.headers["access-control-allow-origin"], "*");
}

#[test]
fn long_what_is_new_comes_by_itself_and_goes_on_where_it_was_cut() {
    let mut hall = Hall::sample();
    let token = hall.token("carla", &["write:comments"]);
    let (_, place) = proposal(&hall);
    let mut program = hall.visitor();
    let events = format!("{}/events", hall.api());
    let mut line = program.events(&events, None, 1);
    let (begun, data) = line.wait(1);
    assert_eq!(data, r#"{"items":[],"more":false}"#);
    let say = |text: &str, key: &str| {
        let body = json!({ "text": text, "language": "ca" });
        let done = hall.visitor().act("POST", &format!("{place}/comments"), &token, key, &body);
        done.json()["entry"].as_str().unwrap().to_owned()
    };
    let first = say("u", "d-1");
    let (_, data) = line.wait(2);
    assert!(data.contains(&first), "{data}");
    drop(line);
    let second = say("dos", "d-2");
    // What came meanwhile comes at once.
    let (_, data) = program.events(&events, Some(&begun), 1).wait(1);
    assert!(data.contains(&first) && data.contains(&second), "{data}");
    assert_eq!(program.get(&format!("{events}?cursor=1-1")).status, 400);
    // Nobody who waits keeps a node from ending.
    let mut waits = program.events(&events, None, 1);
    hall.running.tell("-TERM");
    assert!(waits.ends());
    assert_eq!(hall.running.wait().code(), Some(0));
}

#[test]
fn long_a_stream_ends_with_the_token_that_opened_it() {
    let hall = Hall::sample();
    let token = hall.token("carla", &["read"]);
    let program = hall.visitor();
    let events = format!("{}/events", hall.api());
    let mut without = program.events(&events, None, 1);
    without.wait(1);
    let mut line = program.events_with(&events, None, 1, Some(&token));
    line.wait(1);
    let mut carla = hall.neighbour("carla");
    let place = format!("{}/me/tokens", hall.root());
    let known = hall.visitor().read("/api/v1/token", Some(&token)).json();
    let form = carla.get(&place).form(&format!("/me/tokens/{}", known["id"].as_str().unwrap()));
    assert_eq!(carla.send(&form).status, 303);
    assert!(line.ends(), "the stream outlived its token");
    // Who shows no token reads on.
    without.wait(2);
}

#[test]
fn long_an_act_that_a_crash_cut_off_is_not_done_twice() {
    let hall = Hall::sample();
    let token = hall.token("carla", &["write:comments"]);
    let (_, place) = proposal(&hall);
    let comments = format!("{place}/comments");
    let mut program = hall.visitor();
    let body = json!({ "text": "Una vegada.", "language": "ca" });
    let first = program.act("POST", &comments, &token, "c-1", &body);
    assert_eq!(first.status, 201, "{}", first.body);
    // As it lies on the disk when the power goes after the entry was written.
    let folder = hall.node.home().join("tokens");
    let mut files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let path = files.find(|path| path.extension().is_some_and(|kind| kind == "acts")).unwrap();
    let mut noted: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    noted[0]["entry"] = Value::Null;
    std::fs::write(&path, noted.to_string()).unwrap();
    let digest = hall.node.digest();
    let again = program.act("POST", &comments, &token, "c-1", &body);
    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_eq!(hall.node.digest(), digest, "it was said twice");
    // And under another key the same may be said once more.
    let more = program.act("POST", &comments, &token, "c-2", &body);
    assert_ne!(more.json()["entry"], first.json()["entry"]);
}

#[test]
fn long_a_private_community_is_read_with_a_token_of_a_member_alone() {
    let node = Node::empty();
    let mut found =
        node.command(&["community", "found", "--name", "Escala B", "--private", "--as", "anna"]);
    assert!(found.env("ATENEU_PASSPHRASE", PASSPHRASE).status().unwrap().success());
    let hall = Hall::of(node, &["serve", "--http", "127.0.0.1:0"]);
    let mut program = hall.visitor();
    let list = format!("{}/documents", hall.api());
    let told = program.get(&list);
    assert_eq!((told.status, &told.json()["code"]), (401, &json!("no-token")));
    let other = hall.token("anna", &["vote"]);
    assert_eq!(program.read(&list, Some(&other)).json()["code"], "scope");
    let token = hall.token("anna", &["read"]);
    assert_eq!(program.read(&list, Some(&token)).status, 200);
    // Its name is its people's, too.
    let named = |told: Value| told["items"][0]["name"].clone();
    assert_eq!(named(program.get("/api/v1/communities").json()), Value::Null);
    assert_eq!(named(program.read("/api/v1/communities", Some(&token)).json()), "Escala B");
}

#[test]
fn a_form_for_a_token_that_says_too_little_is_shown_again() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let place = format!("{}/me/tokens", hall.root());
    let form = carla.get(&place).form("/me/tokens").without("scope").with("label", " ");
    let again = carla.send(&form.clone().with("days", "90"));
    assert_eq!(again.status, 422);
    again.has("id=\"label-problem\"");
    again.has("value=\"90\" selected");
    again.has("Tria almenys una cosa");
    assert_eq!(hall.visitor().get(&place).status, 401);
    // Sent twice, a form makes one token, and shows it once.
    let form = form.with("label", "Una prova").and("scope", "read");
    assert_eq!(carla.send(&form).status, 200);
    assert_eq!(carla.send(&form).location(), place);
    carla.get(&place).has("1 clau d’accés");
}

#[test]
fn long_the_example_client_reads_and_comments() {
    let hall = Hall::sample();
    let token = hall.token("carla", &["write:comments"]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/client.py");
    let node = format!("http://{}", hall.address);
    let run = |args: &[&str]| {
        Command::new("python3")
            .arg(script)
            .arg(&node)
            .args(args)
            .env("ATENEU_TOKEN", &token)
            .output()
    };
    let Ok(list) = run(&[]) else {
        println!("SKIPPED: there is no python3 to run examples/client.py with");
        return;
    };
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(list.lines().count() > 3, "{list}");
    let (proposal, _) = proposal(&hall);
    let id = proposal["id"].as_str().unwrap();
    let done = run(&["--comment", id, "Ho diu un exemple."]).unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let refused = run(&["--comment", "ffffffffffffffff", "Ho diu un exemple."]).unwrap();
    assert!(String::from_utf8_lossy(&refused.stderr).contains("(not-found)"), "{refused:?}");
}

#[test]
fn long_the_open_data_of_a_space_are_files_under_a_licence() {
    let hall = Hall::sample();
    let mut browser = hall.visitor();
    let spaces = browser.get(&format!("{}/spaces", hall.api())).json();
    let (mut kinds, mut results) = (std::collections::BTreeSet::new(), 0);
    for space in spaces["items"].as_array().unwrap() {
        let digits = &space["id"].as_str().unwrap()[..16];
        let place = format!("{}/spaces/{digits}", hall.root());
        let href = browser.get(&place).link("/data");
        let list = browser.get(&href);
        list.has("ODbL 1.0");
        let names = list.body.split("/data/").skip(1).map(|rest| rest.split('"').next().unwrap());
        for name in names {
            let file = browser.get(&format!("{place}/data/{name}"));
            assert_eq!(file.status, 200, "{name}: {}", file.body);
            assert!(file.headers["link"].contains("rel=\"license\""), "{name}");
            assert!(file.headers["content-disposition"].contains(name), "{name}");
            if name == "space.json" {
                assert!(browser.comes_whole(&format!("{place}/data/{name}")), "cut short");
                let all = file.json();
                assert_eq!(
                    (&all["licence"], &all["space"]["id"]),
                    (&json!("ODbL-1.0"), &space["id"])
                );
                let asked = format!("{}/documents?limit=200&space={digits}", hall.api());
                let shown = browser.get(&asked).json()["total"].as_u64().unwrap();
                let told = all["documents"].as_array().unwrap();
                let others = |one: &&Value| one["kind"] == "amendment" || one["withdrawn"] == true;
                let others = told.iter().filter(others).count();
                assert_eq!(told.len() - others, usize::try_from(shown).unwrap(), "{digits}");
            } else if name.ends_with(".csv") {
                assert!(file.body.starts_with("id;"), "{name}: {}", &file.body[..40]);
                assert!(file.body.lines().count() > 1, "{name} is empty");
                if name == "open-data-results.csv" {
                    let header = file.body.lines().next().unwrap();
                    assert!(header.split(';').any(|column| column == "progress"), "{header}");
                    assert!(file.body.contains(";45;") && file.body.contains(";100;"));
                    results += 1;
                }
            } else if name.ends_with(".pb") {
                assert!(file.body.starts_with("META\nkey;value\n"), "{}", &file.body[..200]);
                assert!(file.body.contains("\nVOTES\n"));
            }
            kinds.insert(name.rsplit('.').next().unwrap().to_owned());
        }
        assert_eq!(browser.get(&format!("{place}/data/passwd")).status, 404);
    }
    assert!(kinds.contains("csv") && kinds.contains("json") && kinds.contains("md"), "{kinds:?}");
    assert_eq!(results, 1, "one space of the sample has results");
}
