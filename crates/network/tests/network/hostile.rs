//! Peers that break the rules are cut and blocked, while an honest pair goes on.

use std::time::Duration;

use futures::{AsyncReadExt as _, AsyncWriteExt as _, StreamExt as _};
use libp2p::swarm::{self, SwarmEvent};
use libp2p::{Multiaddr, PeerId, StreamProtocol, Swarm, SwarmBuilder, noise, tcp, yamux};
use participation_network::PeerName;

use crate::numbers::{FLOOD, Node, PATIENCE, community};

const PROTOCOL: StreamProtocol = StreamProtocol::new("/participation/sync/1");

/// A peer that does as a test says.
struct Hostile {
    swarm: Swarm<libp2p_stream::Behaviour>,
    victim: PeerId,
    name: PeerName,
}

impl Hostile {
    async fn connect(victim: &Node) -> Self {
        let mut swarm = SwarmBuilder::with_new_identity()
            .with_tokio()
            .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
            .unwrap()
            .with_behaviour(|_| libp2p_stream::Behaviour::new())
            .unwrap()
            .with_swarm_config(|config: swarm::Config| {
                config.with_idle_connection_timeout(Duration::from_secs(60))
            })
            .build();
        let name = swarm.local_peer_id().to_string().parse().unwrap();
        let address: Multiaddr = victim.address().parse().unwrap();
        swarm.dial(address).unwrap();
        let connected = async {
            loop {
                if let SwarmEvent::ConnectionEstablished { peer_id, .. } =
                    swarm.select_next_some().await
                {
                    return peer_id;
                }
            }
        };
        let victim = tokio::time::timeout(PATIENCE, connected).await.unwrap();
        Self { swarm, victim, name }
    }

    /// Opens a stream, writes these bytes, and drives its connection without reading until it ends.
    async fn write_and_keep_silent(mut self, bytes: Vec<u8>) {
        let mut control = self.swarm.behaviour().new_control();
        let victim = self.victim;
        let speak = async move {
            let mut stream = control.open_stream(victim, PROTOCOL).await.unwrap();
            stream.write_all(&bytes).await.unwrap();
            stream.flush().await.unwrap();
            // Kept open until the connection is gone.
            let mut nothing = [0; 0];
            let _ = stream.read(&mut nothing).await;
            std::future::pending::<()>().await;
        };
        let closed = async {
            loop {
                if let SwarmEvent::ConnectionClosed { .. } = self.swarm.select_next_some().await {
                    return;
                }
            }
        };
        let cut = async {
            tokio::select! {
                () = speak => {}
                () = closed => {}
            }
        };
        assert!(tokio::time::timeout(PATIENCE, cut).await.is_ok(), "it was not cut");
    }
}

/// Does the bad thing to a node that has an honest peer; both must go on.
async fn is_cut_and_blocked(bytes: Vec<u8>) {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    let hostile = Hostile::connect(&a).await;
    let name = hostile.name;
    hostile.write_and_keep_silent(bytes).await;
    let blocked = |status: &participation_network::Status| {
        status.peer(&name).is_some_and(|peer| peer.blocked_for.is_some())
    };
    a.wait_for("blocked", blocked).await;
    b.numbers.insert(community(1), &[8]);
    b.handle.announce(community(1), vec![8]).unwrap();
    a.numbers.wait_for(community(1), &[8]).await;
}

fn frame(body: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend_from_slice(body);
    bytes
}

#[tokio::test]
async fn who_claims_four_gigabytes_is_cut_and_blocked() {
    is_cut_and_blocked(vec![0xff; 4]).await;
}

#[tokio::test]
async fn who_stops_within_a_frame_is_cut_and_blocked() {
    let mut half = frame(&[0; 1000]);
    half.truncate(500);
    is_cut_and_blocked(half).await;
}

#[tokio::test]
async fn who_sends_garbage_is_cut_and_blocked() {
    is_cut_and_blocked(frame(b"garbage")).await;
}

#[tokio::test]
async fn who_never_reads_is_cut_and_blocked() {
    is_cut_and_blocked(frame(&[FLOOD])).await;
}
