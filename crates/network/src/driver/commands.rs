//! What is asked of the driver.

use std::collections::BTreeSet;

use libp2p::PeerId;
use libp2p::gossipsub::{IdentTopic, TopicHash};
use participation_types::CommunityId;
use tokio::time::Instant;

use super::{Community, Driver};
use crate::PeerName;
use crate::backoff::{chance, jitter};
use crate::book::{Source, split};
use crate::handle::Command;
use crate::host::{Host, Joined};

impl<H: Host> Driver<'_, H> {
    pub(super) fn on_command(&mut self, command: Command) {
        self.dirty = true;
        match command {
            Command::AddPeer { name, address, source } => {
                if name != self.me() && self.memory.book.learn(name, address, source) {
                    self.memory.book.hurry(&name);
                    self.save_soon = true;
                    self.dial(name);
                }
            }
            Command::RemovePeer(name) => {
                self.memory.book.remove(&name);
                let _ = self.swarm.disconnect_peer_id(name.peer());
            }
            Command::Block(name) => {
                self.memory.book.set_blocked(name, true);
                self.swarm.behaviour_mut().blocked.block_peer(name.peer());
            }
            Command::Unblock(name) => {
                self.memory.book.set_blocked(name, false);
                self.memory.book.hurry(&name);
                self.memory.blame.forgive(&name.peer());
                self.swarm.behaviour_mut().blocked.unblock_peer(name.peer());
            }
            Command::Join(joined) => self.join(joined),
            Command::Leave(community) => self.leave(community),
            Command::Announce { community, hints } => self.announce(community, &hints),
            Command::Wake(community) => self.wake(community),
            #[cfg(test)]
            Command::Panic => self.fall(),
        }
    }

    pub(super) fn join(&mut self, joined: Joined) {
        for address in &joined.addresses {
            match split(address) {
                Ok((name, address)) if name != self.me() => {
                    self.memory.book.learn(name, address, Source::Charter);
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "a community names an unusable address"),
            }
        }
        let id = joined.id;
        let same = self
            .memory
            .communities
            .get(&id)
            .is_some_and(|known| known.joined.secret == joined.secret);
        if same {
            if let Some(known) = self.memory.communities.get_mut(&id) {
                known.joined = joined;
            }
            return;
        }
        // With another secret it is another topic, and what was heard on the old one is over.
        self.leave(id);
        let topic = self.memory.topics.insert(id, joined.secret);
        let round = Instant::now() + jitter(self.config.pace.round, chance());
        self.memory.communities.insert(
            id,
            Community {
                topic,
                joined,
                round,
                last_contact: None,
                completed: 0,
                unheard: BTreeSet::new(),
            },
        );
        self.subscribe(id);
    }

    /// Subscribes to a community's topic, and meets the peers that are there already.
    pub(super) fn subscribe(&mut self, id: CommunityId) {
        let Some(topic) = self.memory.communities.get(&id).map(|known| known.topic.clone()) else {
            return;
        };
        if let Err(error) = self.swarm.behaviour_mut().gossip.subscribe(&named(&topic)) {
            tracing::error!(community = %id, %error, "no hints: the topic was refused");
        }
        let there: Vec<PeerId> = self
            .peers
            .iter()
            .filter(|(_, peer)| peer.topics.contains(&topic))
            .map(|(peer, _)| *peer)
            .collect();
        there.into_iter().for_each(|peer| self.first_session(peer, id));
    }

    fn leave(&mut self, id: CommunityId) {
        let Some(left) = self.memory.communities.remove(&id) else { return };
        self.swarm.behaviour_mut().gossip.unsubscribe(&named(&left.topic));
        self.memory.topics.remove(&left.topic);
        for peer in self.peers.values_mut() {
            peer.shared.remove(&id);
        }
    }

    /// What this node is called.
    pub(super) fn me(&self) -> PeerName {
        self.status.borrow().name
    }

    #[cfg(test)]
    #[allow(clippy::panic, clippy::unused_self, reason = "the supervisor's test asks for it")]
    fn fall(&self) {
        panic!("asked to fall");
    }
}

/// The topic as `subscribe` wants it: its text is its hash.
fn named(topic: &TopicHash) -> IdentTopic {
    IdentTopic::new(topic.as_str())
}
