//! Double entry: two people type the same bundle, neither sees the other's, and what differs is
//! looked up on the paper.

use participation_acts::Choices;
use serde::Serialize;

/// A bundle as one person typed it, in the order of its papers. `None` is a paper that cannot be
/// read.
pub type Typed = [Option<Choices>];

/// Where on a paper two people typed different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spot {
    /// The whole paper: one of the two has not typed it, or could not read it.
    Paper,
    /// An option, by its place in the opening.
    Option(u16),
    /// A place in the order, from 0.
    Rank(u16),
}

/// One difference. The values are 1 for a chosen option, points, and in an order the option that
/// stands at this place; of a whole paper 1 if it could be read and 0 if not. `None` is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// The number of the paper in the bundle, from 1.
    pub paper: usize,
    /// Where on it.
    pub spot: Spot,
    /// What the first person typed.
    pub first: Option<u32>,
    /// What the second person typed.
    pub second: Option<u32>,
}

/// All differences, by paper and place; none exactly when both typed the same.
#[must_use]
pub fn mismatches(first: &Typed, second: &Typed) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for number in 0..first.len().max(second.len()) {
        let (one, other) = (first.get(number), second.get(number));
        if one == other {
            continue;
        }
        let paper = number.saturating_add(1);
        if let (Some(Some(one)), Some(Some(other))) = (one, other) {
            found.extend(differences(paper, one, other));
        } else {
            let read = |typed: Option<&Option<Choices>>| typed.map(|typed| typed.is_some().into());
            let (first, second) = (read(one), read(other));
            found.push(Mismatch { paper, spot: Spot::Paper, first, second });
        }
    }
    found
}

fn differences(paper: usize, one: &Choices, other: &Choices) -> Vec<Mismatch> {
    let (one, other) = (spots(one), spots(other));
    let mut places: Vec<Spot> = one.iter().chain(&other).map(|(spot, _)| *spot).collect();
    places.sort_unstable();
    places.dedup();
    let value = |said: &[(Spot, u32)], spot: Spot| {
        said.iter().find(|(at, _)| *at == spot).map(|(_, value)| *value)
    };
    let differing = places.into_iter().filter_map(|spot| {
        let (first, second) = (value(&one, spot), value(&other, spot));
        (first != second).then_some(Mismatch { paper, spot, first, second })
    });
    differing.collect()
}

fn spots(choices: &Choices) -> Vec<(Spot, u32)> {
    match choices {
        Choices::Approval(options) => options.iter().map(|o| (Spot::Option(*o), 1)).collect(),
        Choices::Points(points) => points.iter().map(|(o, n)| (Spot::Option(*o), *n)).collect(),
        Choices::Ranking(order) => {
            (0..).zip(order).map(|(rank, o)| (Spot::Rank(rank), u32::from(*o))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_typed_alike_has_no_differences() {
        let typed = [Some(Choices::Approval(vec![0, 2])), None];
        assert_eq!(mismatches(&typed, &typed), []);
        assert_eq!(mismatches(&[], &[]), []);
    }

    #[test]
    fn each_difference_is_told_by_paper_and_place() {
        let first = [Some(Choices::Approval(vec![0, 2])), Some(Choices::Ranking(vec![3, 1])), None];
        let second = [
            Some(Choices::Approval(vec![0, 1])),
            Some(Choices::Ranking(vec![3, 2, 1])),
            Some(Choices::Approval(vec![])),
            None,
        ];
        let at = |paper, spot, first, second| Mismatch { paper, spot, first, second };
        assert_eq!(
            mismatches(&first, &second),
            [
                at(1, Spot::Option(1), None, Some(1)),
                at(1, Spot::Option(2), Some(1), None),
                at(2, Spot::Rank(1), Some(1), Some(2)),
                at(2, Spot::Rank(2), None, Some(1)),
                at(3, Spot::Paper, Some(0), Some(1)),
                at(4, Spot::Paper, None, Some(0)),
            ]
        );
    }

    #[test]
    fn points_differ_by_option() {
        let typed = |points| [Some(Choices::Points(points))];
        let found = mismatches(&typed(vec![(0, 3), (1, 2)]), &typed(vec![(0, 5)]));
        let values: Vec<_> = found.iter().map(|m| (m.spot, m.first, m.second)).collect();
        let expected = [(Spot::Option(0), Some(3), Some(5)), (Spot::Option(1), Some(2), None)];
        assert_eq!(values, expected);
    }
}
