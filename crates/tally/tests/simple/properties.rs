//! What holds for every profile, and naive counts to compare with.

use std::collections::BTreeSet;

use participation_tally::{
    Ballot, BallotKind, OptionIndex, Outcome, Params, Profile, Round, Rule, TieBreak, count,
};
use proptest::prelude::*;

use crate::build::{POINTS, at, counted, points, profile, rankings, seats};

/// Medians taken away one at a time, as the paper tells it.
fn majority_value(mut grades: Vec<u32>) -> Vec<u32> {
    grades.sort_unstable();
    let mut value = Vec::new();
    while !grades.is_empty() {
        value.push(grades.remove((grades.len() - 1) / 2));
    }
    value
}

const OPTIONS: u16 = 4;

/// Ballots with a grade or nothing for each of four options, and weights.
fn graded() -> impl Strategy<Value = Vec<(Vec<Option<u32>>, u32)>> {
    let grade = prop_oneof![1 => Just(None), 4 => (0..4_u32).prop_map(Some)];
    let ballot = prop::collection::vec(grade, OPTIONS as usize);
    prop::collection::vec((ballot, 1..4_u32), 0..9)
}

/// Rankings of some of four options, and weights.
fn ranked() -> impl Strategy<Value = Vec<(Vec<u16>, u32)>> {
    let ballot = Just((0..OPTIONS).collect::<Vec<_>>()).prop_shuffle();
    let ballot = (ballot, 0..=OPTIONS as usize).prop_map(|(mut ballot, length)| {
        ballot.truncate(length);
        ballot
    });
    prop::collection::vec((ballot, 1..4_u32), 0..9)
}

fn ranked_profile(ballots: &[(Vec<u16>, u32)]) -> Profile {
    let ballots: Vec<(&[u16], u32)> =
        ballots.iter().map(|(ballot, weight)| (ballot.as_slice(), *weight)).collect();
    rankings(OPTIONS, &ballots)
}

/// Two rounds on a napkin: `None` when nobody has a vote.
fn contingent(ballots: &[(Vec<u16>, u32)]) -> Option<u16> {
    let ballots: Vec<_> = ballots.iter().filter(|(ballot, _)| !ballot.is_empty()).collect();
    let first = |option: u16| -> u32 {
        ballots.iter().filter(|(ballot, _)| ballot[0] == option).map(|(_, weight)| weight).sum()
    };
    let all: u32 = ballots.iter().map(|(_, weight)| weight).sum();
    let mut order: Vec<u16> = (0..OPTIONS).collect();
    order.sort_by_key(|option| std::cmp::Reverse(first(*option)));
    let (one, other) = (order[0], order[1]);
    if all == 0 {
        return None;
    }
    if first(one) * 2 > all {
        return Some(one);
    }
    let mut lead = 0_i64;
    for (ballot, weight) in &ballots {
        match ballot.iter().find(|option| [one, other].contains(option)) {
            Some(option) if *option == one => lead += i64::from(*weight),
            Some(_) => lead -= i64::from(*weight),
            None => {}
        }
    }
    Some(if lead > 0 || (lead == 0 && one < other) { one } else { other })
}

/// Every order of four options.
fn orders() -> Vec<Vec<OptionIndex>> {
    let mut orders = vec![Vec::new()];
    for _ in 0..OPTIONS {
        let longer = |order: &Vec<OptionIndex>| {
            let left = (0..OPTIONS).map(at).filter(|option| !order.contains(option));
            left.map(|option| [order.as_slice(), &[option]].concat()).collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    orders
}

/// Who wins, whatever the order; those who go into a second round where that is still to be held.
fn taken(outcome: &Outcome) -> BTreeSet<String> {
    let finalists = outcome.rounds().iter().filter_map(|round| match round {
        Round::FirstRound(first) => Some(first.finalists.as_slice()),
        _ => None,
    });
    finalists.flatten().chain(outcome.winners()).cloned().collect()
}

proptest! {
    #[test]
    fn a_tie_is_decisive_exactly_when_another_order_gives_another_outcome(
        ballots in graded(),
        choices in prop::collection::vec((0..OPTIONS, 1..3_u32), 0..9),
        two in any::<bool>(),
    ) {
        let mut single = profile(BallotKind::Approval, OPTIONS);
        for (choice, weight) in choices {
            single.push(Ballot::Approval(&[at(choice)]), weight).unwrap();
        }
        let graded = points(POINTS, OPTIONS, &ballots);
        for (profile, rule) in
            [(&graded, Rule::Score), (&graded, Rule::MajorityJudgment), (&single, Rule::TwoRound)]
        {
            let params = seats(if two && rule != Rule::TwoRound { 2 } else { 1 });
            let listed = count(profile, rule, &params).unwrap();
            let differs = orders().into_iter().any(|order| {
                let other = params.clone().with_ties(TieBreak::Order(order));
                taken(&count(profile, rule, &other).unwrap()) != taken(&listed)
            });
            let decisive = listed.ties().iter().any(|tie| tie.decisive);
            prop_assert_eq!(decisive, differs, "{} {:?}", rule, listed.ties());
        }
    }

    #[test]
    fn medians_in_runs_are_medians_one_at_a_time(ballots in graded(), unlisted in 0..4_u32) {
        let profile = points(BallotKind::Points { unlisted }, OPTIONS, &ballots);
        let outcome = count(&profile, Rule::MajorityJudgment, &seats(OPTIONS)).unwrap();
        let listed = |ballot: &[Option<u32>]| ballot.iter().any(Option::is_some);
        let grades = |option: usize| -> Vec<u32> {
            let valid = ballots.iter().filter(|(ballot, _)| listed(ballot));
            valid.flat_map(|(ballot, weight)| {
                vec![ballot[option].unwrap_or(unlisted); *weight as usize]
            }).collect()
        };
        let values: Vec<Vec<u32>> = (0..OPTIONS.into()).map(|it| majority_value(grades(it))).collect();
        let mut order: Vec<usize> = (0..OPTIONS.into()).collect();
        order.sort_by(|one, other| values[*other].cmp(&values[*one]));
        if values[0].is_empty() {
            prop_assert!(outcome.winners().is_empty());
        } else {
            let order: Vec<String> = order.iter().map(ToString::to_string).collect();
            prop_assert_eq!(outcome.winners(), order);
        }
        // What is said of two neighbours is what one sees who takes medians away by hand.
        for round in outcome.rounds() {
            let Round::MediansRemoved(said) = round else { continue };
            let value = |id: &str| &values[id.parse::<usize>().unwrap()];
            let (one, other) = (value(&said.option), value(&said.before));
            let removed = said.removed as usize;
            prop_assert_eq!(one[0], said.median);
            prop_assert_eq!(&one[..removed], &other[..removed]);
            prop_assert_eq!((one[removed], other[removed]), (said.then, said.against));
            prop_assert!(said.then > said.against);
        }
    }

    #[test]
    fn score_is_the_sum_that_the_profile_has(ballots in graded(), unlisted in 0..3_u32) {
        let ballots: Vec<_> =
            ballots.into_iter().filter(|(ballot, _)| ballot.iter().any(Option::is_some)).collect();
        let profile = points(BallotKind::Points { unlisted }, OPTIONS, &ballots);
        let outcome = counted(&profile, Rule::Score);
        let scores: Vec<u64> = outcome.scores().iter().map(|(_, score)| *score).collect();
        prop_assert_eq!(scores, profile.scores().unwrap());
    }

    #[test]
    fn borda_is_the_sum_that_the_profile_has(ballots in ranked()) {
        let profile = ranked_profile(&ballots);
        let outcome = counted(&profile, Rule::Score);
        let scores: Vec<u64> = outcome.scores().iter().map(|(_, score)| *score).collect();
        prop_assert_eq!(scores, profile.scores().unwrap());
    }

    #[test]
    fn two_rounds_are_what_the_napkin_gives(ballots in ranked()) {
        let outcome = counted(&ranked_profile(&ballots), Rule::TwoRound);
        let winner = contingent(&ballots).map(|option| option.to_string());
        prop_assert_eq!(outcome.winners().first(), winner.as_ref());
    }

    #[test]
    fn relabelled_options_give_relabelled_winners(
        ballots in graded(),
        ranked in ranked(),
        names in Just((0..OPTIONS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        // Option n is called names[n]; ties go by the first names.
        let renamed = |option: usize| names[option] as usize;
        let back = |place: u16| names.iter().position(|name| *name == place).unwrap().to_string();
        let moved: Vec<_> = ballots.iter().map(|(ballot, weight)| {
            let mut other = vec![None; OPTIONS as usize];
            for (option, grade) in ballot.iter().enumerate() {
                other[renamed(option)] = *grade;
            }
            (other, *weight)
        }).collect();
        let order: Vec<OptionIndex> = (0..OPTIONS.into()).map(|it| at(renamed(it) as u16)).collect();
        let ordered = seats(2).with_ties(TieBreak::Order(order.clone()));
        let check = |one: Profile, other: Profile, rule: Rule, seats: &Params, by: &Params| {
            let one = count(&one, rule, seats).unwrap();
            let other = count(&other, rule, by).unwrap();
            let winners: Vec<String> =
                other.winners().iter().map(|id| back(id.parse().unwrap())).collect();
            (one.winners().to_vec(), winners)
        };
        for rule in [Rule::Score, Rule::MajorityJudgment, Rule::Quadratic] {
            let limit = |params: Params| match rule {
                Rule::Quadratic => params.with_credits(20),
                _ => params,
            };
            let (listed, by) = (limit(seats(2)), limit(ordered.clone()));
            let (one, other) = check(
                points(POINTS, OPTIONS, &ballots), points(POINTS, OPTIONS, &moved), rule, &listed, &by,
            );
            prop_assert_eq!(one, other, "{}", rule);
        }
        let moved: Vec<_> = ranked.iter().map(|(ballot, weight)| {
            (ballot.iter().map(|option| renamed(*option as usize) as u16).collect(), *weight)
        }).collect();
        let by = Params::new(TieBreak::Order(order));
        let (one, other) = check(
            ranked_profile(&ranked), ranked_profile(&moved), Rule::TwoRound, &Params::default(), &by,
        );
        prop_assert_eq!(one, other, "two-round");
    }

    #[test]
    fn the_order_of_ballots_does_not_show(mut ballots in graded(), mut ranked in ranked()) {
        let (one, order) = (points(POINTS, OPTIONS, &ballots), ranked_profile(&ranked));
        ballots.reverse();
        ranked.reverse();
        let (other, reversed) = (points(POINTS, OPTIONS, &ballots), ranked_profile(&ranked));
        let params = |rule| match rule {
            Rule::Quadratic => Params::default().with_credits(12),
            _ => Params::default(),
        };
        for rule in [Rule::Score, Rule::MajorityJudgment, Rule::Quadratic] {
            let (one, other) = (count(&one, rule, &params(rule)), count(&other, rule, &params(rule)));
            prop_assert_eq!(one, other);
        }
        for rule in [Rule::TwoRound, Rule::Plurality, Rule::Score] {
            prop_assert_eq!(counted(&order, rule), counted(&reversed, rule));
        }
    }

    #[test]
    fn a_better_grade_never_makes_the_winner_lose(mut ballots in graded(), which in 0..9_usize) {
        let rules = [Rule::Score, Rule::MajorityJudgment];
        let before = rules.map(|rule| counted(&points(POINTS, OPTIONS, &ballots), rule));
        for (rule, before) in rules.into_iter().zip(before) {
            let Some(winner) = before.winners().first() else { continue };
            let Some((ballot, _)) = ballots.get_mut(which) else { continue };
            if ballot.iter().all(Option::is_none) {
                continue;
            }
            let grade = &mut ballot[winner.parse::<usize>().unwrap()];
            let kept = *grade;
            *grade = Some(kept.map_or(1, |grade| grade + 1));
            let after = counted(&points(POINTS, OPTIONS, &ballots), rule);
            prop_assert_eq!(after.winners().first(), Some(winner), "{}", rule);
            let (ballot, _) = &mut ballots[which];
            ballot[winner.parse::<usize>().unwrap()] = kept;
        }
    }

    #[test]
    fn what_everybody_puts_first_wins(mut ballots in graded(), mut ranked in ranked()) {
        for (ballot, _) in &mut ballots {
            ballot[2] = Some(9);
        }
        ballots.push((vec![None, None, Some(9), None], 1));
        let profile = points(POINTS, OPTIONS, &ballots);
        for rule in [Rule::Score, Rule::MajorityJudgment] {
            let outcome = counted(&profile, rule);
            prop_assert_eq!(outcome.winners(), ["2"]);
        }
        for (ballot, _) in &mut ranked {
            ballot.retain(|option| *option != 2);
            ballot.insert(0, 2);
        }
        ranked.push((vec![2], 1));
        for rule in [Rule::TwoRound, Rule::Plurality] {
            let outcome = counted(&ranked_profile(&ranked), rule);
            prop_assert_eq!(outcome.winners(), ["2"]);
        }
    }

    #[test]
    fn a_weight_is_that_many_ballots(ballots in graded()) {
        let split: Vec<_> = ballots.iter().flat_map(|(ballot, weight)| {
            vec![(ballot.clone(), 1); *weight as usize]
        }).collect();
        let (one, other) = (points(POINTS, OPTIONS, &ballots), points(POINTS, OPTIONS, &split));
        for rule in [Rule::Score, Rule::MajorityJudgment] {
            let (one, other) = (counted(&one, rule), counted(&other, rule));
            prop_assert_eq!(one.winners(), other.winners());
            prop_assert_eq!(one.scores(), other.scores());
            prop_assert_eq!(one.valid(), other.valid());
        }
    }
}
