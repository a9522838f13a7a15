//! The rules by their names.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

/// A counting rule. Each has a module of its own that says where it is defined, who uses it and
/// what its traps are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Each ballot has one choice; the most votes win.
    Plurality,
    /// More than half of the votes, else the first two go into a second round.
    TwoRound,
    /// Each ballot approves of any number; the most approvals win.
    Approval,
    /// Points for each option; the highest sum wins.
    Score,
    /// A grade for each option; the highest median grade wins.
    MajorityJudgment,
    /// Several votes for one option cost their square in credits; the most votes win.
    Quadratic,
    /// The last is eliminated and its ballots go on, until one has more than half.
    Irv,
    /// The single transferable vote as Scottish councils count it.
    StvScottish,
    /// The single transferable vote by Meek's method.
    StvMeek,
    /// Pairwise: the strongest chain of victories.
    Schulze,
    /// Pairwise: the strongest victories are kept, unless they close a circle.
    RankedPairs,
    /// Pairwise: whose worst defeat is the least.
    Minimax,
    /// Pairwise: who wins the most comparisons.
    Copeland,
    /// Signatures under proposals; those that reach the threshold are taken.
    Supports,
    /// Agree, abstain, disagree or block; a block stops it.
    Consent,
    /// For and against, with a quorum and a majority of a stated base.
    Majority,
    /// Down the list by score; what does not fit in the money left is passed over.
    Greedy,
    /// Down the list by score; the first that does not fit ends it.
    GreedyNoSkip,
    /// Greedy, only among options whose score reaches a threshold.
    GreedyThreshold,
    /// Each voter has an equal share of the money and pays only for what they chose.
    EqualShares,
    /// Equal Shares with shares raised until nothing more fits in the budget.
    EqualSharesAdd1,
    /// Equal Shares with shares raised until the next step would overspend.
    EqualSharesAdd1Overspend,
}

/// A name that no rule has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no rule is called `{}`: choose one of {}", .name.escape_debug(), names())]
pub struct UnknownRule {
    name: String,
}

impl Rule {
    /// Every rule there is, in the order in which people are told of them.
    pub const ALL: [Self; 22] = [
        Self::Plurality,
        Self::TwoRound,
        Self::Approval,
        Self::Score,
        Self::MajorityJudgment,
        Self::Quadratic,
        Self::Irv,
        Self::StvScottish,
        Self::StvMeek,
        Self::Schulze,
        Self::RankedPairs,
        Self::Minimax,
        Self::Copeland,
        Self::Supports,
        Self::Consent,
        Self::Majority,
        Self::Greedy,
        Self::GreedyNoSkip,
        Self::GreedyThreshold,
        Self::EqualShares,
        Self::EqualSharesAdd1,
        Self::EqualSharesAdd1Overspend,
    ];

    /// Its name on the command line, in charters and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plurality => "plurality",
            Self::TwoRound => "two-round",
            Self::Approval => "approval",
            Self::Score => "score",
            Self::MajorityJudgment => "majority-judgment",
            Self::Quadratic => "quadratic",
            Self::Irv => "irv",
            Self::StvScottish => "stv-scottish",
            Self::StvMeek => "stv-meek",
            Self::Schulze => "schulze",
            Self::RankedPairs => "ranked-pairs",
            Self::Minimax => "minimax",
            Self::Copeland => "copeland",
            Self::Supports => "supports",
            Self::Consent => "consent",
            Self::Majority => "majority",
            Self::Greedy => "greedy",
            Self::GreedyNoSkip => "greedy-no-skip",
            Self::GreedyThreshold => "greedy-threshold",
            Self::EqualShares => "equal-shares",
            Self::EqualSharesAdd1 => "equal-shares-add1",
            Self::EqualSharesAdd1Overspend => "equal-shares-add1-overspend",
        }
    }

    /// Whether an option has to reach a score, where one is named.
    #[must_use]
    pub const fn has_threshold(self) -> bool {
        matches!(
            self,
            Self::GreedyThreshold | Self::GreedyNoSkip | Self::Supports | Self::MajorityJudgment
        )
    }

    /// Whether it compares options two by two.
    #[must_use]
    pub const fn compares(self) -> bool {
        matches!(self, Self::Schulze | Self::RankedPairs | Self::Minimax | Self::Copeland)
    }

    /// Whether it decides one motion, by what its options stand for.
    #[must_use]
    pub const fn decides(self) -> bool {
        matches!(self, Self::Majority | Self::Consent)
    }

    /// Whether it spends a budget; the others fill seats or decide one question.
    #[must_use]
    pub const fn spends(self) -> bool {
        match self {
            Self::Greedy
            | Self::GreedyNoSkip
            | Self::GreedyThreshold
            | Self::EqualShares
            | Self::EqualSharesAdd1
            | Self::EqualSharesAdd1Overspend => true,
            Self::Plurality
            | Self::TwoRound
            | Self::Approval
            | Self::Score
            | Self::MajorityJudgment
            | Self::Quadratic
            | Self::Irv
            | Self::StvScottish
            | Self::StvMeek
            | Self::Schulze
            | Self::RankedPairs
            | Self::Minimax
            | Self::Copeland
            | Self::Supports
            | Self::Consent
            | Self::Majority => false,
        }
    }

    /// Whether it is an Equal Shares rule, which can be completed greedily.
    #[must_use]
    pub const fn has_shares(self) -> bool {
        matches!(self, Self::EqualShares | Self::EqualSharesAdd1 | Self::EqualSharesAdd1Overspend)
    }
}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        let found = Self::ALL.into_iter().find(|rule| rule.name() == name);
        // A name from outside may be long; its beginning is enough to recognise it.
        found.ok_or_else(|| UnknownRule { name: name.chars().take(40).collect() })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.name())
    }
}

fn names() -> String {
    Rule::ALL.map(Rule::name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_its_name() {
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(rule));
        }
    }

    #[test]
    fn an_unknown_name_is_told_which_exist() {
        let said = "stv\u{1b}-meek".parse::<Rule>().unwrap_err().to_string();
        assert!(said.starts_with("no rule is called `stv\\u{1b}-meek`: choose one of plurality, "));
        assert!(said.ends_with(", equal-shares-add1-overspend"));
    }
}
