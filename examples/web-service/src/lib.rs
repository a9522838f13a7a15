//! A community embedded in a small web service.
//!
//! ```text
//!   GET  /                          proposals, those with most supports first
//!   POST /proposals                 title, body                      ─▶ 303 to the proposal
//!   GET  /proposals/{id}            its text, its comments
//!   POST /proposals/{id}/comments   text                             ─▶ 303
//!   POST /proposals/{id}/support    support=1 or 0                   ─▶ 303
//! ```
//!
//! What matters here: the library is synchronous and knows no runtime, so the service keeps the
//! community behind a lock and does its work on blocking threads; every text that a person wrote is
//! escaped when it is shown; an act that is not allowed is answered with the library's own sentence.
//! One person holds all keys in this example: a real service has an account for each.

mod hall;
mod pages;

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use participation::{EntryId, Error};
use serde::Deserialize;

pub use hall::Hall;

type Shared = Arc<Mutex<Hall>>;

/// The service around a hall.
pub fn service(hall: Hall) -> Router {
    Router::new()
        .route("/", get(list))
        .route("/proposals", post(propose))
        .route("/proposals/{id}", get(show))
        .route("/proposals/{id}/comments", post(comment))
        .route("/proposals/{id}/support", post(support))
        .with_state(Arc::new(Mutex::new(hall)))
}

/// A new proposal, as the form sends it.
#[derive(Debug, Deserialize)]
struct Proposal {
    title: String,
    body: String,
}

/// A new comment.
#[derive(Debug, Deserialize)]
struct Comment {
    text: String,
}

/// Support, given or taken back.
#[derive(Debug, Deserialize)]
struct Support {
    support: u8,
}

async fn list(State(hall): State<Shared>) -> Response {
    with(hall, |hall| Ok(Html(pages::list(hall)).into_response())).await
}

async fn show(State(hall): State<Shared>, Path(id): Path<String>) -> Response {
    with(hall, move |hall| Ok(Html(pages::proposal(hall, &known(&id)?)?).into_response())).await
}

async fn propose(State(hall): State<Shared>, Form(form): Form<Proposal>) -> Response {
    with(hall, move |hall| Ok(seen(hall.propose(&form.title, &form.body)?))).await
}

async fn comment(
    State(hall): State<Shared>,
    Path(id): Path<String>,
    Form(form): Form<Comment>,
) -> Response {
    with(hall, move |hall| {
        let id = known(&id)?;
        hall.comment(id, &form.text)?;
        Ok(seen(id))
    })
    .await
}

async fn support(
    State(hall): State<Shared>,
    Path(id): Path<String>,
    Form(form): Form<Support>,
) -> Response {
    with(hall, move |hall| {
        let id = known(&id)?;
        hall.support(id, form.support > 0)?;
        Ok(seen(id))
    })
    .await
}

/// Works with the hall on a thread that may block: signing and syncing take their time.
async fn with(
    hall: Shared,
    work: impl FnOnce(&mut Hall) -> Result<Response, Error> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || {
        work(&mut hall.lock().unwrap_or_else(PoisonError::into_inner))
    });
    match done.await {
        Ok(Ok(response)) => response,
        Ok(Err(error @ (Error::NoSuchEntry(_) | Error::Edit(_)))) => {
            (StatusCode::NOT_FOUND, Html(pages::refused(&error))).into_response()
        }
        Ok(Err(error)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Html(pages::refused(&error))).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn known(id: &str) -> Result<EntryId, Error> {
    id.parse().map_err(|_| Error::NoSuchEntry(EntryId::from_bytes([0; 32])))
}

/// After an act its page: who loads it again does not act again.
fn seen(id: EntryId) -> Response {
    Redirect::to(&format!("/proposals/{id}")).into_response()
}
