//! What can be wrong with a BLT file.

use crate::{place::FileError, profile::ProfileError};

/// A BLT file that cannot be counted: which, where, why, and what to do.
pub type BltError = FileError<BltFault>;

/// What is wrong, or odd.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BltFault {
    /// The bytes are not UTF-8.
    #[error("not UTF-8 (byte {byte}): open the file in its own encoding and save it as UTF-8")]
    Encoding {
        /// The first bad byte, from 0.
        byte: usize,
    },
    /// The first line is not two numbers.
    #[error(
        "{what} should stand here, and there is {given}: begin with two numbers, such as `5 3`"
    )]
    Head {
        /// What should stand here.
        what: &'static str,
        /// What is written.
        given: String,
    },
    /// A weight is not a whole number of one or more.
    #[error("a ballot's weight is `{0}`: write a whole number from 1 to {max}", max = u32::MAX)]
    Weight(String),
    /// A preference is not a candidate's number.
    #[error("`{given}` is no candidate: write a number from 1 to {candidates}, or 0 at the end")]
    NoSuchCandidate {
        /// What is written.
        given: String,
        /// How many candidates there are.
        candidates: u16,
    },
    /// A ballot names a candidate twice.
    #[error("the candidate {0} is named twice on this ballot: keep one")]
    NamedTwice(u16),
    /// A candidate withdraws twice.
    #[error("the candidate {0} withdraws twice: keep one")]
    WithdrawnTwice(u16),
    /// A ballot has no end.
    #[error("this ballot should end with 0 before the line does: add it")]
    OpenBallot,
    /// A parenthesis is not closed.
    #[error("this parenthesis is not closed in its line: close it")]
    OpenParenthesis,
    /// The file ends before the ballots do.
    #[error("the ballots should end with a line `0` before this: add it, or the file is cut")]
    OpenBallots,
    /// A ballot stands after the end of the ballots.
    #[error("a number after the `0` that ends the ballots: move that `0` after the last ballot")]
    BallotAfterEnd,
    /// A quote is not closed.
    #[error("this quote is not closed in its line: close it")]
    OpenQuote,
    /// A name of several words has no quotes.
    #[error("a name of several words needs quotes: write \"...\" around it")]
    Unquoted,
    /// A name is longer than any real one.
    #[error("a name of more than {0} bytes: shorten it")]
    LongName(usize),
    /// There are fewer names than candidates.
    #[error("{given} names for {candidates} candidates: add the others, or the file is cut")]
    FewNames {
        /// Names there are.
        given: usize,
        /// Candidates there are.
        candidates: u16,
    },
    /// The candidates and ballots do not make a profile.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// Noted: a place was skipped.
    #[error("a place is skipped on this ballot: the next preference moves up")]
    Skipped,
    /// Noted: there are no names.
    #[error("no candidate has a name: they are called by their numbers")]
    NoNames,
    /// Noted: there is no title.
    #[error("there is no title: add it in quotes after the names")]
    NoTitle,
    /// Noted: there is text after the title.
    #[error("text after the title is not read: remove it")]
    Trailing,
}
