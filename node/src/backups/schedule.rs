//! When a backup is due.

use serde::{Deserialize, Serialize};

use super::History;

/// Milliseconds of an hour.
const HOUR: u64 = 60 * 60 * 1000;

/// How often a backup is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Every {
    /// Only when somebody asks for one.
    #[default]
    Never,
    /// Every day.
    Day,
    /// Every week.
    Week,
}

impl Every {
    /// Its name.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// The one of a name.
    pub(crate) fn of(code: &str) -> Option<Self> {
        [Self::Never, Self::Day, Self::Week].into_iter().find(|every| every.code() == code)
    }

    /// Milliseconds from one to the next; `None` where there is no next.
    pub(crate) const fn period(self) -> Option<u64> {
        match self {
            Self::Never => None,
            Self::Day => Some(24 * HOUR),
            Self::Week => Some(7 * 24 * HOUR),
        }
    }

    /// Whether one is due. One that failed is tried again after an hour. A clock that was set back
    /// holds nothing up.
    pub(super) fn is_due(self, history: &History, now: u64) -> bool {
        let Some(period) = self.period() else { return false };
        let passed =
            |since: u64, period: u64| since > now + HOUR || now.saturating_sub(since) >= period;
        let due = history.good.as_ref().is_none_or(|good| passed(good.at, period));
        let rested = history.failed.as_ref().is_none_or(|failed| passed(failed.at, HOUR));
        due && rested
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backups::history::{Failed, Taken};

    const NOW: u64 = 1_790_000_000_000;

    fn good(at: u64) -> History {
        History { good: Some(Taken { at, ..Taken::default() }), failed: None }
    }

    #[test]
    fn the_first_is_due_at_once_and_the_next_after_its_time() {
        assert!(Every::Day.is_due(&History::default(), NOW));
        assert!(!Every::Never.is_due(&History::default(), NOW));
        for (every, hours) in [(Every::Day, 24), (Every::Week, 7 * 24)] {
            assert!(!every.is_due(&good(NOW), NOW + hours * HOUR - 1));
            assert!(every.is_due(&good(NOW), NOW + hours * HOUR));
        }
    }

    #[test]
    fn one_that_failed_is_tried_again_after_an_hour() {
        let failed = Some(Failed { at: NOW, why: String::new() });
        let history = History { failed, ..good(NOW - 48 * HOUR) };
        assert!(!Every::Day.is_due(&history, NOW + HOUR - 1));
        assert!(Every::Day.is_due(&history, NOW + HOUR));
    }

    #[test]
    fn a_clock_that_was_set_back_holds_nothing_up() {
        let far = NOW + 365 * 24 * HOUR;
        assert!(Every::Day.is_due(&good(far), NOW));
        let failed = Some(Failed { at: far, why: String::new() });
        assert!(Every::Day.is_due(&History { failed, ..good(far) }, NOW));
    }
}
