//! A host whose communities are sets of numbers, and nodes that carry it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use participation_network::{
    Acquaintance, Config, Ending, Handle, Host, Joined, Network, NodeKey, Pace, PeerName, Session,
    Source, Status, Step,
};
use participation_types::CommunityId;
use tokio::sync::{Mutex, watch};

/// No test waits longer for what it waits for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What makes a session send a lot.
pub(crate) const FLOOD: u8 = 0xf1;

/// How many bytes, in frames of a mebibyte.
pub(crate) const FLOODED: usize = 32 << 20;

/// What makes a session wait for the test.
pub(crate) const HANG: u8 = 0xf4;

/// Begins the answer of who has no time.
const LATER: u8 = 0xf3;

/// What makes a session send a hundred frames of a kibibyte, one after the other.
pub(crate) const DRIP: u8 = 0xf5;

/// What makes a session panic.
pub(crate) const PANIC: u8 = 0xf2;

pub(crate) fn community(number: u8) -> CommunityId {
    CommunityId::from_bytes([number; 32])
}

pub(crate) fn joined(number: u8) -> Joined {
    Joined { id: community(number), secret: [number; 32], addresses: Vec::new() }
}

type Sets = BTreeMap<CommunityId, BTreeSet<u64>>;

/// Sets of numbers.
pub(crate) struct Numbers {
    joined: Vec<Joined>,
    sets: watch::Sender<Sets>,
    /// Milliseconds to put the next session off by, once.
    pub(crate) later: AtomicU64,
    /// Whether a session waits at the gate.
    pub(crate) hanging: watch::Sender<bool>,
    /// What makes it wait while a test holds it.
    pub(crate) gate: Arc<Mutex<()>>,
    /// Hints that the network has asked about.
    pub(crate) asked: watch::Sender<BTreeSet<u64>>,
    arrived: watch::Sender<Sets>,
}

impl Numbers {
    fn new(joined: Vec<Joined>) -> Self {
        Self {
            joined,
            sets: watch::Sender::default(),
            later: AtomicU64::new(0),
            hanging: watch::Sender::default(),
            gate: Arc::default(),
            asked: watch::Sender::default(),
            arrived: watch::Sender::default(),
        }
    }

    pub(crate) fn insert(&self, community: CommunityId, numbers: &[u64]) {
        self.sets.send_modify(|sets| sets.entry(community).or_default().extend(numbers));
    }

    fn take_in(&self, community: CommunityId, numbers: &[u64]) {
        self.sets.send_modify(|sets| {
            let set = sets.entry(community).or_default();
            let new: Vec<u64> = numbers.iter().copied().filter(|n| set.insert(*n)).collect();
            self.arrived.send_modify(|all| all.entry(community).or_default().extend(new));
        });
    }

    pub(crate) fn numbers(&self, community: CommunityId) -> Vec<u64> {
        self.sets.borrow().get(&community).into_iter().flatten().copied().collect()
    }

    pub(crate) async fn wait_for(&self, community: CommunityId, wanted: &[u64]) {
        let mut sets = self.sets.subscribe();
        let wanted: BTreeSet<u64> = wanted.iter().copied().collect();
        let found = sets.wait_for(|sets| sets.get(&community).is_some_and(|set| *set == wanted));
        let found = tokio::time::timeout(PATIENCE, found).await.map(|found| found.is_ok());
        assert_eq!(found, Ok(true), "has {:?} of {wanted:?}", self.numbers(community));
    }
}

impl Host for Shelf {
    type Session = Exchange;

    fn dial(
        &self,
        community: CommunityId,
        _: &PeerName,
        _: Acquaintance,
        _: [u8; 32],
    ) -> Option<Exchange> {
        Some(Exchange { host: self.clone(), community: Some(community), dialled: true, drips: 0 })
    }

    fn accept(&self, _: &PeerName, _: Acquaintance, _: [u8; 32]) -> Exchange {
        Exchange { host: self.clone(), community: None, dialled: false, drips: 0 }
    }

    fn communities(&self) -> Vec<Joined> {
        self.0.joined.clone()
    }

    fn is_news(&self, community: CommunityId, hints: &[u64]) -> bool {
        self.0.asked.send_modify(|asked| asked.extend(hints));
        let sets = self.0.sets.borrow();
        hints.iter().any(|hint| !sets.get(&community).is_some_and(|set| set.contains(hint)))
    }

    fn arrived(&self, community: CommunityId) -> Vec<u64> {
        let mut arrived = Vec::new();
        self.0.arrived.send_modify(|all| {
            arrived.extend(all.remove(&community).into_iter().flatten().take(256));
        });
        arrived
    }
}

/// A handle on the numbers that sessions share.
#[derive(Clone)]
pub(crate) struct Shelf(pub(crate) Arc<Numbers>);

/// The dialler says the community and its numbers; the other answers with its own.
pub(crate) struct Exchange {
    host: Shelf,
    community: Option<CommunityId>,
    dialled: bool,
    drips: u32,
}

impl Exchange {
    fn mine(&self, community: CommunityId) -> Vec<u8> {
        let numbers = self.host.0.numbers(community);
        community
            .as_bytes()
            .iter()
            .copied()
            .chain(numbers.iter().flat_map(|number| number.to_be_bytes()))
            .collect()
    }

    fn fault(reason: &str) -> Step {
        Step { end: Some(Ending::Fault(reason.to_owned())), ..Step::default() }
    }
}

impl Session for Exchange {
    fn wake(&mut self, _: u64) -> Step {
        let send = match self.community {
            Some(community) if self.dialled => vec![self.mine(community)],
            _ => Vec::new(),
        };
        if let Some(left) = self.drips.checked_sub(1) {
            self.drips = left;
            return Step { send: vec![vec![0; 1 << 10]], more: left > 0, ..Step::default() };
        }
        Step { send, ..Step::default() }
    }

    fn receive(&mut self, _: u64, frame: &[u8]) -> Step {
        if frame == [FLOOD] {
            return Step { send: vec![vec![0; 1 << 20]; FLOODED >> 20], ..Step::default() };
        }
        if frame == [DRIP] {
            self.drips = 100;
            return self.wake(0);
        }
        if let Some((&LATER, ms)) = frame.split_first()
            && let Ok(ms) = ms.try_into()
        {
            let end = Some(Ending::Later(u64::from_be_bytes(ms)));
            return Step { end, ..Step::default() };
        }
        if frame == [HANG] {
            self.host.0.hanging.send_replace(true);
            drop(self.host.0.gate.blocking_lock());
        }
        assert_ne!(frame, [PANIC], "asked to panic");
        let Some((id, numbers)) = frame.split_first_chunk::<32>() else {
            return Self::fault("no community");
        };
        let community = CommunityId::from_bytes(*id);
        if numbers.len() % 8 != 0 || self.community.is_some_and(|ours| ours != community) {
            return Self::fault("no numbers");
        }
        if !self.host.0.joined.iter().any(|joined| joined.id == community) {
            return Step { end: Some(Ending::Refused), ..Step::default() };
        }
        self.community = Some(community);
        if !self.dialled {
            let later = self.host.0.later.swap(0, Ordering::SeqCst);
            if later > 0 {
                // As the protocol says it: one byte, then so many milliseconds.
                let later: Vec<u8> = [LATER].into_iter().chain(later.to_be_bytes()).collect();
                let end = Some(Ending::Later(0));
                return Step { send: vec![later], end, ..Step::default() };
            }
        }
        let numbers: Vec<u64> = numbers
            .chunks_exact(8)
            .map(|number| u64::from_be_bytes(number.try_into().unwrap()))
            .collect();
        let send = if self.dialled { Vec::new() } else { vec![self.mine(community)] };
        self.host.0.take_in(community, &numbers);
        // Who was dialled has said all, and is done when the other has read it.
        Step { send, end: self.dialled.then_some(Ending::Done), ..Step::default() }
    }

    fn closed(&mut self, _: u64) -> Option<Ending> {
        self.community.map(|_| Ending::Done)
    }

    fn community(&self) -> Option<CommunityId> {
        self.community
    }
}

/// A node in a test.
pub(crate) struct Node {
    pub(crate) handle: Handle,
    pub(crate) numbers: Arc<Numbers>,
    pub(crate) name: PeerName,
}

impl Drop for Node {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

/// What every test starts from: loopback, no search on the local network, short times.
pub(crate) fn config(key: u8) -> Config {
    let ms = Duration::from_millis;
    let mut config = Config::new(NodeKey::from_bytes([key; 32]));
    config.listen = vec!["/ip4/127.0.0.1/tcp/0".to_owned()];
    config.mdns = false;
    config.pace = Pace {
        tick: ms(20),
        idle_stream: ms(20_000),
        hello: ms(20_000),
        stall: ms(20_000),
        courtesy: ms(300),
        retry: ms(100),
        retry_at_most: ms(1000),
        save: ms(50),
        restart: ms(50),
        ..Pace::default()
    };
    config
}

impl Node {
    /// A node of community 1.
    pub(crate) async fn start(key: u8) -> Self {
        Self::with(config(key), vec![joined(1)]).await
    }

    pub(crate) async fn with(config: Config, joined: Vec<Joined>) -> Self {
        let name = config.key.name().unwrap();
        let numbers = Arc::new(Numbers::new(joined));
        let host = Arc::new(Shelf(Arc::clone(&numbers)));
        let node = Self { handle: Network::spawn(config, host).unwrap(), numbers, name };
        node.wait_for("listening", |status| !status.listening.is_empty()).await;
        node
    }

    pub(crate) fn address(&self) -> String {
        self.handle.status().listening[0].clone()
    }

    pub(crate) fn dial(&self, other: &Self) {
        self.handle.add_peer(&other.address(), Source::Command).unwrap();
    }

    pub(crate) async fn wait_for(&self, what: &str, wanted: impl FnMut(&Status) -> bool) -> Status {
        let waited = tokio::time::timeout(PATIENCE, self.handle.wait_for(wanted)).await;
        match waited {
            Ok(Ok(status)) => status,
            other => panic!("not {what}: {other:?}; {:#?}", self.handle.status()),
        }
    }

    /// Waits until a session about a community with this peer came to its end.
    pub(crate) async fn wait_until_met(&self, other: &Self) {
        let met = |status: &Status| {
            status.peer(&other.name).is_some_and(|peer| !peer.communities.is_empty())
        };
        self.wait_for("met", met).await;
    }
}

/// A host without communities.
pub(crate) fn nobody() -> Shelf {
    Shelf(Arc::new(Numbers::new(Vec::new())))
}
