//! A node under systemd (sd_notify(3)): it says when the page answers, that it is still alive, and
//! that it ends. Under nothing of the kind this does nothing.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use sd_notify::NotifyState;

use crate::doctor;
use crate::exit::Failure;
use crate::serving::Serving;

/// A node that is watched until this is dropped.
#[derive(Debug)]
pub(crate) struct Supervised {
    end: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Supervised {
    /// Says that the node is ready, and from then on as often as it is asked to that it lives: while
    /// its page answers, where it has one.
    ///
    /// # Errors
    /// [`Failure::System`] where there is no thread.
    pub(crate) fn start(serving: &Arc<Serving>) -> Result<Self, Failure> {
        say(&[NotifyState::Ready]);
        let Some(within) = sd_notify::watchdog_enabled() else {
            return Ok(Self { end: None, thread: None });
        };
        let (end, ended) = sync_channel::<()>(0);
        let serving = serving.clone();
        // Twice as often as is asked, so that one that comes late does no harm.
        let often = (within / 2).max(Duration::from_millis(10));
        let watch = move || {
            while ended.recv_timeout(often) == Err(RecvTimeoutError::Timeout) {
                if serving.page().is_none_or(doctor::answers) {
                    say(&[NotifyState::Watchdog]);
                } else {
                    tracing::error!("the page does not answer");
                }
            }
        };
        let thread = thread::Builder::new().name("supervised".to_owned()).spawn(watch);
        Ok(Self { end: Some(end), thread: Some(thread.map_err(Failure::system)?) })
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        say(&[NotifyState::Stopping]);
        drop(self.end.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the watch over the page ended by a panic");
        }
    }
}

fn say(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "systemd cannot be told");
    }
}
