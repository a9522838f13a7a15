//! What a token may do.

use serde::{Deserialize, Serialize};

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Scope {
    /// Read, in a private community too.
    #[serde(rename = "read")]
    Read,
    /// Write comments.
    #[serde(rename = "write:comments")]
    Comments,
    /// Write proposals and debates.
    #[serde(rename = "write:proposals")]
    Proposals,
    /// Support proposals.
    #[serde(rename = "support")]
    Support,
    /// Cast ballots.
    #[serde(rename = "vote")]
    Vote,
    /// Hide and show, as a moderator.
    #[serde(rename = "moderate")]
    Moderate,
}

impl Scope {
    /// All of them.
    pub(super) const ALL: [Self; 6] =
        [Self::Read, Self::Comments, Self::Proposals, Self::Support, Self::Vote, Self::Moderate];

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Comments => "write:comments",
            Self::Proposals => "write:proposals",
            Self::Support => "support",
            Self::Vote => "vote",
            Self::Moderate => "moderate",
        }
    }
}
