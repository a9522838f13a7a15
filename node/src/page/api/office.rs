//! What officers say to something: answers, conclusions, labels.

use axum::response::Response;
use participation::{AnswerPlan, DocumentKind, LabelPlan, Lane, Localized, Owner, Reason, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said, named};
use super::deed::{Acted, Under, act};
use super::problem::Problem;
use super::shapes::Texts;
use super::written::{language, localized, said, wrong};
use crate::tokens::Scope;

const ANSWER: Under = Under::new("answer", &[Scope::Organise], Lane::Content);
const CONCLUDE: Under = Under::new("conclude", &[Scope::Proposals, Scope::Organise], Lane::Content);
const LABEL: Under = Under::new("label", &[Scope::Moderate], Lane::Content);

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

/// Why a moderator hides something.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Why {
    /// Advertising.
    Spam,
    /// Insults.
    Offensive,
    /// Something else than the question.
    OffTopic,
    /// Somebody's private data.
    Private,
    /// Against the law.
    Illegal,
    /// Another reason.
    Other,
}

/// A moderator's label.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLabel {
    /// The document or comment, by the first digits of its id.
    subject: String,
    /// Whether it is hidden from now on, or shown again.
    hidden: bool,
    /// Why, in a word.
    reason: Why,
    /// The language of the text (BCP 47).
    language: String,
    /// Why, in words that everybody can read.
    text: String,
    /// The appeal that this decides, by the first digits of its id: one that nobody has decided.
    #[serde(default)]
    appeal: Option<String>,
}

/// Hides a document or a comment, or shows it again, as a moderator and with a public reason; where
/// somebody objected, that decides their appeal.
#[utoipa::path(post, path = "/communities/{community}/labels", operation_id = "label",
    tag = "deliberation", security(("token" = ["moderate"])), request_body = NewLabel,
    responses((status = 201, body = Acted)))]
pub(super) async fn label(asker: Asker, said: Said<NewLabel>) -> Response {
    let Said { value, digest } = said;
    act(asker, LABEL, digest, move |deed| {
        let subject = ateneu_page::moderation::subject_at(&deed.community, &value.subject);
        let subject = subject.ok_or_else(|| Problem::missing("document or comment"))?;
        if value.text.trim().is_empty() {
            return Err(wrong("text", "say why, everybody can read it"));
        }
        let text = Text::new(value.text.trim()).map_err(|why| wrong("text", why))?;
        let appeal = value.appeal.as_deref().map(|digits| {
            let found = ateneu_page::moderation::appeal_at(&deed.community, digits);
            let found = found.filter(|(_, about)| *about == subject);
            found.map(|(appeal, _)| appeal).ok_or_else(|| Problem::missing("open appeal"))
        });
        let plan = LabelPlan {
            hidden: value.hidden,
            reason: match value.reason {
                Why::Spam => Reason::Spam,
                Why::Offensive => Reason::Offensive,
                Why::OffTopic => Reason::OffTopic,
                Why::Private => Reason::Private,
                Why::Illegal => Reason::Illegal,
                Why::Other => Reason::Other,
            },
            text: Localized::one(language(&value.language)?, text),
            appeal: appeal.transpose()?,
        };
        Ok(deed.community.label(&mut deed.pen, subject, plan)?)
    })
    .await
}
