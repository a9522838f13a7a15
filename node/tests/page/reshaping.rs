//! One proposal made of several, and one of a part of another.

use crate::browser::{Browser, Page};
use crate::{Hall, PASSPHRASE};

/// The pages of the proposals of one space, and the address at which they are merged.
fn proposals(hall: &Hall, browser: &mut Browser) -> (String, Vec<String>) {
    let list = browser.get(&format!("{}/proposals", hall.root()));
    let spaces = list.body.split("<option value=\"").skip(2);
    let mut spaces = spaces.map(|rest| rest.split('"').next().unwrap().to_owned());
    spaces
        .find_map(|space| {
            let list = browser.get(&format!("{}/proposals?space={space}", hall.root()));
            let rows = list.body.split("<li class=\"row\">").skip(1);
            let hrefs = rows.map(|row| row.split("href=\"").nth(1).unwrap());
            let hrefs: Vec<String> =
                hrefs.map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
            (hrefs.len() > 2).then(|| (list.link("/merge"), hrefs))
        })
        .expect("a space with three proposals")
}

fn digits(href: &str) -> &str {
    href.rsplit('/').next().unwrap()
}

fn title(page: &Page) -> String {
    let title = page.body.split("<h1 id=\"title\"").nth(1).unwrap();
    title.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[test]
fn long_several_proposals_become_one_that_leads_to_them_and_they_to_it() {
    let hall = Hall::sample();
    let (mut anna, mut carla) = (hall.neighbour("anna"), hall.neighbour("carla"));
    let (merge, hrefs) = proposals(&hall, &mut anna);
    let (one, two) = (&hrefs[0], &hrefs[1]);
    let titles = [one, two].map(|href| title(&anna.get(href)));
    // It is organisers who do it.
    carla.get(one).has_not("/merge?");
    assert_eq!(carla.get(&merge).status, 403);
    let begun = anna.get(one).link("/merge?from=");
    anna.get(&begun).has(&format!("value=\"{}\" checked", digits(one)));
    let lacking = anna.get(&format!("{begun}&do=write"));
    assert_eq!(lacking.status, 422);
    lacking.has("Tria almenys dues propostes.");
    lacking.has("checked");
    // What was chosen stays chosen where something else is looked for.
    let elsewhere = anna.get(&format!("{begun}&from={}&q=zzzz", digits(two)));
    elsewhere.has("Triades");
    assert_eq!(elsewhere.body.matches(" checked").count(), 2);
    let written = anna.get(&format!("{begun}&from={}&q=zzzz&do=write", digits(two)));
    let form = written.form("do=write").with("do", "send");
    for title in &titles {
        assert!(form.value("body").contains(&format!("**{title}**")), "{}", form.value("body"));
    }
    let form = form.with("language", "ca").with("title", "Tot d'un cop");
    let before = hall.node.digest();
    let wrong = anna.send(&form.clone().with("body", "").with("point", "aquí"));
    assert_eq!(wrong.status, 422);
    wrong.has("id=\"body-problem\"");
    wrong.has("id=\"point-problem\"");
    wrong.has("value=\"Tot d&#39;un cop\"");
    let alone = anna.send(&form.clone().without("from").and("from", digits(one)));
    assert_eq!(alone.status, 422);
    alone.has("id=\"from-problem\"");
    alone.has(&format!("name=\"from\" value=\"{}\"", digits(two)));
    let look = anna.send(&form.clone().with("body", "Fem-ho **junts**.").with("do", "preview"));
    assert_eq!(look.status, 200);
    look.has("<strong>junts</strong>");
    assert_eq!(hall.node.digest(), before);
    // Somebody who is no organiser is refused, whatever they send.
    let token = carla.get(&format!("{}/me", hall.root())).form("/me").value("token").to_owned();
    let theirs = form.clone().with("token", &token).with("nonce", "x");
    assert_eq!(carla.send(&theirs).status, 403);
    assert_eq!(hall.node.digest(), before);
    let form = look.form("do=write").with("do", "send").with("language", "ca");
    let merged = anna.done(&form);
    merged.has("Pren el lloc de");
    let href = merged.link("/split").replace("/split", "");
    for old in [one, two] {
        merged.has(&format!("href=\"{old}\""));
        let old = hall.visitor().get(old);
        old.has("L’organització ha fusionat aquesta proposta amb altres.");
        old.has(&format!("href=\"{href}\""));
    }
    hall.visitor().get(&hrefs[2]).has_not("ha fusionat");
    // Lists say so of them, and what is considered is considered once.
    let list = |state: &str| {
        let space = digits(merge.strip_suffix("/merge").unwrap());
        let list = format!("{}/proposals?space={space}&state={state}", hall.root());
        hall.visitor().get(&list)
    };
    let rows = list("merged");
    assert_eq!(rows.body.matches("<li class=\"row\">").count(), 2);
    assert_eq!(rows.body.matches("<strong class=\"badge muted\">Fusionada</strong>").count(), 2);
    for old in [one, two] {
        rows.has(&format!("href=\"{old}\""));
        list("").has(&format!("href=\"{old}\""));
        list("evaluating").has_not(&format!("href=\"{old}\""));
    }
    list("").has(&format!("href=\"{href}\""));
    rows.has_not(&format!("href=\"{href}\""));
    assert_eq!(anna.send(&form).status, 303, "sent twice, it is published once");
    let list = anna.get(&format!("{}/proposals?q=cop", hall.root()));
    assert_eq!(list.body.matches("Tot d&#39;un <mark>cop</mark>").count().max(1), 1);
}

#[test]
fn long_a_part_of_a_proposal_goes_on_in_another_process() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let (_, hrefs) = proposals(&hall, &mut anna);
    let whole = anna.get(&hrefs[0]);
    let form = anna.get(&whole.link("/split")).form("/split").with("do", "send");
    assert!(!form.value("title").is_empty() && !form.value("body").is_empty());
    assert_eq!(hall.neighbour("carla").get(&whole.link("/split")).status, 403);
    let spaces = anna.get(&format!("{}/proposals", hall.root()));
    let spaces = spaces.body.split("<option value=\"").skip(2);
    let spaces: Vec<&str> = spaces.map(|rest| rest.split('"').next().unwrap()).collect();
    let own = whole.link("/spaces/");
    let other = spaces.iter().find(|space| space.len() == 16 && digits(&own) != **space).unwrap();
    let form = form.with("title", "Només els bancs").with("space", other);
    let untold = anna.send(&form.clone().with("language", "de"));
    assert_eq!(untold.status, 422);
    untold.has("id=\"language-problem\"");
    untold.has("value=\"Només els bancs\"");
    let again = anna.done(&form.with("language", "ca"));
    again.has("L’organització ha fet propostes amb parts d’aquesta:");
    let list = hall.visitor().get(&format!("{}/proposals?state=split", hall.root()));
    list.has(&format!("href=\"{}\"", hrefs[0]));
    assert_eq!(list.body.matches("badge muted\">Dividida<").count(), 1);
    let part = again.body.split("parts d’aquesta:").nth(1).unwrap();
    let part = part.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let part = hall.visitor().get(part);
    part.has("És una part de");
    part.has(&format!("href=\"{}\"", hrefs[0]));
    part.has(&format!("/spaces/{other}"));
    assert_eq!(title(&part), "Només els bancs");
}

#[test]
fn long_a_proposal_is_copied_into_another_process_and_the_two_lead_to_each_other() {
    let hall = Hall::sample();
    let (mut anna, mut carla) = (hall.neighbour("anna"), hall.neighbour("carla"));
    let (_, hrefs) = proposals(&hall, &mut anna);
    let whole = anna.get(&hrefs[0]);
    carla.get(&hrefs[0]).has_not("/copy\"");
    assert_eq!(carla.get(&whole.link("/copy")).status, 403);
    let page = anna.get(&whole.link("/copy"));
    let form = page.form("/copy").with("language", "ca").with("do", "send");
    assert!(!form.value("title").is_empty() && !form.value("body").is_empty());
    // Where it is already is no place for a copy: it is not offered, and refused.
    let own = whole.link("/spaces/");
    let own = digits(&own);
    page.has_not(&format!("<option value=\"{own}\""));
    let before = hall.node.digest();
    let same = anna.send(&form.clone().with("space", own));
    assert_eq!(same.status, 422);
    same.has("Tria un procés o una assemblea on encara no sigui.");
    assert_eq!(hall.node.digest(), before);
    let other = page.body.split("id=\"space\"").nth(1).unwrap();
    let other = other.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap();
    let copy = anna.done(&form.with("space", other));
    copy.has("La còpia ja està publicada.");
    copy.has("És una còpia de");
    copy.has(&format!("href=\"{}\"", hrefs[0]));
    copy.has(&format!("/spaces/{other}"));
    let original = hall.visitor().get(&hrefs[0]);
    original.has("Se n’ha fet una còpia");
    original.has_not("Dividida");
    assert_eq!(title(&original), title(&copy));
}

#[test]
fn long_a_member_cannot_claim_that_what_they_write_takes_the_place_of_another() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let list = gemma.get(&format!("{}/me", hall.root()));
    let own = list.link("/proposals/");
    let (_, hrefs) = proposals(&hall, &mut hall.neighbour("anna"));
    let victim = hrefs.iter().find(|href| **href != own).unwrap();
    let args = ["proposal", "link", digits(&own), digits(victim), "--relation", "merged-from"];
    let mut link = hall.node.command(&args);
    let linked = link.args(["--as", "gemma"]).env("ATENEU_PASSPHRASE", PASSPHRASE).output();
    let linked = linked.unwrap();
    assert!(linked.status.success(), "{}", String::from_utf8_lossy(&linked.stderr));
    let shown = hall.visitor().get(&own);
    shown.has(&format!("href=\"{victim}\""));
    shown.has_not("Pren el lloc de");
    let shown = hall.visitor().get(victim);
    shown.has_not("ha fusionat");
    shown.has_not(&own);
    let list = hall.visitor().get(&format!("{}/proposals?state=merged", hall.root()));
    list.has_not(&format!("href=\"{victim}\""));
}
