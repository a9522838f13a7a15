//! Time zones: by what name they are known, and which this computer is in.

use ateneu_page::Zone;
use jiff::tz::TimeZone;

/// The name of a zone as the database writes it.
pub(super) fn named(text: &str) -> Option<&'static str> {
    Zone::named(text).map(Zone::name)
}

/// Words for a zone that there is not, with the one that may be meant.
pub(super) fn unknown(text: &str) -> String {
    let place = |name: &str| name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let text = text.trim().to_lowercase().replace(' ', "_");
    let distance = |name: &'static str| {
        let whole = strsim::osa_distance(&name.to_lowercase(), &text);
        (whole.min(strsim::osa_distance(&place(name), &text)), name)
    };
    let near = Zone::names().map(distance).min().map_or("Europe/Madrid", |(_, name)| name);
    format!("there is no such time zone: did you mean {near:?}?")
}

/// The zone of a name, or else that of the computer; universal time where it has none of which the
/// name is known.
#[cfg(unix)]
pub(super) fn of(name: &str) -> Zone {
    Zone::named(name).unwrap_or_else(|| {
        let system = TimeZone::system();
        system.iana_name().and_then(Zone::named).unwrap_or(Zone::UTC)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name_and_a_slip_is_put_right() {
        assert_eq!(named("europe/madrid"), Some("Europe/Madrid"));
        for (text, meant) in [
            ("Madrid", "Europe/Madrid"),
            ("Europe/Madird", "Europe/Madrid"),
            ("buenos aires", "Buenos_Aires"),
        ] {
            assert_eq!(named(text), None);
            assert!(unknown(text).contains(meant), "{}", unknown(text));
        }
        assert_eq!(of("Atlantic/Canary").name(), "Atlantic/Canary");
    }
}
