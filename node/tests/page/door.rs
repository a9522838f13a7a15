//! Who is let in.

use crate::browser::Form;
use crate::{Hall, Node};

fn login(name: &str, passphrase: &str) -> Form {
    Form { action: "/ca/login".to_owned(), fields: Vec::new() }
        .with("login", name)
        .with("passphrase", passphrase)
}

#[test]
fn long_only_the_right_passphrase_opens_the_door_and_five_wrong_ones_close_it() {
    let hall = Hall::sample();
    let mut browser = hall.visitor();
    let wrong = browser.send(&login("anna", "poble sec"));
    assert_eq!(wrong.status, 422);
    wrong.has("value=\"anna\"");
    wrong.has_not("poble sec");
    assert_eq!(browser.cookie, None);
    // A name that nobody has is answered in the same words.
    let nobody = browser.send(&login("ningú", "poble-sec"));
    let problem = "El nom i la contrasenya no van junts";
    wrong.has(problem);
    nobody.has(problem);
    for _ in 0..4 {
        browser.send(&login("anna", "x"));
    }
    let closed = browser.send(&login("anna", "poble-sec"));
    assert_eq!(closed.status, 422);
    closed.has("Massa intents");
    assert_eq!(browser.send(&login("carla", "poble-sec")).status, 303);

    // The session ends where it is told to, for good.
    let cookie = browser.cookie.clone();
    let page = browser.get(&hall.root());
    page.has(">carla<");
    let out = page.form("/ca/logout");
    let stranger = out.clone().with("token", &"0".repeat(64));
    browser.send(&stranger);
    browser.cookie.clone_from(&cookie);
    browser.get(&hall.root()).has(">carla<");
    browser.send(&out);
    browser.cookie = cookie;
    browser.get(&hall.root()).has_not(">carla<");
}

#[test]
fn keys_that_have_no_passphrase_open_for_nobody_on_the_page() {
    let node = Node::with(&[]);
    let hall = Hall::of(node, &["serve", "--http", "127.0.0.1:0"]);
    for passphrase in ["", " ", "x"] {
        let answer = hall.visitor().send(&login("me", passphrase));
        assert_eq!(answer.status, 422, "{passphrase:?}");
        assert_eq!(answer.headers.get("set-cookie"), None);
    }
}

#[test]
fn whoever_logs_in_is_sent_to_a_page_of_this_site_only() {
    let hall = Hall::sample();
    for (name, then, place) in [
        ("anna", "/es/x", "/es/x"),
        ("bernat", "", "/ca"),
        ("carme", "//evil.example/ca", "/ca"),
        ("carla", "https://evil.example", "/ca"),
        ("gemma", "/ca\\@evil.example", "/ca"),
        ("hamza", "/ca/\r\nSet-Cookie: x=y", "/ca"),
    ] {
        let sent = login(name, "poble-sec").with("then", then);
        assert_eq!(hall.visitor().send(&sent).location(), place, "{then:?}");
    }
}

#[test]
fn a_card_admits_one_person_and_what_was_typed_wrongly_is_still_there() {
    let hall = Hall::of(Node::with(&[]), &["serve", "--http", "127.0.0.1:0"]);
    let card = hall.node.json(&["member", "invite"])["invitation"].as_str().unwrap().to_owned();
    let mut browser = hall.visitor();
    let page = browser.get(&format!("/ca/join/{card}"));
    let form = page.form("/ca/join");
    assert_eq!(form.value("card"), card);
    let short = form.clone().with("login", "Núria").with("passphrase", "curta").with("name", "N");
    let refused = browser.send(&short);
    assert_eq!(refused.status, 422);
    refused.has("value=\"núria\"");
    refused.has(&format!("value=\"{card}\""));
    refused.has("id=\"passphrase-problem\"");
    refused.has_not("curta");
    for (name, problem) in [("../me", "login"), ("a", "login"), ("me", "login")] {
        let form = form.clone().with("login", name).with("passphrase", "una frase llarga");
        browser.send(&form).has(&format!("id=\"{problem}-problem\""));
    }
    let good = form.clone().with("login", "núria").with("passphrase", "una frase llarga");
    let good = good.with("name", "Núria <b>");
    let joined = browser.send(&good);
    assert_eq!(joined.status, 303, "{}", joined.body);
    browser.follow(&joined).has("Ja en formes part");
    let members = hall.node.json(&["member", "list"]);
    assert_eq!(members["members"].as_array().unwrap().len(), 2, "{members}");
    // The answer was lost on the way, and the browser sent the form again.
    let before = hall.node.digest();
    let mut lost = hall.visitor();
    let again = lost.send(&good);
    assert_eq!(again.location(), joined.location());
    lost.follow(&again).has("Ja en formes part");
    assert_eq!(hall.node.digest(), before);
    let wrong = hall.visitor().send(&good.clone().with("passphrase", "una altra frase"));
    assert_eq!(wrong.status, 422);
    let other = good.with("login", "pere");
    let second = hall.visitor().send(&other);
    assert_eq!(second.status, 422);
    second.has("id=\"card-problem\"");
    // Her keys lie on this node under what she typed, and open with it.
    assert_eq!(hall.visitor().send(&login("núria", "una frase llarga")).status, 303);
}
