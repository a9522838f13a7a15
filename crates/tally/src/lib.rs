//! Counting rules as pure functions, exact and explained: ballots in, an outcome with its whole
//! working out.
//!
//! ```text
//!  .pb .blt .toc ──► BallotFile ──┐
//!                                 ├──► Profile ──► count(profile, rule, params) ──► Outcome
//!  sealed ballots ────────────────┘                                                 JSON or a table
//! ```
//!
//! **The contract**: the same profile, rule and parameters give the same outcome, byte for byte,
//! on every machine. There is no clock, no randomness, no file and no float in here. Money is an
//! exact decimal ([`Amount`]), scores are integers, and what would overflow is an error. A tie
//! is broken by what the caller gives ([`TieBreak`]) and is always listed in the outcome.
//!
//! This crate knows neither the log nor the network, so that a sceptical neighbour can recount
//! with it alone.
//!
//! ```
//! use participation_tally::{
//!     Amount, Ballot, BallotKind, OptionIndex, Params, PollOption, Profile, Rule, count,
//! };
//!
//! let options = vec![
//!     PollOption::new("bench", "A bench in the square", Amount::from(300)),
//!     PollOption::new("tree", "Twelve trees", Amount::from(800)),
//! ];
//! let mut profile = Profile::new(BallotKind::Approval, options, Some(Amount::from(1_000)))?;
//! let [bench, tree] = [OptionIndex::new(0), OptionIndex::new(1)];
//! profile.push(Ballot::Approval(&[bench, tree]), 1)?;
//! profile.push(Ballot::Approval(&[tree]), 1)?;
//!
//! let outcome = count(&profile, Rule::Greedy, &Params::default())?;
//! assert_eq!(outcome.winners(), ["tree"]); // 200 are left, and the bench costs 300
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod amount;
pub mod blt;
mod count;
pub mod decision;
pub mod delegation;
pub mod formats;
mod limits;
mod outcome;
pub mod pabulib;
mod params;
pub mod place;
mod preferences;
pub mod preflib;
mod profile;
mod rule;
mod rules;
mod scores;
mod strength;
mod ties;
mod written_rule;

pub use amount::{Amount, AmountError};
pub use count::{CountError, count};
pub use formats::{BallotFile, Format, FormatError};
pub use outcome::{
    Aside, Chain, Comparison, Comparisons, Considered, Contest, Credits, Decided, FirstRound,
    Fraction, Graded, Grades, LockedPairs, MediansRemoved, Outcome, Pairs, PairwiseRanking, Parcel,
    Payments, Polled, Purchase, Ranked, Reason, Round, Scale, SecondRound, Share, Sharing, Stage,
    StageTie, Stop, StrongestPaths, Test, TieAbout, Transfer, Uncounted, Victory, Votes, Why,
    WhyAside, WorstDefeat, WorstDefeats,
};
pub use params::Params;
pub use profile::{
    Ballot, BallotKind, MAX_OPTIONS, OptionIndex, PollOption, Profile, ProfileError,
};
pub use rule::{Rule, UnknownRule};
pub use rules::pairwise::MAX_PAIRWISE_OPTIONS;
pub use strength::{Strength, UnknownStrength};
pub use ties::{Lot, Tie, TieBreak};
pub use written_rule::{WrittenRule, WrittenRuleError};
