//! What a program does in its person's name.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, LOCATION};
use axum::response::{IntoResponse, Response};
use participation::{
    ChainId, Choices, CommentPlan, DocumentKind, DocumentPlan, EntryId, LabelPlan, Lane, Language,
    Localized, Opening, Pen, PollStatus, Reason, SlotId, Text, Voice, receipt_code,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ROOT;
use super::asker::{Asker, Said, named, slot};
use super::problem::{Code, Problem};
use super::shapes::Side;
use crate::communities::Open;
use crate::page::acting;
use crate::page::answer::Hall;
use crate::page::scope::Scope;
use crate::page::talking;
use crate::page::tokens::{Begun, Held, Known, hex};
use crate::random;

/// Bytes of a key at most.
const KEY: usize = 100;

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Acted {
    /// The signed entry that it became.
    entry: String,
    /// Its receipt's code, to be read aloud.
    code: String,
    /// Where any program can ask whether it is there, unchanged, and counted.
    receipt: String,
}

/// Somebody about to act.
struct Deed<'a> {
    asker: &'a Asker,
    community: Open,
    pen: Pen<'a>,
    slot: SlotId,
}

/// Does something once in the name of the token's person.
async fn act(
    asker: Asker,
    scope: Scope,
    asked: [u8; 32],
    deed: impl FnOnce(&mut Deed<'_>) -> Result<EntryId, Problem> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || acted(&asker, scope, asked, deed));
    let acted = match done.await {
        Ok(Ok(acted)) => acted,
        Ok(Err(problem)) => return problem.into_response(),
        Err(error) => {
            tracing::error!(%error, "an act of the API panicked");
            return Problem::new(Code::Broken, "look into the node's log").into_response();
        }
    };
    let text = serde_json::to_string(&acted).unwrap_or_default();
    let place = HeaderValue::from_str(&acted.receipt);
    let media = HeaderValue::from_static("application/json");
    let mut response = (StatusCode::CREATED, text).into_response();
    response.headers_mut().insert(axum::http::header::CONTENT_TYPE, media);
    if let Ok(place) = place {
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

fn acted(
    asker: &Asker,
    scope: Scope,
    asked: [u8; 32],
    deed: impl FnOnce(&mut Deed<'_>) -> Result<EntryId, Problem>,
) -> Result<Acted, Problem> {
    let id = asker.community()?;
    let held = asker.may(&id, scope)?;
    let key = key(asker)?;
    let tokens = asker.site.tokens();
    // From here on nobody else acts in this community.
    let community = acting::enter(&asker.site, held.login(), &id)?;
    // What is asked: the body, and where it was sent to.
    let asked = format!("{} {}", hex(&asked), asker.named("id"));
    let asked = format!("{} {asked}", scope.name());
    let told = |entry: &str| Acted {
        entry: entry.to_owned(),
        code: entry.parse().map(|id: EntryId| receipt_code(&id)).unwrap_or_default(),
        receipt: format!("{ROOT}/communities/{id}/receipts/{entry}"),
    };
    let mut diary = tokens.diary(held.id(), |begun| {
        let entry = chain(held, &community, begun.lane()?).nth(begun.written)?;
        Some(entry.to_string())
    })?;
    match diary.of(&key, &asked) {
        Known::Done(entry) => return Ok(told(&entry)),
        Known::Other => {
            return Err(Problem::new(Code::KeyReused, "take another key for another act"));
        }
        Known::Nothing => {}
    }
    let slot = slot(held, &community)?;
    let lane = if scope == Scope::Vote { Lane::Ballots } else { Lane::Content };
    diary.begin(key, asked, Begun::new(lane, chain(held, &community, lane).count()))?;
    let mut entropy: fn(&mut [u8]) = random::fill;
    let pen = pen(held, asker, &mut entropy);
    let entry = deed(&mut Deed { asker, community, pen, slot })?.to_string();
    asker.site.metrics().acted();
    diary.end(&entry)?;
    Ok(told(&entry))
}

/// What the token's device has written in a lane, in its order.
fn chain<'a>(held: &Held, community: &'a Hall, lane: Lane) -> impl Iterator<Item = EntryId> + 'a {
    let device = held.device().public();
    community.view().chains().entries(&ChainId { device, lane })
}

fn pen<'a>(held: &'a Held, asker: &Asker, entropy: &'a mut fn(&mut [u8])) -> Pen<'a> {
    Pen { device: held.device(), now: asker.site.now(), entropy }
}

fn key(asker: &Asker) -> Result<String, Problem> {
    let key = asker.key.as_deref().unwrap_or_default();
    let plain = key.bytes().all(|byte| byte.is_ascii_graphic());
    if key.is_empty() || key.len() > KEY || !plain {
        let why = format!(
            "send an Idempotency-Key of 1 to {KEY} letters, digits and signs, such as a UUID"
        );
        return Err(Problem::new(Code::NoKey, why));
    }
    Ok(key.to_owned())
}

fn language(tag: &str) -> Result<Language, Problem> {
    tag.parse().map_err(|_| {
        Problem::new(Code::Body, format!("language: {tag:?} is no tag such as \"ca\""))
    })
}

/// What is composed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Composed {
    /// A proposal.
    Proposal,
    /// A debate.
    Debate,
}

/// A document that is to be published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDocument {
    /// What it is.
    kind: Composed,
    /// The space, by the first digits of its id.
    space: String,
    /// Its language (BCP 47), one of the space's.
    language: String,
    /// Its title.
    title: String,
    /// What it says: CommonMark.
    body: String,
}

/// Publishes a proposal or a debate.
#[utoipa::path(post, path = "/communities/{community}/documents", operation_id = "compose",
    tag = "deliberation", security(("token" = ["write:proposals"])), request_body = NewDocument,
    responses((status = 201, body = Acted)))]
pub(super) async fn compose(asker: Asker, said: Said<NewDocument>) -> Response {
    let Said { value, digest } = said;
    act(asker, Scope::Proposals, digest, move |deed| {
        let reading = deed.community.deliberation();
        let space = ateneu_page::find(&value.space, reading.spaces().map(|space| space.id));
        drop(reading);
        let space = space.ok_or_else(|| Problem::missing("space"))?;
        let kind = match value.kind {
            Composed::Proposal => DocumentKind::Proposal,
            Composed::Debate => DocumentKind::Debate,
        };
        let body = deed.community.resolve_mentions(value.body.trim()).text;
        let plan = DocumentPlan::new(kind, language(&value.language)?, value.title.trim(), &body)?;
        Ok(deed.community.compose(&mut deed.pen, space, plan)?)
    })
    .await
}

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
    act(asker, Scope::Comments, digest, move |deed| {
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
    act(asker, Scope::Support, digest, move |deed| {
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
    act(asker, Scope::Vote, digest, move |deed| {
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
}

/// Hides a document or a comment, or shows it again, as a moderator and with a public reason.
#[utoipa::path(post, path = "/communities/{community}/labels", operation_id = "label",
    tag = "deliberation", security(("token" = ["moderate"])), request_body = NewLabel,
    responses((status = 201, body = Acted)))]
pub(super) async fn label(asker: Asker, said: Said<NewLabel>) -> Response {
    let Said { value, digest } = said;
    act(asker, Scope::Moderate, digest, move |deed| {
        let subject = ateneu_page::moderation::subject_at(&deed.community, &value.subject);
        let subject = subject.ok_or_else(|| Problem::missing("document or comment"))?;
        if value.text.trim().is_empty() {
            return Err(Problem::new(Code::Body, "text: say why, everybody can read it"));
        }
        let text = Text::new(value.text.trim())
            .map_err(|wrong| Problem::new(Code::Body, format!("text: {wrong}")))?;
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
            appeal: None,
        };
        Ok(deed.community.label(&mut deed.pen, subject, plan)?)
    })
    .await
}
