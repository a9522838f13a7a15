//! What all requests share.

use std::net::SocketAddr;
use std::sync::Arc;

use participation::Timestamp;
use tokio::sync::Semaphore;

use super::halls::Halls;
use super::limits::Limits;
use super::sessions::Sessions;
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
    address: SocketAddr,
}

impl Site {
    pub(super) fn new(serving: Arc<Serving>, address: SocketAddr) -> Result<Arc<Self>, Failure> {
        Ok(Arc::new(Self {
            halls: Halls::new(serving.home().all())?,
            serving,
            sessions: Sessions::default(),
            limits: Limits::new(),
            passphrases: Semaphore::new(PASSPHRASES),
            address,
        }))
    }

    pub(super) fn home(&self) -> &Home {
        self.serving.home()
    }

    pub(super) fn now(&self) -> Timestamp {
        random::now()
    }

    /// Where the page is, when a request does not say.
    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }
}
