//! The step of ranked pairs.

use serde::Serialize;

use super::{super::Labels, named, wrap};
use crate::strength::Strength;

/// The victories from the strongest down, and which were locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LockedPairs {
    /// How victories were measured.
    pub strength: Strength,
    /// The victories in the order in which they were looked at.
    pub victories: Vec<Victory>,
}

/// A victory of one option over another, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Victory {
    /// Who beats.
    pub winner: String,
    /// Who is beaten.
    pub loser: String,
    /// How strong it is.
    pub strength: u64,
    /// Weight of the ballots that prefer the winner.
    pub votes: u64,
    /// Weight of those that prefer the loser.
    pub against: u64,
    /// Whether it was locked.
    pub locked: bool,
    /// Where it was not: the locked victories that lead from its loser to its winner, with which
    /// it would close a circle. Written out for up to 50 options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub circle: Vec<String>,
}

impl LockedPairs {
    pub(crate) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let by = self.strength.words();
        let mut lines = wrap(&format!("victories by {by}, the strongest first:"), width);
        for (number, victory) in (1_usize..).zip(&self.victories) {
            lines.extend(wrap(&victory.sentence(number, labels), width));
        }
        lines
    }
}

impl Victory {
    fn sentence(&self, number: usize, labels: &Labels) -> String {
        let (winner, loser) = (named(labels, &self.winner), named(labels, &self.loser));
        let margin = match self.strength == self.votes {
            true => String::new(),
            false => format!(" by {}", self.strength),
        };
        let circle: Vec<String> = self.circle.iter().map(|id| named(labels, id)).collect();
        let fate = match (self.locked, circle.is_empty()) {
            (true, _) => "locked".to_owned(),
            (false, true) => "left out, it would close a circle".to_owned(),
            (false, false) => format!("left out, as {} is locked", circle.join(" > ")),
        };
        let (votes, against) = (self.votes, self.against);
        format!("{number} {winner} > {loser}{margin} ({votes} to {against}): {fate}")
    }
}
