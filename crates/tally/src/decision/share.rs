//! Shares of a number, exactly.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

/// An exact share from nothing to all, such as 2/3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    part: u64,
    whole: u64,
}

/// Whether a share has to be reached or to be passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// At least the share: `>=`.
    AtLeast,
    /// More than the share: `>`.
    MoreThan,
}

/// Why a text is not a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShareError {
    /// It is not written as a fraction.
    #[error("not a share: write two whole numbers with a slash between, such as 2/3")]
    NotAFraction,
    /// It is more than all, or of nothing.
    #[error("not a share: it has to lie between 0/1 and 1/1")]
    Outside,
}

impl Share {
    /// Nothing.
    pub const NOTHING: Self = Self { part: 0, whole: 1 };
    /// A half.
    pub const HALF: Self = Self { part: 1, whole: 2 };
    /// Two thirds.
    pub const TWO_THIRDS: Self = Self { part: 2, whole: 3 };
    /// Three quarters.
    pub const THREE_QUARTERS: Self = Self { part: 3, whole: 4 };
    /// Four fifths.
    pub const FOUR_FIFTHS: Self = Self { part: 4, whole: 5 };
    /// All.
    pub const ALL: Self = Self { part: 1, whole: 1 };

    /// So many of so many parts.
    ///
    /// # Errors
    /// [`ShareError::Outside`] when that is more than all, or of nothing.
    pub const fn new(part: u64, whole: u64) -> Result<Self, ShareError> {
        if whole == 0 || part > whole {
            return Err(ShareError::Outside);
        }
        Ok(Self { part, whole })
    }

    /// Whether `count` reaches or passes this share of `base`.
    #[must_use]
    pub const fn holds(self, reach: Reach, count: u64, base: u64) -> bool {
        let (count, share) = (self.whole as u128 * count as u128, self.part as u128 * base as u128);
        match reach {
            Reach::AtLeast => count >= share,
            Reach::MoreThan => count > share,
        }
    }

    /// The least whole number that reaches or passes this share of `base`.
    #[must_use]
    pub fn needed(self, reach: Reach, base: u64) -> u64 {
        let (share, whole) = (u128::from(self.part) * u128::from(base), u128::from(self.whole));
        let needed = match reach {
            Reach::AtLeast => share.div_ceil(whole),
            Reach::MoreThan => share / whole + 1,
        };
        // No share is more than all, so that this only cuts one more than the largest number.
        u64::try_from(needed).unwrap_or(u64::MAX)
    }

    /// The greatest whole number that does not pass this share of `base`.
    #[must_use]
    pub fn most(self, base: u64) -> u64 {
        let most = u128::from(self.part) * u128::from(base) / u128::from(self.whole);
        u64::try_from(most).unwrap_or(u64::MAX)
    }
}

impl FromStr for Share {
    type Err = ShareError;

    fn from_str(text: &str) -> Result<Self, ShareError> {
        let (part, whole) = text.trim().split_once('/').ok_or(ShareError::NotAFraction)?;
        let number = |digits: &str| {
            if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(ShareError::NotAFraction);
            }
            digits.parse::<u64>().map_err(|_| ShareError::NotAFraction)
        };
        Self::new(number(part)?, number(whole)?)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{}/{}", self.part, self.whole))
    }
}

/// A text, as it is written.
impl Serialize for Share {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thirds_are_reached_at_the_exact_number() {
        for (base, least, above) in [(0, 0, 1), (3, 2, 3), (30, 20, 21), (31, 21, 21), (32, 22, 22)]
        {
            assert_eq!(Share::TWO_THIRDS.needed(Reach::AtLeast, base), least, "{base}");
            assert_eq!(Share::TWO_THIRDS.needed(Reach::MoreThan, base), above, "{base}");
            assert!(Share::TWO_THIRDS.holds(Reach::AtLeast, least, base));
            assert!(least == 0 || !Share::TWO_THIRDS.holds(Reach::AtLeast, least - 1, base));
            assert!(Share::TWO_THIRDS.holds(Reach::MoreThan, above, base));
            assert!(!Share::TWO_THIRDS.holds(Reach::MoreThan, above - 1, base));
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let share = Share::new(u64::MAX - 1, u64::MAX).unwrap();
        assert_eq!(share.needed(Reach::AtLeast, u64::MAX), u64::MAX - 1);
        assert!(share.holds(Reach::MoreThan, u64::MAX, u64::MAX));
        assert_eq!(Share::ALL.most(u64::MAX), u64::MAX);
    }

    #[test]
    fn what_is_no_share_is_refused() {
        assert_eq!("2/3".parse(), Ok(Share::TWO_THIRDS));
        assert_eq!(" 0/1 ".parse(), Ok(Share::NOTHING));
        for (text, error) in [
            ("", ShareError::NotAFraction),
            ("2", ShareError::NotAFraction),
            ("/3", ShareError::NotAFraction),
            ("+1/2", ShareError::NotAFraction),
            ("1/2/3", ShareError::NotAFraction),
            ("1/99999999999999999999", ShareError::NotAFraction),
            ("3/2", ShareError::Outside),
            ("0/0", ShareError::Outside),
        ] {
            assert_eq!(text.parse::<Share>(), Err(error), "{text}");
        }
    }
}
