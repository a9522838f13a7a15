//! What officers say to something: answers, conclusions.

use axum::response::Response;
use participation::{AnswerPlan, DocumentKind, Lane, Owner};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said, named};
use super::deed::{Acted, Under, act};
use super::shapes::Texts;
use super::written::{localized, said, wrong};
use crate::tokens::Scope;

const ANSWER: Under = Under::new("answer", &[Scope::Organise], Lane::Content);
const CONCLUDE: Under = Under::new("conclude", &[Scope::Proposals, Scope::Organise], Lane::Content);

/// An official answer to a proposal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAnswer {
    /// The state that it gives, by its key in the phase that holds.
    state: String,
    /// Why.
    text: Texts,
    /// What it would cost, in the smallest unit of the currency.
    #[serde(default)]
    cost: Option<u64>,
    /// How that was found.
    #[serde(default)]
    cost_report: Texts,
    /// When it would be done.
    #[serde(default)]
    period: Texts,
}

/// Answers a proposal officially, as an organiser.
#[utoipa::path(post, path = "/communities/{community}/documents/{id}/answers",
    operation_id = "answer", tag = "organising", security(("token" = ["organise"])),
    request_body = NewAnswer, responses((status = 201, body = Acted)))]
pub(super) async fn answer(asker: Asker, sent: Said<NewAnswer>) -> Response {
    let Said { value, digest } = sent;
    act(asker, ANSWER, digest, move |deed| {
        let reading = deed.community.deliberation();
        let proposals = reading.cards().filter(|card| card.kind == DocumentKind::Proposal);
        let subject = named(deed.asker, "proposal", proposals.map(|card| card.id))?;
        let space = reading.card(&subject).map(|card| card.space);
        let phase = space.and_then(|space| reading.current_phase(&space));
        let states = phase.map(|(_, phase)| &phase.rules.states);
        let keys = states.into_iter().flat_map(|states| states.iter());
        let keys: Vec<&str> = keys.map(|state| state.key.as_str()).collect();
        if !keys.contains(&value.state.as_str()) {
            return Err(wrong("state", format_args!("the phase has {}", keys.join(", "))));
        }
        drop(reading);
        let plan = AnswerPlan {
            state: value.state,
            text: said("text", &value.text)?,
            cost: value.cost,
            cost_report: localized("cost_report", &value.cost_report)?,
            period: localized("period", &value.period)?,
        };
        Ok(deed.community.answer(&mut deed.pen, subject, plan)?)
    })
    .await
}

/// What a debate or a meeting came to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewConclusion {
    /// Whether it is closed from now on; `false` opens it again.
    closed: bool,
    /// What came of it, such as the minutes of a meeting.
    #[serde(default)]
    text: Texts,
}

/// Closes a debate or a meeting with what came of it, or opens it again: as whoever wrote it, or as
/// an organiser.
#[utoipa::path(post, path = "/communities/{community}/documents/{id}/conclusions",
    operation_id = "conclude", tag = "organising",
    security(("token" = ["organise"]), ("token" = ["write:proposals"])),
    request_body = NewConclusion, responses((status = 201, body = Acted)))]
pub(super) async fn conclude(asker: Asker, sent: Said<NewConclusion>) -> Response {
    let Said { value, digest } = sent;
    act(asker, CONCLUDE, digest, move |deed| {
        let reading = deed.community.deliberation();
        let ends = |kind| matches!(kind, DocumentKind::Debate | DocumentKind::Meeting);
        let all = reading.cards().filter(|card| ends(card.kind));
        let subject = named(deed.asker, "debate or meeting", all.map(|card| card.id))?;
        let card = reading.card(&subject);
        let own = card.is_some_and(|card| {
            card.owner == Owner::Member(deed.slot) || card.coauthors.contains(&deed.slot)
        });
        drop(reading);
        if !own {
            deed.needs(Scope::Organise)?;
        }
        let text =
            if value.closed { said("text", &value.text)? } else { localized("text", &value.text)? };
        Ok(deed.community.conclude(&mut deed.pen, subject, value.closed, text)?)
    })
    .await
}
