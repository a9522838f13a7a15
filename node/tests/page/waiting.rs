//! What somebody typed whose session ended while they did.

use crate::browser::{Browser, Form, Page};
use crate::{Hall, PASSPHRASE};

const TITLE: &str = "Un banc a cada parada";
const BODY: &str = "Perquè esperar cansa, i més amb la compra.";

/// The form for a proposal, filled in.
fn written(hall: &Hall, browser: &mut Browser) -> Form {
    let space = browser.space_with(&hall.root(), "/proposals/new");
    let form = browser.get(&space.link("/proposals/new")).form("/proposals/new");
    form.with("language", "ca").with("title", TITLE).with("body", BODY).with("do", "publish")
}

/// Ends all sessions of somebody, from another browser.
fn end_sessions(hall: &Hall, name: &str) {
    let mut elsewhere = hall.neighbour(name);
    let me = elsewhere.get(&format!("{}/me", hall.root()));
    assert_eq!(elsewhere.send(&me.form("/me/sessions")).status, 303);
}

/// Logs in at the door to which an answer leads, and follows where that leads.
#[track_caller]
fn log_in(browser: &mut Browser, sent: &Page, name: &str) -> Page {
    assert_eq!(sent.status, 303, "{}", sent.body);
    let door = browser.follow(sent);
    door.has("Mentrestant s’ha tancat la sessió.");
    door.has_not("gemma");
    let form = door.form("/ca/login").with("login", name).with("passphrase", PASSPHRASE);
    let mut next = browser.send(&form);
    while next.status == 303 {
        next = browser.follow(&next);
    }
    next
}

#[test]
fn whoever_logs_in_once_more_in_another_window_loses_nothing_in_the_first() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let form = written(&hall, &mut gemma);
    let before = hall.node.digest();
    let door = gemma.get("/ca/login").form("/ca/login");
    let login = door.with("login", "gemma").with("passphrase", PASSPHRASE);
    assert_eq!(gemma.send(&login).status, 303);
    let sent = gemma.send(&form);
    let back = gemma.follow(&sent);
    back.has("torna a ser aquí");
    let form = back.form("/proposals/new");
    assert_eq!((form.value("title"), form.value("body")), (TITLE, BODY));
    assert_eq!(hall.node.digest(), before, "what is of another session does not act");
    // Nobody else is told of it.
    let mut carla = hall.neighbour("carla");
    assert_eq!(carla.send(&form.with("token", "x")).status, 403);
}

#[test]
fn long_what_was_typed_comes_back_to_whoever_typed_it_and_to_nobody_else() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let form = written(&hall, &mut gemma);
    let before = hall.node.digest();
    end_sessions(&hall, "gemma");
    let sent = gemma.send(&form);
    // Somebody else comes to the same computer, and sees an empty form.
    let theirs = log_in(&mut gemma, &sent, "carla");
    assert_eq!(theirs.form("/proposals/new").value("title"), "");
    theirs.has_not(TITLE);
    theirs.has_not("torna a ser aquí");
    let mut again = hall.visitor();
    let back = log_in(&mut again, &sent, "gemma");
    back.has("torna a ser aquí");
    let form = back.form("/proposals/new");
    assert_eq!((form.value("title"), form.value("body")), (TITLE, BODY));
    assert_eq!(hall.node.digest(), before, "nothing is published by it");
    // It waits no longer.
    let new = again.get(&form.action);
    assert_eq!(new.form("/proposals/new").value("title"), "");
    let published = again.send(&form.with("language", "ca").with("do", "publish"));
    assert_eq!(published.status, 303, "{}", published.body);
    again.follow(&published).has(TITLE);
}

#[test]
fn long_a_comment_and_a_ballot_come_back_to_the_page_on_which_they_were_written() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let list = carla.get(&format!("{}/proposals?q=font", hall.root()));
    let comment = carla.get(&list.link("/proposals/")).form("/comments");
    let comment = comment.with("text", "Que ragi\r\nde nit.").with("side", "against");
    let polls = carla.get(&format!("{}/polls", hall.root()));
    let hrefs = polls.body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut polls = hrefs.filter(|href| href.contains("/polls/")).map(|href| carla.get(href));
    let several = |page: &Page| page.body.contains("type=\"checkbox\" id=\"o1\"");
    let ballot = polls.find(several).expect("a ballot with boxes").form("/vote");
    let ballot = ballot.without("choice").and("choice", "1");
    let before = hall.node.digest();
    end_sessions(&hall, "carla");
    let sent = carla.send(&comment);
    let back = log_in(&mut carla, &sent, "carla").form("/comments");
    assert_eq!((back.value("text"), back.value("side")), ("Que ragi\nde nit.", "against"));
    // The other form is of a session that has ended too; by now there is another one.
    let sent = carla.send(&ballot);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(sent.location().ends_with("/vote"));
    let page = carla.follow(&sent);
    let booth = carla.follow(&page);
    booth.has("torna a ser aquí");
    let back = booth.form("/vote");
    let chosen: Vec<&(String, String)> =
        back.fields.iter().filter(|(name, _)| name == "choice").collect();
    assert_eq!(chosen, [&("choice".to_owned(), "1".to_owned())]);
    assert_eq!(hall.node.digest(), before);
}

#[test]
fn long_whoever_logs_out_leaves_nothing_behind_and_a_passphrase_is_never_kept() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let form = written(&hall, &mut gemma);
    let page = gemma.get(&hall.root());
    gemma.send(&page.form("/ca/logout"));
    assert_eq!(gemma.send(&form).status, 401);
    let mut again = hall.neighbour("gemma");
    again.get(&form.action).has_not(TITLE);
    let sheet = again.get(&format!("{}/me/sheet", hall.root())).form("/me/sheet");
    end_sessions(&hall, "gemma");
    let sent = again.send(&sheet.with("passphrase", PASSPHRASE));
    assert!([401, 403].contains(&sent.status), "{}", sent.status);
}

#[test]
fn long_a_file_does_not_come_back_and_what_stood_beside_it_does() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let list = carme.get(&format!("{}/census/file", hall.root())).form("/census/file");
    let list = list.with("pasted", "Nom\nRosa Vila\n");
    end_sessions(&hall, "carme");
    let sent = carme.send_file(&list, Some(("socis.csv", b"Nom\nOmar\n")));
    let back = log_in(&mut carme, &sent, "carme");
    back.has("«socis.csv» no pot tornar sol");
    assert_eq!(back.form("/census/file").value("pasted").trim(), "Nom\nRosa Vila");
    // Whoever had chosen none is told of none.
    end_sessions(&hall, "carme");
    let sent = carme.send_file(&list, None);
    log_in(&mut carme, &sent, "carme").has_not("no pot tornar sol");

    let mut gemma = hall.neighbour("gemma");
    let proposal = written(&hall, &mut gemma);
    let page = gemma.done(&proposal);
    let form = gemma.get(&page.link("/attach")).form("/attach").with("title", "El plànol");
    end_sessions(&hall, "gemma");
    let sent = gemma.send_file(&form, Some(("plànol.txt", b"Aqui")));
    let back = log_in(&mut gemma, &sent, "gemma");
    back.has("«plànol.txt» no pot tornar sol");
    assert_eq!(back.form("/attach").value("title"), "El plànol");
}

#[test]
fn long_what_is_typed_at_the_desk_comes_back_to_the_registrar_without_the_passphrase() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let place = format!("{}/census/new", hall.root());
    let new = carme.get(&place).form("/census/new");
    let new = new.with("name", "Rosa Vila").with("number", "12").with("contact", "600 100 200");
    let census = carme.get(&format!("{}/census?q=Carla", hall.root()));
    let person = carme.get(&census.link("/census/people/"));
    let note = person.form("/note").with("name", "Carla del forn");
    let keys = person.form("/readmit").with("login", "carla2").with("passphrase", PASSPHRASE);
    end_sessions(&hall, "carme");
    let sent = carme.send(&new);
    let theirs = log_in(&mut carme, &sent, "gemma");
    theirs.has_not("Rosa Vila");
    let mut carme = hall.visitor();
    let form = log_in(&mut carme, &sent, "carme").form("/census/new");
    let typed = ["name", "number", "contact"].map(|field| form.value(field).to_owned());
    assert_eq!(typed, ["Rosa Vila", "12", "600 100 200"]);
    for (late, field, text) in [(note, "name", "Carla del forn"), (keys, "login", "carla2")] {
        let mut page = carme.send(&late);
        while page.status == 303 {
            page = carme.follow(&page);
        }
        page.has("torna a ser aquí");
        let form = page.form(late.action.rsplit_once('/').unwrap().1);
        assert_eq!((form.value(field), form.value("passphrase")), (text, ""));
    }
    let done = carme.send(&form);
    assert_eq!(done.status, 303, "{}", done.body);
    carme.follow(&done).has("Rosa Vila");
}

#[test]
fn long_the_name_of_a_neighbour_asked_to_write_together_comes_back() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let proposal = written(&hall, &mut gemma);
    let page = gemma.done(&proposal);
    let form = gemma.get(&page.link("/authors")).form("/authors").with("who", "Carla");
    end_sessions(&hall, "gemma");
    let sent = gemma.send(&form);
    assert_eq!(log_in(&mut gemma, &sent, "gemma").form("/authors").value("who"), "Carla");
}
