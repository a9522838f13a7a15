//! The languages of the page itself. What neighbours write has its own.

use participation::Language;

/// A language in which every screen is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// Català.
    Catalan,
    /// Castellano.
    Spanish,
    /// English.
    English,
}

impl Tongue {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Catalan, Self::Spanish, Self::English];

    /// Its tag (RFC 5646), which is also the first part of every address of the page.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Catalan => "ca",
            Self::Spanish => "es",
            Self::English => "en",
        }
    }

    /// Its name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Catalan => "Català",
            Self::Spanish => "Castellano",
            Self::English => "English",
        }
    }

    /// The language of a tag.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tongue| tongue.code() == code)
    }

    /// The one that an `Accept-Language` header (RFC 9110, 12.5.4) prefers; Catalan where it names
    /// none of ours.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',').take(32) {
            let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
            let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            let Some(tongue) = Self::of(&primary) else { continue };
            let weight = weight(rest);
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, tongue));
            }
        }
        best.map_or(Self::Catalan, |(_, tongue)| tongue)
    }

    /// The order in which texts of several languages are looked for.
    #[must_use]
    pub fn preferred(self) -> Vec<Language> {
        let others = Self::ALL.into_iter().filter(|tongue| *tongue != self);
        std::iter::once(self).chain(others).filter_map(|tongue| tongue.language()).collect()
    }

    /// As what neighbours write is tagged.
    #[must_use]
    pub fn language(self) -> Option<Language> {
        self.code().parse().ok()
    }
}

/// A quality of RFC 9110, 12.4.2, in thousandths.
fn weight(parameter: &str) -> u32 {
    let Some(value) = parameter.trim().strip_prefix("q=") else { return 1000 };
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits = format!("{part:0<3}");
    let thousandths = digits.get(..3).and_then(|digits| digits.parse::<u32>().ok());
    let whole = whole.parse::<u32>().ok().filter(|whole| *whole <= 1);
    whole.zip(thousandths).map_or(0, |(whole, part)| (whole * 1000 + part).min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_a_browser_prefers_is_taken() {
        for (header, tongue) in [
            ("", Tongue::Catalan),
            ("fr, de;q=0.9", Tongue::Catalan),
            ("en-GB,en;q=0.9,ca;q=0.8", Tongue::English),
            ("fr, es-ES;q=0.7, ca;q=0.9", Tongue::Catalan),
            ("en;q=0, es;q=0.001", Tongue::Spanish),
            ("en;q=banana,es;q=0.5", Tongue::Spanish),
        ] {
            assert_eq!(Tongue::accepted(header), tongue, "{header:?}");
        }
    }
}
