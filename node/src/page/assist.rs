//! Assisted sessions: an officer sits with somebody who cannot do it alone.
//!
//! ```text
//!   officer's session ──▶ Assist{device, member, reason}  by the officer
//!                    └──▶ Certify{device, assisted}       by the person's key
//!   assisted session, at most 30 minutes ──▶ acts by that device ──▶ a receipt on paper
//!   officer's session again
//! ```

use std::sync::Arc;

use ateneu_page::Deed;
use ateneu_page::assist::{self as shown, Typed};
use ateneu_page::barred::Doing;
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use axum::extract::State;
use participation::MemberStatus;
use zeroize::Zeroizing;

use super::acting::{Acting, act_if_answer};
use super::answer::{Answer, Refused, why};
use super::ask::Ask;
use super::door::{cookie, opened};
use super::forms::Sent;
use super::looking::{aside, let_in, screen};
use super::sessions::Seat;
use super::site::Site;
use crate::people;

/// The form.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, ask, community, visit| {
        let_in(ask, community, visit, Doing::Assist)?;
        Ok(Answer::page(shown::form(community, visit, &Typed::default())?))
    })
    .await
}

/// Opens a session in the name of somebody who is there and types their passphrase.
pub(super) async fn begin(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let sharer = site.clone();
    let Ok(_turn) = sharer.passphrases.acquire().await else {
        return Answer::told(&site, &ask, Told::Broken);
    };
    act_if_answer(site, ask, sent, Some(Doing::Assist), |acting| {
        let mut typed = typed(acting.sent);
        typed.problems = missing(acting, &typed);
        if typed.problems.is_empty() {
            match open(acting, &typed) {
                Ok(answer) => return Ok(answer),
                Err(Trouble::Field(problem)) => typed.problems.push(problem),
                Err(Trouble::Refused(refused)) => return Err(refused),
            }
        }
        let html = shown::form(&acting.community, &acting.visit, &typed)?;
        Ok(Answer::form(html))
    })
    .await
}

fn typed(sent: &Sent) -> Typed {
    Typed {
        login: sent.get("login").trim().to_lowercase(),
        reason: sent.get("reason").to_owned(),
        consent: sent.get("consent") == "yes",
        problems: Vec::new(),
    }
}

fn missing(acting: &Acting<'_>, typed: &Typed) -> Vec<Problem> {
    let words = Words::of(acting.ask.tongue);
    let mut problems = Vec::new();
    let mut wrong = |field, key| problems.push(Problem { field, text: words.say(key) });
    if shown::reason_of(&typed.reason).is_none() {
        wrong("reason", "assist-no-reason");
    }
    if !typed.consent {
        wrong("consent", "assist-no-consent");
    }
    if typed.login.is_empty() {
        wrong("login", "login-empty");
    }
    if acting.sent.get("passphrase").is_empty() {
        wrong("passphrase", "login-empty");
    }
    problems
}

enum Trouble {
    Field(Problem),
    Refused(Refused),
}

impl<T: Into<Refused>> From<T> for Trouble {
    fn from(refused: T) -> Self {
        Self::Refused(refused.into())
    }
}

fn open(acting: &mut Acting<'_>, typed: &Typed) -> Result<Answer, Trouble> {
    let words = Words::of(acting.ask.tongue);
    let problem = |key| Trouble::Field(Problem { field: "login", text: words.say(key) });
    let (site, ask) = (acting.site, acting.ask);
    let (Some(key), Some(reason)) = (&ask.key, shown::reason_of(&typed.reason)) else {
        return Err(Refused::Told(Told::Stale).into());
    };
    let is_here = people::is_here(&site.home().people(), &typed.login);
    if is_here && !site.limits.may_try(&typed.login) {
        return Err(problem("login-too-many"));
    }
    let passphrase = Zeroizing::new(acting.sent.get("passphrase").to_owned());
    let person = opened(site, &typed.login, passphrase).ok_or_else(|| problem("login-wrong"))?;
    let member = person.member(&acting.community);
    if member == acting.signer.persona().member.public() {
        return Err(problem("assist-self"));
    }
    let view = acting.community.view();
    let active = |slot| view.slot_status(&slot).0 == MemberStatus::Active;
    if !view.slot_of(&member).is_some_and(active) {
        return Err(problem("assist-no-member"));
    }
    let by = acting.visit.neighbour.as_ref().map(|one| one.login.clone()).unwrap_or_default();
    let begun =
        site.sessions.begin(person, Seat::Assisted { by, after: key.clone() }, site.now())?;
    let Some(session) = site.sessions.find(&begun, site.now()) else {
        return Err(Refused::Told(Told::Stale).into());
    };
    let mut signer = session.keys().signer(&acting.community)?;
    let device = signer.persona().device.public();
    let pen = &mut acting.signer.pen();
    let assisted = acting.community.assist(pen, device, member, reason);
    let certified = match assisted {
        Ok(entry) => signer.certify(&mut acting.community).map(|()| entry).map_err(Trouble::from),
        Err(error) => Err(match why(&error, ask) {
            Some(text) => Trouble::Field(Problem { field: "login", text }),
            None => error.into(),
        }),
    };
    match certified {
        Ok(entry) => {
            let root = ateneu_page::path(ask.tongue, &acting.community.id());
            let place = format!("{root}?done={}&entry={entry}", Deed::Assisting.code());
            Ok(Answer::SeeWith(place, cookie(site, &begun)))
        }
        Err(trouble) => {
            site.sessions.end(&begun);
            Err(trouble)
        }
    }
}

/// Ends it: the officer's session goes on, at the receipt for the person.
pub(super) async fn end(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
        let (Some(session), Some(key)) = (&ask.session, &ask.key) else {
            return Err(Refused::Told(Told::LogIn));
        };
        let Seat::Assisted { after, .. } = session.seat() else {
            return Err(Refused::Told(Told::NotHere));
        };
        if !session.is_own(sent.get("token")) {
            return Err(Refused::Told(Told::Stale));
        }
        let Some(community) = site.home().all().open_if_held(&id)? else {
            return Err(Refused::Told(Told::NotHere));
        };
        let signer = session.keys().signer(&community)?;
        let device = signer.persona().device.public().to_string();
        let digits: String = device.chars().take(ateneu_page::ENTRY_DIGITS).collect();
        site.sessions.end(key);
        let root = ateneu_page::path(ask.tongue, &id);
        let place = format!("{root}/assist/{digits}?done={}", Deed::Assisted.code());
        Ok(Answer::SeeWith(place, cookie(site, after)))
    })
    .await
}

/// The receipt on paper.
pub(super) async fn paper(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(device) = shown::device_at(community, ask.part(1)) else {
            return Err(Refused::Told(Told::NotHere));
        };
        Ok(Answer::screen(site, ask, shown::paper(community, visit, &device, &ask.origin(site))))
    })
    .await
}
