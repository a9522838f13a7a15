//! Times as the command line writes and reads them, in UTC: `2026-11-21` and `2026-11-21 14:03`.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use participation::Timestamp;

use crate::exit::Failure;
use crate::print::safe;

/// Bytes of a time that is typed, without seconds.
const MAX: usize = "2026-11-21T14:03".len();

/// Bytes of a moment with parts of seconds and an offset.
const MAX_INSTANT: usize = "2026-11-21T14:03:00.000000000+01:00".len();

/// A time for people, to the minute.
pub(crate) fn shown(time: Timestamp) -> String {
    point(time).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A moment as RFC 3339 writes it, to the second.
pub(crate) fn instant(time: Timestamp) -> String {
    point(time).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Reads a moment as RFC 3339 writes it.
pub(crate) fn of_instant(text: &str) -> Option<Timestamp> {
    let at: jiff::Timestamp = (text.len() <= MAX_INSTANT).then(|| text.parse().ok()).flatten()?;
    u64::try_from(at.as_millisecond()).ok().map(Timestamp::from_millis)
}

/// Reads a day, or a day and a time with a blank or `T` between them.
pub(crate) fn read(flag: &str, text: &str) -> Result<Timestamp, Failure> {
    let read = || -> Option<Timestamp> {
        let at: DateTime = (text.len() <= MAX).then(|| text.parse().ok()).flatten()?;
        let millis = TimeZone::UTC.to_timestamp(at).ok()?.as_millisecond();
        u64::try_from(millis).ok().map(Timestamp::from_millis)
    };
    read().ok_or_else(|| {
        Failure::input(format!(
            "{flag} {:?}: write a day, and perhaps a time in UTC, such as 2027-03-31 or 2027-03-31T18:30",
            safe(text)
        ))
    })
}

/// A time that somebody claims can be any number: what is after the year 9999 is its end.
fn point(time: Timestamp) -> jiff::Timestamp {
    let millis = i64::try_from(time.millis()).unwrap_or(i64::MAX);
    jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_shown() {
        for text in ["1970-01-01 00:00", "2024-02-29 23:59", "2026-11-21 14:03", "2100-03-01 00:00"]
        {
            assert_eq!(shown(read("--ends", text).unwrap()), text);
        }
        assert_eq!(read("--ends", "2001-09-09T01:46").unwrap().millis(), 999_999_960_000);
    }

    #[test]
    fn a_moment_has_its_seconds() {
        let moment = Timestamp::from_millis(1_791_849_661_999);
        assert_eq!(instant(moment), "2026-10-13T00:01:01Z");
        assert_eq!(shown(Timestamp::from_millis(u64::MAX)), "9999-12-30 22:00");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in
            ["", "x", "2025-02-29", "2026-13-01", "2026-1", "2026-01-01T24:00", "1969-12-31", "-"]
        {
            assert!(read("--ends", text).is_err(), "{text}");
        }
    }
}
