//! The steps of an election in two rounds.

use serde::Serialize;

use super::{
    Labels,
    text::{Grid, cut, printable, wrap},
};

/// Columns that an id may take.
const ID: usize = 16;

/// The first round: elected with more than half of the valid votes, or the first two go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FirstRound {
    /// Weight of the valid votes.
    pub valid: u64,
    /// The least number of votes that is more than half.
    pub needed: u64,
    /// Votes of each option, the most first.
    pub votes: Vec<Polled>,
    /// Who is elected, if anybody is.
    pub elected: Option<String>,
    /// Who goes into the second round; empty when somebody is elected.
    pub finalists: Vec<String>,
}

/// The second round, counted from the same rankings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SecondRound {
    /// Votes of the two, the most first.
    pub votes: Vec<Polled>,
    /// Weight of the ballots that prefer neither.
    pub neither: u64,
    /// Who is elected.
    pub elected: String,
}

/// An option's votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Polled {
    /// Its id.
    pub option: String,
    /// Its votes.
    pub votes: u64,
}

impl Polled {
    pub(crate) fn new(option: &str, votes: u64) -> Self {
        Self { option: option.to_owned(), votes }
    }
}

impl FirstRound {
    pub(super) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let Self { valid, needed, .. } = self;
        let head = format!("first round: {valid} valid votes, more than half is {needed}");
        let fate = |id: &String| {
            if self.elected.as_ref() == Some(id) {
                "elected"
            } else if self.finalists.contains(id) {
                "goes on"
            } else {
                ""
            }
        };
        let mut lines = wrap(&head, width);
        lines.extend(table(&self.votes, fate, labels, width));
        if !self.finalists.is_empty() {
            let text = "nobody has more than half: the first two go into a second round";
            lines.extend(wrap(text, width));
        }
        lines
    }
}

impl SecondRound {
    pub(super) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let what = "each ballot counts for the one of the two that it ranks higher";
        let head = format!("second round: {what}; {} prefer neither", self.neither);
        let fate = |id: &String| if self.elected == *id { "elected" } else { "" };
        let mut lines = wrap(&head, width);
        lines.extend(table(&self.votes, fate, labels, width));
        lines
    }
}

fn table(
    votes: &[Polled],
    fate: impl Fn(&String) -> &'static str,
    labels: &Labels,
    width: usize,
) -> Vec<String> {
    let mut grid = Grid::new([(">", "#"), (">", "votes"), ("<", ""), ("<", "id")]);
    for (number, Polled { option, votes }) in (1_usize..).zip(votes) {
        let label = labels.of_id(option);
        let label = if label == option { String::new() } else { printable(label) };
        let id = cut(&printable(option), ID);
        grid.row([number.to_string(), votes.to_string(), fate(option).to_owned(), id], label);
    }
    grid.lines(width)
}
