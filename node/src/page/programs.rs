//! Tokens on one's own page: made once, shown once, and revoked.

use std::sync::Arc;

use ateneu_page::Deed;
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::tokens::{self, Offer, Token, Typed};
use ateneu_page::words::Words;
use axum::extract::State;

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Hall, Refused};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::screen;
use super::site::Site;
use crate::tokens::{DAYS, Kept, LABEL, MOST, Plan, Scope};

/// One's tokens, and the form for another.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(session) = &ask.session else { return Err(Refused::Told(Told::LogIn)) };
        let typed = Typed { scopes: vec!["read".to_owned()], ..Typed::default() };
        Ok(Answer::page(shown(site, session.login(), community, visit, typed)?))
    })
    .await
}

/// Makes a token, and shows it this once.
pub(super) async fn make(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let login = login(acting)?;
        let (typed, scopes, days) = typed(acting);
        let own = acting.site.tokens().of_person(&login)?;
        if !typed.problems.is_empty() || own.len() >= MOST {
            let html = shown(acting.site, &login, &acting.community, &acting.visit, typed)?;
            return Err(Refused::Form(Box::new(Answer::form(html))));
        }
        let persona = acting.signer.persona();
        let plan = Plan {
            login: &login,
            label: &typed.label,
            scopes,
            days,
            community: acting.community.id(),
            member: persona.member.public(),
        };
        let now = acting.site.now();
        let member = &persona.member;
        let drawn = acting.site.tokens().make(&mut acting.community, member, plan, now)?;
        let html = tokens::made(&acting.community, &acting.visit, &drawn.text)?;
        Err(Refused::Form(Box::new(Answer::Secret(html))))
    })
    .await
}

/// Revokes a token: its half of the key is gone, and its device writes no more.
pub(super) async fn revoke(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let login = login(acting)?;
        let mut own = acting.site.tokens().of_person(&login)?.into_iter();
        let named =
            |kept: &Kept| kept.id == acting.ask.part(2) && kept.is_for(&acting.community.id());
        let kept = own.find(named).ok_or(Refused::Told(Told::NotHere))?;
        // First what lets it act, so that nothing it does meanwhile comes after its end.
        acting.site.tokens().revoke(&kept.id)?;
        let device = kept.device().ok_or(Refused::Told(Told::NotHere))?;
        let (mut pen, member) = acting.signer.parts();
        let entry = acting.community.retire(&mut pen, member, device)?;
        Ok(Done::new(Deed::Revoked, entry, "/me/tokens"))
    })
    .await
}

fn login(acting: &Acting<'_>) -> Result<String, Refused> {
    let neighbour = acting.visit.neighbour.as_ref();
    neighbour.map(|neighbour| neighbour.login.clone()).ok_or(Refused::Told(Told::LogIn))
}

/// What was typed, with what is wrong with it.
fn typed(acting: &Acting<'_>) -> (Typed, Vec<Scope>, u16) {
    let words = Words::of(acting.ask.tongue);
    let chosen = |scope: &Scope| {
        acting.sent.fields().any(|(name, value)| name == "scope" && value == scope.name())
    };
    let scopes: Vec<Scope> = Scope::ALL.into_iter().filter(chosen).collect();
    let days = DAYS.into_iter().find(|days| acting.sent.get("days") == days.to_string());
    let [usual, ..] = DAYS;
    let days = days.unwrap_or(usual);
    let mut typed = Typed {
        label: acting.sent.get("label").trim().to_owned(),
        scopes: scopes.iter().map(|scope| scope.name().to_owned()).collect(),
        days: days.to_string(),
        problems: Vec::new(),
    };
    let mut wrong = |field, key| typed.problems.push(Problem { field, text: words.say(key) });
    match typed.label.len() {
        0 => wrong("label", "token-no-label"),
        1..=LABEL => {}
        _ => wrong("label", "token-long-label"),
    }
    if scopes.is_empty() {
        wrong("scope", "token-no-scope");
    }
    (typed, scopes, days)
}

fn shown(
    site: &Site,
    login: &str,
    community: &Hall,
    visit: &ateneu_page::Visit,
    typed: Typed,
) -> Result<String, Refused> {
    let kept = site.tokens().of_person(login)?.into_iter();
    let here = kept.filter(|kept| kept.is_for(&community.id()));
    let token = |kept: Kept| Token {
        scopes: kept.scopes.iter().map(|scope| scope.name()).collect(),
        made: kept.made(),
        expires: kept.expires(),
        id: kept.id,
        label: kept.label,
    };
    let all: Vec<Token> = here.map(token).collect();
    let scopes = Scope::ALL.map(Scope::name);
    let offer = Offer { scopes: &scopes, days: &DAYS, label: LABEL, most: MOST };
    Ok(tokens::show(community, visit, &all, offer, typed)?)
}
