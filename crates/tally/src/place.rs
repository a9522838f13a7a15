//! Places in texts, and what is said of them.

use std::fmt;

/// Notes that are kept of a file; the number of all is kept beside them.
pub const MAX_NOTES: usize = 100;

/// A place in a text, both from 1. The column counts characters, as editors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Character in the line.
    pub column: usize,
}

/// A file that cannot be counted: which, where, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{place}: {fault}")]
pub struct FileError<F: fmt::Debug + fmt::Display> {
    file: String,
    place: Place,
    fault: F,
}

/// Something odd in a file that does not touch the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<F> {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub fault: F,
}

/// The oddities of a file: the first [`MAX_NOTES`], and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notes<F> {
    kept: Vec<Note<F>>,
    all: usize,
}

impl Place {
    /// Where every text begins.
    pub(crate) const START: Self = Self { line: 1, column: 1 };
}

impl<F: fmt::Debug + fmt::Display> FileError<F> {
    pub(crate) fn new(file: &str, (place, fault): (Place, F)) -> Self {
        Self { file: file.to_owned(), place, fault }
    }

    /// The file, as the caller named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where it is wrong.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// What is wrong.
    #[must_use]
    pub const fn fault(&self) -> &F {
        &self.fault
    }
}

impl<F> Notes<F> {
    pub(crate) fn kept(&self) -> &[Note<F>] {
        &self.kept
    }

    pub(crate) const fn in_all(&self) -> usize {
        self.all
    }

    /// Keeps a note. Place and fault are only worked out where there is room.
    pub(crate) fn add(&mut self, note: impl FnOnce() -> (Place, F)) {
        self.all += 1;
        if self.kept.len() < MAX_NOTES {
            let (place, fault) = note();
            self.kept.push(Note { place, fault });
        }
    }
}

impl<F> Default for Notes<F> {
    fn default() -> Self {
        Self { kept: Vec::new(), all: 0 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.line, self.column)
    }
}

impl<F: fmt::Display> fmt::Display for Note<F> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.fault)
    }
}

/// Bytes that are not UTF-8, and the first of them from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotUtf8 {
    pub(crate) place: Place,
    pub(crate) byte: usize,
}

/// The file as text, without the byte order mark that some programs begin it with.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, NotUtf8> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to();
        let good = bytes.get(..byte).unwrap_or_default();
        let good = std::str::from_utf8(good).unwrap_or_default();
        let line = good.matches('\n').count() + 1;
        NotUtf8 { place: on_line(good, byte, line), byte }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The place of a byte that is known to be on a line.
pub(crate) fn on_line(text: &str, at: usize, line: usize) -> Place {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    Place { line, column }
}

/// What a file says, short and without characters that could rewrite a terminal.
pub(crate) fn quoted(text: &str) -> String {
    /// Characters that are enough to find the text.
    const MOST: usize = 60;
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(MOST).map(plain).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
