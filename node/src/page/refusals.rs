//! What is refused before any part of the page has seen it (too large, from another site, too slow) is
//! told as a page too: nobody is left with an empty window.

use std::sync::Arc;

use ateneu_page::message::Told;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer::{Answer, Refused};
use super::api;
use super::ask::Ask;
use super::looking::aside;
use super::site::Site;

/// Puts a page in the place of a refusal that has none.
pub(super) async fn as_pages(
    State(site): State<Arc<Site>>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST || api::is_ours(request.uri().path()) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let response = next.run(request).await;
    let is_page = |media: &HeaderValue| media.as_bytes().starts_with(b"text/html");
    if response.headers().get(CONTENT_TYPE).is_some_and(is_page) {
        return response;
    }
    let told = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Told::TooLarge,
        StatusCode::FORBIDDEN => Told::Elsewhere,
        StatusCode::SERVICE_UNAVAILABLE => Told::Broken,
        _ => return response,
    };
    let Ok(ask) = Ask::from_request_parts(&mut parts, &site).await else { return response };
    // Of another site's request nothing is done, not even a look at who is logged in.
    let ask = if told == Told::Elsewhere { ask.logged_out() } else { ask };
    let status = response.status();
    let page = aside(site, ask, move |_, _| Err(Refused::Told(told))).await;
    let page = if let Answer::Page(_, html) = page { Answer::Page(status, html) } else { page };
    page.into_response()
}
