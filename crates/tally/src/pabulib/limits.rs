//! What a ballot may hold.

use super::{
    fault::Fault,
    meta::{Entries, VoteType},
    records::Result,
};
use crate::amount::Amount;

/// What a ballot of the file may hold, as the file declares it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Fewest projects.
    pub min_length: Option<u64>,
    /// Most projects.
    pub max_length: Option<u64>,
    /// Fewest points for a project that is listed.
    pub min_points: Option<u64>,
    /// Most points for a project.
    pub max_points: Option<u64>,
    /// Fewest points in all; a ballot below it is noted and counted.
    pub min_sum_points: Option<u64>,
    /// Most points in all.
    pub max_sum_points: Option<u64>,
    /// Least cost of the chosen projects together; a ballot below it is noted and counted.
    pub min_sum_cost: Option<Amount>,
    /// Most cost of the chosen projects together.
    pub max_sum_cost: Option<Amount>,
}

impl Limits {
    pub(super) fn read(entries: &Entries, vote_type: VoteType) -> Result<Self> {
        // Where ballots have no points, nobody looks at their limits.
        let points = |name| if vote_type.has_points() { entries.whole(name) } else { Ok(None) };
        let mut limits = Self {
            min_length: entries.whole("min_length")?,
            max_length: entries.whole("max_length")?,
            min_points: points("min_points")?,
            max_points: points("max_points")?,
            min_sum_points: points("min_sum_points")?,
            max_sum_points: points("max_sum_points")?,
            min_sum_cost: entries.amount("min_sum_cost")?,
            max_sum_cost: entries.amount("max_sum_cost")?,
        };
        if vote_type == VoteType::ChooseOne {
            limits.min_length = limits.min_length.or(Some(1));
            limits.max_length = limits.max_length.or(Some(1));
        }
        Ok(limits)
    }

    /// Whether a ballot may have so many projects.
    pub(super) fn length(&self, given: usize) -> Outside {
        let given = u64::try_from(given).unwrap_or(u64::MAX);
        above("max_length", given, self.max_length)
            .or_else(|| below("min_length", given, self.min_length))
    }

    /// Whether a project may have so many points.
    pub(super) fn points(&self, given: u32) -> Outside {
        let given = u64::from(given);
        above("max_points", given, self.max_points)
            .or_else(|| below("min_points", given, self.min_points))
    }

    /// Whether a ballot may give so many points in all.
    pub(super) fn most_points(&self, given: u64) -> Outside {
        above("max_sum_points", given, self.max_sum_points)
    }

    /// Whether a ballot gives too few points in all.
    pub(super) fn least_points(&self, given: u64) -> Outside {
        below("min_sum_points", given, self.min_sum_points)
    }
}

/// The limit that is broken, if any.
pub(super) type Outside = Option<Fault>;

pub(super) fn outside(limit: &'static str, given: Amount, bound: Amount) -> Fault {
    Fault::Limit { limit, given, bound }
}

fn above(limit: &'static str, given: u64, bound: Option<u64>) -> Outside {
    let bound = bound.filter(|bound| given > *bound)?;
    Some(outside(limit, Amount::from(given), Amount::from(bound)))
}

fn below(limit: &'static str, given: u64, bound: Option<u64>) -> Outside {
    let bound = bound.filter(|bound| given < *bound)?;
    Some(outside(limit, Amount::from(given), Amount::from(bound)))
}
