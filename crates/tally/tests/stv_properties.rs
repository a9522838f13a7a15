//! Instant runoff and STV against counts of every single ballot, slow and plain; and what each of
//! these rules promises.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::num::NonZeroU16;

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Outcome, Params, PollOption, Profile, Round, Rule,
    TieBreak, count,
};
use proptest::prelude::*;

const RULES: [Rule; 3] = [Rule::Irv, Rule::StvScottish, Rule::StvMeek];

/// Rankings by the places of options.
type Ballots = Vec<Vec<usize>>;
/// A ranking whose places may be shared.
type Weak = Vec<Vec<usize>>;

fn params(seats: usize) -> Params {
    Params::default().with_seats(NonZeroU16::new(u16::try_from(seats).unwrap()).unwrap())
}

fn index(option: usize) -> OptionIndex {
    OptionIndex::new(u16::try_from(option).unwrap())
}

fn named(options: usize) -> Vec<PollOption> {
    (0..options).map(|n| PollOption::new(n.to_string(), "", Amount::from(0))).collect()
}

fn profile<'a>(options: usize, ballots: impl IntoIterator<Item = &'a Vec<usize>>) -> Profile {
    let kind = BallotKind::Ranking { longest: 99 };
    let mut profile = Profile::new(kind, named(options), None).unwrap();
    for ballot in ballots {
        let ranking: Vec<_> = ballot.iter().map(|option| index(*option)).collect();
        profile.push(Ballot::Ranking(&ranking), 1).unwrap();
    }
    profile
}

fn weak_profile(options: usize, ballots: &[Weak]) -> Profile {
    let mut profile = Profile::new(BallotKind::WeakOrder, named(options), None).unwrap();
    for ballot in ballots {
        let places = (0_u32..).zip(ballot);
        let marks: Vec<_> =
            places.flat_map(|(place, tier)| tier.iter().map(move |o| (index(*o), place))).collect();
        profile.push(Ballot::WeakOrder(&marks), 1).unwrap();
    }
    profile
}

fn elected(outcome: &Outcome) -> Vec<usize> {
    outcome.elected().iter().map(|option| option.place()).collect()
}

/// The votes of each stage, in units of the last decimal.
fn stages(outcome: &Outcome) -> Vec<Vec<(usize, u128)>> {
    let stage = |round: &Round| {
        let Round::Stage(stage) = round else { panic!("{round:?}") };
        stage.votes.iter().map(|(id, votes)| (id.parse().unwrap(), votes.units())).collect()
    };
    outcome.rounds().iter().map(stage).collect()
}

/// What a naive count gives: votes of each stage, and who is elected in order.
type Counted = (Vec<Vec<(usize, u128)>>, Vec<usize>);

/// Best first by votes, then by the latest stage that differs, then as listed.
fn ranked(mut options: Vec<usize>, now: &[u128], earlier: &[Vec<u128>]) -> Vec<usize> {
    options.sort_by_key(|option| {
        let look_back = earlier.iter().rev().map(|votes| std::cmp::Reverse(votes[*option]));
        (std::cmp::Reverse(now[*option]), look_back.collect::<Vec<_>>(), *option)
    });
    options
}

/// SSI 2007/42 on every single paper.
fn scottish(options: usize, seats: usize, ballots: &Ballots) -> Counted {
    let one = 100_000_u128;
    let valid = ballots.iter().filter(|ballot| !ballot.is_empty()).count();
    if valid == 0 {
        return (Vec::new(), Vec::new());
    }
    let quota = (valid / (seats + 1) + 1) as u128 * one;
    let mut value = vec![one; ballots.len()];
    let mut holder: Vec<Option<usize>> = ballots.iter().map(|b| b.first().copied()).collect();
    let mut elected = Vec::new();
    let mut out = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    let (mut shown, mut earlier) = (Vec::new(), Vec::new());
    loop {
        let votes: Vec<u128> = (0..options)
            .map(|c| {
                let held = (0..ballots.len()).filter(|b| holder[*b] == Some(c));
                if done.contains(&c) { quota } else { held.map(|b| value[b]).sum() }
            })
            .collect();
        shown.push((0..options).filter(|c| !out.contains(c)).map(|c| (c, votes[c])).collect());
        let left = |elected: &[usize], out: &[usize]| -> Vec<usize> {
            (0..options).filter(|c| !elected.contains(c) && !out.contains(c)).collect()
        };
        let reached = left(&elected, &out).into_iter().filter(|c| votes[*c] >= quota).collect();
        elected.extend(ranked(reached, &votes, &earlier));
        let continuing = left(&elected, &out);
        if elected.len() >= seats {
            return (shown, elected);
        }
        if continuing.len() <= seats - elected.len() {
            elected.extend(ranked(continuing, &votes, &earlier));
            return (shown, elected);
        }
        let waiting = elected.iter().copied().filter(|c| votes[*c] > quota).collect();
        let (from, surplus) = match ranked(waiting, &votes, &earlier).first() {
            Some(from) => (*from, true),
            None => (*ranked(continuing.clone(), &votes, &earlier).last().unwrap(), false),
        };
        if surplus {
            done.push(from)
        } else {
            out.push(from)
        }
        let receiving = left(&elected, &out);
        for b in 0..ballots.len() {
            if holder[b] == Some(from) {
                if surplus {
                    value[b] = value[b] * (votes[from] - quota) / votes[from];
                }
                let after = ballots[b].iter().skip_while(|c| **c != from);
                holder[b] = after.copied().find(|c| receiving.contains(c));
            }
        }
        earlier.push(votes);
    }
}

/// The reference rule of Meek's method on every single ballot.
fn meek(options: usize, seats: usize, ballots: &Ballots) -> Counted {
    let one = 1_000_000_000_u128;
    if ballots.iter().all(Vec::is_empty) {
        return (Vec::new(), Vec::new());
    }
    let mut keep = vec![one; options];
    let (mut elected, mut out) = (Vec::new(), Vec::new());
    let mut shown: Vec<Vec<(usize, u128)>> = Vec::new();
    let mut votes = vec![0; options];
    let share = |keep: &[u128]| {
        let mut votes = vec![0; options];
        for ballot in ballots {
            let mut weight = one;
            for c in ballot {
                let kept = (weight * keep[*c]).div_ceil(one);
                votes[*c] += kept;
                weight -= kept;
            }
        }
        votes
    };
    let hopeful = |elected: &[usize], out: &[usize]| -> Vec<usize> {
        (0..options).filter(|c| !elected.contains(c) && !out.contains(c)).collect()
    };
    while elected.len() < seats && hopeful(&elected, &out).len() + elected.len() > seats {
        let mut last = None;
        loop {
            votes = share(&keep);
            let quota = votes.iter().sum::<u128>() / (seats as u128 + 1) + 1;
            let new: Vec<usize> =
                hopeful(&elected, &out).into_iter().filter(|c| votes[*c] >= quota).collect();
            let is_new = !new.is_empty();
            elected.extend(ranked(new, &votes, &[]));
            let row = (0..options).filter(|c| !out.contains(c)).map(|c| (c, votes[c])).collect();
            if is_new {
                shown.push(row);
                break;
            }
            let sum: i128 = elected.iter().map(|c| votes[*c] as i128 - quota as i128).sum();
            let surplus = sum.max(0) as u128;
            if surplus < 1_000 || last.is_some_and(|last| surplus >= last) {
                shown.push(row);
                let hopeful = hopeful(&elected, &out);
                let low = hopeful.iter().map(|c| votes[*c]).min().unwrap();
                // As listed, the first fares best.
                let worst = hopeful.into_iter().filter(|c| votes[*c] <= low + surplus).max();
                out.push(worst.unwrap());
                keep[worst.unwrap()] = 0;
                break;
            }
            last = Some(surplus);
            for c in &elected {
                keep[*c] = ((keep[*c] * quota).div_ceil(one) * one).div_ceil(votes[*c]);
            }
        }
    }
    if shown.is_empty() {
        votes = share(&keep);
        shown.push(votes.iter().copied().enumerate().collect());
    }
    if elected.len() < seats {
        elected.extend(ranked(hopeful(&elected, &out), &votes, &[]));
    }
    (shown, elected)
}

/// Instant runoff, each stage counted anew.
fn irv(options: usize, ballots: &[Weak]) -> Counted {
    let mut left: Vec<usize> = (0..options).collect();
    let (mut shown, mut earlier) = (Vec::new(), Vec::new());
    loop {
        let mut votes = vec![0_u128; options];
        for ballot in ballots {
            let in_race = |tier: &Vec<usize>| -> Vec<usize> {
                tier.iter().copied().filter(|c| left.contains(c)).collect()
            };
            if let Some(best) = ballot.iter().map(in_race).find(|best| !best.is_empty())
                && let [only] = best[..]
            {
                votes[only] += 1;
            }
        }
        shown.push(left.iter().map(|c| (*c, votes[*c])).collect());
        let sum: u128 = votes.iter().sum();
        if let Some(winner) = left.iter().find(|c| votes[**c] * 2 > sum) {
            return (shown, vec![*winner]);
        }
        if left.len() == 1 {
            return (shown, Vec::new());
        }
        let last = *ranked(left.clone(), &votes, &earlier).last().unwrap();
        left.retain(|c| *c != last);
        earlier.push(votes);
    }
}

fn ranking(options: usize) -> impl Strategy<Value = Vec<usize>> {
    (Just((0..options).collect::<Vec<_>>()).prop_shuffle(), 0..=options).prop_map(
        |(mut order, length)| {
            order.truncate(length);
            order
        },
    )
}

/// Options, seats and ballots.
fn election() -> impl Strategy<Value = (usize, usize, Ballots)> {
    (1_usize..7, 1_usize..5).prop_flat_map(|(options, seats)| {
        let ballots = prop::collection::vec(ranking(options), 0..60);
        (Just(options), Just(seats), ballots)
    })
}

/// Options and ballots with shared places.
fn weak_election() -> impl Strategy<Value = (usize, Vec<Weak>)> {
    (1_usize..6).prop_flat_map(|options| {
        let weak = (ranking(options), prop::collection::vec(any::<bool>(), options)).prop_map(
            |(order, joined)| {
                let mut tiers: Weak = Vec::new();
                for (option, joined) in order.into_iter().zip(joined) {
                    match tiers.last_mut() {
                        Some(tier) if joined => tier.push(option),
                        _ => tiers.push(vec![option]),
                    }
                }
                tiers
            },
        );
        (Just(options), prop::collection::vec(weak, 0..40))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn scottish_stv_is_the_count_of_every_paper((options, seats, ballots) in election()) {
        let outcome = count(&profile(options, &ballots), Rule::StvScottish, &params(seats)).unwrap();
        let naive = scottish(options, seats, &ballots);
        prop_assert_eq!((stages(&outcome), elected(&outcome)), naive);
    }

    #[test]
    fn meek_is_the_reference_rule_on_every_ballot((options, seats, ballots) in election()) {
        let outcome = count(&profile(options, &ballots), Rule::StvMeek, &params(seats)).unwrap();
        let naive = meek(options, seats, &ballots);
        prop_assert_eq!((stages(&outcome), elected(&outcome)), naive);
    }

    #[test]
    fn irv_is_every_stage_counted_anew((options, ballots) in weak_election()) {
        let outcome = count(&weak_profile(options, &ballots), Rule::Irv, &params(1)).unwrap();
        let naive = irv(options, &ballots);
        prop_assert_eq!((stages(&outcome), elected(&outcome)), naive);
    }

    #[test]
    fn stv_ends_a_ranking_before_a_shared_place((options, ballots) in weak_election(), seats in 1_usize..4) {
        let cut = |ballot: &Weak| -> Vec<usize> {
            ballot.iter().take_while(|tier| tier.len() == 1).map(|tier| tier[0]).collect()
        };
        let cut: Ballots = ballots.iter().map(cut).collect();
        for rule in [Rule::StvScottish, Rule::StvMeek] {
            let weak = count(&weak_profile(options, &ballots), rule, &params(seats)).unwrap();
            let strict = count(&profile(options, &cut), rule, &params(seats)).unwrap();
            prop_assert_eq!(weak.rounds(), strict.rounds());
            prop_assert_eq!(weak.winners(), strict.winners());
        }
    }

    #[test]
    fn the_order_of_ballots_does_not_show((options, seats, ballots) in election()) {
        for rule in RULES {
            let seats = if rule == Rule::Irv { 1 } else { seats };
            let there = count(&profile(options, &ballots), rule, &params(seats)).unwrap();
            let back = count(&profile(options, ballots.iter().rev()), rule, &params(seats)).unwrap();
            prop_assert_eq!(there, back);
        }
    }

    #[test]
    fn other_names_elect_the_same_people(
        (options, seats, ballots) in election(),
        swap in (0_usize..6, 0_usize..6),
    ) {
        let mut new: Vec<usize> = (0..options).collect();
        new.swap(swap.0 % options, swap.1 % options);
        let renamed: Ballots =
            ballots.iter().map(|ballot| ballot.iter().map(|c| new[*c]).collect()).collect();
        for rule in RULES {
            let seats = params(if rule == Rule::Irv { 1 } else { seats });
            let order = (0..options).map(index).collect();
            let one = count(
                &profile(options, &ballots), rule, &seats.clone().with_ties(TieBreak::Order(order)),
            ).unwrap();
            let order = new.iter().map(|c| index(*c)).collect();
            let other = count(
                &profile(options, &renamed), rule, &seats.with_ties(TieBreak::Order(order)),
            ).unwrap();
            let expected: Vec<usize> = elected(&one).into_iter().map(|c| new[c]).collect();
            prop_assert_eq!(elected(&other), expected);
        }
    }

    #[test]
    fn all_votes_are_somewhere((options, seats, ballots) in election()) {
        for rule in RULES {
            let seats = if rule == Rule::Irv { 1 } else { seats };
            let outcome = count(&profile(options, &ballots), rule, &params(seats)).unwrap();
            for round in outcome.rounds() {
                let Round::Stage(stage) = round else { panic!("{round:?}") };
                let counted: u128 = stage.votes.iter().map(|(_, votes)| votes.units()).sum();
                let one = 10_u128.pow(stage.uncounted.decimals().into());
                let all = counted + stage.uncounted.units();
                prop_assert_eq!(all, u128::from(outcome.valid()) * one);
            }
            let seats = seats.min(options);
            let full = if outcome.valid() == 0 { 0 } else { seats };
            prop_assert_eq!(outcome.winners().len(), full);
        }
    }

    #[test]
    fn more_than_half_of_the_first_places_win_irv_at_once((options, _, ballots) in election()) {
        let outcome = count(&profile(options, &ballots), Rule::Irv, &params(1)).unwrap();
        let most = outcome.scores().iter().map(|(_, votes)| *votes).max().unwrap();
        let at_once = outcome.rounds().len() == 1 && !outcome.winners().is_empty();
        prop_assert_eq!(at_once, most * 2 > outcome.valid() && most > 0);
    }

    #[test]
    fn scottish_stv_for_one_seat_elects_whom_irv_elects((options, _, ballots) in election()) {
        let profile = profile(options, &ballots);
        let irv = count(&profile, Rule::Irv, &params(1)).unwrap();
        let stv = count(&profile, Rule::StvScottish, &params(1)).unwrap();
        prop_assert_eq!(irv.winners(), stv.winners());
    }

    #[test]
    fn a_solid_group_gets_a_seat_for_each_quota(
        (options, seats, ballots) in election(),
        group in 1_usize..6,
        first in prop::collection::vec(Just((0_usize..6).collect::<Vec<_>>()).prop_shuffle(), 0..60),
    ) {
        let group = group.min(options);
        let solid = first.iter().map(|order| -> Vec<usize> {
            order.iter().copied().filter(|c| *c < group).collect()
        });
        let all: Ballots = ballots.iter().cloned().chain(solid).collect();
        let valid = all.iter().filter(|ballot| !ballot.is_empty()).count();
        let quotas = first.len() / (valid / (seats + 1) + 1);
        for rule in [Rule::StvScottish, Rule::StvMeek] {
            let outcome = count(&profile(options, &all), rule, &params(seats)).unwrap();
            let won = elected(&outcome).into_iter().filter(|c| *c < group).count();
            prop_assert!(won >= quotas.min(group), "{rule}: {won} of {quotas} quotas");
        }
    }

    #[test]
    fn if_all_agree_they_get_what_they_want(options in 1_usize..7, seats in 1_usize..5, order in Just((0_usize..6).collect::<Vec<_>>()).prop_shuffle()) {
        let order: Vec<usize> = order.into_iter().filter(|c| *c < options).collect();
        let ballots = vec![order.clone(); 100];
        for rule in RULES {
            let seats = if rule == Rule::Irv { 1 } else { seats };
            let outcome = count(&profile(options, &ballots), rule, &params(seats)).unwrap();
            let (mut elected, mut wanted) = (elected(&outcome), order[..seats.min(options)].to_vec());
            if seats >= options {
                // All are elected at once, with the others' votes at nothing.
                elected.sort_unstable();
                wanted.sort_unstable();
            }
            prop_assert_eq!(elected, wanted);
        }
    }
}
