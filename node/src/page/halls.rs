//! What the page remembers of communities between requests: their names, and what can be found.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use participation::{
    Community, CommunityId, EntryId, Error, Finder, OfficialLog, PollReport, RevisionId,
};
use participation_store::SledStore;

use super::counts::Counts;
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
    counts: Arc<Counts>,
    log: Arc<Mutex<Option<Logged>>>,
}

/// A public log, and what it was judged by.
#[derive(Debug)]
struct Logged {
    judged: Judged,
    log: Arc<OfficialLog>,
}

/// What may change the judgement of acts that are in a log already: the charter, forks, and bodies
/// that came later or were erased.
type Judged = (Option<RevisionId>, u64, usize);

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

    /// The public log of a community. Reading it looks at every entry, so that it is kept, and only
    /// what came in since is read.
    pub(super) fn log(
        &self,
        community: &Community<SledStore>,
    ) -> Result<Arc<OfficialLog>, Failure> {
        let mut known = self.known();
        let hall = known.entry(community.id()).or_insert_with(|| Hall::of(community));
        let kept = hall.log.clone();
        drop(known);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let view = community.view();
        let revision = view.tip().map(|(tip, _)| tip.revision);
        let judged = (revision, view.chains().forks_seen(), community.without_body());
        let known = kept.take().filter(|logged| logged.judged == judged);
        let log = match known {
            Some(logged) => onward(community, logged.log)?,
            None => Arc::new(community.official_log(None)?),
        };
        *kept = Some(Logged { judged, log: log.clone() });
        Ok(log)
    }

    /// What a poll comes to, counted once for as long as nothing changes.
    pub(super) fn report(
        &self,
        community: &Community<SledStore>,
        poll: &EntryId,
    ) -> Option<Arc<PollReport>> {
        let mut known = self.known();
        let hall = known.entry(community.id()).or_insert_with(|| Hall::of(community));
        let counts = hall.counts.clone();
        drop(known);
        counts.of(community, poll)
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
                .or_insert_with(|| Hall::named(name));
        }
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<CommunityId, Hall>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A log with what came in since.
fn onward(
    community: &Community<SledStore>,
    log: Arc<OfficialLog>,
) -> Result<Arc<OfficialLog>, Failure> {
    let OfficialLog { acts, cursor } = match community.official_log(Some(&log.cursor)) {
        // The store was rebuilt meanwhile.
        Err(Error::Cursor) => return Ok(Arc::new(community.official_log(None)?)),
        later => later?,
    };
    if cursor == log.cursor {
        return Ok(log);
    }
    let mut all = log.acts.clone();
    all.extend(acts);
    all.sort_by_key(|act| (act.claimed, act.id));
    Ok(Arc::new(OfficialLog { acts: all, cursor }))
}

impl Hall {
    fn of(community: &Community<SledStore>) -> Self {
        Self::named(select::name_of(community))
    }

    fn named(name: String) -> Self {
        Self { name, finder: Arc::default(), counts: Arc::default(), log: Arc::default() }
    }
}
