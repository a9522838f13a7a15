//! Order: reports, labels, appeals, and the page on which all of that is public.

use std::sync::Arc;

use ateneu_page::Deed;
use ateneu_page::barred;
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::moderation::{self, Asked, Doing, Typed, reason_of};
use ateneu_page::words::Words;
use axum::extract::State;
use participation::{
    Content, DeviceNonce, EntryId, LabelPlan, Language, Localized, OpenedReport, Reason, Text,
};

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{let_in, screen};
use super::site::Site;
use super::waiting;

/// What was moderated, and for moderators what waits.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, ask, community, visit| {
        let desk = visit.neighbour.as_ref().is_some_and(|neighbour| neighbour.offices.moderator);
        let reports = if desk { reports(ask, community)? } else { Vec::new() };
        let asked = Asked { page: ask.number("page"), reports };
        Ok(Answer::page(moderation::show(community, visit, &asked)?))
    })
    .await
}

/// The reports that the keys of this session open.
fn reports(ask: &Ask, community: &Hall) -> Result<Vec<OpenedReport>, Refused> {
    let Some(session) = &ask.session else { return Ok(Vec::new()) };
    let mut keys = session.keys();
    let persona = keys.person().persona(community, &DeviceNonce::from_bytes([0; 16]));
    drop(keys);
    let mut opened = Vec::new();
    for subject in moderation::reported(community) {
        opened.extend(community.reports(&subject, &persona.member)?);
    }
    Ok(opened)
}

/// One of the forms.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let (doing, of, subject) = place(community, ask)?;
        let_in(ask, community, visit, barring(doing, subject))?;
        let (back, visit) = waiting::back(site, ask, visit, "");
        let typed = back.map(|sent| typed(&sent)).unwrap_or_default();
        let html = moderation::form(community, &visit, doing, &of, &subject, &typed);
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

const fn barring(doing: Doing, subject: EntryId) -> barred::Doing {
    match doing {
        Doing::Report => barred::Doing::Report,
        Doing::Appeal => barred::Doing::Appeal(subject),
        Doing::Label | Doing::Decide => barred::Doing::Moderate,
    }
}

/// What is done, the entry that the address names, and the document or comment that it is about.
fn place(community: &Hall, ask: &Ask) -> Result<(Doing, EntryId, EntryId), Refused> {
    let nothing = Refused::Told(Told::NotHere);
    let Some(doing) = Doing::at(ask.part(1)) else { return Err(nothing) };
    if doing == Doing::Decide {
        let found = moderation::appeal_at(community, ask.part(2));
        return found.map(|(appeal, subject)| (doing, appeal, subject)).ok_or(nothing);
    }
    let subject = moderation::subject_at(community, ask.part(2));
    subject.map(|subject| (doing, subject, subject)).ok_or(nothing)
}

/// Does what the form says.
pub(super) async fn send(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let (doing, of, subject) = place(&acting.community, acting.ask)?;
        acting.let_in(barring(doing, subject))?;
        let mut typed = typed(acting.sent);
        typed.problems = missing(acting, doing);
        if typed.problems.is_empty() {
            match done(acting, doing, &of, &subject, &typed) {
                Ok(done) => return Ok(done),
                Err(error) => match why(&error, acting.ask) {
                    Some(text) => typed.problems.push(Problem { field: "text", text }),
                    None => return Err(error.into()),
                },
            }
        }
        let html =
            moderation::form(&acting.community, &acting.visit, doing, &of, &subject, &typed)?;
        let html = html.ok_or(Refused::Told(Told::NotHere))?;
        Err(Refused::Form(Box::new(Answer::form(html))))
    })
    .await
}

fn typed(sent: &Sent) -> Typed {
    Typed {
        reason: sent.get("reason").to_owned(),
        text: sent.text("text"),
        outcome: sent.get("outcome").to_owned(),
        problems: Vec::new(),
    }
}

fn missing(acting: &Acting<'_>, doing: Doing) -> Vec<Problem> {
    let words = Words::of(acting.ask.tongue);
    let sent = acting.sent;
    let mut problems = Vec::new();
    let mut wrong = |field, key| problems.push(Problem { field, text: words.say(key) });
    if doing.is_office() && !matches!(sent.get("outcome"), "hide" | "show") {
        wrong("outcome", "order-no-outcome");
    }
    if matches!(doing, Doing::Report | Doing::Label) && reason_of(sent.get("reason")).is_none() {
        wrong("reason", "order-no-reason");
    }
    if sent.text("text").is_empty() {
        wrong("text", "order-no-text");
    }
    problems
}

fn done(
    acting: &mut Acting<'_>,
    doing: Doing,
    of: &EntryId,
    subject: &EntryId,
    typed: &Typed,
) -> Result<Done, participation::Error> {
    let reason = reason_of(&typed.reason).unwrap_or(Reason::Other);
    let language = acting.ask.tongue.language();
    let community = &mut acting.community;
    let digits: String = subject.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
    let case = format!("/moderation#m{digits}");
    match doing {
        Doing::Report => {
            let pen = &mut acting.signer.pen();
            let entry = community.report_content(pen, *subject, reason, &typed.text)?;
            Ok(Done::new(Deed::Reported, entry, "/moderation"))
        }
        Doing::Appeal => {
            let label = moderation::label_of(community, subject)
                .ok_or(participation::Error::NothingChanged)?;
            let language = language.ok_or(participation::Error::NothingChanged)?;
            let entry = community.appeal(&mut acting.signer.pen(), label, language, &typed.text)?;
            Ok(Done::new(Deed::Appealed, entry, case))
        }
        Doing::Label | Doing::Decide => {
            let appeal = (doing == Doing::Decide).then_some(*of);
            let reason = match appeal {
                Some(_) => objected(community, of).unwrap_or(reason),
                None => reason,
            };
            let text = in_language(language, &typed.text)?;
            let plan = LabelPlan { hidden: typed.outcome == "hide", reason, text, appeal };
            let entry = community.label(&mut acting.signer.pen(), *subject, plan)?;
            Ok(Done::new(Deed::Labelled, entry, case))
        }
    }
}

/// The reason of the label to which an appeal objects.
fn objected(community: &Hall, appeal: &EntryId) -> Option<Reason> {
    let reading = community.deliberation();
    let said = reading.said(appeal)?;
    let Some(Content::Appeal(appeal)) = said.content() else { return None };
    let said = reading.said(&appeal.label)?;
    let Some(Content::Label(label)) = said.content() else { return None };
    Some(label.reason)
}

fn in_language(
    language: Option<Language>,
    text: &str,
) -> Result<Localized<4000>, participation::Error> {
    let Some(language) = language else { return Ok(Localized::default()) };
    let text =
        Text::new(text).map_err(|source| participation::Error::Text { what: "reason", source })?;
    Ok(Localized::one(language, text))
}
