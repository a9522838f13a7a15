//! Hints: heard, checked with the host, followed by a session, and handed on once they are true here.
//!
//! A hint is accepted, which hands it on, only when this node holds what it stands for: so a hint
//! never runs ahead of what it announces, and whoever hears it can fetch from whom it heard it.
//! It is ignored, without blame, when it is known or nothing came of it. What is malformed, or made
//! without the community's secret, was refused before it came here (see [`crate::hint`]).

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use libp2p::PeerId;
use libp2p::gossipsub::{Message, MessageAcceptance, MessageId, PublishError, TopicHash};
use participation_types::CommunityId;
use tokio::task::JoinError;
use tokio::time::Instant;

use super::Driver;
use crate::backoff::{chance, jitter};
use crate::hint::{self, MAX_HINTS};
use crate::host::Host;

/// Questions to the host about hints that may be open at once; beyond, hints are ignored.
const MAX_JOBS: usize = 64;

/// Hints that wait for a session.
const MAX_WAITING: usize = 256;

/// A hint that has not come true after this is ignored; gossip holds it a little longer.
const PATIENCE: Duration = Duration::from_secs(25);

/// A hint that was heard.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    message: MessageId,
    source: PeerId,
    community: CommunityId,
    hints: Vec<u64>,
    since: Instant,
    stage: Stage,
}

/// Why the host is asked whether a hint is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It has just been heard.
    Heard,
    /// A session with another peer than the one that said it has ended.
    Elsewhere,
    /// The session that was held because of it has ended.
    Fetched,
}

/// What the host said about a hint.
#[derive(Debug)]
pub(super) struct Job {
    waiting: Waiting,
    news: bool,
}

/// Messages that were news and were not handed on. Gossip does not say again what it has heard;
/// when their content comes to be here all the same, it is said with a salt.
#[derive(Debug, Default)]
pub(super) struct Swallowed(VecDeque<MessageId>);

impl Swallowed {
    fn add(&mut self, message: MessageId) {
        if self.0.len() >= MAX_WAITING {
            self.0.pop_front();
        }
        self.0.push_back(message);
    }

    fn take(&mut self, message: &MessageId) -> bool {
        let place = self.0.iter().position(|swallowed| swallowed == message);
        place.and_then(|place| self.0.remove(place)).is_some()
    }
}

impl<H: Host> Driver<'_, H> {
    pub(super) fn on_subscribed(&mut self, id: PeerId, topic: TopicHash) {
        let community = self.memory.topics.look_up(&topic).map(|(community, _)| community);
        let Some(peer) = self.peers.get_mut(&id) else { return };
        peer.topics.insert(topic);
        if let Some(community) = community {
            self.first_session(id, community);
        }
    }

    /// Two nodes that share a community compare it when they meet: who dialled opens the session,
    /// and the other only when that did not happen.
    pub(super) fn first_session(&mut self, id: PeerId, community: CommunityId) {
        let Some(peer) = self.peers.get(&id) else { return };
        let met = peer.shared.get(&community).is_some_and(|shared| shared.last.is_some());
        if !met {
            let wait = if peer.is_outbound() {
                Duration::ZERO
            } else {
                jitter(self.config.pace.courtesy, chance())
            };
            self.want(id, community, Instant::now() + wait);
        }
    }

    pub(super) fn on_hint(&mut self, source: PeerId, message: MessageId, content: &Message) {
        let known = self.memory.topics.look_up(&content.topic);
        let read = known.and_then(|(community, secret)| {
            hint::read(&secret, &content.data).ok().map(|hints| (community, hints))
        });
        let Some((community, hints)) = read else {
            // The topic was left in this very moment.
            self.judge(&message, &source, MessageAcceptance::Reject);
            return;
        };
        let since = Instant::now();
        let waiting = Waiting { message, source, community, hints, since, stage: Stage::Heard };
        if self.peers.get_mut(&source).is_some_and(|peer| peer.hints.take(since)) {
            self.ask(waiting);
        } else {
            self.swallow(&waiting);
        }
    }

    /// Asks the host whether a hint is news.
    fn ask(&mut self, waiting: Waiting) {
        if self.jobs.len() >= MAX_JOBS {
            self.swallow(&waiting);
            return;
        }
        let host = Arc::clone(&self.host);
        self.jobs.spawn_blocking(move || {
            let news = host.is_news(waiting.community, &waiting.hints);
            Job { waiting, news }
        });
    }

    pub(super) fn on_job(&mut self, job: Result<Job, JoinError>) {
        let Job { waiting, news } = match job {
            Ok(job) => job,
            Err(error) => {
                tracing::error!(%error, "the host could not judge a hint");
                return;
            }
        };
        let acceptance = match (news, waiting.stage) {
            (true, Stage::Heard) => {
                if self.waiting.len() < MAX_WAITING && self.peers.contains_key(&waiting.source) {
                    let (source, community) = (waiting.source, waiting.community);
                    self.waiting.push(waiting);
                    let now = Instant::now();
                    self.want(source, community, now);
                    self.start_due_sessions(now);
                } else {
                    self.swallow(&waiting);
                }
                return;
            }
            (true, Stage::Elsewhere) => {
                let (source, community) = (waiting.source, waiting.community);
                if self.is_busy(source, community) || self.is_wanted(source, community) {
                    self.waiting.push(waiting);
                } else {
                    // Its own session ended while the host was thinking.
                    self.ask(Waiting { stage: Stage::Fetched, ..waiting });
                }
                return;
            }
            (true, Stage::Fetched) => {
                self.in_vain(waiting.source, waiting.community);
                self.swallow(&waiting);
                return;
            }
            (false, Stage::Elsewhere | Stage::Fetched) => {
                self.standing(waiting.source, waiting.community, |standing| standing.vain = 0);
                MessageAcceptance::Accept
            }
            (false, Stage::Heard) => MessageAcceptance::Ignore,
        };
        self.judge(&waiting.message, &waiting.source, acceptance);
    }

    /// After a session about a community, the hints about it may have come true.
    pub(super) fn ask_again(&mut self, source: PeerId, community: CommunityId) {
        let more = self.is_wanted(source, community);
        let (ready, rest): (Vec<Waiting>, Vec<Waiting>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|waiting| {
                // If another session with this very peer follows, that one decides.
                waiting.community == community && !(more && waiting.source == source)
            });
        self.waiting = rest;
        for waiting in ready {
            let own = waiting.source == source;
            let stage = if own { Stage::Fetched } else { Stage::Elsewhere };
            self.ask(Waiting { stage, ..waiting });
        }
    }

    fn is_wanted(&self, peer: PeerId, community: CommunityId) -> bool {
        let standing = self.peers.get(&peer).and_then(|peer| peer.shared.get(&community));
        standing.is_some_and(|standing| standing.due.is_some_and(|due| due <= Instant::now()))
    }

    pub(super) fn expire_hints(&mut self, now: Instant) {
        let (old, rest): (Vec<Waiting>, Vec<Waiting>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|waiting| now - waiting.since > PATIENCE);
        self.waiting = rest;
        for waiting in old {
            self.swallow(&waiting);
        }
    }

    /// Does not hand on what may be news, since it is not here.
    fn swallow(&mut self, waiting: &Waiting) {
        self.swallowed.add(waiting.message.clone());
        self.judge(&waiting.message, &waiting.source, MessageAcceptance::Ignore);
    }

    /// Publishes hints; what nobody is there to hear is kept until somebody is.
    pub(super) fn announce(&mut self, community: CommunityId, hints: &[u64]) {
        let Some(known) = self.memory.communities.get_mut(&community) else { return };
        known.unheard.extend(hints.iter().take(MAX_HINTS));
        while known.unheard.len() > MAX_HINTS {
            known.unheard.pop_first();
        }
        self.say(community);
    }

    pub(super) fn say_unheard_hints(&mut self) {
        let unheard: Vec<CommunityId> = self
            .memory
            .communities
            .iter()
            .filter(|(_, community)| !community.unheard.is_empty())
            .map(|(id, _)| *id)
            .collect();
        unheard.into_iter().for_each(|community| self.say(community));
    }

    fn say(&mut self, community: CommunityId) {
        let Some(known) = self.memory.communities.get_mut(&community) else { return };
        if known.unheard.is_empty() {
            return;
        }
        let hints: Vec<u64> = known.unheard.iter().copied().collect();
        let (topic, secret) = (known.topic.clone(), known.joined.secret);
        let message = hint::write(&secret, 0, &hints);
        let plain = hint::id_of(&topic, &message);
        let swallowed = self.swallowed.take(&plain);
        let message = if swallowed { hint::write(&secret, chance(), &hints) } else { message };
        let published = self.swarm.behaviour_mut().gossip.publish(topic, message);
        let Some(known) = self.memory.communities.get_mut(&community) else { return };
        match published {
            Ok(_) | Err(PublishError::Duplicate) => known.unheard = BTreeSet::new(),
            Err(PublishError::NoPeersSubscribedToTopic | PublishError::AllQueuesFull(_)) => {
                if swallowed {
                    self.swallowed.add(plain);
                }
            }
            Err(
                error @ (PublishError::SigningError(_)
                | PublishError::MessageTooLarge
                | PublishError::TransformFailed(_)),
            ) => {
                tracing::error!(%error, "hints cannot be published");
                known.unheard = BTreeSet::new();
            }
        }
    }

    fn judge(&mut self, message: &MessageId, source: &PeerId, acceptance: MessageAcceptance) {
        // `false` means that gossip holds the message no longer; then nobody waits for an answer.
        let _ = self
            .swarm
            .behaviour_mut()
            .gossip
            .report_message_validation_result(message, source, acceptance);
    }
}
