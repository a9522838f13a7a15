//! Exact amounts of money.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

/// An exact, non-negative decimal number in the currency's main unit, such as `75000.50`.
///
/// Kept as digits and a number of decimals without trailing zeros, so that equal amounts are
/// equal values. There is no currency in it: amounts of one profile are of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    digits: u64,
    decimals: u8,
}

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// Nothing is written.
    #[error("the amount is empty: write a number such as 1500 or 1500.50")]
    Empty,
    /// There is a minus sign.
    #[error("the amount is negative: write a number of zero or more")]
    Negative,
    /// There is something else than digits and one point between digits.
    #[error("not an amount: write digits with at most one decimal point, such as 1500 or 1500.50")]
    NotANumber,
    /// There are more decimals than any currency has.
    #[error("more than {} decimals: round the amount", Amount::MAX_DECIMALS)]
    TooManyDecimals,
    /// The digits do not fit in 64 bits.
    #[error("the amount is too large: at most {} in its smallest unit", u64::MAX)]
    TooLarge,
}

impl Amount {
    /// Decimals that an amount may have; more is taken for a mistake.
    pub const MAX_DECIMALS: u8 = 9;

    /// The amount that is `units` of the unit with so many decimals: 150 with 2 is 1.5.
    #[must_use]
    pub const fn from_units(units: u64, decimals: u8) -> Self {
        let (mut digits, mut decimals) = (units, decimals);
        while decimals > 0 && digits.is_multiple_of(10) {
            digits /= 10;
            decimals -= 1;
        }
        Self { digits, decimals }
    }

    /// Decimals that are needed to write it exactly.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The amount in the unit with so many decimals; `None` when it is not whole there or does
    /// not fit.
    #[must_use]
    pub fn units(self, decimals: u8) -> Option<u64> {
        let shift = decimals.checked_sub(self.decimals)?;
        self.digits.checked_mul(10_u64.checked_pow(u32::from(shift))?)
    }
}

impl From<u64> for Amount {
    fn from(whole: u64) -> Self {
        Self::from_units(whole, 0)
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        if text.starts_with('-') {
            return Err(AmountError::Negative);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        if whole.is_empty() || fraction.is_empty() {
            return Err(AmountError::NotANumber);
        }
        if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return Err(AmountError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        let decimals = u8::try_from(fraction.len()).map_err(|_| AmountError::TooManyDecimals)?;
        if decimals > Self::MAX_DECIMALS {
            return Err(AmountError::TooManyDecimals);
        }
        let digits = whole
            .bytes()
            .chain(fraction.bytes())
            .try_fold(0_u64, |sum, byte| sum.checked_mul(10)?.checked_add(u64::from(byte - b'0')));
        Ok(Self { digits: digits.ok_or(AmountError::TooLarge)?, decimals })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimals == 0 {
            return out.pad(&self.digits.to_string());
        }
        let width = usize::from(self.decimals) + 1;
        let mut text = format!("{:0width$}", self.digits);
        text.insert(text.len() - usize::from(self.decimals), '.');
        out.pad(&text)
    }
}

/// A text, so that no reader turns it into a float.
impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_exactly() {
        for (text, shown) in [
            ("0", "0"),
            ("75000.0", "75000"),
            ("75000.50", "75000.5"),
            ("0.001", "0.001"),
            ("007", "7"),
            (" 12.340000000000 ", "12.34"),
            ("18446744073709551615", "18446744073709551615"),
        ] {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_exact_amount_is_refused() {
        for (text, error) in [
            ("", AmountError::Empty),
            ("-1", AmountError::Negative),
            ("1e6", AmountError::NotANumber),
            ("1,5", AmountError::NotANumber),
            ("1.", AmountError::NotANumber),
            (".5", AmountError::NotANumber),
            ("+5", AmountError::NotANumber),
            ("1.5.0", AmountError::NotANumber),
            ("NaN", AmountError::NotANumber),
            ("٣", AmountError::NotANumber),
            ("0.0000000001", AmountError::TooManyDecimals),
            ("18446744073709551616", AmountError::TooLarge),
        ] {
            assert_eq!(text.parse::<Amount>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_common_unit_makes_fractions_whole() {
        let amount: Amount = "0.25".parse().unwrap();
        assert_eq!(amount.units(2), Some(25));
        assert_eq!(amount.units(4), Some(2_500));
        assert_eq!(amount.units(1), None);
        assert_eq!(Amount::from(u64::MAX).units(1), None);
        assert_eq!(Amount::from_units(2_500, 4), amount);
    }
}
