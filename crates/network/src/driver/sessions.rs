//! When sessions are opened, which are let in, and what follows from how they end.

use std::sync::Arc;
use std::time::Duration;

use libp2p::{PeerId, Stream};
use participation_types::CommunityId;
use tokio::task::{Id, JoinError};
use tokio::time::Instant;

use super::Driver;
use super::peers::Shared as Standing;
use crate::backoff::{chance, jitter, pause};
use crate::blame::Kind;
use crate::host::{Ending, Host};
use crate::run::{Outcome, Shared, Terms, run};
use crate::streams::Token;
use crate::{PeerName, book};

/// A stream that is not open after this will not be.
const OPENING: Duration = Duration::from_secs(20);

/// The bounds of what a peer may ask by "later".
const LATER: (u64, u64) = (200, 60 * 60 * 1000);

/// A peer that does not hold a community is asked again after this.
const REFUSED: Duration = Duration::from_secs(60 * 60);

/// A stream that this node has asked for.
#[derive(Debug)]
pub(super) struct Opening {
    peer: PeerId,
    community: CommunityId,
    since: Instant,
}

/// A session that runs.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) peer: PeerId,
    pub(super) inbound: bool,
    shared: Arc<Shared>,
}

impl Running {
    pub(super) fn community(&self) -> Option<CommunityId> {
        self.shared.community.get().copied()
    }
}

/// What a session's task leaves behind.
#[derive(Debug)]
pub(super) struct Finished {
    outcome: Outcome,
    /// Hints of what has come in.
    arrived: Vec<u64>,
}

impl<H: Host> Driver<'_, H> {
    /// Wants a session with a connected peer, now or, if one runs, right after it.
    pub(super) fn want(&mut self, id: PeerId, community: CommunityId, at: Instant) {
        let busy = self.is_busy(id, community);
        let Some(peer) = self.peers.get_mut(&id) else { return };
        let standing = peer.shared.entry(community).or_default();
        if busy {
            standing.again = true;
        } else {
            let at = standing.not_before.map_or(at, |not_before| not_before.max(at));
            standing.due = Some(standing.due.map_or(at, |due| due.min(at)));
        }
    }

    /// Whether a session with this peer about this community runs or is being opened.
    pub(super) fn is_busy(&self, peer: PeerId, community: CommunityId) -> bool {
        self.running
            .values()
            .any(|running| running.peer == peer && running.community() == Some(community))
            || self
                .opening
                .values()
                .any(|opening| opening.peer == peer && opening.community == community)
    }

    /// Opens the sessions whose time has come, as many as may run.
    pub(super) fn start_due_sessions(&mut self, now: Instant) {
        let limits = &self.config.limits;
        let (per_peer, all) = (limits.outbound_sessions_per_peer, limits.outbound_sessions);
        let mine = self.running.values().filter(|running| !running.inbound).count();
        let mut room = all.saturating_sub(mine + self.opening.len());
        let mut due: Vec<(Instant, PeerId, CommunityId)> = self
            .peers
            .iter()
            .flat_map(|(id, peer)| {
                let shared = peer.shared.iter();
                shared.filter_map(|(community, s)| s.due.map(|due| (due, *id, *community)))
            })
            .filter(|(due, _, _)| *due <= now)
            .collect();
        due.sort_unstable();
        for (_, peer, community) in due {
            if room == 0 {
                break;
            }
            if !self.memory.communities.contains_key(&community) || self.is_busy(peer, community) {
                self.standing(peer, community, |standing| standing.due = None);
                continue;
            }
            let running = self.running.values().filter(|run| run.peer == peer && !run.inbound);
            let opening = self.opening.values().filter(|opening| opening.peer == peer);
            if running.count() + opening.count() < per_peer {
                self.open(peer, community, now);
                room -= 1;
            }
        }
    }

    fn open(&mut self, peer: PeerId, community: CommunityId, now: Instant) {
        self.standing(peer, community, |standing| (standing.due, standing.again) = (None, false));
        let token = Token(self.next_token);
        self.next_token += 1;
        self.opening.insert(token, Opening { peer, community, since: now });
        self.swarm.behaviour_mut().streams.open(peer, token);
    }

    pub(super) fn on_opened(&mut self, token: Token, stream: Stream) {
        let Some(Opening { peer, community, .. }) = self.opening.remove(&token) else { return };
        let Ok(name) = PeerName::of(peer) else { return };
        let host = Arc::clone(&self.host);
        let shared = Arc::new(Shared::default());
        let _ = shared.community.set(community);
        let known = self.memory.book.acquaintance(&name);
        self.start(peer, false, stream, shared, move || {
            host.dial(community, &name, known, entropy()?)
        });
    }

    pub(super) fn on_open_failed(&mut self, token: Token, spoken: bool) {
        let Some(Opening { peer, community, .. }) = self.opening.remove(&token) else { return };
        if spoken {
            self.try_later(peer, community);
        } else {
            self.refused(peer, community);
        }
    }

    /// An event about a stream may be lost together with its connection.
    pub(super) fn expire_openings(&mut self, now: Instant) {
        let expired: Vec<Token> = self
            .opening
            .iter()
            .filter(|(_, opening)| now - opening.since > OPENING)
            .map(|(token, _)| *token)
            .collect();
        expired.into_iter().for_each(|token| self.on_open_failed(token, true));
    }

    /// A peer has opened a stream; beyond the limits it is dropped, which the peer sees.
    pub(super) fn on_accepted(&mut self, peer: PeerId, stream: Stream) {
        let limits = &self.config.limits;
        let inbound = || self.running.values().filter(|running| running.inbound);
        // Strangers never take all places.
        let most = limits.inbound_sessions;
        let most = if self.is_good(peer) { most } else { most.div_ceil(2) };
        let full = inbound().count() >= most
            || inbound().filter(|running| running.peer == peer).count()
                >= limits.inbound_sessions_per_peer;
        let (Ok(name), true) = (PeerName::of(peer), self.may_open(peer) && !full) else {
            tracing::debug!(%peer, "a stream too many");
            if !self.may_be_refused(peer) {
                self.blame(peer, Kind::Fault, "it opens streams again and again");
            }
            return;
        };
        let host = Arc::clone(&self.host);
        let known = self.memory.book.acquaintance(&name);
        self.start(peer, true, stream, Arc::default(), move || {
            Some(host.accept(&name, known, entropy()?))
        });
    }

    fn start(
        &mut self,
        peer: PeerId,
        inbound: bool,
        stream: Stream,
        shared: Arc<Shared>,
        begin: impl FnOnce() -> Option<H::Session> + Send + 'static,
    ) {
        let terms = Terms::new(self.memory.start, &self.config.pace, &self.config.limits);
        let host = Arc::clone(&self.host);
        let session = Arc::clone(&shared);
        let task = async move {
            let outcome = run(stream, begin, Arc::clone(&session), terms).await;
            let arrived = match session.community.get().copied() {
                None => Vec::new(),
                Some(community) => tokio::task::spawn_blocking(move || host.arrived(community))
                    .await
                    .unwrap_or_default(),
            };
            Finished { outcome, arrived }
        };
        let id = self.sessions.spawn(task).id();
        self.running.insert(id, Running { peer, inbound, shared });
        self.dirty = true;
    }

    pub(super) fn on_finished(&mut self, finished: Result<(Id, Finished), JoinError>) {
        let (id, finished) = match finished {
            Ok((id, finished)) => (id, finished),
            Err(error) => {
                let outcome = Outcome::Ours("the session's task fell");
                (error.id(), Finished { outcome, arrived: Vec::new() })
            }
        };
        let Some(running) = self.running.remove(&id) else { return };
        self.dirty = true;
        let Running { peer, inbound, shared } = running;
        let community = shared.community.get().copied();
        tracing::debug!(%peer, ?community, inbound, outcome = ?finished.outcome, "session over");
        match finished.outcome {
            Outcome::Ended(Ending::Done) => {
                community.into_iter().for_each(|community| self.done(peer, community));
            }
            Outcome::Ended(Ending::Fault(reason)) => self.blame(peer, Kind::Fault, &reason),
            Outcome::TooLong(length) => {
                let reason = format!("it claimed a frame of {length} bytes");
                self.blame(peer, Kind::Fault, &reason);
            }
            Outcome::Stalled(reason) => self.blame(peer, Kind::Stall, reason),
            // Who was dialled has been told when to come again; it is the dialler that waits.
            _ if inbound => {}
            Outcome::Ended(Ending::Later(ms)) => {
                community.into_iter().for_each(|community| self.later(peer, community, ms));
            }
            Outcome::Ended(Ending::Refused) => {
                community.into_iter().for_each(|community| self.refused(peer, community));
            }
            Outcome::Broken | Outcome::Expired | Outcome::Declined => {
                community.into_iter().for_each(|community| self.try_later(peer, community));
            }
            Outcome::Ours(reason) => {
                tracing::error!(%peer, reason, "a session failed here");
                community.into_iter().for_each(|community| self.try_later(peer, community));
            }
        }
        if let Some(community) = community {
            self.announce(community, &finished.arrived);
            self.ask_again(peer, community);
        }
    }

    /// Both have what the other had.
    fn done(&mut self, id: PeerId, community: CommunityId) {
        let now = Instant::now();
        self.standing(id, community, |standing| {
            standing.last = Some(now);
            standing.failures = 0;
            standing.not_before = None;
            standing.due = None;
            if std::mem::take(&mut standing.again) {
                standing.due = Some(now);
            }
        });
        let seconds = super::seconds();
        if let Some(known) = self.memory.communities.get_mut(&community) {
            known.last_contact = Some(seconds);
            known.completed += 1;
        }
        if let Some(peer) = self.peers.get(&id) {
            for address in &peer.claimed {
                self.memory.book.learn(peer.name, address.clone(), book::Source::Exchange);
            }
            self.memory.book.succeeded(&peer.name, seconds);
            #[cfg(feature = "relay")]
            self.known.set(id, true);
        }
    }

    fn later(&mut self, peer: PeerId, community: CommunityId, ms: u64) {
        let wait = Duration::from_millis(ms.clamp(LATER.0, LATER.1));
        // Never earlier than asked.
        let at = Instant::now() + wait + jitter(wait / 5, chance());
        self.standing(peer, community, |standing| {
            standing.not_before = Some(at);
            standing.due = Some(at);
        });
    }

    fn refused(&mut self, peer: PeerId, community: CommunityId) {
        let at = Instant::now() + REFUSED;
        self.standing(peer, community, |standing| {
            standing.not_before = Some(at);
            standing.due = Some(at);
            standing.last = None;
        });
    }

    fn try_later(&mut self, peer: PeerId, community: CommunityId) {
        let pace = &self.config.pace;
        let (first, most) = (pace.retry, pace.retry_at_most);
        let now = Instant::now();
        self.standing(peer, community, |standing| {
            standing.failures = standing.failures.saturating_add(1);
            let at = now + jitter(pause(first, most, standing.failures), chance());
            standing.not_before = Some(at);
            standing.due = Some(at);
        });
    }

    /// A hint led to a session and to nothing else: the next one has to wait, longer each time, so
    /// that who makes things up does not keep this node busy.
    pub(super) fn in_vain(&mut self, peer: PeerId, community: CommunityId) {
        let pace = &self.config.pace;
        let (first, most) = (pace.retry, pace.retry_at_most);
        let now = Instant::now();
        self.standing(peer, community, |standing| {
            standing.vain = standing.vain.saturating_add(1);
            standing.not_before = Some(now + jitter(pause(first, most, standing.vain), chance()));
        });
    }

    pub(super) fn standing(
        &mut self,
        peer: PeerId,
        community: CommunityId,
        change: impl FnOnce(&mut Standing),
    ) {
        if let Some(peer) = self.peers.get_mut(&peer) {
            change(peer.shared.entry(community).or_default());
        }
    }

    /// Compares communities that were not compared for long, each time with the peer with which
    /// that was longest ago.
    pub(super) fn start_rounds(&mut self, now: Instant) {
        let due: Vec<CommunityId> = self
            .memory
            .communities
            .iter()
            .filter(|(_, community)| community.round <= now)
            .map(|(id, _)| *id)
            .collect();
        for community in due {
            let round = now + jitter(self.config.pace.round, chance());
            let Some(known) = self.memory.communities.get_mut(&community) else { continue };
            known.round = round;
            let topic = known.topic.clone();
            let least = self
                .peers
                .iter()
                .filter(|(_, peer)| {
                    let standing = peer.shared.get(&community);
                    let ready = standing
                        .and_then(|standing| standing.not_before)
                        .is_none_or(|not_before| not_before <= now);
                    let shares = standing.is_some_and(|standing| standing.last.is_some());
                    ready && (shares || peer.topics.contains(&topic))
                })
                .min_by_key(|(_, peer)| peer.shared.get(&community).and_then(|s| s.last))
                .map(|(id, _)| *id);
            if let Some(peer) = least {
                self.want(peer, community, now);
            }
        }
    }

    /// Wakes the sessions about a community, and wants one with every peer that shares it.
    pub(super) fn wake(&mut self, community: CommunityId) {
        let Some(known) = self.memory.communities.get(&community) else { return };
        let topic = known.topic.clone();
        let now = Instant::now();
        for running in self.running.values() {
            if running.community() == Some(community) {
                running.shared.news.notify_one();
            }
        }
        let sharing: Vec<PeerId> = self
            .peers
            .iter()
            .filter(|(_, peer)| {
                peer.topics.contains(&topic)
                    || peer.shared.get(&community).is_some_and(|shared| shared.last.is_some())
            })
            .map(|(id, _)| *id)
            .collect();
        for peer in sharing {
            self.want(peer, community, now);
        }
        self.start_due_sessions(now);
    }
}

/// 32 bytes that nobody guesses; without them there is no session.
fn entropy() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .inspect_err(|error| tracing::error!(%error, "the system gives no random bytes"))
        .ok()?;
    Some(bytes)
}
