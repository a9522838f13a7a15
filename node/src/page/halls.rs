//! What the page remembers of communities between requests: their names, and what can be found.
//!
//! To find words, and to list what officers did, everything that was ever said is read once after
//! a start. [`Halls::follow`] reads it in steps and gives the community back in between.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use participation::{
    Community, CommunityId, EntryId, Error, Finder, OfficialLog, PollReport, RevisionId,
};
use participation_store::SledStore;

use super::counts::Counts;
use crate::communities::{Communities, Listener};
use crate::exit::Failure;
use crate::select;

/// How long a community is held for one step: others wait so long at most.
const STEP: Duration = Duration::from_millis(4);

/// Of the time that a long way takes, one part in so many is spent with the community.
const PARTS: u32 = 3;

/// Entries or texts that are read between two looks at the clock.
const FEW: usize = 16;

/// What follows a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What can be found by its words.
    Words,
    /// What officers and stewards did.
    Log,
}

impl Part {
    pub(super) const ALL: [Self; 2] = [Self::Words, Self::Log];
}

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
        let finder = self.hall(community).finder;
        lock(&finder).renew(community)?;
        Ok(finder)
    }

    /// The public log of a community. Reading it looks at every entry, so that it is kept, and only
    /// what came in since is read.
    pub(super) fn log(
        &self,
        community: &Community<SledStore>,
    ) -> Result<Arc<OfficialLog>, Failure> {
        self.read_on(community, usize::MAX).map(|(log, _)| log)
    }

    /// Brings a part of a community up to date, or as far as it goes on: in steps, between which
    /// others have the community.
    pub(super) fn follow(
        &self,
        id: &CommunityId,
        part: Part,
        goes_on: impl Fn() -> bool,
    ) -> Result<(), Failure> {
        while goes_on() {
            let Some(community) = self.all.open_if_held(id)? else { break };
            let begun = Instant::now();
            let is_all = self.step(&community, part, || begun.elapsed() < STEP)?;
            drop(community);
            if is_all {
                break;
            }
            thread::sleep(begun.elapsed() * (PARTS - 1));
        }
        Ok(())
    }

    /// Follows for as long as there is time: whether that was all.
    fn step(
        &self,
        community: &Community<SledStore>,
        part: Part,
        has_time: impl Fn() -> bool,
    ) -> Result<bool, Failure> {
        let finder = self.hall(community).finder;
        loop {
            let is_all = match part {
                Part::Words => lock(&finder).renew_some(community, FEW)?,
                Part::Log => self.read_on(community, FEW)?.1,
            };
            if is_all || !has_time() {
                return Ok(is_all);
            }
        }
    }

    /// Reads on in the public log, at most so many entries: what is read by now, and whether that
    /// is all.
    fn read_on(
        &self,
        community: &Community<SledStore>,
        most: usize,
    ) -> Result<(Arc<OfficialLog>, bool), Failure> {
        let kept = self.hall(community).log;
        let mut kept = lock(&kept);
        let view = community.view();
        let revision = view.tip().map(|(tip, _)| tip.revision);
        let judged = (revision, view.chains().forks_seen(), community.without_body());
        let read = kept.take().filter(|logged| logged.judged == judged);
        let (log, is_all) = onward(community, read.map(|logged| logged.log), most)?;
        *kept = Some(Logged { judged, log: log.clone() });
        Ok((log, is_all))
    }

    /// What a poll comes to, counted once for as long as nothing changes.
    pub(super) fn report(
        &self,
        community: &Community<SledStore>,
        poll: &EntryId,
    ) -> Option<Arc<PollReport>> {
        self.hall(community).counts.of(community, poll)
    }

    fn hall(&self, community: &Community<SledStore>) -> Hall {
        let mut known = self.known();
        known.entry(community.id()).or_insert_with(|| Hall::of(community)).clone()
    }

    fn has_changed(&self) -> bool {
        !lock(&self.listener).take().is_empty()
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
        lock(&self.known)
    }
}

/// A log with what came in since, of at most so many entries, and whether that is all.
fn onward(
    community: &Community<SledStore>,
    read: Option<Arc<OfficialLog>>,
    most: usize,
) -> Result<(Arc<OfficialLog>, bool), Failure> {
    let since = read.as_ref().map(|log| log.cursor);
    let (read, (later, is_all)) = match community.official_log_part(since.as_ref(), most) {
        // The store was rebuilt meanwhile.
        Err(Error::Cursor) => (None, community.official_log_part(None, most)?),
        later => (read, later?),
    };
    let Some(mut log) = read else { return Ok((Arc::new(later), is_all)) };
    if later.cursor != log.cursor {
        // Only while somebody reads it still is it copied.
        let OfficialLog { acts, cursor } = Arc::make_mut(&mut log);
        *cursor = later.cursor;
        if !later.acts.is_empty() {
            acts.extend(later.acts);
            acts.sort_by_key(|act| (act.claimed, act.id));
        }
    }
    Ok((log, is_all))
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hall {
    fn of(community: &Community<SledStore>) -> Self {
        Self::named(select::name_of(community))
    }

    fn named(name: String) -> Self {
        Self { name, finder: Arc::default(), counts: Arc::default(), log: Arc::default() }
    }
}

#[cfg(test)]
mod tests {
    use participation::{
        DeviceNonce, Language, Localized, Pen, Persona, Phase, PhaseRules, Seed, Sorted, Space,
        SpaceKind, Text,
    };

    use super::*;
    use crate::communities::tests::{communities, found};
    use crate::random;

    fn space(number: usize) -> Space {
        let ca: Language = "ca".parse().unwrap();
        let title = || Localized::one(ca, Text::new(format!("Procés {number}")).unwrap());
        let rules = PhaseRules::usual();
        Space {
            kind: SpaceKind::Process,
            parent: None,
            title: title(),
            languages: Sorted::new([ca]).unwrap(),
            phase: Phase { title: title(), rules, starts: None, ends: None },
        }
    }

    #[test]
    fn whoever_follows_a_community_gives_it_back_after_each_step() {
        let (_folder, all) = communities();
        all.keep_open();
        let id = found(&all, 1);
        let nonce = DeviceNonce::from_bytes([0; 16]);
        let founder = Persona::founder(&Seed::from_bytes(&[1; 32]), [1; 16], &nonce);
        for number in 0..2 * FEW {
            let mut entropy = random::fill;
            let now = random::now();
            let mut pen = Pen { device: &founder.device, now, entropy: &mut entropy };
            all.open(&id).unwrap().open_space(&mut pen, space(number)).unwrap();
        }
        let halls = Halls::new(&all).unwrap();
        for part in Part::ALL {
            // Nobody has time for more than one step, and none is left where nothing is left.
            let community = all.open(&id).unwrap();
            let mut steps = 1;
            while !halls.step(&community, part, || false).unwrap() {
                steps += 1;
            }
            assert!(steps > 1, "{part:?}");
            drop(community);
            halls.follow(&id, part, || true).unwrap();
        }
        let community = all.open(&id).unwrap();
        let log = halls.log(&community).unwrap();
        assert_eq!(log.acts, community.official_log(None).unwrap().acts);
        assert!(Arc::ptr_eq(&log, &halls.log(&community).unwrap()));
    }
}
