//! The matrix of comparisons.

use super::MAX_PAIRWISE_OPTIONS;
use crate::{
    count::CountError,
    profile::{Ballot, Profile},
    rule::Rule,
};

/// For each two options, the weight of the ballots that prefer the first to the second. Options
/// are numbered as they are listed.
#[derive(Debug, Clone)]
pub(super) struct Matrix {
    size: usize,
    votes: Vec<u64>,
    valid: u64,
}

/// The options of a ballot from the best down, and where each shared place ends.
#[derive(Debug, Default)]
struct Order {
    options: Vec<usize>,
    ends: Vec<usize>,
}

impl Matrix {
    /// Compares the options of a profile of rankings.
    pub(super) fn of(profile: &Profile, rule: Rule) -> Result<Self, CountError> {
        let size = profile.options().len();
        if size > MAX_PAIRWISE_OPTIONS {
            let most = MAX_PAIRWISE_OPTIONS;
            return Err(CountError::TooManyOptions { rule, options: size, most });
        }
        let mut order = Order::default();
        let mut ranked = vec![0_u64; size];
        let mut matrix = Self { size, votes: vec![0; size * size], valid: 0 };
        for (ballot, weight) in profile.ballots() {
            if !order.read(ballot) {
                let kind = profile.kind().name();
                return Err(CountError::OtherBallots { rule, kind });
            }
            if order.options.is_empty() {
                continue;
            }
            let weight = u64::from(weight);
            // No other sum here is larger than this one, so that none of them overflows.
            matrix.valid = matrix.valid.checked_add(weight).ok_or(CountError::TooLarge)?;
            for option in &order.options {
                if let Some(sum) = ranked.get_mut(*option) {
                    *sum += weight;
                }
            }
            matrix.note_not_above(&order, weight);
        }
        // A ballot prefers a to b when it ranks a, unless it also ranks b no lower.
        for (row, ranked) in matrix.votes.chunks_exact_mut(size).zip(ranked) {
            for cell in row {
                *cell = ranked - *cell;
            }
        }
        Ok(matrix)
    }

    /// Notes of each ranked option which others stand in the same place or above. This way a
    /// ballot costs the square of what it ranks, however many options there are.
    fn note_not_above(&mut self, order: &Order, weight: u64) {
        let mut start = 0;
        for end in &order.ends {
            let above = order.options.get(..*end).unwrap_or_default();
            for option in above.get(start..).unwrap_or_default() {
                let from = option * self.size;
                let row = self.votes.get_mut(from..from + self.size).unwrap_or_default();
                for other in above {
                    if let Some(cell) = row.get_mut(*other) {
                        *cell += weight;
                    }
                }
            }
            start = *end;
        }
    }

    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// Weight of all ballots that rank something.
    pub(super) const fn valid(&self) -> u64 {
        self.valid
    }

    /// Weight of the ballots that prefer one option to another.
    pub(super) fn votes(&self, one: usize, other: usize) -> u64 {
        self.votes.get(one * self.size + other).copied().unwrap_or(0)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[u64]> {
        self.votes.chunks_exact(self.size)
    }

    /// Every victory: winner, loser, votes of the winning and of the losing side.
    pub(super) fn victories(&self) -> impl Iterator<Item = (usize, usize, u64, u64)> {
        let pairs = (0..self.size).flat_map(|one| (0..self.size).map(move |other| (one, other)));
        pairs.filter_map(|(one, other)| {
            let (votes, against) = (self.votes(one, other), self.votes(other, one));
            (votes > against).then_some((one, other, votes, against))
        })
    }

    /// For each option, how many others it beats and how many beat it.
    pub(super) fn wins_and_losses(&self) -> Vec<(u64, u64)> {
        let mut counts = vec![(0, 0); self.size];
        for (winner, loser, _, _) in self.victories() {
            if let Some((wins, _)) = counts.get_mut(winner) {
                *wins += 1;
            }
            if let Some((_, losses)) = counts.get_mut(loser) {
                *losses += 1;
            }
        }
        counts
    }

    /// The option that beats every other.
    pub(super) fn condorcet(&self) -> Option<usize> {
        let others = u64::try_from(self.size - 1).ok()?;
        let mut counts = self.wins_and_losses().into_iter();
        counts.position(|(wins, _)| wins == others).filter(|_| self.size > 1)
    }

    /// The options cut into the smallest groups of which each beats all that follow; the first
    /// is the Smith set.
    pub(super) fn dominances(&self) -> Vec<Vec<usize>> {
        let counts = self.wins_and_losses();
        let size = u64::try_from(self.size).unwrap_or(u64::MAX);
        // Two points a victory and one a draw: a group that beats all others has more than they.
        let mut points: Vec<(u64, usize)> =
            counts.iter().map(|(wins, losses)| wins + (size - 1 - losses)).zip(0..).collect();
        points.sort_unstable_by_key(|(points, option)| (std::cmp::Reverse(*points), *option));
        let (mut groups, mut group, mut sum) = (Vec::new(), Vec::new(), 0);
        for ((points, option), first) in points.into_iter().zip(1_u64..) {
            group.push(option);
            sum += points;
            // The first ones beat all others when they have all points of the pairs among
            // themselves and two for each pair with another.
            if sum == first * (first - 1) + 2 * first * (size - first) {
                groups.push(std::mem::take(&mut group));
            }
        }
        groups
    }
}

impl Order {
    /// Reads a ballot; false when it is no ranking.
    fn read(&mut self, ballot: Ballot<'_>) -> bool {
        self.options.clear();
        self.ends.clear();
        match ballot {
            Ballot::Ranking(options) => {
                self.options.extend(options.iter().map(|option| option.place()));
                self.ends.extend(1..=options.len());
                true
            }
            Ballot::WeakOrder(places) => {
                for shared in places.chunk_by(|(_, place), (_, next)| place == next) {
                    self.options.extend(shared.iter().map(|(option, _)| option.place()));
                    self.ends.push(self.options.len());
                }
                true
            }
            Ballot::Approval(_) | Ballot::Points(_) => false,
        }
    }
}
