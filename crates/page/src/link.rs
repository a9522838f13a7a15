//! Addresses of pages.

use std::fmt::Display;

use participation::{CommunityId, EntryId};

/// Digits of a community's id in an address.
pub const COMMUNITY_DIGITS: usize = 12;

/// Digits of an entry's id in an address: enough that nobody makes two alike for a joke, and few
/// enough to be read out. Where two are alike all the same, neither is found ([`find`]).
pub const ENTRY_DIGITS: usize = 16;

/// The digits by which an address names an entry.
#[must_use]
pub fn digits(id: &impl Display) -> String {
    let mut digits = id.to_string();
    digits.truncate(ENTRY_DIGITS);
    digits
}

/// The root of a community's pages in a language.
#[must_use]
pub fn path(tongue: crate::Tongue, community: &CommunityId) -> String {
    let mut digits = community.to_string();
    digits.truncate(COMMUNITY_DIGITS);
    format!("/{}/{digits}", tongue.code())
}

/// The one entry among these whose id begins with the digits of an address: at least
/// [`COMMUNITY_DIGITS`] of them, in lower case.
#[must_use]
pub fn find(digits: &str, ids: impl IntoIterator<Item = EntryId>) -> Option<EntryId> {
    let prefix = Prefix::read(digits)?;
    let mut found = ids.into_iter().filter(|id| prefix.begins(id.as_bytes()));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The same for communities.
#[must_use]
pub fn find_community(
    digits: &str,
    ids: impl IntoIterator<Item = CommunityId>,
) -> Option<CommunityId> {
    let prefix = Prefix::read(digits)?;
    let mut found = ids.into_iter().filter(|id| prefix.begins(id.as_bytes()));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The first digits of an id: whole bytes, and perhaps half a byte.
struct Prefix {
    bytes: Vec<u8>,
    half: Option<u8>,
}

impl Prefix {
    fn read(digits: &str) -> Option<Self> {
        if !(COMMUNITY_DIGITS..=64).contains(&digits.len()) {
            return None;
        }
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let values: Vec<u8> = digits.bytes().map(value).collect::<Option<_>>()?;
        let (pairs, rest) = values.as_chunks::<2>();
        let bytes = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        Some(Self { bytes, half: rest.first().copied() })
    }

    fn begins(&self, id: &[u8; 32]) -> bool {
        let next = id.get(self.bytes.len()).map(|byte| byte >> 4);
        id.starts_with(&self.bytes) && self.half.is_none_or(|half| next == Some(half))
    }
}

/// A text in the query of an address (WHATWG URL, application/x-www-form-urlencoded).
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_entry_or_none() {
        let (one, other) = (EntryId::from_bytes([0xab; 32]), EntryId::from_bytes([0xcd; 32]));
        let mut like = [0xab; 32];
        like[31] = 0;
        let like = EntryId::from_bytes(like);
        assert_eq!(find("cdcdcdcdcdcdcdcd", [one, other]), Some(other));
        assert_eq!(find("cdcdcdcdcdcdcdcdc", [one, other]), Some(other));
        assert_eq!(find("cdcdcdcdcdcdcdcdd", [one, other]), None);
        assert_eq!(find("abababababababab", [one, other, like]), None);
        assert_eq!(find(&"ab".repeat(32), [one, other, like]), Some(one));
        for text in ["", "cdcd", "CDCDCDCDCDCDCDCD", "cdcdcdcdcdcdcd/x", &"cd".repeat(40)] {
            assert_eq!(find(text, [one, other]), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_searched_for_comes_through_an_address_unchanged() {
        assert_eq!(encoded("plaça & \"parc\""), "pla%C3%A7a+%26+%22parc%22");
    }
}
