//! What the page itself says: Fluent messages (<https://projectfluent.org>), one set a language.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Tongue, Zone};

type Bundle = FluentBundle<FluentResource>;

/// Families of messages, one file each in `locales/LANGUAGE`.
macro_rules! families {
    ($($name:literal),+ $(,)?) => {
        /// The sources of all messages of a language, by the name of their file.
        #[must_use]
        pub fn sources(tongue: Tongue) -> Vec<(&'static str, &'static str)> {
            match tongue {
                Tongue::Catalan => {
                    vec![$(($name, include_str!(concat!("../locales/ca/", $name, ".ftl")))),+]
                }
                Tongue::Spanish => {
                    vec![$(($name, include_str!(concat!("../locales/es/", $name, ".ftl")))),+]
                }
                Tongue::English => {
                    vec![$(($name, include_str!(concat!("../locales/en/", $name, ".ftl")))),+]
                }
            }
        }
    };
}

families![
    "frame",
    "home",
    "documents",
    "changes",
    "entrance",
    "receipt",
    "message",
    "polls",
    "outcome",
    "stations",
    // What people did, and how order is kept.
    "acts",
    "own",
    "order",
    "news",
    "about",
    // The desk of an association.
    "census",
    "charter",
    "shared",
    "assist",
    // What officers and authors do.
    "office",
    "organising",
    "reshaping",
    "programs",
    // Setting a node up, and looking after it.
    "setup",
    "keeper",
    "doctor",
];

static CATALAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::Catalan));
static SPANISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::Spanish));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::English));

fn bundle(tongue: Tongue) -> Bundle {
    // Every code of ours is one; the default has the plural forms of none.
    let language: LanguageIdentifier = tongue.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks around what is filled in would be read aloud by some; templates write <bdi> instead.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match tongue {
        Tongue::Catalan | Tongue::Spanish => |value, _| grouped(value, '.'),
        Tongue::English => |value, _| grouped(value, ','),
    }));
    for (_, source) in sources(tongue) {
        // What cannot be read is left out, and the test of all keys says so.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A whole number with its thousands apart, as people write it; from five digits on in Catalan and
/// Spanish (Ortografia catalana, 4.6), from four in English.
fn grouped(value: &FluentValue<'_>, sign: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(group(&number.as_string(), sign))
}

fn group(digits: &str, sign: char) -> String {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let least = if sign == ',' { 4 } else { 5 };
    if !plain || digits.len() < least {
        return digits.to_owned();
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(sign);
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of things.
pub trait Count {
    /// The number.
    fn value(self) -> u64;
}

macro_rules! counts {
    ($($number:ty),+) => {
        $(impl Count for $number {
            fn value(self) -> u64 {
                u64::try_from(self).unwrap_or(u64::MAX)
            }
        })+
    };
}

counts!(u8, u16, u32, u64, usize);

impl<T: Count + Copy> Count for &T {
    fn value(self) -> u64 {
        (*self).value()
    }
}

/// The messages of one language, and the zone in which they tell hours.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    tongue: Tongue,
    zone: Zone,
}

impl Words {
    /// Those of a language, with hours in UTC.
    #[must_use]
    pub const fn of(tongue: Tongue) -> Self {
        Self { tongue, zone: Zone::UTC }
    }

    /// The same with hours in another zone.
    #[must_use]
    pub const fn at(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// The zone.
    pub(crate) const fn zone(self) -> Zone {
        self.zone
    }

    /// The language.
    #[must_use]
    pub const fn tongue(self) -> Tongue {
        self.tongue
    }

    /// A message without arguments.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message about a number of things, `$n`.
    #[must_use]
    pub fn count(self, key: &str, n: impl Count) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n.value());
        self.format(key, Some(&args))
    }

    /// A message with one text in it.
    #[must_use]
    pub fn with(self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.fill(key, &[(name, &value.to_string())])
    }

    /// A message with texts in it.
    #[must_use]
    pub fn fill(self, key: &str, values: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, *value);
        }
        self.format(key, Some(&args))
    }

    /// A whole number, with its thousands apart.
    #[must_use]
    pub fn number(self, n: impl Count) -> String {
        let digits = n.value().to_string();
        group(&digits, if self.tongue == Tongue::English { ',' } else { '.' })
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = match self.tongue {
            Tongue::Catalan => &*CATALAN,
            Tongue::Spanish => &*SPANISH,
            Tongue::English => &*ENGLISH,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("[{key}]");
        };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_each_language_writes_them() {
        let (ca, en) = (Words::of(Tongue::Catalan), Words::of(Tongue::English));
        assert_eq!(ca.number(1234_u32), "1234");
        assert_eq!(ca.number(12_345_u32), "12.345");
        assert_eq!(en.number(1234_u32), "1,234");
        assert_eq!(en.number(7_654_321_u32), "7,654,321");
    }
}
