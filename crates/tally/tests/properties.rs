//! What holds for every profile, and a naive greedy count to compare with.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeSet, num::NonZeroU16};

use participation_tally::{
    Amount, Ballot, BallotKind, CountError, Lot, OptionIndex, Outcome, Params, PollOption, Profile,
    Reason, Round, Rule, TieBreak, count,
};
use proptest::prelude::*;

const BUDGET_RULES: [Rule; 3] = [Rule::Greedy, Rule::GreedyNoSkip, Rule::GreedyThreshold];

/// The rules that go down a list.
const LISTED_RULES: [Rule; 5] =
    [Rule::Plurality, Rule::Approval, Rule::Greedy, Rule::GreedyNoSkip, Rule::GreedyThreshold];

/// A poll in the plainest form: costs, budget, and the options that each ballot approves of.
#[derive(Debug, Clone)]
struct Poll {
    costs: Vec<u64>,
    budget: u64,
    ballots: Vec<(BTreeSet<u16>, u32)>,
}

impl Poll {
    /// The profile with options listed in this order; an option's id is its number.
    fn profile(&self, order: &[u16]) -> Profile {
        let options = order.iter().map(|number| {
            PollOption::new(number.to_string(), "", Amount::from(self.costs[*number as usize]))
        });
        let budget = Some(Amount::from(self.budget));
        let mut profile = Profile::new(BallotKind::Approval, options.collect(), budget).unwrap();
        for (ballot, weight) in &self.ballots {
            let place = |number: &u16| order.iter().position(|other| other == number).unwrap();
            let marks: Vec<_> =
                ballot.iter().map(|number| OptionIndex::new(place(number) as u16)).collect();
            profile.push(Ballot::Approval(&marks), *weight).unwrap();
        }
        profile
    }

    fn listed(&self) -> Profile {
        self.profile(&(0..self.costs.len() as u16).collect::<Vec<_>>())
    }

    fn votes(&self, option: usize) -> u64 {
        let named = self.ballots.iter().filter(|(ballot, _)| ballot.contains(&(option as u16)));
        named.map(|(_, weight)| u64::from(*weight)).sum()
    }

    /// Greedy as one would write it on a napkin.
    fn naive(&self, stop: bool, threshold: u64) -> Vec<String> {
        let mut order: Vec<usize> = (0..self.costs.len()).collect();
        order.sort_by_key(|option| std::cmp::Reverse(self.votes(*option)));
        let (mut spent, mut taken) = (0, Vec::new());
        for option in order.into_iter().filter(|option| self.votes(*option) >= threshold) {
            if spent + self.costs[option] <= self.budget {
                spent += self.costs[option];
                taken.push(option.to_string());
            } else if stop {
                break;
            }
        }
        taken
    }
}

fn polls() -> impl Strategy<Value = Poll> {
    (1..9_u16).prop_flat_map(|options| {
        let ballot = (prop::collection::btree_set(0..options, 0..=options as usize), 1..4_u32);
        (
            prop::collection::vec(0..60_u64, options as usize),
            0..200_u64,
            prop::collection::vec(ballot, 0..12),
        )
            .prop_map(|(costs, budget, ballots)| Poll { costs, budget, ballots })
    })
}

fn params(rule: Rule, threshold: u64) -> Params {
    if rule == Rule::GreedyThreshold {
        Params::default().with_threshold(threshold)
    } else {
        Params::default()
    }
}

fn as_set(outcome: &Outcome) -> BTreeSet<String> {
    outcome.winners().iter().cloned().collect()
}

fn has_ties(profile: &Profile) -> bool {
    let scores = profile.scores().unwrap();
    scores.iter().collect::<BTreeSet<_>>().len() < scores.len()
}

proptest! {
    #[test]
    fn greedy_is_what_the_naive_count_gives(poll in polls(), threshold in 0..9_u64) {
        let profile = poll.listed();
        for rule in BUDGET_RULES {
            let least = if rule == Rule::GreedyThreshold { threshold } else { 0 };
            let outcome = count(&profile, rule, &params(rule, threshold)).unwrap();
            let naive = poll.naive(rule == Rule::GreedyNoSkip, least);
            prop_assert_eq!(outcome.winners(), naive.as_slice(), "{}", rule);
        }
    }

    #[test]
    fn the_budget_is_never_overspent_and_every_step_adds_up(poll in polls(), least in 0..9_u64) {
        let profile = poll.listed();
        for rule in BUDGET_RULES {
            let outcome = count(&profile, rule, &params(rule, least)).unwrap();
            let mut left = poll.budget;
            for round in outcome.rounds() {
                let Round::Considered(step) = round else { panic!("another step") };
                prop_assert_eq!(step.before, Some(Amount::from(left)));
                let cost = poll.costs[step.option.parse::<usize>().unwrap()];
                prop_assert_eq!(step.cost, Some(Amount::from(cost)));
                prop_assert_eq!(step.taken, step.reason == Reason::Fits);
                if step.taken {
                    prop_assert!(cost <= left);
                    left -= cost;
                }
            }
            prop_assert_eq!(outcome.remaining(), Some(Amount::from(left)));
            prop_assert_eq!(outcome.spent(), Some(Amount::from(poll.budget - left)));
        }
    }

    #[test]
    fn without_ties_names_and_their_order_do_not_matter(
        poll in polls(),
        order in Just((0..9_u16).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let listed = poll.listed();
        prop_assume!(!has_ties(&listed));
        let order: Vec<u16> =
            order.into_iter().filter(|number| (*number as usize) < poll.costs.len()).collect();
        let shuffled = poll.profile(&order);
        for rule in LISTED_RULES.into_iter().filter(|rule| *rule != Rule::Plurality) {
            let params = params(rule, 2);
            let one = count(&listed, rule, &params).unwrap();
            let other = count(&shuffled, rule, &params).unwrap();
            prop_assert_eq!(one.winners(), other.winners());
            prop_assert_eq!(one.rounds(), other.rounds());
        }
    }

    #[test]
    fn one_more_approval_for_a_winner_keeps_it_a_winner(poll in polls()) {
        for rule in LISTED_RULES.into_iter().filter(|rule| *rule != Rule::Plurality) {
            let before = count(&poll.listed(), rule, &params(rule, 2)).unwrap();
            for winner in before.winners() {
                let number: u16 = winner.parse().unwrap();
                let mut more = poll.clone();
                let against = more.ballots.iter_mut().find(|(ballot, _)| !ballot.contains(&number));
                let Some((ballot, _)) = against else { continue };
                ballot.insert(number);
                let after = count(&more.listed(), rule, &params(rule, 2)).unwrap();
                prop_assert!(after.winners().contains(winner), "{rule}: {winner}");
            }
        }
    }

    #[test]
    fn the_order_of_ballots_does_not_matter(mut poll in polls()) {
        let one = poll.listed();
        poll.ballots.reverse();
        let other = poll.listed();
        for rule in LISTED_RULES.into_iter().filter(|rule| *rule != Rule::Plurality) {
            prop_assert_eq!(count(&one, rule, &params(rule, 2)), count(&other, rule, &params(rule, 2)));
        }
    }

    #[test]
    fn a_tie_is_decisive_exactly_when_another_order_gives_other_winners(mut poll in polls()) {
        poll.costs.truncate(5);
        for (ballot, _) in &mut poll.ballots {
            ballot.retain(|option| *option < 5);
        }
        let profile = poll.listed();
        let two = Params::default().with_seats(NonZeroU16::new(2).unwrap());
        for rule in [Rule::Greedy, Rule::GreedyNoSkip, Rule::Approval] {
            let listed = count(&profile, rule, &two).unwrap();
            let other = orders(poll.costs.len() as u16).into_iter().any(|order| {
                let params = two.clone().with_ties(TieBreak::Order(order));
                as_set(&count(&profile, rule, &params).unwrap()) != as_set(&listed)
            });
            let decisive = listed.ties().iter().any(|tie| tie.decisive);
            prop_assert_eq!(decisive, other, "{} {:?}", rule, listed.ties());
        }
    }

    #[test]
    fn what_everybody_wants_wins_where_it_can(mut poll in polls()) {
        let wanted = (poll.costs.len() - 1) as u16;
        for (ballot, _) in &mut poll.ballots {
            ballot.clear();
            ballot.insert(wanted);
        }
        poll.ballots.push((BTreeSet::from([wanted]), 1));
        poll.costs[wanted as usize] = poll.budget;
        let profile = poll.listed();
        for rule in LISTED_RULES {
            let outcome = count(&profile, rule, &params(rule, 1)).unwrap();
            prop_assert_eq!(&outcome.winners()[0], &wanted.to_string());
        }
    }

    #[test]
    fn a_lot_depends_on_ids_and_not_on_their_order(poll in polls(), seed in any::<[u8; 4]>()) {
        let reversed: Vec<u16> = (0..poll.costs.len() as u16).rev().collect();
        for rule in [Rule::Approval, Rule::Greedy, Rule::GreedyNoSkip] {
            let params = Params::new(TieBreak::Lot(Lot::new(seed, "poll")));
            let one = count(&poll.listed(), rule, &params).unwrap();
            let other = count(&poll.profile(&reversed), rule, &params).unwrap();
            prop_assert_eq!(one.winners(), other.winners());
            prop_assert_eq!(one.ties(), other.ties());
        }
    }
}

/// Every order of so many options.
fn orders(options: u16) -> Vec<Vec<OptionIndex>> {
    (0..options).fold(vec![Vec::new()], |orders, option| {
        let insert = |order: &Vec<OptionIndex>, at: usize| {
            let mut order = order.clone();
            order.insert(at, OptionIndex::new(option));
            order
        };
        orders.iter().flat_map(|order| (0..=order.len()).map(move |at| insert(order, at))).collect()
    })
}

fn poll(costs: &[u64], budget: u64, ballots: &[&[u16]]) -> Poll {
    let ballots = ballots.iter().map(|ballot| (ballot.iter().copied().collect(), 1)).collect();
    Poll { costs: costs.to_vec(), budget, ballots }
}

#[test]
fn a_tie_that_decides_is_told_from_one_that_does_not() {
    let both_fit = poll(&[5, 5], 10, &[&[0, 1]]);
    let one_fits = poll(&[5, 6], 10, &[&[0, 1]]);
    let one_never_fits = poll(&[5, 11], 10, &[&[0, 1]]);
    for (poll, rule, decisive) in [
        (&both_fit, Rule::Greedy, false),
        (&both_fit, Rule::GreedyNoSkip, false),
        (&one_fits, Rule::Greedy, true),
        (&one_fits, Rule::GreedyNoSkip, true),
        (&one_never_fits, Rule::Greedy, false),
        (&one_never_fits, Rule::GreedyNoSkip, true),
    ] {
        let outcome = count(&poll.listed(), rule, &Params::default()).unwrap();
        assert_eq!(outcome.ties().len(), 1);
        assert_eq!(outcome.ties()[0].decisive, decisive, "{rule} {poll:?}");
    }
}

#[test]
fn an_order_given_decides_and_has_to_be_whole() {
    let profile = poll(&[5, 6], 10, &[&[0, 1]]).listed();
    let order = |places: &[u16]| {
        Params::new(TieBreak::Order(places.iter().copied().map(OptionIndex::new).collect()))
    };
    let outcome = count(&profile, Rule::Greedy, &order(&[1, 0])).unwrap();
    assert_eq!(outcome.winners(), ["1"]);
    assert_eq!(outcome.ties()[0].by, "order");
    for wrong in [&[0][..], &[0, 0], &[0, 1, 2], &[0, 2]] {
        assert_eq!(count(&profile, Rule::Greedy, &order(wrong)), Err(CountError::TieOrder));
    }
}

#[test]
fn nobody_without_a_vote_gets_a_seat() {
    let profile = poll(&[0; 4], 0, &[&[2], &[2], &[1]]).listed();
    let params = Params::default().with_seats(NonZeroU16::new(3).unwrap());
    for rule in [Rule::Plurality, Rule::Approval] {
        let outcome = count(&profile, rule, &params).unwrap();
        assert_eq!(outcome.winners(), ["2", "1"]);
        assert_eq!(outcome.elected(), [OptionIndex::new(2), OptionIndex::new(1)]);
    }
    let empty = poll(&[0; 4], 0, &[]).listed();
    let outcome = count(&empty, Rule::Plurality, &params).unwrap();
    assert!(!outcome.binding() && outcome.winners().is_empty());
}

#[test]
fn a_rule_says_what_it_cannot_count() {
    let several = poll(&[1, 2], 3, &[&[0], &[0, 1]]).listed();
    let error = count(&several, Rule::Plurality, &Params::default()).unwrap_err();
    assert_eq!(error, CountError::SeveralChoices { ballot: 2, choices: 2 });
    let error = count(&several, Rule::GreedyThreshold, &Params::default()).unwrap_err();
    assert_eq!(error, CountError::NoThreshold);
    for rule in [Rule::Greedy, Rule::Approval] {
        let error = count(&several, rule, &Params::default().with_threshold(1)).unwrap_err();
        assert_eq!(error, CountError::Stray { rule, what: "threshold" });
    }
    let mut free = several;
    free.set_budget(None).unwrap();
    for rule in [Rule::Greedy, Rule::GreedyNoSkip] {
        let error = count(&free, rule, &Params::default()).unwrap_err();
        assert_eq!(error, CountError::NoBudget { rule });
    }
    let options = vec![PollOption::new("a", "", Amount::from(0))];
    let kind = BallotKind::Points { unlisted: 0 };
    let mut points = Profile::new(kind, options, None).unwrap();
    points.push(Ballot::Points(&[(OptionIndex::new(0), 3)]), 1).unwrap();
    for rule in [Rule::Plurality, Rule::Approval] {
        let error = count(&points, rule, &Params::default()).unwrap_err();
        assert_eq!(error, CountError::OtherBallots { rule, kind: "ballots with points" });
    }
}

#[test]
fn fractions_of_the_smallest_coin_are_exact() {
    // In floats 0.1 + 0.2 is more than 0.3.
    let options = [("a", "0.1"), ("b", "0.2"), ("c", "0.0000001")]
        .map(|(id, cost)| PollOption::new(id, "", cost.parse().unwrap()));
    let budget = Some("0.3".parse().unwrap());
    let profile = Profile::new(BallotKind::Approval, options.to_vec(), budget).unwrap();
    let outcome = count(&profile, Rule::Greedy, &Params::default()).unwrap();
    assert_eq!(outcome.winners(), ["a", "b"]);
    assert_eq!(outcome.remaining(), Some(Amount::from(0)));
}
