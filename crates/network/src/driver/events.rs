//! What the swarm has seen, turned into what it means here: one match per behaviour.

use libp2p::core::ConnectedPoint;
use libp2p::swarm::{ConnectionId, SwarmEvent};
use libp2p::{Multiaddr, PeerId, gossipsub, identify, mdns, ping};
use tokio::time::Instant;

use super::Driver;
use super::peers::{Connection, Peer};
use crate::PeerName;
use crate::behaviour::BehaviourEvent;
use crate::book::{self, MAX_ADDRESSES, Source};
use crate::host::Host;
use crate::streams;

/// Signs of a peer's name for its program that are kept.
const MAX_AGENT: usize = 64;

impl<H: Host> Driver<'_, H> {
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the enum may grow; what is not named here changes nothing"
    )]
    pub(super) fn on_event(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::Behaviour(event) => self.on_behaviour(event),
            SwarmEvent::ConnectionEstablished { peer_id, connection_id, endpoint, .. } => {
                self.on_connected(peer_id, connection_id, &endpoint);
            }
            SwarmEvent::ConnectionClosed { peer_id, connection_id, .. } => {
                self.on_disconnected(peer_id, connection_id);
            }
            SwarmEvent::OutgoingConnectionError { peer_id: Some(peer), error, .. } => {
                self.on_dial_failed(peer, &error);
            }
            SwarmEvent::IncomingConnectionError { error, send_back_addr, .. } => {
                tracing::debug!(%error, "a connection was not let in");
                // Who knocks without end has used up its turns when a place is free.
                let limits = &self.config.limits;
                let _ = self.memory.doors.enter(&send_back_addr, limits, Instant::now());
            }
            SwarmEvent::NewListenAddr { address, .. } => {
                tracing::info!(%address, "listening");
                self.dirty = true;
            }
            SwarmEvent::ListenerClosed { listener_id, addresses, reason } => {
                tracing::warn!(?addresses, ?reason, "a listener has ended");
                self.dirty = true;
                #[cfg(feature = "relay")]
                if self.on_reservation_lost(listener_id) {
                    return;
                }
                let _ = listener_id;
                let why = reason.err().map_or_else(|| "it ended".to_owned(), |e| e.to_string());
                self.unheard.extend(addresses.into_iter().map(|address| (address, why.clone())));
            }
            SwarmEvent::ExpiredListenAddr { .. }
            | SwarmEvent::ExternalAddrConfirmed { .. }
            | SwarmEvent::ExternalAddrExpired { .. } => self.dirty = true,
            _ => {}
        }
    }

    fn on_behaviour(&mut self, event: BehaviourEvent) {
        match event {
            BehaviourEvent::Streams((peer, event)) => self.on_stream(peer, event),
            BehaviourEvent::Gossip(event) => self.on_gossip(event),
            BehaviourEvent::Identify(event) => self.on_identify(event),
            BehaviourEvent::Mdns(event) => self.on_mdns(event),
            BehaviourEvent::Ping(event) => self.on_ping(&event),
            #[cfg(feature = "relay")]
            BehaviourEvent::Reach(event) => tracing::debug!(?event, "reach"),
            BehaviourEvent::Limits(never)
            | BehaviourEvent::Memory(never)
            | BehaviourEvent::Blocked(never) => match never {},
        }
    }

    fn on_stream(&mut self, peer: PeerId, event: streams::Event) {
        match event {
            streams::Event::Accepted(stream) => self.on_accepted(peer, stream),
            streams::Event::Opened(token, stream) => self.on_opened(token, stream),
            streams::Event::Failed { token, spoken } => self.on_open_failed(token, spoken),
        }
    }

    fn on_connected(&mut self, id: PeerId, connection: ConnectionId, endpoint: &ConnectedPoint) {
        let now = Instant::now();
        self.dialling.remove(&id);
        self.dirty = true;
        let Ok(name) = PeerName::of(id) else {
            let _ = self.swarm.disconnect_peer_id(id);
            return;
        };
        let address = book::bare(endpoint.get_remote_address().clone());
        let outbound = endpoint.is_dialer();
        if outbound {
            self.memory.book.reached(&name, &address);
        }
        if !outbound && !self.may_enter(name, &address, now) {
            tracing::debug!(peer = %id, "strangers from its address come too often");
            let _ = self.swarm.close_connection(connection);
            return;
        }
        let peer =
            self.peers.entry(id).or_insert_with(|| Peer::new(name, now, &self.config.limits));
        peer.connections.insert(connection, Connection { address, outbound });
        if !outbound && self.is_crowded(connection) {
            tracing::debug!(peer = %id, "too many strangers from its network");
            let _ = self.swarm.close_connection(connection);
        } else if !outbound {
            self.make_room(now);
        }
    }

    fn on_disconnected(&mut self, id: PeerId, connection: ConnectionId) {
        self.dirty = true;
        let Some(peer) = self.peers.get_mut(&id) else { return };
        let removed = peer.connections.remove(&connection);
        if peer.connections.is_empty() {
            let (name, known) = (peer.name, peer.is_known());
            self.peers.remove(&id);
            if removed.is_some_and(|connection| connection.outbound) {
                let (pace, now) = (&self.config.pace, Instant::now());
                if known {
                    self.memory.book.left(&name, now, pace.retry);
                } else {
                    // It may have no room for this node, or not want it: who is dialled at once
                    // again and again has reason to complain.
                    self.memory.book.failed(&name, now, pace.retry, pace.retry_at_most);
                }
            }
            #[cfg(feature = "relay")]
            self.known.set(id, false);
        }
    }

    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the enum may grow; what is not named here changes nothing"
    )]
    fn on_gossip(&mut self, event: gossipsub::Event) {
        match event {
            gossipsub::Event::Message { propagation_source, message_id, message } => {
                self.on_hint(propagation_source, message_id, &message);
            }
            gossipsub::Event::Subscribed { peer_id, topic } => self.on_subscribed(peer_id, topic),
            gossipsub::Event::Unsubscribed { peer_id, topic } => {
                if let Some(peer) = self.peers.get_mut(&peer_id) {
                    peer.topics.remove(&topic);
                }
            }
            gossipsub::Event::SlowPeer { peer_id, .. } => {
                tracing::debug!(peer = %peer_id, "does not take hints in time");
            }
            _ => {}
        }
    }

    fn on_identify(&mut self, event: identify::Event) {
        let identify::Event::Received { peer_id, info, .. } = event else { return };
        let Some(peer) = self.peers.get_mut(&peer_id) else { return };
        let agent = info.agent_version.chars().filter(|sign| !sign.is_control());
        peer.agent = Some(agent.take(MAX_AGENT).collect());
        #[cfg(feature = "relay")]
        {
            peer.relays = info.protocols.contains(&libp2p::relay::HOP_PROTOCOL_NAME);
        }
        peer.claimed = info.listen_addrs.into_iter().map(book::bare).take(MAX_ADDRESSES).collect();
        self.dirty = true;
    }

    /// A telephone that has left the Wi-Fi says nothing; its connection would stay for a quarter of
    /// an hour, and with another one it would have as many as it may.
    fn on_ping(&mut self, event: &ping::Event) {
        if matches!(event.result, Err(ping::Failure::Timeout)) {
            tracing::debug!(peer = %event.peer, "does not answer: connection closed");
            let _ = self.swarm.close_connection(event.connection);
        }
    }

    fn on_mdns(&mut self, event: mdns::Event) {
        let mdns::Event::Discovered(found) = event else { return };
        for (peer, address) in found {
            let address: Multiaddr = book::bare(address);
            if let Ok(name) = PeerName::of(peer)
                && self.memory.book.learn(name, address, Source::LocalNetwork)
            {
                self.memory.book.hurry(&name);
            }
        }
        self.dirty = true;
    }
}
