//! Votes that may have been divided: exact decimals.

use std::fmt;

use serde::{Serialize, Serializer};

/// An exact number of votes, with as many decimals as the rule that counts them keeps.
///
/// In JSON it is a number where the rule never divides a vote, and otherwise a text with all the
/// decimals that the rule keeps: `"1385.00000"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Votes {
    units: u128,
    decimals: u8,
}

impl Votes {
    /// Votes in units of the last decimal.
    pub(crate) const fn new(units: u128, decimals: u8) -> Self {
        Self { units, decimals }
    }

    /// In units of the last decimal.
    #[must_use]
    pub const fn units(self) -> u128 {
        self.units
    }

    /// Decimals that the rule keeps.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The whole votes; what is left over is dropped.
    #[must_use]
    pub fn whole(self) -> u64 {
        let (whole, _) = self.parts();
        u64::try_from(whole).unwrap_or(u64::MAX)
    }

    /// Whole votes, and what is left over in units of the last decimal.
    fn parts(self) -> (u128, u128) {
        let one = 10_u128.checked_pow(u32::from(self.decimals)).unwrap_or(u128::MAX);
        (self.units / one, self.units % one)
    }
}

impl fmt::Display for Votes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, left) = self.parts();
        match usize::from(self.decimals) {
            0 => write!(out, "{whole}"),
            decimals => write!(out, "{whole}.{left:0decimals$}"),
        }
    }
}

impl Serialize for Votes {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match u64::try_from(self.units) {
            Ok(whole) if self.decimals == 0 => out.serialize_u64(whole),
            _ => out.collect_str(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_votes_keep_their_zeros_and_whole_ones_are_numbers() {
        assert_eq!(Votes::new(138_500_000, 5).to_string(), "1385.00000");
        assert_eq!(Votes::new(7, 5).to_string(), "0.00007");
        assert_eq!(serde_json::to_string(&Votes::new(7, 5)).unwrap(), "\"0.00007\"");
        assert_eq!(serde_json::to_string(&Votes::new(7, 0)).unwrap(), "7");
        assert_eq!(Votes::new(199_999, 5).whole(), 1);
    }
}
