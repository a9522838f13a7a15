//! Equal Shares at one size of the shares, and how far that carries.
//!
//! Every amount is a line: what it is at the present step, and by how much it changes with each
//! step by which the shares are raised. Whatever is compared is compared exactly, and each
//! comparison says for how many more steps it comes out the same. The least of those is
//! [`Race::good_until`]: up to there the same projects are bought in the same order by the same
//! people, and the next step is the next that has to be looked at. Only the purchases from the
//! first changed comparison on are then made again.
//!
//! Exact fractions are slow, so amounts are also kept rounded, in multiples of 2^-`bits` of the
//! smallest unit, with a bound on what rounding did. A comparison that the rounded amounts leave
//! open is made again with the exact ones; nothing is ever decided by rounding.

mod outlook;
mod price;
mod rounded;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{electorate::Electorate, line::Line};
use crate::count::CountError;
use price::Price;
pub(super) use rounded::MOST_FRACTION;
use rounded::{Floor, NEVER, Purse};

/// What is to be bought, and with how much.
#[derive(Debug)]
pub(super) struct Terms {
    /// The budget in the common unit.
    pub(super) budget: u64,
    /// The costs in the common unit.
    pub(super) costs: Vec<u64>,
    /// Common units in a step.
    pub(super) step: u64,
    /// Each project's place in the order that decides between equals; the lowest goes first.
    pub(super) order: Vec<usize>,
    /// Bits behind the point of rounded amounts. Any number gives the same count; with few, more
    /// comparisons have to be made exactly.
    pub(super) fraction: u64,
}

/// A count that is under way.
#[derive(Debug)]
pub(super) struct Race<'a> {
    electorate: &'a Electorate,
    terms: &'a Terms,
    /// Whether anybody wants to know how far the outcome carries.
    ahead: bool,
    /// Steps by which shares are raised.
    steps: u64,
    bits: u32,
    purchases: Vec<Bought>,
    purses: Vec<Purse>,
    /// For each project, the purchase that it is, or [`NEVER`].
    bought: Vec<u32>,
    /// For each project, before which purchase its supporters no longer held its cost.
    gone: Vec<u32>,
    floors: Vec<Vec<Floor>>,
    /// The last step for which all comparisons come out the same; none: for ever.
    good_until: Option<u64>,
    spent: u128,
}

/// A project that was bought.
#[derive(Debug)]
pub(super) struct Bought {
    /// Its place.
    pub(super) project: usize,
    /// What those pay who pay in full, over `over`.
    pub(super) pays: Line,
    /// Denominator of `pays`.
    pub(super) over: BigInt,
    /// By what `over` is larger than that of the purchase before.
    pub(super) factor: u64,
    /// `pays` and its slope, rounded down.
    rounded: (i128, i128),
    /// How far the outcome carries, by all comparisons up to here.
    good_until: Option<u64>,
    /// Other projects that were as good and came later in the order.
    pub(super) equals: Vec<usize>,
}

impl<'a> Race<'a> {
    /// A count with each share raised by so many steps, run to its end. `ahead`: whether it can
    /// go on from there.
    pub(super) fn run(
        electorate: &'a Electorate,
        terms: &'a Terms,
        steps: u64,
        ahead: bool,
    ) -> Result<Self, CountError> {
        let projects = terms.costs.len();
        let mut race = Self {
            electorate,
            terms,
            ahead,
            steps,
            bits: 0,
            purchases: Vec::new(),
            purses: vec![Purse::default(); electorate.blocs().len()],
            bought: vec![NEVER; projects],
            gone: vec![NEVER; projects],
            floors: vec![Vec::new(); projects],
            good_until: None,
            spent: 0,
        };
        race.restart()?;
        race.finish()?;
        Ok(race)
    }

    /// Counts again with each share raised by so many steps, more than now.
    pub(super) fn go_on(&mut self, steps: u64) -> Result<(), CountError> {
        let ahead = steps - self.steps;
        let changed = |purchase: &Bought| purchase.good_until.is_some_and(|until| until < steps);
        let kept = self.purchases.iter().position(changed).unwrap_or(self.purchases.len());
        self.steps = steps;
        if self.too_coarse() {
            self.restart()?;
        } else {
            self.keep(kept, ahead);
        }
        self.finish()
    }

    pub(super) const fn steps(&self) -> u64 {
        self.steps
    }

    /// The last step with this outcome and these ways to pay; none: all steps.
    pub(super) const fn good_until(&self) -> Option<u64> {
        self.good_until
    }

    pub(super) const fn spent(&self) -> u128 {
        self.spent
    }

    pub(super) fn purchases(&self) -> &[Bought] {
        &self.purchases
    }

    pub(super) fn is_bought(&self, project: usize) -> bool {
        self.bought.get(project).is_some_and(|at| *at != NEVER)
    }

    /// Before which purchase a bloc ran out of money, that is in which it gave all it had left.
    pub(super) fn out(&self, bloc: u32) -> Option<usize> {
        let out = self.purses.get(usize::try_from(bloc).ok()?)?.out;
        usize::try_from(out).ok().filter(|_| out != NEVER)
    }

    /// Which of the first `purchases` a bloc approves of.
    pub(super) fn bought_before(&self, bloc: u32, purchases: usize) -> Vec<usize> {
        let approved = self.electorate.bloc(bloc).map_or(&[][..], |bloc| &bloc.approved);
        let at = approved.iter().filter_map(|option| self.bought.get(option.place()));
        let at = at.filter_map(|at| usize::try_from(*at).ok());
        let mut before: Vec<usize> = at.filter(|at| *at < purchases).collect();
        before.sort_unstable();
        before
    }

    /// What a voter of the bloc has left after the first `purchases`, over the denominator of the
    /// last of them.
    pub(super) fn left(&self, bloc: u32, purchases: usize) -> Line {
        let mut paid = vec![0; purchases];
        for at in self.bought_before(bloc, purchases) {
            if let Some(paid) = paid.get_mut(at) {
                *paid = 1;
            }
        }
        self.balance(0, 1, &paid).negated()
    }

    /// `cost` less the share of so many voters, and what they paid of each purchase added; over
    /// the denominator of the last purchase in `paid`.
    fn balance(&self, cost: u64, voters: u64, paid: &[u64]) -> Line {
        let all = self.electorate.voters();
        let mut line = Line {
            now: BigInt::from(cost) * all - self.money() * voters,
            slope: -(BigInt::from(self.terms.step) * all * voters),
        };
        for (purchase, paid) in self.purchases.iter().zip(paid) {
            line.times_and(purchase.factor, *paid, &purchase.pays);
        }
        line
    }

    /// The shares of all voters together, in common units.
    pub(super) fn money(&self) -> BigInt {
        let raised = BigInt::from(self.terms.step) * self.electorate.voters() * self.steps;
        raised + self.terms.budget
    }

    /// The denominator after so many purchases.
    pub(super) fn over(&self, purchases: usize) -> BigInt {
        let last = purchases.checked_sub(1).and_then(|last| self.purchases.get(last));
        last.map_or_else(|| BigInt::from(self.electorate.voters()), |last| last.over.clone())
    }

    /// Buys until nothing is left that its supporters can pay, or more than the budget is spent:
    /// then all there is to know is that it was overspent.
    fn finish(&mut self) -> Result<(), CountError> {
        while self.spent <= u128::from(self.terms.budget) {
            let Some((project, price, equals)) = self.choose() else {
                break;
            };
            self.buy(project, price, equals)?;
        }
        Ok(())
    }

    fn buy(&mut self, project: usize, price: Price, equals: Vec<usize>) -> Result<(), CountError> {
        let at = u32::try_from(self.purchases.len()).map_err(|_| CountError::TooLarge)?;
        let (rounded, slope) = price.rounded;
        for (bloc, _) in self.electorate.support(project) {
            let purse = usize::try_from(*bloc).ok().and_then(|bloc| self.purses.get_mut(bloc));
            if let Some(purse) = purse.filter(|purse| purse.out == NEVER) {
                purse.left -= rounded;
                purse.slope -= slope;
            }
        }
        for bloc in &price.poor {
            let purse = usize::try_from(*bloc).ok().and_then(|bloc| self.purses.get_mut(bloc));
            if let Some(purse) = purse {
                *purse = Purse { left: 0, slope: 0, out: at };
            }
        }
        // The smallest denominator that does for the present amount and for its slope.
        let rest = |amount: &BigInt, of: u64| amount.mod_floor(&of.into()).to_u64().unwrap_or(1);
        let common = rest(&price.line.now, price.payers).gcd(&price.payers);
        let common = rest(&price.line.slope, common).gcd(&common);
        let factor = price.payers / common;
        let Line { now, slope } = price.line;
        let pays = Line { now: now / common, slope: slope / common };
        if let Some(bought) = self.bought.get_mut(project) {
            *bought = at;
        }
        self.spent += u128::from(self.cost(project));
        self.purchases.push(Bought {
            project,
            pays,
            over: self.over(self.purchases.len()) * factor,
            factor,
            rounded: price.rounded,
            good_until: self.good_until,
            equals,
        });
        Ok(())
    }

    fn cost(&self, project: usize) -> u64 {
        self.terms.costs.get(project).copied().unwrap_or(0)
    }

    fn order(&self, project: usize) -> usize {
        self.terms.order.get(project).copied().unwrap_or(usize::MAX)
    }
}
