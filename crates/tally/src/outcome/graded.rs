//! The steps of a count by medians.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Labels,
    text::{Grid, cut, printable, wrap},
};

/// Columns that an id may take.
const ID: usize = 16;

/// Grades that a table shows each in a column of its own; where there are more, it shows how many
/// ballots grade above and below the median.
const COLUMNS: usize = 8;

/// The grades that each option got, in the order of the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Grades {
    /// Weight of the grades that each option has.
    pub ballots: u64,
    /// The options, the best first.
    pub options: Vec<Graded>,
}

/// An option's grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Graded {
    /// Its id.
    pub option: String,
    /// Its lower median grade.
    pub median: u32,
    /// Each grade that it got, the best first, with the weight of the ballots that give it.
    pub grades: Vec<(u32, u64)>,
}

/// Why one of two options with the same median grade goes before the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MediansRemoved {
    /// Id of the one that goes first.
    pub option: String,
    /// Id of the next.
    pub before: String,
    /// Their median grade.
    pub median: u32,
    /// How many medians were taken away from each, one at a time, until the medians left differ.
    pub removed: u64,
    /// The first one's median then.
    pub then: u32,
    /// The next one's median then.
    pub against: u32,
}

impl Grades {
    pub(super) fn lines(&self, labels: &Labels, width: usize) -> Vec<String> {
        let grades = self.options.iter().flat_map(|option| &option.grades).map(|(grade, _)| *grade);
        let scale: BTreeSet<u32> = grades.take(1 << 20).collect();
        let scale: Option<Vec<u32>> =
            (scale.len() <= COLUMNS).then(|| scale.into_iter().rev().collect());
        let mut heads = vec![(">", "#".to_owned()), (">", "median".to_owned())];
        match &scale {
            Some(scale) => heads.extend(scale.iter().map(|grade| (">", format!("[{grade}]")))),
            None => heads.extend(["above", "at it", "below"].map(|head| (">", head.to_owned()))),
        }
        heads.push(("<", "id".to_owned()));
        let mut grid = Grid::new(heads);
        for (number, option) in (1_usize..).zip(&self.options) {
            let mut cells = vec![number.to_string(), option.median.to_string()];
            match &scale {
                Some(scale) => cells.extend(scale.iter().map(|grade| option.at(*grade))),
                None => cells.extend(option.around()),
            }
            cells.push(cut(&printable(&option.option), ID));
            let label = labels.of_id(&option.option);
            let label = if label == option.option { String::new() } else { printable(label) };
            grid.row(cells, label);
        }
        let head = match scale {
            Some(_) => {
                format!("{} grades an option; ballots that give each [grade]:", self.ballots)
            }
            None => format!("{} grades an option; ballots around its median:", self.ballots),
        };
        let mut lines = wrap(&head, width);
        lines.extend(grid.lines(width));
        lines
    }
}

impl Graded {
    /// Weight of the ballots that give it this grade.
    fn at(&self, grade: u32) -> String {
        let found = self.grades.iter().find(|(other, _)| *other == grade);
        found.map_or(0, |(_, weight)| *weight).to_string()
    }

    /// Weight of the ballots that grade it above, at and below its median.
    fn around(&self) -> [String; 3] {
        let sum = |wanted: std::cmp::Ordering| {
            let grades = self.grades.iter().filter(|(grade, _)| grade.cmp(&self.median) == wanted);
            grades.map(|(_, weight)| *weight).sum::<u64>().to_string()
        };
        use std::cmp::Ordering::{Equal, Greater, Less};
        [sum(Greater), sum(Equal), sum(Less)]
    }
}

impl MediansRemoved {
    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        let Self { median, removed, then, against, .. } = self;
        let (one, other) = (printable(&self.option), printable(&self.before));
        let medians = if *removed == 1 { "median" } else { "medians" };
        let text = format!(
            "{one} before {other}: both at {median}; with {removed} {medians} taken away \
             from each, {then} against {against}"
        );
        wrap(&text, width)
    }
}
