//! Writing documents, and keeping what is not published yet.

use std::sync::{Arc, PoisonError};

use ateneu_page::barred::Doing;
use ateneu_page::list;
use ateneu_page::message::Told;
use ateneu_page::writing::{self, Typed};
use ateneu_page::{Deed, Filled, Visit};
use axum::extract::State;
use participation::{DocumentKind, EntryId};

use super::acting::{Acting, Done, act, keep};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::halls::Part;
use super::looking::{let_in, screen, space_at};
use super::site::Site;
use super::waiting;
use crate::drafts::{Draft, Drafts};
use crate::exit::Failure;

/// The empty form, or that of a draft.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    site.follow(ask.community, Part::Words).await;
    screen(site, ask, |site, ask, community, visit| {
        let (kind, space) = place(community, ask)?;
        let (back, visit) = waiting::back(site, ask, visit, "");
        // A draft is looked at whatever the phase permits, and so is what was written in another.
        if ask.value("draft").is_empty() && back.is_none() {
            let_in(ask, community, &visit, Doing::Write(kind, space))?;
        }
        let typed = match (&back, ask.value("draft")) {
            (Some(sent), _) => typed(sent),
            (None, "") => Typed::default(),
            (None, id) => drafted(site, ask, &visit, id)?,
        };
        let html = shown(site, community, &visit, kind, &space, &typed)?;
        Ok(Answer::page(html))
    })
    .await
}

/// Publishes what was typed, keeps it, or shows how it would look.
pub(super) async fn publish(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    site.follow(ask.community, Part::Words).await;
    act(site, ask, sent, |acting| {
        let (kind, space) = place(&acting.community, acting.ask)?;
        let mut typed = typed(acting.sent);
        let written = writing::read(&acting.community, &acting.visit, kind, &space, &mut typed);
        let written = written.ok_or(Refused::Told(Told::NotHere))?;
        if acting.sent.get("do") == "keep" && kind == DocumentKind::Proposal {
            let draft = Draft::new(acting.community.id().to_string(), &space, &written.contents);
            return kept(acting, draft, &space, typed);
        }
        if typed.preview || !typed.problems.is_empty() {
            return Err(again(acting, kind, &space, &typed)?);
        }
        let plan = written.plan(&acting.community);
        match plan.and_then(|plan| acting.community.compose(&mut acting.signer.pen(), space, plan))
        {
            Ok(entry) => {
                discard(acting, acting.sent.get("draft"));
                let digits: String =
                    entry.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
                let place = format!("/{}/{digits}", acting.ask.part(2));
                Ok(Done::new(Deed::Published, entry, place))
            }
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                typed.wrong_with("title", text);
                Err(again(acting, kind, &space, &typed)?)
            }
        }
    })
    .await
}

/// Throws a draft away.
pub(super) async fn throw_away(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    keep(site, ask, sent, |site, ask, _, session| {
        let mut drafts = Drafts::of(site.home(), session.login())?;
        let (id, _) = drafts.find(ask.part(2)).map_err(|_| Refused::Told(Told::NotHere))?;
        drafts.discard(&id)?;
        Ok(Done { deed: Deed::Discarded, entry: None, place: "/me".to_owned() })
    })
    .await
}

/// Kind and space of `spaces/ID/KIND/new`.
fn place(community: &Hall, ask: &Ask) -> Result<(DocumentKind, EntryId), Refused> {
    let kind = list::kind_at(ask.part(2));
    let space = space_at(community, ask.part(1));
    kind.zip(space).ok_or(Refused::Told(Told::NotHere))
}

fn typed(sent: &Sent) -> Typed {
    Typed {
        title: sent.text("title"),
        body: sent.text("body"),
        language: sent.get("language").to_owned(),
        preview: sent.get("do") == "preview",
        more: Filled::read(sent.fields()),
        ..Typed::default()
    }
}

/// Keeps what was typed on this node, as it is.
fn kept(
    acting: &Acting<'_>,
    draft: Draft,
    space: &EntryId,
    mut typed: Typed,
) -> Result<Done, Refused> {
    let kind = DocumentKind::Proposal;
    if typed.title.is_empty() && typed.body.is_empty() {
        return Err(again(acting, kind, space, &typed)?);
    }
    // What is not finished may lack anything.
    typed.problems.clear();
    let id = Some(acting.sent.get("draft").to_owned()).filter(|id| !id.is_empty());
    let login = login(acting)?;
    let mut drafts = Drafts::of(acting.site.home(), &login)?;
    let id = id.and_then(|id| drafts.find(&id).ok()).map(|(id, _)| id);
    match drafts.keep(id, draft) {
        Ok(_) => Ok(Done { deed: Deed::Drafted, entry: None, place: "/me".to_owned() }),
        Err(Failure::Input(_)) => {
            typed.wrong_with("title", acting.words().say("draft-full"));
            Err(again(acting, kind, space, &typed)?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What a draft says, in the language in which it has a title.
fn drafted(site: &Site, ask: &Ask, visit: &Visit, id: &str) -> Result<Typed, Refused> {
    let session = ask.session.as_ref().ok_or(Refused::Told(Told::LogIn))?;
    let drafts = Drafts::of(site.home(), session.login())?;
    let (id, draft) = drafts.find(id).map_err(|_| Refused::Told(Told::NotHere))?;
    Ok(writing::of_draft(&draft.contents()?, &id, visit.words()))
}

/// Throws the draft away that has been published. Where that fails, it is listed still.
fn discard(acting: &Acting<'_>, id: &str) {
    if id.is_empty() {
        return;
    }
    let discarded = login(acting).and_then(|login| {
        let mut drafts = Drafts::of(acting.site.home(), &login)?;
        let (id, _) = drafts.find(id)?;
        Ok(drafts.discard(&id)?)
    });
    if let Err(refused) = discarded {
        tracing::warn!(?refused, "a published draft could not be thrown away");
    }
}

fn login(acting: &Acting<'_>) -> Result<String, Refused> {
    let session = acting.ask.session.as_ref().ok_or(Refused::Told(Told::LogIn))?;
    Ok(session.login().to_owned())
}

fn again(
    acting: &Acting<'_>,
    kind: DocumentKind,
    space: &EntryId,
    typed: &Typed,
) -> Result<Refused, Refused> {
    let html = shown(acting.site, &acting.community, &acting.visit, kind, space, typed)?;
    let answer = if typed.problems.is_empty() { Answer::page(html) } else { Answer::form(html) };
    Ok(Refused::Form(Box::new(answer)))
}

fn shown(
    site: &Site,
    community: &Hall,
    visit: &Visit,
    kind: DocumentKind,
    space: &EntryId,
    typed: &Typed,
) -> Result<String, Refused> {
    let finder = site.halls.finder(community)?;
    let finder = finder.lock().unwrap_or_else(PoisonError::into_inner);
    let html = writing::form(community, visit, kind, space, typed, Some(&finder))?;
    html.ok_or(Refused::Told(Told::NotHere))
}
