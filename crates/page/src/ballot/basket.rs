//! The basket of a budget: what the chosen projects cost together, against the money there is.

use participation::{BallotRule, Opening};

use crate::money::Purse;
use crate::words::Words;

/// A basket as it is shown, always in sight.
#[derive(Debug)]
pub(crate) struct Basket {
    /// How many are chosen.
    pub(crate) chosen: usize,
    /// What they cost.
    pub(crate) sum: String,
    /// The same in the smallest unit.
    pub(crate) units: u128,
    /// The money there is.
    pub(crate) budget: String,
    pub(crate) budget_units: u64,
    /// What is left, or what is too much.
    pub(crate) rest: String,
    /// Whether it costs more than there is.
    pub(crate) over: bool,
    /// Whether a ballot has to keep within the budget.
    pub(crate) binds: bool,
    pub(crate) decimals: u8,
    /// An amount with `{}` in the place of its number.
    pub(crate) pattern: String,
    /// The least that has to be used, if any.
    pub(crate) least: String,
}

impl Basket {
    /// The basket with these projects in it; `None` where no money is spent, or where projects get
    /// points or places.
    pub(crate) fn of(
        opening: &Opening,
        chosen: impl Iterator<Item = u16>,
        w: Words,
    ) -> Option<Self> {
        let budget = opening.counting.budget?;
        let (binds, percent) = match opening.ballot {
            BallotRule::BudgetPercent { percent } => (true, percent),
            BallotRule::BudgetMinimum { .. } => (true, 0),
            BallotRule::Approval { .. } | BallotRule::BudgetSelection { .. } => (false, 0),
            BallotRule::Points { .. } | BallotRule::Ranking { .. } => return None,
        };
        let decimals = opening.counting.decimals;
        let purse = Purse::of(opening);
        let cost = |place: u16| opening.options.get(usize::from(place)).map(|option| option.cost);
        let costs: Vec<u64> = chosen.filter_map(cost).collect();
        let units: u128 = costs.iter().map(|cost| u128::from(*cost)).sum();
        let all = u128::from(budget);
        let least = (all * u128::from(percent)).div_ceil(100);
        Some(Self {
            chosen: costs.len(),
            sum: purse.say(units, w),
            units,
            budget: purse.say(all, w),
            budget_units: budget,
            rest: purse.say(units.abs_diff(all), w),
            over: units > all,
            binds,
            decimals,
            pattern: purse.around("{}", w),
            least: if least > 0 { purse.say(least, w) } else { String::new() },
        })
    }
}
