//! Places: degrees as they are typed, and how far two of them are apart, in whole numbers.

use participation::Point;

use crate::exit::Failure;
use crate::print::safe;

/// Reads `41.4036,2.1744`.
pub(crate) fn point(flag: &str, text: &str) -> Result<Point, Failure> {
    let wrong = || {
        Failure::input(format!(
            "{flag} {:?}: write latitude and longitude in degrees, such as 41.4036,2.1744",
            safe(text)
        ))
    };
    let (latitude, longitude) = text.split_once(',').ok_or_else(wrong)?;
    let read = degrees(latitude).zip(degrees(longitude));
    read.and_then(|(lat, lon)| Point::new(lat, lon)).ok_or_else(wrong)
}

/// Reads `41.4036,2.1744,500`: a point and metres.
pub(super) fn circle(text: &str) -> Result<(Point, u64), Failure> {
    let wrong = || {
        Failure::input(format!(
            "--near {:?}: write latitude, longitude and metres, such as 41.4036,2.1744,500",
            safe(text)
        ))
    };
    let (place, metres) = text.rsplit_once(',').ok_or_else(wrong)?;
    let point = point("--near", place).map_err(|_| wrong())?;
    Ok((point, metres.trim().parse().map_err(|_| wrong())?))
}

/// Units of 10⁻⁷ degrees.
fn degrees(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 15 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: String = part.chars().chain("0000000".chars()).take(7).collect();
    let number = format!("{whole}{part}").parse::<i64>().ok()?;
    i32::try_from(sign * number).ok()
}

/// Whether two places are at most so many metres apart, as on a map: true to a hundredth over the
/// distances of a city.
pub(super) fn within(a: Point, b: Point, metres: u64) -> bool {
    // A unit of latitude is 11.132 mm; of longitude that times the cosine of the latitude, which
    // for x degrees is (32400 - 4x²) / (32400 + x²) to a half of a hundredth (Bhaskara I).
    const UNIT: i128 = 10_000_000;
    let north = i128::from(a.latitude) - i128::from(b.latitude);
    let east = i128::from(a.longitude) - i128::from(b.longitude);
    let full = 360 * UNIT;
    let east = east.abs().min(full - east.abs());
    let square = i128::from(a.latitude) * i128::from(a.latitude);
    let ring = 32_400 * UNIT * UNIT;
    let east = east * (ring - 4 * square) / (ring + square);
    let micrometres = |units: i128| units * 11_132;
    let most = i128::from(metres) * 1_000_000;
    let (north, east) = (micrometres(north), micrometres(east));
    north * north + east * east <= most * most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_city_are_as_far_apart_as_a_map_has_it() {
        let at = |text| point("--point", text).unwrap();
        // Sagrada Família to the arch of triumph, 1,530 m.
        let (a, b) = (at("41.4036,2.1744"), at("41.3911,2.1806"));
        assert!(within(a, b, 1_550) && !within(a, b, 1_450));
        // Across the date line, 11 km.
        let (a, b) = (at("0,179.95"), at("0,-179.95"));
        assert!(within(a, b, 11_200) && !within(a, b, 11_000));
        assert!(within(a, a, 0));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for text in ["", "41", "91,0", "0,181", "x,y", "1..2,3", "1e3,2", "41.4;2.1", "--1,2"] {
            assert!(point("--point", text).is_err(), "{text}");
        }
        assert!(circle("41.4,2.1").is_err() && circle("41.4,2.1,-5").is_err());
    }
}
