//! The running network of a node, and what the rest of the node asks of it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use participation::{CommunityId, NodeAddress};
use participation_network::{
    Config, Handle, HandleError, Host as _, Network, NodeKey, Pace, PeerName, Source, Status,
};
use participation_sync::Progress;

use crate::communities::{Change, Communities, Listener};
use crate::exit::Failure;
use crate::network::health::Health;
use crate::network::hosting::{Hosting, lock};
use crate::print::safe;

/// After a change, others wait so long, so that a hundred entries in a row are one hint.
const PAUSE: Duration = Duration::from_millis(50);

/// How often somebody who waits looks again.
const LOOK: Duration = Duration::from_millis(20);

/// Memory of the process beyond which no new connection is taken, in bytes.
const MEMORY: usize = 350 << 20;

/// Bytes that wait to be sent on one stream before nothing more is read from it.
const QUEUE: usize = 2 << 20;

/// Where and how a node is reached.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    /// Addresses to listen at; port 4001 of every interface when there is none.
    pub(crate) listen: Vec<String>,
    /// Addresses under which others reach this node, where its people know them.
    pub(crate) external: Vec<String>,
    /// Nodes to speak to.
    pub(crate) peers: Vec<String>,
    /// Whether nodes on the local network find each other.
    pub(crate) mdns: bool,
    /// File of the address book; nothing is remembered without it.
    pub(crate) book: Option<PathBuf>,
}

/// A network that runs until this is ended.
#[derive(Debug)]
pub(crate) struct Carrying {
    handle: Handle,
    hosting: Hosting,
    /// Wakes the thread that tells of changes, which ends when it is told to.
    telling: Mutex<Option<(SyncSender<()>, JoinHandle<()>)>>,
    ending: Arc<AtomicBool>,
}

impl Carrying {
    /// Starts the network for these communities.
    pub(crate) fn start(
        communities: &Communities,
        key: NodeKey,
        reach: &Reach,
    ) -> Result<Self, Failure> {
        let mut config = Config::new(key.clone());
        if !reach.listen.is_empty() {
            config.listen.clone_from(&reach.listen);
        }
        config.external.clone_from(&reach.external);
        config.mdns = reach.mdns;
        config.book.clone_from(&reach.book);
        config.agent = concat!("ateneu/", env!("CARGO_PKG_VERSION")).to_owned();
        config.limits.memory = MEMORY;
        config.limits.queue = QUEUE;
        config.pace = pace(config.pace);
        let hosting = Hosting::new(communities.clone(), key)?;
        let (wake, woken) = sync_channel(1);
        let waker = wake.clone();
        // A full channel means that the thread is about to look already.
        let listener = communities.listen(move || {
            let _ = waker.try_send(());
        });
        let handle = Network::spawn(config, Arc::new(hosting.clone())).map_err(Failure::input)?;
        for peer in &reach.peers {
            handle.add_peer(peer, Source::Command).map_err(|error| refused(&error))?;
        }
        let ending = Arc::new(AtomicBool::new(false));
        let teller = Teller {
            handle: handle.clone(),
            hosting: hosting.clone(),
            listener,
            ending: ending.clone(),
        };
        let thread = std::thread::Builder::new()
            .name("telling".to_owned())
            .spawn(move || teller.run(&woken))
            .map_err(Failure::system)?;
        Ok(Self { handle, hosting, telling: Mutex::new(Some((wake, thread))), ending })
    }

    /// What the network looks like.
    pub(crate) fn status(&self) -> Status {
        self.handle.status()
    }

    /// How many nodes that hold this community are connected.
    pub(crate) fn peers(&self, id: &CommunityId) -> usize {
        let status = self.status();
        let community = status.communities.iter().find(|community| community.id == *id);
        community.map_or(0, |community| community.peers)
    }

    /// Sessions about a community that came to their end since the start.
    pub(crate) fn completed(&self, id: &CommunityId) -> u64 {
        let status = self.status();
        let community = status.communities.iter().find(|community| community.id == *id);
        community.map_or(0, |community| community.completed)
    }

    /// Waits until the network looks as wanted, at most so long; says whether it does.
    pub(crate) fn wait(&self, most: Duration, mut wanted: impl FnMut(&Self) -> bool) -> bool {
        let until = Instant::now() + most;
        while !wanted(self) {
            if Instant::now() >= until {
                return false;
            }
            std::thread::park_timeout(LOOK);
        }
        true
    }

    /// Whether there are other nodes that it ought to hear: somebody named one, or one was spoken
    /// to before.
    pub(crate) fn expects_others(&self) -> bool {
        !self.status().peers.is_empty()
    }

    /// Where this node is reached: what others have seen it at, then its own interfaces; this
    /// machine alone only where there is nothing else.
    pub(crate) fn addresses(&self) -> Vec<NodeAddress> {
        let status = self.status();
        let all = status.external.iter().chain(&status.listening);
        let all: Vec<NodeAddress> = all.filter_map(|text| NodeAddress::new(text).ok()).collect();
        let is_here = |address: &NodeAddress| {
            ["/ip4/127.", "/ip6/::1/"].iter().any(|here| address.as_str().starts_with(here))
        };
        let (here, elsewhere): (Vec<_>, Vec<_>) = all.into_iter().partition(is_here);
        if elsewhere.is_empty() { here } else { elsewhere }
    }

    /// How it stands with other nodes of a community.
    pub(crate) fn health(&self, id: &CommunityId) -> Health {
        self.hosting.health(id)
    }

    /// What came of the session that runs, or ran last.
    pub(crate) fn progress(&self, id: &CommunityId) -> Progress {
        self.hosting.progress(id)
    }

    /// Entries that the last session brought and that come again later.
    pub(crate) fn held_back(&self, id: &CommunityId) -> u64 {
        self.hosting.held_back(id)
    }

    /// Learns where a node is.
    pub(crate) fn add_peer(&self, address: &str, source: Source) -> Result<PeerName, Failure> {
        self.handle.add_peer(address, source).map_err(|error| refused(&error))
    }

    /// Forgets a node.
    pub(crate) fn remove_peer(&self, name: PeerName) -> Result<(), Failure> {
        self.handle.remove_peer(name).map_err(|error| refused(&error))
    }

    /// Does not speak to a node any more, or again.
    pub(crate) fn block(&self, name: PeerName, blocked: bool) -> Result<(), Failure> {
        let asked = if blocked { self.handle.block(name) } else { self.handle.unblock(name) };
        asked.map_err(|error| refused(&error))
    }

    /// Speaks of a community with every connected node now.
    pub(crate) fn wake(&self, id: CommunityId) -> Result<(), Failure> {
        self.handle.wake(id).map_err(|error| refused(&error))
    }

    /// Ends every connection, and returns when nothing is taken in any more.
    pub(crate) fn end(&self) {
        let telling = lock(&self.telling).take();
        if let Some((wake, thread)) = telling {
            self.ending.store(true, Ordering::SeqCst);
            let _ = wake.try_send(());
            let _ = thread.join();
        }
        self.handle.shut_down_and_join();
    }
}

/// How long and how often, for a hall's Wi-Fi and for a line of 50 kbit/s.
const fn pace(mut pace: Pace) -> Pace {
    // A frame of a piece of a blob takes twelve seconds there.
    pace.stall = Duration::from_secs(60);
    // And the longest entry nearly three minutes.
    pace.idle_stream = Duration::from_secs(180);
    // What a session did not get done, the next one goes on with.
    pace.session = Duration::from_secs(6 * 60 * 60);
    pace
}

fn refused(error: &HandleError) -> Failure {
    if matches!(error, HandleError::Closed | HandleError::Busy { .. }) {
        Failure::system(error)
    } else {
        Failure::input(safe(&error.to_string()))
    }
}

/// Tells the network what became of communities.
struct Teller {
    handle: Handle,
    hosting: Hosting,
    listener: Listener,
    ending: Arc<AtomicBool>,
}

impl Teller {
    fn run(&self, woken: &Receiver<()>) {
        while woken.recv().is_ok() && !self.ending.load(Ordering::SeqCst) {
            for (id, change) in self.listener.take() {
                if let Err(failure) = self.tell(id, change) {
                    tracing::warn!(%id, %failure, "other nodes could not be told of a change");
                }
            }
            std::thread::park_timeout(PAUSE);
        }
    }

    fn tell(&self, id: CommunityId, change: Change) -> Result<(), Failure> {
        let told = match change {
            Change::Removed => {
                self.hosting.forget(&id);
                self.handle.leave(id)
            }
            Change::Added => match self.hosting.take_note(&id)? {
                Some(joined) => self.handle.join(joined),
                None => Ok(()),
            },
            Change::Changed => {
                // A revision of the charter may name other nodes, and a secret may have come.
                if let Some(joined) = self.hosting.take_note(&id)? {
                    self.handle.join(joined).map_err(|error| refused(&error))?;
                }
                self.handle.announce(id, self.hosting.arrived(id))
            }
        };
        told.map_err(|error| refused(&error))
    }
}
