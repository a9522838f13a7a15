//! What other nodes may cost this one: each of them, and all strangers together.
//!
//! A node is told apart by its key, and keys are free: an allowance for each key alone bounds nobody
//! who makes a thousand. So whoever no person here, no invitation and no charter names takes from
//! one allowance with all the others of that kind as well.

use participation_network::{Acquaintance, PeerName};
use participation_sync::{Allowances, Cost, NodeName, Rate};

/// Bytes of entries and blobs that one node is given: a large community at once, and then what a
/// line of 32 Mbit/s carries.
const BYTES: Rate = Rate { burst: 1 << 30, per_second: 4 << 20 };

/// Ids that are hashed for one node: a dozen comparisons of a million entries at once.
const HASHES: Rate = Rate { burst: 32_000_000, per_second: 200_000 };

/// What all strangers are given together, in what one node is given: on the day of an assembly many
/// newcomers fetch a community at once.
const STRANGERS: u64 = 4;

/// Nodes whose allowances are remembered.
const MAX_NODES: usize = 1024;

/// The node at the other end of a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer {
    pub(super) name: PeerName,
    pub(super) acquaintance: Acquaintance,
}

/// What is left of everybody's allowances.
#[derive(Debug)]
pub(super) struct Budgets {
    bytes: Budget,
    hashes: Budget,
}

impl Default for Budgets {
    fn default() -> Self {
        Self { bytes: Budget::new(BYTES), hashes: Budget::new(HASHES) }
    }
}

impl Budgets {
    /// What a peer may cost now.
    pub(super) fn left(&mut self, peer: &Peer, now: u64) -> Cost {
        Cost { bytes: self.bytes.left(peer, now), hashes: self.hashes.left(peer, now) }
    }

    /// Takes off what a peer has cost.
    pub(super) fn spend(&mut self, peer: &Peer, now: u64, cost: Cost) {
        self.bytes.spend(peer, now, cost.bytes);
        self.hashes.spend(peer, now, cost.hashes);
    }
}

#[derive(Debug)]
struct Budget {
    each: Allowances<NodeName>,
    strangers: Allowances<()>,
}

impl Budget {
    fn new(rate: Rate) -> Self {
        let all = Rate {
            burst: rate.burst.saturating_mul(STRANGERS),
            per_second: rate.per_second.saturating_mul(STRANGERS),
        };
        Self { each: Allowances::new(rate, MAX_NODES), strangers: Allowances::new(all, 1) }
    }

    fn left(&mut self, peer: &Peer, now: u64) -> u64 {
        let own = self.each.left(now, NodeName::of_peer(&peer.name.key()));
        match peer.acquaintance {
            Acquaintance::Known => own,
            Acquaintance::Stranger => own.min(self.strangers.left(now, ())),
        }
    }

    fn spend(&mut self, peer: &Peer, now: u64, units: u64) {
        self.each.spend(now, NodeName::of_peer(&peer.name.key()), units);
        if peer.acquaintance == Acquaintance::Stranger {
            self.strangers.spend(now, (), units);
        }
    }
}

#[cfg(test)]
mod tests {
    use participation_network::NodeKey;

    use super::*;

    fn peer(number: u8, acquaintance: Acquaintance) -> Peer {
        Peer { name: NodeKey::from_bytes([number; 32]).name().unwrap(), acquaintance }
    }

    #[test]
    fn a_hundred_keys_of_one_stranger_get_no_more_than_all_strangers() {
        let mut budgets = Budgets::default();
        let mut given = 0;
        for number in 1..=100 {
            let stranger = peer(number, Acquaintance::Stranger);
            let left = budgets.left(&stranger, 0);
            budgets.spend(&stranger, 0, left);
            given += left.bytes;
        }
        assert_eq!(given, BYTES.burst * STRANGERS);
        assert_eq!(budgets.left(&peer(101, Acquaintance::Stranger), 0).bytes, 0);
        // It grows back, for all of them together.
        let later = budgets.left(&peer(101, Acquaintance::Stranger), 1000);
        assert_eq!(later.bytes, BYTES.per_second * STRANGERS);
    }

    #[test]
    fn a_node_that_somebody_names_has_its_own_however_many_strangers_come() {
        let mut budgets = Budgets::default();
        for number in 1..=100 {
            let stranger = peer(number, Acquaintance::Stranger);
            let left = budgets.left(&stranger, 0);
            budgets.spend(&stranger, 0, left);
        }
        let known = peer(200, Acquaintance::Known);
        let left = budgets.left(&known, 0);
        assert_eq!((left.bytes, left.hashes), (BYTES.burst, HASHES.burst));
        budgets.spend(&known, 0, Cost { bytes: 10, hashes: 0 });
        assert_eq!(budgets.left(&known, 0).bytes, BYTES.burst - 10);
    }
}
