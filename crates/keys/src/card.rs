//! The code of an invitation card: short enough to be typed, and dictated, by somebody in a hurry.

use hkdf::Hkdf;
use sha2::Sha256;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::secret::InvitationSecret;
use crate::sheet::{WrongGroups, groups, text};

/// Groups of a code.
pub const CODE_GROUPS: usize = 5;
/// Signs of a group, the one that checks it included.
pub const CODE_GROUP_SIGNS: usize = 5;
/// Signs of a group without the one that checks it.
const DATA_SIGNS: usize = CODE_GROUP_SIGNS - 1;
/// Random values of a code, of five bits each: 100 bits.
const VALUES: usize = CODE_GROUPS * DATA_SIGNS;
/// Bytes of text that are read at most.
const MAX_TEXT: usize = 200;
/// The HKDF salt.
const SALT: &[u8] = b"participation/card/1";

/// What stands on a card, and what its secret is derived from.
///
/// ```text
/// K7QX2-9M4TA-0B3CD-WW8R1-5H6JZ     five groups: four signs of Crockford's 32, and one that checks
/// secret = HKDF-SHA-256(salt "participation/card/1", the 20 values of 0 to 31 that are no checks)
/// ```
///
/// A [`crate::Sheet`] says the same with 72 signs. A code has 100 random bits and not 256, because
/// whoever guesses one needs 2^100 tries against a community with one card, and 2^90 against one
/// with a thousand. The sign that checks is a sheet's: one wrong sign in a group is always found,
/// and so are two that changed places.
///
/// Overwritten when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CardCode([u8; VALUES]);

impl std::fmt::Debug for CardCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardCode(…)")
    }
}

/// Why a text is no code of a card.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CardError {
    /// Another number of signs.
    #[error("{found} signs, the code of a card has {}: look whether one is missing", CODE_GROUPS * CODE_GROUP_SIGNS)]
    Count {
        /// How many there are.
        found: usize,
    },
    /// Groups with a wrong sign.
    #[error("{0}: compare it with the card")]
    Groups(WrongGroups),
}

impl CardCode {
    /// A code of random bytes, of which the lowest five bits are taken.
    #[must_use]
    pub fn from_entropy(bytes: &[u8; VALUES]) -> Self {
        Self(bytes.map(|byte| byte & 31))
    }

    /// The code as it is printed, its groups joined by dashes.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(VALUES + 2 * CODE_GROUPS));
        for (number, group) in (1..).zip(self.0.chunks(DATA_SIGNS)) {
            if number > 1 {
                text.push('-');
            }
            text.extend(group.iter().map(|value| text::sign(*value)));
            text.push(text::sign(groups::check(number, group)));
        }
        text
    }

    /// Reads a code as somebody typed it: small letters, O for 0, I and L for 1; spaces and dashes
    /// anywhere.
    ///
    /// # Errors
    /// [`CardError`], which names the wrong groups.
    pub fn read(typed: &str) -> Result<Self, CardError> {
        let mut values = Zeroizing::new(Vec::with_capacity(CODE_GROUPS * CODE_GROUP_SIGNS));
        if typed.len() <= MAX_TEXT {
            let signs = typed.chars().filter(|sign| !text::is_separator(*sign));
            values.extend(signs.map(|sign| text::value(sign).unwrap_or(text::NO_SIGN)));
        }
        let found = if typed.len() > MAX_TEXT { typed.chars().count() } else { values.len() };
        if found != CODE_GROUPS * CODE_GROUP_SIGNS {
            return Err(CardError::Count { found });
        }
        let all: Vec<&[u8]> = values.chunks(CODE_GROUP_SIGNS).collect();
        groups::wrong(&all, CODE_GROUP_SIGNS).map_err(CardError::Groups)?;
        let data = all.iter().flat_map(|group| group.iter().take(DATA_SIGNS));
        let mut code = Self([0; VALUES]);
        code.0.iter_mut().zip(data).for_each(|(to, from)| *to = *from);
        Ok(code)
    }

    /// The secret of the card.
    #[must_use]
    #[allow(clippy::expect_used, reason = "HKDF refuses only more than 8,160 bytes")]
    pub fn invitation(&self) -> InvitationSecret {
        let mut secret = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(SALT), &self.0)
            .expand(&[], secret.as_mut_slice())
            .expect("32 bytes are one block of SHA-256, RFC 5869 allows 255");
        InvitationSecret::from_bytes(&secret)
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    use super::*;

    fn counting() -> CardCode {
        CardCode::from_entropy(&std::array::from_fn(|place| u8::try_from(place + 12).unwrap()))
    }

    // Computed by Python's hmac and hashlib from the documentation above.
    #[test]
    fn a_code_and_its_secret_never_change() {
        let code = counting();
        assert_eq!(code.text().as_str(), GOLDEN_TEXT);
        assert_eq!(HEXLOWER.encode(code.invitation().expose()), GOLDEN_SECRET);
    }

    const GOLDEN_TEXT: &str = "CDEFV-GHJKJ-MNPQ4-RSTVZ-WXYZ9";
    const GOLDEN_SECRET: &str = "2f3fb53ab6c8dddb372e80ab49717c90178557bd7b7eea5b6ed01483f3a0c337";

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = counting();
        let text = code.text();
        let typed = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(CardCode::read(&typed).unwrap().0, code.0);
        assert_eq!(CardCode::read(&text.replace('-', "")).unwrap().0, code.0);
    }

    #[test]
    fn another_number_of_signs_is_no_code() {
        let text = counting().text();
        for (typed, count) in [("", 0), (text.get(1..).unwrap(), 24), (&"A".repeat(900), 900)] {
            assert_eq!(CardCode::read(typed).unwrap_err(), CardError::Count { found: count });
        }
    }

    proptest! {
        #[test]
        fn one_wrong_sign_is_found_and_its_group_named(place in 0_usize..25, other in 0_u8..32) {
            let text = counting().text().replace('-', "");
            let mut signs: Vec<char> = text.chars().collect();
            let wrong = text::sign(other);
            prop_assume!(signs[place] != wrong);
            signs[place] = wrong;
            let read = CardCode::read(&signs.iter().collect::<String>());
            let Err(CardError::Groups(groups)) = read else { panic!("taken") };
            prop_assert_eq!(groups.numbers(), &[place / 5 + 1]);
        }
    }
}
