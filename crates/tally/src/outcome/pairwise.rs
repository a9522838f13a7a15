//! The steps of the rules that compare options two by two.

mod locks;
mod paths;
mod ranking;
mod square;
mod tallies;

use serde::Serialize;

pub use locks::{LockedPairs, Victory};
pub use paths::{Chain, Contest, StrongestPaths};
pub use ranking::{PairwiseRanking, Ranked};
pub use tallies::{Comparison, Comparisons, WorstDefeat, WorstDefeats};

use super::{Labels, cut, printable, wrap};
use square::Square;

/// Columns that a name may take within a sentence.
const NAME: usize = 28;

/// How many prefer each option to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Pairs {
    /// The options' ids in the order in which they were listed.
    pub options: Vec<String>,
    /// For each option a row in that order: the weight of the ballots that prefer it to each
    /// other option; 0 to itself.
    pub rows: Vec<Vec<u64>>,
    /// The option that beats every other, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condorcet: Option<String>,
    /// The fewest options of which each beats every option outside (the Smith set), in the order
    /// in which they were listed.
    pub smith: Vec<String>,
}

impl Pairs {
    pub(crate) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let square = Square { options: &self.options, rows: &self.rows, labels };
        let head = "ballots that prefer the option of the row to that of the column:";
        let mut lines = square.lines(head, "votes for and against:", width);
        let said = match &self.condorcet {
            Some(winner) => format!("{} beats every other option", named(labels, winner)),
            None if self.options.len() < 2 => return lines,
            None if self.smith.len() == self.options.len() => {
                "no option beats every other, and no smaller group beats all outside it".to_owned()
            }
            None => {
                let smith: Vec<String> = self.smith.iter().map(|id| named(labels, id)).collect();
                let smith = smith.join(", ");
                format!("no option beats every other; each of these beats all the rest: {smith}")
            }
        };
        lines.extend(wrap(&said, width));
        lines
    }
}

/// What people call an option, short enough for a sentence.
fn named(labels: &Labels, id: &str) -> String {
    cut(&printable(labels.of_id(id)), NAME)
}
