//! Writing proposals and debates.

use std::sync::{Arc, PoisonError};

use ateneu_page::entrance::Problem;
use ateneu_page::list;
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::writing::{self, Typed};
use ateneu_page::{Deed, Visit};
use axum::extract::State;
use participation::{DocumentKind, DocumentPlan, EntryId, Language};

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{screen, space_at};
use super::site::Site;

/// The empty form.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let (kind, space) = place(community, ask)?;
        let html = shown(site, community, visit, kind, &space, &Typed::default())?;
        Ok(Answer::page(html))
    })
    .await
}

/// Publishes what was typed, or shows how it would look.
pub(super) async fn publish(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let (kind, space) = place(&acting.community, acting.ask)?;
        let mut typed = typed(acting.sent, acting.ask);
        if typed.preview || !typed.problems.is_empty() {
            return Err(again(acting, kind, &space, &typed)?);
        }
        let plan = plan(&acting.community, kind, &typed).ok_or(Refused::Told(Told::NotHere))?;
        match plan.and_then(|plan| acting.community.compose(&mut acting.signer.pen(), space, plan))
        {
            Ok(entry) => {
                let digits: String =
                    entry.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
                let place = format!("/{}/{digits}", acting.ask.part(2));
                Ok(Done::new(Deed::Published, entry, place))
            }
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                typed.problems.push(Problem { field: "title", text });
                Err(again(acting, kind, &space, &typed)?)
            }
        }
    })
    .await
}

/// Kind and space of `spaces/ID/KIND/new`.
fn place(community: &Hall, ask: &Ask) -> Result<(DocumentKind, EntryId), Refused> {
    let kind = list::kind_at(ask.part(2))
        .filter(|kind| matches!(kind, DocumentKind::Proposal | DocumentKind::Debate));
    let space = space_at(community, ask.part(1));
    kind.zip(space).ok_or(Refused::Told(Told::NotHere))
}

fn typed(sent: &Sent, ask: &Ask) -> Typed {
    let words = Words::of(ask.tongue);
    let mut typed = Typed {
        title: sent.text("title"),
        body: sent.text("body"),
        language: sent.get("language").to_owned(),
        preview: sent.get("do") == "preview",
        problems: Vec::new(),
    };
    for (field, text, key) in
        [("title", &typed.title, "write-no-title"), ("body", &typed.body, "write-no-body")]
    {
        if text.is_empty() {
            typed.problems.push(Problem { field, text: words.say(key) });
        }
    }
    typed
}

fn plan(
    community: &Hall,
    kind: DocumentKind,
    typed: &Typed,
) -> Option<Result<DocumentPlan, participation::Error>> {
    let language: Language = typed.language.parse().ok()?;
    let body = community.resolve_mentions(&typed.body).text;
    Some(DocumentPlan::new(kind, language, &typed.title, &body))
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
