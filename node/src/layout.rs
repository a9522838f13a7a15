//! Answers for people: labels and tables that keep within a terminal of 80 columns, whatever
//! language they are in.
//!
//! Ids, keys and paths are never broken: whoever copies one gets all of it.

use std::fmt::Display;

use unicode_width::UnicodeWidthStr;

use crate::exit::Failure;
use crate::print::{self, safe};

/// Columns of a terminal that nobody has to widen.
const WIDTH: usize = 80;

/// Columns of a recovery sheet.
const SHEET: usize = 46;

/// Columns between two columns of text.
const GAP: usize = 2;

/// Labels with what belongs to them, below each other:
///
/// ```text
/// poll     bf3cb849…
/// options  sí        Sí
///          més-tard  Més endavant, quan hi hagi pressupost per
///                    fer-ho
/// ```
#[derive(Debug, Default)]
pub(crate) struct Facts {
    rows: Vec<(&'static str, Value)>,
}

#[derive(Debug)]
enum Value {
    Texts(Vec<String>),
    Table(Table),
}

impl Facts {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A label and a text.
    pub(crate) fn with(self, label: &'static str, value: impl Display) -> Self {
        self.with_all(label, [value])
    }

    /// A label and several texts below each other; nothing where there are none.
    pub(crate) fn with_all<T: Display>(
        mut self,
        label: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values: Vec<String> =
            values.into_iter().map(|value| safe(&value.to_string())).collect();
        if !values.is_empty() {
            self.rows.push((label, Value::Texts(values)));
        }
        self
    }

    /// A label and a table beside it.
    pub(crate) fn with_table(mut self, label: &'static str, table: Table) -> Self {
        self.rows.push((label, Value::Table(table)));
        self
    }

    /// Prints them.
    pub(crate) fn print(&self) -> Result<(), Failure> {
        self.lines().iter().try_for_each(print::line)
    }

    fn lines(&self) -> Vec<String> {
        let label_width = self.rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
        let indent = label_width + GAP;
        let room = WIDTH.saturating_sub(indent);
        let mut lines = Vec::new();
        for (label, value) in &self.rows {
            let texts = match value {
                Value::Texts(texts) => texts.iter().flat_map(|text| wrapped(text, room)).collect(),
                Value::Table(table) => table.lines(room),
            };
            let mut head = padded(label, indent);
            for text in texts {
                if text.width() > room {
                    // What is never broken has a line of its own, with as much room as there is.
                    if !head.trim().is_empty() {
                        lines.push(head.trim_end().to_owned());
                    }
                    lines.push(format!("  {text}"));
                } else {
                    lines.push(format!("{head}{text}").trim_end().to_owned());
                }
                head = " ".repeat(indent);
            }
        }
        lines
    }
}

/// Rows in columns; the last column takes the room that is left and goes on below.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Columns of figures, by their places: they stand to the right.
    figures: &'static [usize],
    headed: bool,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with heads above its columns. Without a row nothing is printed, heads included.
    pub(crate) fn new(heads: &[&str], figures: &'static [usize]) -> Self {
        let heads = heads.iter().map(|head| (*head).to_owned()).collect();
        Self { figures, headed: true, rows: vec![heads] }
    }

    /// A table without heads.
    pub(crate) fn plain(figures: &'static [usize]) -> Self {
        Self { figures, headed: false, rows: Vec::new() }
    }

    /// Adds a row. What others wrote is made safe for a terminal.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.iter().map(|cell| safe(cell)).collect());
    }

    /// Prints it.
    pub(crate) fn print(&self) -> Result<(), Failure> {
        self.lines(WIDTH).iter().try_for_each(print::line)
    }

    fn lines(&self, room: usize) -> Vec<String> {
        if self.headed && self.rows.len() == 1 {
            return Vec::new();
        }
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns.saturating_sub(1)).map(width).collect();
        let indent: usize = widths.iter().map(|width| width + GAP).sum();
        let mut lines = Vec::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, width), column) in row.iter().zip(&widths).zip(0..) {
                let cell = if self.figures.contains(&column) {
                    format!("{}{cell}", " ".repeat(width.saturating_sub(cell.width())))
                } else {
                    cell.clone()
                };
                line.push_str(&padded(&cell, width + GAP));
            }
            let last = row.get(widths.len()).map(String::as_str).unwrap_or_default();
            for text in wrapped(last, room.saturating_sub(indent)) {
                lines.push(format!("{line}{text}").trim_end().to_owned());
                line = " ".repeat(indent);
            }
        }
        lines
    }
}

/// A paragraph at the width of a terminal. What others wrote is made safe.
pub(crate) fn paragraph(text: &str) -> String {
    wrapped(&safe(text), WIDTH).join("\n")
}

/// The note below a recovery sheet, as narrow as the sheet.
pub(crate) fn sheet_note(text: &str) -> String {
    wrapped(text, SHEET).join("\n")
}

/// The words of a text in lines of at most this many columns; a longer word has a line of its own.
/// At least one line.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut()
            && (line.is_empty() || line.width() + 1 + word.width() <= width)
        {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// A text with spaces behind it, up to this many columns.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::plain(&[1]);
        table.row(["més-tard", "5", "Més endavant, quan hi hagi pressupost"].map(str::to_owned));
        // Two code points that stand in one column.
        table.row(["me\u{301}s", "1200", "Més"].map(str::to_owned));
        table
    }

    #[test]
    fn columns_stand_below_each_other_in_catalan_too() {
        assert_eq!(
            table().lines(34),
            [
                "més-tard     5  Més endavant, quan",
                "                hi hagi pressupost",
                "me\u{301}s       1200  Més",
            ]
        );
    }

    #[test]
    fn labels_and_tables_keep_within_the_width() {
        let long = "paraula ".repeat(40);
        let facts = Facts::new().with("poll", "ab").with_table("opció", table()).with("què", long);
        let lines = facts.lines();
        assert!(lines.iter().all(|line| line.width() <= WIDTH), "{lines:#?}");
        assert_eq!(lines[0], "poll   ab");
        assert!(lines[1].starts_with("opció  més-tard     5  Més"));
        assert!(lines[4].starts_with("       paraula") && lines[3].starts_with("què    paraula"));
    }

    #[test]
    fn what_people_copy_is_never_broken() {
        let invitation = "x".repeat(100);
        let lines = Facts::new().with("invitation", &invitation).with("a", "b").lines();
        assert_eq!(lines, ["invitation", &format!("  {invitation}"), "a           b"]);
    }

    #[test]
    fn a_table_without_rows_is_nothing() {
        assert_eq!(Table::plain(&[]).lines(WIDTH), Vec::<String>::new());
        assert_eq!(Table::new(&["id", "title"], &[]).lines(WIDTH), Vec::<String>::new());
    }
}
