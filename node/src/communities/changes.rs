//! Telling others what became of communities: each listener has at most one change of each
//! community to hear of, so that nobody's slowness costs memory and nothing is missed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use participation::CommunityId;

/// What became of a community since it was last asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// This home holds it now, and did not before.
    Added,
    /// Somebody may have written in it, or taken something in.
    Changed,
    /// This home does not hold it any more.
    Removed,
}

/// Everybody who listens.
#[derive(Debug, Default)]
pub(super) struct Listeners(Mutex<Vec<Weak<Ear>>>);

/// Somebody who listens, until this is dropped.
#[derive(Debug)]
pub(crate) struct Listener(Arc<Ear>);

struct Ear {
    heard: Mutex<BTreeMap<CommunityId, Change>>,
    wake: Box<dyn Fn() + Send + Sync>,
}

impl Listener {
    /// What changed since this was asked last, by community.
    pub(crate) fn take(&self) -> BTreeMap<CommunityId, Change> {
        std::mem::take(&mut *self.0.heard())
    }
}

impl Listeners {
    pub(super) fn add(&self, wake: Box<dyn Fn() + Send + Sync>) -> Listener {
        let ear = Arc::new(Ear { heard: Mutex::default(), wake });
        self.all().push(Arc::downgrade(&ear));
        Listener(ear)
    }

    pub(super) fn tell(&self, id: CommunityId, change: Change) {
        let mut here = Vec::new();
        self.all().retain(|ear| match ear.upgrade() {
            Some(ear) => {
                here.push(ear);
                true
            }
            None => false,
        });
        // Nobody is woken under a lock.
        for ear in here {
            ear.hear(id, change);
            (ear.wake)();
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Weak<Ear>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ear {
    fn hear(&self, id: CommunityId, change: Change) {
        let mut heard = self.heard();
        let both = match (heard.get(&id), change) {
            // Whoever has not heard that it came hears that first.
            (Some(Change::Added), Change::Changed) => Change::Added,
            _ => change,
        };
        heard.insert(id, both);
    }

    fn heard(&self) -> MutexGuard<'_, BTreeMap<CommunityId, Change>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Ear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Ear").field("heard", &self.heard).finish_non_exhaustive()
    }
}
