//! What the rest of a node holds of the network.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use libp2p::Multiaddr;
use participation_types::CommunityId;
use tokio::sync::{mpsc, watch};

use crate::PeerName;
use crate::book::{Source, split};
use crate::error::HandleError;
use crate::hint::MAX_HINTS;
use crate::host::Joined;
use crate::status::{Condition, Status};

/// Commands that may wait.
pub(crate) const MAX_COMMANDS: usize = 256;

/// What is asked of the driver.
#[derive(Debug)]
pub(crate) enum Command {
    AddPeer {
        name: PeerName,
        address: Multiaddr,
        source: Source,
    },
    RemovePeer(PeerName),
    Block(PeerName),
    Unblock(PeerName),
    Join(Joined),
    Leave(CommunityId),
    Announce {
        community: CommunityId,
        hints: Vec<u64>,
    },
    Wake(CommunityId),
    #[cfg(test)]
    Panic,
}

/// A cheap clone that stays valid whatever happens to the driver. When the last one is dropped, the
/// network shuts down.
///
/// No method waits, except where its name or documentation says so; commands are taken in the
/// order in which they were given.
#[derive(Debug, Clone)]
pub struct Handle {
    pub(crate) commands: mpsc::Sender<Command>,
    pub(crate) status: watch::Receiver<Status>,
    pub(crate) shutdown: Arc<watch::Sender<bool>>,
    pub(crate) thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Handle {
    /// What the network looks like.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// The same, for who wants to be told of changes.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Waits until the network looks as wanted.
    ///
    /// # Errors
    /// [`HandleError::Closed`] when it was shut down and will not look so any more.
    pub async fn wait_for(
        &self,
        wanted: impl FnMut(&Status) -> bool,
    ) -> Result<Status, HandleError> {
        let mut status = self.status.clone();
        let found = status.wait_for(wanted).await.map_err(|_| HandleError::Closed)?;
        Ok(found.clone())
    }

    /// Learns where a node is, `/ip4/…/tcp/…/p2p/<name>`, and dials it soon.
    ///
    /// # Errors
    /// [`HandleError`] when the address does not end with a name, or the command is not taken.
    pub fn add_peer(&self, address: &str, source: Source) -> Result<PeerName, HandleError> {
        let (name, address) = split(address)?;
        self.send(Command::AddPeer { name, address, source })?;
        Ok(name)
    }

    /// Forgets a node and ends the connections with it.
    ///
    /// # Errors
    /// [`HandleError`] when the command is not taken.
    pub fn remove_peer(&self, name: PeerName) -> Result<(), HandleError> {
        self.send(Command::RemovePeer(name))
    }

    /// Does not speak to a node any more, until [`Self::unblock`]; remembered across restarts.
    ///
    /// # Errors
    /// [`HandleError`] when the command is not taken.
    pub fn block(&self, name: PeerName) -> Result<(), HandleError> {
        self.send(Command::Block(name))
    }

    /// Speaks to a node again, whether people or its own faults had it blocked.
    ///
    /// # Errors
    /// [`HandleError`] when the command is not taken.
    pub fn unblock(&self, name: PeerName) -> Result<(), HandleError> {
        self.send(Command::Unblock(name))
    }

    /// Keeps a community in step from now on; to say again what is known changes its addresses.
    ///
    /// # Errors
    /// [`HandleError`] when the command is not taken.
    pub fn join(&self, joined: Joined) -> Result<(), HandleError> {
        self.send(Command::Join(joined))
    }

    /// Keeps a community in step no longer.
    ///
    /// # Errors
    /// [`HandleError`] when the command is not taken.
    pub fn leave(&self, community: CommunityId) -> Result<(), HandleError> {
        self.send(Command::Leave(community))
    }

    /// Tells other nodes of what is new here: short ids under the community's hint key.
    ///
    /// # Errors
    /// [`HandleError`] when there are more than [`MAX_HINTS`] or the command is not taken.
    pub fn announce(&self, community: CommunityId, hints: Vec<u64>) -> Result<(), HandleError> {
        if hints.len() > MAX_HINTS {
            return Err(HandleError::Hints { count: hints.len() });
        }
        if hints.is_empty() {
            return Ok(());
        }
        self.send(Command::Announce { community, hints })
    }

    /// Starts sessions about a community now, with every connected peer that shares it.
    ///
    /// # Errors
    /// [`HandleError`] when the command is not taken.
    pub fn wake(&self, community: CommunityId) -> Result<(), HandleError> {
        self.send(Command::Wake(community))
    }

    /// Begins to shut down; sessions that run are cut.
    pub fn shutdown(&self) {
        self.shutdown.send_replace(true);
    }

    /// Waits until everything has ended, which takes a bounded time after [`Self::shutdown`].
    pub async fn stopped(&self) {
        let mut status = self.status.clone();
        // An error means that the driver's side is gone altogether: that, too, is the end.
        let _ = status.wait_for(|status| status.condition == Condition::Stopped).await;
    }

    /// Shuts down and blocks until the network's thread has ended.
    pub fn shut_down_and_join(&self) {
        self.shutdown();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the network's thread ended with a panic");
        }
    }

    #[cfg(test)]
    pub(crate) fn panic(&self) -> Result<(), HandleError> {
        self.send(Command::Panic)
    }

    fn send(&self, command: Command) -> Result<(), HandleError> {
        if self.status.borrow().condition == Condition::Stopped {
            return Err(HandleError::Closed);
        }
        self.commands.try_send(command).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => HandleError::Busy { waiting: MAX_COMMANDS },
            mpsc::error::TrySendError::Closed(_) => HandleError::Closed,
        })
    }
}
