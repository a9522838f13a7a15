//! The charter: read, proposed, signed.

mod changes;

use std::sync::Arc;

use ateneu_page::Deed;
use ateneu_page::barred::Doing;
use ateneu_page::charter::{self as shown, Typed};
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use axum::extract::State;
use participation::Change;

use super::acting::{Acting, Done, act_if};
use super::answer::{Answer, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{let_in, screen};
use super::site::Site;
use super::waiting;

/// The charter in force.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let log = site.halls.log(community)?;
        Ok(Answer::screen(site, ask, shown::show(community, visit, &log, ask.number("page"))))
    })
    .await
}

/// One revision.
pub(super) async fn revision(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let Some(id) = shown::find(community, ask.part(1)) else {
            return Err(Refused::Told(Told::NotHere));
        };
        let log = site.halls.log(community)?;
        Ok(Answer::screen(site, ask, shown::revision(community, visit, &log, &id)))
    })
    .await
}

/// Signs a revision, declares support for it, or swears never to sign it.
pub(super) async fn sign(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Charter), |acting| {
        let digits = acting.ask.part(1).to_owned();
        let Some(id) = shown::find(&acting.community, &digits) else {
            return Err(Refused::Told(Told::NotHere));
        };
        let (community, pen) = (&mut acting.community, &mut acting.signer.pen());
        let (entry, deed) = match acting.ask.part(2) {
            "sign" => {
                let entry = community.sign(pen, id)?;
                let in_force = community.revision(&id)?.in_force;
                (entry, if in_force { Deed::Enacted } else { Deed::Signed })
            }
            "support" => (community.support(pen, id)?, Deed::Backed),
            "abandon" => (community.abandon(pen, id)?, Deed::Abandoned),
            _ => return Err(Refused::Told(Told::NotHere)),
        };
        Ok(Done::new(deed, entry, format!("/charter/{digits}")))
    })
    .await
}

/// The form that proposes a change.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let_in(ask, community, visit, Doing::Charter)?;
        let log = site.halls.log(community)?;
        let (back, visit) = waiting::back(site, ask, visit, "");
        let typed = back.map(|sent| typed(&sent));
        Ok(Answer::screen(site, ask, shown::propose(community, &visit, &log, typed)))
    })
    .await
}

/// Proposes it.
pub(super) async fn propose(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Charter), |acting| {
        let mut typed = typed(acting.sent);
        let words = acting.words();
        let log = acting.site.halls.log(&acting.community)?;
        let change = changes::read(&acting.community, &log, &typed, words);
        if typed.reason.is_empty() {
            let text = words.say("propose-no-reason");
            typed.problems.push(Problem { field: "reason", text });
        }
        match change {
            Err(problem) => typed.problems.insert(0, problem),
            Ok(change) if typed.problems.is_empty() => match write(acting, change, &typed) {
                Ok(done) => return Ok(done),
                Err(error) => match why(&error, acting.ask) {
                    Some(text) => typed.problems.push(Problem { field: "kind", text }),
                    None => return Err(error.into()),
                },
            },
            Ok(_) => {}
        }
        let html = shown::propose(&acting.community, &acting.visit, &log, Some(typed))?;
        let html = html.ok_or(Refused::Told(Told::NotHere))?;
        Err(Refused::Form(Box::new(Answer::form(html))))
    })
    .await
}

fn typed(sent: &Sent) -> Typed {
    let line = |field| ateneu_page::plain::line(sent.get(field));
    Typed {
        kind: line("kind"),
        role: line("role"),
        who: line("who"),
        held: line("held"),
        name: line("name"),
        options: line("options"),
        days: line("days"),
        recovery: line("recovery"),
        licence: line("licence"),
        stays: sent
            .fields()
            .filter(|(name, _)| *name == "stays")
            .map(|(_, it)| it.to_owned())
            .collect(),
        seats: sent.text("seats"),
        threshold: line("threshold"),
        nodes: sent.text("nodes"),
        right: line("right"),
        whose: line("whose"),
        erasure: line("erasure"),
        reason: sent.text("reason"),
        sign: sent.get("sign") == "yes",
        problems: Vec::new(),
    }
}

fn write(
    acting: &mut Acting<'_>,
    change: Change,
    typed: &Typed,
) -> Result<Done, participation::Error> {
    let (community, pen) = (&mut acting.community, &mut acting.signer.pen());
    let (revision, entry) = if typed.sign {
        let (revision, entry) = community.propose_and_sign(pen, vec![change], &typed.reason)?;
        (revision, Some(entry))
    } else {
        (community.propose(pen, vec![change], &typed.reason)?, None)
    };
    let in_force = community.revision(&revision)?.in_force;
    let deed = match (in_force, typed.sign) {
        (true, _) => Deed::Enacted,
        (false, true) => Deed::Proposed,
        (false, false) => Deed::Suggested,
    };
    let digits: String = revision.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
    Ok(Done { deed, entry, place: format!("/charter/{digits}") })
}
