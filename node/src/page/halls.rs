//! What the page remembers of communities between requests: their names, and what can be found.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use participation::{Community, CommunityId, Finder, OfficialLog, SetDigest};
use participation_store::SledStore;

use crate::communities::{Communities, Listener};
use crate::exit::Failure;
use crate::select;

/// The communities that this node shows.
#[derive(Debug)]
pub(super) struct Halls {
    all: Communities,
    listener: Mutex<Listener>,
    known: Mutex<BTreeMap<CommunityId, Hall>>,
}

/// A community as the page knows it.
#[derive(Debug, Clone)]
struct Hall {
    name: String,
    finder: Arc<Mutex<Finder>>,
    log: Arc<Mutex<Option<Logged>>>,
}

/// A public log, and the set that it was read from: entries, and those without their body.
#[derive(Debug)]
struct Logged {
    of: (SetDigest, usize),
    log: Arc<OfficialLog>,
}

impl Halls {
    pub(super) fn new(all: &Communities) -> Result<Self, Failure> {
        let halls = Self {
            all: all.clone(),
            listener: Mutex::new(all.listen(|| {})),
            known: Mutex::default(),
        };
        halls.look()?;
        Ok(halls)
    }

    /// The communities, by id, with their names.
    pub(super) fn names(&self) -> Result<Vec<(CommunityId, String)>, Failure> {
        if self.has_changed() {
            self.look()?;
        }
        Ok(self.known().iter().map(|(id, hall)| (*id, hall.name.clone())).collect())
    }

    /// What can be found in a community, up to date.
    pub(super) fn finder(
        &self,
        community: &Community<SledStore>,
    ) -> Result<Arc<Mutex<Finder>>, Failure> {
        let mut known = self.known();
        let hall = known.entry(community.id()).or_insert_with(|| Hall::of(community));
        let finder = hall.finder.clone();
        drop(known);
        finder.lock().unwrap_or_else(PoisonError::into_inner).renew(community)?;
        Ok(finder)
    }

    /// The public log of a community: read once for each state of it, because that looks at every
    /// entry.
    pub(super) fn log(
        &self,
        community: &Community<SledStore>,
    ) -> Result<Arc<OfficialLog>, Failure> {
        let mut known = self.known();
        let hall = known.entry(community.id()).or_insert_with(|| Hall::of(community));
        let kept = hall.log.clone();
        drop(known);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let of = (community.digest(), community.without_body());
        if let Some(logged) = kept.as_ref().filter(|logged| logged.of == of) {
            return Ok(logged.log.clone());
        }
        let log = Arc::new(community.official_log(None)?);
        *kept = Some(Logged { of, log: log.clone() });
        Ok(log)
    }

    fn has_changed(&self) -> bool {
        let listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner);
        !listener.take().is_empty()
    }

    fn look(&self) -> Result<(), Failure> {
        let ids = self.all.ids()?;
        let mut found = Vec::new();
        for id in &ids {
            if let Some(community) = self.all.open_if_held(id)? {
                found.push((*id, select::name_of(&*community)));
            }
        }
        let mut known = self.known();
        known.retain(|id, _| ids.contains(id));
        for (id, name) in found {
            known
                .entry(id)
                .and_modify(|hall| hall.name.clone_from(&name))
                .or_insert_with(|| Hall { name, finder: Arc::default(), log: Arc::default() });
        }
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<CommunityId, Hall>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Hall {
    fn of(community: &Community<SledStore>) -> Self {
        Self { name: select::name_of(community), finder: Arc::default(), log: Arc::default() }
    }
}
