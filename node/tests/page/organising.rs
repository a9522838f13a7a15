//! What organisers and authors do: answers, phases, polls, minutes, files, co-authors, drafts.

use crate::Hall;
use crate::browser::{Form, Page};

#[test]
fn long_an_answer_is_given_by_organisers_alone_and_stands_beside_the_proposal() {
    let hall = Hall::sample();
    let (mut anna, mut carla) = (hall.neighbour("anna"), hall.neighbour("carla"));
    let list = anna.get(&format!("{}/proposals?q=font", hall.root()));
    let href = list.link("/proposals/");
    carla.get(&href).has_not("/answer\"");
    assert_eq!(carla.get(&format!("{href}/answer")).status, 403);
    let answer = anna.get(&href).link("/answer");
    let form = anna.get(&answer).form("/answer").with("do", "send");
    let wrong = anna.send(&form.clone().with("text", "Es farà a l'estiu.").with("cost", "molt"));
    assert_eq!(wrong.status, 422);
    wrong.has("Es farà a l&#39;estiu.");
    wrong.has("id=\"cost-problem\"");
    wrong.has("id=\"state-problem\"");
    let state = wrong.body.split("name=\"state\" value=\"").nth(1).unwrap();
    let state = state.split('"').next().unwrap().to_owned();
    let form = form.with("state", &state).with("text", "Es farà **a l'estiu**.");
    let form = form.with("cost", "1.200,50").with("period", "Abans del juliol");
    let look = anna.send(&form.clone().with("do", "preview"));
    assert_eq!(look.status, 200);
    look.has("<strong>a l'estiu</strong>");
    let shown = anna.done(&form);
    shown.has("Cost: 1200,50\u{a0}€");
    shown.has("Quan: Abans del juliol");
    // Somebody who is no organiser is refused, whatever they send.
    let token = carla.get(&href).form("/comments").value("token").to_owned();
    let before = hall.node.digest();
    assert_eq!(carla.send(&form.with("token", &token).with("nonce", "x")).status, 403);
    assert_eq!(hall.node.digest(), before);
}

fn rehearsal_of(action: &str) -> String {
    format!("{action}/rehearsal")
}

#[test]
fn long_a_poll_is_seen_before_it_is_frozen_and_sealed_by_those_who_must() {
    let hall = Hall::sample();
    let (mut anna, mut bernat) = (hall.neighbour("anna"), hall.neighbour("bernat"));
    assert_eq!(hall.neighbour("carla").get(&format!("{}/polls/new", hall.root())).status, 403);
    let form = anna.get(&format!("{}/polls/new", hall.root())).form("/polls/new");
    let empty = anna.send(&form.clone().with("do", "preview"));
    assert_eq!(empty.status, 422);
    empty.has("id=\"title-ca-problem\"");
    empty.has("id=\"rule-problem\"");
    let form = form
        .with("title-ca", "Quin dia fem el dinar?")
        .with("title-en", "Which day is the lunch?")
        .with("options-ca", "Dissabte\r\nDiumenge")
        .with("options-en", "Saturday")
        .with("rule", "approval");
    let uneven = anna.send(&form.clone().with("do", "preview"));
    assert_eq!(uneven.status, 422);
    uneven.has("id=\"options-en-problem\"");
    let form = form.with("options-en", "Saturday\r\nSunday");
    let before = hall.node.digest();
    let mut rehearsal = form.clone();
    rehearsal.action.push_str("/rehearsal");
    let rehearsed = anna.send(&rehearsal.clone().with("voters", "20").with("seed", "5"));
    assert_eq!(rehearsed.status, 200, "{}", rehearsed.body);
    rehearsed.has("Això és un assaig.");
    rehearsed.has("20 persones inventades");
    rehearsed.has("Diumenge");
    let again = anna.send(&rehearsal.clone().with("voters", "20").with("seed", "5"));
    let table = |page: &Page| {
        page.body.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap().to_owned()
    };
    assert_eq!(table(&rehearsed), table(&again));
    let back = anna.send(&rehearsed.form("/polls/new").with("do", "preview"));
    back.has("Això quedarà fixat");
    let wrong = anna.send(&rehearsal.with("rule", ""));
    assert_eq!(wrong.status, 422);
    wrong.has("id=\"rule-problem\"");
    for (voters, seed) in [("2", "5"), ("301", "5"), ("20", "-1"), ("vint", "4294967296")] {
        let form = again.form("/polls/new").with("voters", voters).with("seed", seed);
        let form = Form { action: rehearsal_of(&form.action), ..form };
        let wrong = anna.send(&form);
        assert_eq!(wrong.status, 422, "{voters} {seed}");
        let is_number = |text: &str| text == "20" || text == "5";
        for (name, typed) in [("voters", voters), ("seed", seed)] {
            wrong.has(&format!("value=\"{typed}\""));
            let told = wrong.body.contains(&format!("id=\"{name}-problem\""));
            assert_eq!(told, !is_number(typed), "{name}: {typed}");
        }
        assert_eq!(wrong.form("/polls/new").value("title-ca"), "Quin dia fem el dinar?");
    }
    assert_eq!(hall.node.digest(), before, "nothing is kept");
    let look = anna.send(&form.clone().with("do", "preview"));
    assert_eq!(look.status, 200, "{}", look.body);
    look.has("Això quedarà fixat");
    assert_eq!(hall.node.digest(), before);
    let open = look.form("/polls/new").with("do", "send");
    assert_eq!(open.value("title-ca"), "Quin dia fem el dinar?");
    let opened = anna.send(&open.with("rule", "approval"));
    assert_eq!(opened.status, 303, "{}", opened.body);
    let poll = opened.location().split('?').next().unwrap().to_owned();
    anna.get(&poll).has("Diumenge");
    let english = hall.visitor().get(&poll.replacen("/ca/", "/en/", 1));
    english.has("Which day is the lunch?");
    english.has_not("Dissabte");
    let vote = anna.get(&poll).form("/vote").with("choice", "1");
    anna.done(&vote).has("El teu vot està emès.");
    hall.neighbour("carla").get(&poll).has_not("/seal\"");
    for (browser, sealed) in [(&mut anna, false), (&mut bernat, true)] {
        let seal = browser.get(&poll).link("/seal");
        let form = browser.get(&seal).form("/seal");
        let result = browser.done(&form);
        result.has("Has signat el recompte.");
        assert_eq!(result.body.contains("badge good\">Segellada"), sealed);
    }
    let contest = bernat.get(&poll).link("/contest");
    let form = bernat.get(&contest).form("/contest");
    assert_eq!(bernat.send(&form).status, 422);
    bernat.done(&form.with("reason", "Falta el vot de la Rosa.")).has("objecció");
}

#[test]
fn long_a_motion_and_a_budget_are_opened_with_what_they_need() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let form = anna.get(&format!("{}/polls/new", hall.root())).form("/polls/new");
    let motion = form.with("title-ca", "Una moció").with("rule", "majority");
    let motion = motion.with("needs", ">=2/3 of valid").with("quorum", ">=1/4 of roll");
    let shown = anna.done(&motion.with("do", "send"));
    shown.has("Abstenció");
    shown.has("2/3");
    let page = anna.get(&format!("{}/polls/new-budget", hall.root()));
    page.has("name=\"projects\"");
    let form = page.form("/polls/new-budget").with("title-ca", "Petites obres");
    let form = form.with("rule", "greedy").with("budget", "3.000").with("do", "preview");
    let wrong = anna.send(&form.clone().with("options-ca", "Bancs\r\nArbres = 1.000"));
    assert_eq!(wrong.status, 422);
    wrong.has("Falta el cost en aquesta línia: «Bancs»");
    let form = form.with("options-ca", "Bancs = 2.500,50\r\nArbres = 1.000");
    let look = anna.send(&form.clone());
    assert_eq!(look.status, 200, "{}", look.body);
    look.has("Bancs: 2500,50\u{a0}€");
    anna.done(&form.with("do", "send")).has("3000\u{a0}€");
}

#[test]
fn long_a_space_is_opened_from_a_template_and_goes_on_to_its_next_phase() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let form = anna.get(&format!("{}/spaces/new", hall.root())).form("/spaces/new");
    let untitled = anna.send(&form.clone().with("template", "idea-collection"));
    assert_eq!(untitled.status, 422);
    untitled.has("id=\"title-ca-problem\"");
    let form = form.with("template", "idea-collection").with("title-ca", "Festa major");
    let opened = anna.done(&form.with("summary-ca", "Què hi fem?"));
    opened.has("Festa major");
    opened.has("Què hi fem?");
    let phase = opened.link("/phase");
    let form = anna.get(&phase).form("/phase");
    assert!(!form.value("title-ca").is_empty(), "the next phase of the template is offered");
    let wrong = anna.send(&form.clone().with("ends", "demà"));
    assert_eq!(wrong.status, 422);
    wrong.has("value=\"demà\"");
    let next = form.value("title-ca").to_owned();
    anna.done(&form).has(&next);
    let edit = anna.get(&phase.replace("/phase", "/edit"));
    let form =
        edit.form("/edit").with("announcement", "Dissabte ens trobem.").with("do", "publish");
    anna.done(&form).has("Dissabte ens trobem.");
    assert_eq!(hall.neighbour("carla").get(&phase).status, 403);
}

#[test]
fn long_a_meeting_is_called_and_closed_with_its_minutes() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let space = anna.space_with(&hall.root(), "/meetings/new");
    let new = space.link("/meetings/new");
    let form = anna.get(&new).form("/meetings/new").with("language", "ca").with("do", "publish");
    let form = form.with("title", "Reunió de llum").with("body", "- pressupost");
    let wrong = anna.send(&form.clone().with("starts", "2027-02-30T10:00").with("point", "aquí"));
    assert_eq!(wrong.status, 422);
    wrong.has("id=\"starts-problem\"");
    wrong.has("id=\"point-problem\"");
    wrong.has("Hora local (Europe/Madrid).");
    for (typed, says) in [
        ("2027-03-28T02:30", "Aquesta hora no existeix"),
        ("2027-10-31T02:30", "Aquesta hora passa dues vegades"),
    ] {
        let wrong = anna.send(&form.clone().with("starts", typed));
        assert_eq!(wrong.status, 422);
        wrong.has(says);
        wrong.has(&format!("value=\"{typed}\""));
    }
    let form = form.with("starts", "2027-02-20T18:30").with("point", "41.3743, 2.1640");
    let meeting = anna.done(&form.with("url", "https://example.org/sala"));
    meeting.has("<time datetime=\"2027-02-20T17:30:00Z\">20 de febrer de 2027, 18.30 h</time>");
    meeting.has("href=\"geo:41.3743,2.164\"");
    let conclude = meeting.link("/conclude");
    let form = anna.get(&conclude).form("/conclude").with("do", "send");
    assert_eq!(anna.send(&form).status, 422);
    // Another tab, opened before it was closed.
    let other = anna.get(&conclude).form("/conclude").with("do", "send");
    let closed = anna.done(&form.with("text", "S'aprova el pressupost."));
    closed.has("S'aprova el pressupost.");
    closed.has("Aquí no es poden fer comentaris.");
    let late = anna.send(&other.with("text", "No s'aprova res."));
    assert_eq!(late.status, 422);
    late.has("Mentrestant algú ja l’ha tancat.");
    late.has("No s&#39;aprova res.");
    let reopen = closed.link("/reopen");
    let form = anna.get(&reopen).form("/reopen").with("do", "send");
    let other = anna.get(&reopen).form("/reopen").with("do", "send");
    anna.done(&form).has_not("Aquí no es poden fer comentaris.");
    assert_eq!(anna.send(&other.with("text", "Una altra vegada.")).status, 422);
}

#[test]
fn long_an_organiser_tells_how_far_a_result_has_come_and_everybody_reads_it() {
    let hall = Hall::sample();
    let (mut anna, mut carla) = (hall.neighbour("anna"), hall.neighbour("carla"));
    let list = carla.get(&format!("{}/results", hall.root()));
    list.has("45 % fet");
    list.has("Fet (100 %)");
    let furthest = carla.get(&format!("{}/results?sort=furthest", hall.root()));
    let place = |text: &str| furthest.body.find(text).unwrap();
    assert!(place("Fet (100 %)") < place("70 % fet") && place("70 % fet") < place("45 % fet"));
    carla.get(&format!("{}/proposals", hall.root())).has_not("sort-furthest");
    let found = carla.get(&format!("{}/results?q=tarima", hall.root()));
    let result = found.link("/results/");
    carla.get(&result).has("<progress id=\"progress\" max=\"100\" value=\"45\"></progress>");
    let form = anna.get(&format!("{result}/edit")).form("/edit").with("do", "publish");
    assert_eq!(form.value("progress"), "45");
    for typed in ["101", "mig", "-1", "45,5"] {
        let wrong = anna.send(&form.clone().with("progress", typed));
        assert_eq!(wrong.status, 422, "{typed}");
        wrong.has("id=\"progress-problem\"");
        wrong.has(&format!("value=\"{typed}\""));
    }
    anna.done(&form.with("progress", "60 %")).has("60 % fet");
    carla.get(&result).has("<progress id=\"progress\" max=\"100\" value=\"60\"></progress>");
    let versions = carla.get(&format!("{result}/versions"));
    versions.has("45 % fet</del>");
    versions.has("60 % fet</ins>");
    // What is said no longer is gone, bar and all.
    let form = anna.get(&format!("{result}/edit")).form("/edit").with("do", "publish");
    anna.done(&form.with("progress", "")).has_not("<progress");
    let proposal = anna.get(&format!("{}/proposals?q=font", hall.root())).link("/proposals/");
    carla.get(&proposal).has_not("<progress id=\"progress\"");
}

#[test]
fn long_a_coauthor_is_asked_and_answers() {
    let hall = Hall::sample();
    let (mut gemma, mut hamza) = (hall.neighbour("gemma"), hall.neighbour("hamza"));
    let list = gemma.get(&format!("{}/me", hall.root()));
    let mut hrefs = list.body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let authors = hrefs.find_map(|href| {
        let page = href.contains("/proposals/").then(|| gemma.get(href))?;
        page.body.contains("/authors\"").then(|| page.link("/authors"))
    });
    let authors = authors.expect("a proposal of one's own");
    let form = gemma.get(&authors).form("/authors").with("do", "send");
    let nobody = gemma.send(&form.clone().with("who", "Ningú Enlloc"));
    assert_eq!(nobody.status, 422);
    nobody.has("value=\"Ningú Enlloc\"");
    gemma.done(&form.with("who", "Hamza Raza")).has("La invitació està feta.");
    let proposal = authors.replace("/authors", "");
    let asked = hamza.get(&proposal);
    let joined = hamza.done(&asked.form("/authors").with("do", "accept"));
    joined.has("/edit\"");
    joined.has_not("T’hi conviden");
}

#[test]
fn long_a_file_is_attached_looked_at_and_taken_away() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let list = anna.get(&format!("{}/posts", hall.root()));
    let page = anna.get(&list.link("/posts/"));
    let attach = page.link("/attach");
    let form = anna.get(&attach).form("/attach");
    let without = anna.send_file(&form.clone().with("title", "L'acta"), None);
    assert_eq!(without.status, 422);
    without.has("id=\"file-problem\"");
    let lie = anna.send_file(&form.clone().with("title", "x"), Some(("a.png", b"<svg></svg>")));
    assert_eq!(lie.status, 422);
    lie.has("D’aquesta mena de fitxers no se’n poden adjuntar.");
    lie.has_not("cannot be attached");
    let sent = anna.send_file(&form.with("title", "L'acta"), Some(("acta è.txt", b"Hola\n")));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let shown = anna.follow(&sent);
    let file = hall.visitor().get(&shown.link("/files/"));
    assert_eq!(file.body, "Hola\n");
    assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
    assert!(file.headers["content-disposition"].starts_with("attachment; filename*=UTF-8''acta"));
    assert!(file.headers["content-security-policy"].starts_with("sandbox;"));
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    let form = shown.form("/detach");
    anna.done(&form).has_not("/files/");
}

#[test]
fn long_the_files_of_a_process_are_its_organisers_and_everybody_reads_them() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let page = anna.space_with(&hall.root(), "/attach");
    let attach = page.link("/attach");
    let place = attach.strip_suffix("/attach").unwrap();
    let form = anna.get(&attach).form("/attach").with("title", "Les bases");
    let sent = anna.send_file(&form, Some(("bases.txt", b"Hola\n")));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let shown = anna.follow(&sent);
    shown.has("Les bases");
    let read = hall.visitor().get(place);
    assert_eq!(hall.visitor().get(&read.link("/files/")).body, "Hola\n");
    read.has_not("/detach");
    let mut carla = hall.neighbour("carla");
    carla.get(place).has_not("/attach\"");
    assert_eq!(carla.get(&attach).status, 403);
    anna.done(&shown.form("/detach")).has_not("/files/");
}

#[test]
fn long_a_draft_is_kept_on_this_node_until_it_is_published() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let new = carla.space_with(&hall.root(), "/proposals/new").link("/proposals/new");
    let form = carla.get(&new).form("/proposals/new").with("language", "ca");
    let before = hall.node.digest();
    let form = form.with("title", "Un rocòdrom").with("body", "A mig fer").with("do", "keep");
    let own = carla.done(&form);
    own.has("Un rocòdrom");
    assert_eq!(hall.node.digest(), before, "a draft is nobody's entry");
    let form = carla.get(&own.link("draft=")).form("/proposals/new").with("language", "ca");
    assert_eq!(form.value("body"), "A mig fer");
    let published = carla.done(&form.with("body", "Ja està.").with("do", "publish"));
    published.has("Ja està.");
    carla.get(&format!("{}/me", hall.root())).has_not("draft=");
}

#[test]
fn long_a_comment_is_said_in_other_words_and_a_proposal_endorsed() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let list = carla.get(&format!("{}/proposals?q=font", hall.root()));
    let href = list.link("/proposals/");
    let form = carla.get(&href).form("/comments").with("text", "Que ragi d'hora.");
    let shown = carla.done(&form);
    let reword = shown.link("/reword?comment=");
    assert_eq!(hall.neighbour("hamza").get(&reword).status, 403);
    let form = carla.get(&reword).form(&reword);
    assert_eq!(form.value("text"), "Que ragi d'hora.");
    let empty = carla.send(&form.clone().with("text", " "));
    assert_eq!(empty.status, 422);
    empty.has("id=\"text-problem\"");
    let shown = carla.done(&form.with("text", "Que ragi de matinada."));
    shown.has("Que ragi de matinada.");
    shown.has_not("Que ragi d'hora.");
    if shown.body.contains("/endorse\"") {
        let form = shown.form("/endorse").with("value", "yes");
        carla.done(&form).has("Retira la meva adhesió");
    }
}
