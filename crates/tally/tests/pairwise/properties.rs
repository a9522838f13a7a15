//! What holds for every profile of rankings.
use std::{cmp::Reverse, collections::BTreeSet, num::NonZeroU16};

use participation_tally::{
    OptionIndex, Outcome, Pairs, Params, Round, Rule, Strength, TieBreak, count,
};
use proptest::prelude::*;

use crate::naive::Poll;

const RULES: [Rule; 4] = [Rule::Schulze, Rule::RankedPairs, Rule::Minimax, Rule::Copeland];

/// Polls with shared places, options left out, and weights; many of them with circles.
fn polls(options: std::ops::Range<usize>, weight: u32) -> impl Strategy<Value = Poll> {
    options.prop_flat_map(move |options| {
        let place = prop::option::weighted(0.85, 1..6_u32);
        let places = prop::collection::vec(place, options);
        prop::collection::vec((places, 1..=weight), 0..9)
            .prop_map(move |ballots| Poll { options, ballots })
    })
}

fn order() -> impl Strategy<Value = Vec<usize>> {
    Just((0..6).collect::<Vec<usize>>()).prop_shuffle()
}

fn params(strength: Strength, ties: &[usize]) -> Params {
    let order = ties.iter().map(|option| OptionIndex::new(*option as u16)).collect();
    Params::new(TieBreak::Order(order)).with_strength(strength)
}

fn cut_to(order: &[usize], options: usize) -> Vec<usize> {
    order.iter().copied().filter(|option| *option < options).collect()
}

/// The ranking as groups of ids; who shares a place in the order of the tie-break.
fn groups(outcome: &Outcome) -> Vec<Vec<usize>> {
    let Some(Round::PairwiseRanking(ranking)) = outcome.rounds().last() else { panic!("none") };
    let groups = ranking.places.chunk_by(|one, other| one.place == other.place);
    let ids = |group: &[participation_tally::Ranked]| {
        group.iter().map(|ranked| ranked.option.parse().unwrap()).collect()
    };
    groups.map(ids).collect()
}

fn pairs(outcome: &Outcome) -> &Pairs {
    let Round::Pairs(pairs) = &outcome.rounds()[0] else { panic!("no pairs") };
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_rule_is_what_the_naive_count_gives(
        poll in polls(1..6, 5),
        order in order(),
        seats in 1..4_u16,
    ) {
        let ties = cut_to(&order, poll.options);
        for strength in Strength::ALL {
            let params = params(strength, &ties).with_seats(NonZeroU16::new(seats).unwrap());
            for rule in RULES {
                let outcome = count(&poll.profile(), rule, &params).unwrap();
                let naive = poll.naive(rule, strength, &ties);
                prop_assert_eq!(groups(&outcome), naive.clone(), "{} {}", rule, strength);
                let seats = if poll.is_empty() { 0 } else { usize::from(seats) };
                let first: Vec<String> =
                    naive.concat().iter().take(seats).map(ToString::to_string).collect();
                prop_assert_eq!(outcome.winners(), first, "{} {}", rule, strength);
            }
        }
    }

    #[test]
    fn the_matrix_is_what_every_ballot_says(poll in polls(1..6, 5)) {
        let outcome = count(&poll.profile(), Rule::Copeland, &Params::default()).unwrap();
        for (one, row) in pairs(&outcome).rows.iter().enumerate() {
            for (other, votes) in row.iter().enumerate() {
                prop_assert_eq!(*votes, poll.prefer(one, other));
            }
        }
        let smith: BTreeSet<usize> =
            pairs(&outcome).smith.iter().map(|id| id.parse().unwrap()).collect();
        prop_assert_eq!(smith, poll.smith());
    }

    #[test]
    fn the_strength_of_every_chain_is_told(poll in polls(2..6, 5)) {
        for strength in Strength::ALL {
            let params = Params::default().with_strength(strength);
            let outcome = count(&poll.profile(), Rule::Schulze, &params).unwrap();
            let Round::StrongestPaths(paths) = &outcome.rounds()[1] else { panic!("no paths") };
            for (one, row) in paths.rows.iter().enumerate() {
                for (other, told) in row.iter().enumerate().filter(|(other, _)| *other != one) {
                    let naive = poll.strongest(one, other, strength).map_or(0, |force| force.0);
                    prop_assert_eq!(*told, naive);
                }
            }
            for contest in &paths.contests {
                let (stronger, weaker) = (&contest.for_it, &contest.against_it);
                for chain in [stronger, weaker] {
                    let ids: Vec<usize> =
                        chain.path.iter().map(|id| id.parse().unwrap()).collect();
                    let steps = ids.windows(2).map(|it| poll.force(it[0], it[1], strength));
                    let weakest = steps.min().unwrap().unwrap();
                    prop_assert_eq!(weakest.0, chain.strength);
                    prop_assert_eq!(chain.against.map_or(0, |it| it), weakest.1.0);
                }
                let key = |it: &participation_tally::Chain| (it.strength, Reverse(it.against));
                prop_assert_eq!(contest.equal, key(stronger) == key(weaker));
                prop_assert!(key(stronger) >= key(weaker));
            }
        }
    }

    #[test]
    fn a_victory_is_left_out_exactly_when_it_would_close_a_circle(poll in polls(2..7, 5)) {
        let outcome = count(&poll.profile(), Rule::RankedPairs, &Params::default()).unwrap();
        let Round::LockedPairs(locks) = &outcome.rounds()[1] else { panic!("no locks") };
        let mut locked: Vec<(String, String)> = Vec::new();
        for victory in &locks.victories {
            if victory.locked {
                prop_assert!(victory.circle.is_empty());
                locked.push((victory.winner.clone(), victory.loser.clone()));
                continue;
            }
            prop_assert_eq!(victory.circle.first(), Some(&victory.loser));
            prop_assert_eq!(victory.circle.last(), Some(&victory.winner));
            for step in victory.circle.windows(2) {
                prop_assert!(locked.contains(&(step[0].clone(), step[1].clone())));
            }
        }
    }

    #[test]
    fn winners_come_from_those_who_beat_all_others(poll in polls(2..6, 5), order in order()) {
        prop_assume!(!poll.is_empty());
        let smith: Vec<String> = poll.smith().iter().map(ToString::to_string).collect();
        let ties = cut_to(&order, poll.options);
        for strength in Strength::ALL {
            for rule in RULES {
                let outcome = count(&poll.profile(), rule, &params(strength, &ties)).unwrap();
                let winner = &outcome.winners()[0];
                prop_assert_eq!(pairs(&outcome).condorcet.is_some(), smith.len() == 1);
                if rule != Rule::Minimax || smith.len() == 1 {
                    prop_assert!(smith.contains(winner), "{} {}", rule, strength);
                }
                let number: usize = winner.parse().unwrap();
                let loses = (0..poll.options).all(|it| it == number || poll.beats(it, number));
                prop_assert!(!loses || rule == Rule::Minimax);
            }
        }
    }

    #[test]
    fn what_everybody_prefers_stands_above(mut poll in polls(2..6, 5), order in order()) {
        for (places, _) in &mut poll.ballots {
            places[0] = Some(0);
        }
        poll.ballots.push((vec![Some(0); 1].into_iter().chain(vec![None; poll.options - 1]).collect(), 1));
        let ties = cut_to(&order, poll.options);
        for strength in Strength::ALL {
            for rule in RULES {
                let outcome = count(&poll.profile(), rule, &params(strength, &ties)).unwrap();
                prop_assert_eq!(groups(&outcome)[0].clone(), [0]);
            }
        }
    }

    #[test]
    fn a_winner_who_is_raised_still_wins(
        poll in polls(3..6, 50),
        ballot in any::<prop::sample::Index>(),
        place in 0..6_u32,
    ) {
        prop_assume!(!poll.ballots.is_empty());
        for strength in Strength::ALL {
            for rule in RULES {
                let params = Params::default().with_strength(strength);
                let outcome = count(&poll.profile(), rule, &params).unwrap();
                if outcome.winners().is_empty() || !poll.is_without_ties(strength) {
                    continue;
                }
                let winner: usize = outcome.winners()[0].parse().unwrap();
                let mut raised = poll.clone();
                let at = ballot.index(raised.ballots.len());
                let places = &mut raised.ballots[at].0;
                places[winner] = Some(places[winner].map_or(place, |now| now.min(place)));
                if !raised.is_without_ties(strength) {
                    continue;
                }
                let params = Params::default().with_strength(strength);
                let after = count(&raised.profile(), rule, &params).unwrap();
                prop_assert_eq!(after.winners(), outcome.winners(), "{} {}", rule, strength);
            }
        }
    }

    #[test]
    fn schulze_on_turned_ballots_ranks_the_other_way(poll in polls(2..6, 5)) {
        let mut turned = poll.clone();
        for (places, _) in &mut turned.ballots {
            for place in places {
                // Left out is last, so that turned it is first.
                *place = Some(place.map_or(0, |place| 10 - place));
            }
        }
        for strength in Strength::ALL {
            for one in 0..poll.options {
                for other in (0..poll.options).filter(|other| *other != one) {
                    let there = poll.strongest(one, other, strength);
                    prop_assert_eq!(there, turned.strongest(other, one, strength));
                }
            }
            let params = Params::default().with_strength(strength);
            let groups = groups(&count(&poll.profile(), Rule::Schulze, &params).unwrap());
            let back = count(&turned.profile(), Rule::Schulze, &params).unwrap();
            if groups.len() > 1 && groups[0].len() == 1 {
                prop_assert_ne!(back.winners(), [groups[0][0].to_string()]);
            }
            if groups.len() == poll.options {
                let reversed: Vec<_> = groups.into_iter().rev().collect();
                prop_assert_eq!(self::groups(&back), reversed);
            }
        }
    }

    #[test]
    fn names_and_their_order_do_not_matter(
        poll in polls(2..6, 5),
        listed in order(),
        ties in order(),
        seats in 1..3_u16,
    ) {
        let listed = cut_to(&listed, poll.options);
        let ties = cut_to(&ties, poll.options);
        // The same order of ties, by the places of the other list.
        let moved: Vec<usize> =
            ties.iter().map(|it| listed.iter().position(|other| other == it).unwrap()).collect();
        let seats = NonZeroU16::new(seats).unwrap();
        for strength in Strength::ALL {
            for rule in RULES {
                let one = params(strength, &ties).with_seats(seats);
                let one = count(&poll.profile(), rule, &one).unwrap();
                let other = params(strength, &moved).with_seats(seats);
                let other = count(&poll.relabelled(&listed), rule, &other).unwrap();
                prop_assert_eq!(one.winners(), other.winners(), "{}", rule);
                prop_assert_eq!(one.ties(), other.ties(), "{}", rule);
                prop_assert_eq!(one.rounds().last(), other.rounds().last(), "{}", rule);
            }
        }
    }

    #[test]
    fn the_order_of_ballots_does_not_matter(mut poll in polls(1..6, 5)) {
        let one = poll.profile();
        poll.ballots.reverse();
        let mid = poll.ballots.len() / 2;
        poll.ballots.rotate_left(mid);
        for rule in RULES {
            let other = count(&poll.profile(), rule, &Params::default());
            prop_assert_eq!(count(&one, rule, &Params::default()), other);
        }
    }

    #[test]
    fn where_no_tie_is_called_decisive_no_order_gives_other_winners(
        poll in polls(2..5, 3),
        seats in 1..3_u16,
    ) {
        let set = |outcome: &Outcome| -> BTreeSet<String> {
            outcome.winners().iter().cloned().collect()
        };
        for strength in Strength::ALL {
            for rule in RULES {
                let with = |ties: &[usize]| {
                    let params = params(strength, ties).with_seats(NonZeroU16::new(seats).unwrap());
                    count(&poll.profile(), rule, &params).unwrap()
                };
                let orders = orders(poll.options);
                let listed = with(&orders[0]);
                let differs = orders.iter().any(|order| set(&with(order)) != set(&listed));
                let decisive = listed.ties().iter().any(|tie| tie.decisive);
                // Ranked pairs may warn of a tie that no order turns, and says so.
                if rule == Rule::RankedPairs {
                    prop_assert!(decisive || !differs, "{:?}", listed.ties());
                } else {
                    prop_assert_eq!(decisive, differs, "{} {:?}", rule, listed.ties());
                }
            }
        }
    }
}

/// Every order of so many options.
fn orders(options: usize) -> Vec<Vec<usize>> {
    (0..options).fold(vec![Vec::new()], |orders, option| {
        let insert = |order: &Vec<usize>, at: usize| {
            let mut order = order.clone();
            order.insert(at, option);
            order
        };
        orders.iter().flat_map(|order| (0..=order.len()).map(move |at| insert(order, at))).collect()
    })
}
