//! The steps of the Method of Equal Shares: the share, and what was bought by whom.

use serde::Serialize;

use super::{
    Fraction,
    text::{Grid, cut, printable, wrap},
};
use crate::amount::Amount;

/// Columns that an id may take.
const ID: usize = 12;

/// What each voter has to begin with, and how that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// Weight of all ballots, empty ones too: each has a share.
    pub voters: u64,
    /// What each voter has.
    pub share: Fraction,
    /// The same with decimals, the rest cut off.
    pub decimal: String,
    /// By how many units of the currency it is more than an equal part of the budget.
    pub raised_by: u64,
    /// How many sizes of the share were counted; between them the same is bought and paid for in
    /// the same way, so that nothing had to be counted.
    pub changes: u64,
    /// Why it was not raised further, where the rule raises it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<Stop>,
}

/// Why shares were not raised further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stop {
    /// Nothing that anybody voted for and that is not bought fits in the money left.
    Exhaustive,
    /// One more unit for each voter would spend more than the budget.
    Overspends,
    /// All that anybody voted for is bought.
    AllBought,
}

/// A project that its supporters bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Purchase {
    /// Its id.
    pub option: String,
    /// Its label; may be empty.
    pub label: String,
    /// What it costs.
    pub cost: Amount,
    /// Voters who approve of it, whether they have money left or not.
    pub supporters: u64,
    /// What those pay who pay in full.
    pub pays: Fraction,
    /// The same with decimals, the rest cut off.
    pub decimal: String,
    /// `pays` for each unit of the cost: the project with the least was bought. Its reciprocal is
    /// what equalshares.net calls the effective vote count.
    pub rho: Fraction,
    /// Who paid what, the highest payment first. Who paid nothing is not listed.
    pub payments: Vec<Payments>,
    /// What all voters together have left.
    pub left: Fraction,
}

/// Voters who paid the same for a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Payments {
    /// What each paid: in full, or all they had left.
    pub amount: Fraction,
    /// The same with decimals, the rest cut off.
    pub decimal: String,
    /// How many voters they are.
    pub voters: u64,
    /// Their ballots, numbered from 1 in the order in which they came. A ballot that weighs more
    /// than one pays the amount as often.
    pub ballots: Vec<u32>,
}

impl Share {
    /// Its lines.
    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        let mut text = format!("each of {} voters has {}", self.voters, self.decimal);
        if self.raised_by > 0 {
            text.push_str(&format!(" ({} more than an equal part of the budget)", self.raised_by));
        }
        match self.stop {
            None => {}
            Some(Stop::Exhaustive) => text.push_str("; nothing more fits in the budget"),
            Some(Stop::Overspends) => {
                text.push_str("; one more for each would spend more than the budget");
            }
            Some(Stop::AllBought) => text.push_str("; all that anybody voted for is bought"),
        }
        wrap(&text, width)
    }
}

impl Purchase {
    /// The heads of the table that such steps make.
    pub(super) fn grid() -> Grid {
        Grid::new([
            (">", "#"),
            (">", "votes"),
            (">", "cost"),
            (">", "pay"),
            (">", "each"),
            (">", "pay less"),
            ("<", "id"),
        ])
    }

    /// Its row.
    pub(super) fn row(&self, number: usize, grid: &mut Grid) {
        let in_full = |it: &&Payments| it.amount == self.pays;
        let full: u64 = self.payments.iter().filter(in_full).map(|it| it.voters).sum();
        let all: u64 = self.payments.iter().map(|it| it.voters).sum();
        let less = if all > full { (all - full).to_string() } else { String::new() };
        grid.row(
            [
                number.to_string(),
                self.supporters.to_string(),
                self.cost.to_string(),
                full.to_string(),
                self.decimal.clone(),
                less,
                cut(&printable(&self.option), ID),
            ],
            printable(&self.label),
        );
    }
}
