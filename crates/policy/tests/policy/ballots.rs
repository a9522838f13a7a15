//! Each ballot rule at its boundaries.

use participation_acts::{BallotRule, Choices, Opening};
use participation_policy::{BallotFault, ballot_fits};

use crate::scene::opening;

/// Three options that cost 10, 20 and 30, and a budget of 50.
fn fits(ballot: BallotRule, choices: Choices) -> Result<(), BallotFault> {
    ballot_fits(&Opening { ballot, ..opening() }, &choices)
}

fn approve(ballot: BallotRule, chosen: &[u16]) -> Result<(), BallotFault> {
    fits(ballot, Choices::Approval(chosen.to_vec()))
}

#[test]
fn approvals_and_selections_are_between_their_limits() {
    for rule in
        [BallotRule::Approval { min: 1, max: 2 }, BallotRule::BudgetSelection { min: 1, max: 2 }]
    {
        assert_eq!(approve(rule, &[]), Err(BallotFault::TooFew { chosen: 0, least: 1 }));
        assert_eq!(approve(rule, &[2]), Ok(()));
        assert_eq!(approve(rule, &[0, 2]), Ok(()));
        assert_eq!(approve(rule, &[0, 1, 2]), Err(BallotFault::TooMany { chosen: 3, most: 2 }));
    }
}

#[test]
fn a_selection_may_cost_whatever_it_costs() {
    assert_eq!(approve(BallotRule::BudgetSelection { min: 0, max: 3 }, &[0, 1, 2]), Ok(()));
}

#[test]
fn a_percentage_is_kept_exactly() {
    let with = |percent, chosen: &[u16]| approve(BallotRule::BudgetPercent { percent }, chosen);
    assert_eq!(with(60, &[2]), Ok(()), "30 of 50 is 60 percent");
    let under = BallotFault::UnderBudget { cost: 30, budget: 50, percent: 61 };
    assert_eq!(with(61, &[2]), Err(under));
    assert_eq!(with(100, &[1, 2]), Ok(()), "exactly the budget");
    assert_eq!(with(60, &[0, 1, 2]), Err(BallotFault::OverBudget { cost: 60, budget: 50 }));
}

#[test]
fn a_percentage_is_not_rounded() {
    let third = |cost| {
        let mut opening = opening();
        opening.ballot = BallotRule::BudgetPercent { percent: 33 };
        opening.counting.budget = Some(1_000_000_000_000_000_003);
        opening.options[0].cost = cost;
        ballot_fits(&opening, &Choices::Approval(vec![0]))
    };
    // 33 percent are 330,000,000,000,000,000.99.
    assert!(third(330_000_000_000_000_000).is_err());
    assert_eq!(third(330_000_000_000_000_001), Ok(()));
}

#[test]
fn the_largest_costs_do_not_wrap() {
    let mut opening = opening();
    opening.ballot = BallotRule::BudgetPercent { percent: 100 };
    opening.counting.budget = Some(u64::MAX);
    opening.options[0].cost = u64::MAX;
    opening.options[1].cost = u64::MAX;
    assert_eq!(ballot_fits(&opening, &Choices::Approval(vec![0])), Ok(()));
    let cost = u128::from(u64::MAX) * 2;
    let over = BallotFault::OverBudget { cost, budget: u64::MAX };
    assert_eq!(ballot_fits(&opening, &Choices::Approval(vec![0, 1])), Err(over));
}

#[test]
fn a_minimum_of_projects_fits_in_the_budget_too() {
    let rule = BallotRule::BudgetMinimum { projects: 2 };
    assert_eq!(approve(rule, &[2]), Err(BallotFault::TooFew { chosen: 1, least: 2 }));
    assert_eq!(approve(rule, &[1, 2]), Ok(()));
    let over = BallotFault::OverBudget { cost: 60, budget: 50 };
    assert_eq!(approve(rule, &[0, 1, 2]), Err(over));
}

#[test]
fn without_a_budget_no_ballot_keeps_a_budget_rule() {
    for ballot in
        [BallotRule::BudgetPercent { percent: 0 }, BallotRule::BudgetMinimum { projects: 0 }]
    {
        let mut opening = Opening { ballot, ..opening() };
        opening.counting.budget = None;
        let verdict = ballot_fits(&opening, &Choices::Approval(vec![]));
        assert_eq!(verdict, Err(BallotFault::NoBudget));
    }
}

#[test]
fn a_blank_ballot_fits_where_the_least_is_nothing() {
    let blank = |rule| approve(rule, &[]).is_ok();
    assert!(blank(BallotRule::Approval { min: 0, max: 1 }));
    assert!(!blank(BallotRule::Approval { min: 1, max: 1 }));
    assert!(blank(BallotRule::BudgetSelection { min: 0, max: 1 }));
    assert!(blank(BallotRule::BudgetPercent { percent: 0 }));
    assert!(!blank(BallotRule::BudgetPercent { percent: 1 }));
    assert!(!blank(BallotRule::BudgetMinimum { projects: 1 }));
    let points = |min| {
        let rule = BallotRule::Points { most: 1, min, max: 2, options: 2 };
        fits(rule, Choices::Points(vec![])).is_ok()
    };
    assert_eq!([points(0), points(1)], [true, false]);
    let ranking = |min| fits(BallotRule::Ranking { min, max: 2 }, Choices::Ranking(vec![])).is_ok();
    assert_eq!([ranking(0), ranking(1)], [true, false]);
}

#[test]
fn points_are_between_their_limits() {
    let give = |points: &[(u16, u32)]| {
        let rule = BallotRule::Points { most: 3, min: 2, max: 5, options: 2 };
        fits(rule, Choices::Points(points.to_vec()))
    };
    let of = |points| BallotFault::PointsOfOption { option: 1, points, most: 3 };
    let in_all = |points| BallotFault::PointsInAll { points, min: 2, max: 5 };
    assert_eq!(give(&[(1, 0)]), Err(of(0)));
    assert_eq!(give(&[(1, 1)]), Err(in_all(1)));
    assert_eq!(give(&[(1, 2)]), Ok(()));
    assert_eq!(give(&[(1, 3)]), Ok(()));
    assert_eq!(give(&[(1, 4)]), Err(of(4)));
    assert_eq!(give(&[(0, 3), (1, 2)]), Ok(()));
    assert_eq!(give(&[(0, 3), (1, 3)]), Err(in_all(6)));
    let many = BallotFault::TooMany { chosen: 3, most: 2 };
    assert_eq!(give(&[(0, 1), (1, 1), (2, 1)]), Err(many));
}

#[test]
fn a_ranking_is_between_its_limits_and_names_each_once() {
    let rank = |order: &[u16]| {
        fits(BallotRule::Ranking { min: 1, max: 2 }, Choices::Ranking(order.to_vec()))
    };
    assert_eq!(rank(&[]), Err(BallotFault::TooFew { chosen: 0, least: 1 }));
    assert_eq!(rank(&[2, 0]), Ok(()));
    assert_eq!(rank(&[2, 1, 0]), Err(BallotFault::TooMany { chosen: 3, most: 2 }));
    assert_eq!(rank(&[2, 2]), Err(BallotFault::Order { option: 2 }));
    assert_eq!(rank(&[3]), Err(BallotFault::NoSuchOption { option: 3, options: 3 }));
}

#[test]
fn approvals_and_points_are_in_order_and_name_options_that_there_are() {
    let rule = BallotRule::Approval { min: 0, max: 3 };
    assert_eq!(approve(rule, &[1, 1]), Err(BallotFault::Order { option: 1 }));
    assert_eq!(approve(rule, &[1, 0]), Err(BallotFault::Order { option: 0 }));
    assert_eq!(approve(rule, &[3]), Err(BallotFault::NoSuchOption { option: 3, options: 3 }));
    let rule = BallotRule::Points { most: 9, min: 0, max: 9, options: 3 };
    let give = |points| fits(rule, Choices::Points(points));
    assert_eq!(give(vec![(1, 1), (0, 1)]), Err(BallotFault::Order { option: 0 }));
    assert_eq!(give(vec![(3, 1)]), Err(BallotFault::NoSuchOption { option: 3, options: 3 }));
}

#[test]
fn the_form_is_the_one_of_the_rule() {
    let forms =
        || [Choices::Approval(vec![1]), Choices::Points(vec![(1, 1)]), Choices::Ranking(vec![1])];
    for (rule, form) in [
        (BallotRule::Approval { min: 1, max: 1 }, 0),
        (BallotRule::BudgetPercent { percent: 1 }, 0),
        (BallotRule::BudgetMinimum { projects: 1 }, 0),
        (BallotRule::BudgetSelection { min: 1, max: 1 }, 0),
        (BallotRule::Points { most: 1, min: 1, max: 1, options: 1 }, 1),
        (BallotRule::Ranking { min: 1, max: 1 }, 2),
    ] {
        for (n, choices) in forms().into_iter().enumerate() {
            let expected = if n == form { Ok(()) } else { Err(BallotFault::Form) };
            assert_eq!(fits(rule, choices), expected, "{rule:?}");
        }
    }
}
