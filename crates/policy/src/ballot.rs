//! Whether a ballot keeps the rule of its opening: exact, in integers.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use participation_acts::{BallotRule, Choices, Opening};
use serde::Serialize;
use thiserror::Error;

/// A ballot that does not keep the rule of its opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Error)]
#[serde(rename_all = "kebab-case")]
pub enum BallotFault {
    /// Approvals, points and rankings are not exchangeable.
    #[error("the ballot has another form than the opening asks for: choose anew in that form")]
    Form,
    /// An option that the opening does not have.
    #[error("the ballot names option {option}, the opening has 0 to {}: choose among those", options.saturating_sub(1))]
    NoSuchOption {
        /// The option named.
        option: u16,
        /// Number of options.
        options: usize,
    },
    /// An option named twice, or approvals or points out of order.
    #[error("option {option} stands twice or out of order in the ballot: name each once")]
    Order {
        /// The option.
        option: u16,
    },
    /// Less options than must be chosen.
    #[error("{chosen} options chosen, at least {least} must be: add some")]
    TooFew {
        /// Options chosen.
        chosen: usize,
        /// Least that must be.
        least: u16,
    },
    /// More options than may be chosen.
    #[error("{chosen} options chosen, at most {most} may be: take some out")]
    TooMany {
        /// Options chosen.
        chosen: usize,
        /// Most that may be.
        most: u16,
    },
    /// The chosen projects do not fit in the budget.
    #[error("the chosen projects cost {cost}, the budget is {budget}: take some out")]
    OverBudget {
        /// What they cost in all.
        cost: u128,
        /// The budget.
        budget: u64,
    },
    /// The chosen projects use too little of the budget.
    #[error(
        "the chosen projects cost {cost} of {budget}, at least {percent} percent must be used: add some"
    )]
    UnderBudget {
        /// What they cost in all.
        cost: u128,
        /// The budget.
        budget: u64,
        /// Least share, in percent.
        percent: u8,
    },
    /// A budget rule in an opening without a budget.
    #[error("the opening has a budget rule and no budget: no ballot can keep it")]
    NoBudget,
    /// No points, or more than one option may get.
    #[error("option {option} has {points} points: give 1 to {most}")]
    PointsOfOption {
        /// The option.
        option: u16,
        /// Its points.
        points: u32,
        /// Most it may get.
        most: u32,
    },
    /// Too few or too many points in all.
    #[error("{points} points in all: give {min} to {max}")]
    PointsInAll {
        /// Points given.
        points: u64,
        /// Least.
        min: u32,
        /// Most.
        max: u32,
    },
}

/// Checks choices against an opening; a node asks this before it signs, and of every ballot that
/// it counts. A blank ballot fits exactly where the rule's least is nothing.
///
/// # Errors
/// [`BallotFault`] with the first thing that does not fit.
pub fn ballot_fits(opening: &Opening, choices: &Choices) -> Result<(), BallotFault> {
    match (opening.ballot, choices) {
        (
            BallotRule::Approval { min, max } | BallotRule::BudgetSelection { min, max },
            Choices::Approval(chosen),
        ) => {
            ascending(opening, chosen.iter().copied())?;
            count(chosen.len(), min..=max)
        }
        (BallotRule::BudgetPercent { percent }, Choices::Approval(chosen)) => {
            ascending(opening, chosen.iter().copied())?;
            let (cost, budget) = within_budget(opening, chosen)?;
            if cost * 100 < u128::from(percent) * u128::from(budget) {
                return Err(BallotFault::UnderBudget { cost, budget, percent });
            }
            Ok(())
        }
        (BallotRule::BudgetMinimum { projects }, Choices::Approval(chosen)) => {
            ascending(opening, chosen.iter().copied())?;
            count(chosen.len(), projects..=u16::MAX)?;
            within_budget(opening, chosen).map(drop)
        }
        (BallotRule::Points { most, min, max, options }, Choices::Points(points)) => {
            ascending(opening, points.iter().map(|(option, _)| *option))?;
            count(points.len(), 0..=options)?;
            points_within(points, most, min..=max)
        }
        (BallotRule::Ranking { min, max }, Choices::Ranking(order)) => {
            each_once(opening, order)?;
            count(order.len(), min..=max)
        }
        (_, Choices::Approval(_) | Choices::Points(_) | Choices::Ranking(_)) => {
            Err(BallotFault::Form)
        }
    }
}

fn ascending(opening: &Opening, options: impl Iterator<Item = u16>) -> Result<(), BallotFault> {
    let mut last = None;
    for option in options {
        exists(opening, option)?;
        if last.replace(option).is_some_and(|last| last >= option) {
            return Err(BallotFault::Order { option });
        }
    }
    Ok(())
}

fn each_once(opening: &Opening, options: &[u16]) -> Result<(), BallotFault> {
    let mut seen = BTreeSet::new();
    for &option in options {
        exists(opening, option)?;
        if !seen.insert(option) {
            return Err(BallotFault::Order { option });
        }
    }
    Ok(())
}

const fn exists(opening: &Opening, option: u16) -> Result<(), BallotFault> {
    let options = opening.options.len();
    if (option as usize) < options {
        Ok(())
    } else {
        Err(BallotFault::NoSuchOption { option, options })
    }
}

fn count(chosen: usize, allowed: RangeInclusive<u16>) -> Result<(), BallotFault> {
    let (least, most) = (*allowed.start(), *allowed.end());
    if chosen < usize::from(least) {
        Err(BallotFault::TooFew { chosen, least })
    } else if chosen > usize::from(most) {
        Err(BallotFault::TooMany { chosen, most })
    } else {
        Ok(())
    }
}

/// The cost of the chosen projects, which fit in the budget, and the budget. At most 2^16 costs
/// below 2^64 are added, so that 128 bits hold the sum and a hundred times it.
fn within_budget(opening: &Opening, chosen: &[u16]) -> Result<(u128, u64), BallotFault> {
    let budget = opening.counting.budget.ok_or(BallotFault::NoBudget)?;
    let cost_of = |option: &u16| {
        opening.options.get(usize::from(*option)).map_or(0, |option| u128::from(option.cost))
    };
    let cost = chosen.iter().map(cost_of).sum();
    if cost > u128::from(budget) {
        return Err(BallotFault::OverBudget { cost, budget });
    }
    Ok((cost, budget))
}

fn points_within(
    given: &[(u16, u32)],
    most: u32,
    in_all: RangeInclusive<u32>,
) -> Result<(), BallotFault> {
    if let Some(&(option, points)) = given.iter().find(|(_, points)| *points == 0 || *points > most)
    {
        return Err(BallotFault::PointsOfOption { option, points, most });
    }
    let (min, max) = (*in_all.start(), *in_all.end());
    // At most 2^16 numbers below 2^32 are added.
    let points = given.iter().map(|(_, points)| u64::from(*points)).sum();
    if points < u64::from(min) || points > u64::from(max) {
        return Err(BallotFault::PointsInAll { points, min, max });
    }
    Ok(())
}
