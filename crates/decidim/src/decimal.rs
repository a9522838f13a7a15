//! Decimal numbers as whole ones: no float rounds them behind our back.

/// What happens to digits beyond the scale.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    /// Rounded, halves away from zero.
    Round,
    /// Refused, unless they are zeros.
    Refuse,
}

/// The most digits of a number and the largest exponent: more is no coordinate and no price.
const MAX_DIGITS: usize = 64;

/// The number times ten to the `scale`; `None` when it is no decimal number or too large.
///
/// Reads `12`, `-2.15`, `.5` and what Ruby prints for small numbers, `5.0e-05`.
pub(crate) fn scaled(text: &str, scale: i32, excess: Excess) -> Option<i64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i8>().ok()?),
        None => (text, 0),
    };
    let (negative, number) = match mantissa.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits: Vec<u8> = whole.bytes().chain(part.bytes()).collect();
    if digits.is_empty() || digits.len() > MAX_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let whole = i32::try_from(whole.len()).ok()? + i32::from(exponent) + scale;
    let mut number = 0_i64;
    for place in 0..whole {
        let digit =
            usize::try_from(place).ok().and_then(|place| digits.get(place)).unwrap_or(&b'0');
        number = number.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    let beyond = digits.iter().skip(usize::try_from(whole).unwrap_or(0));
    if excess == Excess::Refuse && beyond.clone().any(|digit| *digit != b'0') {
        return None;
    }
    let first = if whole < 0 { None } else { beyond.clone().next() };
    if first.is_some_and(|digit| *digit >= b'5') {
        number = number.checked_add(1)?;
    }
    Some(if negative { -number } else { number })
}

/// The number as [`scaled`] reads it, without zeros at the end.
pub(crate) fn shown(number: i128, scale: u32) -> String {
    let unit = 10_u128.pow(scale);
    let (whole, part) = (number.unsigned_abs() / unit, number.unsigned_abs() % unit);
    let sign = if number < 0 { "-" } else { "" };
    let width = usize::try_from(scale).unwrap_or(0);
    let part = format!("{part:0width$}");
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        let cases: [(&str, Option<i64>); 12] = [
            ("41.3850639", Some(413_850_639)),
            ("-0.1277", Some(-1_277_000)),
            ("5.0e-05", Some(500)),
            ("1.2E2", Some(1_200_000_000)),
            (".5", Some(5_000_000)),
            ("2.", Some(20_000_000)),
            ("0.00000005", Some(1)),
            ("0.000000049", Some(0)),
            ("9e-100", Some(0)),
            ("1e99", None),
            ("1,5", None),
            ("", None),
        ];
        for (text, number) in cases {
            assert_eq!(scaled(text, 7, Excess::Round), number, "{text}");
        }
        for text in ["-", "+", ".", "e5", "1e", "--1", "NaN", "inf", "0x1", "1 ", "٣"] {
            assert_eq!(scaled(text, 7, Excess::Round), None, "{text}");
        }
    }

    #[test]
    fn a_price_is_never_rounded() {
        assert_eq!(scaled("1000.0", 2, Excess::Refuse), Some(100_000));
        assert_eq!(scaled("0.1e4", 2, Excess::Refuse), Some(100_000));
        assert_eq!(scaled("9.990", 2, Excess::Refuse), Some(999));
        assert_eq!(scaled("9.999", 2, Excess::Refuse), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(number in -i64::MAX..i64::MAX, scale in 0_u32..10) {
            let text = shown(i128::from(number), scale);
            let scale = i32::try_from(scale).unwrap();
            prop_assert_eq!(scaled(&text, scale, Excess::Refuse), Some(number));
        }
    }
}
