//! A node: a community on a disk that can fail, what it remembers of others, and its clock.

use std::collections::{BTreeMap, BTreeSet};

use participation::{Community, CommunityId, EntryId, Error, Exchange, MemoryStore};
use participation_store::Arrival;
use participation_sync::{Cursor, Rate};

use crate::adversaries::Mischief;
use crate::chance::Chance;
use crate::disk::{Disk, Failing, Plate};

pub(crate) type Village = Community<Disk>;

/// A node.
#[derive(Debug)]
pub(crate) struct Node {
    /// None while it is down.
    pub(crate) village: Option<Village>,
    /// What it finds when it starts again.
    pub(crate) disk: Option<Plate>,
    pub(crate) exchange: Exchange,
    /// What one author may bring, where it is less than usual.
    pub(crate) rate: Option<Rate>,
    /// How far each other node's arrivals were taken in.
    pub(crate) cursors: BTreeMap<usize, Cursor>,
    /// The same, as it was last written down.
    pub(crate) kept: BTreeMap<usize, Cursor>,
    /// Milliseconds by which its clock is wrong.
    pub(crate) skew: u64,
    /// What was looked at by the invariants.
    pub(crate) seen: Arrival,
    /// What people here were told is saved.
    pub(crate) acknowledged: BTreeSet<EntryId>,
    /// Whether somebody here was writing when it died.
    pub(crate) was_writing: bool,
    pub(crate) restarts: u64,
    pub(crate) backup: Option<(MemoryStore, BTreeMap<usize, Cursor>)>,
    /// None for an honest node.
    pub(crate) mischief: Option<Box<dyn Mischief>>,
}

impl Node {
    pub(crate) fn new(village: Village, chance: &mut Chance) -> Self {
        let mut node = Self {
            village: Some(village),
            disk: None,
            exchange: Exchange::default(),
            rate: None,
            cursors: BTreeMap::new(),
            kept: BTreeMap::new(),
            skew: 0,
            seen: Arrival::FIRST,
            acknowledged: BTreeSet::new(),
            was_writing: false,
            restarts: 0,
            backup: None,
            mischief: None,
        };
        node.set_clock(chance);
        node
    }

    /// A node that holds nothing yet.
    pub(crate) fn empty(plate: Plate, community: CommunityId, chance: &mut Chance) -> Self {
        let mut village = Village::begin(plate.open(None).unwrap(), community).unwrap();
        village.prepare_sessions(chance.bytes()).unwrap();
        Self::new(village, chance)
    }

    pub(crate) const fn is_honest(&self) -> bool {
        self.mischief.is_none()
    }

    /// Its clock goes wrong by up to five days in either direction.
    pub(crate) fn set_clock(&mut self, chance: &mut Chance) {
        let day = 86_400_000;
        self.skew = chance.between(0, 10 * day);
    }

    pub(crate) fn village(&mut self) -> &mut Village {
        self.village.as_mut().expect("the node is up")
    }

    /// Whether its disk has failed under it.
    pub(crate) fn has_failed(&self) -> bool {
        self.village.as_ref().is_some_and(|village| village.store().has_failed())
    }

    /// The process dies: what its store acknowledged is there, memory is gone.
    pub(crate) fn crash(&mut self) {
        if let Some(village) = self.village.take() {
            self.disk = Some(village.into_store().into_plate());
        }
        self.exchange = self.rate.map_or_else(Exchange::default, Exchange::with_author_rate);
    }

    /// It starts again from its disk, which may fail again after some changes.
    pub(crate) fn start(&mut self, failing: Failing, chance: &mut Chance) {
        let Some(disk) = self.disk.take() else { return };
        self.restarts += 1;
        // A disk that fails while the node starts leaves it as it was before.
        let before = failing.is_some().then(|| disk.again());
        let opened = disk.open(failing).map_err(Error::from).and_then(|disk| {
            let mut village = Community::open(disk)?;
            village.prepare_sessions(chance.bytes())?;
            Ok(village)
        });
        match (opened, before) {
            (Ok(village), _) => self.village = Some(village),
            (Err(Error::Store(_)), Some(before)) => self.disk = Some(before),
            (Err(why), _) => {
                panic!("a node does not start from what its disk acknowledged: {why}")
            }
        }
    }
}
