//! The one entry point.

use crate::{
    outcome::Outcome,
    params::Params,
    profile::Profile,
    rule::Rule,
    rules::{approval, equal_shares, greedy, plurality},
};

/// Why a profile cannot be counted by a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// The rule counts other ballots than these.
    #[error("{rule} does not count {kind}: choose a rule for such ballots")]
    OtherBallots {
        /// The rule.
        rule: Rule,
        /// What the ballots are.
        kind: &'static str,
    },
    /// A ballot has several choices where the rule knows one.
    #[error(
        "plurality counts one choice a ballot, and ballot {ballot} has {choices}: count by approval"
    )]
    SeveralChoices {
        /// Number of the ballot, from 1 in the order in which they came.
        ballot: usize,
        /// Its choices.
        choices: usize,
    },
    /// The rule spends a budget and there is none.
    #[error("{rule} needs a budget, and none is given: name one")]
    NoBudget {
        /// The rule.
        rule: Rule,
    },
    /// The rule has a threshold and none is given.
    #[error("greedy-threshold needs the score that a project must reach: name a threshold")]
    NoThreshold,
    /// A threshold is given to a rule that has none.
    #[error("{rule} has no threshold: leave it out, or count by greedy-threshold")]
    StrayThreshold {
        /// The rule.
        rule: Rule,
    },
    /// Greedy completion is asked of a rule that has none.
    #[error("{rule} is not completed greedily: leave that out, or count by equal shares")]
    StrayCompletion {
        /// The rule.
        rule: Rule,
    },
    /// The order for ties does not name each option once.
    #[error("the order that breaks ties has to name every option once")]
    TieOrder,
    /// Work in progress.
    #[error("not built yet")]
    Unbuilt,
    /// A sum does not fit in 64 bits.
    #[error("a score does not fit in 64 bits: weights or points are too large")]
    TooLarge,
}

/// Counts a profile by a rule.
///
/// # Errors
/// [`CountError`] when the rule does not count such ballots or lacks something it needs.
pub fn count(profile: &Profile, rule: Rule, params: &Params) -> Result<Outcome, CountError> {
    if params.greedy_completion() && !rule.has_shares() {
        return Err(CountError::StrayCompletion { rule });
    }
    match rule {
        Rule::Plurality => plurality::count(profile, params),
        Rule::TwoRound => Err(CountError::Unbuilt),
        Rule::Approval => approval::count(profile, params),
        Rule::Score => Err(CountError::Unbuilt),
        Rule::MajorityJudgment => Err(CountError::Unbuilt),
        Rule::Quadratic => Err(CountError::Unbuilt),
        Rule::Irv => Err(CountError::Unbuilt),
        Rule::StvScottish => Err(CountError::Unbuilt),
        Rule::StvMeek => Err(CountError::Unbuilt),
        Rule::Schulze => Err(CountError::Unbuilt),
        Rule::RankedPairs => Err(CountError::Unbuilt),
        Rule::Minimax => Err(CountError::Unbuilt),
        Rule::Copeland => Err(CountError::Unbuilt),
        Rule::Supports => Err(CountError::Unbuilt),
        Rule::Consent => Err(CountError::Unbuilt),
        Rule::Majority => Err(CountError::Unbuilt),
        Rule::Greedy => greedy::count_skipping(profile, params),
        Rule::GreedyNoSkip => greedy::count_stopping(profile, params),
        Rule::GreedyThreshold => greedy::count_threshold(profile, params),
        Rule::EqualShares => equal_shares::count_plain(profile, params),
        Rule::EqualSharesAdd1 => equal_shares::count_add1(profile, params),
        Rule::EqualSharesAdd1Overspend => equal_shares::count_overspend(profile, params),
    }
}
