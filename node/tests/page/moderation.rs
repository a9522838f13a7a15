//! Order: reports that only moderators read, labels with reasons, appeals; the log; receipts; and
//! what a private community keeps to its people.

use crate::node::Node;
use crate::{Hall, PASSPHRASE};

const WORDS: &str = "Això és propaganda encoberta.";

#[test]
fn long_a_report_reaches_the_desk_and_what_is_decided_is_public() {
    let hall = Hall::sample();
    let (mut carla, mut bernat) = (hall.neighbour("carla"), hall.neighbour("bernat"));
    let list = carla.get(&format!("{}/proposals?q=font", hall.root()));
    let page = carla.get(&list.link("/proposals/"));
    let report = page.link("/moderation/report/");
    let form = carla.get(&report).form(&report);
    let again = carla.send(&form.clone().with("text", WORDS));
    assert_eq!(again.status, 422);
    again.has(WORDS);
    again.has("id=\"reason-problem\"");
    let form = form.with("reason", "reason-spam").with("text", WORDS);
    let sent = carla.send(&form);
    carla.follow(&sent).has("S’ha avisat la moderació.");
    let moderation = format!("{}/moderation", hall.root());
    carla.get(&moderation).has_not(WORDS);
    hall.visitor().get(&moderation).has_not(WORDS);
    let desk = bernat.get(&moderation);
    desk.has(WORDS);
    // The sample has a report of its own, which waits longer.
    let card = desk.body.split("class=\"card go\"").find(|card| card.contains(WORDS)).unwrap();
    let label = card.split("href=\"").find(|href| href.contains("/moderation/label/")).unwrap();
    let label = label.split('"').next().unwrap().to_owned();
    let form = bernat.get(&label).form(&label);
    let form = form.with("outcome", "hide").with("reason", "reason-spam");
    let done = bernat.send(&form.with("text", "Ven una marca."));
    assert_eq!(done.status, 303, "{}", done.body);
    let desk = bernat.follow(&done);
    desk.has("La moderació s’ha publicat, amb el motiu.");
    desk.has_not(WORDS);
    hall.visitor().get(&moderation).has("Ven una marca.");
    hall.visitor().get(&format!("{}/log?kind=order", hall.root())).has("Ven una marca.");
}

#[test]
fn nobody_but_a_moderator_hides_or_decides() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let list = carla.get(&format!("{}/proposals?q=font", hall.root()));
    let page = carla.get(&list.link("/proposals/"));
    page.has_not("/moderation/label/");
    let report = page.link("/moderation/report/");
    let form = carla.get(&report).form(&report);
    let label = report.replace("/report/", "/label/");
    assert_eq!(carla.get(&label).status, 403);
    let mut form = form.with("outcome", "hide").with("reason", "reason-spam").with("text", "No.");
    form.action = label;
    let before = hall.node.digest();
    assert!(carla.send(&form).status >= 400);
    assert_eq!(hall.node.digest(), before);
    assert_eq!(hall.visitor().get(&report).status, 303);
}

#[test]
fn long_an_appeal_that_waits_is_answered_once() {
    let hall = Hall::sample();
    let mut bernat = hall.neighbour("bernat");
    let desk = bernat.get(&format!("{}/moderation", hall.root()));
    let decide = desk.link("/moderation/decide/");
    let form = bernat.get(&decide).form(&decide).with("outcome", "show").with("text", "Té raó.");
    let done = bernat.send(&form);
    assert_eq!(done.status, 303, "{}", done.body);
    bernat.follow(&done).has("respon a una apel·lació");
    assert_eq!(bernat.get(&decide).status, 404);
}

#[test]
fn a_receipt_is_checked_without_logging_in() {
    let hall = Hall::sample();
    let mut visitor = hall.visitor();
    let log = visitor.get(&format!("{}/log", hall.root()));
    let digits = log.link("/receipts/").rsplit('/').next().unwrap().to_owned();
    let code = format!("{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..12]);
    let found = visitor.get(&format!("{}/receipts?code={code}", hall.root()));
    visitor.follow(&found).has("És aquí, i sense canvis");
    let none = visitor.get(&format!("{}/receipts?code=000000000000", hall.root()));
    assert_eq!(none.status, 422);
    none.has("No hi ha cap entrada així");
    for topic in ["about", "privacy", "accessibility"] {
        assert_eq!(visitor.get(&format!("/ca/{topic}")).status, 200);
    }
    let feed = visitor.get(&format!("{}/feed.atom", hall.root()));
    assert_eq!(feed.headers["content-type"], "application/atom+xml; charset=utf-8");
    feed.has("<entry>");
}

#[test]
fn long_a_private_community_is_shown_to_its_people_only() {
    let node = Node::empty();
    let run = |args: &[&str]| {
        let done = node.command(args).env("ATENEU_PASSPHRASE", PASSPHRASE).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["community", "found", "--name", "Escala B", "--private", "--as", "anna"]);
    run(&["person", "new", "pere"]);
    let hall = Hall::of(node, &["serve", "--http", "127.0.0.1:0"]);
    let root = hall.root();
    let paths = [
        "",
        "/spaces",
        "/proposals",
        "/log",
        "/moderation",
        "/receipts",
        "/feed.atom",
        "/news",
        "/me",
        "/me/data.json",
        "/search?q=a",
    ];
    let (mut anna, mut pere) = (hall.neighbour("anna"), hall.neighbour("pere"));
    for path in paths {
        let path = format!("{root}{path}");
        let closed = hall.visitor().get(&path);
        assert_eq!(closed.status, 401, "{path}");
        closed.has_not("Escala B");
        assert_eq!(pere.get(&path).status, 403, "{path}");
        assert_eq!(anna.get(&path).status, 200, "{path}");
    }
}

#[test]
fn long_what_a_private_community_is_called_is_told_to_its_people_only() {
    let node = Node::empty();
    let private = ["community", "found", "--name", "Escala B", "--as", "anna", "--private"];
    let open = ["community", "found", "--name", "Plaça", "--as", "anna"];
    for args in [&private[..], &open] {
        let done = node.command(args).env("ATENEU_PASSPHRASE", PASSPHRASE).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let hall = Hall::of(node, &["serve", "--http", "127.0.0.1:0"]);
    let stranger = hall.visitor().get("/ca");
    stranger.has("Plaça");
    stranger.has("Comunitat privada");
    stranger.has_not("Escala B");
    hall.neighbour("anna").get("/ca").has("Escala B");
}
