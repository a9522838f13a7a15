//! Attached files: taken in within bounds, given out so that no browser runs them.

use std::sync::{Arc, Mutex, PoisonError};

use ateneu_page::barred::Doing;
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::{Deed, Filled, files};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::StatusCode;
use participation::{FilePlan, Localized, Text};
use participation_media::{Accepted, MediaError, MediaType, Policy, accept};
use sha2::{Digest, Sha256};

use super::acting::{Acting, Done, act};
use super::answer::{Answer, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{let_in, screen, subject_at};
use super::office::above;
use super::site::Site;
use super::unattachable;
use super::waiting;
use crate::tokens::hex;

/// Bytes of what a form with a file may send: the largest file, and what stands around it.
pub(super) const MAX_BODY: usize = MAX_FILE + 64 * 1024;

/// Bytes of a file: those of [`Policy::default`].
pub(super) const MAX_FILE: usize = 10 * 1024 * 1024;

/// The field in which the digest of a file stands beside what was typed.
pub(super) const FILE_DIGEST: &str = "file-digest";

/// Fields of a form with a file at most, and bytes of each that is no file.
const MAX_FIELDS: usize = 16;
const MAX_FIELD: usize = 8 * 1024;

/// What a form with a file sends.
#[derive(Debug, Default)]
pub(super) struct Upload {
    sent: Sent,
    /// The name that the browser tells, the type, and the bytes.
    file: Option<(String, Option<String>, Vec<u8>)>,
}

impl FromRequest<Arc<Site>> for Upload {
    type Rejection = Answer;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Answer> {
        let large = || Answer::Only(StatusCode::PAYLOAD_TOO_LARGE);
        let parts = Multipart::from_request(request, site).await;
        let mut parts = parts.map_err(|rejection| Answer::Only(rejection.status()))?;
        let mut upload = Self::default();
        for _ in 0..=MAX_FIELDS {
            let part = parts.next_field().await.map_err(|error| Answer::Only(error.status()))?;
            let Some(part) = part else { return Ok(upload) };
            let name = part.name().unwrap_or_default().to_owned();
            if let Some(file) = part.file_name().map(str::to_owned) {
                let media = part.content_type().map(str::to_owned);
                let bytes = bytes(part, MAX_FILE).await?.ok_or_else(large)?;
                // Another file in the same form is another act.
                upload.sent.put(FILE_DIGEST.to_owned(), hex(&Sha256::digest(&bytes)));
                // A browser sends an empty file where none was chosen.
                upload.file = (!bytes.is_empty()).then_some((file, media, bytes));
            } else {
                let bytes = bytes(part, MAX_FIELD).await?.ok_or_else(large)?;
                upload.sent.put(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        Err(large())
    }
}

/// The bytes of a part; `None` for more than so many.
async fn bytes(mut part: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Answer> {
    let mut bytes = Vec::new();
    loop {
        let chunk = part.chunk().await.map_err(|error| Answer::Only(error.status()))?;
        let Some(chunk) = chunk else { return Ok(Some(bytes)) };
        if bytes.len().saturating_add(chunk.len()) > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
}

/// The form that attaches a file.
pub(super) async fn form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let id = subject_at(community, ask).ok_or(Refused::Told(Told::NotHere))?;
        let_in(ask, community, visit, Doing::Attach(id))?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let filled = filled.unwrap_or_default();
        let html = files::form(community, &visit, &id, &filled, MAX_FILE as u64);
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Attaches a file.
pub(super) async fn attach(State(site): State<Arc<Site>>, ask: Ask, upload: Upload) -> Answer {
    let Upload { mut sent, file } = upload;
    // A picture is decoded for nobody but who may act, and while nothing else waits for it.
    let session = ask.session.as_ref();
    let looked = if session.is_some_and(|session| session.is_own(sent.get("token"))) {
        tokio::task::spawn_blocking(move || looked_at(file)).await.ok()
    } else {
        if let Some((name, _, _)) = file {
            sent.put("file".to_owned(), waiting::file_name(&name));
        }
        None
    };
    act(site, ask, sent, |acting| {
        let id = subject_at(&acting.community, acting.ask);
        let id = id.ok_or(Refused::Told(Told::NotHere))?;
        let words = Words::of(acting.ask.tongue);
        let mut filled = Filled::read(acting.sent.fields());
        let title = filled.get("title").to_owned();
        let language = acting.ask.tongue.language();
        let title =
            language.zip(Text::new(title).ok()).filter(|(_, text)| !text.as_str().is_empty());
        if title.is_none() {
            filled.wrong("title", words.say("attach-no-title"));
        }
        let accepted = match looked {
            Some(Ok(accepted)) => Some(accepted),
            Some(Err(Some(refused))) => {
                filled.wrong("file", unattachable::why(&refused, words));
                None
            }
            Some(Err(None)) | None => {
                filled.wrong("file", words.say("attach-none"));
                None
            }
        };
        let shown = |acting: &Acting<'_>, filled: &Filled| {
            let most = MAX_FILE as u64;
            let html = files::form(&acting.community, &acting.visit, &id, filled, most);
            acting.again(html, filled)
        };
        let (Some((language, title)), Some(accepted)) = (title, accepted) else {
            return Err(shown(acting, &filled));
        };
        let plan = FilePlan {
            bytes: &accepted.bytes,
            media: accepted.media_type.mime(),
            name: &accepted.name,
            title: Localized::one(language, title),
            weight: 0,
        };
        match acting.community.attach(&mut acting.signer.pen(), id, &plan) {
            Ok(entry) => Ok(Done::new(Deed::Attached, entry, above(acting.ask))),
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("file", text);
                Err(shown(acting, &filled))
            }
        }
    })
    .await
}

/// What of a file may be published, or why it may not; nothing where there is none.
fn looked_at(
    file: Option<(String, Option<String>, Vec<u8>)>,
) -> Result<Accepted, Option<MediaError>> {
    let (name, media, bytes) = file.ok_or(None)?;
    accepted(&bytes, &name, media.as_deref()).map_err(Some)
}

/// What of these bytes may be published, or why they may not.
pub(super) fn accepted(
    bytes: &[u8],
    name: &str,
    media: Option<&str>,
) -> Result<Accepted, MediaError> {
    /// A picture takes memory while it is decoded: one at a time.
    static ONE: Mutex<()> = Mutex::new(());
    let _turn = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    accept(bytes, name, media, &Policy::default())
}

/// Takes a file away.
pub(super) async fn detach(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act(site, ask, sent, |acting| {
        let id = subject_at(&acting.community, acting.ask);
        let id = id.ok_or(Refused::Told(Told::NotHere))?;
        let file = files::attachment(&acting.community, &id, acting.sent.get("file"));
        let file = file.ok_or(Refused::Told(Told::NotHere))?;
        let entry = acting.community.detach(&mut acting.signer.pen(), file)?;
        Ok(Done::new(Deed::Detached, entry, above(acting.ask)))
    })
    .await
}

/// Gives a file out: pictures to be looked at, everything else to be kept.
pub(super) async fn get(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, ask, community, _| {
        let file = files::attached(community, ask.part(1)).ok_or(Refused::Told(Told::NotHere))?;
        let bytes = community.blob(&file.blob)?.ok_or(Refused::Told(Told::NotHere))?;
        // What another node says of a type is believed as far as it is one of ours.
        let media = MediaType::ALL.into_iter().find(|media| media.mime() == file.media);
        let is_picture = media.is_some_and(MediaType::is_picture);
        let media = media.map_or("application/octet-stream", MediaType::mime);
        Ok(Answer::Attached { media, name: file.name, is_picture, bytes })
    })
    .await
}
