//! A running node: the home that it owns, what carries it to others, and the local socket over
//! which other processes of the same user have their commands run in it.
//!
//! ```text
//!   ateneu vote …  ──Request──▶ home/socket ──▶ one thread for each command ──▶ Communities
//!   (its terminal) ◀─Out, Err, Ask, End───────┘                                     ▲
//!                                                             network ──────────────┘
//! ```
//!
//! A command runs here as it would in the process that asked, with that process's folder,
//! variables and terminals (see [`crate::caller`]). It is run to its end even where that process
//! goes away: nothing is torn half-way through a write.

#[cfg(unix)]
pub(crate) mod client;
#[cfg(unix)]
mod frames;
#[cfg(unix)]
mod line;
#[cfg(unix)]
mod request;
#[cfg(unix)]
mod session;
#[cfg(unix)]
pub(crate) mod socket;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use participation::CommunityId;

use crate::backups::Watch;
use crate::home::Home;
use crate::settings::Settings;

/// Commands that run at once at most; whoever comes then waits.
const MAX_COMMANDS: usize = 32;

/// The version of this program: a node runs commands of its own version only.
#[cfg(unix)]
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A node that runs.
#[derive(Debug)]
pub(crate) struct Serving {
    home: Arc<Home>,
    /// Where the page is, if there is one.
    page: OnceLock<SocketAddr>,
    /// Over the backups.
    watch: Watch,
    settings: Settings,
    ending: AtomicBool,
    /// Commands that run.
    running: Mutex<usize>,
    /// One of them has ended.
    ended: Condvar,
}

impl Serving {
    /// A node in this home, as yet without anything that carries it to others. Communities stay
    /// open from now on.
    pub(crate) fn new(home: Arc<Home>, settings: Settings) -> Arc<Self> {
        home.all().keep_open();
        Arc::new(Self {
            home,
            page: OnceLock::new(),
            watch: Watch::default(),
            settings,
            ending: AtomicBool::new(false),
            running: Mutex::new(0),
            ended: Condvar::new(),
        })
    }

    /// The home.
    pub(crate) const fn home(&self) -> &Arc<Home> {
        &self.home
    }

    /// Where the page is, if there is one.
    pub(crate) fn page(&self) -> Option<SocketAddr> {
        self.page.get().copied()
    }

    /// The page is there.
    pub(crate) fn has_page(&self, address: SocketAddr) {
        // A node has one page.
        let _ = self.page.set(address);
    }

    /// What sees to the backups.
    pub(crate) const fn watch(&self) -> &Watch {
        &self.watch
    }

    /// What this node was told when it began.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only the page asks, and there is none"))]
    pub(crate) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The addresses at which other nodes find this one.
    pub(crate) fn listen(&self) -> Vec<String> {
        self.home.network().map_or_else(Vec::new, |network| network.status().listening)
    }

    /// How many nodes that hold this community are connected.
    pub(crate) fn peers(&self, community: &CommunityId) -> usize {
        self.home.network().map_or(0, |network| network.peers(community))
    }

    /// Whether nothing new is begun.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }

    /// Ends the node: nothing new is begun, what waits for an answer gives up, what runs is
    /// finished, and every community is closed.
    pub(crate) fn end(&self) {
        self.ending.store(true, Ordering::SeqCst);
        let mut running = self.running();
        while *running > 0 {
            running = self.ended.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        drop(running);
        if let Some(network) = self.home.network() {
            network.end();
        }
        self.home.all().close_all();
    }

    /// Begins a command once there is room for it; `None` when the node is ending.
    fn begin(self: &Arc<Self>) -> Option<Running> {
        let mut running = self.running();
        while *running >= MAX_COMMANDS {
            running = self.ended.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        if self.is_ending() {
            return None;
        }
        *running += 1;
        Some(Running(self.clone()))
    }

    fn running(&self) -> MutexGuard<'_, usize> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A command that runs; over when this is dropped.
#[derive(Debug)]
struct Running(Arc<Serving>);

impl Drop for Running {
    fn drop(&mut self) {
        *self.0.running() -= 1;
        self.0.ended.notify_all();
    }
}
