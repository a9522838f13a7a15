//! Exact fractions, as text.

use std::{fmt, iter::Sum, ops::Add};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed};
use serde::{Serialize, Serializer};

/// An exact fraction, such as `250/3`; a whole number has no denominator.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(BigRational);

impl Fraction {
    pub(crate) fn new(numerator: BigInt, denominator: BigInt) -> Self {
        Self(BigRational::new(numerator, denominator))
    }

    /// A fraction in its lowest terms, with a denominator above zero.
    pub(crate) const fn reduced(numerator: BigInt, denominator: BigInt) -> Self {
        Self(BigRational::new_raw(numerator, denominator))
    }

    /// So many of it.
    #[must_use]
    pub fn times(&self, number: u64) -> Self {
        Self(&self.0 * BigInt::from(number))
    }

    /// With so many decimals, the rest cut off: 250/3 with 2 is `83.33`.
    #[must_use]
    pub fn cut(&self, decimals: u8) -> String {
        let unit = BigInt::from(10).pow(u32::from(decimals));
        let units = self.0.numer() * unit / self.0.denom();
        let sign = if units.is_negative() { "-" } else { "" };
        let width = usize::from(decimals) + 1;
        let mut text = format!("{:0>width$}", units.abs().to_string());
        if decimals > 0 {
            text.insert(text.len() - usize::from(decimals), '.');
        }
        format!("{sign}{text}")
    }
}

impl From<u64> for Fraction {
    fn from(whole: u64) -> Self {
        Self(BigRational::from_integer(whole.into()))
    }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.to_string())
    }
}

/// A text, so that no reader turns it into a float.
impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_written_in_its_lowest_terms_and_cut_downwards() {
        let third = Fraction::new(500.into(), 6.into());
        assert_eq!(third.to_string(), "250/3");
        assert_eq!(third.cut(2), "83.33");
        assert_eq!(third.cut(0), "83");
        assert_eq!(third.times(3).to_string(), "250");
        assert_eq!(Fraction::new(1.into(), 300.into()).cut(2), "0.00");
        assert_eq!((third.clone() + third).cut(1), "166.6");
    }
}
