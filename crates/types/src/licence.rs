//! Under what the data of a community may be used.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

use crate::cbor::{CborError, Reader, Writer};

/// A written licence that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "a licence is named as SPDX does, such as ODbL-1.0 or CC-BY-4.0: letters, digits, dots, + and -, at most 64 of them"
)]
pub struct LicenceError;

/// A licence by its identifier in the SPDX list, such as `CC-BY-4.0`.
///
/// Only its form is judged here, so that a charter says the same to every version of every
/// implementation; whether the list has it is for people to see.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Licence(Cow<'static, str>);

impl Licence {
    /// Most bytes of an identifier.
    pub const MAX: usize = 64;

    /// What holds where a charter names none: the Open Database License.
    pub const USUAL: Self = Self(Cow::Borrowed("ODbL-1.0"));

    /// Licences under which open data is usually given, each with its address.
    pub const OPEN: [(&str, &str); 6] = [
        ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
        ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("ODC-By-1.0", "https://opendatacommons.org/licenses/by/1-0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
    ];

    /// Takes letters, digits, dots, `+` and `-`, of which the first is a letter or a digit.
    ///
    /// # Errors
    /// [`LicenceError`] when it has another form.
    pub fn new(text: &str) -> Result<Self, LicenceError> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
        let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
        if begins && text.bytes().all(fits) && text.len() <= Self::MAX {
            Ok(Self(Cow::Owned(text.to_owned())))
        } else {
            Err(LicenceError)
        }
    }

    /// The identifier.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it is read in full: of those that are not usual, where the SPDX list has it.
    #[must_use]
    pub fn address(&self) -> String {
        let known = Self::OPEN.iter().find(|(id, _)| *id == self.as_str());
        known.map_or_else(
            || format!("https://spdx.org/licenses/{self}.html"),
            |(_, address)| (*address).to_owned(),
        )
    }

    /// Writes it as a CBOR text string.
    pub fn write(&self, writer: &mut Writer) {
        writer.text(&self.0);
    }

    /// Reads a CBOR text string that is an identifier.
    ///
    /// # Errors
    /// [`CborError`] when something else stands there.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = reader.position();
        let text = reader.text(1, Self::MAX)?;
        Self::new(text).map_err(|_| CborError::Invalid { at, what: "not the name of a licence" })
    }
}

impl fmt::Display for Licence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Licence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Licence {
    type Err = LicenceError;
    fn from_str(text: &str) -> Result<Self, LicenceError> {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_licence_has_a_name_of_the_form_and_an_address_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for (id, address) in Licence::OPEN {
            assert_eq!(Licence::new(id).unwrap().address(), address);
            assert!(seen.insert(address));
        }
        assert_eq!(Licence::OPEN[0].0, Licence::USUAL.as_str());
        let other = Licence::new("etalab-2.0").unwrap();
        assert_eq!(other.address(), "https://spdx.org/licenses/etalab-2.0.html");
    }
}
