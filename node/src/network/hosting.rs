//! What the network asks of this node: a session for each stream, and which communities there are.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use participation::{CommunityId, Exchange};
use participation_network::{Acquaintance, Host, Joined, NodeKey, PeerName};
use participation_sync::{Cost, Ending, Ends, NodeName, Progress, Secret, Session, Settings};

use crate::communities::{Communities, Open, Tried};
use crate::exit::Failure;
use crate::network::beacons::{Beacon, Beacons};
use crate::network::budgets::{Budgets, Peer};
use crate::network::fresh::Fresh;
use crate::network::health::Health;
use crate::network::talk::Talk;
use crate::random;

/// How long a session waits for a community that somebody else holds: other sessions put it back
/// after each frame, an import of a city or a recount only after a minute.
const PATIENCE: Duration =
    if cfg!(test) { Duration::from_millis(20) } else { Duration::from_secs(5) };

/// Nodes that are remembered as told.
const MAX_NODES: usize = 1024;

/// How often a node is told the beacons that are known here, in milliseconds.
const TELL: u64 = 60 * 60 * 1000;

/// What this node holds for others; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Hosting(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    communities: Communities,
    key: NodeKey,
    name: PeerName,
    held: Mutex<BTreeMap<CommunityId, Held>>,
    budgets: Mutex<Budgets>,
}

/// What is kept of one community beside its store.
#[derive(Debug)]
struct Held {
    secret: [u8; 32],
    addresses: Vec<String>,
    /// The nodes of those addresses.
    listed: Vec<PeerName>,
    fresh: Fresh,
    exchange: Arc<Mutex<Exchange>>,
    beacons: Beacons,
    told: BTreeMap<PeerName, u64>,
    health: Health,
    progress: Progress,
    /// Entries that the last session brought and that come again later.
    held_back: u64,
}

impl Hosting {
    /// Holds the communities of a home for other nodes.
    pub(crate) fn new(communities: Communities, key: NodeKey) -> Result<Self, Failure> {
        let name = key.name().map_err(Failure::system)?;
        let shared =
            Shared { communities, key, name, held: Mutex::default(), budgets: Mutex::default() };
        Ok(Self(Arc::new(shared)))
    }

    /// A community, once nobody else holds it; `None` when this home does not hold it (any more).
    pub(super) fn open(&self, id: &CommunityId) -> Result<Option<Open>, Failure> {
        self.0.communities.open_if_held(id)
    }

    /// The same, for a session: a thread that carries one does not wait for whatever else is done
    /// with the community, of which there may be as many as there are sessions.
    pub(super) fn try_open(&self, id: &CommunityId) -> Result<Tried, Failure> {
        self.0.communities.try_open(id, PATIENCE)
    }

    /// Takes note of a community as it is now, and says what the network has to know of it.
    pub(super) fn take_note(&self, id: &CommunityId) -> Result<Option<Joined>, Failure> {
        let Some(mut open) = self.open(id)? else { return Ok(None) };
        open.for_others().prepare_sessions(random::bytes()?)?;
        let addresses: Vec<String> =
            open.nodes().iter().map(|address| address.as_str().to_owned()).collect();
        let named = addresses
            .iter()
            .filter_map(|address| participation_network::Network::check_address(address).ok());
        let listed: Vec<PeerName> = named.collect();
        let (secret, heard) = (*open.access().expose(), open.heard()?);
        let beacon = open.beacon()?;
        let mut held = self.held();
        let now = random::now().millis();
        if let Some(known) = held.get_mut(id).filter(|known| known.secret == secret) {
            known.addresses.clone_from(&addresses);
            known.listed = listed;
        } else {
            let kept = Held {
                secret,
                addresses: addresses.clone(),
                listed,
                fresh: Fresh::of(&open)?,
                exchange: Arc::new(Mutex::new(Exchange::default().seeded(random::bytes()?))),
                beacons: Beacons::default(),
                told: BTreeMap::new(),
                health: Health { heard, beacon, since: now, ..Health::default() },
                progress: Progress::default(),
                held_back: 0,
            };
            held.insert(*id, kept);
        }
        drop(held);
        Ok(Some(Joined { id: *id, secret, addresses }))
    }

    /// Forgets a community that is here no more.
    pub(super) fn forget(&self, id: &CommunityId) {
        self.held().remove(id);
    }

    /// What came since this was last asked, as hints for others.
    pub(super) fn news(&self, id: &CommunityId) -> Result<Vec<u64>, Failure> {
        let Some(open) = self.open(id)? else { return Ok(Vec::new()) };
        self.held().get_mut(id).map_or_else(|| Ok(Vec::new()), |held| held.fresh.arrived(&open))
    }

    /// How it stands with other nodes.
    pub(crate) fn health(&self, id: &CommunityId) -> Health {
        let held = self.held();
        let Some(held) = held.get(id) else { return Health::default() };
        let beacon = held.beacons.newest().max(held.health.beacon);
        let has_listed = held.listed.iter().any(|listed| *listed != self.0.name);
        Health { beacon, has_listed, ..held.health }
    }

    /// What came of the session that runs, or ran last.
    pub(crate) fn progress(&self, id: &CommunityId) -> Progress {
        self.held().get(id).map_or_else(Progress::default, |held| held.progress)
    }

    /// Entries that the last session brought and that come again later, because they were too many
    /// at once.
    pub(crate) fn held_back(&self, id: &CommunityId) -> u64 {
        self.held().get(id).map_or(0, |held| held.held_back)
    }

    /// The community whose secret a stranger knows, if it is one of ours.
    pub(super) fn find(&self, knows: impl Fn(&Secret) -> bool) -> Option<CommunityId> {
        let held = self.held();
        let mut all = held.iter();
        all.find(|(_, held)| knows(&Secret::from_bytes(held.secret))).map(|(id, _)| *id)
    }

    /// The two nodes of a session with this peer.
    pub(super) fn ends(&self, peer: &PeerName, dials: bool) -> Ends {
        let [ours, theirs] = [&self.0.name, peer].map(|name| NodeName::of_peer(&name.key()));
        if dials {
            Ends { dialler: ours, listener: theirs }
        } else {
            Ends { dialler: theirs, listener: ours }
        }
    }

    /// What a session with this peer is about, and what it may cost now.
    pub(super) fn settings(
        &self,
        open: &Open,
        peer: &Peer,
        dials: bool,
        entropy: &[u8; 32],
        now: u64,
    ) -> Result<Settings, Failure> {
        let left = self.left(peer, now);
        let peer = &peer.name;
        let node = NodeName::of_peer(&peer.key());
        let (seen, first) = (open.seen(&node)?, open.first()?);
        let beacons = if dials { self.beacons_for(&open.id(), peer) } else { Vec::new() };
        Ok(Settings {
            secret: Secret::from_bytes(*open.access().expose()),
            ends: self.ends(peer, dials),
            nonce: entropy.first_chunk().copied().unwrap_or_default(),
            seen,
            first,
            beacons,
            bytes: left.bytes,
            hashes: left.hashes,
        })
    }

    /// What is kept of a community from session to session.
    pub(super) fn exchange(&self, id: &CommunityId) -> Arc<Mutex<Exchange>> {
        self.held().get(id).map_or_else(Arc::default, |held| held.exchange.clone())
    }

    /// Takes note of how far a session came.
    pub(super) fn went(&self, id: &CommunityId, progress: Progress) {
        if let Some(held) = self.held().get_mut(id) {
            held.progress = progress;
        }
    }

    /// What a peer may cost this node now.
    pub(super) fn left(&self, peer: &Peer, now: u64) -> Cost {
        lock(&self.0.budgets).left(peer, now)
    }

    /// Takes what a session has cost off what its peer may take.
    pub(super) fn charge(&self, peer: &Peer, now: u64, cost: Cost) {
        lock(&self.0.budgets).spend(peer, now, cost);
    }

    /// Takes note of how a session ended: who was heard, and what they passed on.
    pub(super) fn ended(&self, id: &CommunityId, peer: &PeerName, session: &Session, done: bool) {
        let wall = random::now().millis();
        let mut held = self.held();
        let Some(held) = held.get_mut(id) else { return };
        for beacon in session.beacons().iter().filter_map(|bytes| Beacon::read(bytes)) {
            if beacon.community == *id {
                held.beacons.take(beacon, &held.listed, wall);
            }
        }
        if let Some(Ending::Done { held_back, .. }) = session.ending() {
            held.held_back = *held_back;
        }
        if done {
            held.health.heard = Some(wall);
            if held.listed.contains(peer) {
                held.health.beacon = Some(wall);
            }
        }
    }

    /// The beacons that this peer was not told for an hour, its own among them if it is listed.
    fn beacons_for(&self, id: &CommunityId, peer: &PeerName) -> Vec<Vec<u8>> {
        let now = random::now().millis();
        let mut held = self.held();
        let Some(held) = held.get_mut(id) else { return Vec::new() };
        let told = held.told.get(peer).copied().unwrap_or_default();
        if now.saturating_sub(told) < TELL {
            return Vec::new();
        }
        if held.listed.contains(&self.0.name) {
            let own = Beacon::new(&self.0.key, self.0.name, *id, now);
            own.into_iter().for_each(|own| held.beacons.take(own, &held.listed, now));
        }
        let beacons = held.beacons.passed_on();
        if !beacons.is_empty() {
            // Who was told longest ago is forgotten, and told again.
            if held.told.len() >= MAX_NODES {
                held.told.retain(|_, told| now.saturating_sub(*told) < TELL);
            }
            if held.told.len() >= MAX_NODES {
                held.told.clear();
            }
            held.told.insert(*peer, now);
        }
        beacons
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<CommunityId, Held>> {
        lock(&self.0.held)
    }
}

impl Host for Hosting {
    type Session = Talk;

    fn dial(
        &self,
        community: CommunityId,
        peer: &PeerName,
        acquaintance: Acquaintance,
        entropy: [u8; 32],
    ) -> Option<Talk> {
        let peer = Peer { name: *peer, acquaintance };
        Some(Talk::dial(self.clone(), community, peer, entropy))
    }

    fn accept(&self, peer: &PeerName, acquaintance: Acquaintance, entropy: [u8; 32]) -> Talk {
        Talk::accept(self.clone(), Peer { name: *peer, acquaintance }, entropy)
    }

    fn communities(&self) -> Vec<Joined> {
        let ids = self.0.communities.ids().unwrap_or_else(|failure| {
            tracing::error!(%failure, "the communities of this home cannot be read");
            Vec::new()
        });
        let mut joined = Vec::new();
        for id in ids {
            match self.take_note(&id) {
                Ok(community) => joined.extend(community),
                Err(failure) => tracing::error!(%id, %failure, "a community cannot be opened"),
            }
        }
        joined
    }

    fn is_news(&self, community: CommunityId, hints: &[u64]) -> bool {
        self.held().get(&community).is_some_and(|held| held.fresh.lacks(hints))
    }

    fn arrived(&self, community: CommunityId) -> Vec<u64> {
        self.news(&community).unwrap_or_else(|failure| {
            tracing::error!(%community, %failure, "what is new cannot be read");
            Vec::new()
        })
    }
}

/// Nothing panics between two changes of what these guard, so that a poisoned one is whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
