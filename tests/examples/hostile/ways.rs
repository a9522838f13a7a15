//! The ways in which a peer that is let in does harm.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::{AsyncReadExt as _, AsyncWriteExt as _};
use libp2p::Stream;
use participation_sync::{Ends, MAX_FRAME, NodeName, Secret, Session, Settings};

use crate::Victim;
use crate::line::Line;
use crate::replicas::{Pretended, fill};

const SESSIONS: &str = "/participation/sync/1";
const GOSSIP: &str = "/meshsub/1.1.0";
const PING: &str = "/ipfs/ping/1.0.0";

/// More streams than a connection may have.
const MANY: usize = 70;

/// Entries of a set that nobody has seen.
const STREWN: u32 = 50_000;

/// Does what this peer does, until the connection ends or nothing more can be done with it.
pub(crate) async fn worst(peer: u8, line: Line, victim: &Victim) {
    line.while_it_lasts(async |line| match peer % 8 {
        0 => fetches_everything_again_and_again(line, victim).await,
        1 => compares_for_ever(line, victim).await,
        2 => asks_and_does_not_read(line, victim).await,
        3 => opens_streams_and_is_silent(line).await,
        4 => says_rubbish(line, SESSIONS).await,
        5 => says_rubbish(line, GOSSIP).await,
        6 => pings_and_does_not_read(line).await,
        _ => greets_and_greets(line, victim).await,
    })
    .await;
}

/// Every session is well-behaved, and nothing of what it brings is kept.
async fn fetches_everything_again_and_again(line: &Line, victim: &Victim) {
    let mut nothing = Pretended::nothing();
    while let Some(stream) = line.open(SESSIONS).await {
        let _ = session(line, victim, stream, &mut nothing, usize::MAX).await;
    }
}

/// Each comparison of ranges is as expensive as it can be; what was asked for is rubbish.
async fn compares_for_ever(line: &Line, victim: &Victim) {
    let mut strewn = Pretended::strewn(STREWN);
    while let Some(stream) = line.open(SESSIONS).await {
        let _ = session(line, victim, stream, &mut strewn, usize::MAX).await;
    }
}

/// Asks for everything on many streams, and takes nothing of it.
async fn asks_and_does_not_read(line: &Line, victim: &Victim) {
    let mut kept = Vec::new();
    while let Some(stream) = line.open(SESSIONS).await {
        let stream = session(line, victim, stream, &mut Pretended::nothing(), 3).await;
        kept.extend(stream);
        if kept.len() > MANY {
            return std::future::pending().await;
        }
    }
}

/// Holds as many streams as it can, and never says a word on them.
async fn opens_streams_and_is_silent(line: &Line) {
    let mut kept = Vec::new();
    for _ in 0..MANY {
        kept.extend(line.open(SESSIONS).await);
    }
    std::future::pending().await
}

/// Frames, or gossip, of what no program says.
async fn says_rubbish(line: &Line, protocol: &'static str) {
    while let Some(mut stream) = line.open(protocol).await {
        let mut bytes = vec![0; 60_000];
        while stream.write_all(&bytes).await.is_ok() && stream.flush().await.is_ok() {
            fill(&mut bytes);
            // A length that is allowed, so that what follows it is read.
            bytes[..4].copy_from_slice(&[0, 0, 0x20, 0]);
        }
    }
}

/// Pings as fast as the line carries, and never looks at an answer.
async fn pings_and_does_not_read(line: &Line) {
    while let Some(mut stream) = line.open(PING).await {
        while stream.write_all(&[7; 32]).await.is_ok() && stream.flush().await.is_ok() {}
    }
}

/// Opens a session, hangs up, opens the next: hellos cost proofs.
async fn greets_and_greets(line: &Line, victim: &Victim) {
    while let Some(stream) = line.open(SESSIONS).await {
        let _ = session(line, victim, stream, &mut Pretended::nothing(), 1).await;
    }
}

/// One session until it ends, or until this many frames came: then the stream as it is.
async fn session(
    line: &Line,
    victim: &Victim,
    mut stream: Stream,
    replica: &mut Pretended,
    frames: usize,
) -> Option<Stream> {
    let own = line.own.public().try_into_ed25519().ok()?.to_bytes();
    let ends =
        Ends { dialler: NodeName::of_peer(&own), listener: NodeName::of_peer(&line.theirs()) };
    let mut nonce = [0; 16];
    fill(&mut nonce);
    let settings = Settings {
        secret: Secret::from_bytes(victim.secret),
        ends,
        nonce,
        seen: None,
        first: None,
        beacons: Vec::new(),
        bytes: u64::MAX,
        hashes: u64::MAX,
    };
    // No time passes for who never gives up.
    let Ok(mut session) = Session::dial(settings, 0, replica);
    for _ in 0..frames {
        loop {
            let Ok(frame) = session.transmit(0, replica);
            let Some(frame) = frame else { break };
            let length = u32::try_from(frame.len()).ok()?;
            stream.write_all(&length.to_be_bytes()).await.ok()?;
            stream.write_all(&frame).await.ok()?;
        }
        stream.flush().await.ok()?;
        if session.ending().is_some() {
            return None;
        }
        let mut length = [0; 4];
        stream.read_exact(&mut length).await.ok()?;
        let length = usize::try_from(u32::from_be_bytes(length)).ok()?;
        let mut frame = vec![0; length.min(MAX_FRAME)];
        stream.read_exact(&mut frame).await.ok()?;
        victim.tally.frames.fetch_add(1, Ordering::Relaxed);
        let Ok(()) = session.receive(0, &frame, replica);
        tokio::time::sleep(Duration::ZERO).await;
    }
    Some(stream)
}
