//! The one entry point.

use crate::{
    outcome::Outcome,
    params::Params,
    profile::Profile,
    rule::Rule,
    rules::{
        approval, consent, equal_shares, greedy, irv, majority, majority_judgment,
        pairwise::{copeland, minimax, ranked_pairs, schulze},
        plurality, quadratic, score, stv, supports, two_round,
    },
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
        "this rule counts one choice a ballot, and ballot {ballot} has {choices}: count by approval"
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
    /// The rule counts other ballots than these, and another rule counts these.
    #[error("{rule} does not count {kind}: count them by {instead}")]
    UseInstead {
        /// The rule.
        rule: Rule,
        /// What the ballots are.
        kind: &'static str,
        /// The rule that counts them.
        instead: Rule,
    },
    /// Something is given that the rule does not know.
    #[error("{rule} knows no {what}: leave it out")]
    Stray {
        /// The rule.
        rule: Rule,
        /// What is given.
        what: &'static str,
    },
    /// The rule fills one seat, and more are asked for.
    #[error("{rule} elects one, and {seats} seats are asked for: ask for one, or count by another")]
    OneSeat {
        /// The rule.
        rule: Rule,
        /// The seats asked for.
        seats: u16,
    },
    /// Votes have a price and nobody says what a voter may spend.
    #[error("quadratic needs the credits that each voter may spend: name them")]
    NoCredits,
    /// An option of a motion is neither for nor against.
    #[error("option {option} is not known as for, against or abstain: say what it stands for")]
    UnknownStance {
        /// Its number, from 1 in the order in which the options were listed.
        option: usize,
    },
    /// A motion has no option that is for it, or several.
    #[error("{options} options stand for the motion: exactly one has to")]
    NotOneMotion {
        /// How many there are.
        options: usize,
    },
    /// Somebody may block, and the rule knows no blocks.
    #[error("{rule} knows no blocks: count by consent, or let the option stand for against")]
    NoBlocks {
        /// The rule.
        rule: Rule,
    },
    /// A share of a number that is not given.
    #[error("a share of the people {of} is asked for: say how many they are")]
    NoNumber {
        /// Of whom: `present` or `on the roll`.
        of: &'static str,
    },
    /// More have voted than there are.
    #[error("{cast} have voted and only {given} are said to be {of}: correct that number")]
    TooFew {
        /// How many have voted, or are present.
        cast: u64,
        /// How many there are said to be.
        given: u64,
        /// What they are said to be: `present` or `on the roll`.
        of: &'static str,
    },
    /// The order for ties does not name each option once.
    #[error("the order that breaks ties has to name every option once")]
    TieOrder,
    /// More options than the rule can compare two by two, or write down stage by stage.
    #[error("{options} options: {rule} counts at most {most}")]
    TooManyOptions {
        /// The rule.
        rule: Rule,
        /// The options there are.
        options: usize,
        /// The most that it counts.
        most: usize,
    },
    /// A sum does not fit in 64 bits.
    #[error("a score does not fit in 64 bits: weights or points are too large")]
    TooLarge,
}

/// Counts a profile by a rule.
///
/// # Errors
/// [`CountError`] when the rule does not count such ballots or lacks something it needs.
pub fn count(profile: &Profile, rule: Rule, params: &Params) -> Result<Outcome, CountError> {
    params.check(rule)?;
    match rule {
        Rule::Plurality => plurality::count(profile, params),
        Rule::TwoRound => two_round::count(profile, params),
        Rule::Approval => approval::count(profile, params),
        Rule::Score => score::count(profile, params),
        Rule::MajorityJudgment => majority_judgment::count(profile, params),
        Rule::Quadratic => quadratic::count(profile, params),
        Rule::Schulze => schulze::count(profile, params),
        Rule::RankedPairs => ranked_pairs::count(profile, params),
        Rule::Minimax => minimax::count(profile, params),
        Rule::Copeland => copeland::count(profile, params),
        Rule::Supports => supports::count(profile, params),
        Rule::Consent => consent::count(profile, params),
        Rule::Majority => majority::count(profile, params),
        Rule::Irv => irv::count(profile, params),
        Rule::StvScottish => stv::count_scottish(profile, params),
        Rule::StvMeek => stv::count_meek(profile, params),
        Rule::Greedy => greedy::count_skipping(profile, params),
        Rule::GreedyNoSkip => greedy::count_stopping(profile, params),
        Rule::GreedyThreshold => greedy::count_threshold(profile, params),
        Rule::EqualShares => equal_shares::count_plain(profile, params),
        Rule::EqualSharesAdd1 => equal_shares::count_add1(profile, params),
        Rule::EqualSharesAdd1Overspend => equal_shares::count_overspend(profile, params),
    }
}
