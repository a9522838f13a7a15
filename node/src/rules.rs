//! The counting rules that a person can name.

use participation_tally::Rule;
use thiserror::Error;

/// A rule that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum RuleFault {
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

/// The rule of this name, for a poll.
///
/// # Errors
/// [`RuleFault`].
pub(crate) fn poll_rule(name: &str) -> Result<Rule, RuleFault> {
    let rule: Rule = name.parse()?;
    if rule.spends() { Err(RuleFault::Spends(rule)) } else { Ok(rule) }
}

/// The rule of this name, for a budget.
///
/// # Errors
/// [`RuleFault`].
pub(crate) fn budget_rule(name: &str) -> Result<Rule, RuleFault> {
    let rule: Rule = name.parse()?;
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
    fn seats_and_money_are_not_mixed_up() {
        assert_eq!(poll_rule("greedy"), Err(RuleFault::Spends(Rule::Greedy)));
        assert_eq!(budget_rule("approval"), Err(RuleFault::FillsSeats(Rule::Approval)));
    }
}
