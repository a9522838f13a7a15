//! Finds peers that relay, when nobody is known to reach this node from outside.

use std::collections::BTreeMap;

use libp2p::core::transport::ListenerId;
use libp2p::multiaddr::Protocol;
use libp2p::{Multiaddr, PeerId};
use tokio::time::Instant;

use super::Driver;
use crate::host::Host;

/// Peers at which a node has reservations: one may go.
const RELAYS: usize = 2;

/// Reservations at peers that relay.
#[derive(Debug)]
pub(super) struct Reserved {
    at: BTreeMap<PeerId, ListenerId>,
    /// When to look again.
    next: Instant,
}

impl Reserved {
    pub(super) const fn new(now: Instant) -> Self {
        Self { at: BTreeMap::new(), next: now }
    }
}

impl<H: Host> Driver<'_, H> {
    /// Asks peers that share a community, and that relay, to be reached by way of them.
    pub(super) fn reserve(&mut self, now: Instant) {
        if !self.swarm.behaviour().reach.is_enabled() || now < self.reserved.next {
            return;
        }
        self.reserved.next = now + self.config.pace.reserve;
        let missing = RELAYS.saturating_sub(self.reserved.at.len());
        if missing == 0 || self.swarm.external_addresses().any(|address| !is_relayed(address)) {
            return;
        }
        let relays: Vec<(PeerId, Multiaddr)> = self
            .peers
            .iter()
            .filter(|(id, peer)| {
                peer.relays && peer.is_known() && !self.reserved.at.contains_key(id)
            })
            .filter_map(|(id, peer)| {
                let mut outbound = peer.connections.values().filter(|used| used.outbound);
                outbound.find(|used| !is_relayed(&used.address)).map(|used| {
                    let relay = used.address.clone().with(Protocol::P2p(*id));
                    (*id, relay.with(Protocol::P2pCircuit))
                })
            })
            .take(missing)
            .collect();
        for (id, address) in relays {
            match self.swarm.listen_on(address) {
                Ok(listener) => {
                    self.reserved.at.insert(id, listener);
                }
                Err(error) => tracing::debug!(peer = %id, %error, "no reservation"),
            }
        }
    }

    /// Whether the listener that ended was a reservation; another is looked for.
    pub(super) fn on_reservation_lost(&mut self, listener: ListenerId) -> bool {
        let before = self.reserved.at.len();
        self.reserved.at.retain(|_, reserved| *reserved != listener);
        before != self.reserved.at.len()
    }
}

/// Whether an address goes by way of a relay.
fn is_relayed(address: &Multiaddr) -> bool {
    address.iter().any(|part| part == Protocol::P2pCircuit)
}
