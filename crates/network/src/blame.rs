//! Whom this node does not speak to for a time, and why.

use std::collections::BTreeMap;
use std::time::Duration;

use libp2p::PeerId;
use tokio::time::Instant;

use crate::backoff::pause;
use crate::config::Pace;

/// Peers of which faults are remembered.
const MAX_BLAMED: usize = 1024;

/// What a peer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It broke a rule: no honest program does that.
    Fault,
    /// It stopped in the middle: so does a telephone that leaves the Wi-Fi.
    Stall,
}

#[derive(Debug, Clone)]
struct Record {
    faults: u32,
    stalls: u32,
    last: Instant,
    until: Instant,
    lifted: bool,
}

/// The faults of peers. It outlives a restart of the driver, not of the node.
#[derive(Debug, Default)]
pub(crate) struct Blame(BTreeMap<PeerId, Record>);

impl Blame {
    /// Remembers a fault; until when the peer is blocked for it.
    pub(crate) fn add(&mut self, peer: PeerId, kind: Kind, now: Instant, pace: &Pace) -> Instant {
        let record = self.0.entry(peer).or_insert(Record {
            faults: 0,
            stalls: 0,
            last: now,
            until: now,
            lifted: true,
        });
        if now - record.last > pace.block_at_most {
            (record.faults, record.stalls) = (0, 0);
        }
        let (count, first) = match kind {
            Kind::Fault => (&mut record.faults, pace.block),
            Kind::Stall => (&mut record.stalls, pace.stall_block),
        };
        *count = count.saturating_add(1);
        record.last = now;
        record.until = record.until.max(now + pause(first, pace.block_at_most, *count));
        record.lifted = false;
        record.until
    }

    /// Until when a peer is blocked, if it is.
    pub(crate) fn until(&self, peer: &PeerId, now: Instant) -> Option<Instant> {
        self.0.get(peer).map(|record| record.until).filter(|until| *until > now)
    }

    /// The peers that are blocked now.
    pub(crate) fn blocked(&self, now: Instant) -> impl Iterator<Item = PeerId> {
        self.0.iter().filter(move |(_, record)| record.until > now).map(|(peer, _)| *peer)
    }

    /// The peers whose time has passed since this was last asked, and those that are too many to
    /// remember, whose time passes first; forgets what is long past.
    pub(crate) fn lift(&mut self, now: Instant, memory: Duration) -> Vec<PeerId> {
        let mut lifted = Vec::new();
        for (peer, record) in &mut self.0 {
            if !record.lifted && record.until <= now {
                record.lifted = true;
                lifted.push(*peer);
            }
        }
        while self.0.len() > MAX_BLAMED {
            let first = self.0.iter().min_by_key(|(_, record)| record.until).map(|(peer, _)| *peer);
            let Some(first) = first else { break };
            self.0.remove(&first);
            lifted.push(first);
        }
        self.0.retain(|_, record| !record.lifted || now - record.last <= memory);
        lifted
    }

    /// Forgets what a peer did.
    pub(crate) fn forgive(&mut self, peer: &PeerId) {
        self.0.remove(peer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_fault_blocks_for_longer_and_a_stall_for_less() {
        let (pace, now) = (Pace::default(), Instant::now());
        let mut blame = Blame::default();
        let (faulty, slow) = (PeerId::random(), PeerId::random());
        assert_eq!(blame.add(faulty, Kind::Fault, now, &pace) - now, pace.block);
        assert_eq!(blame.add(faulty, Kind::Fault, now, &pace) - now, pace.block * 2);
        assert_eq!(blame.add(slow, Kind::Stall, now, &pace) - now, pace.stall_block);
        assert_eq!(blame.blocked(now).count(), 2);
    }

    #[test]
    fn a_block_is_lifted_once_and_forgotten_in_the_end() {
        let (pace, now) = (Pace::default(), Instant::now());
        let mut blame = Blame::default();
        let peer = PeerId::random();
        let until = blame.add(peer, Kind::Fault, now, &pace);
        assert!(blame.lift(now, pace.block_at_most).is_empty());
        assert_eq!(blame.lift(until, pace.block_at_most), [peer]);
        assert!(blame.lift(until, pace.block_at_most).is_empty());
        assert_eq!(blame.until(&peer, until), None);
        blame.lift(now + pace.block_at_most * 2, pace.block_at_most);
        assert!(blame.0.is_empty());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (pace, now) = (Pace::default(), Instant::now());
        let mut blame = Blame::default();
        for _ in 0..MAX_BLAMED + 10 {
            blame.add(PeerId::random(), Kind::Fault, now, &pace);
        }
        assert_eq!(blame.lift(now, pace.block_at_most).len(), 10);
        assert_eq!(blame.0.len(), MAX_BLAMED);
    }
}
