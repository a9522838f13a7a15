//! Add1: raising the shares until the money is spent.

use super::{
    electorate::Electorate,
    race::{Race, Terms},
};
use crate::{count::CountError, outcome::Stop};

/// When raising the shares ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// At once.
    Plain,
    /// At the first outcome to which nothing fits any more.
    Exhaustive,
    /// Before the first outcome that is over the budget.
    Spent,
}

/// Where it ended.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) race: Race<'a>,
    pub(super) stop: Option<Stop>,
    /// Sizes of the shares that were counted, that is outcomes or ways to pay that differ.
    pub(super) changes: u64,
}

/// Raises the shares as far as the goal asks, and counts there.
pub(super) fn search<'a>(
    electorate: &'a Electorate,
    terms: &'a Terms,
    goal: Goal,
) -> Result<Found<'a>, CountError> {
    let mut race = Race::run(electorate, terms, 0, goal != Goal::Plain)?;
    if goal == Goal::Plain {
        return Ok(Found { race, stop: None, changes: 1 });
    }
    let mut changes = 1;
    loop {
        if let Some(stop) = stops(&race, electorate, terms, goal) {
            return Ok(Found { race, stop: Some(stop), changes });
        }
        let last = race.good_until();
        if !race.go_on()? {
            // Only a project that nobody could ever pay would be left, and there is none.
            return Err(CountError::TooLarge);
        }
        changes += 1;
        if race.spent() > u128::from(terms.budget) {
            let race = Race::run(electorate, terms, last.unwrap_or(0), false)?;
            return Ok(Found { race, stop: Some(Stop::Overspends), changes });
        }
    }
}

/// Why this outcome is the last, if it is. Only what somebody voted for counts: the rest can
/// never be bought, however large the shares are.
fn stops(race: &Race<'_>, electorate: &Electorate, terms: &Terms, goal: Goal) -> Option<Stop> {
    let open = || {
        let wanted = (0..).zip(&terms.costs).filter(|(place, _)| electorate.votes(*place) > 0);
        wanted.filter(|(place, cost)| **cost > 0 && !race.is_bought(*place))
    };
    let fits = |cost: u64| race.spent() + u128::from(cost) <= u128::from(terms.budget);
    if open().next().is_none() {
        Some(Stop::AllBought)
    } else if goal == Goal::Exhaustive && !open().any(|(_, cost)| fits(*cost)) {
        Some(Stop::Exhaustive)
    } else {
        None
    }
}
