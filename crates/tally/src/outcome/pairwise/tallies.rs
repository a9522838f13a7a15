//! The steps of minimax and of Copeland's rule.

use serde::Serialize;

use super::{
    super::{Labels, printable, text::Grid, wrap},
    named,
};
use crate::strength::Strength;

/// The worst defeat of each option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WorstDefeats {
    /// How defeats were measured.
    pub strength: Strength,
    /// The options in the order in which they were listed.
    pub defeats: Vec<WorstDefeat>,
}

/// The worst defeat of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WorstDefeat {
    /// Its id.
    pub option: String,
    /// How strong it is; 0 when nobody beats it.
    pub strength: u64,
    /// Who beats it so.
    pub by: Vec<String>,
}

/// How many comparisons each option wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Comparisons {
    /// The options in the order in which they were listed.
    pub options: Vec<Comparison>,
}

/// How many comparisons an option wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// Its id.
    pub option: String,
    /// How many it beats.
    pub wins: u64,
    /// With how many it is equal.
    pub draws: u64,
    /// How many beat it.
    pub losses: u64,
    /// Two a victory, one a draw.
    pub points: u64,
}

impl WorstDefeats {
    pub(crate) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let by = self.strength.words();
        let mut lines = wrap(&format!("worst defeats by {by}, the least is the best:"), width);
        for defeat in &self.defeats {
            let option = named(labels, &defeat.option);
            let by: Vec<String> = defeat.by.iter().map(|id| named(labels, id)).collect();
            let said = match by.is_empty() {
                true => format!("{option}: not defeated"),
                false => format!("{option}: {} by {}", defeat.strength, by.join(", ")),
            };
            lines.extend(wrap(&said, width));
        }
        lines
    }
}

impl Comparisons {
    pub(crate) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let heads = [(">", "points"), (">", "won"), (">", "drawn"), (">", "lost")];
        let mut grid = Grid::new(heads);
        for option in &self.options {
            let figures = [option.points, option.wins, option.draws, option.losses];
            let name = printable(labels.of_id(&option.option));
            grid.row(figures.map(|figure| figure.to_string()), name);
        }
        let mut lines = wrap("comparisons, two points for each won and one for each drawn:", width);
        lines.extend(grid.lines(width));
        lines
    }
}
