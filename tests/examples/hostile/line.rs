//! A connection of a hostile peer: libp2p's own, from an address and with a key that it chooses.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::StreamExt as _;
use futures::future::{BoxFuture, FutureExt as _};
use libp2p::core::muxing::StreamMuxerBox;
use libp2p::core::transport::{DialOpts, ListenerId, TransportError, TransportEvent};
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::multiaddr::Protocol;
use libp2p::swarm::{Config, SwarmEvent};
use libp2p::{Multiaddr, PeerId, Stream, StreamProtocol, Swarm, Transport, noise, tcp, yamux};
use tokio::net::TcpSocket;
use tokio::task::JoinHandle;

use crate::Victim;

/// A connection that is there, and that another task drives.
pub(crate) struct Line {
    control: libp2p_stream::Control,
    /// The key of this end.
    pub(crate) own: Keypair,
    victim: PeerId,
    /// Ends when the connection does.
    driver: JoinHandle<()>,
}

impl Line {
    /// Connects from this address, with a new key; none where it is not let in.
    pub(crate) async fn to(victim: &Victim, from: Ipv4Addr) -> Option<Self> {
        let own = Keypair::generate_ed25519();
        let transport = From(from)
            .upgrade(Version::V1Lazy)
            .authenticate(noise::Config::new(&own).ok()?)
            .multiplex(yamux::Config::default())
            .map(|(peer, muxer), _| (peer, StreamMuxerBox::new(muxer)))
            .boxed();
        let config =
            Config::with_tokio_executor().with_idle_connection_timeout(Duration::from_secs(3600));
        let behaviour = libp2p_stream::Behaviour::new();
        let control = behaviour.new_control();
        let mut swarm = Swarm::new(transport, behaviour, own.public().to_peer_id(), config);
        let address =
            Multiaddr::from(*victim.address.ip()).with(Protocol::Tcp(victim.address.port()));
        swarm.dial(address).ok()?;
        let connected = async {
            loop {
                match swarm.select_next_some().await {
                    SwarmEvent::ConnectionEstablished { peer_id, .. } => return Some(peer_id),
                    SwarmEvent::OutgoingConnectionError { .. } => return None,
                    _ => {}
                }
            }
        };
        let victim = tokio::time::timeout(Duration::from_secs(20), connected).await.ok()??;
        let driver = tokio::spawn(async move {
            while !matches!(swarm.select_next_some().await, SwarmEvent::ConnectionClosed { .. }) {}
        });
        Some(Self { control, own, victim, driver })
    }

    /// Opens a stream of a protocol; none where that is refused.
    pub(crate) async fn open(&self, protocol: &'static str) -> Option<Stream> {
        let opening = self.control.clone();
        let opened = async move {
            let mut opening = opening;
            opening.open_stream(self.victim, StreamProtocol::new(protocol)).await.ok()
        };
        tokio::time::timeout(Duration::from_secs(20), opened).await.ok()?
    }

    /// The public key of the node at the other end: 32 bytes of Ed25519.
    pub(crate) fn theirs(&self) -> Vec<u8> {
        let bytes = self.victim.to_bytes();
        bytes[bytes.len() - 32..].to_vec()
    }

    /// Does something until it is done or the connection ends.
    pub(crate) async fn while_it_lasts(mut self, work: impl AsyncFnOnce(&Self)) {
        let mut driver = std::mem::replace(&mut self.driver, tokio::spawn(async {}));
        tokio::select! {
            () = work(&self) => driver.abort(),
            _ = &mut driver => {}
        }
    }
}

/// TCP from one address of this host, so that limits by address see a hundred hosts.
struct From(Ipv4Addr);

impl Transport for From {
    type Output = tcp::tokio::TcpStream;
    type Error = io::Error;
    type ListenerUpgrade = BoxFuture<'static, io::Result<Self::Output>>;
    type Dial = BoxFuture<'static, io::Result<Self::Output>>;

    fn listen_on(&mut self, _: ListenerId, to: Multiaddr) -> Result<(), TransportError<io::Error>> {
        Err(TransportError::MultiaddrNotSupported(to))
    }

    fn remove_listener(&mut self, _: ListenerId) -> bool {
        false
    }

    fn dial(
        &mut self,
        to: Multiaddr,
        _: DialOpts,
    ) -> Result<Self::Dial, TransportError<io::Error>> {
        let parts: Vec<Protocol<'_>> = to.iter().collect();
        let [Protocol::Ip4(ip), Protocol::Tcp(port), ..] = parts[..] else {
            return Err(TransportError::MultiaddrNotSupported(to));
        };
        let (from, to) = (SocketAddr::from((self.0, 0)), SocketAddr::from((ip, port)));
        Ok(async move {
            let socket = TcpSocket::new_v4()?;
            socket.bind(from)?;
            let stream = socket.connect(to).await?;
            stream.set_nodelay(true)?;
            Ok(tcp::tokio::TcpStream(stream))
        }
        .boxed())
    }

    fn poll(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<TransportEvent<Self::ListenerUpgrade, io::Error>> {
        Poll::Pending
    }
}
