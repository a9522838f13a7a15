//! Exact amounts as they change with the number of steps.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

/// An amount that grows or falls evenly with every step by which shares are raised: what it is
/// now, and by how much it changes in a step. Both are numerators; the denominator is known
/// from where the line stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) now: BigInt,
    pub(super) slope: BigInt,
}

impl Line {
    /// It times `factor`, and `times` the other added.
    pub(super) fn times_and(&mut self, factor: u64, times: u64, other: &Self) {
        if factor != 1 {
            self.now *= factor;
            self.slope *= factor;
        }
        if times != 0 {
            self.now += &other.now * times;
            self.slope += &other.slope * times;
        }
    }

    pub(super) fn times(&self, one: u64, other: u64) -> Self {
        Self { now: &self.now * one * other, slope: &self.slope * one * other }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self { now: &self.now - &other.now, slope: &self.slope - &other.slope }
    }

    pub(super) fn negated(&self) -> Self {
        Self { now: -&self.now, slope: -&self.slope }
    }

    /// Moves on by so many steps.
    pub(super) fn advance(&mut self, steps: u64) {
        if !self.slope.is_zero() {
            self.now += &self.slope * steps;
        }
    }

    /// The steps for which a line that is not negative now stays so, or stays positive when it
    /// is: `None` when for ever.
    pub(super) fn holds(&self, strictly: bool) -> Steps {
        if !self.slope.is_negative() {
            return Steps::Ever;
        }
        let now = if strictly { &self.now - 1 } else { self.now.clone() };
        // What takes more than 2^64 steps lasts longer than any count goes on.
        now.div_floor(&-&self.slope).to_u64().map_or(Steps::Ever, Steps::Some)
    }
}

/// For how many steps something stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Steps {
    /// So many.
    Some(u64),
    /// As many as one likes.
    Ever,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(now: i64, slope: i64) -> Line {
        Line { now: now.into(), slope: slope.into() }
    }

    #[test]
    fn a_line_holds_up_to_its_last_whole_step() {
        for (now, slope, weakly, strictly) in
            [(6, -2, 3, 2), (7, -2, 3, 3), (1, -2, 0, 0), (0, -1, 0, -1), (5, -5, 1, 0)]
        {
            assert_eq!(line(now, slope).holds(false), Steps::Some(weakly));
            if let Ok(strictly) = u64::try_from(strictly) {
                assert_eq!(line(now, slope).holds(true), Steps::Some(strictly));
            }
        }
        assert_eq!(line(0, 0).holds(false), Steps::Ever);
        assert_eq!(line(1, 3).holds(true), Steps::Ever);
    }
}
