//! What is wrong with a ballot, in words.

use participation::{BallotFault, BallotRule, Choices, Opening};
use participation_tally::{Rule, WrittenRule};

use super::Wrong;
use crate::money::{Purse, money};
use crate::words::Words;

/// A fault as it is told to whoever made it.
pub(super) fn wrong(fault: BallotFault, opening: &Opening, w: Words) -> Wrong {
    let purse = Purse::of(opening);
    let fill = |key: &str, values: &[(&'static str, String)]| {
        let values: Vec<(&'static str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        w.fill(key, &values)
    };
    let (field, text) = match fault {
        BallotFault::Form | BallotFault::NoSuchOption { .. } | BallotFault::Order { .. } => {
            (None, w.say("no-option"))
        }
        BallotFault::TooFew { chosen: 0, least } => (None, w.count("nothing-chosen", least)),
        BallotFault::TooFew { chosen, least } => {
            (None, fill("too-few", &[("n", w.number(chosen)), ("least", w.number(least))]))
        }
        BallotFault::TooMany { chosen, most } => {
            (None, fill("too-many-chosen", &[("n", w.number(chosen)), ("most", w.number(most))]))
        }
        BallotFault::OverBudget { cost, budget } => {
            let over = cost.saturating_sub(u128::from(budget));
            let (cost, budget, over) =
                (purse.say(cost, w), purse.say(budget, w), purse.say(over, w));
            (None, fill("over-budget", &[("cost", cost), ("budget", budget), ("over", over)]))
        }
        BallotFault::UnderBudget { cost, budget, percent } => {
            let least = (u128::from(budget) * u128::from(percent)).div_ceil(100);
            let (cost, least) = (purse.say(cost, w), purse.say(least, w));
            (None, fill("under-budget", &[("cost", cost), ("least", least)]))
        }
        BallotFault::NoBudget => (None, w.say("no-budget")),
        BallotFault::PointsOfOption { option, most, .. } => {
            (Some(option), w.count("points-of-option", most))
        }
        BallotFault::PointsInAll { points, min, max } => {
            let values = [("n", w.number(points)), ("min", w.number(min)), ("max", w.number(max))];
            (None, fill("points-in-all", &values))
        }
    };
    let field = field.map_or_else(|| "ballot".to_owned(), |option| format!("o{option}"));
    Wrong { field, text }
}

/// Where votes cost their square in credits: a ballot that costs more would be taken and set aside
/// by the count.
pub(super) fn credits(opening: &Opening, choices: &Choices, w: Words) -> Option<Wrong> {
    let rule: WrittenRule = opening.counting.rule.as_str().parse().ok()?;
    let (Rule::Quadratic, BallotRule::Points { max, .. }, Choices::Points(points)) =
        (rule.rule, opening.ballot, choices)
    else {
        return None;
    };
    let spent: u128 = points.iter().map(|(_, votes)| u128::from(*votes).pow(2)).sum();
    (spent > u128::from(max)).then(|| {
        let (spent, max) = (money(spent, 0, w), w.number(max));
        let text = w.fill("over-credits", &[("spent", &spent), ("max", &max)]);
        Wrong { field: "ballot".into(), text }
    })
}
