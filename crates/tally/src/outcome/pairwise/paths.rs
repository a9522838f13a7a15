//! The step of Schulze's rule.

use serde::Serialize;

use super::{super::Labels, square::Square, wrap};
use crate::strength::Strength;

/// The strongest chains of victories between all options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StrongestPaths {
    /// How victories were measured.
    pub strength: Strength,
    /// The options' ids in the order in which they were listed.
    pub options: Vec<String>,
    /// For each option a row in that order: the strength of the strongest chain from it to each
    /// other option, 0 where there is none. Where two are equal by winning votes, the votes against
    /// can still tell them apart: see the contests.
    pub rows: Vec<Vec<u64>>,
    /// The pairs with chains both ways, up to 50 options; of all others the one from which
    /// there is a chain stands above.
    pub contests: Vec<Contest>,
}

/// Two options with chains of victories both ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contest {
    /// The chain from the one that stands above.
    #[serde(rename = "for")]
    pub for_it: Chain,
    /// The chain back.
    #[serde(rename = "against")]
    pub against_it: Chain,
    /// Whether the two are equally strong, so that neither stands above.
    pub equal: bool,
}

/// A strongest chain of victories; of several a shortest one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Chain {
    /// Ids, each of which beats the next.
    pub path: Vec<String>,
    /// The strength of its weakest victory.
    pub strength: u64,
    /// By winning votes, the votes against in that victory: of equally strong chains, the fewer
    /// the stronger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<u64>,
}

impl StrongestPaths {
    pub(crate) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let square = Square { options: &self.options, rows: &self.rows, labels };
        let by = self.strength.words();
        let head = format!(
            "strongest chain of victories from row to column by {by}, as strong as its weakest:"
        );
        let list = format!("strongest chains of victories there and back by {by}:");
        let mut lines = square.lines(&head, &list, width);
        if !self.contests.is_empty() {
            lines.extend(wrap("where chains lead both ways, by the numbers above:", width));
        }
        for contest in &self.contests {
            lines.extend(wrap(&self.sentence(contest), width));
        }
        lines
    }

    /// Names would make lines of chains that nobody can read; so numbers stand for them.
    fn sentence(&self, contest: &Contest) -> String {
        let (one, other) = (&contest.for_it, &contest.against_it);
        let same = one.strength == other.strength;
        let says = if contest.equal { "equals" } else { "is stronger than" };
        format!("{} {says} {}", self.chain(one, same), self.chain(other, same))
    }

    /// The chain with its strength, and the votes against where they matter.
    fn chain(&self, chain: &Chain, same: bool) -> String {
        let number = |id: &String| {
            let place = self.options.iter().position(|option| option == id);
            place.map_or_else(String::new, |place| (place + 1).to_string())
        };
        let path: Vec<String> = chain.path.iter().map(number).collect();
        let path = path.join(" > ");
        match chain.against.filter(|_| same) {
            Some(against) => format!("{path} ({} to {against})", chain.strength),
            None => format!("{path} ({})", chain.strength),
        }
    }
}
