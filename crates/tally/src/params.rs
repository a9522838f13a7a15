//! What a rule is told besides the ballots.

use std::num::NonZeroU16;

use crate::ties::TieBreak;

/// What a rule is told besides the ballots: seats, threshold and how ties are broken.
///
/// The default is one seat, no threshold, and ties in the order in which the options are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Params {
    seats: NonZeroU16,
    threshold: Option<u64>,
    ties: TieBreak,
    greedy_completion: bool,
}

impl Params {
    /// One seat and no threshold, with ties broken like this.
    #[must_use]
    pub const fn new(ties: TieBreak) -> Self {
        Self { seats: NonZeroU16::MIN, threshold: None, ties, greedy_completion: false }
    }

    /// With so many seats, for the rules that fill seats.
    #[must_use]
    pub const fn with_seats(mut self, seats: NonZeroU16) -> Self {
        self.seats = seats;
        self
    }

    /// With a score that an option must reach, for the rules that know one.
    #[must_use]
    pub const fn with_threshold(mut self, threshold: u64) -> Self {
        self.threshold = Some(threshold);
        self
    }

    /// With ties broken like this.
    #[must_use]
    pub fn with_ties(mut self, ties: TieBreak) -> Self {
        self.ties = ties;
        self
    }

    /// With what Equal Shares leaves unspent spent down the list by votes.
    #[must_use]
    pub const fn with_greedy_completion(mut self) -> Self {
        self.greedy_completion = true;
        self
    }

    /// Seats to fill.
    #[must_use]
    pub const fn seats(&self) -> NonZeroU16 {
        self.seats
    }

    /// The score that an option must reach.
    #[must_use]
    pub const fn threshold(&self) -> Option<u64> {
        self.threshold
    }

    /// Whether what Equal Shares leaves unspent is spent down the list by votes.
    #[must_use]
    pub const fn greedy_completion(&self) -> bool {
        self.greedy_completion
    }

    /// How ties are broken.
    #[must_use]
    pub const fn ties(&self) -> &TieBreak {
        &self.ties
    }
}

impl Default for Params {
    fn default() -> Self {
        Self::new(TieBreak::Listed)
    }
}
