//! What a program does in its person's name.

use std::collections::BTreeMap;

use axum::response::Response;
use participation::{Choices, CommentPlan, DocumentKind, Lane, Opening, PollStatus, Voice};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said, named};
use super::deed::{Acted, Under, act};
use super::problem::{Code, Problem};
use super::shapes::Side;
use super::written::language;
use crate::page::talking;
use crate::tokens::Scope;

const COMMENT: Under = Under::new("comment", &[Scope::Comments], Lane::Content);
const SUPPORT: Under = Under::new("support", &[Scope::Support], Lane::Content);
const VOTE: Under = Under::new("vote", &[Scope::Vote], Lane::Ballots);

/// A comment that is to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewComment {
    /// What it says: CommonMark.
    text: String,
    /// Its language (BCP 47), one of the space's.
    language: String,
    /// The comment that it answers, by the first digits of its id.
    #[serde(default)]
    parent: Option<String>,
    /// Where it stands. A reply stands nowhere.
    #[serde(default)]
    side: Side,
}

/// Writes a comment.
#[utoipa::path(post, path = "/communities/{community}/documents/{id}/comments",
    operation_id = "comment", tag = "deliberation", security(("token" = ["write:comments"])),
    request_body = NewComment, responses((status = 201, body = Acted)))]
pub(super) async fn comment(asker: Asker, said: Said<NewComment>) -> Response {
    let Said { value, digest } = said;
    act(asker, COMMENT, digest, move |deed| {
        let reading = deed.community.deliberation();
        let subject = named(deed.asker, "document", reading.cards().map(|card| card.id))?;
        let parent = match &value.parent {
            None => None,
            Some(digits) => {
                let thread = reading.thread(&subject).iter().map(|remark| remark.id);
                let found = ateneu_page::find(digits, thread);
                Some(found.ok_or_else(|| Problem::missing("comment to answer"))?)
            }
        };
        drop(reading);
        if value.text.trim().is_empty() {
            return Err(Problem::new(Code::Body, "text: a comment says something"));
        }
        let text = deed.community.resolve_mentions(value.text.trim()).text;
        let plan = CommentPlan {
            subject,
            parent,
            voice: Voice::Member,
            alignment: value.side.meant(),
            language: language(&value.language)?,
            text: &text,
        };
        Ok(deed.community.comment(&mut deed.pen, plan)?)
    })
    .await
}

/// Whether a proposal is supported.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Supporting {
    /// `false` takes a support back.
    supports: bool,
}

/// Supports a proposal, or takes a support back.
#[utoipa::path(put, path = "/communities/{community}/documents/{id}/support",
    operation_id = "support", tag = "deliberation", security(("token" = ["support"])),
    request_body = Supporting, responses((status = 201, body = Acted)))]
pub(super) async fn support(asker: Asker, said: Said<Supporting>) -> Response {
    let Said { value, digest } = said;
    act(asker, SUPPORT, digest, move |deed| {
        let reading = deed.community.deliberation();
        let proposals = reading.cards().filter(|card| card.kind == DocumentKind::Proposal);
        let subject = named(deed.asker, "proposal", proposals.map(|card| card.id))?;
        drop(reading);
        let slot = Some(deed.slot);
        let given =
            talking::give(&mut deed.community, &mut deed.pen, slot, subject, value.supports);
        Ok(given?)
    })
    .await
}

/// What a ballot chooses: options by their ids, in the form that the poll's `ballot` asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum NewBallot {
    /// Options or projects without order.
    Approval(Vec<String>),
    /// Points by option.
    Points(BTreeMap<String, u32>),
    /// Options in order, the best first.
    Ranking(Vec<String>),
}

/// Casts a ballot. Cast again, the last one counts.
#[utoipa::path(post, path = "/communities/{community}/polls/{id}/ballots", operation_id = "vote",
    tag = "polls", security(("token" = ["vote"])), request_body = NewBallot,
    responses((status = 201, body = Acted)))]
pub(super) async fn vote(asker: Asker, said: Said<NewBallot>) -> Response {
    let Said { value, digest } = said;
    act(asker, VOTE, digest, move |deed| {
        let poll = named(deed.asker, "poll", deed.community.openings().map(|(id, _)| id))?;
        if matches!(deed.community.poll_status(&poll)?, PollStatus::Sealed { .. }) {
            return Err(Problem::new(
                Code::Refused,
                "the poll is sealed: no ballot counts any more",
            ));
        }
        let choices = choices(deed.community.opening(&poll)?, &value)?;
        Ok(deed.community.vote(&mut deed.pen, poll, choices)?)
    })
    .await
}

/// A ballot by the places of its options in the opening.
fn choices(opening: &Opening, ballot: &NewBallot) -> Result<Choices, Problem> {
    let place = |id: &String| {
        let mut places = (0_u16..).zip(&opening.options);
        let found = places.find(|(_, option)| option.id.as_str() == id);
        found.map(|(place, _)| place).ok_or_else(|| {
            Problem::new(Code::Body, format!("there is no option {id:?} in this poll"))
        })
    };
    match ballot {
        NewBallot::Approval(ids) => {
            let mut places = ids.iter().map(place).collect::<Result<Vec<_>, _>>()?;
            places.sort_unstable();
            Ok(Choices::Approval(places))
        }
        NewBallot::Points(points) => {
            let given = points.iter().filter(|(_, points)| **points > 0);
            let given = given.map(|(id, points)| Ok((place(id)?, *points)));
            let mut given = given.collect::<Result<Vec<_>, Problem>>()?;
            given.sort_unstable();
            Ok(Choices::Points(given))
        }
        NewBallot::Ranking(ids) => {
            Ok(Choices::Ranking(ids.iter().map(place).collect::<Result<_, _>>()?))
        }
    }
}
