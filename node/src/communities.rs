//! The communities of a home: each is opened at most once in this process, and lent to one at a
//! time.
//!
//! ```text
//!   command ──open──▶ ┌───────────────┐ ◀──open── command of another process, by the socket
//!                     │  Communities  │
//!   network ──open──▶ └───────┬───────┘ ──Change──▶ whoever listens
//!                             │ at most one `Community` for each id
//! ```
//!
//! Whoever asks gets the community itself and holds it for as long as the guard lives; others wait
//! until it is put back. A running node keeps communities open in between; any other process
//! closes each with its guard. What was held while its thread panicked, or has stopped because its
//! store failed, is closed and opened anew by whoever comes next: its memory is not to be trusted.

mod changes;
mod lent;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use participation::{Community, CommunityId};
use participation_store::{Config, KeySource, SledStore};

pub(crate) use changes::{Change, Listener};
pub(crate) use lent::{Closed, Open};

use crate::exit::Failure;
use crate::files;
use crate::random;
use changes::Listeners;
use lent::Claim;

/// Prefix of a community's folder that is being removed.
const LEAVING: &str = "leaving-";

/// Prefix of the folder of a community that is no more than begun.
const BEGUN: &str = "begun-";

/// A handle on all communities of a home; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Communities {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    /// Whether communities stay open when their guards are dropped.
    kept: AtomicBool,
    /// What is not here is closed.
    places: Mutex<BTreeMap<CommunityId, Place>>,
    freed: Condvar,
    listeners: Listeners,
}

#[derive(Debug)]
enum Place {
    Open(Box<Community<SledStore>>),
    /// Lent to a thread, which may have closed it.
    Lent(ThreadId),
}

/// What came of asking for a community without waiting for ever.
#[derive(Debug)]
pub(crate) enum Tried {
    /// Here it is.
    Open(Box<Open>),
    /// Somebody else holds it: ask again later.
    Busy,
    /// This home does not hold it (any more).
    Absent,
}

impl Communities {
    /// Those of the stores in this folder, which belongs to this process alone. What a crash left
    /// half removed or half begun goes.
    pub(crate) fn of(folder: PathBuf) -> Result<Self, Failure> {
        let shared = Shared {
            folder,
            kept: AtomicBool::new(false),
            places: Mutex::default(),
            freed: Condvar::new(),
            listeners: Listeners::default(),
        };
        let communities = Self { shared: Arc::new(shared) };
        let half = |name: &&String| name.starts_with(LEAVING) || name.starts_with(BEGUN);
        for name in communities.folders()?.iter().filter(half) {
            let path = communities.shared.folder.join(name);
            fs::remove_dir_all(&path).map_err(|error| files::failed("remove", &path, &error))?;
        }
        Ok(communities)
    }

    /// From now on communities stay open: this process runs until it is told to end.
    pub(crate) fn keep_open(&self) {
        self.shared.kept.store(true, Ordering::Relaxed);
    }

    /// Who wants to hear of what changes. `wake` is called after each change, by the thread that
    /// made it: it must return at once.
    pub(crate) fn listen(&self, wake: impl Fn() + Send + Sync + 'static) -> Listener {
        self.shared.listeners.add(Box::new(wake))
    }

    /// The ids, sorted.
    pub(crate) fn ids(&self) -> Result<Vec<CommunityId>, Failure> {
        let mut ids: Vec<CommunityId> =
            self.folders()?.iter().filter_map(|name| name.parse().ok()).collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// A community, opened where it is not open yet, once nobody else holds it.
    ///
    /// # Errors
    /// [`Failure::Input`] when this home does not hold it, [`Failure::System`] for a damaged store.
    pub(crate) fn open(&self, id: &CommunityId) -> Result<Open, Failure> {
        self.open_if_held(id)?
            .ok_or_else(|| Failure::input(format!("this home does not hold community {id}")))
    }

    /// The same; `None` when this home does not hold it (any more).
    pub(crate) fn open_if_held(&self, id: &CommunityId) -> Result<Option<Open>, Failure> {
        Self::opened(self.claim(id)?)
    }

    /// The same, for who must not wait for ever.
    ///
    /// # Errors
    /// [`Failure::System`] for a damaged store.
    pub(crate) fn try_open(&self, id: &CommunityId, patience: Duration) -> Result<Tried, Failure> {
        let Some(claim) = self.claim_within(id, Some(patience))? else { return Ok(Tried::Busy) };
        Ok(Self::opened(claim)?.map_or(Tried::Absent, |open| Tried::Open(Box::new(open))))
    }

    fn opened(mut claim: Claim) -> Result<Option<Open>, Failure> {
        let community = match claim.open.take() {
            Some(community) => *community,
            None if claim.path().is_dir() => {
                Community::open(SledStore::open(&claim.path(), store_config())?)?
            }
            None => return Ok(None),
        };
        Ok(Some(Open::new(community, claim)))
    }

    /// A community closed, and kept from everybody else, for what works on its folder.
    ///
    /// # Errors
    /// [`Failure::Input`] when this home does not hold it.
    pub(crate) fn close(&self, id: &CommunityId) -> Result<Closed, Failure> {
        let mut claim = self.claim(id)?;
        drop(claim.open.take());
        if !claim.path().is_dir() {
            return Err(Failure::input(format!("this home does not hold community {id}")));
        }
        claim.change = Some(Change::Changed);
        Ok(Closed::new(claim))
    }

    /// A community that this home does not hold yet, made in an empty store. Where that fails
    /// nothing of it stays.
    ///
    /// # Errors
    /// [`Failure::Input`] when this home holds it already, and what `make` says.
    pub(crate) fn create(
        &self,
        id: &CommunityId,
        make: impl FnOnce(SledStore) -> Result<Community<SledStore>, Failure>,
    ) -> Result<Open, Failure> {
        let mut claim = self.claim(id)?;
        if claim.path().exists() {
            return Err(Failure::input(format!(
                "this home holds community {} already",
                id.short()
            )));
        }
        let made = SledStore::open(&claim.path(), store_config()).map_err(Failure::from);
        match made.and_then(make) {
            Ok(community) => {
                claim.change = Some(Change::Added);
                Ok(Open::new(community, claim))
            }
            Err(failure) => {
                claim.remove()?;
                Err(failure)
            }
        }
    }

    /// The folder of a community that is made beside the others, over a long time, and holds
    /// nobody up; it becomes one of them by [`Communities::adopt`].
    pub(crate) fn beside(&self, id: &CommunityId) -> PathBuf {
        self.shared.folder.join(format!("{BEGUN}{id}"))
    }

    /// Makes what was begun [`Communities::beside`] the others, and is closed, one of them.
    pub(crate) fn adopt(&self, id: &CommunityId) -> Result<(), Failure> {
        let mut claim = self.claim(id)?;
        let begun = self.beside(id);
        fs::rename(&begun, claim.path())
            .map_err(|error| files::failed("rename", &begun, &error))?;
        claim.change = Some(Change::Added);
        files::sync_folder(&self.shared.folder)
    }

    /// Whether this thread holds a community, so that others may be waiting for it.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only a node asks, and there is none"))]
    pub(crate) fn is_held_here(&self) -> bool {
        let me = thread::current().id();
        self.shared.places().values().any(|place| matches!(place, Place::Lent(to) if *to == me))
    }

    /// Closes every community that nobody holds, and the others with their guards.
    pub(crate) fn close_all(&self) {
        self.shared.kept.store(false, Ordering::Relaxed);
        let mut places = self.shared.places();
        places.retain(|_, place| matches!(place, Place::Lent(_)));
    }

    /// Waits until nobody holds the community, and takes its place.
    fn claim(&self, id: &CommunityId) -> Result<Claim, Failure> {
        let claim = self.claim_within(id, None)?;
        claim.ok_or_else(|| Failure::system("who waits for ever is not told to come again"))
    }

    /// The same; `None` when somebody holds it for longer than the patience lasts.
    fn claim_within(
        &self,
        id: &CommunityId,
        patience: Option<Duration>,
    ) -> Result<Option<Claim>, Failure> {
        let me = thread::current().id();
        let begun = Instant::now();
        let mut places = self.shared.places();
        while let Some(Place::Lent(to)) = places.get(id) {
            if *to == me {
                return Err(Failure::system(format!(
                    "community {} is open in this command already: this is a fault of the program",
                    id.short()
                )));
            }
            let freed = &self.shared.freed;
            places = match patience {
                None => freed.wait(places).unwrap_or_else(PoisonError::into_inner),
                Some(patience) => {
                    let Some(left) = patience.checked_sub(begun.elapsed()) else {
                        return Ok(None);
                    };
                    freed.wait_timeout(places, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        let open = match places.insert(*id, Place::Lent(me)) {
            Some(Place::Open(community)) => Some(community),
            Some(Place::Lent(_)) | None => None,
        };
        let shared = self.shared.clone();
        Ok(Some(Claim { shared, id: *id, open, change: None, arrivals: None }))
    }

    fn folders(&self) -> Result<Vec<String>, Failure> {
        let path = &self.shared.folder;
        let failed = |error| files::failed("read", path, &error);
        fs::read_dir(path)
            .map_err(failed)?
            .filter_map(|entry| match entry {
                Ok(entry) => entry.file_name().into_string().ok().map(Ok),
                Err(error) => Some(Err(failed(error))),
            })
            .collect()
    }
}

impl Shared {
    /// Nothing panics between two changes of the map, so that a poisoned one is whole.
    fn places(&self) -> MutexGuard<'_, BTreeMap<CommunityId, Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How stores are opened here: body keys from the operating system.
pub(crate) fn store_config() -> Config {
    Config::new(KeySource::new(random::try_fill))
}

#[cfg(test)]
pub(crate) mod tests;
