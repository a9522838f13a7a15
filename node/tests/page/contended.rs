//! A card that two people used, each at another node: it admits neither until the registrar says whose
//! it is.

use crate::browser::{Browser, Page};
use crate::node::Node;
use crate::{Hall, PASSPHRASE};

/// Another node of the community, with what this one has.
fn replica(hall: &Hall) -> Hall {
    let other = Node::empty();
    other.ok(&["init"]);
    let there = Hall::of(other, &["serve", "--http", "127.0.0.1:0"]);
    hear(&there, hall);
    there
}

/// Carries what another node has to this one.
fn hear(hall: &Hall, from: &Hall) {
    let file = from.node.path("all.bundle");
    let _ = std::fs::remove_file(&file);
    from.node.ok(&["bundle", "export", &file]);
    let held = from.node.digest().unwrap();
    let invitation = format!("ateneu:{}", held[0][0].as_str().unwrap());
    hall.node.ok(&["community", "join", &invitation, "--bundle", &file]);
}

/// The code of the card of somebody whom Carme admits.
fn card(hall: &Hall, carme: &mut Browser, name: &str) -> String {
    let form = carme.get(&format!("{}/census/new", hall.root())).form("/census/new");
    let person = carme.done(&form.with("name", name));
    let cards = carme.get(&person.link("/census/cards"));
    let code = cards.body.split("<code>").nth(1).unwrap();
    code.split('<').next().unwrap().to_owned()
}

/// Joins with a card, and is logged in.
fn joins(hall: &Hall, code: &str, login: &str, name: &str) -> Browser {
    let mut browser = hall.visitor();
    let form = browser.get(&format!("/ca/join/{code}")).form("/ca/join");
    let form = form.with("login", login).with("passphrase", PASSPHRASE).with("name", name);
    browser.done(&form);
    browser
}

fn person(hall: &Hall, carme: &mut Browser) -> Page {
    let census = carme.get(&format!("{}/census?q=Rosa+Vila", hall.root()));
    carme.get(&census.link("/census/people/"))
}

#[test]
fn long_of_two_who_used_a_card_at_two_nodes_the_registrar_says_on_the_page_whose_it_is() {
    let here = Hall::sample();
    let mut carme = here.neighbour("carme");
    let code = card(&here, &mut carme, "Rosa Vila");
    let there = replica(&here);
    let mut rosa = joins(&here, &code, "rosavila", "Rosa V.");
    let mut finder = joins(&there, &code, "latroba", "Qui la va trobar");
    let admitted = person(&here, &mut carme);
    admitted.has("És al cens");
    let mark = admitted.body.split("</strong> <code>").nth(1).unwrap().split('<').next().unwrap();

    hear(&here, &there);
    let census = carme.get(&format!("{}/census?state=contended", here.root()));
    census.has("Targeta feta servir dues vegades");
    let contended = person(&here, &mut carme);
    contended.has("Més d’una persona ha fet servir aquesta targeta");
    assert_eq!(contended.body.matches("name=\"claim\"").count(), 2);
    contended.has(&format!("<code>{mark}</code>"));
    let form = contended.form("/settle");
    // Until then it admits neither.
    let told = rosa.get(&format!("{}/me", here.root()));
    told.has_not("name=\"about\"");
    // She has a mark to tell the registrar, so that they know which of the two she is.
    told.has("Una altra persona ha fet servir la mateixa targeta");
    told.has(&format!("<code>{mark}</code>"));
    // A steward who is no registrar sees it, and cannot settle it.
    here.neighbour("bernat").get(&form.action.replace("/settle", "")).has_not("/settle\"");
    let before = here.node.digest();
    let none = carme.send(&form);
    assert_eq!(none.status, 422);
    none.has("id=\"claim-problem\"");
    assert_eq!(here.node.digest(), before);

    let claim = contended.body.split("name=\"claim\" value=\"").skip(1);
    let is_rosa = |rest: &&str| rest.split("</label>").next().unwrap().contains(mark);
    let claim = claim.filter(is_rosa);
    let claim = claim.map(|rest| rest.split('"').next().unwrap()).next().unwrap();
    let settled = carme.done(&form.clone().with("claim", claim));
    settled.has("És al cens");
    settled.has_not("/settle\"");
    // Sent again, nothing more is done.
    let after = here.node.digest();
    assert_eq!(carme.send(&form.with("claim", claim)).status, 303);
    assert_eq!(here.node.digest(), after);
    rosa.get(&format!("{}/me", here.root())).has("name=\"about\"");

    // The other node hears whose it is, and whoever found the card is no member there.
    finder.get(&format!("{}/me", there.root())).has("name=\"about\"");
    hear(&there, &here);
    finder.get(&format!("{}/me", there.root())).has_not("name=\"about\"");
}
