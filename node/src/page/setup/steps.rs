//! The steps, one form each. Whoever has not come that far is led back to where they are.

use std::sync::Arc;

use ateneu_page::Tongue;
use ateneu_page::entrance::Problem;
use ateneu_page::plain;
use ateneu_page::setup::{self, Association, Beginning, Opening, Step, You};
use ateneu_page::words::Words;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use participation_store::SledStore;
use zeroize::Zeroizing;

use super::{Draft, Entry, making};
use crate::home::keeping;
use crate::page::answer::{Answer, Refused};
use crate::page::ask::{Ask, SETUP};
use crate::page::forms::Sent;
use crate::page::looking::aside;
use crate::page::site::Site;
use crate::page::{door, keeper};
use crate::template;

/// Characters of the association's name at most.
const NAME: usize = 100;

/// The link as it was printed: it has no language yet.
pub(in crate::page) async fn link(Path(link): Path<String>, ask: Ask) -> Answer {
    let plain = link.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let link = if plain { link } else { String::new() };
    Answer::See(format!("/{}/setup?link={link}", ask.tongue.code()))
}

/// What will be asked, for whoever has the link.
pub(in crate::page) async fn welcome(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        if site.setup.draft(ask.setup.as_ref(), site.now()).is_some() {
            return Ok(at(ask, Step::You));
        }
        let visit = ask.visit::<SledStore>(site, None)?;
        let link = ask.value("link");
        if site.setup.knows(link, site.now()) {
            return Ok(Answer::page(setup::welcome(&visit, link)?));
        }
        if !site.setup.shuts() {
            return Ok(Answer::See(format!("/{}", ask.tongue.code())));
        }
        Ok(Answer::of(setup::waiting(&visit, !link.is_empty()), StatusCode::FORBIDDEN))
    })
    .await
}

/// Takes the link, once.
pub(in crate::page) async fn begin(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| match site.setup.begin(sent.get("link"), site.now())? {
        Entry::Begun(key) => {
            let place = format!("/{}/setup/{}", ask.tongue.code(), Step::You.code());
            let secure = site.secure();
            let key = key.text();
            let cookie = format!("{SETUP}={key}; Path=/; HttpOnly; SameSite=Strict{secure}");
            Ok(Answer::SeeWith(place, cookie))
        }
        Entry::Refused => {
            let visit = ask.visit::<SledStore>(site, None)?;
            Ok(Answer::of(setup::waiting(&visit, true), StatusCode::FORBIDDEN))
        }
    })
    .await
}

/// One of the forms, with what was typed before.
pub(in crate::page) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let Some(step) = Step::at(ask.part(1)) else { return Ok(back(ask)) };
        if step == Step::Papers {
            return papers(site, ask, false);
        }
        let Some(draft) = site.setup.draft(ask.setup.as_ref(), site.now()) else {
            return Ok(back(ask));
        };
        match draft.missing() {
            Some(missing) if missing < step => Ok(at(ask, missing)),
            _ => show(site, ask, step, &draft).map(Answer::page),
        }
    })
    .await
}

/// Takes what a form says, and leads on.
pub(in crate::page) async fn send(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(step) = Step::at(ask.part(1)) else { return Ok(back(ask)) };
        if step == Step::Papers {
            return kept(site, ask, &sent);
        }
        let Some(mut draft) = site.setup.draft(ask.setup.as_ref(), site.now()) else {
            return Ok(back(ask));
        };
        if let Some(missing) = draft.missing().filter(|missing| *missing < step) {
            return Ok(at(ask, missing));
        }
        let sound = take(site, ask, &sent, step, &mut draft);
        if !sound {
            return show(site, ask, step, &draft).map(Answer::form);
        }
        site.setup.keep(draft.clone());
        match draft.missing() {
            Some(missing) => Ok(at(ask, step.next().min(missing))),
            None if step < Step::Opening => Ok(at(ask, step.next())),
            None => making::found(site, ask, &draft),
        }
    })
    .await
}

/// Puts what was typed into the draft; gives whether nothing of it is wrong.
fn take(site: &Site, ask: &Ask, sent: &Sent, step: Step, draft: &mut Draft) -> bool {
    let words = Words::of(ask.tongue);
    match step {
        Step::You => {
            let passphrase = Zeroizing::new(sent.get("passphrase").to_owned());
            let you = you(site, sent, &passphrase, words);
            draft.passphrase = passphrase;
            draft.you.insert(you).problems.is_empty()
        }
        Step::Association => draft.association.insert(association(sent, words)).problems.is_empty(),
        Step::Beginning => draft.beginning.insert(beginning(sent, words)).problems.is_empty(),
        Step::Opening | Step::Papers => {
            draft.opening.insert(opening(sent, words)).problems.is_empty()
        }
    }
}

fn you(site: &Site, sent: &Sent, passphrase: &str, words: Words) -> You {
    let mut you = You {
        login: sent.get("login").trim().to_lowercase(),
        name: plain::line(sent.get("name")),
        problems: Vec::new(),
    };
    let mut wrong = |field, key| you.problems.push(Problem { field, text: words.say(key) });
    if !door::is_login(&you.login) {
        wrong("login", "join-bad-login");
    } else if door::is_taken(site, &you.login, passphrase) {
        wrong("login", "join-taken");
    }
    if passphrase.chars().count() < door::LEAST {
        wrong("passphrase", "join-short");
    } else if passphrase != sent.get("again") {
        wrong("again", "setup-differs");
    }
    if you.name.len() > NAME {
        wrong("name", "setup-long");
    }
    you
}

fn association(sent: &Sent, words: Words) -> Association {
    let languages = sent.fields().filter(|(field, _)| *field == "language");
    let languages = languages.filter_map(|(_, code)| Tongue::of(code)).collect();
    let mut typed = Association {
        name: plain::line(sent.get("name")),
        languages,
        private: sent.get("read") == "members",
        problems: Vec::new(),
    };
    let mut wrong = |field, key| typed.problems.push(Problem { field, text: words.say(key) });
    if typed.name.is_empty() {
        wrong("name", "setup-no-name");
    } else if typed.name.len() > NAME {
        wrong("name", "setup-long");
    }
    if typed.languages.is_empty() {
        wrong("language", "setup-no-language");
    }
    typed
}

fn beginning(sent: &Sent, words: Words) -> Beginning {
    let template = sent.get("template").to_owned();
    let known = template == Beginning::NOTHING || template::named(&template).is_ok();
    let wrong = || Problem { field: "template", text: words.say("setup-no-template") };
    let problems = if known { Vec::new() } else { vec![wrong()] };
    Beginning { template, problems }
}

/// How people open the page, as it was typed.
pub(in crate::page) fn opening(sent: &Sent, words: Words) -> Opening {
    let mut typed = Opening {
        how: sent.get("how").to_owned(),
        name: sent.get("name").trim().to_owned(),
        url: sent.get("url").trim().to_owned(),
        problems: Vec::new(),
    };
    let mut wrong = |field, key| typed.problems.push(Problem { field, text: words.say(key) });
    match typed.how.as_str() {
        "here" => {}
        "hall" if keeping::hall_name(&typed.name).is_none() => wrong("name", "opening-bad-name"),
        "hall" => {}
        "proxy" if keeping::public_url(&typed.url).is_none() => wrong("url", "opening-bad-url"),
        "proxy" => {}
        _ => wrong("how", "opening-none"),
    }
    typed
}

/// The form of a step.
fn show(site: &Site, ask: &Ask, step: Step, draft: &Draft) -> Result<String, Refused> {
    let visit = ask.visit::<SledStore>(site, None)?;
    let html = match step {
        Step::You => setup::you(&visit, &draft.you.clone().unwrap_or_default()),
        Step::Association => {
            let usual = Association { languages: vec![ask.tongue], ..Association::default() };
            setup::association(&visit, &draft.association.clone().unwrap_or(usual))
        }
        Step::Beginning => {
            let about = |template: template::Template| {
                let about = template.about.get(ask.tongue.code()).cloned().unwrap_or_default();
                (template.name, about)
            };
            let choices: Vec<(String, String)> = template::all()?.into_iter().map(about).collect();
            setup::beginning(&visit, &draft.beginning.clone().unwrap_or_default(), &choices)
        }
        Step::Opening | Step::Papers => {
            let usual = Opening { name: keeper::USUAL.to_owned(), ..Opening::default() };
            let typed = draft.opening.clone().unwrap_or(usual);
            setup::opening(&visit, &typed, &keeper::in_digits(site))
        }
    };
    Ok(html?)
}

/// What is to be printed.
fn papers(site: &Site, ask: &Ask, unkept: bool) -> Result<Answer, Refused> {
    let shown = site.setup.with_papers(ask.setup.as_ref(), site.now(), |papers| {
        let hall = site.halls.names()?.into_iter().find(|(id, _)| *id == papers.community);
        let hall = hall.map(|(id, name)| (ateneu_page::path(ask.tongue, &id), name));
        let visit = ask.visit::<SledStore>(site, None)?;
        let of = |sheet: &participation_keys::Sheet| setup::Paper {
            groups: sheet.groups().iter().map(|group| (**group).clone()).collect(),
            code: (*sheet.qr_text()).clone(),
        };
        let (seed, paper) = (of(&papers.seed), of(&papers.paper));
        Ok::<_, Refused>(setup::papers(&visit, hall, &seed, &paper, unkept)?)
    });
    match shown {
        Some(html) => Ok(Answer::Secret(html?)),
        None => Ok(back(ask)),
    }
}

/// Somebody says that they have printed the papers: nothing shows them again.
fn kept(site: &Site, ask: &Ask, sent: &Sent) -> Result<Answer, Refused> {
    if sent.get("kept") != "yes" {
        return papers(site, ask, true);
    }
    if site.setup.with_papers(ask.setup.as_ref(), site.now(), |_| ()).is_none() {
        return Ok(back(ask));
    }
    site.setup.close();
    let place = format!("/{}/keeper?done={}", ask.tongue.code(), ateneu_page::Deed::Founded.code());
    Ok(Answer::SeeWith(place, format!("{SETUP}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict")))
}

fn at(ask: &Ask, step: Step) -> Answer {
    Answer::See(format!("/{}/setup/{}", ask.tongue.code(), step.code()))
}

/// Where the setup begins, for whoever has no part in it.
fn back(ask: &Ask) -> Answer {
    Answer::See(format!("/{}/setup", ask.tongue.code()))
}

impl Draft {
    /// The first step that has not been taken well.
    fn missing(&self) -> Option<Step> {
        let sound = |problems: Option<&Vec<Problem>>| problems.is_some_and(Vec::is_empty);
        [
            (Step::You, sound(self.you.as_ref().map(|you| &you.problems))),
            (Step::Association, sound(self.association.as_ref().map(|typed| &typed.problems))),
            (Step::Beginning, sound(self.beginning.as_ref().map(|typed| &typed.problems))),
            (Step::Opening, sound(self.opening.as_ref().map(|typed| &typed.problems))),
        ]
        .into_iter()
        .find_map(|(step, sound)| (!sound).then_some(step))
    }
}
