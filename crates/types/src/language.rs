//! The language of a text, and texts that stand in several.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::cbor::{CborError, Reader, Writer};
use crate::text::Text;

/// A written tag that names no language here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "a language is written as 2 or 3 small letters, and perhaps parts of 2 to 8 small letters or digits after hyphens, such as ca, es or pt-br"
)]
pub struct LanguageError;

/// A language tag (BCP 47, RFC 5646) in small letters, at most [`Language::MAX`] bytes, such as
/// `ca`, `es` or `pt-br`. That the tag is registered is not asked: a valley may name its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    bytes: [u8; Self::MAX],
    length: u8,
}

impl Language {
    /// Most bytes of a tag.
    pub const MAX: usize = 12;

    /// Reads a written tag. Capitals and underscores are not taken for small letters and hyphens:
    /// a tag has one form.
    ///
    /// # Errors
    /// [`LanguageError`] when it has another form.
    pub fn new(tag: &str) -> Result<Self, LanguageError> {
        let mut parts = tag.split('-');
        let letters = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase());
        let first = parts.next().filter(|part| (2..=3).contains(&part.len()) && letters(part));
        let subtag = |part: &str| {
            (2..=8).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if first.is_none() || !parts.all(subtag) || tag.len() > Self::MAX {
            return Err(LanguageError);
        }
        let mut bytes = [0; Self::MAX];
        for (place, byte) in bytes.iter_mut().zip(tag.bytes()) {
            *place = byte;
        }
        let length = u8::try_from(tag.len()).map_err(|_| LanguageError)?;
        Ok(Self { bytes, length })
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Writes it as a CBOR text string.
    pub fn write(&self, writer: &mut Writer) {
        writer.text(self.as_str());
    }

    /// Reads a CBOR text string that is a tag.
    ///
    /// # Errors
    /// [`CborError`] when something else stands there.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = reader.position();
        let tag = reader.text(2, Self::MAX)?;
        Self::new(tag).map_err(|_| CborError::Invalid { at, what: "not a language tag" })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Language {
    type Err = LanguageError;
    fn from_str(tag: &str) -> Result<Self, LanguageError> {
        Self::new(tag)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One text in several languages, each of at most `MAX` bytes; sorted by language, each once.
/// It may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localized<const MAX: usize>(Vec<(Language, Text<MAX>)>);

impl<const MAX: usize> Localized<MAX> {
    /// Most languages of one text.
    pub const MAX_LANGUAGES: usize = 32;

    /// Sorts the texts by language; of a language given twice, the last one is taken, and of more
    /// than [`Localized::MAX_LANGUAGES`] the first so many.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = (Language, Text<MAX>)>) -> Self {
        let sorted: std::collections::BTreeMap<_, _> = texts.into_iter().collect();
        Self(sorted.into_iter().take(Self::MAX_LANGUAGES).collect())
    }

    /// A text in one language.
    #[must_use]
    pub fn one(language: Language, text: Text<MAX>) -> Self {
        Self(vec![(language, text)])
    }

    /// The text in this language.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&Text<MAX>> {
        self.0.iter().find(|(l, _)| *l == language).map(|(_, text)| text)
    }

    /// The texts with their languages, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &Text<MAX>)> {
        self.0.iter().map(|(language, text)| (*language, text))
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes an array of `[language, text]`, strictly ascending by language.
    pub fn write(&self, writer: &mut Writer) {
        writer.array(self.0.len());
        for (language, text) in &self.0 {
            writer.array(2);
            language.write(writer);
            text.write(writer);
        }
    }

    /// Reads what [`Localized::write`] writes.
    ///
    /// # Errors
    /// [`CborError`] when it is too long, out of order or malformed.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let mut last = None;
        reader
            .list(0, Self::MAX_LANGUAGES, |reader| {
                let at = reader.position();
                reader.array(2, 2)?;
                let language = Language::read(reader)?;
                if last.replace(language).is_some_and(|last| last >= language) {
                    let what = "languages out of order or repeated";
                    return Err(CborError::Invalid { at, what });
                }
                Ok((language, Text::read(reader)?))
            })
            .map(Self)
    }
}

impl<const MAX: usize> Serialize for Localized<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cbor::to_canonical;

    #[test]
    fn a_tag_has_one_form() {
        for good in ["ca", "es", "en", "ast", "pt-br", "ca-valencia", "zh-hans"] {
            assert_eq!(Language::new(good).map(|l| l.to_string()), Ok(good.to_owned()), "{good}");
        }
        for bad in ["", "c", "CA", "catal", "ca_ES", "ca-", "-ca", "ca-x", "ca-valencia-es", "ça"]
        {
            assert_eq!(Language::new(bad), Err(LanguageError), "{bad}");
        }
    }

    #[test]
    fn languages_out_of_order_or_repeated_are_refused() {
        let write = |tags: &[&str]| {
            to_canonical(|w| {
                w.array(tags.len());
                for tag in tags {
                    w.array(2).text(tag).text("x");
                }
            })
        };
        assert!(Localized::<9>::read(&mut Reader::new(&write(&["ca", "es"]))).is_ok());
        assert!(Localized::<9>::read(&mut Reader::new(&write(&["es", "ca"]))).is_err());
        assert!(Localized::<9>::read(&mut Reader::new(&write(&["ca", "ca"]))).is_err());
    }
}
