//! Rounded amounts: what can be told without fractions, and going back to an earlier purchase.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use super::Race;
use crate::count::CountError;
use crate::rules::equal_shares::line::Steps;

/// No purchase.
pub(super) const NEVER: u32 = u32::MAX;

/// Bits that the money of all voters may take, so that no sum of 128 bits overflows.
const MOST_BITS: u64 = 118;

/// Bits that it takes to begin with: shares grow, and rounding anew means counting anew.
const FIRST_BITS: u64 = 110;

/// Bits behind the point; more would not tell more apart.
pub(in super::super) const MOST_FRACTION: u64 = 64;

/// Steps after which it costs nothing to look again.
pub(super) const FAR: Steps = Steps::Some(1 << 20);

/// What a voter of a bloc has left: rounded, at most one unit below for the share and one above
/// for each purchase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Purse {
    pub(super) left: i128,
    /// By how much that changes with a step; never below the truth, and at most one unit above
    /// for each purchase.
    pub(super) slope: i128,
    /// The purchase to which it gave all that was left.
    pub(super) out: u32,
}

/// What a voter pays at least for a unit of a project's cost, as a rounded line. It stays true:
/// from purchase to purchase voters only have less, and whichever supporters are taken to pay
/// all they have, the others pay no less than an equal part of the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Floor {
    /// Before which purchase it was found.
    pub(super) at: u32,
    pub(super) now: i128,
    pub(super) slope: i128,
    /// Supporters with less left than this were taken to pay all they have.
    pub(super) limit: i128,
}

impl Default for Purse {
    fn default() -> Self {
        Self { left: 0, slope: 0, out: NEVER }
    }
}

impl Race<'_> {
    /// Begins anew at the present step.
    pub(super) fn restart(&mut self) -> Result<(), CountError> {
        let bits = self.money_bits();
        if bits > FIRST_BITS {
            return Err(CountError::TooLarge);
        }
        self.bits = u32::try_from((FIRST_BITS - bits).min(self.terms.fraction)).unwrap_or(0);
        self.keep(0, 0);
        Ok(())
    }

    /// Whether shares have grown so much that amounts have to be rounded more.
    pub(super) fn too_coarse(&self) -> bool {
        self.money_bits() + u64::from(self.bits) > MOST_BITS
    }

    fn money_bits(&self) -> u64 {
        let dearest = self.terms.costs.iter().copied().max().unwrap_or(0);
        self.money().max(BigInt::from(dearest)).bits()
    }

    /// Goes back to after the first `kept` purchases, at a step that is `ahead` of the one they
    /// were made at and at which they are still made.
    pub(super) fn keep(&mut self, kept: usize, ahead: u64) {
        self.purchases.truncate(kept);
        self.good_until = self.purchases.last().and_then(|last| last.good_until);
        let kept = u32::try_from(kept).unwrap_or(NEVER);
        for at in self.bought.iter_mut().chain(&mut self.gone).filter(|at| **at >= kept) {
            *at = NEVER;
        }
        self.spent = self.purchases.iter().map(|it| u128::from(self.cost(it.project))).sum();
        for floors in &mut self.floors {
            // Those found before the purchase that comes next are found again.
            floors.retain(|floor| floor.at < kept);
            for floor in floors {
                let more = i128::from(ahead).checked_mul(floor.slope);
                match more.and_then(|more| floor.now.checked_add(more)) {
                    Some(now) => floor.now = now,
                    // Nobody is ever paid for paying.
                    None => (floor.now, floor.slope) = (0, 0),
                }
            }
        }
        let (share, slope) = self.share();
        for purse in &mut self.purses {
            let out = if purse.out < kept { purse.out } else { NEVER };
            *purse = Purse { left: share, slope, out };
        }
        let bits = self.bits;
        for (at, purchase) in (0_u32..).zip(&mut self.purchases) {
            purchase.pays.advance(ahead);
            purchase.rounded.0 = round(&purchase.pays.now, &purchase.over, bits);
            for (bloc, _) in self.electorate.support(purchase.project) {
                let purse = usize::try_from(*bloc).ok().and_then(|bloc| self.purses.get_mut(bloc));
                if let Some(purse) = purse.filter(|purse| purse.out > at) {
                    purse.left -= purchase.rounded.0;
                    purse.slope -= purchase.rounded.1;
                }
            }
        }
        for purse in self.purses.iter_mut().filter(|purse| purse.out != NEVER) {
            (purse.left, purse.slope) = (0, 0);
        }
    }

    /// A voter's share and by how much a step raises it, rounded down.
    pub(super) fn share(&self) -> (i128, i128) {
        let all = BigInt::from(self.electorate.voters());
        (round(&self.money(), &all, self.bits), i128::from(self.terms.step) << self.bits)
    }

    /// By how much rounded amounts may be wrong before the next purchase.
    pub(super) fn doubt(&self) -> i128 {
        i128::try_from(self.purchases.len()).map_or(i128::MAX, |purchases| purchases + 1)
    }
}

/// `amount` / `over` in multiples of 2^-`bits`, rounded down; at the ends when it does not fit.
pub(super) fn round(amount: &BigInt, over: &BigInt, bits: u32) -> i128 {
    let end = if amount.is_negative() { i128::MIN } else { i128::MAX };
    (amount << bits).div_floor(over).to_i128().unwrap_or(end)
}

/// Whether `now` + `slope` * steps stays at or above zero for so many steps.
pub(super) fn lasts(now: i128, slope: i128, most: Steps) -> bool {
    match most {
        _ if slope >= 0 => now >= 0,
        Steps::Ever => false,
        Steps::Some(steps) => {
            let change = slope.checked_mul(i128::from(steps));
            change.and_then(|change| now.checked_add(change)).is_some_and(|then| then >= 0)
        }
    }
}

/// For how many steps `now` + `slope` * steps, which is not below zero now, stays so.
pub(super) fn lasting(now: i128, slope: i128) -> Steps {
    if slope >= 0 {
        return Steps::Ever;
    }
    let steps = now.div_euclid(slope.saturating_neg());
    u64::try_from(steps).map_or(if steps < 0 { Steps::Some(0) } else { Steps::Ever }, Steps::Some)
}
