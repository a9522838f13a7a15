//! What the API says of itself is what it does: every operation is called, and every answer has the
//! shape that its description gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::Hall;
use crate::browser::{Browser, Page};

/// The description, as the node gives it.
fn described(browser: &mut Browser) -> Value {
    browser.get("/api/openapi.json").json()
}

/// All operations: method, path and what is said of them.
fn operations(description: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, said) in item.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), said.clone()));
        }
    }
    all
}

/// The description's shapes, in which nothing may stand that they do not name.
fn strict(description: &Value) -> Value {
    let mut all = description["components"]["schemas"].clone();
    let parts: BTreeSet<String> = all.as_object().unwrap().values().flat_map(flattened).collect();
    for (name, schema) in all.as_object_mut().unwrap() {
        let is_object = schema.get("properties").is_some() || schema.get("allOf").is_some();
        if is_object && !parts.contains(name) {
            schema["unevaluatedProperties"] = json!(false);
        }
    }
    all
}

/// The shapes that stand flattened in one.
fn flattened(schema: &Value) -> Vec<String> {
    let all = schema["allOf"].as_array().into_iter().flatten();
    all.filter_map(|part| Some(part["$ref"].as_str()?.rsplit('/').next()?.to_owned())).collect()
}

/// What is held against an answer of an operation: the media type, and a validator of the body.
fn promised(description: &Value, said: &Value, status: u16) -> (String, Validator) {
    let answers = &said["responses"];
    let answer = answers.get(status.to_string()).unwrap_or_else(|| &answers["default"]);
    let (media, content) = answer["content"].as_object().unwrap().iter().next().unwrap();
    let mut schema = content["schema"].clone();
    schema["components"] = json!({ "schemas": strict(description) });
    (media.clone(), jsonschema::draft202012::new(&schema).unwrap())
}

#[track_caller]
fn keeps(description: &Value, said: &Value, page: &Page) {
    let id = &said["operationId"];
    let (media, validator) = promised(description, said, page.status);
    assert_eq!(page.headers["content-type"], media, "{id}: {}", page.body);
    let answer = page.json();
    let wrong: Vec<String> =
        validator.iter_errors(&answer).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(wrong.is_empty(), "{id} answers {}: {wrong:#?}\n{}", page.status, page.body);
}

#[test]
fn the_copy_of_the_description_is_what_the_node_says() {
    let hall = Hall::sample();
    let said = described(&mut hall.visitor());
    assert_eq!(said["openapi"], "3.1.0");
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let kept = fs::read_to_string(&copy).unwrap_or_default();
    let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
    if kept != said {
        let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi.json");
        let text = serde_json::to_string_pretty(&said).unwrap() + "\n";
        fs::write(&fresh, text).unwrap();
        panic!("docs/openapi.json is not what the node says: copy {} over it", fresh.display());
    }
}

#[test]
fn long_every_operation_is_called_and_keeps_to_its_description() {
    let hall = Hall::sample();
    let mut program = hall.visitor();
    let description = described(&mut program);
    let api = hall.api();
    let scopes = [
        "read",
        "write:comments",
        "write:proposals",
        "write:files",
        "support",
        "vote",
        "organise",
        "seal",
        "moderate",
    ];
    let token = hall.token("carla", &scopes);
    let moderator = hall.token(MODERATOR, &scopes);
    let organiser = hall.token(ORGANISER, &scopes);
    let mut ids = Ids::of(&mut program, &api);
    let mut bodies = ids.bodies();
    let hidden = hidden(&mut program, &api, &ids.proposal, &token, &moderator);
    let object = json!({ "subject": hidden, "language": "ca", "text": "Tinc raó." });
    bodies.insert("appeal", object);
    let mut called = BTreeSet::new();
    for (method, path, said) in operations(&description) {
        let id = said["operationId"].as_str().unwrap().to_owned();
        let digits = api.rsplit('/').next().unwrap();
        let place = path.replace("{community}", digits).replace("{id}", ids.called_on(&id, &path));
        let asks = match id.as_str() {
            "search" => "?q=font",
            "attach" | "attach-space" => "?name=acta.txt&title=L%E2%80%99acta&language=ca",
            _ => "",
        };
        let place = format!("/api/v1{place}{asks}");
        if id == "events" {
            let events = program.events(&place, None, 1);
            assert!(events.read.contains("content-type: text/event-stream"), "{}", events.read);
            called.insert(id);
            continue;
        }
        let page = if method == "GET" {
            program.read(&place, Some(&token))
        } else {
            let by = match id.as_str() {
                "label" => &moderator,
                "compose" | "comment" | "support" | "vote" | "edit" | "link" | "attach" => &token,
                "detach" | "report" | "appeal" => &token,
                _ => &organiser,
            };
            let nothing = json!({});
            let body = bodies.get(id.as_str()).unwrap_or(&nothing);
            program.act(&method, &place, by, &format!("contract-{id}"), body)
        };
        let good = if method == "GET" { 200 } else { 201 };
        assert_eq!(page.status, good, "{id} at {place}: {}", page.body);
        keeps(&description, &said, &page);
        if let Some(entry) = page.json()["entry"].as_str() {
            ids.made.insert(id.clone(), entry.to_owned());
        }
        // What is not here is told in the shape of problems.
        if path.contains("{community}") && method == "GET" {
            let nowhere = format!("/api/v1{}", path.replace("{community}", "000000000000"));
            let page = program.read(&nowhere.replace("{id}", "000000000000"), None);
            assert!(matches!(page.status, 400 | 404), "{id}: {}", page.body);
            keeps(&description, &said, &page);
        }
        called.insert(id);
    }
    assert!(called.len() >= 42, "{called:?}");
}

#[test]
fn every_document_thread_poll_and_result_of_the_sample_keeps_to_the_description() {
    let hall = Hall::sample();
    let mut program = hall.visitor();
    let description = described(&mut program);
    let all: BTreeMap<String, Value> = operations(&description)
        .into_iter()
        .map(|(_, _, said)| (said["operationId"].as_str().unwrap().to_owned(), said))
        .collect();
    let mut kinds = BTreeSet::new();
    for kind in
        ["proposal", "amendment", "debate", "post", "page", "meeting", "project", "result", "class"]
    {
        let list = program.get(&format!("{}/documents?kind={kind}&limit=200", hall.api()));
        keeps(&description, &all["documents"], &list);
        for item in list.json()["items"].as_array().unwrap() {
            let place = format!("{}/documents/{}", hall.api(), item["id"].as_str().unwrap());
            keeps(&description, &all["document"], &program.get(&place));
            keeps(&description, &all["comments"], &program.get(&format!("{place}/comments")));
            keeps(&description, &all["versions"], &program.get(&format!("{place}/versions")));
            kinds.insert(kind);
        }
    }
    assert!(kinds.len() > 3, "{kinds:?}");
    let polls = program.get(&format!("{}/polls", hall.api())).json();
    for poll in polls["items"].as_array().unwrap() {
        let place = format!("{}/polls/{}", hall.api(), poll["id"].as_str().unwrap());
        keeps(&description, &all["poll"], &program.get(&place));
        keeps(&description, &all["result"], &program.get(&format!("{place}/result")));
    }
    let spaces = program.get(&format!("{}/spaces", hall.api())).json();
    for space in spaces["items"].as_array().unwrap() {
        let place = format!("{}/spaces/{}", hall.api(), space["id"].as_str().unwrap());
        keeps(&description, &all["space"], &program.get(&place));
    }
}

#[test]
fn every_problem_and_operation_stands_in_the_reference() {
    let hall = Hall::sample();
    let mut browser = hall.visitor();
    let description = described(&mut browser);
    for tongue in ["ca", "es", "en"] {
        let page = browser.get(&format!("/{tongue}/api"));
        assert_eq!(page.status, 200);
        for (method, path, said) in operations(&description) {
            page.has(&format!("{method} /api/v1{path}"));
            page.has(&format!("id=\"{}\"", said["operationId"].as_str().unwrap()));
        }
        for code in ["key-reused", "no-token", "busy"] {
            page.has(&format!("<tr id=\"{code}\">"));
        }
        // What is linked to is there.
        let there = format!("/{tongue}/api/shapes");
        let shapes = browser.get(&there);
        assert_eq!(shapes.status, 200);
        let mut linked = 0;
        for (from, mark, to) in [
            (&page, "href=\"#".to_owned(), &page),
            (&page, format!("href=\"{there}#"), &shapes),
            (&shapes, "href=\"#".to_owned(), &shapes),
        ] {
            for href in from.body.split(&mark).skip(1) {
                to.has(&format!("id=\"{}\"", href.split('"').next().unwrap()));
                linked += 1;
            }
        }
        assert!(linked > 60, "{linked}");
    }
}

/// Who moderates in the sample.
const MODERATOR: &str = "bernat";

/// Who organises, and signs counts.
const ORGANISER: &str = "anna";

/// A comment of whoever the first token is of, hidden by a moderator.
fn hidden(
    program: &mut Browser,
    api: &str,
    proposal: &str,
    token: &str,
    moderator: &str,
) -> String {
    let mut does = |token, key, place: &str, body| {
        let done = program.act("POST", &format!("{api}/{place}"), token, key, &body);
        assert_eq!(done.status, 201, "{place}: {}", done.body);
        done.json()["entry"].as_str().unwrap().to_owned()
    };
    let said = json!({ "text": "Una ximpleria.", "language": "ca" });
    let comment = does(token, "said", &format!("documents/{proposal}/comments"), said);
    let label = json!({
        "subject": comment, "hidden": true, "reason": "offensive", "language": "ca",
        "text": "Fereix.",
    });
    does(moderator, "hid", "labels", label);
    comment
}

/// What the calls are about.
struct Ids {
    proposal: String,
    space: String,
    poll: String,
    option: String,
    debate: String,
    sealed: String,
    state: String,
    /// What each operation made.
    made: BTreeMap<String, String>,
}

impl Ids {
    fn of(program: &mut Browser, api: &str) -> Self {
        let list = program.get(&format!("{api}/documents?kind=proposal&q=font")).json();
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        let space = program.get(&format!("{api}/spaces")).json()["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(&id)
            .find(|space| {
                let said = program.get(&format!("{api}/spaces/{space}")).json();
                let now = said["phases"].as_array().unwrap().last().unwrap().clone();
                now["permits"].as_array().unwrap().contains(&json!("propose"))
            })
            .unwrap();
        let polls = program.get(&format!("{api}/polls")).json();
        let open =
            polls["items"].as_array().unwrap().iter().filter(|poll| poll["status"] == "open");
        let (poll, said) = open
            .map(|poll| (id(poll), program.get(&format!("{api}/polls/{}", id(poll))).json()))
            .find(|(_, said)| said["ballot"]["form"] == "approval")
            .unwrap();
        let option = said["options"][0]["id"].as_str().unwrap().to_owned();
        let all = polls["items"].as_array().unwrap();
        let sealed = id(all.iter().find(|poll| poll["status"] == "sealed").unwrap());
        let proposal = &list["items"][0];
        let own = proposal["space"].as_str().unwrap();
        let own = program.get(&format!("{api}/spaces/{own}")).json();
        let now = own["phases"].as_array().unwrap().last().unwrap().clone();
        let state = now["states"][0]["key"].as_str().unwrap().to_owned();
        let debates = program.get(&format!("{api}/documents?kind=debate")).json();
        let debates = debates["items"].as_array().unwrap();
        let debate = id(debates.iter().find(|debate| debate["closed"] == false).unwrap());
        let (proposal, made) = (id(proposal), BTreeMap::new());
        Self { proposal, space, poll, option, debate, sealed, state, made }
    }

    /// What an operation is called on.
    fn called_on(&self, operation: &str, path: &str) -> &str {
        match operation {
            "edit" | "link" | "attach" => &self.made["compose"],
            "edit-space" | "go-on" | "link-space" | "attach-space" => &self.made["open-space"],
            "detach" => &self.made["attach"],
            "seal" => &self.made["open-poll"],
            "reopen" | "contest" => &self.sealed,
            "conclude" => &self.debate,
            _ => self.of_path(path),
        }
    }

    fn of_path(&self, path: &str) -> &str {
        if path.contains("/spaces/") {
            &self.space
        } else if path.contains("/polls/") {
            &self.poll
        } else {
            &self.proposal
        }
    }

    fn bodies(&self) -> BTreeMap<&'static str, Value> {
        let text = "Prova d’un programa.";
        BTreeMap::from([
            (
                "compose",
                json!({
                    "kind": "proposal", "space": self.space, "language": "ca",
                    "title": "Un banc a l’ombra", "body": text,
                }),
            ),
            ("comment", json!({ "text": text, "language": "ca" })),
            ("report", json!({ "subject": self.proposal, "reason": "spam", "text": text })),
            ("support", json!({ "supports": true })),
            ("vote", json!({ "approval": [self.option] })),
            (
                "edit",
                json!({
                    "texts": [{ "field": "body", "language": "ca", "text": "Dos bancs." }],
                    "values": [{ "field": "point", "value": "41.3745,2.1622" }],
                }),
            ),
            ("link", json!({ "relation": "related", "to": self.proposal, "linked": true })),
            ("answer", json!({ "state": self.state, "text": { "ca": text }, "cost": 120_000 })),
            ("conclude", json!({ "closed": true, "text": { "ca": text } })),
            (
                "open-space",
                json!({
                    "kind": "process", "title": { "ca": "Un procés", "en": "A process" },
                    "languages": ["ca", "en"], "phase": { "template": "idea-collection" },
                }),
            ),
            (
                "edit-space",
                json!({ "texts": [{ "field": "summary", "language": "ca", "text": text }] }),
            ),
            ("go-on", json!({ "template": "idea-collection", "ends": "2027-03-31T18:30:00Z" })),
            ("link-space", json!({ "relation": "related", "to": self.poll, "linked": true })),
            (
                "open-poll",
                json!({
                    "title": { "ca": "Quin dia?", "en": "Which day?" }, "rule": "approval",
                    "options": [
                        { "id": "mon", "label": { "ca": "Dilluns", "en": "Monday" } },
                        { "id": "tue", "label": { "ca": "Dimarts", "en": "Tuesday" } },
                    ],
                }),
            ),
            ("reopen", json!({ "reason": text })),
            ("contest", json!({ "reason": text })),
            (
                "label",
                json!({
                    "subject": self.proposal, "hidden": true, "reason": "off-topic",
                    "language": "ca", "text": text,
                }),
            ),
        ])
    }
}
