//! The step that says what a ballot gives to an option.

use serde::Serialize;

use super::text::wrap;

/// What a ballot gives to an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scale {
    /// The points on the ballot.
    Points {
        /// Points of an option that a ballot leaves out.
        unlisted: u32,
    },
    /// By Borda's count: the first place of a ranking is worth this, the next one less, and so on.
    Borda {
        /// What a first place is worth.
        first: u32,
    },
}

impl Scale {
    pub(super) fn lines(self, width: usize) -> Vec<String> {
        let text = match self {
            Self::Points { unlisted: 0 } => "score: the points on the ballots, added up".to_owned(),
            Self::Points { unlisted } => {
                format!("score: the points on the ballots, added up; left out is worth {unlisted}")
            }
            Self::Borda { first } => {
                format!("score: by Borda's count, a first place is worth {first}, the next 1 less")
            }
        };
        wrap(&text, width)
    }
}
