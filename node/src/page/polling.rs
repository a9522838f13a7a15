//! Opening polls and budgets, and what is done about their count.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::message::Told;
use ateneu_page::opening::{self, Asks, Cast};
use ateneu_page::sealing::{self, Step};
use ateneu_page::words::Words;
use ateneu_page::{Deed, Filled};
use axum::extract::State;
use participation::{EntryId, Link, PollPlan, Relation};

use super::acting::{Acting, Done, act, act_if, enter};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{aside, let_in, screen};
use super::site::Site;
use super::voting::{counted, poll_at};
use super::waiting;
use crate::commands::poll::opening::countable;
use crate::rehearsal::dress::dress;

/// The empty form for a poll or a budget.
pub(super) async fn open_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let asks = Asks::at(ask.part(1)).ok_or(Refused::Told(Told::NotHere))?;
        let_in(ask, community, visit, Doing::Organise)?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let filled = filled.unwrap_or_else(|| Filled::read([("space", ask.value("space"))]));
        Ok(Answer::screen(site, ask, opening::form(community, &visit, asks, &filled, None)))
    })
    .await
}

/// Shows what would be frozen; opens it once that has been seen.
pub(super) async fn open(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Organise), |acting| {
        let asks = Asks::at(acting.ask.part(1)).ok_or(Refused::Told(Told::NotHere))?;
        let mut filled = Filled::read(acting.sent.fields());
        let plan = planned(&acting.community, asks, &mut filled, acting.words());
        let Some(plan) = plan else { return Err(form(acting, asks, &filled, None)) };
        if acting.sent.get("do") != "send" {
            return Err(form(acting, asks, &filled, Some(&plan)));
        }
        match acting.community.open_poll(&mut acting.signer.pen(), plan) {
            Ok(poll) => {
                belongs(acting, &filled, poll)?;
                Ok(Done::new(Deed::Opened, poll, place(&poll)))
            }
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("rule", text);
                Err(form(acting, asks, &filled, None))
            }
        }
    })
    .await
}

/// What was typed as a plan that can be counted, or nothing, with what is wrong beside its field.
fn planned(community: &Hall, asks: Asks, filled: &mut Filled, words: Words) -> Option<PollPlan> {
    let plan = opening::read(community, asks, filled, words)?;
    match countable(&plan) {
        Ok(()) => Some(plan),
        Err(failure) => {
            filled.wrong("rule", words.with("why-other", "detail", failure));
            None
        }
    }
}

/// Tries what was typed on a census that is made up. Nothing is kept, and while it is counted nobody
/// waits for the community.
pub(super) async fn rehearse(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
        let asks = Asks::at(ask.part(1)).ok_or(Refused::Told(Told::NotHere))?;
        let Some(session) = &ask.session else { return Err(Refused::Told(Told::LogIn)) };
        if !session.is_own(sent.get("token")) {
            return Err(Refused::Told(Told::Stale));
        }
        let mut filled = Filled::read(sent.fields());
        let (plan, cast) = {
            let community = enter(site, session.login(), &id)?;
            let visit = ask.visit(site, Some(&*community))?;
            let_in(ask, &community, &visit, Doing::Organise)?;
            let plan = planned(&community, asks, &mut filled, visit.words());
            match plan.zip(Cast::read(&mut filled, visit.words())) {
                Some(both) => both,
                None => {
                    let html = opening::form(&*community, &visit, asks, &filled, None)?;
                    return html.map(Answer::form).ok_or(Refused::Told(Told::NotHere));
                }
            }
        };
        let (made, poll) = dress(plan.clone(), cast.voters, cast.seed, site.now())?;
        let community = site.home().all().open_if_held(&id)?;
        let community = community.ok_or(Refused::Told(Told::NotHere))?;
        let visit = ask.visit(site, Some(&*community))?;
        let asked = (asks, &filled, cast);
        let html = opening::rehearsed(&*community, &visit, asked, &plan, (&made, &poll));
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

fn form(acting: &Acting<'_>, asks: Asks, filled: &Filled, plan: Option<&PollPlan>) -> Refused {
    let html = opening::form(&acting.community, &acting.visit, asks, filled, plan);
    acting.again(html, filled)
}

/// Links the space that the form names to what was opened, so that its page shows it.
fn belongs(acting: &mut Acting<'_>, filled: &Filled, poll: EntryId) -> Result<(), Refused> {
    let Some(space) = opening::space(&acting.community, filled) else { return Ok(()) };
    let link = Link { relation: Relation::Related, to: poll };
    acting.community.relate(&mut acting.signer.pen(), space, link, true)?;
    Ok(())
}

/// The page of a poll, below the root of the community's pages.
fn place(poll: &EntryId) -> String {
    let digits: String = poll.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
    format!("/polls/{digits}")
}

/// The form of a step about a count.
pub(super) async fn step_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let poll = poll_at(community, ask)?;
        let step = Step::at(ask.part(2)).ok_or(Refused::Told(Told::NotHere))?;
        let_in(ask, community, visit, Doing::Count(step, poll))?;
        let report = counted(site, community, &poll).ok_or(Refused::Told(Told::NotHere))?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let filled = filled.unwrap_or_default();
        let html = sealing::form(community, &visit, &poll, step, &report, &filled);
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Seals, asks for another seal, or objects.
pub(super) async fn step(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let poll = poll_at(&acting.community, acting.ask)?;
        let step = Step::at(acting.ask.part(2)).ok_or(Refused::Told(Told::NotHere))?;
        acting.let_in(Doing::Count(step, poll))?;
        let mut filled = Filled::read(acting.sent.fields());
        let reason = filled.get("reason").to_owned();
        if step != Step::Seal && reason.is_empty() {
            filled.wrong("reason", acting.words().say("count-no-reason"));
            return Err(again(acting, &poll, step, &filled)?);
        }
        let mut pen = acting.signer.pen();
        let (done, deed) = match step {
            Step::Seal => (acting.community.seal(&mut pen, poll), Deed::Sealed),
            Step::Reopen => (acting.community.reopen(&mut pen, poll, &reason), Deed::Reopened),
            Step::Contest => {
                (acting.community.contest(&mut pen, poll, &reason, Vec::new()), Deed::Contested)
            }
        };
        match done {
            Ok(entry) => Ok(Done::new(deed, entry, format!("{}/result", place(&poll)))),
            Err(error) if step == Step::Seal => match why(&error, acting.ask) {
                Some(why) => {
                    let answer = Answer::refused(acting.site, acting.ask, &why);
                    Err(Refused::Form(Box::new(answer)))
                }
                None => Err(error.into()),
            },
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("reason", text);
                Err(again(acting, &poll, step, &filled)?)
            }
        }
    })
    .await
}

fn again(
    acting: &Acting<'_>,
    poll: &EntryId,
    step: Step,
    filled: &Filled,
) -> Result<Refused, Refused> {
    let (community, visit) = (&acting.community, &acting.visit);
    let report = counted(acting.site, community, poll).ok_or(Refused::Told(Told::NotHere))?;
    Ok(acting.again(sealing::form(community, visit, poll, step, &report, filled), filled))
}
