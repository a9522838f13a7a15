//! What the page counts of itself, for whoever watches the node (OpenMetrics 1.0, which Prometheus
//! reads).

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::site::Site;
use crate::communities::Tried;
use crate::exit::Failure;

/// Seconds at which the histogram of answers is cut.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// How long a community is waited for; what somebody else holds keeps the number that it had.
const PATIENCE: Duration = Duration::from_millis(200);

type Labels<const N: usize> = [(&'static str, String); N];
type Answers = Family<Labels<1>, Histogram, fn() -> Histogram>;

/// What is counted.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Labels<3>, Counter>,
    seconds: Answers,
    sent: Counter,
    refused: Counter,
    acts: Counter,
    sessions: Gauge,
    communities: Gauge,
    entries: Family<Labels<1>, Gauge>,
    peers: Family<Labels<1>, Gauge>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("ateneu"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            sent: Counter::default(),
            refused: Counter::default(),
            acts: Counter::default(),
            sessions: Gauge::default(),
            communities: Gauge::default(),
            entries: Family::default(),
            peers: Family::default(),
        };
        let version: Family<Labels<1>, Gauge> = Family::default();
        version.get_or_create(&[("version", env!("CARGO_PKG_VERSION").to_owned())]).set(1);
        let all = &mut metrics.registry;
        all.register("build", "The version of the program, as a label", version);
        let text = "Requests by method, pattern of the address, and status";
        all.register("http_requests", text, metrics.requests.clone());
        let text = "Time until an answer began, by pattern of the address";
        all.register_with_unit("http_answer", text, Unit::Seconds, metrics.seconds.clone());
        let text = "Bytes of answers, as they were sent";
        all.register_with_unit("http_sent", text, Unit::Bytes, metrics.sent.clone());
        let text = "Sign-ins that were refused: wrong passphrases, and too many of them";
        all.register("sign_ins_refused", text, metrics.refused.clone());
        all.register(
            "acts",
            "Acts that people and programs did on this node",
            metrics.acts.clone(),
        );
        all.register("sessions", "People who are logged in", metrics.sessions.clone());
        all.register("communities", "Communities that the node holds", metrics.communities.clone());
        all.register("entries", "Entries, by community", metrics.entries.clone());
        let text = "Nodes that are connected, by community";
        all.register("peers", text, metrics.peers.clone());
        metrics
    }
}

impl Metrics {
    /// Somebody was not let in.
    pub(super) fn refused(&self) {
        self.refused.inc();
    }

    /// Somebody acted.
    pub(super) fn acted(&self) {
        self.acts.inc();
    }

    /// All of it, as text, once what changes by itself was looked at.
    pub(super) fn told(&self, site: &Site) -> Result<String, Failure> {
        let ids = site.home().communities()?;
        self.communities.set(number(ids.len()));
        self.sessions.set(number(site.sessions.alive(site.now())));
        for id in ids {
            let label = [("community", id.short())];
            self.peers.get_or_create(&label).set(number(site.peers(&id)));
            if let Tried::Open(community) = site.home().all().try_open(&id, PATIENCE)? {
                self.entries.get_or_create(&label).set(number(community.len()));
            }
        }
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(Failure::system)?;
        Ok(text)
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Counts a request and its answer.
pub(super) async fn counted(
    State(site): State<Arc<Site>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let method = method(request.method());
    let pattern = request.extensions().get::<MatchedPath>();
    // Addresses that lead nowhere are without number, and are one.
    let pattern = pattern.map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let metrics = site.metrics();
    let status = response.status();
    // The file that is asked for most often, and the health of the node, tell nothing of its people.
    let taken = begun.elapsed().as_secs_f64();
    metrics.seconds.get_or_create(&[("pattern", pattern.clone())]).observe(taken);
    let labels = [("method", method.to_owned()), ("pattern", pattern), ("status", text_of(status))];
    metrics.requests.get_or_create(&labels).inc();
    let sent = metrics.sent.clone();
    response.map(|body| {
        axum::body::Body::new(body.map_frame(move |frame| {
            if let Some(data) = frame.data_ref() {
                sent.inc_by(u64::try_from(data.len()).unwrap_or(u64::MAX));
            }
            frame
        }))
    })
}

fn text_of(status: StatusCode) -> String {
    status.as_u16().to_string()
}

/// One of a few names: methods are whatever somebody sends.
fn method(method: &Method) -> &'static str {
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::OPTIONS];
    let names = ["GET", "HEAD", "POST", "PUT", "OPTIONS"];
    let found = known.iter().zip(names).find(|(known, _)| *known == method);
    found.map_or("other", |(_, name)| name)
}
