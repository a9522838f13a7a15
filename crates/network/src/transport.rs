//! TCP, encrypted with Noise, shared by Yamux; names are looked up; relayed where that is on.

use std::time::Duration;

use libp2p::core::muxing::StreamMuxerBox;
use libp2p::core::transport::Boxed;
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::{PeerId, Transport as _, dns, noise, tcp, yamux};

use crate::error::NetworkError;

/// How long reaching a peer, and agreeing on keys with it, may take.
const HANDSHAKE: Duration = Duration::from_secs(20);

/// Streams of one connection, all protocols together.
const MAX_STREAMS: usize = 64;

/// What the swarm dials and listens with.
pub(crate) type Transport = Boxed<(PeerId, StreamMuxerBox)>;

/// What the relayed connections of this node go through.
#[cfg(feature = "relay")]
pub(crate) type Relayed = libp2p::relay::client::Behaviour;

/// The transport without relays.
#[cfg(not(feature = "relay"))]
pub(crate) fn direct(key: &Keypair) -> Result<Transport, NetworkError> {
    match dns::tokio::Transport::system(sockets()) {
        Ok(named) => secured(named, key),
        Err(error) => {
            tracing::warn!(%error, "no names are looked up: the system's resolver is not set up");
            secured(sockets(), key)
        }
    }
}

/// The transport, and the behaviour that relayed connections need when they are wanted.
#[cfg(feature = "relay")]
pub(crate) fn relayed(
    key: &Keypair,
    wanted: bool,
) -> Result<(Transport, Option<Relayed>), NetworkError> {
    let (circuits, behaviour) = libp2p::relay::client::new(key.public().to_peer_id());
    let behaviour = wanted.then_some(behaviour);
    let transport = match (dns::tokio::Transport::system(sockets()), wanted) {
        (Ok(named), true) => secured(circuits.or_transport(named), key),
        (Ok(named), false) => secured(named, key),
        (Err(error), wanted) => {
            tracing::warn!(%error, "no names are looked up: the system's resolver is not set up");
            if wanted {
                secured(circuits.or_transport(sockets()), key)
            } else {
                secured(sockets(), key)
            }
        }
    };
    Ok((transport?, behaviour))
}

fn sockets() -> tcp::tokio::Transport {
    tcp::tokio::Transport::new(tcp::Config::new().nodelay(true))
}

fn secured<T>(transport: T, key: &Keypair) -> Result<Transport, NetworkError>
where
    T: libp2p::Transport + Send + Unpin + 'static,
    T::Output: futures::io::AsyncRead + futures::io::AsyncWrite + Send + Unpin + 'static,
    T::Error: Send + Sync,
    T::Dial: Send,
    T::ListenerUpgrade: Send,
{
    let noise = noise::Config::new(key)
        .map_err(|error| NetworkError::Setup { part: "encryption", reason: error.to_string() })?;
    let mut mux = yamux::Config::default();
    mux.set_max_num_streams(MAX_STREAMS);
    Ok(transport
        .upgrade(Version::V1Lazy)
        .authenticate(noise)
        .multiplex(mux)
        .timeout(HANDSHAKE)
        .map(|(peer, muxer), _| (peer, StreamMuxerBox::new(muxer)))
        .boxed())
}
