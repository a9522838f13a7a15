//! Which project is next, and what its supporters pay for it.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::Signed;

use super::{
    Race,
    rounded::{Floor, NEVER, round},
};
use crate::rules::equal_shares::line::Line;

/// What the supporters of a project pay, exactly.
#[derive(Debug)]
pub(super) struct Price {
    /// What those pay who pay in full, times `payers`.
    pub(super) line: Line,
    /// Voters who pay in full.
    pub(super) payers: u64,
    /// Blocs that give all they have left, and have some.
    pub(super) poor: Vec<u32>,
    /// What those pay who pay in full and its slope, rounded down.
    pub(super) rounded: (i128, i128),
}

/// What rounded amounts say of a project.
enum Glance {
    /// They pay this at least.
    From(Floor),
    /// They do not hold its cost, or it is too close to say.
    Short,
}

impl Race<'_> {
    /// The project that is bought next and what is paid for it; with it the others that were as
    /// good. `None` when no supporters hold the cost of what is left.
    pub(super) fn choose(&mut self) -> Option<(usize, Price, Vec<usize>)> {
        let open = self.by_floor();
        let first = self.cheapest_at_a_glance(&open)?;
        let (mut best, mut equals) = (None::<(usize, Price)>, Vec::new());
        // Whatever rounding leaves open is compared exactly.
        for project in std::iter::once(first).chain(open.iter().map(|(_, project)| *project)) {
            if self.is_gone(project) || best.as_ref().is_some_and(|(best, _)| *best == project) {
                continue;
            }
            let high =
                best.as_ref().map_or(i128::MAX, |(best, price)| self.ceiling(*best, price).now);
            if self.floor(project).now > high
                || (!self.is_fresh(project) && !self.look(project, high))
                || self.floor(project).now > high
            {
                continue;
            }
            let Some(price) = self.price(project) else {
                self.leave(project);
                continue;
            };
            let Some((other, known)) = &best else {
                best = Some((project, price));
                continue;
            };
            match self.compare((project, &price), (*other, known)) {
                Ordering::Less => {
                    equals.clear();
                    best = Some((project, price));
                }
                Ordering::Equal => {
                    equals.push(project);
                    if self.order(project) < self.order(*other) {
                        if let Some(last) = equals.last_mut() {
                            *last = *other;
                        }
                        best = Some((project, price));
                    }
                }
                Ordering::Greater => {}
            }
        }
        let (project, price) = best?;
        if self.ahead {
            self.outlook(project, &price, &open);
        }
        equals.sort_unstable_by_key(|project| self.order(*project));
        Some((project, price, equals))
    }

    /// All that can still be bought, by what it costs at least.
    fn by_floor(&self) -> Vec<(i128, usize)> {
        let open = (0..self.terms.costs.len()).filter(|project| {
            self.electorate.votes(*project) > 0
                && self.cost(*project) > 0
                && !self.is_bought(*project)
                && !self.is_gone(*project)
        });
        let mut open: Vec<_> = open.map(|project| (self.floor(project).now, project)).collect();
        open.sort_unstable();
        open
    }

    /// Looks at projects from the lowest floor on, until none can have a lower one.
    fn cheapest_at_a_glance(&mut self, open: &[(i128, usize)]) -> Option<usize> {
        let mut best: Option<(i128, usize)> = None;
        for (floor, project) in open {
            if best.is_some_and(|(best, _)| *floor > best) {
                break;
            }
            if self.look(*project, best.map_or(i128::MAX, |(best, _)| best)) {
                let found = (self.floor(*project).now, *project);
                best = Some(best.map_or(found, |best| best.min(found)));
            }
        }
        best.map(|(_, project)| project)
    }

    pub(super) fn is_gone(&self, project: usize) -> bool {
        self.gone.get(project).is_none_or(|at| *at != NEVER)
    }

    pub(super) fn now(&self) -> u32 {
        u32::try_from(self.purchases.len()).unwrap_or(NEVER)
    }

    pub(super) fn is_fresh(&self, project: usize) -> bool {
        self.floors.get(project).and_then(|it| it.last()).is_some_and(|it| it.at == self.now())
    }

    /// What a project costs a voter at least for each unit of its cost.
    pub(super) fn floor(&self, project: usize) -> Floor {
        let known = self.floors.get(project).and_then(|floors| floors.last()).copied();
        known.unwrap_or_else(|| {
            // With all supporters paying the same.
            let votes = i128::from(self.electorate.votes(project).max(1));
            Floor { at: NEVER, now: (1_i128 << self.bits) / votes, slope: 0, limit: 0 }
        })
    }

    /// What a project costs a voter at most for each unit of its cost, its price being known.
    pub(super) fn ceiling(&self, project: usize, price: &Price) -> Floor {
        let cost = i128::from(self.cost(project).max(1));
        let (now, slope) = price.rounded;
        let above = |rounded: i128| rounded.saturating_add(1).div_euclid(cost).saturating_add(1);
        Floor { at: NEVER, now: above(now), slope: above(slope), limit: 0 }
    }

    /// Finds a project's floor anew, as well as needed to see that it is above `enough`; `false`
    /// when its supporters do not hold its cost.
    pub(super) fn look(&mut self, project: usize, enough: i128) -> bool {
        match self.glance(project, enough) {
            Glance::From(floor) => {
                if let Some(floors) = self.floors.get_mut(project) {
                    floors.push(floor);
                }
                true
            }
            Glance::Short if self.is_short(project) => {
                self.leave(project);
                false
            }
            // As good as all that its supporters have: only the exact price will tell.
            Glance::Short => true,
        }
    }

    fn glance(&self, project: usize, enough: i128) -> Glance {
        let votes = i128::from(self.electorate.votes(project));
        let unit = i128::from(self.cost(project).max(1));
        let cost = unit << self.bits;
        let mut pays = self.floor(project).now.saturating_mul(unit).min(cost);
        let mut known = -1;
        loop {
            let (mut money, mut slope, mut poor) = (0_i128, 0_i128, 0_i128);
            for (bloc, voters) in self.electorate.support(project) {
                let Some(purse) = usize::try_from(*bloc).ok().and_then(|it| self.purses.get(it))
                else {
                    continue;
                };
                let voters = i128::from(*voters);
                if purse.out != NEVER {
                    poor += voters;
                } else if purse.left < pays {
                    money += voters * purse.left;
                    slope += voters * purse.slope;
                    poor += voters;
                }
            }
            let rest = votes - poor;
            if rest <= 0 {
                return Glance::Short;
            }
            let next = (cost - money - poor).div_euclid(rest);
            let now = next.div_euclid(unit);
            if poor == known || next <= pays || now > enough {
                let slope = (-slope).div_euclid(rest).div_euclid(unit);
                // Not known when others may be poor too.
                let limit = if poor == known || next <= pays { pays } else { -1 };
                return Glance::From(Floor { at: self.now(), now, slope, limit });
            }
            (pays, known) = (next, poor);
        }
    }

    /// What all supporters of a project have left is less than its cost: the difference, over the
    /// present denominator, when it is positive.
    pub(super) fn missing(&self, project: usize) -> Line {
        let live = self.electorate.support(project).iter().filter(|(bloc, _)| self.is_live(*bloc));
        self.less_all_of(project, live.copied())
    }

    fn is_short(&self, project: usize) -> bool {
        self.missing_at_least(project).0 > 0 || self.missing(project).now.is_positive()
    }

    /// The same rounded down, with its slope.
    pub(super) fn missing_at_least(&self, project: usize) -> (i128, i128) {
        let (mut money, mut slope) = (0_i128, 0_i128);
        for (bloc, voters) in self.electorate.support(project) {
            let (left, change) = self.purse(*bloc);
            money += i128::from(*voters) * left;
            slope += i128::from(*voters) * change;
        }
        let votes = i128::from(self.electorate.votes(project));
        ((i128::from(self.cost(project)) << self.bits) - money - votes, -slope)
    }

    pub(super) fn is_live(&self, bloc: u32) -> bool {
        let purse = usize::try_from(bloc).ok().and_then(|bloc| self.purses.get(bloc));
        purse.is_some_and(|purse| purse.out == NEVER)
    }

    /// A project's cost less all that these blocs, with their voters, have left; over the present
    /// denominator.
    fn less_all_of(&self, project: usize, blocs: impl Iterator<Item = (u32, u64)>) -> Line {
        let mut voters = 0;
        let mut paid = vec![0_u64; self.purchases.len()];
        for (bloc, weight) in blocs {
            voters += weight;
            for option in self.electorate.bloc(bloc).map_or(&[][..], |bloc| &bloc.approved) {
                let at = self.bought.get(option.place()).copied().unwrap_or(NEVER);
                if let Some(paid) = usize::try_from(at).ok().and_then(|at| paid.get_mut(at)) {
                    *paid += weight;
                }
            }
        }
        self.balance(self.cost(project), voters, &paid)
    }

    /// The exact price of a project; `None` when its supporters do not hold its cost.
    pub(super) fn price(&self, project: usize) -> Option<Price> {
        let known = self.floors.get(project).and_then(|floors| floors.last());
        let limit = match known.filter(|floor| floor.at == self.now() && floor.limit >= 0) {
            Some(floor) => Some(floor.limit),
            None => match self.glance(project, i128::MAX) {
                Glance::From(floor) => Some(floor.limit),
                Glance::Short => None,
            },
        };
        let blocs = self.electorate.support(project);
        let live = || blocs.iter().copied().filter(|(bloc, _)| self.is_live(*bloc));
        if let Some(limit) = limit {
            let poor: Vec<u32> =
                live().map(|(bloc, _)| bloc).filter(|bloc| self.purse(*bloc).0 < limit).collect();
            if let Some(price) = self.price_with(project, poor) {
                let fits = |bloc: u32, poor: bool| match self.against(bloc, &price) {
                    Ordering::Less => poor,
                    Ordering::Equal => true,
                    Ordering::Greater => !poor,
                };
                let mut poor = price.poor.iter().copied().peekable();
                if live().all(|(bloc, _)| {
                    let is_poor = poor.next_if_eq(&bloc).is_some();
                    fits(bloc, is_poor)
                }) {
                    return Some(price);
                }
            }
        }
        // Rounding misled: from nobody being poor on, whoever has less than the equal part is.
        let mut price = self.price_with(project, Vec::new())?;
        loop {
            let poor: Vec<u32> = live()
                .map(|(bloc, _)| bloc)
                .filter(|bloc| self.against(*bloc, &price) == Ordering::Less)
                .collect();
            if poor.len() == price.poor.len() {
                return Some(price);
            }
            price = self.price_with(project, poor)?;
        }
    }

    /// The price when these supporters give all they have; `None` when nobody is left to pay.
    fn price_with(&self, project: usize, poor: Vec<u32>) -> Option<Price> {
        let blocs = self.electorate.support(project);
        let live = blocs.iter().filter(|(bloc, _)| self.is_live(*bloc));
        let mut payers: u64 = live.map(|(_, voters)| voters).sum();
        let weights: Vec<(u32, u64)> = poor
            .iter()
            .filter_map(|bloc| {
                let at = blocs.binary_search_by_key(bloc, |(bloc, _)| *bloc).ok()?;
                blocs.get(at).copied()
            })
            .collect();
        payers -= weights.iter().map(|(_, voters)| voters).sum::<u64>();
        if payers == 0 {
            return None;
        }
        let line = self.less_all_of(project, weights.into_iter());
        let over = self.over(self.purchases.len()) * payers;
        let rounded = (round(&line.now, &over, self.bits), round(&line.slope, &over, self.bits));
        Some(Price { line, payers, poor, rounded })
    }

    pub(super) fn purse(&self, bloc: u32) -> (i128, i128) {
        let purse = usize::try_from(bloc).ok().and_then(|bloc| self.purses.get(bloc));
        purse.map_or((0, 0), |purse| (purse.left, purse.slope))
    }

    /// What a voter of the bloc has left, less the price; over the denominator of the price.
    pub(super) fn beyond(&self, bloc: u32, price: &Price) -> Line {
        let left = self.left(bloc, self.purchases.len());
        left.times(price.payers, 1).minus(&price.line)
    }

    /// How what a voter of the bloc has left compares with the price.
    fn against(&self, bloc: u32, price: &Price) -> Ordering {
        let (beyond, doubt) = (self.purse(bloc).0 - price.rounded.0, self.doubt());
        if beyond.abs() > doubt {
            return beyond.cmp(&0);
        }
        self.beyond(bloc, price).now.cmp(&BigInt::ZERO)
    }

    /// How two projects compare: less is bought first.
    fn compare(&self, one: (usize, &Price), other: (usize, &Price)) -> Ordering {
        self.gap(one, other).now.cmp(&BigInt::ZERO)
    }

    /// How much more a unit of the cost of one project costs a voter than of another; over a
    /// denominator that does not matter.
    pub(super) fn gap(&self, one: (usize, &Price), other: (usize, &Price)) -> Line {
        let line = one.1.line.times(other.1.payers, self.cost(other.0));
        line.minus(&other.1.line.times(one.1.payers, self.cost(one.0)))
    }
}
