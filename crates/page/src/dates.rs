//! Days as people write them, in UTC.

use participation::Timestamp;

use crate::words::Words;

const MINUTE: u64 = 60 * 1000;

const DAY: u64 = 24 * 60 * MINUTE;

/// Days from year 0 (of eras of 400 years that begin in March) to 1970.
const EPOCH: u64 = 719_468;

/// A day, for people and for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day {
    /// As RFC 3339 writes it.
    pub(crate) iso: String,
    /// As people say it.
    pub(crate) text: String,
}

impl Day {
    /// The day of a time.
    pub(crate) fn of(time: Timestamp, words: Words) -> Self {
        let (year, month, day) = civil((time.millis() / DAY).saturating_add(EPOCH));
        let month_name = words.say(MONTHS.get(index(month)).copied().unwrap_or("month-1"));
        let (day_text, year_text) = (day.to_string(), year.to_string());
        let parts = [("day", &*day_text), ("month", &*month_name), ("year", &*year_text)];
        Self { iso: format!("{year:04}-{month:02}-{day:02}"), text: words.fill("date", &parts) }
    }
}

/// A day and an hour, for people and for programs; at midnight the day alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// As RFC 3339 writes it.
    pub(crate) iso: String,
    /// As people say it.
    pub(crate) text: String,
}

impl Moment {
    /// The moment of a time.
    pub(crate) fn of(time: Timestamp, w: Words) -> Self {
        let day = Day::of(time, w);
        let minutes = time.millis() % DAY / MINUTE;
        if minutes == 0 {
            return Self { iso: day.iso, text: day.text };
        }
        let hour = format!("{}.{:02}", minutes / 60, minutes % 60);
        let text = w.fill("moment", &[("day", &day.text), ("hour", &hour)]);
        Self { iso: instant(time), text }
    }
}

/// A time as a field of a form holds it (WHATWG HTML, 2.3.5.5), in UTC.
pub(crate) fn typed(time: Timestamp) -> String {
    instant(time).get(..16).unwrap_or_default().to_owned()
}

/// Reads a day, or a day and a time with a blank or `T` between them, in UTC.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let numbers = |text: &str, sign: char| -> Option<Vec<u64>> {
        let plain = |part: &str| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        text.split(sign).map(|part| plain(part).then(|| part.parse().ok()).flatten()).collect()
    };
    let (day, time) = numbers(day, '-').zip(numbers(time, ':'))?;
    let [year, month, day] = day[..] else { return None };
    // Some browsers send seconds, which nobody typed.
    let ([hour, minute] | [hour, minute, _]) = time[..] else { return None };
    if year < 1970 || hour > 23 || minute > 59 || !(1..=12).contains(&month) {
        return None;
    }
    let days = of_civil(year, month, day);
    // A day that there is not comes back as another one.
    if civil(days) != (year, month, day) {
        return None;
    }
    Some(Timestamp::from_millis((days - EPOCH) * DAY + (hour * 60 + minute) * MINUTE))
}

/// A moment as RFC 3339 writes it, to the second, in UTC.
pub(crate) fn instant(time: Timestamp) -> String {
    let (year, month, day) = civil((time.millis() / DAY).saturating_add(EPOCH));
    let seconds = time.millis() % DAY / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

fn index(month: u64) -> usize {
    usize::try_from(month.saturating_sub(1)).unwrap_or(usize::MAX)
}

/// Year, month and day of a day (Howard Hinnant, `civil_from_days`).
const fn civil(days: u64) -> (u64, u64, u64) {
    let (era, of_era) = (days / 146_097, days % 146_097);
    let of_year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * of_year + of_year / 4 - of_year / 100);
    let march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = of_year + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

/// The reverse.
const fn of_civil(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * march + 2) / 5 + day.saturating_sub(1);
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tongue;

    #[test]
    fn a_day_is_written_as_each_language_writes_it() {
        let time = Timestamp::from_millis(1_791_849_600_000);
        let text = |tongue| Day::of(time, Words::of(tongue)).text;
        assert_eq!(text(Tongue::Catalan), "13 d’octubre de 2026");
        assert_eq!(text(Tongue::Spanish), "13 de octubre de 2026");
        assert_eq!(text(Tongue::English), "13 October 2026");
        assert_eq!(Day::of(time, Words::of(Tongue::English)).iso, "2026-10-13");
        assert_eq!(instant(Timestamp::from_millis(1_791_849_661_999)), "2026-10-13T00:01:01Z");
        let leap = Timestamp::from_millis(1_709_164_800_000);
        assert_eq!(Day::of(leap, Words::of(Tongue::English)).text, "29 February 2024");
    }

    #[test]
    fn a_time_is_read_as_a_form_sends_it() {
        for text in ["1970-01-01T00:00", "2024-02-29T23:59", "2026-11-21T14:03", "2100-03-01T00:00"]
        {
            assert_eq!(typed(read(text).unwrap()), text);
        }
        assert_eq!(read("2026-11-21"), read("2026-11-21T00:00:00"));
        for text in
            ["", "x", "2025-02-29", "2026-13-01", "2026-0-1", "2026-01-01T24:00", "1969-12-31"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        let words = Words::of(Tongue::Catalan);
        let moment = Moment::of(read("2026-12-01T18:30").unwrap(), words);
        assert_eq!(moment.text, "1 de desembre de 2026, 18.30 h (UTC)");
        assert_eq!(Moment::of(read("2026-12-01").unwrap(), words).text, "1 de desembre de 2026");
    }
}
