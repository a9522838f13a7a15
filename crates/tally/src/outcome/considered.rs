//! The step of a rule that goes down a list: an option is looked at, and taken or not.

use serde::Serialize;

use super::text::{Grid, cut, printable};
use crate::{amount::Amount, profile::Profile, ties::Standing};

/// Columns that an id may take.
const ID: usize = 16;

/// An option that was looked at, and why it was taken or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Considered {
    /// Its id.
    pub option: String,
    /// Its label; may be empty.
    pub label: String,
    /// Its score.
    pub score: u64,
    /// What it costs, where a budget is spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
    /// Money left before it was looked at, where a budget is spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Amount>,
    /// Whether it was taken.
    pub taken: bool,
    /// Why.
    pub reason: Reason,
}

/// Why an option was taken or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Taken: it fits in the money left.
    Fits,
    /// Passed over: it costs more than is left.
    TooDear,
    /// It costs more than is left, and that ends the count.
    Stops,
    /// Its score is below the threshold.
    BelowThreshold,
    /// Taken: there is a seat for it.
    Seat,
    /// The seats are filled.
    NoSeatLeft,
    /// Nobody voted for it.
    NoVotes,
    /// Taken: its score reaches the threshold.
    Reached,
}

impl Considered {
    pub(crate) fn new(profile: &Profile, standing: Standing, reason: Reason) -> Self {
        let (option, label) = match profile.option(standing.index) {
            Some(option) => (option.id().to_owned(), option.label().to_owned()),
            None => (String::new(), String::new()),
        };
        let (score, taken) = (standing.score, reason.takes());
        Self { option, label, score, cost: None, before: None, taken, reason }
    }

    pub(crate) const fn with_money(mut self, cost: Amount, before: Amount) -> Self {
        (self.cost, self.before) = (Some(cost), Some(before));
        self
    }

    /// The heads of the table that such steps make.
    pub(super) fn grid() -> Grid {
        Grid::new([
            (">", "#"),
            (">", "score"),
            (">", "cost"),
            (">", "money"),
            ("<", ""),
            ("<", "id"),
        ])
    }

    /// Its row.
    pub(super) fn row(&self, number: usize, grid: &mut Grid) {
        let money =
            |amount: Option<Amount>| amount.map_or_else(String::new, |amount| amount.to_string());
        grid.row(
            [
                number.to_string(),
                self.score.to_string(),
                money(self.cost),
                money(self.before),
                self.reason.words().to_owned(),
                cut(&printable(&self.option), ID),
            ],
            printable(&self.label),
        );
    }
}

impl Reason {
    /// Whether the option is taken for this reason.
    #[must_use]
    pub const fn takes(self) -> bool {
        match self {
            Self::Fits | Self::Seat | Self::Reached => true,
            Self::TooDear
            | Self::Stops
            | Self::BelowThreshold
            | Self::NoSeatLeft
            | Self::NoVotes => false,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Fits => "taken",
            Self::TooDear => "too dear",
            Self::Stops => "too dear, end",
            Self::BelowThreshold => "too few",
            Self::Seat => "elected",
            Self::NoSeatLeft => "no seat left",
            Self::NoVotes => "no votes",
            Self::Reached => "goes on",
        }
    }
}
