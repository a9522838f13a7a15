//! Makes the status that others see.

use std::collections::BTreeMap;

use libp2p::Multiaddr;
use libp2p::multiaddr::Protocol;
use tokio::time::Instant;

use super::Driver;
use crate::PeerName;
use crate::host::Host;
use crate::status::{CommunityStatus, PeerStatus};

impl<H: Host> Driver<'_, H> {
    /// Publishes what the network looks like now.
    pub(super) fn report(&mut self, now: Instant) {
        let own = |address: &&Multiaddr| !address.iter().any(|part| part == Protocol::P2pCircuit);
        let listened: Vec<Multiaddr> = self.swarm.listeners().filter(own).cloned().collect();
        // A driver that has only begun listens nowhere yet.
        if !listened.is_empty() {
            self.memory.listened = listened;
        }
        let me = Protocol::P2p(self.me().peer());
        let named = |address: &Multiaddr| address.clone().with(me.clone()).to_string();
        let listening = self.swarm.listeners().map(named).collect();
        let external = self.swarm.external_addresses().map(named).collect();
        let trouble =
            self.unheard.iter().map(|(address, why)| format!("{address}: {why}")).collect();
        let peers = self.report_peers(now);
        let communities = self.report_communities();
        let sessions = self.running.len();
        self.status.send_modify(|status| {
            status.listening = listening;
            status.external = external;
            status.trouble = trouble;
            status.peers = peers;
            status.communities = communities;
            status.sessions = sessions;
        });
    }

    fn report_peers(&self, now: Instant) -> Vec<PeerStatus> {
        let mut peers: BTreeMap<PeerName, PeerStatus> = BTreeMap::new();
        for peer in self.peers.values() {
            let status = peers.entry(peer.name).or_insert_with(|| blank(peer.name));
            status.connections = peer.connections.len();
            status.outbound = peer.is_outbound();
            status.agent.clone_from(&peer.agent);
            status.addresses =
                peer.connections.values().map(|used| used.address.to_string()).collect();
            let shared = peer.shared.iter().filter(|(_, shared)| shared.last.is_some());
            status.communities = shared.map(|(community, _)| *community).collect();
        }
        for (name, entry) in self.memory.book.iter() {
            let status = peers.entry(*name).or_insert_with(|| blank(*name));
            for address in entry.addresses.iter().map(ToString::to_string) {
                if !status.addresses.contains(&address) {
                    status.addresses.push(address);
                }
            }
            status.last_success = entry.last_success;
            status.failures = entry.failures;
            status.source = Some(entry.source);
            status.blocked = entry.blocked;
        }
        for peer in self.memory.blame.blocked(now) {
            let Ok(name) = PeerName::of(peer) else { continue };
            let left = self.memory.blame.until(&peer, now).map(|until| (until - now).as_secs());
            peers.entry(name).or_insert_with(|| blank(name)).blocked_for = left;
        }
        peers.into_values().collect()
    }

    fn report_communities(&self) -> Vec<CommunityStatus> {
        let about = |id| self.running.values().filter(move |run| run.community() == Some(id));
        self.memory
            .communities
            .iter()
            .map(|(id, community)| CommunityStatus {
                id: *id,
                peers: self
                    .peers
                    .values()
                    .filter(|peer| peer.shared.get(id).is_some_and(|shared| shared.last.is_some()))
                    .count(),
                sessions: about(*id).count(),
                last_contact: community.last_contact,
                completed: community.completed,
            })
            .collect()
    }
}

const fn blank(name: PeerName) -> PeerStatus {
    PeerStatus {
        name,
        connections: 0,
        outbound: false,
        agent: None,
        addresses: Vec::new(),
        communities: Vec::new(),
        last_success: None,
        failures: 0,
        source: None,
        blocked: false,
        blocked_for: None,
    }
}
