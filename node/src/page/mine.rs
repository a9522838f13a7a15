//! One's own data: taking it away, taking it back, erasing it, and leaving the node.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::data::{self, Act, Typed};
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::{Deed, Visit, moderation};
use axum::extract::State;
use participation::{CommunityId, EntryId, Localized, SlotId};

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Hall, Refused};
use super::ask::Ask;
use super::door;
use super::forms::Sent;
use super::looking::{aside, let_in, screen};
use super::own::wrong;
use super::sessions::Session;
use super::site::Site;
use crate::exit::Failure;
use crate::people;
use crate::tokens::Kept;

/// Entries that one erasure names at most.
const MOST: usize = 128;

/// What the community holds of whoever is logged in.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, ask, community, visit| {
        let html = data::show(community, visit, ask.number("page"))?;
        html.map(Answer::page).ok_or(Refused::Told(Told::LogIn))
    })
    .await
}

/// The same as JSON: all of it.
pub(super) async fn json(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, _, community, visit| {
        let all = community.person_data(&member(visit)?)?;
        let text = serde_json::to_string_pretty(&all).map_err(Failure::system)?;
        Ok(Answer::Download("application/json", "ateneu.json", text))
    })
    .await
}

/// The acts as a table.
pub(super) async fn csv(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, ask, community, visit| {
        let table = data::csv(community, &member(visit)?, ask.tongue);
        Ok(Answer::Download("text/csv; charset=utf-8", "ateneu.csv", table))
    })
    .await
}

/// Who looks, as a member.
fn member(visit: &Visit) -> Result<SlotId, Refused> {
    let neighbour = visit.neighbour.as_ref().ok_or(Refused::Told(Told::LogIn))?;
    neighbour.slot.ok_or(Refused::Told(Told::NoMember))
}

/// Asks whether somebody means it.
pub(super) async fn confirm(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let act = meant(community, ask)?;
        match act {
            Act::Withdraw(id) | Act::Erase(id) => {
                let_in(ask, community, visit, Doing::TakeBack(id))?;
            }
            // Whoever has no place here can take their keys off the node all the same.
            Act::Leave if visit.neighbour.is_none() => return Err(Refused::Told(Told::LogIn)),
            Act::Leave => {}
        }
        Ok(Answer::screen(site, ask, data::confirm(community, visit, act, &Typed::default())))
    })
    .await
}

/// What the address says.
fn meant(community: &Hall, ask: &Ask) -> Result<Act, Refused> {
    let subject = moderation::subject_at(community, ask.part(2));
    match (ask.part(1), subject) {
        ("leave", _) => Ok(Act::Leave),
        ("withdraw", Some(id)) => Ok(Act::Withdraw(id)),
        ("erase", Some(id)) => Ok(Act::Erase(id)),
        _ => Err(Refused::Told(Told::NotHere)),
    }
}

/// Takes back, or erases, what one wrote.
pub(super) async fn carry_out(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| match meant(&acting.community, acting.ask)? {
        Act::Withdraw(id) => {
            let pen = &mut acting.signer.pen();
            let entry = acting.community.withdraw(pen, id, Localized::default())?;
            Ok(Done::new(Deed::Withdrew, entry, "/me/data"))
        }
        Act::Erase(id) => erase(acting, &id),
        Act::Leave => Err(Refused::Told(Told::NotHere)),
    })
    .await
}

fn erase(acting: &mut Acting<'_>, subject: &EntryId) -> Result<Done, Refused> {
    let device = acting.signer.persona().device.public();
    let own = acting.community.written_by(&device, subject);
    if own.is_empty() {
        return Err(Refused::Told(Told::Authors));
    }
    let mut last = None;
    for some in own.chunks(MOST) {
        last = Some(acting.community.erase_content(&mut acting.signer.pen(), some)?);
    }
    Ok(Done { deed: Deed::Erased, entry: last, place: "/me/data".to_owned() })
}

/// Ends the devices that signed for somebody here: what they wrote stands, and whoever finds a copy
/// of a key later writes nothing with it.
fn end_devices(site: &Site, session: &Session, id: &CommunityId) -> Result<(), Refused> {
    let Some(mut community) = site.home().all().open_if_held(id)? else { return Ok(()) };
    let tokens = site.tokens().of_person(session.login())?;
    let of_tokens = tokens.iter().filter(|kept| kept.is_for(id)).filter_map(Kept::device);
    // The community before the keys, as everywhere.
    let mut keys = session.keys();
    let devices: Vec<_> = of_tokens.chain(keys.device(&community)).collect();
    if devices.iter().all(|device| community.view().certificate(device).is_none()) {
        return Ok(());
    }
    let mut signer = keys.signer(&community)?;
    people::end_devices(&mut community, &mut signer, devices)?;
    Ok(())
}

/// Takes somebody's keys off this node.
pub(super) async fn leave(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let sharer = site.clone();
    let Ok(_turn) = sharer.passphrases.acquire().await else {
        return Answer::told(&site, &ask, Told::Broken);
    };
    aside(site, ask, move |site, ask| {
        let Some(session) = ask.session.clone() else { return Err(Refused::Told(Told::LogIn)) };
        if !session.is_own(sent.get("token")) {
            return Err(Refused::Told(Told::Stale));
        }
        let mut typed = Typed { sheet: sent.get("sheet") == "yes", problems: Vec::new() };
        if let Some(text) = wrong(site, ask, sent.get("passphrase"), "leave-wrong") {
            typed.problems.push(Problem { field: "passphrase", text });
        }
        if !typed.sheet {
            let text = Words::of(ask.tongue).say("leave-no-sheet");
            typed.problems.push(Problem { field: "sheet", text });
        }
        if typed.problems.is_empty() {
            for id in site.home().all().ids()? {
                // Whoever wants to go is not held back by what fails.
                if let Err(refused) = end_devices(site, &session, &id) {
                    tracing::warn!(?refused, community = %id, "a device was not ended");
                }
            }
            // Nobody writes the keys again once no session holds them.
            site.sessions.end_all(session.login(), site.now());
            site.sessions.waiting().forget(session.login());
            let _keys = session.keys();
            people::forget(&site.home().people(), session.login())?;
            return Ok(door::gone(ask));
        }
        let id = ask.community.ok_or(Refused::Told(Told::NotHere))?;
        let community = site.home().all().open_if_held(&id)?;
        let community = community.ok_or(Refused::Told(Told::NotHere))?;
        let visit = ask.visit(site, Some(&*community))?;
        let html = data::confirm(&community, &visit, Act::Leave, &typed)?;
        html.map(Answer::form).ok_or(Refused::Told(Told::LogIn))
    })
    .await
}
