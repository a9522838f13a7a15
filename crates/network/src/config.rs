//! Everything that can be set, with the values that a node in an association starts from.

use std::path::PathBuf;
use std::time::Duration;

use libp2p::identity::Keypair;
use zeroize::{Zeroize, Zeroizing};

use crate::PeerName;
use crate::error::NetworkError;

/// The secret key of a node: 32 bytes of its own, never those of a person.
#[derive(Clone)]
pub struct NodeKey(Zeroizing<[u8; 32]>);

impl NodeKey {
    /// Takes the 32 bytes of an Ed25519 secret key.
    #[must_use]
    pub fn from_bytes(mut bytes: [u8; 32]) -> Self {
        let key = Self(Zeroizing::new(bytes));
        bytes.zeroize();
        key
    }

    /// What the node with this key is called.
    ///
    /// # Errors
    /// [`NetworkError::Key`] when the bytes make no key.
    pub fn name(&self) -> Result<PeerName, NetworkError> {
        PeerName::of(self.pair()?.public().to_peer_id()).map_err(|_| NetworkError::Key)
    }

    /// Signs a message as this node: Ed25519 (RFC 8032). A message must begin with a domain of its
    /// own, so that it is never taken for a handshake's.
    ///
    /// # Errors
    /// [`NetworkError::Key`] when the bytes make no key.
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64], NetworkError> {
        let signature = self.pair()?.sign(message).map_err(|_| NetworkError::Key)?;
        signature.try_into().map_err(|_| NetworkError::Key)
    }

    pub(crate) fn pair(&self) -> Result<Keypair, NetworkError> {
        Keypair::ed25519_from_bytes(*self.0).map_err(|_| NetworkError::Key)
    }
}

impl std::fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NodeKey(secret)")
    }
}

/// How a node takes part in the network.
#[derive(Debug, Clone)]
pub struct Config {
    /// The node's key.
    pub key: NodeKey,
    /// Where to listen: `/ip4/0.0.0.0/tcp/4001`, `/ip6/::/tcp/4001`.
    pub listen: Vec<String>,
    /// Addresses under which others reach this node, when it is known: `/dns4/example.org/tcp/4001`.
    pub external: Vec<String>,
    /// File of the address book; without it, nothing is remembered across restarts.
    pub book: Option<PathBuf>,
    /// What the node calls its program to peers. Nothing about people belongs here.
    pub agent: String,
    /// Whether nodes on the local network find each other. It tells that network that a node is
    /// here.
    pub mdns: bool,
    /// Whether to help, and to be helped by, the communities' own nodes where a router lets nobody
    /// in. Without the feature `relay` it says nothing.
    pub relay: bool,
    /// How much at once.
    pub limits: Limits,
    /// How long and how often.
    pub pace: Pace,
}

impl Config {
    /// A node with this key that listens on every interface at port 4001 and remembers nothing.
    #[must_use]
    pub fn new(key: NodeKey) -> Self {
        Self {
            key,
            listen: vec!["/ip4/0.0.0.0/tcp/4001".to_owned(), "/ip6/::/tcp/4001".to_owned()],
            external: Vec::new(),
            book: None,
            agent: concat!("participation/", env!("CARGO_PKG_VERSION")).to_owned(),
            mdns: true,
            relay: cfg!(feature = "relay"),
            limits: Limits::default(),
            pace: Pace::default(),
        }
    }
}

/// How much at once. Each is a bound on what peers can make this node hold.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections with one peer.
    pub per_peer: u32,
    /// Connections that others opened. For one more, the one that is worth least ends.
    pub inbound: u32,
    /// Connections that this node opened.
    pub outbound: u32,
    /// Connections in the making, for each direction.
    pub pending: u32,
    /// Outbound connections to aim at, beside the anchors.
    pub target: usize,
    /// Of the peers that were good last, how many are always tried first.
    pub anchors: usize,
    /// Outbound connections into one network (/24 of IPv4, /48 of IPv6); the local network is exempt.
    pub per_network: usize,
    /// Inbound connections, from one such network, of peers that share no community yet.
    pub strangers_per_network: usize,
    /// Connections of strangers from one address in a burst.
    pub door_burst: u32,
    /// Connections of strangers from one address in a minute, in the long run.
    pub doors_per_minute: u32,
    /// Memory of the process beyond which no new connection is taken, in bytes.
    pub memory: usize,
    /// Sessions that peers opened, in all; half of them for peers with which one has succeeded.
    pub inbound_sessions: usize,
    /// Sessions that one peer opened.
    pub inbound_sessions_per_peer: usize,
    /// Sessions that this node opened, in all.
    pub outbound_sessions: usize,
    /// Sessions that this node opened with one peer; fewer than what a peer lets in.
    pub outbound_sessions_per_peer: usize,
    /// Streams that one peer may open in a burst.
    pub stream_burst: u32,
    /// Streams that one peer may open in a minute, in the long run.
    pub streams_per_minute: u32,
    /// Streams that are refused to one peer in a burst, and in a minute in the long run, before that
    /// counts as a fault: an honest one waits longer each time.
    pub refused_burst: u32,
    /// See [`Limits::refused_burst`].
    pub refused_per_minute: u32,
    /// Bytes that wait to be sent on one stream before nothing more is read from it.
    pub queue: usize,
    /// Threads on which the host works.
    pub host_threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_peer: 2,
            inbound: 64,
            outbound: 32,
            pending: 256,
            target: 8,
            anchors: 2,
            per_network: 2,
            strangers_per_network: 8,
            door_burst: 16,
            doors_per_minute: 12,
            memory: 1 << 30,
            inbound_sessions: 64,
            inbound_sessions_per_peer: 4,
            outbound_sessions: 12,
            outbound_sessions_per_peer: 2,
            stream_burst: 64,
            streams_per_minute: 60,
            refused_burst: 64,
            refused_per_minute: 60,
            queue: 8 << 20,
            host_threads: 8,
        }
    }
}

/// How long and how often.
#[derive(Debug, Clone)]
pub struct Pace {
    /// How often the driver looks at what is due.
    pub tick: Duration,
    /// A connection on which nothing happens is closed after this.
    pub idle_connection: Duration,
    /// A connected peer that shares no community is let go after this; after ten times as long, if
    /// it says that it shares one and no session has shown it.
    pub stranger: Duration,
    /// A stream on which nothing comes is closed after this.
    pub idle_stream: Duration,
    /// Who opens a stream must say what it is about within this.
    pub hello: Duration,
    /// Something of a frame that has begun must come, and a write must make progress, within this.
    pub stall: Duration,
    /// A session may not take longer than this.
    pub session: Duration,
    /// How often a community is compared with a peer although nothing was heard, each time with
    /// another one; up to a fifth is added or taken away.
    pub round: Duration,
    /// How long the node that was dialled waits before it opens a session itself.
    pub courtesy: Duration,
    /// The first pause after a failed dial or session; it doubles.
    pub retry: Duration,
    /// The longest pause after failures.
    pub retry_at_most: Duration,
    /// How long a peer is blocked after its first fault; it doubles.
    pub block: Duration,
    /// How long a peer is blocked after its first stall; it doubles.
    pub stall_block: Duration,
    /// The longest block that faults bring about.
    pub block_at_most: Duration,
    /// A connection that others opened keeps its place for so long, whoever else comes, when it shares
    /// no community.
    pub place: Duration,
    /// The same when it shares one, and nobody here names its node.
    pub shared_place: Duration,
    /// How long no stranger comes in from an address after the first fault of one; it doubles.
    pub door: Duration,
    /// The longest time that no stranger comes in from an address.
    pub door_at_most: Duration,
    /// How often a node that is not known to be reached from outside looks for peers that relay.
    pub reserve: Duration,
    /// How often the address book is written, at most.
    pub save: Duration,
    /// The first pause before the driver is started again after a panic; it doubles.
    pub restart: Duration,
    /// How long a shutdown may take.
    pub shutdown: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            tick: Duration::from_millis(250),
            idle_connection: seconds(120),
            stranger: seconds(120),
            idle_stream: seconds(60),
            hello: seconds(20),
            stall: seconds(30),
            session: seconds(30 * 60),
            round: seconds(10 * 60),
            courtesy: seconds(10),
            retry: seconds(5),
            retry_at_most: seconds(60 * 60),
            block: seconds(10 * 60),
            stall_block: seconds(60),
            block_at_most: seconds(24 * 60 * 60),
            place: seconds(5),
            shared_place: seconds(60),
            door: seconds(10),
            door_at_most: seconds(60 * 60),
            reserve: seconds(30),
            save: seconds(30),
            restart: seconds(1),
            shutdown: seconds(5),
        }
    }
}
