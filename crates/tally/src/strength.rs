//! What makes one victory between two options stronger than another.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

/// What makes one victory between two options stronger than another. The winning side always has
/// more votes than the losing one; those who rank both equally, or neither, are on no side.
///
/// Where every voter ranks every option the two say the same. Where many leave options out they
/// differ: with winning votes 500 to 490 is stronger than 400 to 0, with margins it is weaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Strength {
    /// The votes of the winning side; of equal ones, the fewer votes on the losing side. Debian's
    /// constitution (A.6) and Schulze's paper measure victories so.
    #[default]
    WinningVotes,
    /// The votes of the winning side less those of the losing one, as Tideman measured them.
    Margins,
}

/// A name that no measure of strength has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no measure of victories is called `{}`: choose winning-votes or margins", .name.escape_debug())]
pub struct UnknownStrength {
    name: String,
}

impl Strength {
    /// Every measure there is.
    pub const ALL: [Self; 2] = [Self::WinningVotes, Self::Margins];

    /// Its name on the command line, in charters and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WinningVotes => "winning-votes",
            Self::Margins => "margins",
        }
    }

    /// What people call it in a sentence.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::WinningVotes => "winning votes",
            Self::Margins => "margins",
        }
    }
}

impl FromStr for Strength {
    type Err = UnknownStrength;

    fn from_str(name: &str) -> Result<Self, UnknownStrength> {
        let found = Self::ALL.into_iter().find(|strength| strength.name() == name);
        found.ok_or_else(|| UnknownStrength { name: name.chars().take(40).collect() })
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

impl Serialize for Strength {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.name())
    }
}
