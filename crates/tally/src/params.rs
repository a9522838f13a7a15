//! What a rule is told besides the ballots.

use std::num::NonZeroU16;

use crate::{strength::Strength, ties::TieBreak};

/// What a rule is told besides the ballots: seats, threshold and how ties are broken.
///
/// The default is one seat, no threshold, and ties in the order in which the options are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Params {
    seats: NonZeroU16,
    threshold: Option<u64>,
    ties: TieBreak,
    strength: Strength,
}

impl Params {
    /// One seat and no threshold, with ties broken like this.
    #[must_use]
    pub const fn new(ties: TieBreak) -> Self {
        Self { seats: NonZeroU16::MIN, threshold: None, ties, strength: Strength::WinningVotes }
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

    /// With victories measured like this, for the rules that compare options two by two.
    #[must_use]
    pub const fn with_strength(mut self, strength: Strength) -> Self {
        self.strength = strength;
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

    /// How victories between two options are measured.
    #[must_use]
    pub const fn strength(&self) -> Strength {
        self.strength
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
