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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        amount::Amount,
        profile::{Ballot, BallotKind, OptionIndex, PollOption, Profile},
        rule::Rule,
    };

    proptest! {
        #[test]
        fn rounding_decides_nothing(
            costs in prop::collection::vec(1..60_u64, 6),
            budget in 0..150_u64,
            ballots in prop::collection::vec((0..64_u16, 1..4_u32), 1..9),
            fraction in 0..4_u64,
        ) {
            let option = |place: u16| PollOption::new(place.to_string(), "", Amount::from(0));
            let options = (0..6).map(option).collect();
            let mut profile = Profile::new(BallotKind::Approval, options, None).unwrap();
            for (set, weight) in ballots {
                let marks = (0..6).filter(|place| set >> place & 1 == 1).map(OptionIndex::new);
                let marks: Vec<_> = marks.collect();
                profile.push(Ballot::Approval(&marks), weight).unwrap();
            }
            let electorate = Electorate::new(&profile, Rule::EqualShares).unwrap();
            let fine = Terms { budget, costs, step: 1, order: (0..6).collect(), fraction: 64 };
            let coarse = Terms { costs: fine.costs.clone(), order: fine.order.clone(), fraction, ..fine };
            for goal in [Goal::Plain, Goal::Exhaustive, Goal::Spent] {
                let fine = search(&electorate, &fine, goal).unwrap();
                let coarse = search(&electorate, &coarse, goal).unwrap();
                prop_assert_eq!((fine.race.steps(), fine.stop), (coarse.race.steps(), coarse.stop));
                let bought = |race: &Race<'_>| -> Vec<_> {
                    race.purchases().iter().map(|it| (it.project, it.pays.now.clone(), it.over.clone())).collect()
                };
                let ratios = bought(&fine.race).into_iter().zip(bought(&coarse.race));
                prop_assert_eq!(fine.race.purchases().len(), coarse.race.purchases().len());
                for ((one, pays, over), (other, paid, under)) in ratios {
                    prop_assert_eq!((one, pays * under), (other, paid * over));
                }
            }
        }
    }
}
