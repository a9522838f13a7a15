//! What is new, what somebody follows, and the feed.

use std::sync::Arc;

use ateneu_page::message::Told;
use ateneu_page::news::{self, Feed};
use ateneu_page::words::Words;
use ateneu_page::{Deed, Visit};
use axum::extract::State;
use participation::{Community, Cursor, EntryId, Error, News};
use participation_store::SledStore;

use super::acting::{Done, keep};
use super::answer::{Answer, Hall, Refused};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{document_at, screen, space_at};
use super::sessions::Session;
use super::shelf::Shelf;
use super::site::Site;
use crate::exit::Failure;

/// Items that are looked at for a page.
const ITEMS: usize = 300;

/// The last entries in which somebody looks who has never looked, and in which a feed does.
const LATEST: u64 = 600;

/// What came in since somebody read last.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(session) = &ask.session else { return Err(Refused::Told(Told::LogIn)) };
        let read = shelf(site, session)?.cursor(&community.id())?;
        let (found, first) = since(community, read)?;
        let html = news::show(community, visit, &found, first)?;
        html.map(Answer::page).ok_or(Refused::Told(Told::LogIn))
    })
    .await
}

fn shelf(site: &Site, session: &Session) -> Result<Shelf, Failure> {
    Shelf::of(&site.home().people(), session.login())
}

/// What came in since a cursor, and whether that is one's first look.
fn since(community: &Hall, read: Option<Cursor>) -> Result<(News, bool), Error> {
    if let Some(read) = read {
        match community.news(Some(&read), ITEMS) {
            Ok(news) => return Ok((news, false)),
            // The store was rebuilt meanwhile: what is new cannot be told.
            Err(Error::Cursor) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((latest(community)?, true))
}

fn latest(community: &Community<SledStore>) -> Result<News, Error> {
    let from = community.cursor_before(LATEST)?;
    community.news(Some(&from), usize::try_from(LATEST).unwrap_or(usize::MAX))
}

/// Remembers how far somebody has read.
pub(super) async fn read(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    keep(site, ask, sent, |site, ask, sent, session| {
        let id = ask.community.ok_or(Refused::Told(Told::NotHere))?;
        let cursor = sent.get("cursor").parse().map_err(|_| Refused::Told(Told::Stale))?;
        shelf(site, session)?.keep_cursor(&id, &cursor)?;
        Ok(Done { deed: Deed::Read, entry: None, place: "/news".to_owned() })
    })
    .await
}

/// Follows a document or a space, or follows it no more.
pub(super) async fn follow(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    keep(site, ask, sent, |site, ask, sent, session| {
        let id = ask.community.ok_or(Refused::Told(Told::NotHere))?;
        let yes = sent.get("value") != "no";
        let subject = {
            let community = site.home().all().open_if_held(&id)?;
            let community = community.ok_or(Refused::Told(Told::NotHere))?;
            let visit: Visit = ask.visit(site, Some(&*community))?;
            let belongs = visit.neighbour.is_some_and(|neighbour| neighbour.belongs());
            if community.is_private() && !belongs {
                return Err(Refused::Told(Told::NoMember));
            }
            followable(&community, ask).ok_or(Refused::Told(Told::NotHere))?
        };
        if !shelf(site, session)?.follow(&id, &subject, yes)? {
            let why = Words::of(ask.tongue).say("follow-too-many");
            return Err(Refused::Form(Box::new(Answer::refused(site, ask, &why))));
        }
        let deed = if yes { Deed::Followed } else { Deed::Unfollowed };
        let place = format!("/{}/{}", ask.part(0), ask.part(1));
        Ok(Done { deed, entry: None, place })
    })
    .await
}

/// The document or the space that an address names.
fn followable(community: &Hall, ask: &Ask) -> Option<EntryId> {
    match ask.part(0) {
        "spaces" => space_at(community, ask.part(1)),
        _ => document_at(community, ask),
    }
}

/// What is new, as Atom: for everybody, but of a private community.
pub(super) async fn feed(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, _| {
        let space = match ask.value("space") {
            "" => None,
            digits => Some(space_at(community, digits).ok_or(Refused::Told(Told::NotHere))?),
        };
        let asked = Feed { tongue: ask.tongue, origin: ask.origin(site), space };
        let text = news::feed(community, &asked, &latest(community)?)?;
        Ok(Answer::File("application/atom+xml; charset=utf-8", text))
    })
    .await
}
