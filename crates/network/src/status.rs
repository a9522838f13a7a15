//! What the network looks like at this moment, for pages and commands.

use participation_types::CommunityId;
use serde::Serialize;

use crate::{PeerName, Source};

/// What the network looks like. A new one is made when something changed, at most once a tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// This node.
    pub name: PeerName,
    /// Whether it runs.
    pub condition: Condition,
    /// How often the driver was started again after a panic.
    pub restarts: u32,
    /// Where it listens, with its name at the end.
    pub listening: Vec<String>,
    /// Addresses at which others are known to reach it.
    pub external: Vec<String>,
    /// Addresses on which it cannot listen, and why.
    pub trouble: Vec<String>,
    /// Peers that are connected, and those in the address book, by name.
    pub peers: Vec<PeerStatus>,
    /// Sessions that run at this moment.
    pub sessions: usize,
    /// The communities that are kept in step.
    pub communities: Vec<CommunityStatus>,
}

/// Whether the network runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// It has not begun yet.
    Starting,
    /// It runs.
    Running,
    /// It fell and will be started again.
    Restarting,
    /// It was shut down.
    Stopped,
}

/// A peer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeerStatus {
    /// Which.
    pub name: PeerName,
    /// Connections with it now.
    pub connections: usize,
    /// Whether this node opened one of them.
    pub outbound: bool,
    /// What it calls its program: its own claim.
    pub agent: Option<String>,
    /// Its addresses: those in use first, then those of the book.
    pub addresses: Vec<String>,
    /// The communities that it shares with this node, as far as a session has shown.
    pub communities: Vec<CommunityId>,
    /// Seconds since 1970 of the last success.
    pub last_success: Option<u64>,
    /// Failures to reach it, in a row.
    pub failures: u32,
    /// Where it is known from, if it is in the book.
    pub source: Option<Source>,
    /// Blocked by this node's people.
    pub blocked: bool,
    /// Blocked for its faults for so many seconds more.
    pub blocked_for: Option<u64>,
}

/// A community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommunityStatus {
    /// Which.
    pub id: CommunityId,
    /// Connected peers that share it.
    pub peers: usize,
    /// Sessions about it that run now.
    pub sessions: usize,
    /// Seconds since 1970 of the last session that came to its end.
    pub last_contact: Option<u64>,
    /// Sessions that came to their end since the start.
    pub completed: u64,
}

impl Status {
    pub(crate) const fn new(name: PeerName) -> Self {
        Self {
            name,
            condition: Condition::Starting,
            restarts: 0,
            listening: Vec::new(),
            external: Vec::new(),
            trouble: Vec::new(),
            peers: Vec::new(),
            sessions: 0,
            communities: Vec::new(),
        }
    }

    /// A peer by its name.
    #[must_use]
    pub fn peer(&self, name: &PeerName) -> Option<&PeerStatus> {
        self.peers.iter().find(|peer| peer.name == *name)
    }

    /// Whether a peer is connected.
    #[must_use]
    pub fn is_connected(&self, name: &PeerName) -> bool {
        self.peer(name).is_some_and(|peer| peer.connections > 0)
    }
}
