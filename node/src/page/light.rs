//! Light mode, for old telephones, slow lines and tired eyes: larger text in one column, and no
//! pictures. A cookie of the browser says so, and nobody has to log in for it.

use std::sync::Arc;

use axum::extract::State;

use super::answer::Answer;
use super::ask::{Ask, LIGHT};
use super::forms::Sent;
use super::kiosk::back;
use super::site::Site;

/// A year in seconds.
const YEAR: u32 = 31_536_000;

/// Turns it on or off for this browser, and leads back to where it was asked for.
pub(super) async fn switch(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let (value, age) = if sent.get("on") == "yes" { ("yes", YEAR) } else { ("", 0) };
    let secure = site.secure();
    let cookie = format!("{LIGHT}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    let then = format!("/{}{}", ask.tongue.code(), sent.get("then"));
    Answer::SeeWith(back(&ask, &then), cookie)
}
