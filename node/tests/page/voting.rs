//! Voting: saving is voting, twice is once, and what does not count says so.

use crate::Hall;
use crate::browser::{Browser, Form, Page};

/// The page of the first poll whose card says this, as somebody sees it.
fn booth(hall: &Hall, browser: &mut Browser, title: &str) -> (String, Page) {
    let list = browser.get(&format!("{}/polls", hall.root()));
    let before = list.body.split(title).next().unwrap();
    let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    assert!(href.contains("/polls/"), "{href}");
    let page = browser.get(&href);
    (href, page)
}

const BUDGET: &str = "Pressupost participatiu";

/// What a form would choose beside what it shows.
fn choosing(form: Form, places: &[&str]) -> Form {
    places.iter().fold(form.without("choice"), |form, place| form.and("choice", place))
}

#[test]
fn long_saving_a_ballot_casts_it_and_sending_it_twice_casts_it_once() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (href, page) = booth(&hall, &mut carla, BUDGET);
    page.has("No és un vot secret");
    let form = choosing(page.form("/vote"), &["1", "3"]);
    let before = hall.node.digest();
    let first = carla.send(&form);
    assert_eq!(first.status, 303, "{}", first.body);
    let after = hall.node.digest();
    assert_ne!(before, after);
    let second = carla.send(&form);
    assert_eq!(second.location(), first.location());
    assert_eq!(hall.node.digest(), after);
    let shown = carla.follow(&first);
    shown.has("El teu vot està emès. Compta tal com és");
    // Whoever comes back finds the ballot as it was cast, with its sum.
    let again = carla.get(&href);
    again.has("Ja has votat, i el teu vot compta.");
    again.has("data-sum>20.000\u{a0}€</span>");
    let kept = again.form("/vote");
    let chosen: Vec<&str> =
        kept.fields.iter().filter(|(name, _)| name == "choice").map(|(_, v)| v.as_str()).collect();
    assert_eq!(chosen, ["1", "3"]);
    let receipt = hall.visitor().get(&shown.link("/receipts/"));
    receipt.has("De moment compta");

    // The last one counts, and the receipt of the other says so.
    let changed = carla.send(&choosing(kept, &["2"]));
    carla.follow(&changed).has("data-sum>9200\u{a0}€</span>");
    hall.visitor().get(&shown.link("/receipts/")).has("la mateixa persona ha tornat a votar");
}

#[test]
fn long_whoever_goes_back_and_chooses_anew_votes_anew_and_nothing_is_said_that_is_not_so() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (href, page) = booth(&hall, &mut carla, BUDGET);
    let form = page.form("/vote");
    let vote = |carla: &mut Browser, places: &[&str]| {
        let sent = carla.send(&choosing(form.clone(), places));
        let shown = carla.follow(&sent);
        shown.has("El teu vot està emès.");
        let kept = carla.get(&href).form("/vote");
        let kept = kept.fields.iter().filter(|(name, _)| name == "choice");
        let kept: Vec<&str> = kept.map(|(_, value)| value.as_str()).collect();
        assert_eq!(kept, places);
        sent.location()
    };
    let first = vote(&mut carla, &["1", "3"]);
    // The browser's "back": the same page, with another choice.
    let second = vote(&mut carla, &["2"]);
    assert_ne!(first, second, "another ballot has another receipt");
    // And back once more, to what was chosen first.
    let third = vote(&mut carla, &["1", "3"]);
    assert_ne!(first, third);
    // What a ballot must not hold is told, also on an old page.
    let before = hall.node.digest();
    assert_eq!(carla.send(&choosing(form.clone(), &[])).status, 422);
    assert_eq!(hall.node.digest(), before);
}

#[test]
fn long_a_basket_over_the_limit_is_not_saved_and_stays_as_it_was_ticked() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (_, page) = booth(&hall, &mut carla, BUDGET);
    let before = hall.node.digest();
    let all = ["0", "1", "2", "3", "4", "5", "6", "7"];
    let refused = carla.send(&choosing(page.form("/vote"), &all));
    assert_eq!(refused.status, 422);
    refused.has("El vot no s’ha desat");
    refused.has("Els projectes triats costen 80.400\u{a0}€ i el pressupost és de 60.000\u{a0}€.");
    refused.has("Et passes de 20.400");
    assert_eq!(refused.body.matches(" checked>").count(), all.len());
    for wrong in [&["400"][..], &["x"], &[]] {
        assert_eq!(carla.send(&choosing(page.form("/vote"), wrong)).status, 422, "{wrong:?}");
    }
    assert_eq!(hall.node.digest(), before);
    // The same page still votes, with one form that fits.
    let form = choosing(refused.form("/vote"), &["0"]);
    assert_eq!(carla.send(&form).status, 303);
}

#[test]
fn nobody_votes_without_a_session_where_there_is_no_poll_or_after_the_seal() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let (href, page) = booth(&hall, &mut carla, BUDGET);
    let form = choosing(page.form("/vote"), &["1"]);
    let before = hall.node.digest();
    let sent = hall.visitor().send(&form);
    assert!(sent.location().starts_with("/ca/login?then="), "{}", sent.location());
    assert_eq!(hall.neighbour("bernat").send(&form).status, 403);
    assert_eq!(carla.send(&form.clone().without("token")).status, 403);
    let at = |action: String| Form { action, ..form.clone() };
    let wrong = at(format!("{}/polls/0000000000000000/vote", hall.root()));
    assert_eq!(carla.send(&wrong).status, 404);
    let (sealed, page) = booth(&hall, &mut carla, "La guardiola");
    page.has("Segellada");
    page.has_not("<form class=\"ballot\"");
    let late = carla.send(&at(format!("{sealed}/vote")));
    assert_eq!(late.status, 422);
    late.has("Aquest vot no s’ha desat.");
    assert_eq!(hall.node.digest(), before);
    hall.visitor().get(&href).has("Entra per votar");
}

#[test]
fn what_was_decided_is_shown_to_everybody_with_its_working_out() {
    let hall = Hall::sample();
    let mut visitor = hall.visitor();
    let list = visitor.get(&format!("{}/polls", hall.root()));
    list.has("Ha guanyat:");
    let (href, page) = booth(&hall, &mut visitor, "El nom de la placeta");
    page.has("Plaça de les Bugaderes");
    let result = visitor.get(&format!("{href}/result"));
    result.has("guanya totes les altres de dues en dues");
    result.has("<title>");
    result.has("ateneu audit");
    assert_eq!(visitor.get(&format!("{}/polls/zz/result", hall.root())).status, 404);
}
