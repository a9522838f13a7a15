//! The charter on the page.

use crate::browser::Page;
use crate::{Hall, PASSPHRASE};

#[test]
fn long_a_proposal_is_read_as_a_difference_signed_and_in_force() {
    let hall = Hall::sample();
    let root = hall.root();
    let shown = hall.visitor().get(&format!("{root}/charter"));
    shown.has("Espera signatures");
    shown.has("<ins>");
    shown.has_not("/charter/new");
    let mut carme = hall.neighbour("carme");
    let page = carme.get(&format!("{root}/charter"));
    let waiting = page.body.split("id=\"waiting\"").nth(1).unwrap();
    let href = waiting.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let revision = carme.get(&href);
    hall.visitor().get(&href).has_not("/sign\"");
    let done = carme.send(&revision.form("/sign"));
    assert_eq!(done.status, 303, "{}", done.body);
    carme.follow(&done).has("Ja és en vigor.");
    hall.visitor().get(&href).has("En vigor");
}

#[test]
fn long_a_steward_proposes_to_give_a_role_and_what_is_wrong_is_said_beside_its_field() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut bernat = hall.neighbour("bernat");
    let form = bernat.get(&format!("{root}/charter/new")).form("/charter/new");
    let form = form.with("kind", "grant").with("role", "0");
    let nobody = bernat.send(&form.clone().with("who", "Ningú").with("reason", "Perquè sí."));
    assert_eq!(nobody.status, 422);
    nobody.has("id=\"who-problem\"");
    nobody.has("Perquè sí.");
    bernat.send(&form.clone().with("reason", "x")).has("Escriu de qui es tracta.");
    let silent = bernat.send(&form.clone().with("who", "Gemma Roca").with("reason", ""));
    silent.has("id=\"reason-problem\"");
    for (kind, field, value) in
        [("limits", "options", "0"), ("limits", "days", "x"), ("rename", "name", ""), ("", "", "")]
    {
        let wrong = form.clone().with("kind", kind).with(field, value).with("reason", "x");
        assert_eq!(bernat.send(&wrong).status, 422, "{kind} {field}");
    }
    let good = form.with("who", "Gemma Roca").with("reason", "Ens cal una altra persona al cens.");
    let done = bernat.send(&good.without("sign"));
    assert_eq!(done.status, 303, "{}", done.body);
    let page = bernat.follow(&done);
    page.has("S’ha proposat.");
    page.has("Gemma Roca");
    // Nodes and late entries, as the command line proposes them.
    let form = bernat.get(&format!("{root}/charter/new")).form("/charter/new");
    let form = form.with("reason", "x");
    for (kind, field, value) in
        [("nodes", "nodes", "example.org"), ("late", "whose", "Ningú"), ("seats", "seats", "x+y")]
    {
        let wrong = bernat.send(&form.clone().with("kind", kind).with(field, value));
        assert_eq!(wrong.status, 422, "{kind}");
        wrong.has(&format!("id=\"{field}-problem\""));
        wrong.has_not("is written");
    }
    assert_eq!(hall.neighbour("carla").get(&format!("{root}/charter/new")).status, 403);
}

#[test]
fn long_a_neighbour_makes_a_seat_and_a_steward_proposes_to_give_it() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut carla = hall.neighbour("carla");
    let form = carla.get(&format!("{root}/me/seat")).form("/me/seat");
    assert_eq!(carla.send(&form.clone().with("passphrase", "no")).status, 422);
    let made = carla.send(&form.with("passphrase", PASSPHRASE));
    assert_eq!(made.status, 200);
    assert_eq!(made.headers["cache-control"], "no-store");
    made.has("<ol class=\"groups\">");
    let seat = made.body.split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
    assert!(seat.starts_with("did:key:") && seat.contains("+did:key:"), "{seat}");
    let mut bernat = hall.neighbour("bernat");
    let form = bernat.get(&format!("{root}/charter/new")).form("/charter/new");
    let stays = form.fields.iter().filter(|(name, _)| name == "stays").count();
    assert_eq!(stays, 3, "who sits now stays unless somebody says otherwise");
    let form = form.with("kind", "seats").with("seats", seat).with("reason", "Som massa pocs.");
    let few = bernat.send(&form.clone().with("threshold", "1"));
    assert_eq!(few.status, 422);
    few.has("id=\"threshold-problem\"");
    few.has(seat);
    let done = bernat.send(&form.with("threshold", "3").without("sign"));
    assert_eq!(done.status, 303, "{}", done.body);
    bernat.follow(&done).has("3 de 4 persones");
}

/// A community can go on to rules that are newer than the node: its page says so, and nobody begins
/// there what could not be sent.
#[test]
fn long_under_newer_rules_a_page_says_that_it_is_for_reading_alone() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut carla = hall.neighbour("carla");
    let list = carla.get(&format!("{root}/proposals?q=font"));
    list.has_not("normes més noves");
    let proposal = list.link("/proposals/");
    let comment = carla.get(&proposal).form("/comments").with("text", "Que ragi de nit.");
    let run = |name: &str, args: &[&str]| {
        let mut command = hall.node.command(args);
        let done = command.args(["--as", name]).env("ATENEU_PASSPHRASE", PASSPHRASE).output();
        let done = done.unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    // Whoever signed what waits signs nothing else beside it.
    let waiting = &hall.node.json(&["charter", "show"])["proposals"][0]["revision"];
    run("carme", &["charter", "sign", waiting.as_str().unwrap()]);
    let proposed = run("anna", &["charter", "propose", "--rules", "2", "--sign", "--json"]);
    let proposed: serde_json::Value = serde_json::from_str(&proposed).unwrap();
    run("bernat", &["charter", "sign", proposed["revision"].as_str().unwrap()]);
    for place in ["", "/proposals", "/polls", "/charter"] {
        let page = hall.visitor().get(&format!("{root}{place}"));
        assert_eq!(page.status, 200, "{place}");
        page.has("normes més noves (versió 2)");
    }
    hall.visitor().get(&proposal).has("No s’hi pot escriure");
    let mut everybody = [hall.visitor(), hall.neighbour("carla"), hall.neighbour("anna")];
    let polls = hall.visitor().get(&format!("{root}/polls"));
    let spaces = hall.visitor().get(&format!("{root}/spaces"));
    let debates = hall.visitor().get(&format!("{root}/debates"));
    let places = [polls.link("/polls/"), spaces.link("/spaces/"), debates.link("/debates/")];
    let others = ["", "/spaces", "/polls", "/me", "/me/data", "/moderation", "/charter", "/census"];
    let others = others.map(|place| format!("{root}{place}"));
    for place in places.iter().chain(&others).chain([&proposal]) {
        for browser in &mut everybody {
            let page = browser.get(place);
            // What is for others alone has no form either; it says who they are.
            if page.status == 200 {
                offers_nothing_but_reading(&page, place);
            }
        }
    }
    let mut anna = hall.neighbour("anna");
    for place in ["spaces/new", "polls/new", "charter/new", "census/new"] {
        let page = anna.get(&format!("{root}/{place}"));
        assert_eq!(page.status, 403, "{place}");
        page.has("Ara aquí només s’hi pot llegir");
    }
    assert_eq!(carla.get(&format!("{proposal}/amend")).status, 403);
    assert_eq!(anna.get(&format!("{root}/census")).status, 200);
    // Who was writing already is told beside the field, and keeps what they wrote.
    let before = hall.node.digest();
    let refused = carla.send(&comment);
    assert_eq!(refused.status, 422, "{}", refused.body);
    refused.has("La comunitat segueix les normes de la versió 2");
    refused.has("Que ragi de nit.");
    assert_eq!(hall.node.digest(), before);
}

#[test]
fn long_stewards_choose_the_licence_of_the_open_data() {
    let hall = Hall::sample();
    let (root, mut carme) = (hall.root(), hall.neighbour("carme"));
    // First what waits: nobody signs two that follow the same.
    let page = carme.get(&format!("{root}/charter"));
    let waiting = page.body.split("id=\"waiting\"").nth(1).unwrap();
    let href = waiting.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = carme.get(&href).form("/sign");
    assert_eq!(carme.send(&form).status, 303);

    let mut anna = hall.neighbour("anna");
    let form = anna.get(&format!("{root}/charter/new")).form("/charter/new");
    let form = form.with("kind", "licence").with("reason", "Ho demana la federació.");
    let wrong = anna.send(&form.clone().with("licence", "CC BY"));
    assert_eq!(wrong.status, 422);
    wrong.has("id=\"licence-problem\"");
    let done = anna.send(&form.with("licence", "CC-BY-4.0"));
    let page = anna.follow(&done);
    page.has("<bdi>ODbL-1.0</bdi></del>");
    page.has("<bdi>CC-BY-4.0</bdi></ins>");
    let href = done.location().split('?').next().unwrap().to_owned();
    let form = carme.get(&href).form("/sign");
    let signed = carme.send(&form);
    carme.follow(&signed).has("Ja és en vigor.");

    let mut visitor = hall.visitor();
    let spaces = visitor.get(&format!("{}/spaces", hall.api())).json();
    let place = format!("{root}/spaces/{}/data", &spaces["items"][0]["id"].as_str().unwrap()[..16]);
    let address = "https://creativecommons.org/licenses/by/4.0/";
    visitor.get(&place).has(&format!("href=\"{address}\">CC-BY-4.0"));
    let file = visitor.get(&format!("{place}/LICENSE.md"));
    file.has("CC-BY-4.0");
    file.has_not("ODbL");
    assert_eq!(file.headers["link"], format!("<{address}>; rel=\"license\""));
    assert_eq!(visitor.get(&format!("{place}/space.json")).json()["licence"], "CC-BY-4.0");
    let said = visitor.get(&hall.api()).json();
    assert_eq!(
        (said["licence"].as_str(), said["licence_at"].as_str()),
        (Some("CC-BY-4.0"), Some(address))
    );
}

/// Whether a page has no form and no way to one, but for what stays on this node.
#[track_caller]
fn offers_nothing_but_reading(page: &Page, place: &str) {
    const STAYS_HERE: [&str; 5] = ["/logout", "/light", "/follow", "/me/sessions", "/news"];
    const LEADS_NOWHERE: [&str; 12] = [
        "/new",
        "/edit",
        "/amend",
        "/answer",
        "/split",
        "/merge",
        "/phase",
        "/attach",
        "/authors",
        "/conclude",
        "/seal",
        "/station",
    ];
    let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    for form in page.body.split("<form ").skip(1) {
        let head = form.split('>').next().unwrap();
        let stays = STAYS_HERE.iter().any(|end| head.contains(&format!("{end}\"")));
        assert!(!head.contains("method=\"post\"") || stays, "{place}: {head}");
    }
    for href in main.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let path = href.split(['?', '#']).next().unwrap();
        assert!(!LEADS_NOWHERE.iter().any(|end| path.ends_with(end)), "{place}: {href}");
        assert!(
            !path.contains("/moderation/") && !path.contains("/me/withdraw/"),
            "{place}: {href}"
        );
        assert!(!path.ends_with("/login") && !path.ends_with("/join"), "{place}: {href}");
    }
}
