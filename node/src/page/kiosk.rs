//! A computer that neighbours share, in the hall or the library: each logs in with a device key of
//! that session alone, and is forgotten 90 seconds after they last did something. Where no script
//! counts, a node sees nothing of what somebody types: where they write, it waits for five minutes.
//!
//! ```text
//!   0 s ─────────────── 60 s ──────────────────────── 90 s
//!   somebody does       the page counts down;         session and keys are gone,
//!   something           without a script it asks      and the page leads to the first one
//! ```

use std::sync::Arc;

use ateneu_page::message::Told;
use ateneu_page::{Deed, Tongue, kiosk as shown};
use axum::extract::State;
use axum::http::StatusCode;
use participation_store::SledStore;

use super::answer::{Answer, Refused};
use super::ask::{Ask, SHARED};
use super::door::no_cookie;
use super::forms::Sent;
use super::looking::{aside, screen};
use super::sessions::Seat;
use super::site::Site;

/// The first page of a shared computer. Whoever was there before is forgotten when it is shown for
/// that, and what the browser kept of this site with them.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    let shared = |ask: &Ask| ask.session.as_ref().is_some_and(|one| *one.seat() == Seat::Shared);
    let over = matches!(ask.value("done"), "away" | "left");
    if over && let (Some(key), true) = (&ask.key, shared(&ask)) {
        site.sessions.end(key);
    }
    if over && ask.kiosk().is_some() {
        let ask = ask.logged_out();
        return aside(site, ask, |site, ask| {
            let visit = ask.visit::<SledStore>(site, None)?;
            let html = shown::show(&visit, ask.hall())?;
            Ok(Answer::Wiped(html, no_cookie()))
        })
        .await;
    }
    screen(site, ask, |_, ask, _, visit| Ok(Answer::page(shown::show(visit, ask.hall())?))).await
}

/// Makes this browser a shared one, or an ordinary one again; whoever does it is logged out.
pub(super) async fn switch(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
        let (Some(session), Some(key)) = (&ask.session, &ask.key) else {
            return Err(Refused::Told(Told::LogIn));
        };
        if !session.is_own(sent.get("token")) {
            return Err(Refused::Told(Told::Stale));
        }
        let Some(community) = site.home().all().open_if_held(&id)? else {
            return Err(Refused::Told(Told::NotHere));
        };
        let neighbour = session.neighbour(Some(&*community))?;
        if neighbour.offices == ateneu_page::Offices::default() {
            return Err(Refused::Told(Told::NotHere));
        }
        site.sessions.end(key);
        let root = ateneu_page::path(ask.tongue, &id);
        let on = ask.kiosk().is_none();
        let digits = root.rsplit('/').next().unwrap_or_default();
        let (value, age, deed) =
            if on { (digits, YEARS, Deed::Shared) } else { ("", "0", Deed::Unshared) };
        let cookie = format!("{SHARED}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax");
        let place = format!("{root}/kiosk?done={}", deed.code());
        Ok(Answer::SeeWithAll(place, vec![cookie, no_cookie()]))
    })
    .await
}

/// Ten years in seconds: as long as the computer stands there.
const YEARS: &str = "315360000";

/// Asks whether somebody is here still, where no script counts.
pub(super) async fn ask(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::Secret(shown::still(&visit, ask.hall(), &back(ask, ask.value("then")))?))
    })
    .await
}

/// They are here: back to where they were.
pub(super) async fn here(ask: Ask, sent: Sent) -> Answer {
    Answer::See(back(&ask, sent.get("then")))
}

/// The same from a script, which stays where it is.
pub(super) async fn ping(ask: Ask) -> Answer {
    Answer::Only(match ask.session {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::GONE,
    })
}

/// A page of this site, and of no other.
pub(super) fn back(ask: &Ask, then: &str) -> String {
    let code = then.strip_prefix('/').and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let plain = then.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if Tongue::of(code).is_some() && plain {
        then.to_owned()
    } else {
        ask.kiosk().unwrap_or_else(|| format!("/{}", ask.tongue.code()))
    }
}
