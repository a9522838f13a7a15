//! The counting rules that a person can name.

use participation_tally::Rule;
use thiserror::Error;

/// Names that the command line promises and this version does not have.
const LATER: [&str; 13] = [
    "score",
    "majority-judgment",
    "quadratic",
    "irv",
    "stv-scottish",
    "stv-meek",
    "schulze",
    "ranked-pairs",
    "minimax",
    "copeland",
    "equal-shares",
    "equal-shares-add1",
    "equal-shares-add1-overspend",
];

/// A rule that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum RuleFault {
    /// Promised, and not there.
    #[error("the rule {0} is not there yet: choose one of {names}", names = names(|_| true))]
    Later(&'static str),
    /// No rule at all.
    #[error("{0}")]
    Unknown(#[from] participation_tally::UnknownRule),
    /// A rule that spends money where there are seats to fill.
    #[error("{0} spends a budget: open a budget, or choose one of {names}", names = names(|rule| !rule.spends()))]
    Spends(Rule),
    /// A rule that fills seats where there is money to spend.
    #[error("{0} spends no budget: open a poll, or choose one of {names}", names = names(Rule::spends))]
    FillsSeats(Rule),
}

/// The rule of this name.
///
/// # Errors
/// [`RuleFault::Later`], [`RuleFault::Unknown`].
pub(crate) fn rule(name: &str) -> Result<Rule, RuleFault> {
    match LATER.iter().find(|later| **later == name) {
        Some(later) => Err(RuleFault::Later(later)),
        None => Ok(name.parse::<Rule>()?),
    }
}

/// The rule of this name, for a poll.
///
/// # Errors
/// [`RuleFault`].
pub(crate) fn poll_rule(name: &str) -> Result<Rule, RuleFault> {
    let rule = rule(name)?;
    if rule.spends() { Err(RuleFault::Spends(rule)) } else { Ok(rule) }
}

/// The rule of this name, for a budget.
///
/// # Errors
/// [`RuleFault`].
pub(crate) fn budget_rule(name: &str) -> Result<Rule, RuleFault> {
    let rule = rule(name)?;
    if rule.spends() { Ok(rule) } else { Err(RuleFault::FillsSeats(rule)) }
}

fn names(which: impl Fn(Rule) -> bool) -> String {
    let names: Vec<&str> =
        Rule::ALL.into_iter().filter(|rule| which(*rule)).map(Rule::name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promised_rule_is_said_to_be_missing_and_a_strange_one_to_be_unknown() {
        assert_eq!(rule("greedy"), Ok(Rule::Greedy));
        assert_eq!(
            rule("irv").unwrap_err().to_string(),
            "the rule irv is not there yet: choose one of plurality, approval, greedy, \
             greedy-no-skip, greedy-threshold"
        );
        assert!(matches!(rule("greed"), Err(RuleFault::Unknown(_))));
    }

    #[test]
    fn nothing_is_promised_that_is_there() {
        assert!(LATER.iter().all(|name| name.parse::<Rule>().is_err()));
    }

    #[test]
    fn seats_and_money_are_not_mixed_up() {
        assert_eq!(poll_rule("greedy"), Err(RuleFault::Spends(Rule::Greedy)));
        assert_eq!(budget_rule("approval"), Err(RuleFault::FillsSeats(Rule::Approval)));
    }
}
