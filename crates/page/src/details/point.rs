//! Places on the Earth as people type them: `41.3743, 2.1640`. No map is asked for them.

use participation::Point;

/// Units of a degree.
const UNIT: u32 = 10_000_000;

/// Reads latitude and longitude in degrees, with a comma or blanks between them; with a semicolon
/// between them they may have decimal commas.
pub(super) fn read(text: &str) -> Option<Point> {
    let text = text.trim();
    let (latitude, longitude) = match text.split_once(';') {
        Some((latitude, longitude)) => (latitude.replace(',', "."), longitude.replace(',', ".")),
        None => {
            let (latitude, longitude) =
                text.split_once(',').or_else(|| text.split_once(char::is_whitespace))?;
            (latitude.to_owned(), longitude.to_owned())
        }
    };
    Point::new(degrees(&latitude)?, degrees(&longitude)?)
}

/// Units of 10⁻⁷ degrees.
fn degrees(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix(['-', '−']).map_or((1, text), |text| (-1, text));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 15 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: String = part.chars().chain("0000000".chars()).take(7).collect();
    let number = format!("{whole}{part}").parse::<i64>().ok()?;
    i32::try_from(sign * number).ok()
}

/// As it is typed.
pub(super) fn typed(point: Point) -> String {
    format!("{}, {}", decimal(point.latitude), decimal(point.longitude))
}

/// As a program of maps takes it (RFC 5870).
pub(super) fn geo(point: Point) -> String {
    format!("geo:{},{}", decimal(point.latitude), decimal(point.longitude))
}

fn decimal(number: i32) -> String {
    let (whole, part) = (number.unsigned_abs() / UNIT, number.unsigned_abs() % UNIT);
    let part = format!("{part:07}");
    let part = part.trim_end_matches('0');
    let sign = if number < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_people_type_it() {
        let expected = Point::new(413_743_000, 21_640_000);
        for text in ["41.3743, 2.1640", "41.3743 2.164", " 41,3743; 2,164 ", "41.3743,2.164"] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("-0.5, −70"), Point::new(-5_000_000, -700_000_000));
        for text in ["", "41.3743", "91, 2", "a, b", "41,3743, 2,164", "1e2, 3", "41.3743, 2.1 N"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_place_is_typed_and_handed_on_exactly() {
        for (latitude, longitude) in [(413_743_000, 21_640_000), (-1, 1), (900_000_000, 0)] {
            let point = Point::new(latitude, longitude).unwrap();
            assert_eq!(read(&typed(point)), Some(point));
        }
        let point = Point::new(413_743_000, -5_000_000).unwrap();
        assert_eq!(geo(point), "geo:41.3743,-0.5");
    }
}
