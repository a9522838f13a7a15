//! Which option stands above which.

use std::collections::VecDeque;

/// Which option stands above which, a bit a pair.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    size: usize,
    /// Words of 64 options in a row.
    words: usize,
    bits: Vec<u64>,
}

impl Relation {
    pub(super) fn new(size: usize) -> Self {
        let words = size.div_ceil(64);
        Self { size, words, bits: vec![0; words * size] }
    }

    pub(super) fn has(&self, above: usize, below: usize) -> bool {
        let word = self.bits.get(above * self.words + below / 64).copied().unwrap_or(0);
        word >> (below % 64) & 1 == 1
    }

    pub(super) fn set(&mut self, above: usize, below: usize) {
        if let Some(word) = self.bits.get_mut(above * self.words + below / 64) {
            *word |= 1 << (below % 64);
        }
    }

    /// Puts an option above another, with whatever stands above the one and below the other.
    /// The relation has to be closed under chains, and stays so.
    pub(super) fn close(&mut self, above: usize, below: usize) {
        if self.has(above, below) {
            return;
        }
        let from = below * self.words;
        let mut gained = self.bits.get(from..from + self.words).unwrap_or_default().to_vec();
        if let Some(word) = gained.get_mut(below / 64) {
            *word |= 1 << (below % 64);
        }
        for higher in 0..self.size {
            if (higher == above || self.has(higher, above)) && !self.has(higher, below) {
                let from = higher * self.words;
                let row = self.bits.get_mut(from..from + self.words).unwrap_or_default();
                for (word, gained) in row.iter_mut().zip(&gained) {
                    *word |= gained;
                }
            }
        }
    }

    /// How many options each stands above.
    pub(super) fn counts(&self) -> Vec<u64> {
        let count = |row: &[u64]| row.iter().map(|word| u64::from(word.count_ones())).sum();
        self.bits.chunks_exact(self.words).map(count).collect()
    }

    /// For each option, the longest chain of options above it.
    pub(super) fn depths(&self) -> Vec<u64> {
        let mut above: Vec<usize> = (0..self.size)
            .map(|option| (0..self.size).filter(|other| self.has(*other, option)).count())
            .collect();
        let mut depths = vec![0; self.size];
        let mut rest: Vec<usize> = (0..self.size).collect();
        for depth in 0_u64.. {
            let free = |option: &usize| above.get(*option).is_some_and(|above| *above == 0);
            let (first, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(free);
            // Nothing is left, or what is left runs in a circle, which no order does.
            if first.is_empty() {
                break;
            }
            for option in first {
                if let Some(place) = depths.get_mut(option) {
                    *place = depth;
                }
                for (other, above) in above.iter_mut().enumerate() {
                    if self.has(option, other) {
                        *above = above.saturating_sub(1);
                    }
                }
            }
            rest = others;
        }
        depths
    }
}

/// The shortest chain of steps from one option to another, both included; of several, one with
/// the options that are listed first. Empty where there is none.
pub(super) fn shortest(
    size: usize,
    from: usize,
    to: usize,
    step: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let mut before: Vec<Option<usize>> = vec![None; size];
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for (next, before) in before.iter_mut().enumerate() {
            if before.is_none() && next != from && step(at, next) {
                *before = Some(at);
                queue.push_back(next);
            }
        }
    }
    let mut chain = vec![to];
    let mut at = to;
    while at != from {
        match before.get(at) {
            Some(Some(earlier)) => at = *earlier,
            Some(None) | None => return Vec::new(),
        }
        chain.push(at);
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_relation_stays_closed() {
        let mut relation = Relation::new(70);
        for (above, below) in [(0, 1), (2, 69), (1, 2), (3, 2)] {
            relation.close(above, below);
        }
        assert!(relation.has(0, 69) && relation.has(1, 69) && relation.has(3, 69));
        assert!(!relation.has(69, 0) && !relation.has(3, 1));
        assert_eq!(relation.counts().get(..4), Some(&[3, 2, 1, 2][..]));
        assert_eq!(relation.depths().get(..4), Some(&[0, 1, 2, 0][..]));
        assert_eq!(relation.depths().last(), Some(&3));
    }

    #[test]
    fn the_shortest_chain_is_found() {
        let steps = [(0, 1), (1, 2), (2, 3), (1, 3), (3, 0)];
        let step = |one, other| steps.contains(&(one, other));
        assert_eq!(shortest(5, 0, 3, step), [0, 1, 3]);
        assert_eq!(shortest(5, 2, 1, step), [2, 3, 0, 1]);
        assert_eq!(shortest(5, 0, 4, step), [0; 0]);
    }
}
