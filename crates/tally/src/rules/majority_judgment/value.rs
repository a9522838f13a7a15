//! An option's grades as the rule compares them.
//!
//! Taking the lower median away again and again walks out from the middle of the sorted grades: of
//! an odd number first the middle one, then the next below, the next above, below, above, and so
//! on; of an even number the lower middle one, then above, below, above. So two options compare by
//! the first place at which the walks differ, and since the grades below and above the median come
//! in runs of equal ones, that place is found run by run.

use std::{cmp::Ordering, collections::BTreeMap};

/// A run of equal grades: the grade, and how many.
type Run = (u32, u64);

/// An option's grades, seen from their lower median.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// Whether the number of grades is odd.
    odd: bool,
    median: u32,
    /// The grades below the median in sorted order, going down.
    below: Vec<Run>,
    /// The grades above it, going up.
    above: Vec<Run>,
    /// All, the best first.
    grades: Vec<Run>,
}

/// Where the medians of two options first differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Difference {
    /// Medians that were taken away from each before.
    pub(super) removed: u64,
    /// The median of the one there.
    pub(super) one: u32,
    /// The median of the other there.
    pub(super) other: u32,
}

impl Value {
    /// From how many there are of each grade. Without grades, the median is 0.
    pub(super) fn new(counts: BTreeMap<u32, u64>) -> Self {
        let all: u64 = counts.values().sum();
        let middle = all.saturating_sub(1) / 2;
        let (mut median, mut below, mut above) = (0, Vec::new(), Vec::new());
        let mut start = 0;
        for (grade, count) in &counts {
            let end = start + count;
            if start < middle {
                below.push((*grade, end.min(middle) - start));
            }
            if (start..end).contains(&middle) {
                median = *grade;
            }
            if end > middle + 1 {
                above.push((*grade, end - start.max(middle + 1)));
            }
            start = end;
        }
        below.reverse();
        let grades = counts.into_iter().rev().collect();
        Self { odd: all % 2 == 1, median, below, above, grades }
    }

    /// The lower median grade.
    pub(super) const fn median(&self) -> u32 {
        self.median
    }

    /// Each grade and how many there are of it, the best first.
    pub(super) fn grades(&self) -> impl Iterator<Item = Run> {
        self.grades.iter().copied()
    }

    /// Which is better; both need equally many grades.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let difference = self.difference(other);
        difference.map_or(Ordering::Equal, |difference| difference.one.cmp(&difference.other))
    }

    /// Where the medians first differ; `None` when the grades are the same.
    pub(super) fn difference(&self, other: &Self) -> Option<Difference> {
        if self.median != other.median {
            return Some(Difference { removed: 0, one: self.median, other: other.median });
        }
        let (below, above) = if self.odd { (1, 2) } else { (2, 1) };
        let step = |found: Option<(u64, u32, u32)>, offset: u64| {
            found.map(|(at, one, other)| Difference { removed: 2 * at + offset, one, other })
        };
        let below = step(first_difference(&self.below, &other.below), below);
        let above = step(first_difference(&self.above, &other.above), above);
        below.into_iter().chain(above).min_by_key(|difference| difference.removed)
    }
}

/// The first place at which two lists of runs differ, and what stands there.
fn first_difference(one: &[Run], other: &[Run]) -> Option<(u64, u32, u32)> {
    let (mut ones, mut others) = (one.iter().copied(), other.iter().copied());
    let (mut run, mut facing) = (ones.next(), others.next());
    let mut at = 0;
    while let (Some((grade, count)), Some((opposite, length))) = (run, facing) {
        if grade != opposite {
            return Some((at, grade, opposite));
        }
        let same = count.min(length);
        at += same;
        run = if count > same { Some((grade, count - same)) } else { ones.next() };
        facing = if length > same { Some((opposite, length - same)) } else { others.next() };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(grades: &[u32]) -> Value {
        let mut counts = BTreeMap::new();
        for grade in grades {
            *counts.entry(*grade).or_insert(0) += 1;
        }
        Value::new(counts)
    }

    #[test]
    fn of_two_middle_grades_the_lower_is_the_median() {
        assert_eq!(value(&[1, 2, 3, 4]).median(), 2);
        assert_eq!(value(&[1, 2, 3]).median(), 2);
        assert_eq!(value(&[7]).median(), 7);
        assert_eq!(value(&[]).median(), 0);
    }

    #[test]
    fn one_median_taken_away_can_decide() {
        // Good, good, fair, poor against excellent, fair, fair, fair: both fair, then good.
        let (one, other) = (value(&[3, 3, 2, 1]), value(&[4, 2, 2, 2]));
        let difference = one.difference(&other).unwrap();
        assert_eq!(difference, Difference { removed: 1, one: 3, other: 2 });
        assert_eq!(one.compare(&other), Ordering::Greater);
    }

    #[test]
    fn the_same_grades_in_a_billion_copies_are_compared_at_once() {
        let billions =
            |low, high| Value::new(BTreeMap::from([(1, low), (2, 4_000_000_001), (3, high)]));
        let (one, other) =
            (billions(5_000_000_000, 6_000_000_000), billions(5_000_000_001, 5_999_999_999));
        assert_eq!(one.compare(&other), Ordering::Greater);
        assert_eq!(one.compare(&one.clone()), Ordering::Equal);
    }
}
