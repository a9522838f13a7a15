//! What can be wrong with a PrefLib file.

use super::data_type::DataType;
use crate::{place::FileError, profile::ProfileError};

/// A PrefLib file that cannot be counted: which, where, why, and what to do.
pub type PrefLibError = FileError<PrefLibFault>;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefLibFault {
    /// The bytes are not UTF-8.
    #[error("not UTF-8 (byte {byte}): open the file in its own encoding and save it as UTF-8")]
    Encoding {
        /// The first bad byte, from 0.
        byte: usize,
    },
    /// The header lacks a line.
    #[error("the header has no line `# {0}: ...` before the orders: add it")]
    MissingKey(&'static str),
    /// The header says something twice.
    #[error("the header says `{0}` twice: keep one")]
    KeyTwice(String),
    /// Not a number of one or more.
    #[error("{name} is `{given}`: write a whole number from 1 to {most}")]
    Number {
        /// What it is.
        name: &'static str,
        /// What is written.
        given: String,
        /// The largest that can be.
        most: u64,
    },
    /// The header says another type than the file's extension.
    #[error("the header says `{given}` and the file is read as {expected}: rename one of them")]
    OtherType {
        /// What the header says.
        given: String,
        /// As what the file is read.
        expected: DataType,
    },
    /// A number of the header is not that of the file.
    #[error(
        "the header says {name} {stated}, and there are {counted}: correct it, or the file is cut"
    )]
    WrongNumber {
        /// Which number.
        name: &'static str,
        /// What it is said to be.
        stated: u64,
        /// What there is.
        counted: u64,
    },
    /// A line of the header after the orders have begun.
    #[error("a header line among the orders: move it up")]
    LateHeader,
    /// A line that is no order.
    #[error("an order should stand here: write `votes{separator} 1,2,3`")]
    NoOrder {
        /// What follows the number of votes.
        separator: char,
    },
    /// A name that has no number.
    #[error("an alternative should stand here: write `1,Name`")]
    NoName,
    /// Not an alternative's number.
    #[error("`{given}` is no alternative: write a number from 1 to {alternatives}")]
    NoSuchAlternative {
        /// What is written.
        given: String,
        /// How many alternatives there are.
        alternatives: u16,
    },
    /// An order names an alternative twice.
    #[error("the alternative {0} is named twice in this order: keep one")]
    NamedTwice(u16),
    /// An order is incomplete where the type wants all.
    #[error("{given} of {alternatives} alternatives, and {data_type} orders name all: use {wider}")]
    Incomplete {
        /// Alternatives in the order.
        given: usize,
        /// Alternatives there are.
        alternatives: u16,
        /// The file's type.
        data_type: DataType,
        /// The type that it would be.
        wider: DataType,
    },
    /// A shared place where the type has none.
    #[error("a shared place, and {data_type} orders have none: use {wider}")]
    Shared {
        /// The file's type.
        data_type: DataType,
        /// The type that it would be.
        wider: DataType,
    },
    /// A brace is not closed.
    #[error("this brace is not closed: close it")]
    OpenBrace,
    /// A brace or anything else where a comma belongs.
    #[error("a comma should stand here")]
    NoComma,
    /// The alternatives and ballots do not make a profile.
    #[error(transparent)]
    Profile(#[from] ProfileError),
}
