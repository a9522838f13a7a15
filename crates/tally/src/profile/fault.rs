//! Why a profile or a ballot cannot be made.

use super::option::MAX_OPTIONS;

/// Why a profile or a ballot cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Nothing to choose from.
    #[error("there is no option: list at least one")]
    NoOptions,
    /// More options than an index can name.
    #[error("{0} options: at most {MAX_OPTIONS} can be counted")]
    TooManyOptions(usize),
    /// Two options have one id.
    #[error("the option `{0}` is listed twice: give each option an id of its own")]
    OptionTwice(String),
    /// Costs and budget do not fit in 64 bits of their common smallest unit.
    #[error("costs and budget do not fit in 64 bits of their smallest common unit: round them")]
    CostsTooLarge,
    /// A ballot of another kind than the profile's.
    #[error("a ballot of another kind than this poll's: all ballots of a poll are of one kind")]
    OtherKind,
    /// A ballot names an option that does not exist.
    #[error("a ballot names option number {0}, and there is none")]
    NoSuchOption(u16),
    /// A ballot names an option twice.
    #[error("a ballot names the option `{0}` twice")]
    NamedTwice(String),
    /// A ranking has more places than the poll allows.
    #[error("a ballot ranks {given} options: at most {longest} may be ranked")]
    RankingTooLong {
        /// Places on the ballot.
        given: usize,
        /// Places that the poll allows.
        longest: u32,
    },
    /// The places of a ballot go down.
    #[error("a ballot lists a better place after a worse one: sort it by place")]
    Unsorted,
    /// A ballot that weighs nothing.
    #[error("a ballot of weight 0: leave it out")]
    NoWeight,
    /// More marks on all ballots together than 32 bits can number.
    #[error("more than {} marks on all ballots together: too many to count", u32::MAX)]
    TooManyMarks,
}
