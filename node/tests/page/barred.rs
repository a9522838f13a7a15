//! Forms that somebody cannot send: what they are told instead.

use crate::Hall;
use crate::browser::Browser;

/// The first address on the pages of polls that ends so, of a poll that is sealed or is not.
fn poll(hall: &Hall, browser: &mut Browser, sealed: bool) -> String {
    let list = browser.get(&format!("{}/polls", hall.root()));
    let hrefs = list.body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let polls = hrefs.filter(|href| href.contains("/polls/") && !href.contains("/new"));
    let is = |href: &&str| browser.get(href).body.contains("badge good\">Segellada") == sealed;
    polls.map(|href| href.trim_end_matches("/result")).find(is).unwrap().to_owned()
}

#[test]
fn long_whoever_may_not_do_it_is_told_why_not_and_what_to_do() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut gemma = hall.neighbour("gemma");
    let list = gemma.get(&format!("{root}/me"));
    let own = list.link("/proposals/");
    assert_eq!(gemma.get(&format!("{own}/edit")).status, 200);
    let mut carla = hall.neighbour("carla");
    let edit = carla.get(&format!("{own}/edit"));
    assert_eq!(edit.status, 403);
    edit.has("Això ho fa qui ho ha escrit");
    edit.has_not("<textarea");
    assert_eq!(carla.get(&format!("{own}/amend")).status, 200, "the phase permits amendments");
    for place in ["spaces/new", "polls/new", "polls/new-budget"] {
        let page = carla.get(&format!("{root}/{place}"));
        assert_eq!(page.status, 403, "{place}");
        page.has("Això ho fa l’organització");
        page.has(&format!("href=\"{root}/charter\""));
    }
    carla.get(&format!("{root}/charter/new")).has("Això ho fa qui té cura de les normes");
    // Who has not logged in can do it here, and comes back to the form.
    let stranger = hall.visitor().get(&format!("{own}/edit"));
    assert_eq!(stranger.status, 303);
    let log_in = hall.visitor().follow(&stranger);
    log_in.has(&format!("value=\"{own}/edit\""));
    log_in.has("name=\"passphrase\"");
}

/// Whoever may not do something is told who does, and whoever has not logged in comes back to it.
#[test]
fn long_every_form_of_an_office_says_whose_it_is() {
    let hall = Hall::sample();
    let root = hall.root();
    let (mut carla, mut bernat) = (hall.neighbour("carla"), hall.neighbour("bernat"));
    let (open, sealed) = (poll(&hall, &mut carla, false), poll(&hall, &mut carla, true));
    let list = carla.get(&format!("{root}/proposals?q=font"));
    let proposal = list.link("/proposals/");
    let page = carla.get(&proposal);
    let space = page.link("/spaces/");
    let id = proposal.rsplit('/').next().unwrap();
    let comment = page.body.split("<article class=\"comment").skip(1);
    let comment = comment.map(|rest| rest.split('>').next().unwrap()).next().unwrap();
    let comment = comment.split("id=\"c").nth(1).unwrap().trim_end_matches('"').to_owned();
    let decide = bernat.get(&format!("{root}/moderation")).link("/moderation/decide/");
    let census = "Això ho fa qui porta el cens";
    let (organisers, authors) = ("Això ho fa l’organització", "Això ho fa qui ho ha escrit");
    let moderators = "Això ho fa la moderació";
    for (place, says) in [
        (format!("{root}/census"), census),
        (format!("{root}/census/new"), census),
        (format!("{root}/census/file"), census),
        (format!("{root}/census/check"), census),
        (format!("{root}/census/cards?page=2"), census),
        (format!("{root}/census/people/nobody"), census),
        (format!("{root}/assist"), census),
        (format!("{root}/moderation/label/{id}"), moderators),
        (decide, moderators),
        (format!("{root}/moderation/appeal/{id}"), authors),
        (format!("{root}/me/withdraw/{id}"), authors),
        (format!("{root}/me/erase/{id}"), authors),
        (format!("{proposal}/reword?comment={comment}"), authors),
        (format!("{open}/seal"), "Això ho fa qui segella el recompte"),
        (format!("{open}/contest"), "El recompte encara no està segellat"),
        (format!("{sealed}/reopen"), "Això ho fa qui segella el recompte"),
        (format!("{sealed}/station"), "Això ho fa qui porta les meses"),
        (format!("{proposal}/answer"), organisers),
        (format!("{proposal}/split"), organisers),
        (format!("{space}/merge?from={id}"), organisers),
        (format!("{space}/phase"), organisers),
        (format!("{root}/charter/new"), "Això ho fa qui té cura de les normes"),
    ] {
        let told = carla.get(&place);
        assert_eq!(told.status, 403, "{place}");
        told.has(says);
        told.has_not("<textarea");
        let stranger = hall.visitor().get(&place);
        assert_eq!(stranger.status, 303, "{place}: {}", stranger.body);
        let door = hall.visitor().follow(&stranger);
        door.has(&format!("name=\"then\" value=\"{place}\""));
    }
    // What they can do they do as before.
    assert_eq!(carla.get(&format!("{root}/moderation/report/{id}")).status, 200);
    // Of what is not here nobody is told whose it would be.
    assert_eq!(carla.get(&format!("{root}/moderation/label/0000000000000000")).status, 404);
}
