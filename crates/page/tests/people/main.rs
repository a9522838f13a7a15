//! One's own page, order, and what is new: whose words are shown to whom.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod kinds;
mod village;

use std::collections::BTreeSet;

use ateneu_page::news::{self, Feed};
use ateneu_page::{
    Tongue, about, checking, data, document, home, list, log, moderation, own, sheet,
};
use participation::{Change, DocumentKind, EntryId, Localized, SUPPORTED_RULES};

use village::{BODY, CA, COMMENT, TITLE, Village, Who};

const CATALAN: Tongue = Tongue::Catalan;

fn digits(id: &EntryId) -> String {
    id.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect()
}

/// The entries whose receipts a page links to.
fn receipts(html: &str) -> BTreeSet<String> {
    html.split("/receipts/").skip(1).map(|rest| rest[..16].to_owned()).collect()
}

fn feed(village: &Village, tongue: Tongue) -> String {
    let asked = Feed { tongue, origin: "http://node.example".to_owned(), space: None };
    let news = village.community.news(None, 1000).unwrap();
    news::feed(&village.community, &asked, &news).unwrap()
}

/// Every screen that somebody, or nobody, can ask for.
fn screens(village: &Village, who: Option<Who>, tongue: Tongue) -> Vec<String> {
    let (community, visit) = (&village.community, &village.visit(who, tongue));
    let everything = community.news(None, 1000).unwrap();
    let mut all = vec![
        home::home(community, visit).unwrap(),
        list::documents(community, visit, DocumentKind::Proposal, &list::Asked::default(), None)
            .unwrap(),
        moderation::show(community, visit, &moderation::Asked::default()).unwrap(),
        log::show(community, visit, &community.official_log(None).unwrap(), &log::Asked::default())
            .unwrap(),
        checking::form(community, visit, "zz", &checking::find(community, "zz")).unwrap(),
        feed(village, tongue),
    ];
    let asked = document::Asked::default();
    all.extend(document::show(community, visit, &village.proposal, asked).unwrap());
    all.extend(ateneu_page::spaces::one(community, visit, &village.space).unwrap());
    all.extend(own::show(community, visit, own::Asked::default()).unwrap());
    all.extend(data::show(community, visit, 0).unwrap());
    all.extend(news::show(community, visit, &everything, true).unwrap());
    let topics = [about::Topic::Page, about::Topic::Privacy, about::Topic::Accessibility];
    all.extend(topics.map(|topic| about::show(visit, None, topic).unwrap()));
    for paper in [sheet::Paper::Sheet, sheet::Paper::Seat] {
        all.push(sheet::ask(visit, None, paper, &sheet::Typed::default()).unwrap());
    }
    all.push(sheet::seat(visit, None, "did:key:z1+did:key:z2", &["ABCD"], "ABCD").unwrap());
    all.push(own::passphrase(visit, None, &own::Change::default()).unwrap());
    all
}

#[test]
fn every_act_in_my_name_is_listed_and_nobody_elses() {
    let mut village = Village::new();
    village.comment(Who::Berta, "Gràcies.");
    for (who, persona) in [(Who::Berta, &village.berta), (Who::Carla, &village.carla)] {
        let view = village.community.view();
        let mine: BTreeSet<String> = view
            .chains()
            .heads()
            .filter(|(chain, _)| chain.device == persona.device.public())
            .flat_map(|(chain, _)| view.chains().entries(&chain).collect::<Vec<_>>())
            .map(|id| digits(&id))
            .collect();
        assert!(mine.len() >= 2);
        let visit = village.visit(Some(who), CATALAN);
        let html = own::show(&village.community, &visit, own::Asked::default()).unwrap().unwrap();
        assert_eq!(receipts(&html), mine, "{who:?}");
    }
}

#[test]
fn an_act_that_does_not_count_says_why() {
    let mut village = Village::new();
    let theirs = village.comment(Who::Berta, "Gràcies.");
    let withdrawal = village.act(Who::Berta, |community, pen, _| {
        community.withdraw(pen, theirs, Localized::default()).unwrap()
    });
    let act = village.community.act(&withdrawal).unwrap().unwrap();
    assert!(!own_page(&village, Who::Carla).contains("No compta"));
    // Carla takes back what is not hers, past the question whether she may.
    village.act(Who::Carla, |community, pen, _| community.write_all(pen, &[act]).unwrap());
    assert!(own_page(&village, Who::Carla).contains("No compta: "));
    assert!(!own_page(&village, Who::Berta).contains("No compta"));
}

fn own_page(village: &Village, who: Who) -> String {
    let visit = village.visit(Some(who), CATALAN);
    own::show(&village.community, &visit, own::Asked::default()).unwrap().unwrap()
}

#[test]
fn words_that_were_hidden_are_shown_nowhere() {
    let mut village = Village::new();
    village.hide(village.comment);
    for who in [None, Some(Who::Anna), Some(Who::Berta)] {
        for html in screens(&village, who, CATALAN) {
            assert!(!html.contains(COMMENT), "{who:?}: {html}");
        }
    }
    // The reason is public, and who gave it.
    let visit = village.visit(None, CATALAN);
    let html = moderation::show(&village.community, &visit, &moderation::Asked::default()).unwrap();
    assert!(html.contains("Massa dolç.") && html.contains("Ocult"), "{html}");

    village.hide(village.proposal);
    for who in [None, Some(Who::Anna), Some(Who::Carla)] {
        for html in screens(&village, who, CATALAN) {
            assert!(!html.contains("torre") && !html.contains(BODY), "{who:?}: {html}");
        }
    }
}

#[test]
fn words_that_were_erased_are_shown_nowhere_to_anybody() {
    let mut village = Village::new();
    for (who, subject) in [(Who::Carla, village.comment), (Who::Berta, village.proposal)] {
        village.act(who, |community, pen, persona| {
            let own = community.written_by(&persona.device.public(), &subject);
            community.erase_content(pen, &own).unwrap()
        });
    }
    for who in [None, Some(Who::Anna), Some(Who::Berta), Some(Who::Carla)] {
        for html in screens(&village, who, CATALAN) {
            let told = html.contains(COMMENT) || html.contains("torre") || html.contains(BODY);
            assert!(!told, "{who:?}: {html}");
        }
    }
    let table = data::csv(&village.community, &village.slot(Who::Carla), CATALAN);
    assert!(!table.contains(COMMENT) && table.contains("Contingut esborrat"), "{table}");
}

#[test]
fn an_author_appeals_and_a_moderator_is_asked_to_answer() {
    let mut village = Village::new();
    let label = village.hide(village.comment);
    let shown = |village: &Village, who| {
        let visit = village.visit(Some(who), CATALAN);
        moderation::show(&village.community, &visit, &moderation::Asked::default()).unwrap()
    };
    assert!(shown(&village, Who::Carla).contains("/moderation/appeal/"));
    assert!(!shown(&village, Who::Berta).contains("/moderation/appeal/"));
    let appeal = village.act(Who::Carla, |community, pen, _| {
        community.appeal(pen, label, CA(), "La nata no fa mal.").unwrap()
    });
    assert!(shown(&village, Who::Berta).contains("La nata no fa mal."));
    assert!(!shown(&village, Who::Berta).contains("/moderation/decide/"));
    assert!(!shown(&village, Who::Carla).contains("/moderation/appeal/"), "it waits already");
    assert!(
        shown(&village, Who::Anna).contains(&format!("/moderation/decide/{}", digits(&appeal)))
    );
    let found = moderation::appeal_at(&village.community, &digits(&appeal));
    assert_eq!(found, Some((appeal, village.comment)));
    assert_eq!(moderation::appeal_at(&village.community, &digits(&label)), None);
}

#[test]
fn only_moderators_and_the_author_read_in_a_form_what_was_hidden() {
    let mut village = Village::new();
    village.hide(village.comment);
    let form = |who, doing| {
        let visit = village.visit(Some(who), CATALAN);
        let (of, typed) = (&village.comment, moderation::Typed::default());
        moderation::form(&village.community, &visit, doing, of, of, &typed).unwrap()
    };
    assert!(form(Who::Anna, moderation::Doing::Label).unwrap().contains(COMMENT));
    assert!(form(Who::Carla, moderation::Doing::Appeal).unwrap().contains(COMMENT));
    assert_eq!(form(Who::Berta, moderation::Doing::Appeal), None);
    assert_eq!(form(Who::Berta, moderation::Doing::Label), None);
    assert_eq!(form(Who::Berta, moderation::Doing::Report), None, "there is nothing to report");
}

#[test]
fn the_feed_is_atom_and_escapes_what_neighbours_wrote() {
    let village = Village::new();
    for tongue in Tongue::ALL {
        let text = feed(&village, tongue);
        assert!(!text.contains("<b>"), "{text}");
        let feed = atom_syndication::Feed::read_from(text.as_bytes()).unwrap();
        assert_eq!(feed.title.value, "Veïns del Poblenou");
        let titles: Vec<&str> = feed.entries.iter().map(|entry| &*entry.title.value).collect();
        assert!(titles.iter().any(|title| title.contains(TITLE)), "{titles:?}");
        let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| &*entry.id).collect();
        assert_eq!(ids.len(), feed.entries.len());
        assert!(feed.entries.iter().all(|entry| !entry.authors.is_empty()));
        assert!(feed.entries.iter().all(|entry| entry.links[0].href().starts_with("http://")));
    }
}

#[test]
fn a_feed_of_a_space_tells_of_that_space_only() {
    let village = Village::new();
    let news = village.community.news(None, 1000).unwrap();
    let of = |space| {
        let asked = Feed { tongue: CATALAN, origin: String::new(), space: Some(space) };
        news::feed(&village.community, &asked, &news).unwrap()
    };
    assert!(of(village.space).contains("xocolata"));
    assert!(!of(village.proposal).contains("<entry>") || !of(village.comment).contains("<entry>"));
}

#[test]
fn news_begin_with_what_one_wrote_or_follows() {
    let mut village = Village::new();
    let reply = village.comment(Who::Anna, "I si plou?");
    let news = village.community.news(None, 1000).unwrap();
    let page = |visit: &ateneu_page::Visit| {
        let html = news::show(&village.community, visit, &news, false).unwrap().unwrap();
        let (own, others) = html.split_once("id=\"others\"").unwrap();
        (own.to_owned(), others.to_owned())
    };
    let at = format!("#c{}", digits(&reply));
    let (own, others) = page(&village.visit(Some(Who::Berta), CATALAN));
    assert!(own.contains(&at) && !others.contains(&at), "Berta wrote the proposal");
    let mut carla = village.visit(Some(Who::Carla), CATALAN);
    let (own, others) = page(&carla);
    assert!(!own.contains(&at) && others.contains(&at));
    carla.neighbour.as_mut().unwrap().follows.insert(village.space);
    assert!(page(&carla).0.contains(&at), "Carla follows the process");
}

#[test]
fn every_screen_is_whole_in_every_language() {
    let mut village = Village::new();
    village.hide(village.comment);
    for tongue in Tongue::ALL {
        for who in [None, Some(Who::Anna), Some(Who::Carla)] {
            for html in screens(&village, who, tongue) {
                if html.starts_with("<?xml") {
                    continue;
                }
                assert!(html.contains(&format!("<html lang=\"{}\">", tongue.code())));
                assert_eq!(html.matches("<h1").count(), 1, "{html}");
                assert!(!html.contains(">[") && !html.contains("\"["), "{html}");
                assert!(!html.contains("<b>torre"), "{html}");
            }
        }
    }
}

#[test]
fn a_code_finds_one_entry_or_says_that_there_is_none() {
    let village = Village::new();
    let code = participation::receipt_code(&village.comment);
    assert_eq!(
        checking::find(&village.community, &format!(" {code} ")),
        checking::Found::One(village.comment)
    );
    assert_eq!(checking::find(&village.community, " "), checking::Found::Nothing);
    assert_eq!(checking::find(&village.community, "xyz"), checking::Found::Others(Vec::new()));
}

#[test]
fn the_sheet_shows_its_groups_and_nothing_else_that_is_secret() {
    let village = Village::new();
    let visit = village.visit(Some(Who::Carla), CATALAN);
    let groups = ["ABCDEF", "123456"];
    let html = sheet::show(&visit, None, &groups, "PARTICIPATION1:ABCDEF123456").unwrap();
    assert!(groups.iter().all(|group| html.contains(group)) && html.contains("<svg"));
    assert!(!html.contains("PARTICIPATION1"), "the code is drawn, not written");
}

#[test]
fn only_what_is_mine_is_offered_for_erasure() {
    let village = Village::new();
    let ask = |who| {
        let visit = village.visit(Some(who), CATALAN);
        let (act, typed) = (data::Act::Erase(village.comment), data::Typed::default());
        data::confirm(&village.community, &visit, act, &typed).unwrap()
    };
    assert!(ask(Who::Carla).unwrap().contains(COMMENT));
    assert_eq!(ask(Who::Berta), None);
    assert_eq!(ask(Who::Anna), None);
}

/// The forms of a screen that are sent for more than to ask for a page, by their addresses.
fn forms(html: &str) -> BTreeSet<String> {
    let heads = html.split("<form ").skip(1).filter_map(|form| form.split('>').next());
    let acts = heads.filter(|head| head.contains("method=\"post\""));
    let address = |head: &str| head.split("action=\"").nth(1)?.split('"').next().map(str::to_owned);
    acts.filter_map(address).collect()
}

#[test]
fn under_newer_rules_no_form_is_shown_but_those_that_stay_on_the_node() {
    let mut village = Village::new();
    let stays =
        ["/logout", "/light", "/follow", "/news", "/sessions", "/passphrase", "/seat", "/sheet"];
    let acts = |village: &Village, who| -> BTreeSet<String> {
        let forms = screens(village, who, CATALAN).iter().flat_map(|html| forms(html)).collect();
        let acts = |forms: BTreeSet<String>| {
            forms.into_iter().filter(|form| !stays.iter().any(|end| form.ends_with(end))).collect()
        };
        acts(forms)
    };
    assert!(acts(&village, Some(Who::Carla)).len() > 3);
    village.act(Who::Anna, |community, pen, _| {
        let newer = vec![Change::Rules(SUPPORTED_RULES + 1)];
        community.propose_and_sign(pen, newer, "Ja és hora.").unwrap()
    });
    for who in [None, Some(Who::Anna), Some(Who::Berta), Some(Who::Carla)] {
        assert_eq!(acts(&village, who), BTreeSet::new(), "{who:?}");
        for html in screens(&village, who, CATALAN) {
            for way in ["/new\"", "/edit\"", "/amend\"", "/moderation/report", "/me/withdraw"] {
                assert!(!html.contains(way), "{who:?} is led to {way} in {html}");
            }
        }
    }
    // What is followed stays on the node, and what was written stays to be read.
    let pages = screens(&village, Some(Who::Carla), CATALAN);
    assert!(pages.iter().any(|html| forms(html).iter().any(|form| form.ends_with("/follow"))));
    assert!(pages.iter().any(|html| html.contains(COMMENT)));
}
