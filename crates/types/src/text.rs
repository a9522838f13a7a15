//! Text of a bounded length.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use crate::cbor::{CborError, Reader, Writer};

/// A text that is longer than its place allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("text of {length} bytes, at most {max} fit here")]
pub struct TextError {
    /// Bytes it has.
    pub length: usize,
    /// Bytes it may have.
    pub max: usize,
}

/// UTF-8 text of at most `MAX` bytes, exactly as its author typed it. Every use must treat it as
/// hostile: it may hold markup, control characters or marks that change direction.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text<const MAX: usize>(String);

impl<const MAX: usize> Text<MAX> {
    /// Takes a text that is short enough.
    ///
    /// # Errors
    /// [`TextError`] when it is longer than `MAX` bytes.
    pub fn new(text: impl Into<String>) -> Result<Self, TextError> {
        let text = text.into();
        if text.len() <= MAX {
            Ok(Self(text))
        } else {
            Err(TextError { length: text.len(), max: MAX })
        }
    }

    /// A text that stands in the program's source, cut at `MAX` bytes should it be longer.
    #[must_use]
    pub fn fixed(text: &'static str) -> Self {
        debug_assert!(text.len() <= MAX);
        Self(
            text.chars()
                .scan(0, |length, c| {
                    *length += c.len_utf8();
                    (*length <= MAX).then_some(c)
                })
                .collect(),
        )
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Writes it as a CBOR text string.
    pub fn write(&self, writer: &mut Writer) {
        writer.text(&self.0);
    }

    /// Reads a CBOR text string of at most `MAX` bytes.
    ///
    /// # Errors
    /// [`CborError`] when something else stands there.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        reader.text(0, MAX).map(|text| Self(text.to_owned()))
    }
}

impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
