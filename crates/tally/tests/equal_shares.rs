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
        if rule == Rule::EqualShares {
            return (self.plain(0), None);
        }
        let (naive, stop) = self.add1(rule == Rule::EqualSharesAdd1);
        (naive, Some(stop))
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
    outcome.rounds().iter().filter_map(|round| {
        let Round::Purchase(purchase) = round else { return None };
        Some(purchase)
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

proptest! {
    #[test]
    fn no_project_is_left_whose_supporters_hold_more_than_its_cost(poll in polls(7, 10, 100)) {
        let outcome = counted(&poll, Rule::EqualShares);
        let mut left: Vec<_> = poll.ballots.iter().map(|_| poll.share(0)).collect();
        for purchase in purchases(&outcome) {
            for group in &purchase.payments {
                for ballot in &group.ballots {
                    left[*ballot as usize - 1] -= read(&group.amount) * whole(poll.step());
                }
            }
        }
        for option in 0..poll.costs.len() {
            let held = poll.ballots.iter().zip(&left).filter(|((ballot, _), _)| {
                ballot.contains(&(option as u16))
            });
            let held: BigRational =
                held.map(|((_, weight), left)| left * whole(u64::from(*weight))).sum();
            let bought = outcome.elected().contains(&OptionIndex::new(option as u16));
            prop_assert!(bought || poll.votes(option) == 0 || held < whole(poll.costs[option]));
        }
    }

    #[test]
    fn neither_the_order_of_ballots_nor_of_options_matters(
        poll in polls(7, 10, 100),
        ballots in Just((0..10_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut shuffled = poll.clone();
        let order: Vec<usize> = ballots.into_iter().filter(|at| *at < poll.ballots.len()).collect();
        shuffled.ballots = order.iter().map(|at| poll.ballots[*at].clone()).collect();
        for rule in RULES {
            let (one, other) = (counted(&poll, rule), counted(&shuffled, rule));
            prop_assert_eq!(one.winners(), other.winners());
            prop_assert_eq!(one.ties(), other.ties());
            prop_assert_eq!(share(&one), share(&other));
            for (one, other) in purchases(&one).zip(purchases(&other)) {
                prop_assert_eq!((&one.pays, &one.rho, &one.left), (&other.pays, &other.rho, &other.left));
                let amounts = |it: &Purchase| -> Vec<_> {
                    it.payments.iter().map(|it| (it.amount.clone(), it.voters)).collect()
                };
                prop_assert_eq!(amounts(one), amounts(other));
            }
        }
        // Options listed the other way round, with ties decided by the same options.
        let last = poll.costs.len() as u16 - 1;
        let mut turned = poll.clone();
        turned.costs.reverse();
        for (ballot, _) in &mut turned.ballots {
            *ballot = ballot.iter().map(|option| last - option).collect();
        }
        let order = (0..=last).rev().chain([last + 1]).map(OptionIndex::new).collect();
        let params = Params::new(TieBreak::Order(order));
        for rule in RULES {
            let winners: Vec<u16> = counted(&poll, rule)
                .elected().iter().map(|it| it.place() as u16).collect();
            let turned = count(&turned.profile(), rule, &params).unwrap();
            let turned: Vec<u16> = turned.elected().iter().map(|it| last - it.place() as u16).collect();
            prop_assert_eq!(winners, turned, "{}", rule);
        }
    }

    #[test]
    fn a_weight_is_that_many_ballots(poll in polls(6, 7, 60)) {
        let mut split = poll.clone();
        split.ballots = poll.ballots.iter()
            .flat_map(|(ballot, weight)| vec![(ballot.clone(), 1); *weight as usize])
            .collect();
        for rule in RULES {
            let (one, other) = (counted(&poll, rule), counted(&split, rule));
            prop_assert_eq!(one.winners(), other.winners());
            prop_assert_eq!(share(&one), share(&other));
        }
    }

    #[test]
    fn an_exhaustive_outcome_has_room_for_nothing_wanted(poll in polls(7, 10, 100)) {
        let outcome = counted(&poll, Rule::EqualSharesAdd1);
        let completed = Params::default().with_greedy_completion();
        for rule in RULES {
            let completed = count(&poll.profile(), rule, &completed).unwrap();
            prop_assert!(completed.winners().starts_with(counted(&poll, rule).winners()));
            let left = completed.remaining().unwrap().units(poll.decimals).unwrap();
            for (option, cost) in poll.costs.iter().enumerate() {
                prop_assert!(completed.winners().contains(&option.to_string()) || *cost > left);
            }
        }
        if share(&outcome).stop == Some(Stop::Exhaustive) {
            let left = outcome.remaining().unwrap().units(poll.decimals).unwrap();
            for (option, cost) in poll.costs.iter().enumerate() {
                let bought = outcome.winners().contains(&option.to_string());
                prop_assert!(bought || poll.votes(option) == 0 || *cost > left);
            }
        }
    }

    #[test]
    fn large_budgets_are_counted_in_few_changes(
        mut poll in polls(6, 6, 40),
        scale in 1_u64..30_000_000_000,
    ) {
        let few = counted(&poll, Rule::EqualSharesAdd1Overspend);
        for cost in &mut poll.costs {
            *cost *= scale;
        }
        poll.budget *= scale;
        for rule in RULES {
            let outcome = counted(&poll, rule);
            prop_assert!(share(&outcome).changes <= 200, "{:?}", share(&outcome));
        }
        // What fits in the budget together is all bought at last, whatever the unit.
        let many = counted(&poll, Rule::EqualSharesAdd1Overspend);
        if share(&few).stop == Some(Stop::AllBought) {
            prop_assert_eq!(share(&many).stop, Some(Stop::AllBought));
        }
    }
}

fn read(amount: &Fraction) -> BigRational {
    amount.to_string().parse().unwrap()
}

fn poll(costs: &[u64], budget: u64, ballots: &[(&[u16], u32)]) -> Poll {
    let ballots =
        ballots.iter().map(|(ballot, weight)| (ballot.iter().copied().collect(), *weight));
    Poll { costs: costs.to_vec(), budget, decimals: 0, ballots: ballots.collect() }
}

/// Example 1 of <https://equalshares.net/explanation>: 11 voters with 100 each; bike path 700,
/// gym 400, park 250, playground 200, library 100.
fn sports_and_children() -> Poll {
    let sports: &[u16] = &[0, 1];
    let ballots: [(&[u16], u32); 11] = [
        (sports, 1),
        (&[0, 1, 2], 1),
        (sports, 1),
        (&[0, 1, 2], 1),
        (&[0, 1, 2], 1),
        (sports, 1),
        (&[2, 3, 4], 1),
        (&[3], 1),
        (&[3, 4], 1),
        (&[2, 3, 4], 1),
        (&[0], 1),
    ];
    poll(&[700, 400, 250, 200, 100], 1_100, &ballots)
}

#[test]
fn the_example_of_equalshares_net_is_followed_by_hand() {
    let outcome = counted(&sports_and_children(), Rule::EqualShares);
    assert_eq!(outcome.winners(), ["0", "3", "4"]);
    assert_eq!(share(&outcome).share.to_string(), "100");
    let told: Vec<_> = purchases(&outcome)
        .map(|it| {
            let [group] = it.payments.as_slice() else { panic!("{it:?}") };
            assert_eq!(group.amount, it.pays);
            (
                it.pays.to_string(),
                it.decimal.as_str(),
                it.rho.to_string(),
                group.ballots.clone(),
                it.left.to_string(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("100".into(), "100.00", "1/7".into(), vec![1, 2, 3, 4, 5, 6, 11], "400".into()),
            ("50".into(), "50.00", "1/4".into(), vec![7, 8, 9, 10], "200".into()),
            ("100/3".into(), "33.33", "1/3".into(), vec![7, 9, 10], "100".into()),
        ]
    );
}

#[test]
fn who_has_too_little_left_gives_all_of_it() {
    // Four voters with 30 each. Three buy 0 for 20 each, and two of them 1 for 10 each. Then the
    // first, with 10 left, and the fourth, with 30, buy 2 for 25: half would be 12.50, so the
    // first gives all of 10 and the fourth 15.
    let ballots: [(&[u16], u32); 4] = [(&[0, 2], 1), (&[0, 1], 1), (&[0, 1], 1), (&[2], 1)];
    let outcome = counted(&poll(&[60, 20, 25], 120, &ballots), Rule::EqualShares);
    assert_eq!(outcome.winners(), ["0", "1", "2"]);
    let last = purchases(&outcome).last().unwrap();
    let groups: Vec<_> =
        last.payments.iter().map(|it| (it.amount.to_string(), it.ballots.clone())).collect();
    assert_eq!(groups, [("15".to_owned(), vec![4]), ("10".to_owned(), vec![1])]);
    assert_eq!((last.rho.to_string(), last.left.to_string()), ("3/5".into(), "15".into()));
}

#[test]
fn a_huge_budget_is_never_counted_one_unit_at_a_time() {
    let large = 1_000_000_000_000;
    let costs = [large / 4, large / 3, large / 5, large / 7 + 1];
    let ballots: [(&[u16], u32); 3] = [(&[0, 1], 1), (&[1, 2], 1), (&[2, 3], 1)];
    let poll = poll(&costs, large, &ballots);
    for rule in [Rule::EqualSharesAdd1, Rule::EqualSharesAdd1Overspend] {
        let outcome = counted(&poll, rule);
        let share = share(&outcome);
        assert!(share.raised_by > 1_000_000 && share.changes < 30, "{share:?}");
        assert_eq!(share.stop, Some(Stop::AllBought));
    }
}

#[test]
fn stopping_at_the_first_exhaustive_outcome_differs_from_going_on() {
    // Each of four has 4.75. With 2 more the first two buy 0 and the third 1; 3 are left, and 2
    // costs 9. The fourth would buy it with 5 more, which is 6 over the budget.
    let ballots: [(&[u16], u32); 3] = [(&[0], 2), (&[1], 1), (&[2], 1)];
    let poll = poll(&[10, 6, 9], 19, &ballots);
    let first = counted(&poll, Rule::EqualSharesAdd1);
    let last = counted(&poll, Rule::EqualSharesAdd1Overspend);
    assert_eq!(
        (first.winners(), share(&first).stop),
        (&["0".to_owned(), "1".to_owned()][..], Some(Stop::Exhaustive))
    );
    assert_eq!(share(&last).stop, Some(Stop::Overspends));
    assert!(share(&last).raised_by > share(&first).raised_by);
    assert_eq!((share(&first).raised_by, share(&last).raised_by), (2, 4));
}

#[test]
fn an_empty_ballot_has_a_share_too() {
    let voted: [(&[u16], u32); 1] = [(&[0], 2)];
    let with_empty: [(&[u16], u32); 2] = [(&[0], 2), (&[], 2)];
    for (ballots, winners) in [(&voted[..], 1), (&with_empty[..], 0)] {
        let outcome = counted(&poll(&[10], 10, ballots), Rule::EqualShares);
        assert_eq!(outcome.winners().len(), winners);
    }
    let outcome = counted(&poll(&[10], 10, &with_empty), Rule::EqualSharesAdd1);
    assert_eq!((outcome.winners().len(), share(&outcome).stop), (1, Some(Stop::AllBought)));
}

#[test]
fn what_nobody_wants_does_not_keep_shares_rising() {
    let outcome = counted(&poll(&[10, 3], 15, &[(&[0], 2)]), Rule::EqualSharesAdd1);
    assert_eq!((outcome.winners(), share(&outcome).raised_by), (&["0".to_owned()][..], 0));
}

#[test]
fn what_is_free_is_taken_first_where_anybody_wants_it() {
    let outcome = counted(&poll(&[10, 0, 0], 15, &[(&[0, 2], 2)]), Rule::EqualShares);
    assert_eq!(outcome.winners(), ["2", "0"]);
    assert!(purchases(&outcome).next().unwrap().payments.is_empty());
}

#[test]
fn ties_go_by_cost_then_votes_and_then_as_it_was_settled() {
    // Effective votes 2 each; all share voters, and the money is for one.
    let one: [(&[u16], u32); 1] = [(&[0, 1], 2)];
    let by_cost = counted(&poll(&[10, 9], 10, &one), Rule::EqualShares);
    assert_eq!((by_cost.winners()[0].as_str(), by_cost.ties()[0].by), ("1", "cost"));
    let same = poll(&[10, 10], 10, &one);
    let listed = counted(&same, Rule::EqualShares);
    assert_eq!((listed.winners(), listed.ties()[0].by), (&["0".to_owned()][..], "listed"));
    assert!(listed.ties()[0].decisive);
    let order = TieBreak::Order([1, 0, 2].map(OptionIndex::new).to_vec());
    let ordered = count(&same.profile(), Rule::EqualShares, &Params::new(order)).unwrap();
    assert_eq!((ordered.winners(), ordered.ties()[0].by), (&["1".to_owned()][..], "order"));
    // Other voters: whichever is first, both are bought.
    let apart: [(&[u16], u32); 2] = [(&[0], 1), (&[1], 1)];
    let apart = counted(&poll(&[5, 5], 10, &apart), Rule::EqualShares);
    assert_eq!(apart.winners(), ["0", "1"]);
    assert!(!apart.ties()[0].decisive);
}

#[test]
fn greedy_completion_spends_what_is_left_by_votes() {
    let poll = sports_and_children();
    let outcome =
        count(&poll.profile(), Rule::EqualShares, &Params::default().with_greedy_completion());
    let outcome = outcome.unwrap();
    // 100 are left; of the rest only the unlisted unit of 1 fits.
    assert_eq!(outcome.winners(), ["0", "3", "4", "unit"]);
    let reasons: Vec<_> = outcome
        .rounds()
        .iter()
        .filter_map(|round| {
            let Round::Considered(it) = round else { return None };
            Some((it.option.as_str(), it.reason))
        })
        .collect();
    assert_eq!(reasons, [("1", Reason::TooDear), ("2", Reason::TooDear), ("unit", Reason::Fits)]);
    let error = count(&poll.profile(), Rule::Greedy, &Params::default().with_greedy_completion());
    assert_eq!(
        error,
        Err(CountError::Stray { rule: Rule::Greedy, what: "completion down the list" })
    );
}

#[test]
fn a_poll_without_ballots_buys_nothing() {
    for rule in RULES {
        let outcome = counted(&poll(&[5], 10, &[]), rule);
        assert!(outcome.winners().is_empty() && !outcome.binding());
        assert_eq!(outcome.remaining(), Some(Amount::from(10)));
    }
}

#[test]
fn a_rule_says_what_it_cannot_count() {
    let options = vec![PollOption::new("a", "", Amount::from(1))];
    for (kind, name) in [
        (BallotKind::Points { unlisted: 0 }, "ballots with points"),
        (BallotKind::Ranking { longest: 1 }, "rankings"),
    ] {
        let profile = Profile::new(kind, options.clone(), Some(Amount::from(1))).unwrap();
        for rule in RULES {
            let error = count(&profile, rule, &Params::default());
            assert_eq!(error, Err(CountError::OtherBallots { rule, kind: name }));
        }
    }
    let mut profile = Profile::new(BallotKind::Approval, options, None).unwrap();
    let error = count(&profile, Rule::EqualShares, &Params::default());
    assert_eq!(error, Err(CountError::NoBudget { rule: Rule::EqualShares }));
    profile.set_budget(Some(Amount::from(1))).unwrap();
    let error = count(&profile, Rule::EqualSharesAdd1, &Params::default().with_threshold(1));
    assert_eq!(error, Err(CountError::Stray { rule: Rule::EqualSharesAdd1, what: "threshold" }));
}

#[test]
fn weights_and_amounts_at_their_limits_are_counted_or_refused() {
    let all: &[u16] = &[0, 1, 2];
    let ballots: Vec<(&[u16], u32)> = vec![(all, u32::MAX), (&[0, 1], u32::MAX), (&[2], 1)];
    let poll = poll(&[u64::MAX, u64::MAX / 2, u64::MAX / 3], u64::MAX, &ballots);
    for rule in RULES {
        match count(&poll.profile(), rule, &Params::default()) {
            Ok(outcome) => assert!(!outcome.winners().is_empty()),
            Err(error) => assert_eq!(error, CountError::TooLarge),
        }
    }
}

#[test]
fn the_table_can_be_followed_by_hand() {
    let table = "\
equal-shares: 11 ballots, budget 1100, spent 1000, left 100
each of 11 voters has 100.00
#  votes  cost  pay    each  pay less  id
1      7   700    7  100.00            0
2      4   200    4   50.00            3
3      3   100    3   33.33            4
";
    let shown = counted(&sports_and_children(), Rule::EqualShares).to_string();
    let shown: Vec<&str> = shown.lines().collect();
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let same = table.lines().map(|line| squeezed(line).replace(" pay less", ""));
    assert!(shown.iter().map(|line| squeezed(line)).eq(same), "{shown:#?}");
}

#[test]
fn json_has_exact_texts_and_no_floats() {
    let outcome = counted(&sports_and_children(), Rule::EqualSharesAdd1);
    let json = serde_json::to_value(&outcome).unwrap();
    let text = json.to_string();
    let rounds = json["rounds"].as_array().unwrap();
    assert_eq!((&rounds[0]["step"], &rounds[0]["voters"]), (&"share".into(), &11.into()));
    assert_eq!(rounds[0]["share"], "100");
    assert_eq!((&rounds[3]["step"], &rounds[3]["pays"]), (&"purchase".into(), &"100/3".into()));
    assert_eq!(rounds[3]["payments"][0]["ballots"], serde_json::json!([7, 9, 10]));
    assert_eq!(rounds[3]["payments"][0]["decimal"], "33.33");
    assert!(!text.contains("33.33,") && !text.contains("null"));
}
