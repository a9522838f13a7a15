//! The desk of whoever keeps the census: who is who, admission, cards, and lists from a spreadsheet.

mod desk;
mod list;
mod matching;
mod person;
mod table;

use std::sync::Arc;

use ateneu_page::Visit;
use ateneu_page::barred::Doing;
use ateneu_page::census::{self as shown, Adding, Asked, Named, Names};
use ateneu_page::message::Told;
use axum::extract::State;
use participation::{DeviceNonce, MemberSecret};

pub(super) use desk::{add, add_form};
pub(super) use list::{carry, check, file, file_form};
pub(super) use person::{change, person};
pub(in crate::page) use table::Table;

use super::acting::Acting;
use super::answer::{Answer, Hall, Refused};
use super::ask::Ask;
use super::looking::{let_in, screen};
use super::site::Site;
use crate::exit::Failure;
use crate::register::{Register, RegisterError, Registered, readers};

/// Characters that the fields of the register take.
const MOST: Adding = Adding {
    name: matching::MAX_NAME,
    number: matching::MAX_NUMBER,
    contact: matching::MAX_CONTACT,
};

/// Makes a screen for those who may see it. Nothing of it is kept by a browser.
async fn desk(
    site: Arc<Site>,
    ask: Ask,
    doing: Doing,
    make: impl FnOnce(&Site, &Ask, &Hall, &Visit) -> Result<String, Refused> + Send + 'static,
) -> Answer {
    screen(site, ask, move |site, ask, community, visit| {
        let_in(ask, community, visit, doing)?;
        Ok(Answer::Secret(make(site, ask, community, visit)?))
    })
    .await
}

/// The census.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    desk(site, ask, Doing::Census, |site, ask, community, visit| {
        let asked = Asked {
            words: ask.value("q").to_owned(),
            state: ask.value("state").to_owned(),
            page: ask.number("page"),
        };
        Ok(shown::show(community, visit, &names(site, ask, community)?, &asked)?)
    })
    .await
}

/// The cards, to be printed.
pub(super) async fn cards(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    desk(site, ask, Doing::Register, |site, ask, community, visit| {
        let names = names(site, ask, community)?;
        let (origin, page) = (ask.origin(site), ask.number("page"));
        Ok(shown::cards(community, visit, &names, &origin, ask.value("one"), page)?)
    })
    .await
}

/// The register of a community on this node.
fn register(site: &Site, community: &Hall) -> Register {
    Register::of(&site.home().people(), &community.id())
}

/// The member key by which whoever is logged in opens the register.
fn reader(ask: &Ask, community: &Hall) -> Result<MemberSecret, Refused> {
    let Some(session) = &ask.session else { return Err(Refused::Told(Told::LogIn)) };
    let mut keys = session.keys();
    Ok(keys.person().persona(community, &DeviceNonce::from_bytes([0; 16])).member)
}

/// The names, as far as whoever is logged in may read them.
fn names(site: &Site, ask: &Ask, community: &Hall) -> Result<Names, Refused> {
    names_for(site, community, &reader(ask, community)?)
}

fn names_for(site: &Site, community: &Hall, reader: &MemberSecret) -> Result<Names, Refused> {
    match register(site, community).read(reader) {
        Ok(all) => Ok(Names::Open(all.iter().map(named).collect())),
        Err(RegisterError::Closed) => Ok(Names::Closed),
        Err(error) => Err(refused(error)),
    }
}

fn named(one: &Registered) -> Named {
    Named {
        id: one.id.clone(),
        name: one.name.clone(),
        number: one.number.clone(),
        contact: one.contact.clone(),
        card: one.card(),
        code: one.code.clone(),
        slot: one.slot(),
    }
}

/// Changes the register in the name of whoever acts.
fn write<T>(
    acting: &Acting<'_>,
    change: impl FnOnce(&mut Vec<Registered>) -> Result<T, RegisterError>,
) -> Result<T, RegisterError> {
    let member = &acting.signer.persona().member;
    let readers = readers(&acting.community, &member.public());
    register(acting.site, &acting.community).change(member, &readers, |all| {
        let view = acting.community.view();
        for one in all.iter_mut() {
            // A card that is spent says nothing any more that is worth keeping.
            if matches!(shown::stage(&view, &named(one)), shown::Stage::In(..)) {
                one.spend();
            }
        }
        change(all)
    })
}

fn refused(error: RegisterError) -> Refused {
    match error {
        RegisterError::Closed => Refused::Told(Told::NotHere),
        RegisterError::Full => Refused::Node(Failure::input("the register of names is full")),
        RegisterError::Node(failure) => Refused::Node(failure),
    }
}
