//! STV by Meek's method: whoever is elected keeps of each ballot only what they need.
//!
//! Defined: I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: Single Transferable Vote
//! by Meek's Method", The Computer Journal 30 (1987); counted here by the Reference Meek Rule of the
//! Proportional Representation Foundation
//! (prfound.org/resources/reference/reference-meek-rule), whose steps the comments name.
//! Used by: local elections in New Zealand (in a form of its own, and with other rounding), and
//! societies.
//!
//! Every option has a keep factor: 1 at first, 0 once excluded. A ballot goes down its ranking, and
//! each option keeps its factor of what reaches it, rounded up at the ninth decimal. The quota is
//! the votes of all divided by seats + 1, cut at the ninth decimal, plus 0.000000001. Whoever has
//! the quota is elected. Then the factors of the elected are lowered (times quota, divided by
//! votes, both rounded up) until their votes together exceed the quota by less than omega,
//! 0.000001, or by no less than the time before; then the one with the fewest votes is excluded.
//!
//! Traps. It cannot be counted by hand. The quota falls as rankings end. The reference rule knows
//! no exclusion of several at once, and neither does this. Options whose votes differ from the
//! fewest by no more than the surplus that is left count as tied, and the reference rule leaves
//! to the election how ties are broken: the caller's order decides, with no look back. The order of
//! election within a round is by votes. With no valid ballot nobody is elected.

use std::num::NonZeroU16;

use super::{
    breaker::{Breaker, at, id},
    course::Course,
    papers::Papers,
    tree::Tree,
};
use crate::{
    count::CountError,
    outcome::{Sharing, Stage, StageTie, Votes},
    profile::{OptionIndex, Profile},
};

/// Decimals of a vote.
const DECIMALS: u8 = 9;
/// One vote, in units of the last decimal.
const ONE: u64 = 1_000_000_000;
/// Surplus below which the votes are settled: 0.000001.
const OMEGA: u128 = 1_000;

/// Counts the ballots.
pub(super) fn count(
    profile: &Profile,
    papers: &Papers,
    tree: &Tree,
    seats: NonZeroU16,
    breaker: &mut Breaker<'_>,
) -> Result<Course, CountError> {
    let first = papers.first(profile.options().len())?;
    let valid = first.iter().try_fold(0_u64, |sum, votes| sum.checked_add(*votes));
    let valid = valid.ok_or(CountError::TooLarge)?;
    if valid == 0 {
        return Ok(Course { first, ..Course::default() });
    }
    let mut race = Race::new(profile, valid, seats);
    // B.1; whoever is left takes the seats that are left.
    while race.hopeful.len() > race.vacancies() && race.vacancies() > 0 {
        race.round(tree, breaker)?;
    }
    race.fill(tree, breaker)?;
    Ok(Course { stages: race.stages, elected: race.elected, first, valid })
}

struct Race<'a> {
    profile: &'a Profile,
    seats: NonZeroU16,
    /// All votes at the start, in units of the last decimal.
    all: u128,
    /// Keep factors, in units of the last decimal.
    keep: Vec<u64>,
    votes: Vec<u128>,
    quota: u128,
    /// Neither elected nor excluded, as they are listed.
    hopeful: Vec<OptionIndex>,
    elected: Vec<OptionIndex>,
    stages: Vec<Stage>,
}

impl<'a> Race<'a> {
    fn new(profile: &'a Profile, valid: u64, seats: NonZeroU16) -> Self {
        Self {
            profile,
            seats,
            all: u128::from(valid) * u128::from(ONE),
            keep: vec![ONE; profile.options().len()],
            votes: vec![0; profile.options().len()],
            quota: 0,
            hopeful: profile.indexes().collect(),
            elected: Vec::new(),
            stages: Vec::new(),
        }
    }

    /// B.2 to B.4: shares ballots out until somebody is elected or the votes are settled, and
    /// excludes somebody then.
    fn round(&mut self, tree: &Tree, breaker: &mut Breaker<'_>) -> Result<(), CountError> {
        let mut before = None;
        let mut iterations = 0;
        let mut ties = Vec::new();
        loop {
            iterations += 1;
            self.share_out(tree)?;
            let elected = self.find_winners(breaker, &mut ties);
            let surplus = self.surplus();
            if !elected.is_empty() {
                self.write_down((surplus, iterations), &elected, &[], ties);
                return Ok(());
            }
            // B.2.e
            if surplus < OMEGA || before.is_some_and(|before| surplus >= before) {
                let out = self.lowest(surplus, breaker, &mut ties);
                self.write_down((surplus, iterations), &[], out.as_slice(), ties);
                if let Some(out) = out {
                    self.hopeful.retain(|option| *option != out);
                    self.set_keep(out, 0);
                }
                return Ok(());
            }
            before = Some(surplus);
            self.update_keep_factors()?;
        }
    }

    /// B.2.a and B.2.b.
    fn share_out(&mut self, tree: &Tree) -> Result<(), CountError> {
        self.votes.fill(0);
        // What reaches the option at each depth of a ranking.
        let mut reaching = vec![0_u64; tree.longest + 1];
        if let Some(top) = reaching.first_mut() {
            *top = ONE;
        }
        let mut at = 0;
        while let Some(node) = tree.node(at) {
            let reaches = reaching.get(node.depth).copied().unwrap_or(0);
            let keep = self.keep.get(node.option.place()).copied().unwrap_or(0);
            // Both are at most one vote, so the product fits.
            let kept = (reaches * keep).div_ceil(ONE);
            if let Some(votes) = self.votes.get_mut(node.option.place()) {
                *votes += u128::from(kept) * u128::from(node.weight);
            }
            let left = reaches.saturating_sub(kept);
            if let Some(below) = reaching.get_mut(node.depth + 1) {
                *below = left;
            }
            at = if left == 0 { node.beyond } else { at + 1 };
        }
        self.quota = self.counted() / (u128::from(self.seats.get()) + 1) + 1;
        Ok(())
    }

    /// B.2.c
    fn find_winners(
        &mut self,
        breaker: &mut Breaker<'_>,
        ties: &mut Vec<StageTie>,
    ) -> Vec<OptionIndex> {
        let reached = |option: &OptionIndex| self.of(*option) >= self.quota;
        let mut elected: Vec<OptionIndex> = self.hopeful.iter().copied().filter(reached).collect();
        breaker.order(&mut elected, &self.votes, &[], DECIMALS, ties);
        // More than the seats cannot have the quota, but for the rounding of those elected before.
        elected.truncate(self.vacancies());
        self.hopeful.retain(|option| !elected.contains(option));
        self.elected.extend(&elected);
        elected
    }

    /// B.2.d
    fn surplus(&self) -> u128 {
        let sum = self.elected.iter().fold(0, |sum: u128, option| sum + self.of(*option));
        let quotas = u128::try_from(self.elected.len()).unwrap_or(u128::MAX);
        sum.saturating_sub(self.quota.saturating_mul(quotas))
    }

    /// B.2.f
    fn update_keep_factors(&mut self) -> Result<(), CountError> {
        for option in self.elected.clone() {
            let keep = u128::from(self.keep.get(option.place()).copied().unwrap_or(0));
            let times_quota = keep.checked_mul(self.quota).ok_or(CountError::TooLarge)?;
            let scaled = times_quota.div_ceil(u128::from(ONE)).checked_mul(u128::from(ONE));
            let scaled = scaled.ok_or(CountError::TooLarge)?;
            let new = scaled.div_ceil(self.of(option).max(1));
            // Nobody can keep more than all that reaches them.
            self.set_keep(option, u64::try_from(new).unwrap_or(ONE).min(ONE));
        }
        Ok(())
    }

    /// B.3
    fn lowest(
        &self,
        surplus: u128,
        breaker: &mut Breaker<'_>,
        ties: &mut Vec<StageTie>,
    ) -> Option<OptionIndex> {
        let fewest = self.hopeful.iter().map(|option| self.of(*option)).min()?;
        let tied = |option: &OptionIndex| self.of(*option) <= fewest.saturating_add(surplus);
        let tied: Vec<OptionIndex> = self.hopeful.iter().copied().filter(tied).collect();
        breaker.exclude(&tied, &[], self.show(fewest), (false, ties))
    }

    /// C: seats that are left go to the hopeful that are left.
    fn fill(&mut self, tree: &Tree, breaker: &mut Breaker<'_>) -> Result<(), CountError> {
        if self.vacancies() == 0 {
            return Ok(());
        }
        if self.stages.is_empty() {
            self.share_out(tree)?;
            self.write_down((self.surplus(), 1), &[], &[], Vec::new());
        }
        let mut filled = std::mem::take(&mut self.hopeful);
        let mut ties = Vec::new();
        breaker.order(&mut filled, &self.votes, &[], DECIMALS, &mut ties);
        let ids = filled.iter().map(|option| id(self.profile, *option)).collect();
        if let Some(stage) = self.stages.last_mut() {
            stage.filled = ids;
            stage.ties.extend(ties);
        }
        self.elected.extend(filled);
        Ok(())
    }

    fn write_down(
        &mut self,
        (surplus, iterations): (u128, u32),
        elected: &[OptionIndex],
        excluded: &[OptionIndex],
        ties: Vec<StageTie>,
    ) {
        let ids = |options: &[OptionIndex]| -> Vec<String> {
            options.iter().map(|option| id(self.profile, *option)).collect()
        };
        let left = self.profile.indexes().filter(|option| {
            self.hopeful.binary_search(option).is_ok() || self.elected.contains(option)
        });
        let left: Vec<OptionIndex> = left.collect();
        let named = left.iter().map(|option| id(self.profile, *option));
        let votes = left.iter().map(|option| self.show(self.of(*option)));
        let keep = left.iter().map(|option| {
            self.show(u128::from(self.keep.get(option.place()).copied().unwrap_or(0)))
        });
        let stage = Stage {
            number: u32::try_from(self.stages.len() + 1).unwrap_or(u32::MAX),
            quota: self.show(self.quota),
            transfer: None,
            votes: named.clone().zip(votes).collect(),
            uncounted: self.show(self.all.saturating_sub(self.counted())),
            waiting: 0,
            sharing: Some(Sharing {
                keep: named.zip(keep).collect(),
                surplus: self.show(surplus),
                iterations,
            }),
            elected: ids(elected),
            filled: Vec::new(),
            excluded: ids(excluded),
            ties,
        };
        self.stages.push(stage);
    }

    fn vacancies(&self) -> usize {
        usize::from(self.seats.get()).saturating_sub(self.elected.len())
    }

    fn counted(&self) -> u128 {
        self.votes.iter().sum()
    }

    fn of(&self, option: OptionIndex) -> u128 {
        at(&self.votes, option)
    }

    fn set_keep(&mut self, option: OptionIndex, keep: u64) {
        if let Some(slot) = self.keep.get_mut(option.place()) {
            *slot = keep;
        }
    }

    const fn show(&self, units: u128) -> Votes {
        Votes::new(units, DECIMALS)
    }
}
