//! Days and hours as people write them, in the zone of the page.
//!
//! Where clocks are put forward an hour is skipped, and where they are put back one comes twice:
//! what was typed then is no time, or two, and a form says so. Nothing is guessed.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::AmbiguousOffset;
use participation::Timestamp;

use crate::words::Words;
use crate::zone::Zone;

/// Bytes of a time that is typed: a day, a sign, an hour with its seconds.
const MAX: usize = "2026-11-21T14:03:00".len();

/// A day, for people and for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day {
    /// As ISO 8601 writes it.
    pub(crate) iso: String,
    /// As people say it.
    pub(crate) text: String,
}

impl Day {
    /// The day of a time.
    pub(crate) fn of(time: Timestamp, words: Words) -> Self {
        Self::on(local(time, words.zone()).date(), words)
    }

    fn on(date: Date, words: Words) -> Self {
        let month = usize::try_from(date.month() - 1).ok().and_then(|place| MONTHS.get(place));
        let month_name = words.say(month.copied().unwrap_or("month-1"));
        let (day, year) = (date.day().to_string(), date.year().to_string());
        let parts = [("day", &*day), ("month", &*month_name), ("year", &*year)];
        Self { iso: date.to_string(), text: words.fill("date", &parts) }
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
    /// The moment of a time. The zone is named where people could take the hour for another one: in
    /// universal time, and in the hour that comes twice.
    pub(crate) fn of(time: Timestamp, w: Words) -> Self {
        let (zone, at) = (w.zone(), local(time, w.zone()));
        let day = Day::on(at.date(), w);
        if (at.hour(), at.minute()) == (0, 0) {
            return Self { iso: day.iso, text: day.text };
        }
        let rules = zone.rules();
        let name = if zone.is_universal() {
            Some(zone.name().to_owned())
        } else if rules.to_ambiguous_timestamp(at).is_ambiguous() {
            Some(format!("UTC{}", rules.to_offset(point(time))))
        } else {
            None
        };
        let hour = format!("{}.{:02}", at.hour(), at.minute());
        let text = match name {
            None => w.fill("moment", &[("day", &day.text), ("hour", &hour)]),
            Some(name) => {
                w.fill("moment-in", &[("day", &day.text), ("hour", &hour), ("zone", &name)])
            }
        };
        Self { iso: instant(time), text }
    }
}

/// What was typed is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoTime {
    /// It cannot be read.
    Unreadable,
    /// Clocks are put forward over it.
    Skipped,
    /// Clocks are put back over it.
    Twice,
}

impl NoTime {
    /// The message that says what to do.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "no-time",
            Self::Skipped => "no-time-skipped",
            Self::Twice => "no-time-twice",
        }
    }
}

/// A time as a field of a form holds it (WHATWG HTML, 2.3.5.5).
pub(crate) fn typed(time: Timestamp, zone: Zone) -> String {
    local(time, zone).to_string().get(..16).unwrap_or_default().to_owned()
}

/// Reads a day, or a day and a time with a blank or `T` between them. A day alone begins when the
/// day begins.
pub(crate) fn read(text: &str, zone: Zone) -> Result<Timestamp, NoTime> {
    if text.len() > MAX {
        return Err(NoTime::Unreadable);
    }
    let read = match text.parse::<DateTime>() {
        Ok(at) if text.contains(['T', ' ']) => {
            let found = zone.rules().to_ambiguous_timestamp(at);
            match found.offset() {
                AmbiguousOffset::Unambiguous { .. } => found.unambiguous(),
                AmbiguousOffset::Gap { .. } => return Err(NoTime::Skipped),
                AmbiguousOffset::Fold { .. } => return Err(NoTime::Twice),
            }
        }
        Ok(at) => {
            let begins = at.date().to_datetime(Time::midnight());
            zone.rules().to_ambiguous_timestamp(begins).compatible()
        }
        Err(error) => Err(error),
    };
    let millis = read.map_err(|_| NoTime::Unreadable)?.as_millisecond();
    u64::try_from(millis).map(Timestamp::from_millis).map_err(|_| NoTime::Unreadable)
}

/// Says in which zone a form asks for hours.
pub(crate) fn clock(w: Words) -> String {
    if w.zone().is_universal() {
        w.say("clock-universal")
    } else {
        w.with("clock-local", "zone", w.zone().name())
    }
}

/// A moment as RFC 3339 writes it, to the second, in UTC.
pub(crate) fn instant(time: Timestamp) -> String {
    point(time).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

fn local(time: Timestamp, zone: Zone) -> DateTime {
    zone.rules().to_datetime(point(time))
}

/// A time that somebody claims can be any number: what is after the year 9999 is its end.
fn point(time: Timestamp) -> jiff::Timestamp {
    let millis = i64::try_from(time.millis()).unwrap_or(i64::MAX);
    jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tongue;

    fn madrid() -> Zone {
        Zone::named("Europe/Madrid").unwrap()
    }

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
        for zone in [Zone::UTC, madrid(), Zone::named("America/Caracas").unwrap()] {
            for text in
                ["1970-01-02T00:00", "2024-02-29T23:59", "2026-11-21T14:03", "2100-03-01T00:00"]
            {
                assert_eq!(typed(read(text, zone).unwrap(), zone), text, "{}", zone.name());
            }
            assert_eq!(read("2026-11-21", zone), read("2026-11-21T00:00:00", zone));
            for text in ["", "x", "2025-02-29", "2026-13-01", "2026-0-1", "2026-01-01T24:00"] {
                assert_eq!(read(text, zone), Err(NoTime::Unreadable), "{text}");
            }
        }
        assert_eq!(read("1969-12-31", Zone::UTC), Err(NoTime::Unreadable));
        assert_eq!(read("2026-11-21T14:03:00.000000", Zone::UTC), Err(NoTime::Unreadable));
    }

    #[test]
    fn an_hour_is_that_of_the_clock_on_the_wall_in_summer_and_in_winter() {
        let words = Words::of(Tongue::Catalan).at(madrid());
        for (text, hour, universal) in [
            ("2026-12-01T18:30", "1 de desembre de 2026, 18.30 h", "2026-12-01T17:30:00Z"),
            ("2026-07-01T18:30", "1 de juliol de 2026, 18.30 h", "2026-07-01T16:30:00Z"),
        ] {
            let moment = Moment::of(read(text, madrid()).unwrap(), words);
            assert_eq!((&*moment.text, &*moment.iso), (hour, universal));
        }
        // Of a day that has begun here and not yet in Greenwich.
        let night = read("2026-07-01T00:30", madrid()).unwrap();
        assert_eq!(Day::of(night, words).iso, "2026-07-01");
        assert_eq!(Day::of(night, Words::of(Tongue::Catalan)).iso, "2026-06-30");
        let day = Moment::of(read("2026-12-01", madrid()).unwrap(), words);
        assert_eq!(day.text, "1 de desembre de 2026");
        let abroad = Moment::of(read("2026-12-01T18:30", Zone::UTC).unwrap(), words);
        assert_eq!(abroad.text, "1 de desembre de 2026, 19.30 h");
        let universal = Words::of(Tongue::Catalan);
        let moment = Moment::of(read("2026-12-01T18:30", Zone::UTC).unwrap(), universal);
        assert_eq!(moment.text, "1 de desembre de 2026, 18.30 h (UTC)");
    }

    #[test]
    fn the_hour_that_is_skipped_is_none_and_the_one_that_comes_twice_is_two() {
        assert_eq!(read("2027-03-28T02:30", madrid()), Err(NoTime::Skipped));
        assert_eq!(read("2027-10-31T02:30", madrid()), Err(NoTime::Twice));
        for text in ["2027-03-28T01:59", "2027-03-28T03:00", "2027-10-31T01:59", "2027-10-31T03:00"]
        {
            assert!(read(text, madrid()).is_ok(), "{text}");
        }
        let words = Words::of(Tongue::English).at(madrid());
        let both = ["2027-10-31T00:30", "2027-10-31T01:30"]
            .map(|text| Moment::of(read(text, Zone::UTC).unwrap(), words).text);
        assert_eq!(both, ["31 October 2027, 2.30 (UTC+02)", "31 October 2027, 2.30 (UTC+01)"]);
        // In Havana midnight itself is skipped: the day begins at one.
        let havana = Zone::named("America/Havana").unwrap();
        assert_eq!(typed(read("2026-03-08", havana).unwrap(), havana), "2026-03-08T01:00");
    }

    #[test]
    fn a_time_beyond_every_calendar_is_told_still() {
        let end = Timestamp::from_millis(u64::MAX);
        for zone in Zone::names() {
            let zone = Zone::named(zone).unwrap();
            let words = Words::of(Tongue::English).at(zone);
            assert!(!Moment::of(end, words).text.is_empty());
            assert!(!typed(end, zone).is_empty());
        }
    }
}
