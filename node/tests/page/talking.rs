//! Acts: once, in one's own name, and with what was typed still there when they are refused.

use crate::Hall;
use crate::browser::{Browser, Form, Page};

/// A proposal that is open for supports and comments, as somebody sees it.
fn proposal(hall: &Hall, browser: &mut Browser) -> (String, Page) {
    let list = browser.get(&format!("{}/proposals?q=font", hall.root()));
    let href = list.link("/proposals/");
    let page = browser.get(&href);
    (href, page)
}

fn comments(hall: &Hall) -> u64 {
    let list = hall.node.json(&["proposal", "list", "--per-page", "200"]);
    let all = list["proposals"].as_array().or_else(|| list["documents"].as_array());
    all.unwrap().iter().map(|one| one["comments"].as_u64().unwrap()).sum()
}

#[test]
fn long_a_form_that_is_sent_twice_acts_once() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (href, page) = proposal(&hall, &mut carla);
    let before = hall.node.digest();
    let form = page.form("/comments").with("text", "I una font més baixa per a les criatures.");
    let first = carla.send(&form);
    assert_eq!(first.status, 303, "{}", first.body);
    let after = hall.node.digest();
    assert_ne!(before, after);
    let second = carla.send(&form);
    assert_eq!(second.location(), first.location());
    assert_eq!(hall.node.digest(), after);
    let shown = carla.follow(&first);
    shown.has("I una font més baixa per a les criatures.");
    shown.has("El teu comentari s’ha publicat");
    // Back, and something else: both stand, because both were said to be published.
    let other = carla.send(&form.clone().with("text", "I que soni menys."));
    assert_ne!(other.location(), first.location());
    carla.follow(&other).has("I que soni menys.");
    assert_eq!(carla.send(&form).location(), first.location());
    // The receipt needs no login.
    let receipt = hall.visitor().get(&shown.link("/receipts/"));
    receipt.has("És aquí, i sense canvis");
    assert!(href.len() > 20);
}

#[test]
fn long_a_support_is_given_and_taken_back() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (href, page) = proposal(&hall, &mut carla);
    let sent = page.form("/support").with("value", "yes");
    let given = carla.send(&sent);
    carla.follow(&given).has("Hi dones suport.");
    let back = carla.get(&href).form("/support").with("value", "no");
    let taken = carla.send(&back);
    carla.follow(&taken).has("Dona-hi suport");
    // Back, to the page on which it was given: it is given again, as the page says.
    let given = carla.send(&sent);
    carla.follow(&given).has("Hi dones suport.");
}

#[test]
fn nobody_acts_without_a_session_a_token_of_it_or_from_another_site() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (href, page) = proposal(&hall, &mut carla);
    let form = page.form("/comments").with("text", "hola");
    let before = hall.node.digest();
    let mut bernat = hall.neighbour("bernat");
    let sent = hall.visitor().send(&form);
    assert!(sent.location().starts_with("/ca/login?then="), "{}", sent.location());
    let unknown = form.clone().with("token", &"0".repeat(64));
    assert_eq!(hall.visitor().send(&unknown).status, 401);
    assert_eq!(bernat.send(&form).status, 403, "a token of another session");
    assert_eq!(carla.send(&form.clone().without("token")).status, 403);
    for headers in [
        &[("Origin", "http://evil.example")][..],
        &[("Origin", "null")],
        &[("Sec-Fetch-Site", "cross-site")],
    ] {
        let refused = carla.send_with(&form, headers);
        assert_eq!(refused.status, 403, "{headers:?}");
        refused.has("No s’ha enviat res");
    }
    assert_eq!(hall.node.digest(), before);
    hall.visitor().get(&href).has("Entra per comentar");
}

#[test]
fn whoever_is_too_fast_sends_what_they_typed_again_with_one_click() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (_, page) = proposal(&hall, &mut carla);
    let form = page.form("/comments");
    // Tries that say nothing are tries all the same, and cost nothing else.
    let many = (0..40).map(|_| carla.send(&form.clone().with("text", " ")));
    let refused = many.into_iter().find(|sent| sent.status == 429);
    let refused = refused.expect("somebody who never stops is stopped");
    assert_eq!(refused.headers["retry-after"], "2");
    let typed = "Una frase <b>llarga</b> que costa d'escriure.\nI una altra.";
    let stopped = carla.send(&form.clone().with("text", typed));
    assert_eq!(stopped.status, 429);
    stopped.has("El que has escrit no s’ha perdut");
    let again = stopped.form("/comments");
    assert_eq!(again.value("text"), typed);
    assert_eq!(again.value("nonce"), form.value("nonce"));
    // Where a passphrase may be in it, nothing is repeated.
    let secret = carla.get(&format!("{}/me/passphrase", hall.root())).form("/me/passphrase");
    let told = carla.send(&secret.with("old", "a secret of mine"));
    told.has_not("a secret of mine");
}

#[test]
fn what_was_typed_wrongly_is_still_there() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (_, page) = proposal(&hall, &mut carla);
    let long = "x".repeat(25_000);
    let refused = carla.send(&page.form("/comments").with("text", &long).with("side", "against"));
    assert_eq!(refused.status, 422);
    refused.has(&long);
    refused.has("id=\"text-problem\"");
    refused.has("value=\"against\" checked");
    let empty = carla.send(&page.form("/comments").with("text", " \r\n "));
    assert_eq!(empty.status, 422);

    let new = carla.space_with(&hall.root(), "/proposals/new").link("/proposals/new");
    let form = carla.get(&new).form("/proposals/new").with("do", "publish").with("language", "ca");
    let untitled = form.clone().with("title", " ").with("body", "Un text <b>llarg</b> & bo.");
    let refused = carla.send(&untitled);
    assert_eq!(refused.status, 422);
    refused.has("Un text &#60;b&#62;llarg&#60;/b&#62; &#38; bo.");
    refused.has("id=\"title-problem\"");
    let look = form.with("title", "Que torni a rajar la font").with("body", "- una\n- dues");
    let preview = carla.send(&look.clone().with("do", "preview"));
    assert_eq!(preview.status, 200);
    preview.has("<li>una</li>");
    preview.has("Que torni a rajar la font de la plaça");
    let published = carla.send(&look);
    assert_eq!(published.status, 303, "{}", published.body);
    carla.follow(&published).has("<li>dues</li>");
}

#[test]
fn strange_addresses_and_bodies_are_answered_with_a_page() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut browser = hall.visitor();
    for path in [
        "/fr".to_owned(),
        "/ca/0000".to_owned(),
        format!("{root}/proposals/0000000000000000"),
        format!("{root}/spaces/zz"),
        format!("{root}/nothing"),
        format!("{root}/debates/{}", "a".repeat(5000)),
        "/ca/%ff%fe/x".to_owned(),
        format!("{root}/../../etc/passwd"),
    ] {
        let page = browser.get(&path);
        assert!(matches!(page.status, 400 | 404 | 303), "{path}: {}", page.status);
    }
    for query in ["page=99999999999999999999", "page=-1", "sort=%00&state=%ff", "q=%22%2d*"] {
        assert_eq!(browser.get(&format!("{root}/proposals?{query}")).status, 200, "{query}");
    }
    let huge = Form { action: "/ca/login".to_owned(), fields: Vec::new() };
    let huge = huge.with("login", &"x".repeat(2 * 1024 * 1024));
    let refused = browser.send(&huge);
    assert_eq!(refused.status, 413);
    refused.has("Un fitxer pot fer 10 MB com a màxim");
}

#[test]
fn every_answer_tells_browsers_to_load_nothing_from_elsewhere() {
    let hall = Hall::sample();
    let mut browser = hall.visitor();
    for path in ["/ca/login", &hall.root(), "/livez", "/ca/x"] {
        let page = browser.get(path);
        let policy = page.headers.get("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self';"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
        assert_eq!(page.headers["referrer-policy"], "same-origin");
    }
    let css = browser.get(&hall.root()).link("/static/page-");
    let sheet = browser.get(&css);
    assert!(sheet.headers["cache-control"].contains("immutable"));
}
