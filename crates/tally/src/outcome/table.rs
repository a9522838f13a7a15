//! The outcome as a text that a person can follow by hand.

use std::fmt;

use super::{Outcome, Reason, Round};

/// Columns of a terminal that nobody has to widen.
const WIDTH: usize = 80;
/// Columns that the label keeps, whatever the figures take.
const LABEL: usize = 12;
/// Columns that an id may take.
const ID: usize = 16;

impl Outcome {
    /// The working out as a table of at most `width` columns (and never fewer than its figures
    /// need), one line for each step, ties below. Characters count as one column each.
    #[must_use]
    pub fn to_table(&self, width: usize) -> String {
        let mut lines = wrap(&self.headline(), width);
        let rows: Vec<Row> = self.rounds.iter().zip(1_usize..).map(Row::new).collect();
        lines.extend(columns(&rows, width));
        let beyond = self.scores.len().saturating_sub(rows.len());
        if beyond > 0 {
            lines.extend(wrap(&format!("not reached: {beyond} more"), width));
        }
        for tie in &self.ties {
            let by = match tie.by {
                "lot" => "by lot",
                "order" => "by the order given",
                _ => "by the order of the list",
            };
            let weight = if tie.decisive { "this decided" } else { "same winners either way" };
            let ids: Vec<String> = tie.options.iter().map(|id| printable(id)).collect();
            let text = format!("tie at {}: {} ({by}; {weight})", tie.score, ids.join(", "));
            lines.extend(wrap(&text, width));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn headline(&self) -> String {
        let mut text = format!("{}: {} ballots", self.rule, self.ballots);
        if let Some(seats) = self.seats {
            text.push_str(&format!(", {seats} to elect"));
        }
        if let Some(threshold) = self.threshold {
            text.push_str(&format!(", at least {threshold} to be taken"));
        }
        if let Some(money) = &self.money {
            let (budget, spent, left) = (money.budget, money.spent, money.remaining);
            text.push_str(&format!(", budget {budget}, spent {spent}, left {left}"));
        }
        if !self.valid {
            text.push_str(" (not binding)");
        }
        text
    }
}

/// The table at 80 columns.
impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_table(WIDTH))
    }
}

/// A step's cells: number, score, cost, money before, what happened, id; and its label.
struct Row {
    cells: [String; 6],
    label: String,
}

impl Row {
    fn new((round, number): (&Round, usize)) -> Self {
        let Round::Considered(step) = round;
        let money = |amount: Option<crate::Amount>| {
            amount.map_or_else(String::new, |amount| amount.to_string())
        };
        let what = match step.reason {
            Reason::Fits => "taken",
            Reason::TooDear => "too dear",
            Reason::Stops => "too dear, end",
            Reason::BelowThreshold => "too few",
            Reason::Seat => "elected",
            Reason::NoSeatLeft => "no seat left",
            Reason::NoVotes => "no votes",
        };
        Self {
            cells: [
                number.to_string(),
                step.score.to_string(),
                money(step.cost),
                money(step.before),
                what.to_owned(),
                cut(&printable(&step.option), ID),
            ],
            label: printable(&step.label),
        }
    }
}

const HEADS: [&str; 6] = ["#", "score", "cost", "money", "", "id"];

/// The table's lines; a column in which no row has anything is left out.
fn columns(rows: &[Row], width: usize) -> Vec<String> {
    let widths = HEADS.iter().enumerate().map(|(at, head)| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at));
        match cells.map(|cell| cell.chars().count()).max() {
            None | Some(0) => 0,
            Some(longest) => longest.max(head.chars().count()),
        }
    });
    let widths: Vec<usize> = widths.collect();
    let taken: usize = widths.iter().map(|width| if *width > 0 { width + 2 } else { 0 }).sum();
    let label = width.saturating_sub(taken).max(LABEL);
    let line = |cells: [&str; 6], text: &str| {
        let mut line = String::new();
        for ((cell, width), at) in cells.iter().zip(&widths).zip(0_usize..) {
            // Figures to the right, words to the left.
            match (*width, at) {
                (0, _) => {}
                (width, 0..=3) => line.push_str(&format!("{cell:>width$}  ")),
                (width, _) => line.push_str(&format!("{cell:<width$}  ")),
            }
        }
        line.push_str(&cut(text, label));
        line.trim_end().to_owned()
    };
    let mut lines = vec![line(HEADS, "")];
    lines.extend(rows.iter().map(|row| line(row.cells.each_ref().map(String::as_str), &row.label)));
    lines
}

/// The text in at most so many characters.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Ids and labels come from outside, and a control character could rewrite the screen.
fn printable(text: &str) -> String {
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(plain).collect()
}

/// Lines of at most so many columns, broken at spaces; what follows is indented.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, "  ".to_owned()));
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
