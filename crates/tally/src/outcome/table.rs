//! The outcome as a text that a person can follow by hand.

use std::fmt;

use super::{Considered, Outcome, Purchase, Round, printable, wrap};

/// Columns of a terminal that nobody has to widen.
const WIDTH: usize = 80;

impl Outcome {
    /// The working out in at most `width` columns (and never fewer than its figures need), steps
    /// in their order, ties below. Characters count as one column each.
    #[must_use]
    pub fn to_table(&self, width: usize) -> String {
        let mut lines = wrap(&self.headline(), width);
        lines.extend(self.steps(width));
        if self.rounds.iter().all(|round| matches!(round, Round::Considered(_))) {
            let beyond = self.scores.len().saturating_sub(self.rounds.len());
            if beyond > 0 {
                lines.extend(wrap(&format!("not reached: {beyond} more"), width));
            }
        }
        lines.extend(self.said(width));
        for tie in &self.ties {
            let by = match tie.by {
                "lot" => "by lot",
                "order" => "by the order given",
                "earlier_stage" => "by the votes at an earlier stage",
                "cost" => "the lower cost first",
                "votes" => "the more votes first",
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

    /// Who won, where the steps do not end in a table that says so for each option.
    fn said(&self, width: usize) -> Vec<String> {
        let staged = self.rounds.iter().any(|round| matches!(round, Round::Stage(_)));
        if !staged {
            return Vec::new();
        }
        let names = self.winners.iter().map(|id| printable(self.labels.of_id(id)));
        let names: Vec<String> = names.collect();
        let text = match names.as_slice() {
            [] => "nobody is elected".to_owned(),
            [one] => format!("elected: {one}"),
            several => format!("elected, in this order: {}", several.join("; ")),
        };
        std::iter::once(String::new()).chain(wrap(&text, width)).collect()
    }

    /// The lines of all steps; those that go down a list make one table.
    fn steps(&self, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let (mut grid, mut purchases) = (Considered::grid(), Purchase::grid());
        let (mut number, mut bought) = (0, 0);
        let mut seated = Vec::new();
        for round in &self.rounds {
            match round {
                Round::Considered(considered) => {
                    number += 1;
                    considered.row(number, &mut grid);
                }
                Round::Uncounted(uncounted) => lines.extend(uncounted.lines(width)),
                Round::Scale(scale) => lines.extend(scale.lines(width)),
                Round::FirstRound(round) => lines.extend(round.lines(&self.labels, width)),
                Round::SecondRound(round) => lines.extend(round.lines(&self.labels, width)),
                Round::Grades(grades) => lines.extend(grades.lines(&self.labels, width)),
                Round::MediansRemoved(removed) => lines.extend(removed.lines(width)),
                Round::Credits(credits) => lines.extend(credits.lines(width)),
                Round::Decided(decided) => lines.extend(decided.lines(width)),
                Round::Pairs(it) => lines.extend(it.lines(&self.labels, width)),
                Round::StrongestPaths(it) => lines.extend(it.lines(&self.labels, width)),
                Round::LockedPairs(it) => lines.extend(it.lines(&self.labels, width)),
                Round::WorstDefeats(it) => lines.extend(it.lines(&self.labels, width)),
                Round::Comparisons(it) => lines.extend(it.lines(&self.labels, width)),
                Round::PairwiseRanking(it) => lines.extend(it.lines(&self.labels, width)),
                Round::Stage(stage) => {
                    lines.extend(stage.lines(&self.labels, &seated, width));
                    seated.extend(stage.elected.iter().cloned());
                }
                Round::Share(share) => lines.extend(share.lines(width)),
                Round::Purchase(purchase) => {
                    bought += 1;
                    purchase.row(bought, &mut purchases);
                }
            }
        }
        if !purchases.is_empty() {
            lines.extend(purchases.lines(width));
        }
        if !grid.is_empty() {
            lines.extend(grid.lines(width));
        }
        lines
    }

    fn headline(&self) -> String {
        let mut text = format!("{}: {} ballots", self.rule, self.ballots);
        if self.valid != self.ballots {
            text.push_str(&format!(", {} valid", self.valid));
        }
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
        if !self.binding {
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
