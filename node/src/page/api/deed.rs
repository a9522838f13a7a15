//! How a program acts in its person's name: once for each key, with the token's own device.

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, LOCATION};
use axum::response::{IntoResponse, Response};
use participation::{ChainId, EntryId, Lane, Pen, SlotId, receipt_code};
use serde::Serialize;
use utoipa::ToSchema;

use super::ROOT;
use super::asker::{Asker, slot};
use super::problem::{Code, Problem};
use crate::communities::Open;
use crate::page::acting;
use crate::page::answer::Hall;
use crate::random;
use crate::tokens::{Begun, Held, Known, Scope, hex};

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

/// Under which operation something is done: what a token needs for it, and the lane of the entry
/// that it becomes. **Each act is one entry**, or a crash in between would leave half of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Under {
    name: &'static str,
    scopes: &'static [Scope],
    lane: Lane,
}

impl Under {
    /// An operation for which any one of these scopes is enough.
    pub(super) const fn new(name: &'static str, scopes: &'static [Scope], lane: Lane) -> Self {
        Self { name, scopes, lane }
    }
}

/// Somebody about to act.
#[derive(Debug)]
pub(super) struct Deed<'a> {
    pub(super) asker: &'a Asker,
    pub(super) community: Open,
    pub(super) pen: Pen<'a>,
    pub(super) slot: SlotId,
}

impl Deed<'_> {
    /// Refuses what the token may not do, where that depends on what is acted upon.
    pub(super) fn needs(&self, scope: Scope) -> Result<(), Problem> {
        self.asker.may(&self.community.id(), scope).map(drop)
    }
}

/// Does something once in the name of the token's person.
pub(super) async fn act(
    asker: Asker,
    under: Under,
    asked: [u8; 32],
    deed: impl FnOnce(&mut Deed<'_>) -> Result<EntryId, Problem> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || acted(&asker, under, asked, deed));
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
    under: Under,
    asked: [u8; 32],
    deed: impl FnOnce(&mut Deed<'_>) -> Result<EntryId, Problem>,
) -> Result<Acted, Problem> {
    let id = asker.community()?;
    let held = asker.may_any(&id, under.scopes)?;
    let key = key(asker)?;
    let tokens = asker.site.tokens();
    // From here on nobody else acts in this community.
    let community = acting::enter(&asker.site, held.login(), &id)?;
    // What is asked: the body, and where it was sent to.
    let asked = format!("{} {}", hex(&asked), asker.named("id"));
    let asked = format!("{} {asked}", under.name);
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
    let written = chain(held, &community, under.lane).count();
    diary.begin(key, asked, Begun::new(under.lane, written))?;
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
