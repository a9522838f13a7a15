//! What organisers, moderators and those who seal do by programs.

use serde_json::{Value, json};

use crate::Hall;
use crate::browser::{Browser, Page};

/// A program with a token.
pub(crate) struct Program {
    browser: Browser,
    api: String,
    token: String,
    acts: u32,
}

impl Program {
    pub(crate) fn of(hall: &Hall, name: &str, scopes: &[&str]) -> Self {
        let token = hall.token(name, scopes);
        Self { browser: hall.visitor(), api: hall.api(), token, acts: 0 }
    }

    /// A program without a token.
    pub(crate) fn reader(hall: &Hall) -> Self {
        Self { browser: hall.visitor(), api: hall.api(), token: String::new(), acts: 0 }
    }

    fn send(&mut self, method: &str, place: &str, body: &Value) -> Page {
        self.acts += 1;
        let (place, key) = (format!("{}/{place}", self.api), format!("o-{}", self.acts));
        self.browser.act(method, &place, &self.token, &key, body)
    }

    /// The entry that an act became.
    #[track_caller]
    pub(crate) fn does(&mut self, method: &str, place: &str, body: &Value) -> String {
        let done = self.send(method, place, body);
        assert_eq!(done.status, 201, "{place}: {}", done.body);
        done.json()["entry"].as_str().unwrap().to_owned()
    }

    /// Why an act was refused.
    #[track_caller]
    pub(crate) fn refused(&mut self, method: &str, place: &str, body: &Value) -> String {
        let told = self.send(method, place, body);
        assert!(told.status >= 400, "{place}: {}", told.body);
        told.json()["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn read(&mut self, place: &str) -> Value {
        self.browser.get(&format!("{}/{place}", self.api)).json()
    }
}

#[test]
fn long_an_organiser_leads_a_process_from_its_opening_to_its_end() {
    let hall = Hall::sample();
    let mut anna = Program::of(&hall, "anna", &["organise", "write:files"]);
    let space = anna.does(
        "POST",
        "spaces",
        &json!({
            "kind": "process", "title": { "ca": "Places d’ombra" }, "languages": ["ca"],
            "phase": { "template": "idea-collection", "ends": "2027-03-31T18:30:00+02:00" },
        }),
    );
    let at = format!("spaces/{space}");
    let said = anna.read(&at);
    assert_eq!(said["title"]["ca"], "Places d’ombra");
    assert_eq!(said["phases"][0]["ends"], "2027-03-31T16:30:00Z");
    let more = json!({ "texts": [{ "field": "summary", "language": "ca", "text": "Breu." }] });
    anna.does("PATCH", &at, &more);
    let said = anna.read(&at);
    assert!(said["texts"].as_array().unwrap().iter().any(|text| text["text"] == "Breu."));

    // What speaks for the space, with its values.
    let meeting = anna.does(
        "POST",
        "documents",
        &json!({
            "kind": "meeting", "space": space, "language": "ca", "title": "Primera trobada",
            "body": "Al casal.",
            "values": [
                { "field": "starts", "value": "2027-02-01T18:00:00Z" },
                { "field": "address", "value": "Carrer de Blai, 1" },
            ],
        }),
    );
    let meeting = format!("documents/{meeting}");
    let said = anna.read(&meeting);
    assert_eq!(said["authors"][0]["official"], true);
    assert_eq!(said["values"].as_array().unwrap().len(), 2);
    // A change of what somebody else has changed meanwhile is refused.
    let old = said["version"].clone();
    let change = |version: &Value| {
        json!({
            "texts": [{ "field": "place", "language": "ca", "text": "Sala gran" }],
            "version": version,
        })
    };
    anna.does("PATCH", &meeting, &change(&old));
    assert_eq!(anna.refused("PATCH", &meeting, &change(&old)), "overtaken");
    anna.does(
        "POST",
        &format!("{meeting}/conclusions"),
        &json!({ "closed": true, "text": { "ca": "Acta." } }),
    );
    assert_eq!(anna.read(&meeting)["conclusion"]["ca"], "Acta.");

    // A phase of its own, then one in which nothing can be done any more.
    anna.does("POST", &format!("{at}/phases"), &json!({ "template": "idea-collection" }));
    anna.does(
        "POST",
        &format!("{at}/phases"),
        &json!({ "title": { "ca": "Tancat" }, "permits": [] }),
    );
    let said = anna.read(&at);
    let now = said["phases"].as_array().unwrap().last().unwrap();
    assert_eq!((&now["title"]["ca"], &now["permits"]), (&json!("Tancat"), &json!([])));
    assert!(!now["states"].as_array().unwrap().is_empty(), "its rules go on");

    // What cannot be meant.
    for (place, wrong) in [
        ("spaces", json!({ "kind": "process", "title": {}, "languages": ["ca"] })),
        ("spaces", json!({ "kind": "process", "title": { "ca": "x" }, "languages": [] })),
        ("spaces", json!({ "kind": "process", "title": { "es": "x" }, "languages": ["ca"] })),
        (
            "spaces",
            json!({
                "kind": "process", "title": { "ca": "x" }, "languages": ["ca"],
                "phase": { "template": "no-such" },
            }),
        ),
        (&format!("{at}/phases"), json!({ "permits": ["fly"] })),
        (&format!("{at}/phases"), json!({ "ends": "soon" })),
        (&format!("{at}/links"), json!({ "relation": "x", "to": space, "linked": true })),
    ] {
        assert_eq!(anna.refused("POST", place, &wrong), "body", "{wrong}");
    }
    // Everybody sees it on the page.
    let page = format!("{}/spaces/{}", hall.root(), &space[..16]);
    hall.visitor().get(&page).has("Tancat");
}

#[test]
fn long_a_budget_is_opened_with_its_projects_and_sealed_by_two() {
    let hall = Hall::sample();
    let mut anna = Program::of(&hall, "anna", &["organise", "seal"]);
    let mut bernat = Program::of(&hall, "bernat", &["seal"]);
    let mut carla = Program::of(&hall, "carla", &["vote", "organise", "seal"]);
    let plan = json!({
        "title": { "ca": "Petites obres", "es": "Pequeñas obras" },
        "question": { "ca": "Què fem?", "es": "¿Qué hacemos?" },
        "rule": "greedy", "budget": "3000", "currency": "EUR",
        "options": [
            { "id": "bancs", "label": { "ca": "Bancs", "es": "Bancos" }, "cost": "2500.50" },
            { "id": "arbres", "label": { "ca": "Arbres", "es": "Árboles" }, "cost": "499.50" },
        ],
        "ends": "2027-03-31T18:30:00Z",
    });
    assert_eq!(carla.refused("POST", "polls", &plan), "refused");
    let poll = anna.does("POST", "polls", &plan);
    let at = format!("polls/{poll}");
    let said = anna.read(&at);
    assert_eq!((&said["budget"], &said["currency"]), (&json!("3000"), &json!("EUR")));
    assert_eq!(said["options"][0]["cost"], "2500.5");
    assert_eq!(said["options"][1]["label"]["es"], "Árboles");
    assert_eq!(said["ballot"], json!({ "form": "budget-percent", "percent": 0 }));
    carla.does("POST", &format!("{at}/ballots"), &json!({ "approval": ["arbres"] }));
    assert_eq!(carla.refused("POST", &format!("{at}/seals"), &json!({})), "refused");
    anna.does("POST", &format!("{at}/seals"), &json!({}));
    assert_eq!(anna.read(&at)["status"], "open");
    bernat.does("POST", &format!("{at}/seals"), &json!({}));
    assert_eq!(anna.read(&at)["status"], "sealed");
    carla.does("POST", &format!("{at}/contests"), &json!({ "reason": "Falta un vot." }));
    assert_eq!(anna.read(&format!("{at}/result"))["contests"].as_array().unwrap().len(), 1);
    let change = |field: &str, value: Value| {
        let mut plan = plan.clone();
        plan[field] = value;
        plan
    };
    for wrong in [
        change("rule", json!("approval")),
        change("rule", json!("best")),
        change("budget", Value::Null),
        change("budget", json!("-1")),
        change("options", json!([])),
        change("options", json!([{ "id": "a", "label": { "ca": "A" } }])),
        change("options", json!([{ "id": "a,b", "label": { "ca": "A" }, "cost": "1" }])),
        change("options", json!([{ "id": "a", "label": {}, "cost": "1" }])),
        change("seats", json!(0)),
        change("currency", json!("euro")),
        change("trustees", json!(0)),
        change("title", json!({})),
        change("ballot", json!({ "form": "approval", "min": 3, "max": 3 })),
        change("ballot", json!({ "form": "ranking", "min": 2, "max": 1 })),
        change("ballot", json!({ "form": "budget-percent", "percent": 101 })),
        change("ballot", json!({ "form": "points", "most": 0, "min": 0, "max": 1, "options": 2 })),
    ] {
        assert_eq!(anna.refused("POST", "polls", &wrong), "body", "{wrong}");
    }
}

#[test]
fn long_an_appeal_is_decided_and_a_proposal_answered_by_whoever_may() {
    let hall = Hall::sample();
    let mut bernat = Program::of(&hall, "bernat", &["moderate", "write:proposals"]);
    let appeals = bernat.read("appeals");
    let all = appeals["items"].as_array().unwrap();
    let open = all.iter().find(|appeal| appeal["decision"].is_null()).unwrap().clone();
    let decision = |appeal: &Value, about: &Value| {
        json!({
            "subject": about, "hidden": false, "reason": "other", "language": "ca",
            "text": "Té raó.", "appeal": appeal,
        })
    };
    let other = bernat.read("documents?kind=proposal")["items"][0]["id"].clone();
    let wrong = decision(&open["id"], &other);
    assert_eq!(bernat.refused("POST", "labels", &wrong), "not-found");
    let right = decision(&open["id"], &open["subject"]);
    let label = bernat.does("POST", "labels", &right);
    let appeals = bernat.read("appeals");
    let decided = appeals["items"].as_array().unwrap();
    let decided = decided.iter().find(|appeal| appeal["id"] == open["id"]).unwrap();
    assert_eq!((&decided["decision"], &decided["upheld"]), (&json!(label), &json!(false)));
    assert_eq!(bernat.refused("POST", "labels", &right), "not-found");

    // What speaks for a space needs the scope of organisers, whoever the token is of.
    let space = bernat.read("spaces")["items"][0]["id"].clone();
    let news = json!({ "kind": "post", "space": space, "language": "ca", "title": "Avís" });
    assert_eq!(bernat.refused("POST", "documents", &news), "scope");
    let mut anna = Program::of(&hall, "anna", &["organise"]);
    anna.does("POST", "documents", &news);
    let proposal = anna.read("documents?kind=proposal&q=font")["items"][0].clone();
    let space = anna.read(&format!("spaces/{}", proposal["space"].as_str().unwrap()));
    let states = space["phases"].as_array().unwrap().last().unwrap()["states"].clone();
    let state = states.as_array().unwrap().iter().find(|state| state["meaning"] == "accepted");
    let place = format!("documents/{}", proposal["id"].as_str().unwrap());
    let key = state.unwrap()["key"].clone();
    let said = json!({ "state": key, "text": { "ca": "La farem." }, "period": { "ca": "Maig" } });
    anna.does("POST", &format!("{place}/answers"), &said);
    let now = anna.read(&place);
    assert_eq!(
        (&now["became"], &now["answer"]["text"]["ca"]),
        (&json!("accepted"), &json!("La farem."))
    );
    let wrong = json!({ "state": "no-such", "text": { "ca": "x" } });
    assert_eq!(anna.refused("POST", &format!("{place}/answers"), &wrong), "body");
    assert_eq!(bernat.refused("POST", &format!("{place}/answers"), &said), "scope");
}

#[test]
fn long_a_file_is_taken_in_as_what_it_is_and_once() {
    let hall = Hall::sample();
    let mut anna = Program::of(&hall, "anna", &["organise", "write:files"]);
    let space = anna.read("spaces")["items"][0]["id"].as_str().unwrap().to_owned();
    let place = format!("spaces/{space}/files?name=acta.txt&title=L%E2%80%99acta&language=ca");
    // The body is the file: here the text of a JSON value.
    let file = anna.does("POST", &place, &json!("Acta de la reunió."));
    let at = format!("{}/files/{}", hall.root(), &file[..16]);
    hall.visitor().get(&at).has("Acta de la reunió.");
    anna.acts -= 1;
    assert_eq!(anna.does("POST", &place, &json!("Acta de la reunió.")), file, "twice");
    anna.acts -= 1;
    assert_eq!(anna.refused("POST", &place, &json!("Una altra.")), "key-reused");
    for (asks, code) in [
        ("name=acta.txt&title=&language=ca", "body"),
        ("name=acta.txt&title=x&language=", "body"),
        ("name=acta.txt&title=x", "query"),
        ("name=acta.svg&title=x&language=ca", "refused"),
    ] {
        let body =
            if code == "refused" { "<svg xmlns='http://www.w3.org/2000/svg'/>" } else { "x" };
        let place = format!("{}/spaces/{space}/files?{asks}", anna.api);
        let bearer = format!("Bearer {}", anna.token);
        let headers = [("Authorization", bearer.as_str()), ("Idempotency-Key", asks)];
        let told = anna.browser.ask("POST", &place, &headers, Some(body));
        assert_eq!(told.json()["code"], code, "{asks}: {}", told.body);
    }
    let large = "x".repeat(10 * 1024 * 1024 + 1);
    assert_eq!(anna.refused("POST", &place, &json!(large)), "too-large");
    // Nothing is read for nobody.
    let place = format!("{}/{place}", anna.api);
    assert_eq!(hall.visitor().ask("POST", &place, &[], Some("x")).json()["code"], "no-token");
    anna.does("DELETE", &format!("files/{file}"), &json!({}));
    assert_eq!(hall.visitor().get(&at).status, 404);
}
