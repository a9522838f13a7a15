//! From a node that holds nothing to an association, in a browser.

use crate::browser::{Browser, Form, Page};
use crate::node::Node;
use crate::{Hall, PASSPHRASE};

/// A node that nobody has set up, and the end of its link.
fn fresh() -> (Hall, String) {
    let hall = Hall::of(Node::empty(), &["serve", "--http", "127.0.0.1:0"]);
    let link = hall.running.ready["setup"].as_str().expect("no link").to_owned();
    let link = link.rsplit('/').next().unwrap().to_owned();
    (hall, link)
}

/// Begins with the link, and gives the first form.
fn begun(browser: &mut Browser, link: &str) -> Page {
    let welcome = browser.get(&format!("/setup/{link}"));
    let welcome = browser.follow(&welcome);
    assert_eq!(welcome.status, 200);
    let led = browser.send(&welcome.form("/setup"));
    browser.follow(&led)
}

fn you(page: &Page) -> Form {
    let form = page.form("/setup/you").with("login", "núria");
    form.with("passphrase", PASSPHRASE).with("again", PASSPHRASE).with("name", "Núria")
}

fn association(page: &Page) -> Form {
    let form = page.form("/setup/association").with("name", "Veïnes del Carmel");
    form.with("language", "ca").and("language", "es").with("read", "everybody")
}

/// All steps but the last, with the answers given; gives the page that asks how people get here.
fn up_to_opening(browser: &mut Browser, link: &str, template: &str) -> Page {
    let page = begun(browser, link);
    let led = browser.send(&you(&page));
    let page = browser.follow(&led);
    let led = browser.send(&association(&page));
    let page = browser.follow(&led);
    let led = browser.send(&page.form("/setup/beginning").with("template", template));
    browser.follow(&led)
}

/// The whole way, to the keepers' desk.
fn set_up(browser: &mut Browser, link: &str, how: &str, url: &str) -> Page {
    let page = up_to_opening(browser, link, "idea-collection");
    let led = browser.send(&page.form("/setup/opening").with("how", how).with("url", url));
    let papers = browser.follow(&led);
    let led = browser.send(&papers.form("/setup/papers").with("kept", "yes"));
    browser.follow(&led)
}

#[test]
fn nothing_is_open_before_the_node_is_set_up() {
    let (hall, link) = fresh();
    let mut browser = hall.visitor();
    for path in ["/", "/ca", "/ca/login", "/ca/join", "/ca/keeper", "/ca/about"] {
        let page = browser.get(path);
        assert_eq!(page.status, 503, "{path}");
        page.has("posi en marxa");
        page.has_not(&link);
    }
    assert_eq!(browser.ask("POST", "/ca/login", &[], Some("login=a&passphrase=b")).status, 503);
    assert_eq!(browser.get("/livez").status, 200);
    // Nor is there a way past the link.
    for path in ["/ca/setup", "/ca/setup?link=00", "/ca/setup?link=zz"] {
        assert_eq!(browser.get(path).status, 403, "{path}");
    }
    for step in ["you", "association", "beginning", "opening", "papers", "nothing"] {
        assert_eq!(browser.get(&format!("/ca/setup/{step}")).location(), "/ca/setup");
        let sent = browser.ask("POST", &format!("/ca/setup/{step}"), &[], Some("kept=yes"));
        assert_eq!(sent.location(), "/ca/setup");
    }
    let wrong =
        browser.ask("POST", "/ca/setup", &[], Some("link=00112233445566778899aabbccddeeff"));
    assert_eq!(wrong.status, 403);
}

#[test]
fn five_steps_lead_to_an_association() {
    let (mut hall, link) = fresh();
    let mut browser = hall.visitor();
    let page = up_to_opening(&mut browser, &link, "participatory-budget");
    page.has("Amb el Wi-Fi del local");
    let last = page.form("/setup/opening").with("how", "here");
    let led = browser.send(&last);
    assert_eq!(led.location(), "/ca/setup/papers");
    let papers = browser.follow(&led);
    assert_eq!(papers.headers["cache-control"], "no-store");
    papers.has("Clau de paper");
    papers.has("Veïnes del Carmel");
    assert_eq!(
        papers.body.matches("<svg viewBox").count() + papers.body.matches("<svg xmlns").count(),
        2
    );
    // Sent once more, it founds nothing more.
    assert_eq!(browser.send(&last).location(), "/ca/setup");
    let unkept = browser.send(&papers.form("/setup/papers"));
    unkept.has("kept-problem");
    let led = browser.send(&papers.form("/setup/papers").with("kept", "yes"));
    let desk = browser.follow(&led);
    assert_eq!(desk.status, 200);
    desk.has("Només des d’aquest ordinador");
    desk.has("núria");
    // Whoever looks after it alone cannot be taken out, and no form says so.
    desk.has_not("name=\"gone\"");
    // What is on paper is shown no more.
    assert_eq!(browser.get("/ca/setup/papers").location(), "/ca/setup");
    assert_eq!(browser.get("/ca/setup").location(), "/ca");
    let root = browser.get("/ca").location();
    browser.get(&root).has("Pressupost participatiu");
    browser.get(&root.replace("/ca/", "/es/")).has("Presupuesto participativo");
    browser.get(&format!("{root}/me")).has("cura de les normes");
    let status = hall.node.json(&["status"]);
    assert_eq!(status["communities"].as_array().unwrap().len(), 1);
    hall.running.tell("-TERM");
    assert_eq!(hall.running.wait().code(), Some(0));
    let again =
        Hall::of(Node::at(hall.node.home().to_owned()), &["serve", "--http", "127.0.0.1:0"]);
    assert!(again.running.ready.get("setup").is_none());
    let mut browser = again.visitor();
    let page = browser.get("/ca/login");
    let sent = page.form("/ca/login").with("login", "núria").with("passphrase", PASSPHRASE);
    assert_eq!(browser.send(&sent).status, 303);
    browser.get("/ca/keeper").has("núria");
}

#[test]
fn a_link_works_once_and_in_one_browser() {
    let (hall, link) = fresh();
    let (mut first, mut second) = (hall.visitor(), hall.visitor());
    let page = begun(&mut first, &link);
    page.has("Qui ets");
    assert_eq!(second.get(&format!("/ca/setup?link={link}")).status, 403);
    let sent = second.ask("POST", "/ca/setup", &[], Some(&format!("link={link}")));
    assert_eq!(sent.status, 403);
    assert_eq!(second.get("/ca/setup/you").location(), "/ca/setup");
    // Still nothing is open, to the first one neither.
    assert_eq!(first.get("/ca").status, 503);
    // Whoever has begun is led on.
    assert_eq!(first.get("/ca/setup").location(), "/ca/setup/you");
}

#[test]
fn a_step_that_is_skipped_is_asked_for() {
    let (hall, link) = fresh();
    let mut browser = hall.visitor();
    let page = begun(&mut browser, &link);
    assert_eq!(browser.get("/ca/setup/opening").location(), "/ca/setup/you");
    let sent = browser.ask("POST", "/ca/setup/opening", &[], Some("how=here"));
    assert_eq!(sent.location(), "/ca/setup/you");
    let led = browser.send(&you(&page));
    assert_eq!(led.location(), "/ca/setup/association");
    assert_eq!(browser.get("/ca/setup/beginning").location(), "/ca/setup/association");
    // And one can go back.
    browser.get("/ca/setup/you").has("value=\"núria\"");
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_still_there() {
    let (hall, link) = fresh();
    let mut browser = hall.visitor();
    let page = begun(&mut browser, &link);
    for (field, value, text) in [
        ("login", "a b", "login-problem"),
        ("login", "", "login-problem"),
        ("passphrase", "curta", "passphrase-problem"),
        ("again", "una altra", "again-problem"),
        ("name", &"x".repeat(101), "name-problem"),
    ] {
        let wrong = browser.send(&you(&page).with(field, value));
        assert_eq!(wrong.status, 422, "{field}");
        wrong.has(text);
        wrong.has("Núria".get(..if field == "name" { 0 } else { 6 }).unwrap());
        wrong.has_not(PASSPHRASE);
    }
    let led = browser.send(&you(&page));
    let page = browser.follow(&led);
    for (form, text) in [
        (association(&page).with("name", ""), "name-problem"),
        (association(&page).with("name", "\u{202e}\u{7}"), "name-problem"),
        (association(&page).with("name", &"é".repeat(60)), "name-problem"),
        (association(&page).without("language"), "language-problem"),
        (association(&page).without("language").with("language", "fr"), "language-problem"),
    ] {
        let wrong = browser.send(&form);
        assert_eq!(wrong.status, 422);
        wrong.has(text);
    }
    let led = browser.send(&association(&page));
    let page = browser.follow(&led);
    for template in ["", "../x", "idea"] {
        let wrong = browser.send(&page.form("/setup/beginning").with("template", template));
        assert_eq!(wrong.status, 422);
        wrong.has("template-problem");
    }
    let led = browser.send(&page.form("/setup/beginning").with("template", "nothing"));
    let page = browser.follow(&led);
    for (how, name, url, text) in [
        ("", "", "", "how-problem"),
        ("else", "", "", "how-problem"),
        ("hall", "el casal", "", "name-problem"),
        ("proxy", "casal", "http://veines.cat", "url-problem"),
    ] {
        let form = page.form("/setup/opening").with("how", how).with("name", name).with("url", url);
        let wrong = browser.send(&form);
        assert_eq!(wrong.status, 422);
        wrong.has(text);
        wrong.has(&format!("value=\"{}\"", if how == "proxy" { url } else { name }));
    }
    assert_eq!(hall.node.json(&["status"])["communities"], serde_json::json!([]));
}

#[test]
fn a_name_that_turns_text_around_is_taken_without_what_turns_it() {
    let (hall, link) = fresh();
    let mut browser = hall.visitor();
    let page = begun(&mut browser, &link);
    let led = browser.send(&you(&page));
    let page = browser.follow(&led);
    let name = "Veïnes\u{202e} del\u{0}\nCarmel";
    let led = browser.send(&association(&page).with("name", name));
    assert_eq!(led.location(), "/ca/setup/beginning");
    browser.get("/ca/setup/association").has("value=\"Veïnes del Carmel\"");
}

#[test]
fn a_community_from_the_command_line_opens_the_page() {
    let (hall, link) = fresh();
    assert_eq!(hall.visitor().get("/ca").status, 503);
    hall.node.ok(&["community", "found", "--name", "Veïnat"]);
    let root = hall.root();
    hall.visitor().get(&root).has("Veïnat");
    assert_eq!(hall.visitor().get(&format!("/ca/setup?link={link}")).location(), "/ca");
}

#[test]
fn behind_a_proxy_cookies_travel_over_tls_alone_and_no_forwarded_name_is_believed() {
    let (hall, link) = fresh();
    let mut browser = hall.visitor();
    set_up(&mut browser, &link, "proxy", "https://veines.example").has("https://veines.example");
    let mut other = hall.visitor();
    let page = other.get("/ca/login");
    let sent = page.form("/ca/login").with("login", "núria").with("passphrase", PASSPHRASE);
    let led = other.send(&sent);
    assert!(led.headers["set-cookie"].ends_with("; Secure"), "{:?}", led.headers);
    let root = hall.root();
    let forged = [("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http")];
    let feed = other.ask("GET", &format!("{root}/feed.atom"), &forged, None);
    feed.has("https://veines.example/ca");
    feed.has_not("evil.example");
}

#[test]
fn the_desk_is_for_keepers() {
    let (hall, link) = fresh();
    let mut keeper = hall.visitor();
    let desk = set_up(&mut keeper, &link, "here", "");
    assert_eq!(hall.visitor().get("/ca/keeper").status, 401);
    let mut pere = hall.node.command(&["member", "admit", "pere"]);
    assert!(
        pere.env("ATENEU_PASSPHRASE", PASSPHRASE)
            .arg("--as")
            .arg("núria")
            .output()
            .unwrap()
            .status
            .success()
    );
    let mut pere = hall.visitor();
    let page = pere.get("/ca/login");
    let sent = page.form("/ca/login").with("login", "pere").with("passphrase", PASSPHRASE);
    pere.send(&sent);
    for path in ["/ca/keeper", "/ca/keeper/opening", "/ca/keeper/poster"] {
        assert_eq!(pere.get(path).status, 404, "{path}");
    }
    pere.get(&hall.root()).has_not("/ca/keeper");
    let form = desk.form("/keeper/keepers");
    assert_eq!(pere.send(&form.clone().with("new", "pere")).status, 404);
    // A form of nobody's session changes nothing.
    assert_eq!(keeper.send(&form.clone().with("new", "pere").with("token", "")).status, 403);
    let wrong = keeper.send(&form.clone().with("new", "ningú"));
    assert_eq!(wrong.status, 422);
    wrong.has("new-problem");
    wrong.has("value=\"ningú\"");
    assert_eq!(keeper.send(&form.clone().without("new").with("gone", "núria")).status, 422);
    keeper.send(&form.clone().with("new", "pere"));
    pere.get("/ca/keeper").has("núria");
    assert_eq!(hall.node.json(&["keeper", "list"]), serde_json::json!(["núria", "pere"]));
    let page = pere.get("/ca/keeper");
    let gone = page.form("/keeper/keepers").without("new").with("gone", "núria");
    assert_eq!(pere.send(&gone).status, 303);
    assert_eq!(keeper.get("/ca/keeper").status, 404);
}

#[test]
fn a_keeper_settles_anew_how_people_get_here() {
    let (hall, link) = fresh();
    let mut keeper = hall.visitor();
    set_up(&mut keeper, &link, "here", "");
    assert_eq!(keeper.get("/ca/keeper/poster").status, 404);
    let page = keeper.get("/ca/keeper/opening");
    let form = page.form("/keeper/opening").with("how", "hall").with("name", "Casal.local");
    let led = keeper.send(&form);
    keeper.follow(&led).has("Des de la xarxa del local");
    keeper.get("/ca/keeper/opening").has("value=\"casal\"");
    let poster = keeper.get("/ca/keeper/poster");
    poster.has("Veïnes del Carmel");
    poster.has("lang=\"es\"");
    let kept = std::fs::read_to_string(hall.node.home().join("keeping.json")).unwrap();
    assert!(kept.contains("\"hall\"") && kept.contains("casal"), "{kept}");
}

#[test]
fn backups_are_settled_at_the_desk_and_the_sheet_is_shown_to_who_knows_the_passphrase() {
    let (hall, link) = fresh();
    let mut keeper = hall.visitor();
    let desk = set_up(&mut keeper, &link, "here", "");
    // From the first day there is one every day.
    desk.has("value=\"day\" checked");
    desk.has("no s’ha imprès mai");
    let form = desk.form("/keeper/backups").with("every", "week");
    for (field, value, problem) in [
        ("keep", "0", "keep-problem"),
        ("keep", "molts", "keep-problem"),
        ("keep", "401", "keep-problem"),
        ("folder", "relativa", "folder-problem"),
        ("folder", "/no/hi/es", "folder-problem"),
    ] {
        let wrong = keeper.send(&form.clone().with(field, value));
        assert_eq!(wrong.status, 422, "{value}");
        wrong.has(problem);
        wrong.has(&format!("value=\"{value}\""));
    }
    let folder = hall.node.path("disk");
    std::fs::create_dir(&folder).unwrap();
    let led = keeper.send(&form.with("keep", "3").with("folder", &folder));
    keeper.follow(&led).has(&folder);
    let form = keeper.get("/ca/keeper").form("/keeper/backup");
    let asked = keeper.send(&form);
    assert_eq!(asked.location(), "/ca/keeper#backups");
    // The command line makes one too, and waits for the one that was asked for.
    let taken = hall.node.json(&["backup", "--now"]);
    assert!(taken["file"].as_str().unwrap().starts_with(&folder), "{taken}");
    keeper.get("/ca/keeper").has("S’ha restaurat per provar-la");

    let ask = keeper.get("/ca/keeper/sheet");
    let wrong = keeper.send(&ask.form("/keeper/sheet").with("passphrase", "no ho sé"));
    assert_eq!(wrong.status, 422);
    wrong.has("passphrase-problem");
    let sheet = keeper.send(&ask.form("/keeper/sheet").with("passphrase", PASSPHRASE));
    assert_eq!(sheet.headers["cache-control"], "no-store");
    sheet.has(&folder);
    sheet.has("ateneu restore");
    let led = keeper.send(&sheet.form("/keeper/printed"));
    keeper.follow(&led).has("El full d’emergència està imprès");
    assert_eq!(hall.visitor().get("/ca/keeper/sheet").status, 401);
    let sent = hall.visitor().ask("POST", "/ca/keeper/printed", &[], Some("token="));
    assert_eq!(sent.status, 401);
}

#[test]
fn the_desk_says_what_the_doctor_found() {
    let (hall, link) = fresh();
    let mut keeper = hall.visitor();
    set_up(&mut keeper, &link, "here", "").has("Com està el node");
    let key = hall.node.home().join("node.key");
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(&key, open).unwrap();
    let desk = keeper.get("/ca/keeper");
    desk.has("Altres usuaris d’aquest ordinador poden llegir: node.key");
    keeper.get("/en/keeper").has("Other users of this computer can read: node.key");
}
