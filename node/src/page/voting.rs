//! Polls and budgets: the booth, and what they come to.

use std::sync::Arc;

use ateneu_page::ballot::{self, Typed};
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::{Deed, find, polls};
use axum::extract::State;
use participation::{EntryId, PollReport, PollStatus};

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::screen;
use super::site::Site;
use super::waiting;

/// All polls and budgets.
pub(super) async fn all(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, _, community, visit| {
        let html = polls::all(community, visit, &|id| counted(site, community, id))?;
        Ok(Answer::page(html))
    })
    .await
}

/// One of them.
pub(super) async fn one(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let poll = poll_at(community, ask)?;
        let reports = |id: &EntryId| counted(site, community, id);
        let (back, visit) = waiting::back(site, ask, visit, "/vote");
        let opening = community.opening(&poll)?;
        let typed = back.map(|sent| ballot::typed(opening, sent.fields(), visit.words()));
        Ok(Answer::screen(site, ask, polls::one(community, &visit, &poll, typed, &reports)))
    })
    .await
}

/// What one comes to.
pub(super) async fn result(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let poll = poll_at(community, ask)?;
        let report = counted(site, community, &poll).ok_or(Refused::Told(Told::NotHere))?;
        let page = ask.number("page");
        Ok(Answer::screen(site, ask, polls::result(community, visit, &poll, &report, page)))
    })
    .await
}

/// Casts a ballot. Saving is voting: there is nothing to confirm after this.
pub(super) async fn vote(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let poll = poll_at(&acting.community, acting.ask)?;
        let w = Words::of(acting.ask.tongue);
        if matches!(acting.community.poll_status(&poll)?, PollStatus::Sealed { .. }) {
            // Its form is gone, so that there is no field to go back to.
            let why = w.say("vote-is-sealed");
            return Err(Refused::Form(Box::new(Answer::refused(acting.site, acting.ask, &why))));
        }
        let opening = acting.community.opening(&poll)?;
        let choices = match ballot::read(opening, acting.sent.fields(), w) {
            Ok(choices) => choices,
            Err(typed) => return Err(again(acting, &poll, typed)?),
        };
        match acting.community.vote(&mut acting.signer.pen(), poll, choices) {
            Ok(entry) => {
                let place = format!("/polls/{}", acting.ask.part(1));
                Ok(Done::new(Deed::Voted, entry, place))
            }
            Err(error) => match why(&error, acting.ask) {
                Some(problem) => {
                    let opening = acting.community.opening(&poll)?;
                    let typed = ballot::typed(opening, acting.sent.fields(), w);
                    Err(again(acting, &poll, typed.refused(problem))?)
                }
                None => Err(error.into()),
            },
        }
    })
    .await
}

/// The booth with the ballot as it was typed.
fn again(acting: &Acting<'_>, poll: &EntryId, typed: Typed) -> Result<Refused, Refused> {
    let (site, community) = (acting.site, &*acting.community);
    let reports = |id: &EntryId| counted(site, community, id);
    let html = polls::one(community, &acting.visit, poll, Some(typed), &reports)?;
    let html = html.ok_or(Refused::Told(Told::NotHere))?;
    Ok(Refused::Form(Box::new(Answer::form(html))))
}

pub(super) fn counted(site: &Site, community: &Hall, poll: &EntryId) -> Option<Arc<PollReport>> {
    site.halls.report(community, poll)
}

/// The poll that an address names.
pub(super) fn poll_at(community: &Hall, ask: &Ask) -> Result<EntryId, Refused> {
    let ids = community.openings().map(|(id, _)| id);
    find(ask.part(1), ids).ok_or(Refused::Told(Told::NotHere))
}
