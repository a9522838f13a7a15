//! A rule with what it asks of a motion, as openings name it.

use std::str::FromStr;

use crate::{
    decision::{Requirement, WrittenError},
    rule::{Rule, UnknownRule},
};

/// A rule, and for `majority` and `consent` what a motion needs where that is not the rule's own:
/// `greedy`, or `majority >=2/3 of cast, quorum >=1/3 of roll`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenRule {
    /// The rule.
    pub rule: Rule,
    /// What a motion needs.
    pub requirement: Option<Requirement>,
}

/// Why a text names no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WrittenRuleError {
    /// No rule is called so.
    #[error("{0}")]
    Unknown(#[from] UnknownRule),
    /// What follows the rule cannot be read.
    #[error("what the motion needs: {0}")]
    Requirement(#[from] WrittenError),
    /// Something follows a rule that decides no motion.
    #[error("{0} decides no motion: name the rule alone")]
    NoMotion(Rule),
}

impl FromStr for WrittenRule {
    type Err = WrittenRuleError;

    fn from_str(text: &str) -> Result<Self, WrittenRuleError> {
        let Some((rule, requirement)) = text.split_once(' ') else {
            return Ok(Self { rule: text.parse()?, requirement: None });
        };
        let rule: Rule = rule.parse()?;
        if !rule.decides() {
            return Err(WrittenRuleError::NoMotion(rule));
        }
        Ok(Self { rule, requirement: Some(requirement.parse()?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_named_alone_or_with_what_a_motion_needs() {
        let read = |text: &str| text.parse::<WrittenRule>();
        assert_eq!(read("greedy"), Ok(WrittenRule { rule: Rule::Greedy, requirement: None }));
        let motion = read("majority >=2/3 of cast, quorum >=1/3 of roll").unwrap();
        assert_eq!(motion.rule, Rule::Majority);
        assert_eq!(motion.requirement.unwrap().to_string(), ">=2/3 of cast, quorum >=1/3 of roll");
        assert_eq!(read("greedy >1/2 of cast"), Err(WrittenRuleError::NoMotion(Rule::Greedy)));
        assert!(matches!(read("consent x"), Err(WrittenRuleError::Requirement(_))));
        assert!(matches!(read(" majority"), Err(WrittenRuleError::Unknown(_))));
    }
}
