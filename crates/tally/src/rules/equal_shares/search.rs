//! Add1: raising the shares until the money is spent.

use super::{
    electorate::Electorate,
    quick::Quick,
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
    /// Sizes of the shares that were counted.
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
    let poll = Poll { electorate, terms, goal };
    let (mut quick, mut pace) = (Quick::new(electorate, terms), Pace::default());
    let mut changes = 1;
    loop {
        match poll.stops(race.spent(), |place| race.is_bought(place)) {
            None => {}
            Some(Stop::Overspends) => {
                let race = Race::run(electorate, terms, race.steps().saturating_sub(1), false)?;
                return Ok(Found { race, stop: Some(Stop::Overspends), changes });
            }
            stop @ Some(Stop::Exhaustive | Stop::AllBought) => {
                return Ok(Found { race, stop, changes });
            }
        }
        // Only a project that nobody could ever pay would be left for ever, and there is none.
        let last = race.good_until().ok_or(CountError::TooLarge)?;
        let mut next = last.checked_add(1).ok_or(CountError::TooLarge)?;
        for _ in 0..pace.after(last - race.steps()) {
            if !quick.count(next) {
                pace.stumble();
                break;
            }
            changes += 1;
            if let Some(stop) = poll.stops(quick.spent(), |place| quick.is_bought(place)) {
                let over = u64::from(stop == Stop::Overspends);
                let race = Race::run(electorate, terms, next - over, false)?;
                return Ok(Found { race, stop: Some(stop), changes });
            }
            next = next.checked_add(1).ok_or(CountError::TooLarge)?;
        }
        race.go_on(next)?;
        changes += 1;
    }
}

/// How many sizes in a row are counted quickly before it is looked again how far one carries.
///
/// That takes several times as long as counting quickly, and is worth it only where shares can
/// be raised by many steps at once. What is wasted either way is no more than what is not.
#[derive(Debug, Default)]
struct Pace {
    quick: u32,
    /// Looks until counting quickly is tried again.
    wait: u32,
    stumbled: u32,
}

impl Pace {
    /// Steps that make it worth the while to look how far an outcome carries.
    const FAR: u64 = 8;
    const MOST: u32 = 256;

    /// How many sizes are counted quickly after an outcome that carried so far.
    fn after(&mut self, carried: u64) -> u32 {
        if carried >= Self::FAR {
            self.quick = 0;
        } else if self.wait > 0 {
            self.wait -= 1;
            return 0;
        } else {
            self.quick = (self.quick * 4).clamp(2, Self::MOST);
        }
        self.quick
    }

    /// A size was too close to call: the next ones may well be too.
    fn stumble(&mut self) {
        self.stumbled = if self.quick > 8 { 1 } else { (self.stumbled * 2).clamp(1, Self::MOST) };
        (self.quick, self.wait) = (0, self.stumbled);
    }
}

struct Poll<'a> {
    electorate: &'a Electorate,
    terms: &'a Terms,
    goal: Goal,
}

impl Poll<'_> {
    /// Why this outcome is the last, or one too far, if it is. Only what somebody voted for
    /// counts: the rest can never be bought, however large the shares are.
    fn stops(&self, spent: u128, is_bought: impl Fn(usize) -> bool) -> Option<Stop> {
        let budget = u128::from(self.terms.budget);
        let wanted = (0..).zip(&self.terms.costs).filter(|(place, cost)| {
            self.electorate.votes(*place) > 0 && **cost > 0 && !is_bought(*place)
        });
        let cheapest = wanted.map(|(_, cost)| u128::from(*cost)).min();
        if spent > budget {
            return Some(Stop::Overspends);
        }
        match cheapest {
            None => Some(Stop::AllBought),
            Some(cost) if self.goal == Goal::Exhaustive && spent + cost > budget => {
                Some(Stop::Exhaustive)
            }
            Some(_) => None,
        }
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
