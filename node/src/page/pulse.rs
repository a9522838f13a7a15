//! That something changed, for everybody who waits for it, and that the page ends.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use crate::communities::{Communities, Listener};

/// Who waits at once at most.
const MOST: usize = 64;

/// What those hear who wait: how often something changed; nothing once the page ends.
pub(super) type Beat = Option<u64>;

/// Wakes whoever waits for changes.
#[derive(Debug)]
pub(super) struct Pulse {
    beats: watch::Sender<Beat>,
    /// Room for those who wait.
    pub(super) room: Arc<Semaphore>,
    /// Until this is dropped.
    _listener: Listener,
}

impl Pulse {
    pub(super) fn of(all: &Communities) -> Self {
        let beats = watch::Sender::<Beat>::new(Some(0));
        let beat = beats.clone();
        let wake = move || {
            beat.send_modify(|beat| {
                if let Some(count) = beat {
                    *count = count.wrapping_add(1);
                }
            });
        };
        Self { beats, room: Arc::new(Semaphore::new(MOST)), _listener: all.listen(wake) }
    }

    /// Hears of changes from now on.
    pub(super) fn hear(&self) -> watch::Receiver<Beat> {
        self.beats.subscribe()
    }

    /// Sends everybody away who waits.
    pub(super) fn end(&self) {
        self.beats.send_replace(None);
    }
}
