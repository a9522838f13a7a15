//! The one task that drives the swarm: it waits, decides and hands on; it never works.
//!
//! Checking, reading and writing are done by the host on blocking threads; what they come to is
//! picked up here, as are streams' ends and what the swarm has seen.

mod commands;
mod dialling;
mod events;
mod gossip;
mod peers;
#[cfg(feature = "relay")]
mod relaying;
mod report;
mod sessions;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures::{FutureExt as _, StreamExt as _};
use libp2p::gossipsub::TopicHash;
use libp2p::identity::Keypair;
use libp2p::multiaddr::Protocol;
use libp2p::swarm::{self, Swarm};
use libp2p::{Multiaddr, PeerId};
use participation_types::CommunityId;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{Id, JoinHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::behaviour::Behaviour;
use crate::blame::Blame;
use crate::book::Book;
use crate::bucket::Bucket;
use crate::config::Config;
use crate::doors::Doors;
use crate::error::NetworkError;
use crate::handle::Command;
use crate::hint::Topics;
use crate::host::{Host, Joined};
#[cfg(feature = "relay")]
use crate::reach::{Known, Reach};
use crate::status::{Condition, Status};
use crate::streams::Token;
use crate::transport;

use gossip::{Job, Swallowed, Waiting};
use peers::Peer;
use sessions::{Finished, Opening, Running};

/// Streams that a connection may be negotiating at once.
const MAX_NEGOTIATING: usize = 16;

/// Addresses to listen on that failed are tried again after this.
const LISTEN_AGAIN: Duration = Duration::from_secs(30);

/// Why the driver ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It was asked to.
    Shutdown,
    /// Something in it fell.
    Fallen,
}

/// What outlives a driver that fell.
#[derive(Debug)]
pub(crate) struct Memory {
    pub(crate) book: Book,
    blame: Blame,
    doors: Doors,
    communities: BTreeMap<CommunityId, Community>,
    topics: Topics,
    /// Where it listened, so that who knows this node finds it again at the same port.
    listened: Vec<Multiaddr>,
    /// The zero of the time that sessions see.
    start: Instant,
    /// Whether the host was asked for its communities.
    asked: bool,
}

impl Memory {
    pub(crate) fn new(book: Book) -> Self {
        Self {
            book,
            blame: Blame::default(),
            doors: Doors::default(),
            communities: BTreeMap::new(),
            topics: Topics::default(),
            listened: Vec::new(),
            start: Instant::now(),
            asked: false,
        }
    }
}

/// A community that is kept in step.
#[derive(Debug)]
struct Community {
    topic: TopicHash,
    joined: Joined,
    /// When it is next compared with a peer although nothing was heard.
    round: Instant,
    /// Seconds since 1970.
    last_contact: Option<u64>,
    completed: u64,
    /// Hints that nobody was there to hear.
    unheard: BTreeSet<u64>,
}

/// The driver.
pub(crate) struct Driver<'m, H: Host> {
    config: &'m Config,
    host: Arc<H>,
    memory: &'m mut Memory,
    status: &'m watch::Sender<Status>,
    swarm: Swarm<Behaviour>,
    #[cfg(feature = "relay")]
    known: Known,
    /// Reservations at peers that relay.
    #[cfg(feature = "relay")]
    reserved: relaying::Reserved,
    /// A connection's task fell.
    fallen: Arc<Notify>,
    peers: BTreeMap<PeerId, Peer>,
    dialling: BTreeSet<PeerId>,
    buckets: BTreeMap<PeerId, Bucket>,
    opening: BTreeMap<Token, Opening>,
    sessions: JoinSet<Finished>,
    running: HashMap<Id, Running>,
    jobs: JoinSet<Job>,
    waiting: Vec<Waiting>,
    swallowed: Swallowed,
    /// Addresses on which it does not listen yet, and why.
    unheard: BTreeMap<Multiaddr, String>,
    listen_again: Instant,
    next_token: u64,
    saved: Instant,
    /// Somebody named a node: that must not be lost, whenever this process is killed.
    save_soon: bool,
    /// The book is being written; whether that worked.
    saving: Option<JoinHandle<bool>>,
    dirty: bool,
}

impl<'m, H: Host> Driver<'m, H> {
    /// Sets the swarm up; must be called within a runtime.
    pub(crate) fn new(
        config: &'m Config,
        host: Arc<H>,
        memory: &'m mut Memory,
        status: &'m watch::Sender<Status>,
    ) -> Result<Self, NetworkError> {
        let key = config.key.pair()?;
        let fallen = Arc::new(Notify::new());
        let now = Instant::now();
        #[cfg(feature = "relay")]
        let known = Known::default();
        let swarm = build(
            config,
            &key,
            memory,
            &fallen,
            #[cfg(feature = "relay")]
            &known,
        )?;
        let mut driver = Self {
            config,
            host,
            memory,
            status,
            swarm,
            #[cfg(feature = "relay")]
            known,
            #[cfg(feature = "relay")]
            reserved: relaying::Reserved::new(now),
            fallen,
            peers: BTreeMap::new(),
            dialling: BTreeSet::new(),
            buckets: BTreeMap::new(),
            opening: BTreeMap::new(),
            sessions: JoinSet::new(),
            running: HashMap::new(),
            jobs: JoinSet::new(),
            waiting: Vec::new(),
            swallowed: Swallowed::default(),
            unheard: BTreeMap::new(),
            listen_again: now,
            next_token: 0,
            saved: now,
            save_soon: false,
            saving: None,
            dirty: true,
        };
        driver.resume(now);
        Ok(driver)
    }

    /// Drives until the end.
    pub(crate) async fn run(
        mut self,
        commands: &mut mpsc::Receiver<Command>,
        shutdown: &mut watch::Receiver<bool>,
    ) -> Exit {
        self.ask_for_communities().await;
        self.status.send_modify(|status| status.condition = Condition::Running);
        let fallen = Arc::clone(&self.fallen);
        let mut tick = interval(self.config.pace.tick);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                // An error means that no handle is left.
                _ = shutdown.wait_for(|asked| *asked) => return Exit::Shutdown,
                () = fallen.notified() => return Exit::Fallen,
                command = commands.recv() => match command {
                    Some(command) => self.on_command(command),
                    None => return Exit::Shutdown,
                },
                _ = tick.tick() => self.on_tick(Instant::now()),
                Some(finished) = self.sessions.join_next_with_id() => self.on_finished(finished),
                Some(job) = self.jobs.join_next() => self.on_job(job),
                event = self.swarm.select_next_some() => self.on_event(event),
            }
        }
    }

    /// Takes up again what the driver before this one knew.
    fn resume(&mut self, now: Instant) {
        let blocked: BTreeSet<PeerId> = self
            .memory
            .book
            .iter()
            .filter(|(_, entry)| entry.blocked)
            .map(|(name, _)| name.peer())
            .chain(self.memory.blame.blocked(now))
            .collect();
        for peer in blocked {
            self.swarm.behaviour_mut().blocked.block_peer(peer);
        }
        let communities: Vec<CommunityId> = self.memory.communities.keys().copied().collect();
        for community in communities {
            self.subscribe(community);
        }
        for address in &self.config.external {
            if let Ok(address) = address.parse() {
                self.swarm.add_external_address(address);
            }
        }
        for address in &self.config.listen {
            if let Ok(address) = address.parse() {
                self.listen(same_port(address, &self.memory.listened));
            }
        }
    }

    /// Asks the host, on a blocking thread and once, which communities there are.
    async fn ask_for_communities(&mut self) {
        if self.memory.asked {
            return;
        }
        let host = Arc::clone(&self.host);
        match tokio::task::spawn_blocking(move || host.communities()).await {
            Ok(communities) => {
                self.memory.asked = true;
                communities.into_iter().for_each(|joined| self.join(joined));
            }
            Err(error) => tracing::error!(%error, "the host could not name its communities"),
        }
    }

    /// What is due.
    fn on_tick(&mut self, now: Instant) {
        self.lift_blocks(now);
        self.listen_where_it_failed(now);
        self.expire_openings(now);
        self.start_rounds(now);
        self.start_due_sessions(now);
        self.dial_peers(now);
        self.let_strangers_go(now);
        #[cfg(feature = "relay")]
        self.reserve(now);
        self.expire_hints(now);
        self.say_unheard_hints();
        self.forget_buckets(now);
        self.save_book(now);
        if std::mem::take(&mut self.dirty) {
            self.report(now);
        }
    }

    fn listen(&mut self, address: Multiaddr) {
        match self.swarm.listen_on(address.clone()) {
            Ok(_) => {
                self.unheard.remove(&address);
            }
            Err(error) => {
                tracing::warn!(%address, %error, "cannot listen");
                self.unheard.insert(address, error.to_string());
            }
        }
        self.dirty = true;
    }

    fn listen_where_it_failed(&mut self, now: Instant) {
        if now >= self.listen_again {
            self.listen_again = now + LISTEN_AGAIN;
            let again: Vec<Multiaddr> = self.unheard.keys().cloned().collect();
            again.into_iter().for_each(|address| self.listen(address));
        }
    }
}

/// An address to listen on, with the port that was had before where any port will do.
fn same_port(wanted: Multiaddr, listened: &[Multiaddr]) -> Multiaddr {
    let mut parts: Vec<Protocol<'_>> = wanted.iter().collect();
    let [ip, Protocol::Tcp(port @ 0), ..] = parts.as_mut_slice() else { return wanted };
    let had = listened.iter().find_map(|address| {
        let mut parts = address.iter();
        let same = parts.next().is_some_and(|had| had.tag() == ip.tag());
        parts.next().filter(|_| same)
    });
    if let Some(Protocol::Tcp(had)) = had {
        *port = had;
    }
    parts.into_iter().collect()
}

/// Seconds since 1970, for what people read.
fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

type Connection = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Runs connections, each on a task of its own; one that falls must not leave a ghost in the swarm.
fn watched(fallen: Arc<Notify>) -> impl Fn(Connection) {
    move |connection| {
        let fallen = Arc::clone(&fallen);
        tokio::spawn(async move {
            if AssertUnwindSafe(connection).catch_unwind().await.is_err() {
                fallen.notify_one();
            }
        });
    }
}

fn build(
    config: &Config,
    key: &Keypair,
    memory: &Memory,
    fallen: &Arc<Notify>,
    #[cfg(feature = "relay")] known: &Known,
) -> Result<Swarm<Behaviour>, NetworkError> {
    let name = key.public().to_peer_id();
    #[cfg(feature = "relay")]
    let (transport, behaviour) = {
        let (transport, relayed) = transport::relayed(key, config.relay)?;
        let reach = relayed.map(|relayed| Reach::new(name, relayed, known));
        (transport, Behaviour::new(config, key, &memory.topics, reach)?)
    };
    #[cfg(not(feature = "relay"))]
    let (transport, behaviour) =
        (transport::direct(key)?, Behaviour::new(config, key, &memory.topics)?);
    let settings = swarm::Config::with_executor(watched(Arc::clone(fallen)))
        .with_idle_connection_timeout(config.pace.idle_connection)
        .with_max_negotiating_inbound_streams(MAX_NEGOTIATING);
    Ok(Swarm::new(transport, behaviour, name, settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_had_again_where_any_will_do() {
        let parsed = |text: &str| text.parse::<Multiaddr>().unwrap();
        let had = ["/ip6/::1/tcp/61", "/ip4/10.0.0.1/tcp/41", "/ip4/127.0.0.1/tcp/41"].map(parsed);
        for (wanted, got) in [
            ("/ip4/0.0.0.0/tcp/0", "/ip4/0.0.0.0/tcp/41"),
            ("/ip6/::/tcp/0", "/ip6/::/tcp/61"),
            ("/ip4/0.0.0.0/tcp/4001", "/ip4/0.0.0.0/tcp/4001"),
        ] {
            assert_eq!(same_port(parsed(wanted), &had), parsed(got));
            assert_eq!(same_port(parsed(wanted), &[]), parsed(wanted));
        }
    }

    #[tokio::test]
    async fn a_connection_that_falls_is_noticed() {
        let fallen = Arc::new(Notify::new());
        let run = watched(Arc::clone(&fallen));
        run(Box::pin(async {}));
        run(Box::pin(async { panic!("as bytes of a peer once made a library do") }));
        let noticed = tokio::time::timeout(Duration::from_secs(20), fallen.notified()).await;
        assert!(noticed.is_ok());
    }
}
