//! What voters hand in.

use super::option::OptionIndex;

/// What every ballot of a profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BallotKind {
    /// A set of options; a single choice is a set of one.
    Approval,
    /// Points for some options, and `unlisted` points for each option that the ballot leaves out.
    Points {
        /// Points of an option that a ballot does not list; 0 almost everywhere.
        unlisted: u32,
    },
    /// Some options from the most to the least wanted.
    Ranking {
        /// Places that a ballot may fill. By Borda's count the first place is worth this many
        /// points, the next one less.
        longest: u32,
    },
    /// Options in places, where several may share one; the fewer the number the more wanted.
    WeakOrder,
}

impl BallotKind {
    /// What such ballots are called in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approval => "approvals",
            Self::Points { .. } => "ballots with points",
            Self::Ranking { .. } => "rankings",
            Self::WeakOrder => "rankings with shared places",
        }
    }
}

/// One ballot, as it is put in and read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ballot<'a> {
    /// Options that are approved of; their order means nothing.
    Approval(&'a [OptionIndex]),
    /// Options with their points.
    Points(&'a [(OptionIndex, u32)]),
    /// Options, the most wanted first.
    Ranking(&'a [OptionIndex]),
    /// Options with their places, the most wanted first; options in one place are equally wanted.
    /// Places only have to grow: 1, 1, 7 says the same as 1, 1, 2.
    WeakOrder(&'a [(OptionIndex, u32)]),
}
