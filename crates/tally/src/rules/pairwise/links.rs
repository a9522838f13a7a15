//! Victories by their strength.

use std::cmp::Reverse;

use super::matrix::Matrix;
use crate::strength::Strength;

/// How strong a victory is, or the weakest victory of a chain.
pub(super) type Force = (u64, Reverse<u64>);

/// The strength of each victory as a rank among all strengths there are, so that a chain's
/// strength is found by comparing small numbers.
#[derive(Debug, Clone)]
pub(super) struct Links {
    size: usize,
    /// 0 where the row's option does not beat the column's.
    ranks: Vec<u32>,
    /// What the ranks from 1 stand for, from the weakest.
    scale: Vec<Force>,
}

impl Links {
    pub(super) fn of(matrix: &Matrix, strength: Strength) -> Self {
        let force = |votes: u64, against: u64| match strength {
            Strength::WinningVotes => (votes, Reverse(against)),
            // Equal margins are equal, whatever the votes.
            Strength::Margins => (votes - against, Reverse(0)),
        };
        let mut scale: Vec<Force> =
            matrix.victories().map(|(_, _, votes, against)| force(votes, against)).collect();
        scale.sort_unstable();
        scale.dedup();
        let size = matrix.size();
        let mut ranks = vec![0; size * size];
        for (winner, loser, votes, against) in matrix.victories() {
            let rank = scale.partition_point(|known| *known <= force(votes, against));
            if let Some(cell) = ranks.get_mut(winner * size + loser) {
                *cell = u32::try_from(rank).unwrap_or(u32::MAX);
            }
        }
        Self { size, ranks, scale }
    }

    /// The rank of what leads from one option to another; 0 is nothing.
    pub(super) fn rank(&self, from: usize, to: usize) -> u32 {
        self.ranks.get(from * self.size + to).copied().unwrap_or(0)
    }

    /// What a rank stands for.
    pub(super) fn force(&self, rank: u32) -> Force {
        let place = usize::try_from(rank).unwrap_or(usize::MAX).checked_sub(1);
        place.and_then(|place| self.scale.get(place)).copied().unwrap_or((0, Reverse(0)))
    }

    /// The strongest chain of victories for each two options: a chain is as strong as its weakest
    /// victory. Every option is tried as a stop on the way (Floyd and Warshall).
    pub(super) fn strongest_chains(&self) -> Self {
        let mut ranks = self.ranks.clone();
        for stop in 0..self.size {
            let from = stop * self.size;
            let onward = ranks.get(from..from + self.size).unwrap_or_default().to_vec();
            for row in ranks.chunks_exact_mut(self.size) {
                let to_stop = row.get(stop).copied().unwrap_or(0);
                if to_stop > 0 {
                    for (chain, onward) in row.iter_mut().zip(&onward) {
                        *chain = (*chain).max(to_stop.min(*onward));
                    }
                }
            }
        }
        Self { size: self.size, ranks, scale: self.scale.clone() }
    }
}
