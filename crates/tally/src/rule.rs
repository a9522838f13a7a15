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
    /// Each ballot approves of any number; the most approvals win.
    Approval,
    /// Down the list by score; what does not fit in the money left is passed over.
    Greedy,
    /// Down the list by score; the first that does not fit ends it.
    GreedyNoSkip,
    /// Greedy, only among options whose score reaches a threshold.
    GreedyThreshold,
}

/// A name that no rule has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no rule is called `{}`: choose one of {}", .name.escape_debug(), names())]
pub struct UnknownRule {
    name: String,
}

impl Rule {
    /// Every rule there is, in the order in which people are told of them.
    pub const ALL: [Self; 5] =
        [Self::Plurality, Self::Approval, Self::Greedy, Self::GreedyNoSkip, Self::GreedyThreshold];

    /// Its name on the command line, in charters and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plurality => "plurality",
            Self::Approval => "approval",
            Self::Greedy => "greedy",
            Self::GreedyNoSkip => "greedy-no-skip",
            Self::GreedyThreshold => "greedy-threshold",
        }
    }

    /// Whether it spends a budget; the others fill seats.
    #[must_use]
    pub const fn spends(self) -> bool {
        match self {
            Self::Plurality | Self::Approval => false,
            Self::Greedy | Self::GreedyNoSkip | Self::GreedyThreshold => true,
        }
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
        assert_eq!(
            "stv\u{1b}-meek".parse::<Rule>().unwrap_err().to_string(),
            "no rule is called `stv\\u{1b}-meek`: choose one of plurality, approval, greedy, \
             greedy-no-skip, greedy-threshold"
        );
    }
}
