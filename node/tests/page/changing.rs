//! Texts are changed by their authors; others propose, and authors decide.

use crate::Hall;
use crate::browser::{Browser, Page};

/// The page of the first proposal that somebody can change.
fn own(hall: &Hall, browser: &mut Browser) -> Page {
    let list = |page: u8| format!("{}/proposals?page={page}", hall.root());
    let lists = browser.get(&list(1)).body + &browser.get(&list(2)).body;
    let hrefs: Vec<String> = lists
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .filter(|href| href.contains("/proposals/"))
        .collect();
    let pages = hrefs.iter().map(|href| browser.get(href));
    let mut pages = pages.filter(|page| page.body.contains("/edit\""));
    pages.next().expect("a proposal of one's own")
}

#[test]
fn a_change_is_published_once_and_nobody_is_overwritten() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let page = own(&hall, &mut gemma);
    let edit = page.link("/edit");
    let form = gemma.get(&edit).form("/edit");
    let text = format!("{}\n\nI una fila de bancs.", form.value("body"));
    let first = form.clone().with("body", &text).with("do", "publish");
    let shown = gemma.send(&first.clone().with("do", "preview"));
    assert_eq!(shown.status, 200);
    shown.has("<ins>");
    let published = gemma.send(&first);
    assert_eq!(published.status, 303, "{}", published.body);
    gemma.follow(&published).has("I una fila de bancs.");
    // Another window still has the text from before.
    let late = gemma.get(&edit).form("/edit").value("nonce").to_owned();
    let late = form.with("nonce", &late).with("body", "Només això.").with("do", "publish");
    let overtaken = gemma.send(&late);
    assert_eq!(overtaken.status, 422);
    overtaken.has("Algú ha canviat aquest text");
    overtaken.has("Només això.");
    let versions = gemma.get(&edit.replace("/edit", "/versions"));
    versions.has("<ins>");
    versions.has("I una fila de bancs.");
}

#[test]
fn an_amendment_is_for_the_authors_to_decide_on() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let proposal = own(&hall, &mut gemma).link("/edit").replace("/edit", "");
    let mut carla = hall.neighbour("carla");
    let amend = carla.get(&proposal).link("/amend");
    let form =
        carla.get(&amend).form("/amend").with("title", "Amb més ombra").with("do", "publish");
    let published = carla.send(&form);
    assert_eq!(published.status, 303, "{}", published.body);
    let amendment = published.location();
    let seen = carla.follow(&published);
    seen.has("<ins>");
    seen.has_not("/decide\"");
    // Whoever is no author is refused, whatever form they send.
    let decide = gemma.get(&amendment).form("/decide");
    let own_token = carla.get(&proposal).form("/comments");
    let forged = decide.clone().with("token", own_token.value("token")).with("value", "yes");
    let refused = carla.send(&forged.with("nonce", "forged"));
    assert_eq!(refused.status, 422);
    // Each of these takes four bytes: it fits the form, and not the entry.
    let long = "🙂".repeat(1001);
    let told = gemma.send(&decide.clone().with("value", "yes").with("reason", &long));
    assert_eq!(told.status, 422);
    told.has("id=\"reason-problem\"");
    told.has("href=\"#reason\"");
    told.has(&long);
    let accepted = gemma.send(&decide.with("value", "yes").with("reason", "És veritat."));
    assert_eq!(accepted.status, 303, "{}", accepted.body);
    gemma.get(&proposal).has("Amb més ombra");
}

#[test]
fn a_comment_is_found_and_agreed_with() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let found = carla.get(&format!("{}/search?q=aut%C3%B2bus", hall.root()));
    found.has("<mark>");
    let comment = found.link("page=1#c");
    let page = carla.get(comment.split('#').next().unwrap());
    let rated = carla.send(&page.form("/rate").with("value", "yes"));
    assert_eq!(rated.status, 303, "{}", rated.body);
    carla.follow(&rated).has("La teva opinió sobre el comentari s’ha comptat");
    // What is too long is cut, and looked for as far as it goes.
    let long = "autob%C3%BAs%20".repeat(1_000);
    let cut = carla.get(&format!("{}/search?q={long}", hall.root()));
    assert_eq!(cut.status, 200);
    cut.has("value=\"autobús autobús");
    let nothing = carla.get(&format!("{}/search?q=xilofrast", hall.root()));
    nothing.has("No s’ha trobat res");
}
