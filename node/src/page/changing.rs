//! Changing texts, amending proposals and deciding on amendments, rating comments.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::changing::{self, As, Now};
use ateneu_page::document::{self, Decision};
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::writing::Typed;
use ateneu_page::{Deed, Filled};
use axum::extract::State;
use participation::{
    Alignment, Contents, DocumentKind, DocumentPlan, EntryId, Link, Localized, Matter, Relation,
    Text, Voice, change,
};

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{document_at, let_in, screen, subject_at};
use super::site::Site;
use super::waiting;

/// The form for authors, or for anybody who would have it otherwise.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let id = subject_at(community, ask).ok_or(Refused::Told(Told::NotHere))?;
        let amends = who(ask) == As::Amender;
        let doing = if amends { Doing::Amend(id) } else { Doing::Edit(id) };
        let_in(ask, community, visit, doing)?;
        let (back, visit) = waiting::back(site, ask, visit, "");
        let Some(sent) = back else {
            let asked = (ask.value("language"), false);
            let html = changing::form(community, &visit, &id, who(ask), None, asked);
            return Ok(Answer::screen(site, ask, html));
        };
        let now = changing::now(community, &id, visit.words(), sent.get("language"));
        let now = now.ok_or(Refused::Told(Told::NotHere))?;
        let typed = typed(&sent, &now);
        let asked = (typed.language.as_str(), sent.get("heads") != now.heads);
        let html = changing::form(community, &visit, &id, who(ask), Some(&typed), asked);
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Publishes a change or an amendment, or shows what it would change.
pub(super) async fn publish(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let id = subject_at(&acting.community, acting.ask).ok_or(Refused::Told(Told::NotHere))?;
        let words = acting.words();
        let language = acting.sent.get("language");
        let now = changing::now(&acting.community, &id, words, language);
        let now = now.ok_or(Refused::Told(Told::NotHere))?;
        let mut typed = typed(acting.sent, &now);
        if typed.title.is_empty() {
            typed.problems.push(Problem { field: "title", text: words.say("write-no-title") });
        }
        let whose = who(acting.ask);
        // What cannot be read is told whether it is published or only looked at.
        let read = now.with(&acting.community, &mut typed, whose, words);
        let overtaken = acting.sent.get("heads") != now.heads;
        if overtaken || typed.preview || !typed.problems.is_empty() {
            return Err(again(acting, &id, &typed, overtaken)?);
        }
        let after = now.settled(&acting.community, read);
        let mut pen = acting.signer.pen();
        let written = match whose {
            As::Author => acting
                .community
                .rewrite(&mut pen, id, &after)
                .map(|entry| Done::new(Deed::Edited, entry, above(acting.ask))),
            As::Amender => acting.community.amend(&mut pen, id, &after).map(|entry| {
                let digits: String =
                    entry.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
                Done::new(Deed::Amended, entry, format!("/amendments/{digits}"))
            }),
        };
        written.or_else(|error| {
            let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
            typed.problems.push(Problem { field: "title", text });
            Err(again(acting, &id, &typed, false)?)
        })
    })
    .await
}

fn typed(sent: &Sent, now: &Now) -> Typed {
    Typed {
        title: sent.text("title"),
        body: sent.text("body"),
        language: now.language.to_string(),
        preview: sent.get("do") == "preview",
        more: Filled::read(sent.fields()),
        ..Typed::default()
    }
}

/// Takes an amendment in, or refuses it.
pub(super) async fn decide(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let id = subject(acting)?;
        let is_amendment = acting.ask.part(0) == "amendments";
        let kind = acting.community.deliberation().card(&id).map(|card| card.kind);
        if !is_amendment || kind != Some(DocumentKind::Amendment) {
            return Err(Refused::Told(Told::NotHere));
        }
        let accepts = acting.sent.get("value") == "yes";
        let entry = reason(acting)
            .and_then(|reason| {
                acting.community.decide(&mut acting.signer.pen(), id, accepts, reason)
            })
            .map_err(|error| undecided(acting, &id, error))?;
        Ok(Done::new(Deed::Decided, entry, above(acting.ask)))
    })
    .await
}

/// Why an amendment is taken in or refused.
fn reason(acting: &Acting<'_>) -> Result<Localized<4000>, participation::Error> {
    let reason = acting.sent.text("reason");
    let language = acting.ask.tongue.language().filter(|_| !reason.is_empty());
    let Some(language) = language else { return Ok(Localized::default()) };
    let text = Text::new(reason)
        .map_err(|source| participation::Error::Text { what: "the reason", source })?;
    Ok(Localized::one(language, text))
}

/// The amendment again, with what was wrong beside the reason that was typed.
fn undecided(acting: &Acting<'_>, id: &EntryId, error: participation::Error) -> Refused {
    let Some(problem) = why(&error, acting.ask) else { return error.into() };
    let decision = Decision { reason: acting.sent.text("reason"), problem };
    let asked = document::Asked { decision: Some(decision), ..document::Asked::default() };
    match document::show(&acting.community, &acting.visit, id, asked) {
        Ok(Some(html)) => Refused::Form(Box::new(Answer::form(html))),
        Ok(None) => Refused::Told(Told::NotHere),
        Err(failed) => failed.into(),
    }
}

/// Makes a proposal of one's own of an amendment that was refused.
pub(super) async fn promote(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let id = subject(acting)?;
        let (contents, space) = {
            let mut reading = acting.community.deliberation();
            let card = reading.card(&id).filter(|card| card.kind == DocumentKind::Amendment);
            let space = card.map(|card| card.space).ok_or(Refused::Told(Told::NotHere))?;
            (reading.text(&id).map_err(participation::Error::from)?, space)
        };
        let fields = change(&Contents::default(), &contents).map_err(participation::Error::from)?;
        let plan = DocumentPlan {
            kind: DocumentKind::Proposal,
            voice: Voice::Member,
            fields,
            links: vec![Link { relation: Relation::PromotedFrom, to: id }],
            parent: None,
        };
        let entry = acting.community.compose(&mut acting.signer.pen(), space, plan)?;
        let digits: String = entry.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
        Ok(Done::new(Deed::Published, entry, format!("/proposals/{digits}")))
    })
    .await
}

/// Says whether somebody agrees with a comment.
pub(super) async fn rate(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let id = subject(acting)?;
        let comment = {
            let reading = acting.community.deliberation();
            let thread = reading.thread(&id).iter().map(|remark| remark.id);
            ateneu_page::find(acting.sent.get("comment"), thread)
        };
        let comment = comment.ok_or(Refused::Told(Told::NotHere))?;
        let value = match acting.sent.get("value") {
            "no" => Alignment::Against,
            _ => Alignment::InFavour,
        };
        let mut pen = acting.signer.pen();
        let entry = acting.community.stand(&mut pen, comment, Matter::Rating, value)?;
        let page = document::page_of(&acting.community, &id, &comment);
        let anchor = acting.sent.get("comment");
        let place = format!("{}?page={page}#c{anchor}", above(acting.ask));
        Ok(Done::new(Deed::Rated, entry, place))
    })
    .await
}

fn again(
    acting: &Acting<'_>,
    id: &EntryId,
    typed: &Typed,
    overtaken: bool,
) -> Result<Refused, Refused> {
    let who = who(acting.ask);
    let asked = (typed.language.as_str(), overtaken);
    let html = changing::form(&acting.community, &acting.visit, id, who, Some(typed), asked)?;
    let html = html.ok_or(Refused::Told(Told::NotHere))?;
    let right = typed.problems.is_empty() && !overtaken;
    let answer = if right { Answer::page(html) } else { Answer::form(html) };
    Ok(Refused::Form(Box::new(answer)))
}

fn who(ask: &Ask) -> As {
    if ask.part(2) == "amend" { As::Amender } else { As::Author }
}

fn subject(acting: &Acting<'_>) -> Result<EntryId, Refused> {
    document_at(&acting.community, acting.ask).ok_or(Refused::Told(Told::NotHere))
}

/// The page of the document, below the root of the community's pages.
fn above(ask: &Ask) -> String {
    format!("/{}/{}", ask.part(0), ask.part(1))
}
