//! Keeps a text from being taken for a formula.
//!
//! Decidim puts `'` before a text that begins with `=`, `+`, `-` or `@`, and leaves alone a text
//! that somebody began with `'+`: the two look the same. Here `'` is put before signs *and*
//! before quotes that lead up to a sign, so that every text comes back as it was. What Decidim
//! wrote is read as it was meant, but for a text that somebody began with `'+`: it loses its
//! quote, and nothing in the file tells.

use std::borrow::Cow;

/// The text as a spreadsheet may see it.
pub(crate) fn protect(text: &str) -> Cow<'_, str> {
    if leads_to_sign(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The same for a cell of a column that we know nothing about, where `-5` may be a number: a
/// number is no formula and stays as it is.
pub(crate) fn protect_unknown(text: &str) -> Cow<'_, str> {
    if negative_number(text) { Cow::Borrowed(text) } else { protect(text) }
}

/// The text behind [`protect`].
pub(crate) fn unprotect(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if leads_to_sign(text) => text,
        Some(_) | None => cell,
    }
}

fn leads_to_sign(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

fn negative_number(text: &str) -> bool {
    let Some(number) = text.strip_prefix('-') else { return false };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decidim_protected_is_read_as_it_was_meant() {
        for (cell, text) in [("'+1", "+1"), ("'-", "-"), ("'@ada", "@ada"), ("'=A1", "=A1")] {
            assert_eq!(unprotect(cell), text);
            assert_eq!(protect(text), cell);
        }
    }

    #[test]
    fn a_text_that_began_with_a_quote_keeps_it() {
        for text in ["'", "''", "'esas zonas'", "''Si respetamos", ";'", "'Àrea"] {
            assert_eq!(protect(text), text);
            assert_eq!(unprotect(text), text);
        }
        for text in ["'+1", "''-", "'''@ada"] {
            assert_eq!(unprotect(&protect(text)), text);
        }
    }

    #[test]
    fn a_negative_number_in_an_unknown_column_stays_a_number() {
        assert_eq!(protect_unknown("-5"), "-5");
        assert_eq!(protect_unknown("-2.15"), "-2.15");
        for text in ["-", "-5.", "-.5", "-5+A1", "--5", "+5", "-5 "] {
            assert_eq!(protect_unknown(text), format!("'{text}"));
        }
    }
}
