//! Peers that speak what a node speaks, and do their worst with it, for as long as they are let.
//!
//! ```text
//! hostile ADDRESS:PORT COMMUNITY NUMBER
//! ```
//!
//! NUMBER peers attack the node at that address, each from an address (`127.66.n.1`) and with keys of its
//! own; they know the id of an open community, as everybody may. `tests/hosts/figures.py` runs it
//! and looks at what the node still does. It goes on until it is killed, and says every second how
//! often they came, were let in, and were cut.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a tool for measuring; should it fall, who runs it says so"
)]

mod line;
mod replicas;
mod ways;

use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use participation::{Access, CommunityId};

/// How often something happened, to all peers together.
#[derive(Debug, Default)]
struct Tally {
    came: AtomicU64,
    let_in: AtomicU64,
    cut: AtomicU64,
    frames: AtomicU64,
}

/// What a hostile peer knows of whom it attacks.
#[derive(Debug, Clone)]
struct Victim {
    address: SocketAddrV4,
    secret: [u8; 32],
    tally: Arc<Tally>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().ok_or("usage: hostile ADDRESS:PORT COMMUNITY NUMBER");
    let address = word()?.parse()?;
    let community: CommunityId = word()?.parse()?;
    let number: u8 = word()?.parse()?;
    let secret = *Access::open(&community).expose();
    let victim = Victim { address, secret, tally: Arc::default() };
    for peer in 0..number {
        tokio::spawn(again_and_again(victim.clone(), peer));
    }
    loop {
        let Tally { came, let_in, cut, frames } = &*victim.tally;
        let [came, let_in, cut, frames] =
            [came, let_in, cut, frames].map(|count| count.load(Ordering::Relaxed));
        println!("came {came}, let in {let_in}, cut {cut}, frames {frames}");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Comes, does its worst until it is cut, and comes again with another key.
async fn again_and_again(victim: Victim, peer: u8) {
    let from = Ipv4Addr::new(127, 66, peer, 1);
    loop {
        victim.tally.came.fetch_add(1, Ordering::Relaxed);
        if let Some(line) = line::Line::to(&victim, from).await {
            victim.tally.let_in.fetch_add(1, Ordering::Relaxed);
            ways::worst(peer, line, &victim).await;
            victim.tally.cut.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
