//! Equal Shares: what holds for every profile, a naive count to compare with, worked examples.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::Zero;
use participation_tally::{
    Amount, Ballot, BallotKind, CountError, Fraction, OptionIndex, Outcome, Params, PollOption,
    Profile, Purchase, Reason, Round, Rule, Share, Stop, TieBreak, count,
};
use proptest::prelude::*;

const RULES: [Rule; 3] = [Rule::EqualShares, Rule::EqualSharesAdd1, Rule::EqualSharesAdd1Overspend];

/// A poll in the plainest form; amounts are in units of 10^-`decimals`.
#[derive(Debug, Clone)]
struct Poll {
    costs: Vec<u64>,
    budget: u64,
    decimals: u8,
    ballots: Vec<(BTreeSet<u16>, u32)>,
}

/// What the naive count gives: who is elected, each voter's share, and what the voters of each
/// ballot paid for each project.
#[derive(Debug, Clone, PartialEq)]
struct Naive {
    winners: Vec<usize>,
    share: BigRational,
    steps: u64,
    paid: BTreeMap<(usize, usize), BigRational>,
}

fn whole(units: u64) -> BigRational {
    BigRational::from_integer(units.into())
}

impl Poll {
    fn profile(&self) -> Profile {
        let ids = (0..self.costs.len()).map(|option| option.to_string());
        let options = ids
            .zip(&self.costs)
            .map(|(id, cost)| PollOption::new(id, "", Amount::from_units(*cost, self.decimals)));
        // A worthless option that nobody approves of fixes the common unit.
        let unit = PollOption::new("unit", "", Amount::from_units(1, self.decimals));
        let options = options.chain([unit]).collect();
        let budget = Some(Amount::from_units(self.budget, self.decimals));
        let mut profile = Profile::new(BallotKind::Approval, options, budget).unwrap();
        for (ballot, weight) in &self.ballots {
            let marks: Vec<_> = ballot.iter().copied().map(OptionIndex::new).collect();
            profile.push(Ballot::Approval(&marks), *weight).unwrap();
        }
        profile
    }

    fn voters(&self) -> u64 {
        self.ballots.iter().map(|(_, weight)| u64::from(*weight)).sum()
    }

    fn votes(&self, option: usize) -> u64 {
        let named = self.ballots.iter().filter(|(ballot, _)| ballot.contains(&(option as u16)));
        named.map(|(_, weight)| u64::from(*weight)).sum()
    }

    /// Units of a step: one of the currency.
    fn step(&self) -> u64 {
        10_u64.pow(self.decimals.into())
    }

    fn share(&self, steps: u64) -> BigRational {
        whole(self.budget) / whole(self.voters()) + whole(steps * self.step())
    }

    /// The paper's definition, one voter at a time.
    fn plain(&self, steps: u64) -> Naive {
        let voters: Vec<usize> = (0..self.ballots.len())
            .flat_map(|ballot| vec![ballot; self.ballots[ballot].1 as usize])
            .collect();
        let mut left = vec![self.share(steps); voters.len()];
        let mut naive =
            Naive { winners: Vec::new(), share: self.share(steps), steps, paid: BTreeMap::new() };
        let mut free: Vec<usize> = (0..self.costs.len()).collect();
        free.retain(|option| self.costs[*option] == 0 && self.votes(*option) > 0);
        free.sort_by_key(|option| std::cmp::Reverse(self.votes(*option)));
        naive.winners.extend(free);
        loop {
            let mut best: Option<(BigRational, u64, std::cmp::Reverse<u64>, usize, BigRational)> =
                None;
            for option in 0..self.costs.len() {
                if naive.winners.contains(&option) || self.costs[option] == 0 {
                    continue;
                }
                let supports =
                    |voter: usize| self.ballots[voters[voter]].0.contains(&(option as u16));
                let mut purses: Vec<BigRational> = (0..voters.len())
                    .filter(|voter| supports(*voter))
                    .map(|voter| left[voter].clone())
                    .collect();
                purses.sort();
                let cost = whole(self.costs[option]);
                if purses.iter().sum::<BigRational>() < cost || purses.is_empty() {
                    continue;
                }
                // The least p: those with the least money give all, the others share the rest.
                let mut rest = cost.clone();
                let mut p = BigRational::zero();
                for (at, purse) in purses.iter().enumerate() {
                    p = &rest / whole((purses.len() - at) as u64);
                    if p <= *purse {
                        break;
                    }
                    rest -= purse;
                }
                let key = (
                    &p / &cost,
                    self.costs[option],
                    std::cmp::Reverse(self.votes(option)),
                    option,
                    p,
                );
                if best.as_ref().is_none_or(|best| key < *best) {
                    best = Some(key);
                }
            }
            let Some((_, _, _, option, p)) = best else {
                return naive;
            };
            naive.winners.push(option);
            for (voter, ballot) in voters.iter().enumerate() {
                if self.ballots[*ballot].0.contains(&(option as u16)) {
                    let pays = left[voter].clone().min(p.clone());
                    left[voter] -= &pays;
                    *naive.paid.entry((*ballot, option)).or_insert_with(BigRational::zero) += pays;
                }
            }
        }
    }

    fn cost(&self, naive: &Naive) -> u64 {
        naive.winners.iter().map(|option| self.costs[*option]).sum()
    }

    /// One step at a time.
    fn add1(&self, exhaustive: bool) -> (Naive, Stop) {
        let mut known = self.plain(0);
        loop {
            let open: Vec<usize> = (0..self.costs.len())
                .filter(|it| self.votes(*it) > 0 && !known.winners.contains(it))
                .collect();
            if open.is_empty() {
                return (known, Stop::AllBought);
            }
            let spent = self.cost(&known);
            if exhaustive && open.iter().all(|it| spent + self.costs[*it] > self.budget) {
                return (known, Stop::Exhaustive);
            }
            let next = self.plain(known.steps + 1);
            if self.cost(&next) > self.budget {
                return (known, Stop::Overspends);
            }
            known = next;
        }
    }

    fn naive(&self, rule: Rule) -> (Naive, Option<Stop>) {
        match rule {
            Rule::EqualSharesAdd1 => {
                let (naive, stop) = self.add1(true);
                (naive, Some(stop))
            }
            Rule::EqualSharesAdd1Overspend => {
                let (naive, stop) = self.add1(false);
                (naive, Some(stop))
            }
            _ => (self.plain(0), None),
        }
    }
}

fn polls(options: u16, ballots: usize, cost: u64) -> impl Strategy<Value = Poll> {
    (1..=options).prop_flat_map(move |options| {
        let ballot = (prop::collection::btree_set(0..options, 0..=options as usize), 1..4_u32);
        (
            prop::collection::vec(0..cost, options as usize),
            0..3 * cost,
            0..2_u8,
            prop::collection::vec(ballot, 1..ballots),
        )
            .prop_map(|(costs, budget, decimals, ballots)| Poll {
                costs,
                budget,
                decimals,
                ballots,
            })
    })
}

fn counted(poll: &Poll, rule: Rule) -> Outcome {
    count(&poll.profile(), rule, &Params::default()).unwrap()
}

fn share(outcome: &Outcome) -> &Share {
    let Some(Round::Share(share)) = outcome.rounds().first() else { panic!("no share") };
    share
}

fn purchases(outcome: &Outcome) -> impl Iterator<Item = &Purchase> {
    outcome.rounds().iter().filter_map(|round| match round {
        Round::Purchase(purchase) => Some(purchase),
        _ => None,
    })
}

fn fraction(amount: &BigRational, poll: &Poll) -> String {
    (amount / whole(poll.step())).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn it_is_what_the_naive_count_gives(poll in polls(6, 8, 40)) {
        for rule in RULES {
            let (naive, stop) = poll.naive(rule);
            let outcome = counted(&poll, rule);
            let winners: Vec<String> = naive.winners.iter().map(ToString::to_string).collect();
            prop_assert_eq!(outcome.winners(), winners.as_slice(), "{}", rule);
            let told = share(&outcome);
            prop_assert_eq!((told.raised_by, told.stop), (naive.steps, stop), "{}", rule);
            prop_assert_eq!(told.share.to_string(), fraction(&naive.share, &poll));
            let mut paid = BTreeMap::new();
            for purchase in purchases(&outcome) {
                let option: usize = purchase.option.parse().unwrap();
                for group in &purchase.payments {
                    for ballot in &group.ballots {
                        let ballot = *ballot as usize - 1;
                        let voters = u64::from(poll.ballots[ballot].1);
                        paid.insert((ballot, option), group.amount.times(voters).to_string());
                    }
                }
            }
            let naive = naive.paid.iter().filter(|(_, amount)| !amount.is_zero());
            let naive: BTreeMap<_, _> =
                naive.map(|(key, amount)| (*key, fraction(amount, &poll))).collect();
            prop_assert_eq!(paid, naive, "{}", rule);
        }
    }

    #[test]
    fn everybody_pays_for_what_they_approve_of_and_no_more_than_their_share(
        poll in polls(9, 14, 300),
    ) {
        for rule in RULES {
            let outcome = counted(&poll, rule);
            let mut paid = vec![Fraction::default(); poll.ballots.len()];
            for purchase in purchases(&outcome) {
                let option: u16 = purchase.option.parse().unwrap();
                let mut sum = Fraction::default();
                for group in &purchase.payments {
                    let voters = group.ballots.iter().map(|it| u64::from(poll.ballots[*it as usize - 1].1));
                    prop_assert_eq!(group.voters, voters.sum::<u64>());
                    prop_assert!(group.amount <= purchase.pays);
                    sum = sum + group.amount.times(group.voters);
                    for ballot in &group.ballots {
                        let ballot = *ballot as usize - 1;
                        prop_assert!(poll.ballots[ballot].0.contains(&option));
                        paid[ballot] = paid[ballot].clone() + group.amount.clone();
                    }
                }
                prop_assert_eq!(sum.to_string(), purchase.cost.to_string().parse::<Dec>().unwrap().0);
            }
            let most = &share(&outcome).share;
            prop_assert!(paid.iter().all(|paid| paid <= most));
            let spent: u64 = outcome.elected().iter().map(|it| poll.costs[it.place()]).sum();
            prop_assert!(spent <= poll.budget);
            prop_assert_eq!(outcome.spent(), Some(Amount::from_units(spent, poll.decimals)));
        }
    }
}

/// A decimal text as `Fraction` writes it.
struct Dec(String);

impl std::str::FromStr for Dec {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (whole_part, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits: u64 = format!("{whole_part}{decimals}").parse().map_err(|_| ())?;
        Ok(Self((whole(digits) / whole(10_u64.pow(decimals.len() as u32))).to_string()))
    }
}
