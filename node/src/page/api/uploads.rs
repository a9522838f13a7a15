//! Files: attached within the bounds of the page, and taken away.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use participation::{EntryId, FilePlan, Lane, Localized, Text};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::asker::{Asked, Asker, named};
use super::deed::{Acted, Deed, Under, act};
use super::problem::{Code, Problem};
use super::written::{language, wrong};
use crate::page::files;
use crate::tokens::Scope;

const ATTACH: Under = Under::new("attach", &[Scope::Files], Lane::Content);
const ATTACH_SPACE: Under = Under::new("attach-space", &[Scope::Files], Lane::Content);
const DETACH: Under = Under::new("detach", &[Scope::Files], Lane::Content);

/// What a file is called.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Called {
    /// Its name, such as `plan.pdf`.
    name: String,
    /// What it shows, for those who do not see it.
    title: String,
    /// The language of the title (BCP 47).
    language: String,
}

/// Attaches a file to a document. What it is, is found by its bytes: pictures, which are encoded anew
/// without their metadata, PDF, text and so on, of at most 10 MiB.
#[utoipa::path(post, path = "/communities/{community}/documents/{id}/files",
    operation_id = "attach", tag = "deliberation", params(Called),
    security(("token" = ["write:files"])),
    request_body(description = "The bytes of the file", content_type = "application/octet-stream"),
    responses((status = 201, body = Acted)))]
pub(super) async fn attach(asker: Asker, Asked(called): Asked<Called>, body: Body) -> Response {
    take_in(asker, ATTACH, called, body, |deed| {
        let reading = deed.community.deliberation();
        named(deed.asker, "document", reading.cards().map(|card| card.id))
    })
    .await
}

/// Attaches a file to a space, as an organiser.
#[utoipa::path(post, path = "/communities/{community}/spaces/{id}/files",
    operation_id = "attach-space", tag = "organising", params(Called),
    security(("token" = ["write:files"])),
    request_body(description = "The bytes of the file", content_type = "application/octet-stream"),
    responses((status = 201, body = Acted)))]
pub(super) async fn attach_space(
    asker: Asker,
    Asked(called): Asked<Called>,
    body: Body,
) -> Response {
    take_in(asker, ATTACH_SPACE, called, body, |deed| {
        let reading = deed.community.deliberation();
        named(deed.asker, "space", reading.spaces().map(|space| space.id))
    })
    .await
}

async fn take_in(
    asker: Asker,
    under: Under,
    called: Called,
    body: Body,
    subject: impl FnOnce(&Deed<'_>) -> Result<EntryId, Problem> + Send + 'static,
) -> Response {
    // Nothing is read, and no picture decoded, for nobody.
    let checked = aside(asker, |asker| asker.may(&asker.community()?, Scope::Files).map(drop));
    let asker = match checked.await {
        Ok((asker, ())) => asker,
        Err(problem) => return problem.into_response(),
    };
    let Ok(bytes) = axum::body::to_bytes(body, files::MAX_FILE).await else {
        let most = files::MAX_FILE / (1024 * 1024);
        let why = format!("a file has at most {most} MiB");
        return Problem::new(Code::TooLarge, why).into_response();
    };
    let said = [&called.name, &called.title, &called.language].map(|text| text.as_bytes());
    let mut digest = Sha256::new();
    for part in said.into_iter().chain([&*bytes]) {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part);
    }
    // Decoded before the community is held, so that nobody waits for that.
    let name = called.name.clone();
    let looked = aside(asker, move |_| {
        files::accepted(&bytes, &name, None).map_err(|why| Problem::new(Code::Refused, why))
    });
    let (asker, accepted) = match looked.await {
        Ok(looked) => looked,
        Err(problem) => return problem.into_response(),
    };
    act(asker, under, digest.finalize().into(), move |deed| {
        let subject = subject(deed)?;
        let title = Text::new(called.title.trim()).map_err(|why| wrong("title", why))?;
        if title.as_str().is_empty() {
            return Err(wrong("title", "say what the file shows"));
        }
        let plan = FilePlan {
            bytes: &accepted.bytes,
            media: accepted.media_type.mime(),
            name: &accepted.name,
            title: Localized::one(language(&called.language)?, title),
            weight: 0,
        };
        Ok(deed.community.attach(&mut deed.pen, subject, &plan)?)
    })
    .await
}

/// Does something on a thread that may wait, and gives the asker back.
async fn aside<T: Send + 'static>(
    asker: Asker,
    make: impl FnOnce(&Asker) -> Result<T, Problem> + Send + 'static,
) -> Result<(Asker, T), Problem> {
    let done = tokio::task::spawn_blocking(move || {
        let made = make(&asker)?;
        Ok((asker, made))
    });
    done.await.map_err(|error| Problem::new(Code::Broken, error))?
}

/// Takes an attached file away.
#[utoipa::path(delete, path = "/communities/{community}/files/{id}", operation_id = "detach",
    tag = "deliberation", security(("token" = ["write:files"])),
    responses((status = 201, body = Acted)))]
pub(super) async fn detach(asker: Asker) -> Response {
    act(asker, DETACH, [0; 32], |deed| {
        let reading = deed.community.deliberation();
        let of_cards = reading.cards().flat_map(|card| card.attachments.iter());
        let of_spaces = reading.spaces().flat_map(|space| space.attachments.iter());
        let file = named(deed.asker, "file", of_cards.chain(of_spaces).copied())?;
        drop(reading);
        Ok(deed.community.detach(&mut deed.pen, file)?)
    })
    .await
}
