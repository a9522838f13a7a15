//! What all requests share.

use std::net::SocketAddr;
use std::sync::{Arc, Weak};

use participation::Timestamp;
use tokio::sync::Semaphore;

use super::doors::Doors;
use super::halls::Halls;
use super::limits::Limits;
use super::sessions::Sessions;
use super::setup::Setup;
use crate::backups::Watch;
use crate::exit::Failure;
use crate::home::Home;
use crate::random;
use crate::serving::Serving;

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

    pub(super) fn now(&self) -> Timestamp {
        random::now()
    }

    /// Where the page is, when a request does not say.
    pub(super) const fn address(&self) -> SocketAddr {
        self.doors.first()
    }

    /// The address that people type, where a proxy brings them here.
    pub(super) fn url(&self) -> Option<String> {
        self.home().keeping().url().map(str::to_owned)
    }

    /// What a cookie says beside the rest: to be sent over TLS alone, where people come over it.
    pub(super) fn secure(&self) -> &'static str {
        if self.url().is_some() { "; Secure" } else { "" }
    }
}
