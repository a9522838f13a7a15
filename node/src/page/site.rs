//! What all requests share.

use std::net::SocketAddr;
use std::sync::{Arc, Weak};

use ateneu_page::Zone;
use participation::{CommunityId, Timestamp};
use tokio::sync::Semaphore;

use super::doors::Doors;
use super::halls::{Halls, Part};
use super::limits::Limits;
use super::metrics::Metrics;
use super::opendata::Exports;
use super::pulse::Pulse;
use super::sessions::Sessions;
use super::setup::Setup;
use crate::backups::Watch;
use crate::exit::Failure;
use crate::home::Home;
use crate::random;
use crate::serving::Serving;
use crate::tokens::Tokens;

/// Passphrases that are tried at once: each takes 64 MiB for half a second.
const PASSPHRASES: usize = 2;

/// The page of a node.
#[derive(Debug)]
pub(super) struct Site {
    serving: Arc<Serving>,
    pub(super) sessions: Sessions,
    pub(super) halls: Halls,
    pub(super) limits: Limits,
    pub(super) passphrases: Semaphore,
    pub(super) setup: Setup,
    pub(super) doors: Doors,
    pub(super) exports: Exports,
    tokens: Tokens,
    pulse: Pulse,
    zone: Zone,
    metrics: Metrics,
    shared: Weak<Self>,
}

impl Site {
    pub(super) fn new(serving: Arc<Serving>, doors: Doors) -> Result<Arc<Self>, Failure> {
        let halls = Halls::new(serving.home().all())?;
        let setup = if halls.names()?.is_empty() {
            Setup::waiting(random::now())?
        } else {
            Setup::closed()
        };
        Ok(Arc::new_cyclic(|shared| Self {
            halls,
            exports: Exports::default(),
            metrics: Metrics::default(),
            pulse: Pulse::of(serving.home().all()),
            tokens: Tokens::of(serving.home().path()),
            zone: serving.settings().zone(),
            serving,
            sessions: Sessions::default(),
            limits: Limits::new(),
            passphrases: Semaphore::new(PASSPHRASES),
            setup,
            doors,
            shared: shared.clone(),
        }))
    }

    /// The same, for what outlives a request.
    pub(super) fn shared(&self) -> Option<Arc<Self>> {
        self.shared.upgrade()
    }

    pub(super) fn home(&self) -> &Home {
        self.serving.home()
    }

    /// The node.
    pub(super) fn serving(&self) -> &Serving {
        &self.serving
    }

    /// What sees to the backups.
    pub(super) fn watch(&self) -> &Watch {
        self.serving.watch()
    }

    /// What programs show in the place of people.
    pub(super) const fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// What is counted.
    pub(super) const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Follows a part of a community before it is asked for, so that whoever asks holds nobody up.
    /// Where that fails, whoever asks is told.
    pub(super) async fn follow(&self, community: Option<CommunityId>, part: Part) {
        let (Some(site), Some(id)) = (self.shared(), community) else { return };
        let followed = move || site.follow_here(&id, part);
        let done = tokio::task::spawn_blocking(followed).await;
        if let Ok(Err(failure)) = done {
            tracing::warn!(%failure, "what is kept for the page could not be brought up to date");
        }
    }

    /// The same on this thread, which may wait.
    pub(super) fn follow_here(&self, id: &CommunityId, part: Part) -> Result<(), Failure> {
        self.halls.follow(id, part, || self.goes_on())
    }

    /// Follows every community, one after the other: after a start, before anybody asks.
    pub(super) async fn follow_all(&self) {
        for (id, _) in self.halls.names().unwrap_or_default() {
            for part in Part::ALL {
                self.follow(Some(id), part).await;
            }
        }
    }

    /// Whether the page is not about to end.
    fn goes_on(&self) -> bool {
        !self.is_ending() && self.pulse.hear().borrow().is_some()
    }

    /// With what another computer may read that; empty where none may.
    pub(super) fn metrics_token(&self) -> &str {
        self.serving.settings().text("http.metrics-token")
    }

    /// Whether the node is about to end.
    pub(super) fn is_ending(&self) -> bool {
        self.serving.is_ending()
    }

    /// How many nodes that hold this community are connected.
    pub(super) fn peers(&self, community: &CommunityId) -> usize {
        self.serving.peers(community)
    }

    /// What wakes those who wait for changes.
    pub(super) const fn pulse(&self) -> &Pulse {
        &self.pulse
    }

    pub(super) fn now(&self) -> Timestamp {
        random::now()
    }

    /// In which hours are told and typed.
    pub(super) const fn zone(&self) -> Zone {
        self.zone
    }

    /// Where the page is, when a request does not say.
    pub(super) const fn address(&self) -> SocketAddr {
        self.doors.first()
    }

    /// The address that people type, where a proxy brings them here.
    pub(super) fn url(&self) -> Option<String> {
        let set = self.serving.settings().text("http.url");
        if set.is_empty() {
            self.home().keeping().url().map(str::to_owned)
        } else {
            Some(set.to_owned())
        }
    }

    /// What a cookie says beside the rest: to be sent over TLS alone, where people come over it.
    pub(super) fn secure(&self) -> &'static str {
        if self.url().is_some() { "; Secure" } else { "" }
    }
}
