//! Connected peers, and how they are treated.

use std::collections::{BTreeMap, BTreeSet};

use libp2p::gossipsub::TopicHash;
use libp2p::swarm::ConnectionId;
use libp2p::{Multiaddr, PeerId};
use participation_types::CommunityId;
use tokio::time::Instant;

use super::Driver;
use crate::PeerName;
use crate::blame::Kind;
use crate::bucket::Bucket;
use crate::config::Limits;
use crate::host::{Acquaintance, Host};
use crate::policy::is_crowded;

/// Buckets of peers that are not connected are looked through beyond this number.
const MANY_BUCKETS: usize = 256;

/// Hints that a peer may say in a burst.
const HINT_BURST: u32 = 64;

/// Hints that a peer may say in a minute, in the long run.
const HINTS_PER_MINUTE: u32 = 600;

/// A peer with at least one connection.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) name: PeerName,
    pub(super) connections: BTreeMap<ConnectionId, Connection>,
    pub(super) since: Instant,
    pub(super) agent: Option<String>,
    /// Topics that it says it is subscribed to; bounded by gossip's filter.
    pub(super) topics: BTreeSet<TopicHash>,
    /// Addresses that it says it has.
    pub(super) claimed: Vec<Multiaddr>,
    /// Whether it carries connections for others.
    #[cfg(feature = "relay")]
    pub(super) relays: bool,
    /// How many hints it may still say.
    pub(super) hints: Bucket,
    /// How many streams it may still be refused.
    pub(super) refusals: Bucket,
    /// What there is with it about each community.
    pub(super) shared: BTreeMap<CommunityId, Shared>,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) address: Multiaddr,
    pub(super) outbound: bool,
}

/// How a peer and this node stand about a community.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// When to open a session.
    pub(super) due: Option<Instant>,
    /// Not before this, whatever is heard.
    pub(super) not_before: Option<Instant>,
    /// The last session that came to its end.
    pub(super) last: Option<Instant>,
    /// In a row.
    pub(super) failures: u32,
    /// Hints in a row of which nothing came.
    pub(super) vain: u32,
    /// Something was heard while a session ran: one more afterwards.
    pub(super) again: bool,
}

impl Peer {
    pub(super) fn new(name: PeerName, since: Instant, limits: &Limits) -> Self {
        Self {
            name,
            connections: BTreeMap::new(),
            since,
            agent: None,
            topics: BTreeSet::new(),
            claimed: Vec::new(),
            #[cfg(feature = "relay")]
            relays: false,
            hints: Bucket::new(HINT_BURST, HINTS_PER_MINUTE, since),
            refusals: Bucket::new(limits.refused_burst, limits.refused_per_minute, since),
            shared: BTreeMap::new(),
        }
    }

    pub(super) fn is_outbound(&self) -> bool {
        self.connections.values().any(|connection| connection.outbound)
    }

    /// Whether a session with it came to its end about any community.
    pub(super) fn is_known(&self) -> bool {
        self.shared.values().any(|shared| shared.last.is_some())
    }
}

impl<H: Host> Driver<'_, H> {
    /// A peer did what it must not: its connections end, and it is not spoken to for a time.
    pub(super) fn blame(&mut self, peer: PeerId, kind: Kind, reason: &str) {
        let now = Instant::now();
        self.blame_doors(peer, now);
        let until = self.memory.blame.add(peer, kind, now, &self.config.pace);
        tracing::warn!(%peer, reason, seconds = (until - now).as_secs(), "peer blocked");
        self.swarm.behaviour_mut().blocked.block_peer(peer);
        self.dirty = true;
    }

    /// What one key did, the next one from the same address would do.
    fn blame_doors(&mut self, id: PeerId, now: Instant) {
        let (limits, pace) = (&self.config.limits, &self.config.pace);
        let Some(peer) = self.peers.get(&id) else { return };
        if self.memory.book.acquaintance(&peer.name) == Acquaintance::Stranger {
            for connection in peer.connections.values().filter(|connection| !connection.outbound) {
                self.memory.doors.blame(&connection.address, limits, pace, now);
            }
        }
    }

    /// Whether a peer may connect from there now. Whom somebody named, and who was good before,
    /// may whenever they come.
    pub(super) fn may_enter(&mut self, name: PeerName, from: &Multiaddr, now: Instant) -> bool {
        let named = self.memory.book.acquaintance(&name) == Acquaintance::Known;
        named
            || self.memory.book.entry(&name).is_some_and(|entry| entry.last_success.is_some())
            || self.memory.doors.enter(from, &self.config.limits, now)
    }

    pub(super) fn lift_blocks(&mut self, now: Instant) {
        for peer in self.memory.blame.lift(now, self.config.pace.block_at_most) {
            let kept = PeerName::of(peer)
                .ok()
                .and_then(|name| self.memory.book.entry(&name))
                .is_some_and(|entry| entry.blocked);
            if !kept {
                self.swarm.behaviour_mut().blocked.unblock_peer(peer);
            }
            self.dirty = true;
        }
    }

    /// Whether a peer may open one more stream now.
    pub(super) fn may_open(&mut self, peer: PeerId) -> bool {
        let (limits, now) = (&self.config.limits, Instant::now());
        self.buckets
            .entry(peer)
            .or_insert_with(|| Bucket::new(limits.stream_burst, limits.streams_per_minute, now))
            .take(now)
    }

    /// Whether an honest peer, too, may have been refused so many streams.
    pub(super) fn may_be_refused(&mut self, id: PeerId) -> bool {
        self.peers.get_mut(&id).is_none_or(|peer| peer.refusals.take(Instant::now()))
    }

    /// Buckets outlive connections, or who reconnects would have a full one each time.
    pub(super) fn forget_buckets(&mut self, now: Instant) {
        if self.buckets.len() > MANY_BUCKETS {
            let peers = &self.peers;
            self.buckets.retain(|peer, bucket| peers.contains_key(peer) || !bucket.is_full(now));
        }
    }

    /// Whether a session with this peer has come to its end, now or on another day.
    pub(super) fn is_good(&self, id: PeerId) -> bool {
        let Some(peer) = self.peers.get(&id) else { return false };
        let entry = self.memory.book.entry(&peer.name);
        peer.is_known() || entry.is_some_and(|entry| entry.last_success.is_some())
    }

    /// Whether this inbound connection of a peer that was never good for anything is one too many
    /// from its network: one hand must not hold all that others could have.
    pub(super) fn is_crowded(&self, connection: ConnectionId) -> bool {
        let strangers = || {
            let peers = self.peers.values().filter(|peer| !self.is_good(peer.name.peer()));
            peers.flat_map(|peer| &peer.connections).filter(|(_, c)| !c.outbound)
        };
        let own = strangers().find(|(id, _)| **id == connection).map(|(_, own)| &own.address);
        let addresses = strangers().map(|(_, stranger)| &stranger.address);
        let most = self.config.limits.strangers_per_network;
        own.is_some_and(|own| is_crowded(own, addresses, most))
    }

    /// Where more have come than there is room for, the one that is worth least ends: one that shares
    /// nothing before one that does, of each kind the one that has been here longest, and nobody
    /// before it had time to show what it is for. Those that others name, and those with
    /// which a session runs, stay.
    ///
    /// So a newcomer finds a place however many hold theirs: a hundred keys cost nothing.
    pub(super) fn make_room(&mut self, now: Instant) {
        let room = usize::try_from(self.config.limits.inbound).unwrap_or(usize::MAX);
        let inbound = || {
            self.peers.iter().flat_map(|(id, peer)| {
                let connections = peer.connections.iter().filter(|(_, c)| !c.outbound);
                connections.map(move |(connection, _)| (*id, *connection, peer))
            })
        };
        if inbound().count() <= room {
            return;
        }
        let pace = &self.config.pace;
        let worst = inbound()
            .filter(|(_, _, peer)| {
                self.memory.book.acquaintance(&peer.name) == Acquaintance::Stranger
            })
            .filter(|(id, ..)| !self.running.values().any(|running| running.peer == *id))
            .filter(|(_, _, peer)| {
                let place = if peer.is_known() { pace.shared_place } else { pace.place };
                now - peer.since >= place
            })
            .min_by_key(|(_, _, peer)| (peer.is_known(), peer.since))
            // Everybody is new or at work: then the last that came.
            .or_else(|| inbound().max_by_key(|(_, connection, peer)| (peer.since, *connection)));
        if let Some((peer, connection, _)) = worst {
            tracing::debug!(%peer, "its place is given to another");
            let _ = self.swarm.close_connection(connection);
        }
    }

    /// Connections are few: who shares nothing with this node does not keep one.
    pub(super) fn let_strangers_go(&mut self, now: Instant) {
        let strangers: Vec<(PeerId, PeerName)> = self
            .peers
            .iter()
            .filter(|(_, peer)| {
                let claims = |topic| self.memory.topics.look_up(topic).is_some();
                let patience = if peer.topics.iter().any(claims) { 10 } else { 1 };
                let patience = self.config.pace.stranger.saturating_mul(patience);
                now - peer.since > patience && !peer.is_known()
            })
            .filter(|(id, _)| !self.running.values().any(|running| running.peer == **id))
            .map(|(id, peer)| (*id, peer.name))
            .collect();
        for (id, name) in strangers {
            tracing::debug!(peer = %id, "shares no community: let go");
            let pace = &self.config.pace;
            self.memory.book.failed(&name, now, pace.retry_at_most, pace.retry_at_most);
            let _ = self.swarm.disconnect_peer_id(id);
        }
    }
}
