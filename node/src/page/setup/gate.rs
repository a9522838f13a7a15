//! While a node waits to be set up, nothing else is open.

use std::sync::Arc;

use ateneu_page::{Tongue, setup};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use participation_store::SledStore;

use crate::page::answer::Answer;
use crate::page::ask::Ask;
use crate::page::looking::aside;
use crate::page::site::Site;

/// Lets through what setting up needs, and says of everything else that the node waits.
pub(in crate::page) async fn shut(
    State(site): State<Arc<Site>>,
    request: Request,
    next: Next,
) -> Response {
    if !site.setup.shuts() || is_let_through(request.uri().path()) {
        return next.run(request).await;
    }
    let method = request.method().clone();
    let (mut parts, body) = request.into_parts();
    let ask = match Ask::from_request_parts(&mut parts, &site).await {
        Ok(ask) => ask,
        Err(answer) => return answer.into_response(),
    };
    // Somebody founded a community, or joined one, on the command line.
    match site.halls.names() {
        Ok(names) if names.is_empty() => {}
        Ok(_) => {
            site.setup.close();
            return next.run(Request::from_parts(parts, body)).await;
        }
        Err(failure) => return Answer::failed(&failure).into_response(),
    }
    if method != Method::GET {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let told = aside(site, ask, |site, ask| {
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::of(setup::waiting(&visit, false), StatusCode::SERVICE_UNAVAILABLE))
    });
    told.await.into_response()
}

/// What is open all the same: files of the page, signs of life, and the setup.
fn is_let_through(path: &str) -> bool {
    let mut parts = path.split('/').skip(1);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match first {
        "static" | "setup" | "livez" | "readyz" | "metrics" => true,
        tongue => Tongue::of(tongue).is_some() && second == "setup",
    }
}

#[cfg(test)]
mod tests {
    use super::is_let_through;

    #[test]
    fn nothing_but_the_setup_is_open() {
        for open in ["/setup/00", "/ca/setup", "/es/setup/you", "/static/page-1.css", "/livez"] {
            assert!(is_let_through(open), "{open}");
        }
        for shut in ["/", "/ca", "/ca/login", "/ca/join", "/fr/setup", "/ca/keeper", "/api/v1"] {
            assert!(!is_let_through(shut), "{shut}");
        }
    }
}
