//! Money as people write it.

use participation::Opening;
use participation_tally::Amount;

use crate::Tongue;
use crate::words::Words;

/// The currency of amounts that belong together, and the decimals of its smallest unit.
#[derive(Debug, Clone)]
pub(crate) struct Purse {
    decimals: u8,
    /// Its sign, or its code where it has none of its own; empty where nobody says which it is.
    sign: String,
}

impl Purse {
    /// That of a poll, as its opening tells.
    pub(crate) fn of(opening: &Opening) -> Self {
        Self::told(opening.question.as_str(), opening.counting.decimals)
    }

    /// That which a question ends with.
    pub(crate) fn told(question: &str, decimals: u8) -> Self {
        let sign = match participation::currency(question).1 {
            Some("EUR") => "€",
            Some(code) => code,
            None => "",
        };
        Self { decimals, sign: sign.to_owned() }
    }

    /// Euros and cents: costs of documents are in them, as Decidim's are.
    pub(crate) fn euros() -> Self {
        Self { decimals: 2, sign: "€".to_owned() }
    }

    /// An amount of it.
    pub(crate) fn say(&self, units: impl Into<u128>, w: Words) -> String {
        self.around(&money(units.into(), self.decimals, w), w)
    }

    /// The sign and a number, each where the language has it; they are never parted by a line.
    pub(crate) fn around(&self, number: &str, w: Words) -> String {
        match (self.sign.as_str(), w.tongue()) {
            ("", _) => number.to_owned(),
            ("€", Tongue::English) => format!("€{number}"),
            (code, Tongue::English) => format!("{code}\u{a0}{number}"),
            (sign, Tongue::Catalan | Tongue::Spanish) => format!("{number}\u{a0}{sign}"),
        }
    }
}

/// An amount in the smallest unit of a currency with so many decimals; decimals that say nothing
/// are left out.
pub(crate) fn money(units: u128, decimals: u8, w: Words) -> String {
    let one = 10_u128.checked_pow(u32::from(decimals)).unwrap_or(u128::MAX);
    let (whole, part) = (units / one, units % one);
    let whole = w.number(u64::try_from(whole).unwrap_or(u64::MAX));
    if part == 0 {
        return whole;
    }
    let sign = mark(w);
    let width = usize::from(decimals);
    format!("{whole}{sign}{part:0width$}")
}

/// An amount as a field of a form holds it.
pub(crate) fn typed(units: u64, decimals: u8) -> String {
    let one = 10_u64.checked_pow(u32::from(decimals)).unwrap_or(u64::MAX);
    let width = usize::from(decimals);
    match units % one {
        0 => (units / one).to_string(),
        part => format!("{}.{part:0width$}", units / one),
    }
}

/// What was typed is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoMoney {
    /// It cannot be read.
    Unreadable,
    /// It can be read as thousands and as decimals.
    Twofold,
}

impl NoMoney {
    /// The message that says what to do.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "no-money",
            Self::Twofold => "no-money-twofold",
        }
    }
}

/// Reads an amount as any of the languages writes it, in units of so many decimals: `1.200,50`,
/// `1,200.50`, `1200.5`, with the sign of the euro or without. A sign with three digits after it
/// parts thousands; where it alone stands there and begins the decimals in the reader's language,
/// or after a zero, nobody can tell which is meant.
pub(crate) fn read(text: &str, decimals: u8, w: Words) -> Result<u64, NoMoney> {
    let units = units(text, decimals).ok_or(NoMoney::Unreadable)?;
    let mut parts = text.split(['.', ',']);
    let first = parts.next().unwrap_or_default().trim_start_matches(|c: char| !c.is_ascii_digit());
    let after = parts.next().unwrap_or_default();
    let alone = after.chars().filter(char::is_ascii_digit).count() == 3 && parts.next().is_none();
    if alone && (text.contains(mark(w)) || first.starts_with('0')) {
        return Err(NoMoney::Twofold);
    }
    Ok(units)
}

/// What begins the decimals in a language.
fn mark(w: Words) -> char {
    if w.tongue() == Tongue::English { '.' } else { ',' }
}

fn units(text: &str, decimals: u8) -> Option<u64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let (whole, part) = match text.rfind(['.', ',']) {
        Some(place) => {
            let (whole, rest) = text.split_at(place);
            let part = rest.get(1..).unwrap_or_default();
            if part.len() == 3 { (text.as_str(), "") } else { (whole, part) }
        }
        None => (text.as_str(), ""),
    };
    let signs: Vec<char> = whole.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let one_sign = signs.iter().all(|sign| Some(sign) == signs.first());
    let mut groups = whole.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let grouped = signs.is_empty()
        || one_sign && (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !grouped || !digits(&whole) || !digits(part) {
        return None;
    }
    let width = usize::from(decimals);
    if part.trim_end_matches('0').len() > width {
        return None;
    }
    let part: String = part.chars().chain("000000000".chars()).take(width).collect();
    format!("{whole}{part}").parse().ok()
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

    #[test]
    fn the_currency_stands_where_each_language_has_it() {
        let (ca, en) = (Words::of(Tongue::Catalan), Words::of(Tongue::English));
        let say = |text, w| Purse::told(text, 2).say(120_050_u32, w);
        assert_eq!(say("Què? [EUR]", ca), "1200,50\u{a0}€");
        assert_eq!(say("Què? [EUR]", en), "€1,200.50");
        assert_eq!(say("Què? [CHF]", en), "CHF\u{a0}1,200.50");
        assert_eq!(say("Què?", ca), "1200,50");
    }

    #[test]
    fn three_digits_after_a_decimal_sign_are_asked_about() {
        let (ca, en) = (Words::of(Tongue::Catalan), Words::of(Tongue::English));
        for (text, w) in
            [("10,555", ca), ("10.555", en), ("0.555", ca), ("€ 0,555", en), ("1, 200 €", ca)]
        {
            assert_eq!(read(text, 2, w), Err(NoMoney::Twofold), "{text}");
        }
        for (text, w) in [("10.555", ca), ("10,555", en), ("10.555 €", ca), ("10,555.00", ca)] {
            assert_eq!(read(text, 2, w), Ok(1_055_500), "{text}");
        }
        assert_eq!(read("1,234,567", 2, ca), Ok(123_456_700));
        assert_eq!(read("1,234.567", 2, ca), Err(NoMoney::Unreadable));
    }

    #[test]
    fn money_is_read_as_any_language_writes_it() {
        let read = |text: &str, decimals| units(text, decimals);
        for (text, units) in [
            ("1200", 120_000),
            ("1.200", 120_000),
            ("1,200", 120_000),
            ("1.200,50 €", 120_050),
            ("1,200.5", 120_050),
            ("12,5", 1_250),
            ("1.234.567", 123_456_700),
            ("0.05", 5),
            ("€ 3", 300),
            ("7,00", 700),
        ] {
            assert_eq!(read(text, 2), Some(units), "{text}");
            assert_eq!(read(&typed(units, 2), 2), Some(units));
        }
        for text in
            ["", "-1", "a", "1.2.3", "1,2345", "12.34.567", "1.005,001", "99999999999999999999"]
        {
            assert_eq!(read(text, 2), None, "{text}");
        }
        assert_eq!(read("12,5", 0), None);
    }
}
