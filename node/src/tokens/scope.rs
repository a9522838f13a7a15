//! What a token may do.

use serde::{Deserialize, Serialize};

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Scope {
    /// Read, in a private community too.
    #[serde(rename = "read")]
    Read,
    /// Write comments.
    #[serde(rename = "write:comments")]
    Comments,
    /// Write proposals and debates.
    #[serde(rename = "write:proposals")]
    Proposals,
    /// Attach files, and take them away.
    #[serde(rename = "write:files")]
    Files,
    /// Support proposals.
    #[serde(rename = "support")]
    Support,
    /// Cast ballots.
    #[serde(rename = "vote")]
    Vote,
    /// Open and lead processes and polls, publish and answer, as an organiser.
    #[serde(rename = "organise")]
    Organise,
    /// Sign counts and object to them.
    #[serde(rename = "seal")]
    Seal,
    /// Hide and show, as a moderator.
    #[serde(rename = "moderate")]
    Moderate,
}

impl Scope {
    /// All of them.
    pub(crate) const ALL: [Self; 9] = [
        Self::Read,
        Self::Comments,
        Self::Proposals,
        Self::Files,
        Self::Support,
        Self::Vote,
        Self::Organise,
        Self::Seal,
        Self::Moderate,
    ];

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Comments => "write:comments",
            Self::Proposals => "write:proposals",
            Self::Files => "write:files",
            Self::Support => "support",
            Self::Vote => "vote",
            Self::Organise => "organise",
            Self::Seal => "seal",
            Self::Moderate => "moderate",
        }
    }
}
