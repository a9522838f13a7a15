//! Supporting and commenting.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::document::{self, Asked, Typed};
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::{Deed, Filled, rewording};
use axum::extract::State;
use participation::{Alignment, CommentPlan, EntryId, Matter, Pen, SlotId, Voice};

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{document_at, let_in, screen};
use super::site::Site;
use super::waiting;

/// Supports a proposal, or takes a support back.
pub(super) async fn support(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let subject = subject(acting)?;
        let yes = acting.sent.get("value") != "no";
        let slot = acting.visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
        let pen = &mut acting.signer.pen();
        let entry = give(&mut acting.community, pen, slot, subject, yes)?;
        let deed = if yes { Deed::Supported } else { Deed::Unsupported };
        Ok(Done::new(deed, entry, shown(acting.ask)))
    })
    .await
}

/// Supports a proposal in the name of whoever has this place, or takes the support back.
pub(super) fn give(
    community: &mut Hall,
    pen: &mut Pen<'_>,
    slot: Option<SlotId>,
    subject: EntryId,
    yes: bool,
) -> Result<EntryId, Refused> {
    let listed = {
        let reading = community.deliberation();
        let space = reading.card(&subject).map(|card| card.space);
        let space = space.ok_or(Refused::Told(Told::NotHere))?;
        let rules = reading.current_phase(&space).map(|(_, phase)| &phase.rules);
        let is_list = rules.is_some_and(participation::PhaseRules::supports_are_one_ballot);
        is_list.then(|| {
            let ballot = slot.and_then(|slot| reading.support_ballot(&space, &slot));
            let mut listed = ballot.map(|ballot| ballot.proposals.clone()).unwrap_or_default();
            listed.retain(|id| *id != subject);
            if yes {
                listed.push(subject);
            }
            (space, listed)
        })
    };
    Ok(match listed {
        Some((space, listed)) => community.support_all(pen, space, listed)?,
        None => {
            let value = if yes { Alignment::InFavour } else { Alignment::Neutral };
            community.stand(pen, subject, Matter::Support, value)?
        }
    })
}

/// Writes a comment.
pub(super) async fn comment(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let subject = subject(acting)?;
        let text = acting.sent.text("text");
        if text.is_empty() {
            let problem = Words::of(acting.ask.tongue).say("write-no-text");
            return Err(again(acting, &subject, problem)?);
        }
        let parent = acting.sent.get("parent");
        let parent = (!parent.is_empty())
            .then(|| {
                let reading = acting.community.deliberation();
                let thread = reading.thread(&subject).iter().map(|remark| remark.id);
                ateneu_page::find(parent, thread).ok_or(Refused::Told(Told::NotHere))
            })
            .transpose()?;
        let alignment = match (parent, acting.sent.get("side")) {
            (None, "in-favour") => Alignment::InFavour,
            (None, "against") => Alignment::Against,
            _ => Alignment::Neutral,
        };
        let text = acting.community.resolve_mentions(&text).text;
        let language = language(acting, &subject).ok_or(Refused::Told(Told::NotHere))?;
        let plan =
            CommentPlan { subject, parent, voice: Voice::Member, alignment, language, text: &text };
        match acting.community.comment(&mut acting.signer.pen(), plan) {
            Ok(entry) => {
                let place = place_of(acting, &subject, &entry);
                Ok(Done::new(Deed::Commented, entry, place))
            }
            Err(error) => match why(&error, acting.ask) {
                Some(problem) => Err(again(acting, &subject, problem)?),
                None => Err(error.into()),
            },
        }
    })
    .await
}

/// Stands behind something in public, or takes that back.
pub(super) async fn endorse(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let subject = subject(acting)?;
        let yes = acting.sent.get("value") != "no";
        let (value, deed) = if yes {
            (Alignment::InFavour, Deed::Endorsed)
        } else {
            (Alignment::Neutral, Deed::Unendorsed)
        };
        let mut pen = acting.signer.pen();
        let entry = acting.community.stand(&mut pen, subject, Matter::Endorsement, value)?;
        Ok(Done::new(deed, entry, shown(acting.ask)))
    })
    .await
}

/// The form that says a comment in other words.
pub(super) async fn reword_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let id = document_at(community, ask).ok_or(Refused::Told(Told::NotHere))?;
        let comment = comment_at(community, ask, &id)?;
        let_in(ask, community, visit, Doing::Reword(id, comment))?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let html = rewording::form(community, &visit, &id, ask.value("comment"), filled.as_ref());
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Says a comment in other words.
pub(super) async fn reword(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let subject = subject(acting)?;
        let comment = comment_at(&acting.community, acting.ask, &subject)?;
        let mut filled = Filled::read(acting.sent.fields());
        let again = |acting: &Acting<'_>, filled: &Filled| {
            let (community, visit) = (&acting.community, &acting.visit);
            let digits = acting.ask.value("comment");
            let html = rewording::form(community, visit, &subject, digits, Some(filled));
            acting.again(html, filled)
        };
        let text = acting.community.resolve_mentions(filled.get("text")).text;
        if text.is_empty() {
            filled.wrong("text", acting.words().say("write-no-text"));
            return Err(again(acting, &filled));
        }
        let language = language(acting, &subject).ok_or(Refused::Told(Told::NotHere))?;
        let mut pen = acting.signer.pen();
        match acting.community.reword(&mut pen, comment, language, &text) {
            Ok(entry) => {
                let place = place_of(acting, &subject, &comment);
                Ok(Done::new(Deed::Reworded, entry, place))
            }
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("text", text);
                Err(again(acting, &filled))
            }
        }
    })
    .await
}

/// The comment of a document that the query names.
fn comment_at(community: &Hall, ask: &Ask, document: &EntryId) -> Result<EntryId, Refused> {
    let reading = community.deliberation();
    let thread = reading.thread(document).iter().map(|remark| remark.id);
    ateneu_page::find(ask.value("comment"), thread).ok_or(Refused::Told(Told::NotHere))
}

/// The language of a comment: that of the page, where the space has it.
fn language(acting: &Acting<'_>, subject: &EntryId) -> Option<participation::Language> {
    let reading = acting.community.deliberation();
    let space = reading.space(&reading.card(subject)?.space)?;
    let own = acting.ask.tongue.language();
    own.filter(|language| space.languages.contains(language))
        .or_else(|| space.languages.first().copied())
}

/// The page of the thread on which a comment is, with its anchor.
fn place_of(acting: &Acting<'_>, subject: &EntryId, comment: &EntryId) -> String {
    let page = document::page_of(&acting.community, subject, comment);
    let digits: String = comment.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
    format!("{}?page={page}#c{digits}", shown(acting.ask))
}

/// The page of the document with the form as it was typed.
fn again(acting: &Acting<'_>, subject: &EntryId, problem: String) -> Result<Refused, Refused> {
    let typed = Some(typed(acting.sent, problem));
    let asked = Asked { typed, ..Asked::default() };
    let html = document::show(&acting.community, &acting.visit, subject, asked)?;
    let html = html.ok_or(Refused::Told(Told::NotHere))?;
    Ok(Refused::Form(Box::new(Answer::form(html))))
}

/// A comment as it was typed.
pub(super) fn typed(sent: &Sent, problem: String) -> Typed {
    Typed {
        text: sent.text("text"),
        side: sent.get("side").to_owned(),
        parent: sent.get("parent").to_owned(),
        problem,
    }
}

/// The document that the address names.
fn subject(acting: &Acting<'_>) -> Result<EntryId, Refused> {
    document_at(&acting.community, acting.ask).ok_or(Refused::Told(Told::NotHere))
}

/// The page of the document that the address names, below the root of the community's pages.
fn shown(ask: &Ask) -> String {
    format!("/{}/{}", ask.part(0), ask.part(1))
}
