//! What a ballot may hold, for the rules that know such limits.

use crate::{
    outcome::WhyAside,
    profile::{Ballot, OptionIndex},
};

/// What a ballot may hold; what is `None` has no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) choices: Option<Span>,
    pub(crate) points: Option<Span>,
    pub(crate) total: Option<Span>,
    pub(crate) credits: Option<u64>,
}

/// From the least to the most, both allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    least: u32,
    most: u32,
}

/// The limit that a ballot breaks: which, and where it lies.
pub(crate) type Broken = Option<(WhyAside, Option<u64>)>;

impl Limits {
    pub(crate) const NONE: Self = Self { choices: None, points: None, total: None, credits: None };

    /// Why the ballot has no vote; `None` when it has one. A ballot that lists nothing is blank.
    pub(crate) fn broken(&self, ballot: Ballot<'_>) -> Broken {
        let (length, points): (usize, &[(OptionIndex, u32)]) = match ballot {
            Ballot::Approval(marks) | Ballot::Ranking(marks) => (marks.len(), &[]),
            Ballot::Points(points) => (points.len(), points),
            Ballot::WeakOrder(places) => (places.len(), &[]),
        };
        if length == 0 {
            return Some((WhyAside::Blank, None));
        }
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let given = || points.iter().map(|(_, given)| u64::from(*given));
        let span = |span: Option<Span>, number, few, many| span?.broken(number, few, many);
        span(self.choices, length, WhyAside::TooFewChoices, WhyAside::TooManyChoices)
            .or_else(|| {
                let (few, many) = (WhyAside::TooFewPoints, WhyAside::TooManyPoints);
                given().find_map(|number| span(self.points, number, few, many))
            })
            .or_else(|| {
                let (few, many) = (WhyAside::TotalTooLow, WhyAside::TotalTooHigh);
                span(self.total, given().sum(), few, many)
            })
            .or_else(|| {
                let credits = self.credits.filter(|credits| cost(points) > u128::from(*credits))?;
                Some((WhyAside::OverCredits, Some(credits)))
            })
    }
}

impl Span {
    pub(crate) const fn new(least: u32, most: u32) -> Self {
        Self { least, most }
    }

    fn broken(self, number: u64, few: WhyAside, many: WhyAside) -> Broken {
        if number < u64::from(self.least) {
            return Some((few, Some(u64::from(self.least))));
        }
        (number > u64::from(self.most)).then_some((many, Some(u64::from(self.most))))
    }
}

/// What votes cost when each option's votes cost their square.
pub(crate) fn cost(votes: &[(OptionIndex, u32)]) -> u128 {
    votes.iter().map(|(_, votes)| u128::from(*votes) * u128::from(*votes)).sum()
}
