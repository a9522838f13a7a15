//! Why rows cannot be brought in.

use std::fmt;

use participation_acts::Role;
use participation_decidim::Kind;
use participation_types::MemberKey;
use thiserror::Error;

use crate::error::Error;

/// Why nothing was imported, or not all of it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Whoever imports does not hold the offices for it.
    #[error(
        "to import takes the offices {}, which these keys do not hold: let the stewards grant them",
        Listed(.missing)
    )]
    Offices {
        /// The offices that are lacking.
        missing: Vec<Role>,
        /// The member key that lacks them, if the device has one.
        member: Option<MemberKey>,
    },
    /// A row that cannot be brought in; nothing is written then.
    #[error("{row}: {fault}")]
    Row {
        /// Which.
        row: RowName,
        /// Why.
        fault: RowFault,
    },
    /// Nothing tells in which language the texts are.
    #[error("no row names a language: say in which one the texts are")]
    NoLanguage,
    /// The community cannot do it.
    #[error("{0}")]
    Community(#[from] Error),
}

/// Which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowName {
    /// Of which file.
    pub kind: Kind,
    /// The id in it.
    pub id: u64,
}

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, row with id {}", self.kind, self.id)
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RowFault {
    /// A text that is too long.
    #[error("column `{column}` has {bytes} bytes, at most {max} fit: shorten it")]
    TooLong {
        /// Where.
        column: String,
        /// Bytes it has.
        bytes: usize,
        /// Bytes it may have.
        max: usize,
    },
    /// A column whose name is too long.
    #[error("a column has a name of more than {max} bytes: shorten it")]
    ColumnName {
        /// Bytes it may have.
        max: usize,
    },
    /// More cells without a place of their own than can be kept.
    #[error("{count} cells have no place of their own, at most {max} are kept: take columns out")]
    TooManyCells {
        /// How many.
        count: usize,
        /// How many are kept.
        max: usize,
    },
    /// More than one entry takes.
    #[error("it takes {bytes} bytes in all, at most {max} fit into an entry: shorten its texts")]
    TooLarge {
        /// Bytes it takes.
        bytes: usize,
        /// Bytes an entry takes.
        max: usize,
    },
    /// Comments that answer each other in a ring.
    #[error("it answers, over others or at once, itself: correct its commentable_id")]
    AnswersItself,
    /// A comment below too many others.
    #[error("it stands below more than {max} comments: leave it out, or let it answer another")]
    TooDeep {
        /// Deepest.
        max: u8,
    },
    /// Two rows of one id that are not the same.
    #[error("another row with this id says something else: take one of them out")]
    Twice,
    /// A row of that id is here already, and was made at another time.
    #[error(
        "one with this id is here already from `{system}`, made at another time: if these files come from another platform, import them under another name of the system"
    )]
    OtherSource {
        /// Where what is here came from.
        system: String,
    },
    /// The entry that it would become is refused.
    #[error("it cannot become an entry: {why}")]
    Form {
        /// Why.
        why: participation_types::CborError,
    },
}

/// Roles with commas between.
struct Listed<'a>(&'a [Role]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, role) in self.0.iter().enumerate() {
            let comma = if place > 0 { " and " } else { "" };
            write!(f, "{comma}{role:?}")?;
        }
        Ok(())
    }
}
