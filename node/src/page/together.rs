//! Writing together: asking others to be authors, and answering.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::message::Told;
use ateneu_page::{Deed, Filled, authors};
use axum::extract::State;
use participation::EntryId;

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{document_at, let_in, screen};
use super::office::above;
use super::site::Site;
use super::waiting;

/// The form that asks somebody to be an author.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let id = document_at(community, ask).ok_or(Refused::Told(Told::NotHere))?;
        let_in(ask, community, visit, Doing::Invite(id))?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let html = authors::form(community, &visit, &id, &filled.unwrap_or_default());
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Asks somebody, or says yes or no to having been asked.
pub(super) async fn send(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let id = document_at(&acting.community, acting.ask);
        let id = id.ok_or(Refused::Told(Told::NotHere))?;
        match acting.sent.get("do") {
            "accept" => reply(acting, &id, true),
            "decline" => reply(acting, &id, false),
            _ => invite(acting, &id),
        }
    })
    .await
}

fn reply(acting: &mut Acting<'_>, id: &EntryId, accepts: bool) -> Result<Done, Refused> {
    let slot = acting.visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
    let slot = slot.ok_or(Refused::Told(Told::NoMember))?;
    let invitation = authors::invitation(&acting.community.deliberation(), id, &slot);
    let invitation = invitation.ok_or(Refused::Told(Told::NotHere))?;
    let entry = acting.community.reply(&mut acting.signer.pen(), invitation, accepts)?;
    let deed = if accepts { Deed::Coauthored } else { Deed::Declined };
    Ok(Done::new(deed, entry, above(acting.ask)))
}

fn invite(acting: &mut Acting<'_>, id: &EntryId) -> Result<Done, Refused> {
    let mut filled = Filled::read(acting.sent.fields());
    let shown = |acting: &Acting<'_>, filled: &Filled| {
        let html = authors::form(&acting.community, &acting.visit, id, filled);
        acting.again(html, filled)
    };
    let slot = authors::named(&acting.community, id, &mut filled, acting.ask.tongue);
    let Some(slot) = slot else { return Err(shown(acting, &filled)) };
    match acting.community.invite_author(&mut acting.signer.pen(), *id, slot) {
        Ok(entry) => Ok(Done::new(Deed::Invited, entry, above(acting.ask))),
        Err(error) => {
            let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
            filled.wrong("who", text);
            Err(shown(acting, &filled))
        }
    }
}
