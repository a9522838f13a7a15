//! How far a result has come.

use participation::{Card, ValueField};

use crate::words::Words;

/// How far something has come, as its page shows it.
#[derive(Debug)]
pub(crate) struct Progress {
    /// In per cent.
    pub(crate) done: u8,
    /// The same in words.
    pub(crate) text: String,
}

impl Progress {
    /// That of a document, where somebody told it.
    pub(crate) fn of(card: &Card, w: Words) -> Option<Self> {
        card.progress().map(|done| Self { done, text: said(done.into(), w) })
    }

    /// Whether nothing is left to do.
    pub(crate) fn is_done(&self) -> bool {
        u64::from(self.done) == ValueField::DONE
    }
}

/// So many per cent, in words.
pub(super) fn said(per_cent: u64, w: Words) -> String {
    w.count("progress-said", per_cent)
}

/// What was typed: a whole number from 0 to 100, perhaps with its sign behind it.
pub(super) fn read(typed: &str) -> Option<u64> {
    let digits = typed.strip_suffix('%').unwrap_or(typed).trim_end();
    let plain = digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| plain);
    number.filter(|number| *number <= ValueField::DONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_progress_is_read_as_people_write_it_and_nothing_else_is() {
        for (typed, expected) in [("0", 0), ("45", 45), ("045", 45), ("100", 100)] {
            assert_eq!(read(typed), Some(expected), "{typed}");
        }
        assert_eq!([read("45%"), read("45 %")], [Some(45); 2]);
        for typed in ["", "%", "101", "-1", "+1", "4.5", "0100", "half", "45 % done", "٤٥"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
