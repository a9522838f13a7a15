//! Whether the node is well: for what starts it, what watches it, and what sends people to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::site::Site;
use crate::communities::Tried;
use crate::exit::Failure;

/// How long a community is waited for. One that somebody works with is well.
const PATIENCE: Duration = Duration::from_millis(500);

/// The media type of OpenMetrics.
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// That the program runs and answers.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// Whether people can be sent here: every community opens. Else why not, line by line.
pub(super) async fn ready(State(site): State<Arc<Site>>) -> Response {
    let reasons = tokio::task::spawn_blocking(move || reasons(&site)).await;
    let reasons = reasons.unwrap_or_else(|error| vec![error.to_string()]);
    let (status, text) = if reasons.is_empty() {
        (StatusCode::OK, "ready\n".to_owned())
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, reasons.join("\n") + "\n")
    };
    let headers = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, headers, text).into_response()
}

/// Why people cannot be sent here.
fn reasons(site: &Site) -> Vec<String> {
    if site.is_ending() {
        return vec!["the node is ending".to_owned()];
    }
    let ids = match site.home().communities() {
        Ok(ids) => ids,
        Err(failure) => return vec![format!("the communities cannot be listed: {failure}")],
    };
    let mut reasons = Vec::new();
    for id in ids {
        let short = id.short();
        match site.home().all().try_open(&id, PATIENCE) {
            Ok(Tried::Open(community)) if community.is_stopped() => {
                reasons.push(format!("community {short}: a write failed, look into the log"));
            }
            Ok(Tried::Open(_) | Tried::Busy | Tried::Absent) => {}
            Err(failure) => {
                tracing::error!(%failure, community = short, "a community does not open");
                reasons
                    .push(format!("community {short}: its store does not open, look into the log"));
            }
        }
    }
    reasons
}

/// What the node counts, for a program on this computer, or for one that knows the secret.
pub(super) async fn metrics(
    State(site): State<Arc<Site>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !is_from_here(peer, &headers) && !knows(site.metrics_token(), &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let told = tokio::task::spawn_blocking(move || site.metrics().told(&site)).await;
    match told.map_err(Failure::system).and_then(|told| told) {
        Ok(text) => ([(CONTENT_TYPE, HeaderValue::from_static(METRICS))], text).into_response(),
        Err(failure) => {
            tracing::error!(%failure, "what is counted could not be told");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether a program on this computer asks, and not a proxy on it for somebody else, nor a page that
/// a browser on it shows.
fn is_from_here(peer: SocketAddr, headers: &HeaderMap) -> bool {
    let passed_on = headers.keys().any(|name| {
        let name = name.as_str();
        name == "forwarded"
            || name == "via"
            || name.starts_with("x-forwarded")
            || name == "x-real-ip"
    });
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let is_local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    peer.ip().is_loopback() && is_local && !passed_on
}

/// Whether whoever asks knows the secret; nobody does where there is none.
fn knows(secret: &str, headers: &HeaderMap) -> bool {
    let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    // Digests have one length, and tell nothing by where they differ.
    let (one, other) = (Sha256::digest(secret), Sha256::digest(sent));
    let differ = one.iter().zip(&other).fold(0, |differ, (one, other)| differ | (one ^ other));
    !secret.is_empty() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        all.iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_a_program_on_this_computer_is_from_here() {
        let (here, there): (SocketAddr, SocketAddr) =
            ("127.0.0.1:4".parse().unwrap(), "192.168.1.7:4".parse().unwrap());
        assert!(is_from_here(here, &headers(&[("host", "127.0.0.1:8787")])));
        assert!(is_from_here(here, &headers(&[("host", "localhost")])));
        assert!(!is_from_here(there, &headers(&[("host", "127.0.0.1:8787")])));
        for (name, value) in [
            ("x-forwarded-for", "1.2.3.4"),
            ("forwarded", "for=1.2.3.4"),
            ("via", "1.1 proxy"),
            ("x-real-ip", "1.2.3.4"),
        ] {
            assert!(
                !is_from_here(here, &headers(&[("host", "localhost"), (name, value)])),
                "{name}"
            );
        }
        // A page from elsewhere whose name was made to lead here.
        assert!(!is_from_here(here, &headers(&[("host", "evil.example:8787")])));
    }

    #[test]
    fn nobody_knows_a_secret_that_is_none() {
        let sent = |text| headers(&[("authorization", text)]);
        assert!(knows("0123456789abcdef", &sent("Bearer 0123456789abcdef")));
        assert!(!knows("0123456789abcdef", &sent("Bearer 0123456789abcdee")));
        assert!(!knows("0123456789abcdef", &sent("0123456789abcdef")));
        assert!(!knows("", &sent("Bearer ")));
        assert!(!knows("", &headers(&[])));
    }
}
