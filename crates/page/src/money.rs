//! Money as people write it. There is no currency in the model: amounts of one poll are of one.

use participation_tally::Amount;

use crate::Tongue;
use crate::words::Words;

/// An amount in the smallest unit of a currency with so many decimals; decimals that say nothing
/// are left out.
pub(crate) fn money(units: u128, decimals: u8, w: Words) -> String {
    let one = 10_u128.checked_pow(u32::from(decimals)).unwrap_or(u128::MAX);
    let (whole, part) = (units / one, units % one);
    let whole = w.number(u64::try_from(whole).unwrap_or(u64::MAX));
    if part == 0 {
        return whole;
    }
    let sign = if w.tongue() == Tongue::English { '.' } else { ',' };
    let width = usize::from(decimals);
    format!("{whole}{sign}{part:0width$}")
}

/// An amount of an outcome.
pub(crate) fn amount(amount: Amount, decimals: u8, w: Words) -> String {
    match amount.units(decimals) {
        Some(units) => money(units.into(), decimals, w),
        None => amount.to_string(),
    }
}

/// Digits with a decimal point, with the sign that a language has in its place.
pub(crate) fn decimal(digits: &str, w: Words) -> String {
    if w.tongue() == Tongue::English { digits.to_owned() } else { digits.replace('.', ",") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_each_language_writes_it() {
        let (ca, en) = (Words::of(Tongue::Catalan), Words::of(Tongue::English));
        assert_eq!(money(1_234_567, 2, ca), "12.345,67");
        assert_eq!(money(1_234_567, 2, en), "12,345.67");
        assert_eq!(money(1_234_500, 2, ca), "12.345");
        assert_eq!(money(5, 2, en), "0.05");
        assert_eq!(money(3_000_000, 0, ca), "3.000.000");
        assert_eq!(amount(Amount::from_units(1250, 2), 2, ca), "12,50");
    }
}
