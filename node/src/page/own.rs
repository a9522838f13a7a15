//! One's own page: profile, acts in one's name, passphrase, recovery sheet, sessions.

use std::sync::Arc;

use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::own::{self, Asked, Change, Draft, Typed};
use ateneu_page::sheet::{self, Paper};
use ateneu_page::words::Words;
use ateneu_page::{Deed, Visit};
use axum::extract::State;
use participation::{Content, Localized, Text};
use participation_keys::Sheet;
use participation_store::SledStore;
use zeroize::Zeroizing;

use super::acting::{Acting, Done, act, keep};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::door::{LEAST, opened};
use super::forms::Sent;
use super::looking::{aside, screen};
use super::sessions::Session;
use super::site::Site;
use super::waiting;
use crate::commands::seats::{self, PaperKey};
use crate::drafts::Drafts;

/// One's own page.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let (back, visit) = waiting::back(site, ask, visit, "");
        let typed = back.map(|sent| Typed {
            name: sent.get("name").trim().to_owned(),
            about: sent.text("about"),
            problems: Vec::new(),
        });
        let drafts = drafts(site, ask, community);
        let asked = Asked { page: ask.number("page"), drafts, typed };
        let html = own::show(community, &visit, asked)?;
        html.map(Answer::page).ok_or(Refused::Told(Told::LogIn))
    })
    .await
}

/// Somebody's drafts in a community. A file that cannot be read is not the page's to mend.
fn drafts(site: &Site, ask: &Ask, community: &Hall) -> Vec<Draft> {
    let login = ask.session.as_ref().map(|session| session.login().to_owned());
    let drafts = login.map(|login| Drafts::of(site.home(), &login)).transpose();
    let drafts = drafts.unwrap_or_else(|failure| {
        tracing::warn!(%failure, "drafts could not be read");
        None
    });
    let id = community.id().to_string();
    drafts.map_or_else(Vec::new, |drafts| {
        let own = drafts.iter().filter(|(_, draft)| draft.community == id);
        let one = |(id, draft): (&String, &crate::drafts::Draft)| Draft {
            id: id.clone(),
            space: draft.space.parse().ok(),
            title: draft.title().to_owned(),
        };
        own.map(one).collect()
    })
}

/// Tells of oneself.
pub(super) async fn introduce(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let name = acting.sent.get("name").trim().to_owned();
        let about = acting.sent.text("about");
        if name.is_empty() && about.is_empty() {
            let text = Words::of(acting.ask.tongue).say("own-no-name");
            return Err(again(acting, name, about, Problem { field: "name", text })?);
        }
        let told = match told(acting, &about) {
            Ok(told) => told,
            Err(error) => {
                let text = why(&error, acting.ask).unwrap_or_default();
                return Err(again(acting, name, about, Problem { field: "about", text })?);
            }
        };
        match acting.community.introduce(&mut acting.signer.pen(), &name, told) {
            Ok(entry) => Ok(Done::new(Deed::Introduced, entry, "/me")),
            Err(error) => match why(&error, acting.ask) {
                Some(text) => Err(again(acting, name, about, Problem { field: "name", text })?),
                None => Err(error.into()),
            },
        }
    })
    .await
}

/// What somebody tells of themselves: as it was in other languages, and this in that of the page.
fn told(acting: &Acting<'_>, about: &str) -> Result<Localized<2000>, participation::Error> {
    let slot = acting.visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
    let reading = acting.community.deliberation();
    let said = slot.and_then(|slot| reading.profile(&slot)).and_then(|entry| reading.said(&entry));
    let mut texts = match said.as_ref().and_then(participation::Said::content) {
        Some(Content::Profile(profile)) => {
            profile.about.iter().map(|(language, text)| (language, text.clone())).collect()
        }
        _ => Vec::new(),
    };
    if let Some(language) = acting.ask.tongue.language() {
        texts.retain(|(other, _)| *other != language);
        if !about.is_empty() {
            let text = Text::new(about)
                .map_err(|source| participation::Error::Text { what: "profile", source })?;
            texts.push((language, text));
        }
    }
    Ok(Localized::new(texts))
}

fn again(
    acting: &Acting<'_>,
    name: String,
    about: String,
    problem: Problem,
) -> Result<Refused, Refused> {
    let typed = Typed { name, about, problems: vec![problem] };
    let drafts = drafts(acting.site, acting.ask, &acting.community);
    let asked = Asked { page: 0, drafts, typed: Some(typed) };
    let html = own::show(&acting.community, &acting.visit, asked)?;
    let html = html.ok_or(Refused::Told(Told::LogIn))?;
    Ok(Refused::Form(Box::new(Answer::form(html))))
}

/// The form for another passphrase.
pub(super) async fn passphrase_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        if ask.session.is_none() {
            return Err(Refused::Told(Told::LogIn));
        }
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::page(own::passphrase(&visit, ask.hall(), &Change::default())?))
    })
    .await
}

/// Puts one's keys under another passphrase, and ends one's other sessions: each holds the keys as
/// they were.
pub(super) async fn passphrase(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let sharer = site.clone();
    let Ok(_turn) = sharer.passphrases.acquire().await else {
        return Answer::told(&site, &ask, Told::Broken);
    };
    keep(site, ask, sent, |site, ask, sent, session| {
        let words = Words::of(ask.tongue);
        let mut typed = Change::default();
        let next = Zeroizing::new(sent.get("new").to_owned());
        if next.chars().count() < LEAST {
            typed.problems.push(Problem { field: "new", text: words.say("join-short") });
        }
        if let Some(text) = wrong(site, ask, sent.get("old"), "rekey-wrong") {
            typed.problems.insert(0, Problem { field: "old", text });
        }
        if !typed.problems.is_empty() {
            let visit = ask.visit::<SledStore>(site, None)?;
            let html = own::passphrase(&visit, ask.hall(), &typed)?;
            return Err(Refused::Form(Box::new(Answer::form(html))));
        }
        session.keys().person().change_passphrase(Some(next))?;
        site.sessions.end_others(session);
        Ok(Done { deed: Deed::Rekeyed, entry: None, place: "/me".to_owned() })
    })
    .await
}

/// What is wrong with a passphrase of whoever is logged in, in words; nothing where it is theirs.
pub(super) fn wrong(site: &Site, ask: &Ask, passphrase: &str, key: &str) -> Option<String> {
    let words = Words::of(ask.tongue);
    let login = ask.session.as_ref().map_or("", |session| session.login());
    if passphrase.is_empty() {
        return Some(words.say("login-empty"));
    }
    if !site.limits.may_try(login) {
        return Some(words.say("login-too-many"));
    }
    let opened = opened(site, login, Zeroizing::new(passphrase.to_owned()));
    opened.is_none().then(|| words.say(key))
}

/// What the address asks to print.
fn paper(ask: &Ask) -> Paper {
    if ask.part(1) == "seat" { Paper::Seat } else { Paper::Sheet }
}

/// Asks for the passphrase before the recovery sheet is shown, or a seat is made.
pub(super) async fn sheet_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        if ask.session.is_none() {
            return Err(Refused::Told(Told::LogIn));
        }
        let visit = ask.visit::<SledStore>(site, None)?;
        let paper = paper(ask);
        Ok(Answer::page(sheet::ask(&visit, ask.hall(), paper, &sheet::Typed::default())?))
    })
    .await
}

/// Shows the recovery sheet, or a new seat, to whoever knows the passphrase.
pub(super) async fn sheet(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let sharer = site.clone();
    let Ok(_turn) = sharer.passphrases.acquire().await else {
        return Answer::told(&site, &ask, Told::Broken);
    };
    aside(site, ask, move |site, ask| {
        let Some(session) = ask.session.clone() else { return Err(Refused::Told(Told::LogIn)) };
        if !session.is_own(sent.get("token")) {
            return Err(Refused::Told(Told::Stale));
        }
        let visit = ask.visit::<SledStore>(site, None)?;
        if let Some(text) = wrong(site, ask, sent.get("passphrase"), "sheet-wrong") {
            let typed = sheet::Typed { problems: vec![Problem { field: "passphrase", text }] };
            return Ok(Answer::form(sheet::ask(&visit, ask.hall(), paper(ask), &typed)?));
        }
        if paper(ask) == Paper::Seat {
            return seat(site, ask, &session, &visit);
        }
        let mut keys = session.keys();
        let sheet = Sheet::of_seed(keys.person().seed());
        let (groups, code) = (sheet.groups(), sheet.qr_text());
        let groups: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
        Ok(Answer::Secret(sheet::show(&visit, ask.hall(), &groups, &code)?))
    })
    .await
}

/// A steward's seat for whoever is logged in, with a paper key that is shown now and kept nowhere.
fn seat(site: &Site, ask: &Ask, session: &Session, visit: &Visit) -> Result<Answer, Refused> {
    let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
    let Some(community) = site.home().all().open_if_held(&id)? else {
        return Err(Refused::Told(Told::NotHere));
    };
    let signer = session.keys().signer(&community)?;
    let drawn = PaperKey::draw(session.login())?;
    let seat = seats::write(&signer.persona().seat(drawn.secret()));
    let sheet = Sheet::of_recovery(drawn.secret());
    let (groups, code) = (sheet.groups(), sheet.qr_text());
    let groups: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
    Ok(Answer::Secret(sheet::seat(visit, ask.hall(), &seat, &groups, &code)?))
}

/// Ends all sessions of whoever is logged in, this one too.
pub(super) async fn everywhere(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let own = ask.session.as_ref().filter(|session| session.is_own(sent.get("token")));
    let Some(session) = own else { return Answer::told(&site, &ask, Told::Stale) };
    site.sessions.end_all(session.login(), site.now());
    super::door::gone(&ask)
}
