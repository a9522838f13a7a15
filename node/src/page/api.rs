//! The JSON API, for programs: what pages show, and what people do, under `/api/v1`.
//!
//! ```text
//!   program ──▶ router ──▶ Asker (token, address) ──┬─▶ look ──▶ a shape, as JSON, with an ETag
//!                                                   └─▶ act  ──▶ Pen of the token's device ──▶ Community
//! ```
//!
//! Reading is open in public communities. Acts, and private communities, need a token that a
//! person made on their own page ([`crate::tokens`]). Cookies are not looked at, so that no other
//! site can act through a browser. What goes wrong is told as RFC 9457 has it ([`problem`]).
//!
//! The routes and their description are one thing: a handler's `utoipa::path` gives both, and what
//! all of them share ([`document`]) is added to it. `docs/openapi.json` is a copy that a test holds to it.

mod acts;
mod appeals;
mod asker;
mod charter;
mod communities;
mod composing;
mod deed;
mod document;
mod documents;
pub(super) mod dump;
mod events;
mod lists;
mod moderating;
mod office;
mod openings;
mod phasing;
mod polls;
mod problem;
mod records;
mod reference;
mod sealing;
mod shapes;
mod slice;
mod spaces;
mod threads;
mod uploads;
mod written;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::site::Site;
use problem::{Code, Problem};

pub(super) use reference::{operations, shapes};

/// Under which addresses it is.
const ROOT: &str = "/api/v1";

/// The API, and its description.
pub(super) fn of() -> Router<Arc<Site>> {
    let description: Arc<str> = document::whole(described()).to_string().into();
    Router::new()
        .nest(ROOT, routes().split_for_parts().0)
        .route("/api/openapi.json", get(move |asker| document::give(asker, description.clone())))
        .route("/api/{*rest}", axum::routing::any(nothing))
        .route("/api", axum::routing::any(nothing))
}

/// Where files are sent to, which may be larger than anything else that is.
pub(super) fn uploads() -> Router<Arc<Site>> {
    Router::new().nest(ROOT, with_files().split_for_parts().0)
}

/// What all routes say of themselves.
fn described() -> OpenApi {
    routes().merge(with_files()).split_for_parts().1
}

fn with_files() -> OpenApiRouter<Arc<Site>> {
    OpenApiRouter::new().routes(routes!(uploads::attach)).routes(routes!(uploads::attach_space))
}

fn routes() -> OpenApiRouter<Arc<Site>> {
    OpenApiRouter::new()
        .routes(routes!(communities::node))
        .routes(routes!(communities::all))
        .routes(routes!(communities::one))
        .routes(routes!(spaces::templates))
        .routes(routes!(spaces::all, phasing::open))
        .routes(routes!(spaces::one, composing::edit_space))
        .routes(routes!(phasing::go_on))
        .routes(routes!(composing::link_space))
        .routes(routes!(lists::documents, composing::compose))
        .routes(routes!(documents::one, composing::edit))
        .routes(routes!(composing::link))
        .routes(routes!(office::answer))
        .routes(routes!(office::conclude))
        .routes(routes!(uploads::detach))
        .routes(routes!(documents::versions))
        .routes(routes!(threads::comments, acts::comment))
        .routes(routes!(acts::support))
        .routes(routes!(polls::all, openings::open))
        .routes(routes!(polls::one))
        .routes(routes!(polls::result))
        .routes(routes!(acts::vote))
        .routes(routes!(sealing::seal))
        .routes(routes!(sealing::reopen))
        .routes(routes!(sealing::contest))
        .routes(routes!(moderating::report))
        .routes(routes!(moderating::label))
        .routes(routes!(appeals::all, moderating::appeal))
        .routes(routes!(charter::in_force))
        .routes(routes!(charter::revisions))
        .routes(routes!(records::receipt))
        .routes(routes!(records::log))
        .routes(routes!(records::news))
        .routes(routes!(events::events))
        .routes(routes!(records::search))
        .routes(routes!(communities::token))
}

async fn nothing() -> Problem {
    Problem::new(
        Code::NotFound,
        "there is nothing at this address: /api/openapi.json lists what there is",
    )
}

/// Tells whatever goes wrong below `/api` as a problem, also where it went wrong before a handler
/// was asked.
pub(super) async fn as_problems(request: Request, next: Next) -> Response {
    let is_ours = is_ours(request.uri().path());
    let response = next.run(request).await;
    let status = response.status();
    if !is_ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let told = response.headers().get(CONTENT_TYPE);
    if told.is_some_and(|media| media == problem::MEDIA) {
        return response;
    }
    Problem::of_status(status).into_response()
}

/// Whether an address is the API's.
pub(super) fn is_ours(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}
