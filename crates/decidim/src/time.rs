//! Times: written as `2017-10-16 07:18:14 UTC`, kept as milliseconds since the epoch.

use participation_types::Timestamp;
use serde::Serialize;

use crate::{
    error::Wanted,
    value::{Cell, Scalar, Shape},
};

const DAY: u64 = 24 * 60 * 60 * 1000;

/// The first moment that is not written any more: the year 10000.
const END: u64 = 2_932_897 * DAY;

impl Scalar for Timestamp {
    const SHAPE: Shape = Shape::Text;

    fn read(text: &str) -> Result<Self, Wanted> {
        millis(text).map(Self::from_millis).ok_or(Wanted::Time)
    }

    fn written(&self) -> Cell {
        Cell::Number(shown(self.millis()))
    }
}

/// A day, written as `2017-10-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Day(Timestamp);

impl Day {
    /// The day of a moment, in UTC; `None` from the year 10000 on, which is not written.
    #[must_use]
    pub const fn of(time: Timestamp) -> Option<Self> {
        let millis = time.millis();
        if millis < END { Some(Self(Timestamp::from_millis(millis - millis % DAY))) } else { None }
    }
}

impl Scalar for Day {
    const SHAPE: Shape = Shape::Text;

    fn read(text: &str) -> Result<Self, Wanted> {
        let midnight = millis(&format!("{text} 00:00:00 UTC"));
        midnight.map(Timestamp::from_millis).and_then(Self::of).ok_or(Wanted::Time)
    }

    fn written(&self) -> Cell {
        Cell::Number(shown(self.0.millis()).chars().take(10).collect())
    }
}

/// Reads `2017-10-16 07:18:14 UTC`, with `T` for the blank, with parts of a second (cut to
/// milliseconds) and with `Z`, ` UTC` or an offset such as ` +0200` at the end.
fn millis(text: &str) -> Option<u64> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (hour, rest) = number(rest.strip_prefix([' ', 'T'])?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (part, rest) = fraction(rest)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let local = days(year, month, day)?.checked_mul(DAY)?
        + ((hour * 60 + minute) * 60 + second) * 1000
        + part;
    let (earlier, later) = offset(rest)?;
    let utc = (local + later).checked_sub(earlier)?;
    (utc < END).then_some(utc)
}

/// A number of exactly so many digits, and what follows it.
fn number(text: &str, digits: usize) -> Option<(u64, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit());
    plain.then_some((number.parse().ok()?, rest))
}

/// The milliseconds of `.123456`, and what follows.
fn fraction(text: &str) -> Option<(u64, &str)> {
    let Some(text) = text.strip_prefix('.') else { return Some((0, text)) };
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let (millis, _) = number(&format!("{digits}00"), 3)?;
    Some((millis, rest))
}

/// How much local time is ahead of UTC and behind it, in milliseconds.
fn offset(text: &str) -> Option<(u64, u64)> {
    let text = text.strip_prefix(' ').unwrap_or(text);
    if matches!(text, "UTC" | "Z") {
        return Some((0, 0));
    }
    let (hour, rest) = number(text.strip_prefix(['+', '-'])?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    let millis = (hour * 60 + minute) * 60_000;
    let sound = rest.is_empty() && hour < 24 && minute < 60;
    sound.then_some(if text.starts_with('+') { (millis, 0) } else { (0, millis) })
}

/// Days from the first of January 1970; `None` for a date that is not, or before.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    if year < 1970 || !(1..=12).contains(&month) || day < 1 || day > month_days(year, month) {
        return None;
    }
    let years: u64 = (1970..year).map(year_days).sum();
    let months: u64 = (1..month).map(|month| month_days(year, month)).sum();
    Some(years + months + day - 1)
}

fn shown(millis: u64) -> String {
    let (mut year, mut month, mut day) = (1970, 1, millis / DAY);
    // Beyond the year 9999 the writer refuses what it reads back; there is no need to count on.
    while year < 10_000 && day >= year_days(year) {
        day -= year_days(year);
        year += 1;
    }
    while month < 12 && day >= month_days(year, month) {
        day -= month_days(year, month);
        month += 1;
    }
    let (second, part) = (millis % DAY / 1000, millis % 1000);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let part = if part == 0 { String::new() } else { format!(".{part:03}") };
    format!("{year:04}-{month:02}-{:02} {hour:02}:{minute:02}:{second:02}{part} UTC", day + 1)
}

fn leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn year_days(year: u64) -> u64 {
    365 + u64::from(leap(year))
}

fn month_days(year: u64, month: u64) -> u64 {
    match month {
        2 => 28 + u64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_way_of_writing_one_moment_is_read() {
        for text in [
            "2017-10-16 07:18:14 UTC",
            "2017-10-16T07:18:14Z",
            "2017-10-16T07:18:14.000Z",
            "2017-10-16 09:18:14 +0200",
            "2017-10-16T02:48:14-04:30",
        ] {
            assert_eq!(millis(text), Some(1_508_138_294_000), "{text}");
        }
        assert_eq!(millis("2017-10-16T07:18:14.0129Z"), Some(1_508_138_294_012));
        assert_eq!(millis("2017-10-16T07:18:14.5Z"), Some(1_508_138_294_500));
        assert_eq!(millis("1970-01-01 00:00:00 UTC"), Some(0));
        assert_eq!(millis("9999-12-31 23:59:59.999 UTC"), Some(END - 1));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "2017-10-16",
            "16/10/2017 07:18",
            "2017-10-16 07:18:14",
            "2017-02-29 00:00:00 UTC",
            "2017-13-01 00:00:00 UTC",
            "2017-10-16 24:00:00 UTC",
            "2017-10-16 07:18:60 UTC",
            "1969-12-31 23:59:59 UTC",
            "1970-01-01 00:00:00 +0001",
            "9999-12-31 23:59:59 -0100",
            "2017-10-16 07:18:14. UTC",
            "2017-1é-16 07:18:14 UTC",
            "2017-10-16 07:18:14 UTC ",
            "",
        ] {
            assert_eq!(millis(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(moment in 0..END) {
            prop_assert_eq!(millis(&shown(moment)), Some(moment));
        }
    }
}
