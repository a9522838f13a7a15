//! Peers that break the rules are cut and blocked, while an honest pair goes on.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::{AsyncReadExt as _, AsyncWriteExt as _, StreamExt as _};
use libp2p::swarm::{self, SwarmEvent};
use libp2p::{Multiaddr, PeerId, Stream, StreamProtocol, Swarm, SwarmBuilder, noise, tcp, yamux};
use participation_network::PeerName;

use crate::numbers::{
    DRIP, FLOOD, FLOODED, HANG, Node, PANIC, PATIENCE, community, config, joined,
};

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

    /// Opens a stream and says this, while its connection is driven beside it.
    async fn speak(&mut self, bytes: &[u8]) -> Stream {
        self.try_to_speak(bytes).await.unwrap()
    }

    /// The same, for who may be cut off while speaking.
    async fn try_to_speak(&mut self, bytes: &[u8]) -> std::io::Result<Stream> {
        let mut control = self.swarm.behaviour().new_control();
        let victim = self.victim;
        let speak = async {
            let mut stream = control.open_stream(victim, PROTOCOL).await.unwrap();
            stream.write_all(bytes).await?;
            stream.flush().await?;
            Ok(stream)
        };
        self.beside(speak).await.expect("the connection ended before anything was said")
    }

    /// Drives the connection while something is done; nothing if the connection ends first.
    async fn beside<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let closed = async {
            loop {
                if let SwarmEvent::ConnectionClosed { .. } = self.swarm.select_next_some().await {
                    return;
                }
            }
        };
        let either = async {
            tokio::select! {
                done = work => Some(done),
                () = closed => None,
            }
        };
        tokio::time::timeout(PATIENCE, either).await.expect("neither done nor cut")
    }
}

/// Does the bad thing to a node that has an honest peer; both must go on.
async fn is_cut_and_blocked(bytes: Vec<u8>) {
    let mut strict = config(1);
    strict.pace.stall = Duration::from_millis(1500);
    strict.pace.hello = strict.pace.stall;
    let (a, b) = (Node::with(strict, vec![joined(1)]).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    let mut hostile = Hostile::connect(&a).await;
    let name = hostile.name;
    // Kept open, and not read from, until the connection is gone.
    let _stream = hostile.speak(&bytes).await;
    assert_eq!(hostile.beside(pending::<()>()).await, None);
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
async fn who_opens_a_stream_and_says_nothing_is_cut_and_blocked() {
    is_cut_and_blocked(Vec::new()).await;
}

#[tokio::test]
async fn who_sends_garbage_is_cut_and_blocked() {
    is_cut_and_blocked(frame(b"garbage")).await;
}

#[tokio::test]
async fn who_never_reads_is_cut_and_blocked() {
    is_cut_and_blocked(frame(&[FLOOD])).await;
}

#[tokio::test]
async fn another_key_does_not_bring_in_who_broke_the_rules() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    b.dial(&a);
    a.wait_until_met(&b).await;
    let mut first = Hostile::connect(&a).await;
    let _stream = first.speak(&frame(b"garbage")).await;
    assert_eq!(first.beside(pending::<()>()).await, None);
    let mut second = Hostile::connect(&a).await;
    assert_eq!(second.beside(pending::<()>()).await, None);
    // It is not blocked itself, and a neighbour at the same address goes on.
    let status = a.handle.status();
    assert!(status.peer(&second.name).is_none_or(|peer| peer.blocked_for.is_none()));
    b.numbers.insert(community(1), &[8]);
    b.handle.announce(community(1), vec![8]).unwrap();
    a.numbers.wait_for(community(1), &[8]).await;
}

#[tokio::test]
async fn a_newcomer_finds_a_place_among_those_that_hold_theirs() {
    let mut few = config(1);
    few.limits.inbound = 3;
    few.pace.place = Duration::ZERO;
    let (a, b) = (Node::with(few, vec![joined(1)]).await, Node::start(2).await);
    let mut holders = Vec::new();
    for _ in 0..3 {
        holders.push(Hostile::connect(&a).await);
    }
    a.wait_for("three that do nothing", |status| status.peers.len() == 3).await;
    b.dial(&a);
    a.wait_until_met(&b).await;
    assert_eq!(holders.remove(0).beside(pending::<()>()).await, None);
    assert_eq!(a.handle.status().peers.len(), 3);
}

#[tokio::test]
async fn who_opens_streams_without_end_is_cut_and_blocked() {
    let mut strict = config(1);
    strict.limits.stream_burst = 2;
    strict.limits.refused_burst = 5;
    let a = Node::with(strict, vec![joined(1)]).await;
    let mut hostile = Hostile::connect(&a).await;
    let (mut control, victim) = (hostile.swarm.behaviour().new_control(), hostile.victim);
    let open_and_open = async {
        loop {
            let Ok(mut stream) = control.open_stream(victim, PROTOCOL).await else {
                return pending::<()>().await;
            };
            let _ = stream.write_all(&[0]).await;
            let _ = stream.flush().await;
        }
    };
    assert_eq!(hostile.beside(open_and_open).await, None);
    let name = hostile.name;
    let blocked = |status: &participation_network::Status| {
        // For longer than who merely stopped.
        status.peer(&name).and_then(|peer| peer.blocked_for).is_some_and(|seconds| seconds > 60)
    };
    a.wait_for("blocked", blocked).await;
}

#[tokio::test]
async fn who_reads_what_it_asked_for_is_served_and_not_blocked() {
    let a = Node::start(1).await;
    let mut hostile = Hostile::connect(&a).await;
    let mut stream = hostile.speak(&frame(&[FLOOD])).await;
    let read = async {
        let (mut all, mut piece) = (0, vec![0; 64 << 10]);
        while all < FLOODED + 4 * (FLOODED >> 20) {
            all += stream.read(&mut piece).await.unwrap();
        }
        all
    };
    assert_eq!(hostile.beside(read).await, Some(FLOODED + 4 * (FLOODED >> 20)));
    let status = a.handle.status();
    assert!(status.peer(&hostile.name).is_some_and(|peer| peer.blocked_for.is_none()));
}

#[tokio::test]
async fn what_is_sent_a_little_at_a_time_goes_on_by_itself() {
    let a = Node::start(1).await;
    let mut hostile = Hostile::connect(&a).await;
    let mut stream = hostile.speak(&frame(&[DRIP])).await;
    let mut all = vec![0; 100 * (1024 + 4)];
    assert!(matches!(hostile.beside(stream.read_exact(&mut all)).await, Some(Ok(()))));
}

#[tokio::test]
async fn what_waits_to_be_sent_is_sent_while_the_host_works() {
    let a = Node::start(1).await;
    let mut hostile = Hostile::connect(&a).await;
    let gate = Arc::clone(&a.numbers.gate);
    let held = gate.lock().await;
    let mut stream = hostile.speak(&[frame(&[FLOOD]), frame(&[HANG])].concat()).await;
    let read = async {
        let (mut all, mut piece) = (0, vec![0; 64 << 10]);
        while all < FLOODED {
            all += stream.read(&mut piece).await.unwrap();
        }
    };
    assert_eq!(hostile.beside(read).await, Some(()));
    assert!(*a.numbers.hanging.borrow(), "the host is not at work");
    drop(held);
}

#[tokio::test]
async fn a_panic_of_the_host_ends_one_session_and_nothing_else() {
    let (a, b) = (Node::start(1).await, Node::start(2).await);
    a.dial(&b);
    a.wait_until_met(&b).await;
    let mut hostile = Hostile::connect(&a).await;
    let mut stream = hostile.speak(&frame(&[PANIC])).await;
    let mut nothing = [0; 1];
    let ended = hostile.beside(stream.read(&mut nothing)).await;
    assert!(matches!(ended, Some(Ok(0) | Err(_))), "{ended:?}");
    b.numbers.insert(community(1), &[8]);
    a.handle.wake(community(1)).unwrap();
    a.numbers.wait_for(community(1), &[8]).await;
    assert_eq!(a.handle.status().restarts, 0);
}

#[tokio::test]
async fn streams_beyond_the_limit_are_dropped() {
    let a = Node::start(1).await;
    let mut hostile = Hostile::connect(&a).await;
    let mut kept = Vec::new();
    for _ in 0..4 {
        kept.push(hostile.speak(&[0]).await);
    }
    a.wait_for("running", |status| status.sessions == 4).await;
    if let Ok(mut fifth) = hostile.try_to_speak(&[0]).await {
        let mut nothing = [0; 1];
        let ended = hostile.beside(fifth.read(&mut nothing)).await;
        assert!(matches!(ended, Some(Ok(0) | Err(_))), "{ended:?}");
    }
    assert_eq!(a.handle.status().sessions, 4);
}

#[test]
fn a_host_that_hangs_does_not_keep_the_network_from_ending() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut short = config(1);
    short.pace.shutdown = Duration::from_millis(300);
    let (a, mut hostile) = runtime.block_on(async {
        let a = Node::with(short, vec![joined(1)]).await;
        let hostile = Hostile::connect(&a).await;
        (a, hostile)
    });
    let gate = Arc::clone(&a.numbers.gate);
    let held = gate.blocking_lock();
    runtime.block_on(async {
        let _stream = hostile.speak(&frame(&[HANG])).await;
        let mut hanging = a.numbers.hanging.subscribe();
        let waits = async { hanging.wait_for(|hanging| *hanging).await.is_ok() };
        assert_eq!(hostile.beside(waits).await, Some(true));
    });
    let began = Instant::now();
    a.handle.shut_down_and_join();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    drop(held);
}
