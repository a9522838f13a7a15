//! Being reached behind a router that lets nobody in: by way of nodes of the same communities,
//! then past the router where that works.
//!
//! A node relays once it knows an address of its own that others reach: one that its people name
//! ([`Config::external`](crate::Config::external)). libp2p-autonat would find out by itself, and is
//! left out: in 0.16 the end of a dial-back stream has its client spin for ever, which any peer can
//! bring about.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use libp2p::core::multiaddr::Multiaddr;
use libp2p::swarm::NetworkBehaviour;
use libp2p::{PeerId, dcutr, relay};

use crate::transport::Relayed;

/// Relaying and being relayed.
#[derive(NetworkBehaviour)]
#[allow(missing_debug_implementations, reason = "libp2p's behaviours have none")]
pub(crate) struct Reach {
    server: relay::Behaviour,
    client: Relayed,
    direct: dcutr::Behaviour,
}

impl Reach {
    pub(crate) fn new(name: PeerId, client: Relayed, known: &Known) -> Self {
        let mut config = relay::Config {
            max_reservations: 32,
            max_reservations_per_peer: 1,
            max_circuits: 16,
            max_circuits_per_peer: 2,
            // A relayed connection carries sessions where no direct one can be had, so it may carry
            // more than libp2p's 128 KiB; it ends with the hour.
            max_circuit_bytes: 256 << 20,
            max_circuit_duration: std::time::Duration::from_secs(60 * 60),
            ..relay::Config::default()
        };
        for limiters in
            [&mut config.reservation_rate_limiters, &mut config.circuit_src_rate_limiters]
        {
            let known = known.clone();
            limiters.push(Box::new(move |peer, _: &Multiaddr, _| known.contains(&peer)));
        }
        Self {
            server: relay::Behaviour::new(name, config),
            client,
            direct: dcutr::Behaviour::new(name),
        }
    }
}

/// The peers that share a community with this node: for nobody else does it carry anything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known(Arc<RwLock<BTreeSet<PeerId>>>);

impl Known {
    pub(crate) fn set(&self, peer: PeerId, known: bool) {
        let mut peers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known {
            peers.insert(peer);
        } else {
            peers.remove(&peer);
        }
    }

    fn contains(&self, peer: &PeerId) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(peer)
    }
}
