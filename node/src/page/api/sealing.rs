//! What is done about a count: seals, other seals, objections.

use axum::response::Response;
use participation::{EntryId, Lane};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said, named};
use super::deed::{Acted, Deed, Under, act};
use super::problem::Problem;
use super::written::wrong;
use crate::tokens::Scope;

const SEAL: Under = Under::new("seal", &[Scope::Seal], Lane::Authority);
const REOPEN: Under = Under::new("reopen", &[Scope::Seal], Lane::Authority);
const CONTEST: Under = Under::new("contest", &[Scope::Seal], Lane::Ballots);

/// Why somebody asks for another seal, or objects to one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewReason {
    /// Why, in words that everybody can read.
    reason: String,
}

/// Signs the count of a poll as it stands here, as a steward or a trustee. It is sealed once as many
/// have signed the same as are needed: no ballot counts after that.
#[utoipa::path(post, path = "/communities/{community}/polls/{id}/seals", operation_id = "seal",
    tag = "organising", security(("token" = ["seal"])), responses((status = 201, body = Acted)))]
pub(super) async fn seal(asker: Asker) -> Response {
    act(asker, SEAL, [0; 32], |deed| {
        let poll = poll(deed)?;
        Ok(deed.community.seal(&mut deed.pen, poll)?)
    })
    .await
}

/// Asks that a sealed poll be sealed again, with the ballots that came since.
#[utoipa::path(post, path = "/communities/{community}/polls/{id}/reopenings",
    operation_id = "reopen", tag = "organising", security(("token" = ["seal"])),
    request_body = NewReason, responses((status = 201, body = Acted)))]
pub(super) async fn reopen(asker: Asker, said: Said<NewReason>) -> Response {
    let Said { value, digest } = said;
    act(asker, REOPEN, digest, move |deed| {
        let poll = poll(deed)?;
        Ok(deed.community.reopen(&mut deed.pen, poll, reason(&value)?)?)
    })
    .await
}

/// Objects in public to the seal of a poll. Everybody who may vote can.
#[utoipa::path(post, path = "/communities/{community}/polls/{id}/contests",
    operation_id = "contest", tag = "organising", security(("token" = ["seal"])),
    request_body = NewReason, responses((status = 201, body = Acted)))]
pub(super) async fn contest(asker: Asker, said: Said<NewReason>) -> Response {
    let Said { value, digest } = said;
    act(asker, CONTEST, digest, move |deed| {
        let poll = poll(deed)?;
        Ok(deed.community.contest(&mut deed.pen, poll, reason(&value)?, Vec::new())?)
    })
    .await
}

fn poll(deed: &Deed<'_>) -> Result<EntryId, Problem> {
    named(deed.asker, "poll", deed.community.openings().map(|(id, _)| id))
}

fn reason(said: &NewReason) -> Result<&str, Problem> {
    let reason = said.reason.trim();
    if reason.is_empty() {
        Err(wrong("reason", "say why, everybody can read it"))
    } else {
        Ok(reason)
    }
}
