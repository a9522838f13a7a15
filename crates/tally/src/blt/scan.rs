//! Words of a text with their places.

use super::fault::BltFault;
use crate::place::{Place, on_line};

pub(super) type Result<T> = std::result::Result<T, (Place, BltFault)>;

/// A text that is read from its beginning to its end, once.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

/// Characters without spaces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) at: At,
}

/// Where something begins; a place is only worked out where one is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    byte: usize,
    line: usize,
}

impl At {
    /// So many bytes further in the same line.
    pub(super) const fn plus(self, bytes: usize) -> Self {
        Self { byte: self.byte + bytes, line: self.line }
    }
}

impl<'a> Scan<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    pub(super) const fn here(&self) -> At {
        At { byte: self.at, line: self.line }
    }

    pub(super) fn place(&self, at: At) -> Place {
        on_line(self.text, at.byte, at.line)
    }

    /// What is left of the text.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes so many bytes on in the line.
    pub(super) const fn pass(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Goes over spaces, and over a comment that ends the line. What stands here then; `None` at
    /// the end of the line.
    pub(super) fn next_in_line(&mut self) -> Option<char> {
        let rest = self.rest();
        let mut found = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        // Some programs end each line with a comma.
        if ends_line(found) {
            found = found.get(1..).unwrap_or_default();
            found = found.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        }
        self.at += rest.len() - found.len();
        if found.starts_with('#') {
            self.at += found.find('\n').unwrap_or(found.len());
        }
        self.rest().chars().next().filter(|c| *c != '\n')
    }

    /// Goes over everything that is blank. What stands here then; `None` at the end of the text.
    pub(super) fn next(&mut self) -> Option<char> {
        loop {
            let found = self.next_in_line();
            if found.is_some() || self.rest().is_empty() {
                return found;
            }
            self.at += 1;
            self.line += 1;
        }
    }

    /// The characters up to the next space, quote, parenthesis or comment; at least one.
    pub(super) fn word(&mut self) -> Word<'a> {
        let (rest, at) = (self.rest(), self.here());
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | '#');
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let more = rest.get(first..).unwrap_or_default();
        let length = first + more.find(ends).unwrap_or(more.len());
        let line_ends = rest.get(length - length.min(1)..).is_some_and(ends_line);
        let length = if line_ends && length > 1 { length - 1 } else { length };
        self.at += length;
        Word { text: rest.get(..length).unwrap_or_default(), at }
    }
}

/// Whether a comma stands here that nothing follows in its line.
fn ends_line(text: &str) -> bool {
    text.strip_prefix(',').is_some_and(|after| {
        let after = after.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        after.is_empty() || after.starts_with('\n')
    })
}
