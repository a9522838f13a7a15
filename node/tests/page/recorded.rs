//! What programs read of the charter, and what neighbours report and object to by programs.

use serde_json::{Value, json};

use crate::Hall;
use crate::organisers::Program;

#[test]
fn long_a_program_reads_the_charter_that_the_command_line_shows() {
    let hall = Hall::sample();
    let shown = hall.node.json(&["charter", "show"]);
    let mut anyone = Program::reader(&hall);
    let charter = anyone.read("charter");
    assert_eq!(charter["revision"], shown["revision"]);
    assert_eq!(charter["number"], shown["height"]);
    let seats = shown["state"]["seats"]["seats"].as_array().unwrap();
    assert_eq!(charter["stewards"]["seats"].as_array().unwrap().len(), seats.len());
    assert_eq!(charter["stewards"]["needed"], shown["state"]["seats"]["threshold"]);
    let offices = charter["offices"].as_array().unwrap();
    let office = |role: &str| offices.iter().find(|office| office["role"] == role).unwrap();
    // Whoever holds an office has a place in the census here, and the log knows them by it.
    let moderators = office("moderator")["holders"].as_array().unwrap().clone();
    assert!(moderators.iter().all(|holder| holder["slot"].is_string()), "{moderators:?}");
    assert!(
        moderators.iter().all(|holder| holder["key"].as_str().unwrap().starts_with("did:key:"))
    );

    // What is proposed waits, and says what it would change.
    let log = hall.node.json(&["charter", "log"]);
    let all = anyone.read("charter/revisions");
    assert_eq!(all["total"].as_u64().unwrap(), log.as_array().unwrap().len() as u64);
    let newest = &all["items"][0];
    assert!(
        newest["number"].as_u64()
            >= all["items"].as_array().unwrap().last().unwrap()["number"].as_u64()
    );
    let waiting = shown["proposals"].as_array().unwrap();
    let told: Vec<&Value> = all["items"].as_array().unwrap().iter().collect();
    let told: Vec<_> = told.into_iter().filter(|one| one["status"] == "waiting").collect();
    assert_eq!(told.len(), waiting.len());
    assert!(!waiting.is_empty(), "the sample has a proposal to sign");
    for one in told {
        assert!(waiting.iter().any(|other| other["revision"] == one["id"]), "{one}");
        assert!(
            one["changes"].as_array().unwrap().iter().all(|change| change["change"].is_string())
        );
        assert!(one["signed"].as_u64() < one["needed"].as_u64(), "{one}");
    }
    let in_force = all["items"].as_array().unwrap().iter();
    let in_force: Vec<_> = in_force.filter(|one| one["status"] == "in-force").collect();
    assert_eq!(in_force[0]["id"], shown["revision"]);

    // In parts it is the same.
    let (mut parts, mut place) = (Vec::new(), "charter/revisions?limit=1".to_owned());
    loop {
        let part = anyone.read(&place);
        parts.extend(part["items"].as_array().unwrap().clone());
        let Some(next) = part["next"].as_str() else { break };
        place = format!("charter/revisions?limit=1&cursor={next}");
    }
    assert_eq!(&json!(parts), &all["items"]);
}

#[test]
fn long_a_report_by_a_program_is_read_at_the_desk_alone() {
    let hall = Hall::sample();
    let mut carla = Program::of(&hall, "carla", &["write:comments"]);
    let subject = carla.read("documents?kind=proposal&q=font")["items"][0]["id"].clone();
    let words = "Hi ha el telèfon d’una veïna.";
    let report = json!({ "subject": subject, "reason": "private", "text": words });
    carla.does("POST", "reports", &report);
    let moderation = format!("{}/moderation", hall.root());
    hall.neighbour("bernat").get(&moderation).has(words);
    hall.neighbour("carla").get(&moderation).has_not(words);
    for place in ["log", "news", "appeals"] {
        assert!(!carla.read(place).to_string().contains(words), "{place}");
    }
    let without = json!({ "subject": subject, "reason": "private", "text": " " });
    assert_eq!(carla.refused("POST", "reports", &without), "body");
    let nothing = json!({ "subject": "00000000", "reason": "private", "text": words });
    assert_eq!(carla.refused("POST", "reports", &nothing), "not-found");
    let long = json!({ "subject": subject, "reason": "private", "text": "x".repeat(4001) });
    carla.refused("POST", "reports", &long);
    let mut reader = Program::of(&hall, "carla", &["read"]);
    assert_eq!(reader.refused("POST", "reports", &report), "scope");
}

#[test]
fn long_an_author_objects_by_a_program_to_what_hides_their_words() {
    let hall = Hall::sample();
    let mut carla = Program::of(&hall, "carla", &["write:comments"]);
    let mut bernat = Program::of(&hall, "bernat", &["moderate"]);
    let proposal = carla.read("documents?kind=proposal&q=font")["items"][0].clone();
    let place = format!("documents/{}/comments", proposal["id"].as_str().unwrap());
    let comment = carla.does("POST", &place, &json!({ "text": "Ni parlar-ne.", "language": "ca" }));
    let object = json!({ "subject": comment, "language": "ca", "text": "No insulto ningú." });
    assert_eq!(carla.refused("POST", "appeals", &object), "body", "nothing hides it yet");
    let hide = json!({
        "subject": comment, "hidden": true, "reason": "offensive", "language": "ca",
        "text": "Fereix.",
    });
    let label = bernat.does("POST", "labels", &hide);
    let mut other = Program::of(&hall, "jordi", &["write:comments"]);
    let before = hall.node.digest();
    other.refused("POST", "appeals", &object);
    assert_eq!(hall.node.digest(), before, "one objects for oneself");
    let appeal = carla.does("POST", "appeals", &object);
    let all = carla.read("appeals?limit=200")["items"].clone();
    let mine = all.as_array().unwrap().iter().find(|one| one["id"] == json!(appeal)).unwrap();
    assert_eq!((&mine["label"], &mine["text"]), (&json!(label), &json!("No insulto ningú.")));
    assert!(mine["decision"].is_null());
}
