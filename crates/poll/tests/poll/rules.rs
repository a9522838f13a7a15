//! Decidim's rules of budget ballots, approval and single choice, to the count.

use participation_acts::{Ballot, BallotRule, Choices, Opening, Ties};
use participation_charter::Fault;
use participation_policy::{BallotFault, Denied};
use participation_poll::{Exclusion, PollStatus, profile};
use participation_tally::{Lot, Params, Rule, TieBreak, count};
use participation_types::EntryId;

use crate::hall::{Hall, SINGLE, counting};

fn faults(hall: &Hall, poll: &EntryId) -> Vec<BallotFault> {
    let report = hall.report(poll);
    let mut excluded = report.excluded;
    excluded.sort_by_key(|one| hall.polls.ballots(poll).iter().position(|f| f.id == one.ballot));
    let fault = |why: &Exclusion| {
        let Exclusion::Fault(Fault::Denied(Denied::Ballot(fault))) = why else { panic!("{why:?}") };
        *fault
    };
    excluded.iter().map(|excluded| fault(&excluded.why)).collect()
}

fn scores(hall: &Hall, poll: &EntryId) -> Vec<u64> {
    hall.report(poll).outcome.unwrap().scores().iter().map(|(_, score)| *score).collect()
}

#[test]
fn a_single_choice_is_counted_by_plurality() {
    let mut hall = Hall::of(6);
    let poll = hall.ask(SINGLE, counting("plurality", 1, None), &[0, 0, 0]);
    for (who, choice) in [(1, 1), (2, 1), (3, 0), (4, 1)] {
        hall.vote(who, poll, &[choice]);
    }
    hall.vote(5, poll, &[]);
    hall.vote(6, poll, &[0, 1]);
    assert_eq!(
        faults(&hall, &poll),
        [BallotFault::TooFew { chosen: 0, least: 1 }, BallotFault::TooMany { chosen: 2, most: 1 }]
    );
    assert_eq!(scores(&hall, &poll), [1, 3, 0]);
    let report = hall.report(&poll);
    assert_eq!((report.roll, report.ballots, report.status), (6, 4, PollStatus::Open));
    assert_eq!(report.outcome.unwrap().winners(), ["p1"]);
}

#[test]
fn approval_fills_as_many_seats_as_were_opened() {
    let mut hall = Hall::of(4);
    let rule = BallotRule::Approval { min: 0, max: 2 };
    let poll = hall.ask(rule, counting("approval", 2, None), &[0; 4]);
    hall.vote(1, poll, &[0, 3]);
    hall.vote(2, poll, &[1, 3]);
    hall.vote(3, poll, &[1]);
    hall.vote(4, poll, &[]);
    assert_eq!(scores(&hall, &poll), [1, 2, 0, 2]);
    assert_eq!(hall.report(&poll).outcome.unwrap().winners(), ["p1", "p3"]);
}

#[test]
fn a_percentage_of_the_budget_must_be_used_exactly() {
    // 70 percent of 1,000.
    let rule = BallotRule::BudgetPercent { percent: 70 };
    let mut hall = Hall::of(4);
    let poll = hall.ask(rule, counting("greedy", 0, Some(1000)), &[700, 300, 699, 1]);
    hall.vote(1, poll, &[0]);
    hall.vote(2, poll, &[0, 1]);
    hall.vote(3, poll, &[2]);
    hall.vote(4, poll, &[0, 1, 3]);
    assert_eq!(
        faults(&hall, &poll),
        [
            BallotFault::UnderBudget { cost: 699, budget: 1000, percent: 70 },
            BallotFault::OverBudget { cost: 1001, budget: 1000 }
        ]
    );
    let outcome = hall.report(&poll).outcome.unwrap();
    assert_eq!(outcome.winners(), ["p0", "p1"]);
    assert_eq!(outcome.remaining().unwrap().units(0), Some(0));
}

#[test]
fn a_minimum_of_projects_must_be_chosen_and_fit() {
    let rule = BallotRule::BudgetMinimum { projects: 2 };
    let mut hall = Hall::of(3);
    let poll = hall.ask(rule, counting("greedy", 0, Some(10)), &[5, 5, 6]);
    hall.vote(1, poll, &[0, 1]);
    hall.vote(2, poll, &[0]);
    hall.vote(3, poll, &[1, 2]);
    assert_eq!(
        faults(&hall, &poll),
        [
            BallotFault::TooFew { chosen: 1, least: 2 },
            BallotFault::OverBudget { cost: 11, budget: 10 }
        ]
    );
    assert_eq!(scores(&hall, &poll), [1, 1, 0]);
}

#[test]
fn a_selection_of_projects_may_cost_what_it_likes() {
    let rule = BallotRule::BudgetSelection { min: 1, max: 2 };
    let mut hall = Hall::of(4);
    let poll = hall.ask(rule, counting("greedy", 0, Some(10)), &[9, 9, 9]);
    hall.vote(1, poll, &[0, 1]);
    hall.vote(2, poll, &[1, 2]);
    hall.vote(3, poll, &[0, 1, 2]);
    hall.vote(4, poll, &[]);
    assert_eq!(
        faults(&hall, &poll),
        [BallotFault::TooMany { chosen: 3, most: 2 }, BallotFault::TooFew { chosen: 0, least: 1 }]
    );
    let outcome = hall.report(&poll).outcome.unwrap();
    assert_eq!(outcome.winners(), ["p1"]);
    assert_eq!(outcome.remaining().unwrap().units(0), Some(1));
}

#[test]
fn a_ballot_of_another_form_or_with_a_strange_option_is_told_so() {
    let mut hall = Hall::of(3);
    let poll = hall.ask(SINGLE, counting("plurality", 1, None), &[0, 0]);
    for (who, choices) in [
        (1, Choices::Ranking(vec![0])),
        (2, Choices::Points(vec![(0, 1)])),
        (3, Choices::Approval(vec![2])),
    ] {
        hall.cast(who, Ballot { opening: poll, counter: 1, choices });
    }
    assert_eq!(
        faults(&hall, &poll),
        [BallotFault::Form, BallotFault::Form, BallotFault::NoSuchOption { option: 2, options: 2 }]
    );
}

#[test]
fn what_is_reported_is_what_the_counting_crate_counts() {
    let mut hall = Hall::of(5);
    let rule = BallotRule::Approval { min: 0, max: 3 };
    let poll = hall.ask(rule, counting("approval", 2, None), &[0; 3]);
    let ballots: [&[u16]; 5] = [&[0], &[0, 1], &[1, 2], &[2], &[0, 1, 2]];
    for (who, options) in (1..).zip(ballots) {
        hall.vote(who, poll, options);
    }
    let opening: &Opening = hall.polls.opening(&poll).unwrap();
    let choices = ballots.map(|options| Choices::Approval(options.to_vec()));
    let seats = std::num::NonZeroU16::new(2).unwrap();
    let params = Params::new(TieBreak::Listed).with_seats(seats);
    let expected = count(&profile(opening, &choices).unwrap(), Rule::Approval, &params).unwrap();
    assert_eq!(format!("{:?}", hall.report(&poll).outcome.unwrap()), format!("{expected:?}"));
}

#[test]
fn a_tie_by_lot_is_drawn_from_the_manifest_and_before_it_from_the_opening() {
    let mut hall = Hall::of(4);
    let mut by_lot = counting("plurality", 1, None);
    by_lot.ties = Ties::Lot;
    let mut drawn = std::collections::BTreeSet::new();
    for round in 0..12 {
        let opening = hall.opening(SINGLE, by_lot.clone(), &[0; 4]);
        let poll = hall.open(Opening { nonce: [round; 16], ..opening });
        for who in 1..=4 {
            hall.vote(who, poll, &[who as u16 - 1]);
        }
        let winner = |seed: &[u8; 32]| {
            let lot = Lot::new(*seed, *poll.as_bytes());
            (0..4).map(|i| format!("p{i}")).min_by_key(|option| lot.draw(option)).unwrap()
        };
        let before = hall.report(&poll).outcome.unwrap();
        assert_eq!(before.winners(), [winner(poll.as_bytes())]);
        let seal = hall.seal(poll);
        let after = hall.report(&poll).outcome.unwrap();
        assert_eq!(after.winners(), [winner(seal.manifest.as_bytes())]);
        drawn.insert((before.winners()[0].clone(), after.winners()[0].clone()));
    }
    assert!(drawn.iter().any(|(before, after)| before != after), "{drawn:?}");
}

#[test]
fn a_rule_that_nobody_knows_and_a_budget_without_one_are_not_counted() {
    let mut hall = Hall::of(1);
    let poll = hall.ask(SINGLE, counting("stv-roman", 1, None), &[0, 0]);
    hall.vote(1, poll, &[0]);
    let why = hall.report(&poll).uncountable.unwrap();
    assert!(why.contains("no rule is called `stv-roman`"), "{why}");
    let poll = hall.ask(SINGLE, counting("greedy", 0, None), &[0, 0]);
    let report = hall.report(&poll);
    assert!(report.outcome.is_none() && report.uncountable.is_some());
    // It can be sealed all the same: the ballots are safe, and a later version counts them.
    let seal = hall.seal(poll);
    assert!(
        hall.report(&poll).seals.iter().any(|one| one.manifest == seal.manifest && one.holds())
    );
}
