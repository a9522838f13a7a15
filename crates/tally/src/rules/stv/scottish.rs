//! STV as Scottish councils count it.
//!
//! Defined: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45
//! to 52. Used by: the elections of all 32 Scottish councils since 2007, in wards of three or
//! four seats for the most part.
//!
//! - Rule 46: the quota is the valid papers divided by seats + 1, decimals ignored, plus one.
//! - Rule 47: who has the quota at any stage is elected.
//! - Rules 48 and 49: surpluses go one at a time, a stage for each, the largest first whenever it
//!   arose. All papers of the elected candidate go on at surplus × value / votes, with decimals
//!   beyond the fifth ignored (the weighted inclusive Gregory method). Of equal surpluses goes
//!   first who had more votes at the latest stage at which they differ, then by lot.
//! - Rules 50 and 51: with no surplus left, the candidate with the fewest votes is excluded, one at
//!   a time, each a stage even with no vote at all; papers go on at the value they have. Of several
//!   with the fewest goes who had fewer at the latest stage at which they differ, then by lot. Where
//!   more than two are equal and the latest stage singles out several of them, these are compared
//!   at the stages before it.
//! - Rule 52: when as many candidates are left as seats, they are elected.
//!
//! Traps. Rule 52(2) says that no further transfer is made once the last seats can be filled. The
//! published counts still pass on the papers of the candidate whose exclusion leaves as many
//! candidates as seats, as the last stage; only what would come after it is left out. So does this
//! one: of two that are then left, one may so reach the quota and the order of election depends
//! on it. The order of election within a stage is by votes, which the order does not say but
//! the published results do. Decimals that are dropped are lost to everybody, so the votes of a
//! late stage do not add up to the papers. Candidates without the quota, even without any vote, can
//! take the last seats. With no valid paper nobody is elected, where the order would draw lots.

use std::{cmp::Reverse, collections::BTreeMap, num::NonZeroU16};

use super::{
    breaker::{Breaker, at, id},
    course::Course,
    papers::Papers,
};
use crate::{
    count::CountError,
    outcome::{Parcel, Stage, StageTie, Transfer, Votes, Why},
    preferences::Mark,
    profile::{OptionIndex, Profile},
};

/// Decimals of a vote.
const DECIMALS: u8 = 5;
/// One vote, in units of the last decimal.
const ONE: u64 = 100_000;

/// Counts the papers.
pub(super) fn count(
    profile: &Profile,
    papers: &Papers,
    seats: NonZeroU16,
    breaker: &mut Breaker<'_>,
) -> Result<Course, CountError> {
    let first = papers.first(profile.options().len())?;
    let valid = first.iter().try_fold(0_u64, |sum, votes| sum.checked_add(*votes));
    let valid = valid.ok_or(CountError::TooLarge)?;
    if valid == 0 {
        return Ok(Course { first, ..Course::default() });
    }
    let mut ward = Ward::new(profile, papers, valid, seats);
    let mut transfer = None;
    let mut ties = Vec::new();
    loop {
        let over = ward.close(transfer, ties, breaker);
        if over {
            break;
        }
        ties = Vec::new();
        transfer = match ward.next_surplus(breaker, &mut ties) {
            Some(from) => Some(ward.pass_surplus(from)?),
            None => match ward.exclude(breaker, &mut ties) {
                Some(from) => Some(ward.pass_all(from)?),
                None => break,
            },
        };
    }
    Ok(Course { stages: ward.stages, elected: ward.elected, first, valid })
}

/// A paper, or equal ones, with the candidate who has it.
#[derive(Clone, Copy)]
struct Held<'a> {
    /// Those named after that candidate.
    rest: &'a [Mark],
    weight: u64,
    /// What each is worth, in units of the last decimal.
    value: u64,
}

struct Ward<'a> {
    profile: &'a Profile,
    /// In units of the last decimal.
    quota: u128,
    /// All votes at the start.
    all: u128,
    seats: usize,
    piles: Vec<Vec<Held<'a>>>,
    /// In units of the last decimal.
    votes: Vec<u128>,
    /// Neither elected nor excluded, as they are listed.
    continuing: Vec<OptionIndex>,
    elected: Vec<OptionIndex>,
    /// Elected with more than the quota, and not passed on yet.
    surpluses: Vec<OptionIndex>,
    /// The votes at the end of each stage.
    earlier: Vec<Vec<u128>>,
    stages: Vec<Stage>,
}

impl<'a> Ward<'a> {
    fn new(profile: &'a Profile, papers: &'a Papers, valid: u64, seats: NonZeroU16) -> Self {
        let options = profile.options().len();
        let quota = valid / (u64::from(seats.get()) + 1) + 1;
        let mut piles: Vec<Vec<Held<'a>>> = vec![Vec::new(); options];
        let mut votes = vec![0_u128; options];
        for paper in papers.iter() {
            let Some((first, rest)) = paper.ranking.split_first() else { continue };
            if let Some(pile) = piles.get_mut(first.option.place()) {
                pile.push(Held { rest, weight: paper.weight, value: ONE });
            }
            if let Some(sum) = votes.get_mut(first.option.place()) {
                *sum += worth(paper.weight, ONE);
            }
        }
        Self {
            profile,
            quota: worth(quota, ONE),
            all: worth(valid, ONE),
            seats: usize::from(seats.get()),
            piles,
            votes,
            continuing: profile.indexes().collect(),
            elected: Vec::new(),
            surpluses: Vec::new(),
            earlier: Vec::new(),
            stages: Vec::new(),
        }
    }

    /// Ends a stage: elects who has the quota (rule 47), fills the last seats (rule 52), and
    /// writes the stage down. Whether that ends the count.
    fn close(
        &mut self,
        transfer: Option<Transfer>,
        mut ties: Vec<StageTie>,
        breaker: &mut Breaker<'_>,
    ) -> bool {
        let reached = |option: &OptionIndex| at(&self.votes, *option) >= self.quota;
        let (mut reached, left): (Vec<_>, Vec<_>) =
            self.continuing.iter().partition(|o| reached(o));
        breaker.order(&mut reached, &self.votes, &self.earlier, DECIMALS, &mut ties);
        let seats = self.seats.saturating_sub(self.elected.len() + reached.len());
        let mut filled = if left.len() <= seats { left.clone() } else { Vec::new() };
        breaker.order(&mut filled, &self.votes, &self.earlier, DECIMALS, &mut ties);
        let over = seats == 0 || left.len() <= seats;

        let surplus = |option: &OptionIndex| at(&self.votes, *option) > self.quota;
        self.surpluses.extend(reached.iter().copied().filter(surplus));
        self.elected.extend(&reached);
        self.elected.extend(&filled);
        self.continuing = if filled.is_empty() { left } else { Vec::new() };
        self.earlier.push(self.votes.clone());

        let ids = |options: &[OptionIndex]| -> Vec<String> {
            options.iter().map(|option| id(self.profile, *option)).collect()
        };
        let named = self.profile.indexes().filter(|option| {
            self.continuing.binary_search(option).is_ok() || self.elected.contains(option)
        });
        let votes = named.map(|option| (id(self.profile, option), self.show(self.of(option))));
        let counted = self.votes.iter().sum::<u128>();
        let gone = transfer.iter().filter(|transfer| transfer.why == Why::Exclusion);
        self.stages.push(Stage {
            number: u32::try_from(self.earlier.len()).unwrap_or(u32::MAX),
            quota: Votes::new(self.quota / u128::from(ONE), 0),
            votes: votes.collect(),
            uncounted: self.show(self.all.saturating_sub(counted)),
            waiting: 0,
            sharing: None,
            elected: ids(&reached),
            filled: ids(&filled),
            excluded: gone.map(|transfer| transfer.from.clone()).collect(),
            ties,
            transfer,
        });
        over
    }

    /// Whose surplus goes next (rule 49), if there is any.
    fn next_surplus(
        &mut self,
        breaker: &mut Breaker<'_>,
        ties: &mut Vec<StageTie>,
    ) -> Option<OptionIndex> {
        let most = self.surpluses.iter().map(|option| self.of(*option)).max()?;
        let mut largest = self.surpluses.clone();
        largest.retain(|option| self.of(*option) == most);
        largest.sort_unstable();
        let from = breaker.surplus(&largest, &self.earlier, self.show(most), ties)?;
        self.surpluses.retain(|option| *option != from);
        Some(from)
    }

    /// Who is excluded next (rules 50 and 51).
    fn exclude(
        &mut self,
        breaker: &mut Breaker<'_>,
        ties: &mut Vec<StageTie>,
    ) -> Option<OptionIndex> {
        let fewest = self.continuing.iter().map(|option| self.of(*option)).min()?;
        let mut lowest = self.continuing.clone();
        lowest.retain(|option| self.of(*option) == fewest);
        let empty = |option: &OptionIndex| self.piles.get(option.place()).is_none_or(Vec::is_empty);
        let empty = lowest.iter().all(empty);
        let votes = self.show(fewest);
        let out = breaker.exclude(&lowest, &self.earlier, votes, (empty, ties))?;
        self.continuing.retain(|option| *option != out);
        Some(out)
    }

    /// Passes the surplus on (rule 48).
    fn pass_surplus(&mut self, from: OptionIndex) -> Result<Transfer, CountError> {
        let of = self.of(from);
        let surplus = of.saturating_sub(self.quota);
        let value = |value: u64| {
            let share = u128::from(value).checked_mul(surplus)?.checked_div(of)?;
            u64::try_from(share).ok()
        };
        let transfer = self.pass(from, value, (Why::Surplus, surplus))?;
        self.set(from, self.quota);
        Ok(transfer)
    }

    /// Passes on all papers of an excluded candidate (rule 50).
    fn pass_all(&mut self, from: OptionIndex) -> Result<Transfer, CountError> {
        let transfer = self.pass(from, Some, (Why::Exclusion, self.of(from)))?;
        self.set(from, 0);
        Ok(transfer)
    }

    fn pass(
        &mut self,
        from: OptionIndex,
        value: impl Fn(u64) -> Option<u64>,
        (why, gives): (Why, u128),
    ) -> Result<Transfer, CountError> {
        let pile = self.piles.get_mut(from.place()).map(std::mem::take).unwrap_or_default();
        let mut parcels: BTreeMap<Reverse<u64>, (u64, u64)> = BTreeMap::new();
        let mut gains: BTreeMap<OptionIndex, (u64, u128)> = BTreeMap::new();
        let (mut stuck, mut stuck_votes, mut given) = (0_u64, 0_u128, 0_u128);
        for held in pile {
            let now = value(held.value).ok_or(CountError::TooLarge)?;
            let parcel = parcels.entry(Reverse(held.value)).or_insert((now, 0));
            parcel.1 += held.weight;
            let votes = worth(held.weight, now);
            let continuing = |mark: &Mark| self.continuing.binary_search(&mark.option).is_ok();
            let next = held.rest.iter().position(continuing);
            let after = next.and_then(|next| held.rest.get(next..)).and_then(<[Mark]>::split_first);
            let Some((to, rest)) = after else {
                stuck += held.weight;
                stuck_votes += votes;
                continue;
            };
            let gain = gains.entry(to.option).or_insert((0, 0));
            gain.0 += held.weight;
            gain.1 += votes;
            given += votes;
            if let Some(pile) = self.piles.get_mut(to.option.place()) {
                pile.push(Held { rest, weight: held.weight, value: now });
            }
        }
        for (to, (_, votes)) in &gains {
            self.set(*to, self.of(*to) + votes);
        }
        let name = |option: &OptionIndex| id(self.profile, *option);
        Ok(Transfer {
            from: name(&from),
            why,
            gives: self.show(gives),
            of: self.show(self.of(from)),
            parcels: parcels
                .into_iter()
                .map(|(Reverse(received), (now, ballots))| Parcel {
                    received: self.show(u128::from(received)),
                    value: self.show(u128::from(now)),
                    ballots,
                })
                .collect(),
            ballots: gains.iter().map(|(to, (ballots, _))| (name(to), *ballots)).collect(),
            votes: gains.iter().map(|(to, (_, votes))| (name(to), self.show(*votes))).collect(),
            not_transferable: stuck,
            not_transferable_votes: self.show(stuck_votes),
            dropped: self.show(gives.saturating_sub(given + stuck_votes)),
        })
    }

    fn of(&self, option: OptionIndex) -> u128 {
        at(&self.votes, option)
    }

    fn set(&mut self, option: OptionIndex, votes: u128) {
        if let Some(slot) = self.votes.get_mut(option.place()) {
            *slot = votes;
        }
    }

    const fn show(&self, units: u128) -> Votes {
        Votes::new(units, DECIMALS)
    }
}

/// Papers times what each is worth: both fit in 64 bits, so this fits.
fn worth(weight: u64, value: u64) -> u128 {
    u128::from(weight) * u128::from(value)
}
