//! Times as people write and read them, in UTC: `2026-11-21` and `2026-11-21 14:03`.

use participation::Timestamp;

use crate::exit::Failure;
use crate::print::safe;

const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;

/// Days from year 0 (of eras of 400 years that begin in March) to 1970.
const EPOCH: u64 = 719_468;

/// A time for people, to the minute.
pub(crate) fn shown(time: Timestamp) -> String {
    let (days, minutes) = (time.millis() / DAY, time.millis() % DAY / MINUTE);
    let (year, month, day) = civil(days.saturating_add(EPOCH));
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", minutes / 60, minutes % 60)
}

/// A moment as RFC 3339 writes it, to the second.
pub(crate) fn instant(time: Timestamp) -> String {
    let (year, month, day) = civil((time.millis() / DAY).saturating_add(EPOCH));
    let seconds = time.millis() % DAY / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Reads a day, or a day and a time with a blank or `T` between them.
pub(crate) fn read(flag: &str, text: &str) -> Result<Timestamp, Failure> {
    let wrong = || {
        Failure::input(format!(
            "{flag} {:?}: write a day, and perhaps a time in UTC, such as 2027-03-31 or 2027-03-31T18:30",
            safe(text)
        ))
    };
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let numbers = |text: &str, sign: char| -> Option<Vec<u64>> {
        let plain = |part: &str| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        text.split(sign).map(|part| plain(part).then(|| part.parse().ok()).flatten()).collect()
    };
    let (day, time) = numbers(day, '-').zip(numbers(time, ':')).ok_or_else(wrong)?;
    let ([year, month, day], [hour, minute]) = (&day[..], &time[..]) else { return Err(wrong()) };
    if *year < 1970 || *hour > 23 || *minute > 59 {
        return Err(wrong());
    }
    let days = of_civil(*year, *month, *day);
    // A day that there is not comes back as another one.
    if civil(days) != (*year, *month, *day) {
        return Err(wrong());
    }
    Ok(Timestamp::from_millis((days - EPOCH) * DAY + (hour * 60 + minute) * MINUTE))
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
