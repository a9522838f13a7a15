//! Lines with their places.

use super::fault::PrefLibFault;
use crate::place::{Place, quoted};

pub(super) type Result<T> = std::result::Result<T, (Place, PrefLibFault)>;

/// The lines of a text that are not blank, one after the other.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    rest: Option<&'a str>,
    number: usize,
    next: Option<Line<'a>>,
}

/// A line without the spaces around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// The whole line, to count characters in.
    whole: &'a str,
    start: usize,
    number: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut lines = Self { rest: Some(text), number: 0, next: None };
        lines.next = lines.read();
        lines
    }

    /// The next line, which stays the next.
    pub(super) const fn peek(&self) -> Option<Line<'a>> {
        self.next
    }

    pub(super) fn next(&mut self) -> Option<Line<'a>> {
        let next = self.next;
        self.next = self.read();
        next
    }

    /// Where the next line begins; behind the last line at the end.
    pub(super) fn here(&self) -> Place {
        self.next.map_or(Place { line: self.number + 1, column: 1 }, |line| line.place(0))
    }

    fn read(&mut self) -> Option<Line<'a>> {
        loop {
            let rest = self.rest.filter(|rest| !rest.is_empty())?;
            let (whole, after) =
                rest.split_once('\n').map_or((rest, None), |(line, after)| (line, Some(after)));
            self.rest = after;
            self.number += 1;
            let text = whole.trim_start();
            let start = whole.len() - text.len();
            let text = text.trim_end();
            if !text.is_empty() {
                return Some(Line { text, whole, start, number: self.number });
            }
        }
    }
}

impl<'a> Line<'a> {
    /// The place of a byte of [`Self::text`].
    pub(super) fn place(&self, byte: usize) -> Place {
        let before = self.whole.get(..self.start + byte).unwrap_or(self.whole);
        Place { line: self.number, column: before.chars().count() + 1 }
    }

    /// The part of the text between two bytes, without the spaces around it, and where it begins.
    pub(super) fn part(&self, start: usize, end: usize) -> (&'a str, usize) {
        let part = self.text.get(start..end).unwrap_or_default();
        let inner = part.trim_start();
        (inner.trim_end(), start + (part.len() - inner.len()))
    }

    /// A number of one or more that stands between two bytes.
    pub(super) fn number<N: TryFrom<u64>>(
        &self,
        name: &'static str,
        most: u64,
        (start, end): (usize, usize),
    ) -> Result<N> {
        let (text, at) = self.part(start, end);
        let number = digits(text).filter(|number| (1..=most).contains(number));
        number.and_then(|number| N::try_from(number).ok()).ok_or_else(|| {
            (self.place(at), PrefLibFault::Number { name, given: quoted(text), most })
        })
    }
}

/// A whole number of digits only.
pub(super) fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
