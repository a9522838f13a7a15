//! The last step: who stands where.

use serde::Serialize;

use super::super::{Labels, cut, printable, text::Grid};

/// Columns that an id may take.
const ID: usize = 16;

/// All options from the best down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PairwiseRanking {
    /// What the scores are: `above` (options it stands above), `defeat` (its worst defeat, the
    /// lower the better) or `points`.
    pub measure: &'static str,
    /// The options; those of one place are tied, in the order that the tie-break gave.
    pub places: Vec<Ranked>,
}

/// Where an option stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ranked {
    /// Its place, from 1; after two in place 1 comes place 3.
    pub place: usize,
    /// Its id.
    pub option: String,
    /// Its score.
    pub score: u64,
    /// Whether it is elected.
    pub elected: bool,
}

impl PairwiseRanking {
    pub(crate) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let heads = [(">", "place"), (">", self.measure), ("<", ""), ("<", "id")];
        let mut grid = Grid::new(heads);
        for ranked in &self.places {
            let elected = if ranked.elected { "elected" } else { "" };
            let id = cut(&printable(&ranked.option), ID);
            let label = labels.of_id(&ranked.option);
            let label = if label == ranked.option { String::new() } else { printable(label) };
            let cells =
                [ranked.place.to_string(), ranked.score.to_string(), elected.to_owned(), id];
            grid.row(cells, label);
        }
        grid.lines(width)
    }
}
