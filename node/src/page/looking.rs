//! Screens that only look.

use std::sync::Arc;

use ateneu_page::barred::{self, Doing};
use ateneu_page::document::{self};
use ateneu_page::entrance::{self, LogIn};
use ateneu_page::list::{self, Asked};
use ateneu_page::message::Told;
use ateneu_page::{Visit, assets, find, home, receipt, search, spaces, versions};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use participation::{CommunityId, EntryId};
use participation_store::SledStore;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::answer::{Answer, Hall, Refused};
use super::ask::Ask;
use super::halls::Part;
use super::site::Site;
use super::{talking, waiting};

/// Runs something on a thread that may wait.
pub(super) async fn aside(
    site: Arc<Site>,
    ask: Ask,
    run: impl FnOnce(&Site, &Ask) -> Result<Answer, Refused> + Send + 'static,
) -> Answer {
    let done = tokio::task::spawn_blocking(move || match run(&site, &ask) {
        Ok(answer) => answer,
        Err(refused) => refused.answer(&site, &ask),
    });
    done.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a page panicked");
        Answer::Only(StatusCode::INTERNAL_SERVER_ERROR)
    })
}

/// Makes a screen of the community that is asked for.
pub(super) async fn screen(
    site: Arc<Site>,
    ask: Ask,
    make: impl FnOnce(&Site, &Ask, &Hall, &Visit) -> Result<Answer, Refused> + Send + 'static,
) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
        let Some(community) = site.home().all().open_if_held(&id)? else {
            return Err(Refused::Told(Told::NotHere));
        };
        let visit = ask.visit(site, Some(&*community))?;
        if community.is_private() {
            let Some(neighbour) = &visit.neighbour else { return log_in_first(site, ask) };
            if !neighbour.belongs() {
                return Err(Refused::Told(Told::NoMember));
            }
        }
        make(site, ask, &community, &visit)
    })
    .await
}

/// Lets somebody come to a form who can send it; others are told what they lack.
pub(super) fn let_in(
    ask: &Ask,
    community: &Hall,
    visit: &Visit,
    doing: Doing,
) -> Result<(), Refused> {
    match barred::by(community, visit, doing) {
        None => Ok(()),
        Some(Told::LogIn) => {
            let code = ask.tongue.code();
            let then = utf8_percent_encode(ask.place(), NON_ALPHANUMERIC);
            let place = format!("/{code}/login?then=%2F{code}{then}");
            Err(Refused::Form(Box::new(Answer::See(place))))
        }
        Some(told) => Err(Refused::Told(told)),
    }
}

/// The form for logging in, in the place of a page that not everybody may see.
fn log_in_first(site: &Site, ask: &Ask) -> Result<Answer, Refused> {
    let then = format!("/{}{}", ask.tongue.code(), ask.place());
    let visit = ask.visit::<SledStore>(site, None)?;
    let html = entrance::log_in(&visit, None, &LogIn { then, ..LogIn::default() });
    Ok(Answer::of(html, StatusCode::UNAUTHORIZED))
}

/// The first page: in the language that the browser prefers.
pub(super) async fn begin(ask: Ask) -> Answer {
    Answer::See(format!("/{}", ask.tongue.code()))
}

/// The communities of this node, or the only one.
pub(super) async fn communities(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let all = site.halls.names()?;
        if let [(only, _)] = all.as_slice() {
            return Ok(Answer::See(ateneu_page::path(ask.tongue, only)));
        }
        let visit = ask.visit::<SledStore>(site, None)?;
        let mut named = Vec::new();
        for (id, name) in all {
            let name = may_know_name(site, ask, &id)?.then_some(name);
            named.push((id, name));
        }
        Ok(Answer::page(home::communities(&visit, &named)?))
    })
    .await
}

/// That a node holds a private community cannot be hidden, for its members log in there; what it is
/// called is theirs.
fn may_know_name(site: &Site, ask: &Ask, id: &CommunityId) -> Result<bool, Refused> {
    let Some(community) = site.home().all().open_if_held(id)? else { return Ok(false) };
    if !community.is_private() {
        return Ok(true);
    }
    let visit = ask.visit(site, Some(&*community))?;
    Ok(visit.neighbour.is_some_and(|neighbour| neighbour.belongs()))
}

/// What goes on in a community.
pub(super) async fn hall(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, _, community, visit| Ok(Answer::page(home::home(community, visit)?)))
        .await
}

/// Processes and assemblies.
pub(super) async fn all_spaces(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, _, community, visit| Ok(Answer::page(spaces::all(community, visit)?)))
        .await
}

/// One of them.
pub(super) async fn space(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(id) = space_at(community, ask.part(1)) else {
            return Err(Refused::Told(Told::NotHere));
        };
        Ok(Answer::screen(site, ask, spaces::one(community, visit, &id)))
    })
    .await
}

/// A list of documents of a kind.
pub(super) async fn documents(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    if !ask.value("q").trim().is_empty() {
        site.follow(ask.community, Part::Words).await;
    }
    screen(site, ask, |site, ask, community, visit| {
        let Some(kind) = list::kind_at(ask.part(0)) else {
            return Err(Refused::Told(Told::NotHere));
        };
        let asked = Asked {
            space: space_at(community, ask.value("space")),
            sort: ask.value("sort").to_owned(),
            state: ask.value("state").to_owned(),
            words: ask.value("q").to_owned(),
            page: ask.number("page"),
            // The same lot for everybody for an hour, so that pages of a list go together.
            seed: visit.now.millis() / (60 * 60 * 1000),
        };
        if asked.words.trim().is_empty() {
            return Ok(Answer::page(list::documents(community, visit, kind, &asked, None)?));
        }
        let finder = site.halls.finder(community)?;
        let finder = finder.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(Answer::page(list::documents(community, visit, kind, &asked, Some(&finder))?))
    })
    .await
}

/// One document.
pub(super) async fn one(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(id) = document_at(community, ask) else {
            return Err(Refused::Told(Told::NotHere));
        };
        let mut asked = document::Asked { page: ask.number("page"), ..document::Asked::default() };
        let (said, visit) = waiting::back(site, ask, visit, "/comments");
        let (decided, visit) = waiting::back(site, ask, &visit, "/decide");
        asked.typed = said.map(|sent| talking::typed(&sent, String::new()));
        asked.decision = decided.map(|sent| {
            let reason = sent.text("reason");
            document::Decision { reason, ..document::Decision::default() }
        });
        Ok(Answer::screen(site, ask, document::show(community, &visit, &id, asked)))
    })
    .await
}

/// What a document said before.
pub(super) async fn versions(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(id) = document_at(community, ask) else {
            return Err(Refused::Told(Told::NotHere));
        };
        let asked =
            versions::Asked { from: ask.value("from").to_owned(), to: ask.value("to").to_owned() };
        Ok(Answer::screen(site, ask, versions::show(community, visit, &id, &asked)))
    })
    .await
}

/// Words in everything that neighbours wrote.
pub(super) async fn search(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    site.follow(ask.community, Part::Words).await;
    screen(site, ask, |site, ask, community, visit| {
        let finder = site.halls.finder(community)?;
        let finder = finder.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let words = ask.value("q");
        Ok(Answer::page(search::show(community, visit, words, ask.number("page"), &finder)?))
    })
    .await
}

/// The receipt of an entry.
pub(super) async fn receipt(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(id) = find(ask.part(1), community.view().chains().ids()) else {
            return Err(Refused::Told(Told::NotHere));
        };
        let address = ask.address(site);
        let reports = |poll: &_| site.halls.report(community, poll);
        Ok(Answer::screen(site, ask, receipt::show(community, visit, &id, &address, &reports)))
    })
    .await
}

/// A style sheet, a script, a drawing.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let Some(asset) = assets::at(&format!("/static/{name}")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media()));
    let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, for_ever);
    (headers, asset.bytes()).into_response()
}

/// A form was sent to this address, and is looked for again: the page that it stands on.
pub(super) async fn above(ask: Ask) -> Answer {
    let above = ask.path().rsplit_once('/').map_or("", |(above, _)| above);
    Answer::See(format!("/{}{above}", ask.tongue.code()))
}

/// There is nothing at this address.
pub(super) async fn nothing(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |_, _| Err(Refused::Told(Told::NotHere))).await
}

/// The space whose id begins with these digits.
pub(super) fn space_at(community: &Hall, digits: &str) -> Option<EntryId> {
    find(digits, community.deliberation().spaces().map(|space| space.id))
}

/// The document or the space that an address names.
pub(super) fn subject_at(community: &Hall, ask: &Ask) -> Option<EntryId> {
    match ask.part(0) {
        "spaces" => space_at(community, ask.part(1)),
        _ => document_at(community, ask),
    }
}

/// The document that an address names, if it is of the kind that the address says.
pub(super) fn document_at(community: &Hall, ask: &Ask) -> Option<EntryId> {
    let kind = list::kind_at(ask.part(0))?;
    let reading = community.deliberation();
    find(ask.part(1), reading.cards().filter(|card| card.kind == kind).map(|card| card.id))
}
