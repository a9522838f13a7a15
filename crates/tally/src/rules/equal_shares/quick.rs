//! What is bought with shares of some size, told by rounded amounts alone where they can tell.
//!
//! While shares are raised, all that matters of most sizes is whether the money is spent: neither
//! how far an outcome carries nor who pays what. So amounts are counted here in whole multiples
//! of 2^-`bits`, and every voter's money is known to within a doubt that grows with each
//! purchase. Whenever what is next, who pays all they have, or whether supporters still hold a
//! cost is within the doubt, [`Quick::count`] gives up and the size is counted exactly: nothing is
//! ever decided by rounding.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{electorate::Electorate, race::Terms};

/// Bits that all the money may take, so that no sum of 64 bits overflows.
const MOST_BITS: u32 = 61;

/// Times that a price is estimated anew; more than about five are hardly ever needed.
const MOST_ESTIMATES: u32 = 64;

/// Counts many sizes of the shares, one after the other.
#[derive(Debug)]
pub(super) struct Quick<'a> {
    terms: &'a Terms,
    electorate: &'a Electorate,
    purses: Vec<Purse>,
    projects: Vec<Project>,
    /// Those that may still be bought, by what they cost at least.
    open: BinaryHeap<Reverse<(u128, usize)>>,
    bits: u32,
    /// By how much less than noted anybody who has money left may have.
    doubt: i64,
    spent: u128,
}

/// What a voter of a bloc has at most.
#[derive(Debug, Clone, Copy)]
struct Purse {
    /// None left for certain is 0, and only that.
    left: i64,
    voters: i64,
}

#[derive(Debug)]
struct Project {
    cost: u64,
    votes: i64,
    blocs: Vec<u32>,
    is_bought: bool,
    /// What those who pay in full pay at least.
    floor: i64,
}

/// Supporters who give all they have when others pay a certain amount.
struct Poor {
    money: i64,
    voters: i64,
    /// Those of them who have some money.
    live: i64,
    /// The least that one of the others has.
    least: i64,
}

/// What is known of a project.
enum Look {
    /// It is dearer than another, at least this much for each unit of its cost.
    Dearer(u128),
    /// Its price, exact but for the doubt.
    Priced(Price),
    /// Its supporters do not hold its cost.
    Gone,
    /// It is too close to say.
    Open,
}

#[derive(Debug, Clone, Copy)]
struct Price {
    project: usize,
    /// What those pay who pay in full, at least and at most.
    pays: (i64, i64),
    /// The same for each unit of the cost.
    rho: (u128, u128),
    /// Voters who pay in full, if all pay who have any money; then rho is exactly one over this.
    all: Option<i64>,
}

impl<'a> Quick<'a> {
    pub(super) fn new(electorate: &'a Electorate, terms: &'a Terms) -> Self {
        let purse = |voters| Purse { left: 0, voters: i64::try_from(voters).unwrap_or(i64::MAX) };
        let project = |(place, cost): (usize, &u64)| Project {
            cost: *cost,
            votes: i64::try_from(electorate.votes(place)).unwrap_or(i64::MAX),
            blocs: electorate.support(place).iter().map(|(bloc, _)| *bloc).collect(),
            is_bought: false,
            floor: 0,
        };
        Self {
            terms,
            electorate,
            purses: electorate.blocs().iter().map(|bloc| purse(bloc.voters)).collect(),
            projects: terms.costs.iter().enumerate().map(project).collect(),
            open: BinaryHeap::new(),
            bits: 0,
            doubt: 0,
            spent: 0,
        }
    }

    pub(super) const fn spent(&self) -> u128 {
        self.spent
    }

    pub(super) fn is_bought(&self, project: usize) -> bool {
        self.projects.get(project).is_some_and(|project| project.is_bought)
    }

    /// Counts with each share raised by so many steps; `false` when that is too close to call.
    pub(super) fn count(&mut self, steps: u64) -> bool {
        if !self.begin(steps) {
            return false;
        }
        while self.spent <= u128::from(self.terms.budget) {
            match self.choose() {
                None => return false,
                Some(None) => break,
                Some(Some(price)) => self.buy(&price),
            }
        }
        true
    }

    /// Gives everybody a share; `false` when the amounts are too large.
    fn begin(&mut self, steps: u64) -> bool {
        let voters = u128::from(self.electorate.voters());
        let raised = u128::from(self.terms.step).checked_mul(u128::from(steps));
        let raised = raised.and_then(|raised| raised.checked_mul(voters));
        let Some(money) = raised.and_then(|raised| raised.checked_add(self.terms.budget.into()))
        else {
            return false;
        };
        let dearest = self.terms.costs.iter().copied().max().unwrap_or(0);
        let bits = u128::BITS - money.max(dearest.into()).max(voters).leading_zeros();
        let Some(bits) = MOST_BITS.checked_sub(bits) else {
            return false;
        };
        let Ok(share) = i64::try_from((money << bits).div_ceil(voters.max(1))) else {
            return false;
        };
        (self.bits, self.doubt, self.spent) = (bits, 1, 0);
        for purse in &mut self.purses {
            purse.left = share;
        }
        self.open.clear();
        for (place, project) in self.projects.iter_mut().enumerate() {
            project.is_bought = false;
            if project.votes > 0 && project.cost > 0 {
                project.floor = project.whole(bits) / project.votes;
                self.open.push(Reverse((project.rho(project.floor), place)));
            }
        }
        true
    }

    /// The project that is bought next, if any; `None` when it is too close to say.
    fn choose(&mut self) -> Option<Option<Price>> {
        let mut best: Option<Price> = None;
        let mut equals: Vec<Price> = Vec::new();
        let mut later = Vec::new();
        while let Some(Reverse((least, project))) = self.open.pop() {
            let enough = best.map_or(u128::MAX, |best| best.rho.1);
            if least > enough {
                self.open.push(Reverse((least, project)));
                break;
            }
            match self.look(project, enough) {
                Look::Open => return None,
                Look::Gone => {}
                Look::Dearer(least) => later.push(Reverse((least, project))),
                Look::Priced(price) => {
                    if price.rho.1 < enough {
                        best = Some(price);
                    }
                    equals.push(price);
                }
            }
        }
        self.open.extend(later);
        let Some(mut best) = best else {
            return Some(None);
        };
        let enough = best.rho.1;
        for price in &equals {
            if price.project != best.project && price.rho.0 <= enough {
                // Only what all pay for alike can be told apart without fractions.
                let (one, other) = (price.all?, best.all?);
                let order = |price: &Price| self.terms.order.get(price.project);
                if one > other || (one == other && order(price) < order(&best)) {
                    best = *price;
                }
            }
        }
        let rest = equals.iter().filter(|price| price.project != best.project);
        self.open.extend(rest.map(|price| Reverse((price.rho.0, price.project))));
        Some(Some(best))
    }

    /// What a project costs, or that it costs more than `enough` for each unit of its cost.
    fn look(&mut self, place: usize, enough: u128) -> Look {
        let Self { purses, projects, bits, doubt, .. } = self;
        let Some(project) = projects.get_mut(place) else {
            return Look::Gone;
        };
        let whole = project.whole(*bits);
        let mut limit = project.floor;
        for _ in 0..MOST_ESTIMATES {
            let poor = project.poor(purses, limit);
            let payers = project.votes - poor.voters;
            if payers <= 0 {
                return if poor.money < whole { Look::Gone } else { Look::Open };
            }
            // Never more than the price, whoever is taken to be poor: the others pay at least an
            // equal part of the rest.
            let least = (whole - poor.money).div_euclid(payers);
            project.floor = project.floor.max(least);
            let rho = project.rho(project.floor);
            if rho > enough {
                return Look::Dearer(rho);
            }
            // As everybody paying the limit would make no more than the cost, it is no more than
            // this: whoever has less than the limit is poor.
            if poor.least < least {
                limit = least;
                continue;
            }
            let missing = i128::from(whole - poor.money)
                + i128::from(*doubt) * i128::from(poor.live)
                + i128::from(payers - 1);
            let Ok(most) = i64::try_from(missing.div_euclid(payers.into())) else {
                return Look::Open;
            };
            if poor.least.saturating_sub(*doubt) < most {
                return Look::Open;
            }
            return Look::Priced(Price {
                project: place,
                pays: (least, most),
                rho: (project.rho(least), project.rho(most).saturating_add(1)),
                all: (poor.live == 0).then_some(payers),
            });
        }
        Look::Open
    }

    fn buy(&mut self, price: &Price) {
        let Some(project) = self.projects.get_mut(price.project) else {
            return;
        };
        project.is_bought = true;
        self.spent += u128::from(project.cost);
        let (least, most) = price.pays;
        for bloc in &project.blocs {
            if let Some(purse) = usize::try_from(*bloc).ok().and_then(|it| self.purses.get_mut(it))
            {
                purse.left = (purse.left - least).max(0);
            }
        }
        self.doubt = self.doubt.saturating_add(most - least);
    }
}

impl Project {
    /// Its cost in multiples of 2^-`bits`.
    fn whole(&self, bits: u32) -> i64 {
        i64::try_from(u128::from(self.cost) << bits).unwrap_or(i64::MAX)
    }

    /// What a voter pays for each unit of the cost, rounded down.
    fn rho(&self, pays: i64) -> u128 {
        (u128::try_from(pays).unwrap_or(0) << 64) / u128::from(self.cost.max(1))
    }

    /// Its supporters who have less than `limit`.
    fn poor(&self, purses: &[Purse], limit: i64) -> Poor {
        let mut poor = Poor { money: 0, voters: 0, live: 0, least: i64::MAX };
        for bloc in &self.blocs {
            let Some(purse) = usize::try_from(*bloc).ok().and_then(|bloc| purses.get(bloc)) else {
                continue;
            };
            // Without a branch: who is poor cannot be foreseen.
            let (is_poor, is_live) = (purse.left < limit, purse.left > 0);
            poor.money += if is_poor { purse.left * purse.voters } else { 0 };
            poor.voters += if is_poor { purse.voters } else { 0 };
            poor.live += if is_poor & is_live { purse.voters } else { 0 };
            poor.least = poor.least.min(if is_poor { i64::MAX } else { purse.left });
        }
        poor
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
        rules::equal_shares::race::Race,
    };

    fn electorate(ballots: &[(u16, u32)]) -> Electorate {
        let option = |place: u16| PollOption::new(place.to_string(), "", Amount::from(0));
        let options = (0..6).map(option).collect();
        let mut profile = Profile::new(BallotKind::Approval, options, None).unwrap();
        for (set, weight) in ballots {
            let marks = (0..6).filter(|place| set >> place & 1 == 1).map(OptionIndex::new);
            profile.push(Ballot::Approval(&marks.collect::<Vec<_>>()), *weight).unwrap();
        }
        Electorate::new(&profile, Rule::EqualShares).unwrap()
    }

    fn terms(budget: u64, costs: Vec<u64>, order: Vec<usize>) -> Terms {
        Terms { budget, costs, step: 1, order, fraction: 64 }
    }

    fn bought(is_bought: impl Fn(usize) -> bool) -> Vec<usize> {
        (0..6).filter(|place| is_bought(*place)).collect()
    }

    proptest! {
        #[test]
        fn what_is_told_quickly_is_true(
            scale in prop::sample::select(vec![1, 1_000_000_000, 200_000_000_000_000_000]),
            costs in prop::collection::vec(0..60_u64, 6),
            budget in 0..90_u64,
            ballots in prop::collection::vec((0..64_u16, 1..4_u32), 1..9),
            order in Just((0..6).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let electorate = electorate(&ballots);
            let costs = costs.into_iter().map(|cost| cost.saturating_mul(scale)).collect();
            let terms = terms(budget.saturating_mul(scale), costs, order);
            let mut quick = Quick::new(&electorate, &terms);
            for steps in (0..12).flat_map(|steps| [steps, steps * (scale / 2)]) {
                if quick.count(steps) {
                    let race = Race::run(&electorate, &terms, steps, false).unwrap();
                    prop_assert_eq!(quick.spent(), race.spent());
                    let exactly = bought(|place| race.is_bought(place));
                    prop_assert_eq!(bought(|place| quick.is_bought(place)), exactly);
                }
            }
        }
    }

    #[test]
    fn what_is_clear_is_told_and_what_is_close_is_not() {
        let electorate = electorate(&[(0b11, 2), (0b101, 1), (0b1000, 1)]);
        let order = || (0..6).collect();
        // Shares of 10: the first is a third of its cost for each; the second takes more than two
        // have left, the third what the last has and a bit.
        let clear = terms(40, vec![9, 15, 8, 11, 0, 0], order());
        let mut quick = Quick::new(&electorate, &clear);
        assert!(quick.count(0));
        assert_eq!((bought(|place| quick.is_bought(place)), quick.spent()), (vec![0], 9));
        assert!(quick.count(2));
        assert_eq!((bought(|place| quick.is_bought(place)), quick.spent()), (vec![0, 1, 2, 3], 43));
        // Exactly all that they have.
        let close = terms(40, vec![9, 14, 8, 11, 0, 0], order());
        assert!(!Quick::new(&electorate, &close).count(0));
    }

    #[test]
    fn equals_that_all_pay_alike_are_told_apart_by_their_order() {
        let electorate = electorate(&[(0b11, 3)]);
        for (order, first) in [(vec![0, 1, 2, 3, 4, 5], 0), (vec![1, 0, 2, 3, 4, 5], 1)] {
            let terms = terms(30, vec![20, 20, 0, 0, 0, 0], order);
            let mut quick = Quick::new(&electorate, &terms);
            assert!(quick.count(0));
            assert_eq!(bought(|place| quick.is_bought(place)), [first]);
        }
    }
}
