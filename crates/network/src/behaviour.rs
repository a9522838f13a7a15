//! What the swarm is made of, and its bounds.

use std::time::Duration;

use libp2p::allow_block_list::{self, BlockedPeers};
use libp2p::connection_limits::{self, ConnectionLimits};
use libp2p::identity::Keypair;
use libp2p::swarm::NetworkBehaviour;
use libp2p::swarm::behaviour::toggle::Toggle;
use libp2p::{gossipsub, identify, mdns, memory_connection_limits, ping};

use crate::config::{Config, Limits};
use crate::error::NetworkError;
use crate::hint::{Topics, message_id};
#[cfg(feature = "relay")]
use crate::reach::Reach;
use crate::streams;

/// Bytes of the longest gossip message: 256 hints take 2.4 KiB, the rest is room for what gossipsub
/// says to a peer when it connects.
const MAX_GOSSIP: usize = 16 << 10;

/// Inbound connections beyond what there is room for, while the driver decides which of them ends.
const SPARE: u32 = 16;

/// Topics that a peer may be subscribed to.
const MAX_TOPICS: usize = 64;

/// Rounds of a second for which a hint that is being fetched can still be handed on.
const GOSSIP_ROUNDS: usize = 30;

/// How long a message is known to have been heard already.
const HEARD: Duration = Duration::from_secs(10 * 60);

/// The protocols of a node.
///
/// Those that refuse connections come first: a behaviour that has let a connection in before a
/// later one refuses it keeps a ghost (rust-libp2p issues 4773, 4870, 4898).
#[derive(NetworkBehaviour)]
#[allow(missing_debug_implementations, reason = "libp2p's behaviours have none")]
pub(crate) struct Behaviour {
    limits: connection_limits::Behaviour,
    memory: memory_connection_limits::Behaviour,
    pub(crate) blocked: allow_block_list::Behaviour<BlockedPeers>,
    identify: identify::Behaviour,
    ping: ping::Behaviour,
    pub(crate) gossip: Gossip,
    pub(crate) streams: streams::Behaviour,
    mdns: Toggle<mdns::tokio::Behaviour>,
    #[cfg(feature = "relay")]
    pub(crate) reach: Toggle<Reach>,
}

/// Gossip that checks what it hears before it remembers it.
pub(crate) type Gossip =
    gossipsub::Behaviour<Topics, gossipsub::MaxCountSubscriptionFilter<Topics>>;

impl Behaviour {
    pub(crate) fn new(
        config: &Config,
        key: &Keypair,
        topics: &Topics,
        #[cfg(feature = "relay")] reach: Option<Reach>,
    ) -> Result<Self, NetworkError> {
        let name = key.public().to_peer_id();
        let mdns = config
            .mdns
            .then(|| mdns::tokio::Behaviour::new(mdns::Config::default(), name))
            .and_then(|made| {
                // A machine without multicast can do without.
                made.inspect_err(|error| tracing::warn!(%error, "no search on the local network"))
                    .ok()
            });
        Ok(Self {
            limits: connection_limits::Behaviour::new(limits(&config.limits)),
            memory: memory_connection_limits::Behaviour::with_max_bytes(config.limits.memory),
            blocked: allow_block_list::Behaviour::default(),
            identify: identify::Behaviour::new(identification(config, key)),
            ping: ping::Behaviour::default(),
            gossip: gossip(topics)?,
            streams: streams::Behaviour::default(),
            mdns: mdns.into(),
            #[cfg(feature = "relay")]
            reach: reach.into(),
        })
    }
}

fn limits(limits: &Limits) -> ConnectionLimits {
    ConnectionLimits::default()
        .with_max_pending_incoming(Some(limits.pending))
        .with_max_pending_outgoing(Some(limits.pending))
        // The driver makes room among those that are there; this is for when many come at once.
        .with_max_established_incoming(Some(limits.inbound.saturating_add(SPARE)))
        .with_max_established_outgoing(Some(limits.outbound))
        .with_max_established_per_peer(Some(limits.per_peer))
}

/// Addresses in the local network are nobody's business elsewhere: only those that are known to be
/// reached from outside are told.
fn identification(config: &Config, key: &Keypair) -> identify::Config {
    identify::Config::new("/participation/1".to_owned(), key.public())
        .with_agent_version(config.agent.clone())
        .with_hide_listen_addrs(true)
        .with_cache_size(0)
}

fn gossip(topics: &Topics) -> Result<Gossip, NetworkError> {
    let refused = |reason: String| NetworkError::Setup { part: "gossip", reason };
    let config = gossipsub::ConfigBuilder::default()
        .validation_mode(gossipsub::ValidationMode::Anonymous)
        .validate_messages()
        .message_id_fn(message_id)
        .max_transmit_size(MAX_GOSSIP)
        .duplicate_cache_time(HEARD)
        .history_length(GOSSIP_ROUNDS)
        .history_gossip(3)
        .build()
        .map_err(|error| refused(error.to_string()))?;
    let filter = gossipsub::MaxCountSubscriptionFilter {
        filter: topics.clone(),
        max_subscribed_topics: MAX_TOPICS,
        max_subscriptions_per_request: MAX_TOPICS,
    };
    gossipsub::Behaviour::new_with_subscription_filter_and_transform(
        gossipsub::MessageAuthenticity::Anonymous,
        config,
        filter,
        topics.clone(),
    )
    .map_err(|reason| refused(reason.to_owned()))
}
