//! A file of settings: TOML, every value checked against the table, every fault with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Value;
use super::table::{self, Kind, Setting};

/// Distance up to which a key is taken to be a mistyped one.
const NEAR: usize = 3;

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Values by key, with where each stands.
    pub(crate) values: BTreeMap<&'static str, (Value, Place)>,
    /// What is wrong, from the beginning of the file on.
    pub(crate) faults: Vec<Fault>,
}

/// A place in a file, counted from 1; columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    /// The key, where it is about one.
    pub(crate) key: String,
    /// What is wrong, and what to do.
    pub(crate) text: String,
    /// Whether it is no more than a key that nobody knows, which other versions may.
    pub(crate) unknown: bool,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Place { line, column } = self.place;
        write!(f, "line {line}, column {column}: ")?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.text)
    }
}

/// Reads what a file holds.
pub(crate) fn read(text: &str) -> Read {
    let mut read = Read::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let place = place(text, error.span().unwrap_or_default());
        let text = format!("{}: mend it, or leave it out", error.message().trim_end());
        read.faults.push(Fault { place, key: String::new(), text, unknown: false });
    }
    for (key, value) in table.get_ref() {
        match value.get_ref() {
            DeValue::Table(inner) => {
                for (name, value) in inner {
                    let key = format!("{}.{}", key.get_ref(), name.get_ref());
                    take(text, &key, name.span(), value, &mut read);
                }
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => take(text, key.get_ref(), key.span(), value, &mut read),
        }
    }
    read.faults.sort_by_key(|fault| fault.place);
    read
}

fn take(text: &str, key: &str, span: Range<usize>, value: &Spanned<DeValue<'_>>, read: &mut Read) {
    let Some(setting) = table::find(key) else {
        let fault = Fault {
            place: place(text, span),
            key: key.to_owned(),
            text: unknown(key),
            unknown: true,
        };
        read.faults.push(fault);
        return;
    };
    let place = place(text, value.span());
    match value_of(setting, value.get_ref()) {
        Ok(value) => {
            read.values.insert(setting.key, (value, place));
        }
        Err(wrong) => {
            let key = key.to_owned();
            read.faults.push(Fault { place, key, text: wrong, unknown: false });
        }
    }
}

/// Words for a key that nobody knows.
pub(crate) fn unknown(key: &str) -> String {
    let near = table::ALL
        .iter()
        .map(|setting| (strsim::osa_distance(setting.key, key), setting.key))
        .min()
        .filter(|(distance, _)| *distance <= NEAR);
    // A key without its table is the more common slip.
    let within = table::ALL
        .iter()
        .map(|setting| setting.key)
        .find(|known| known.rsplit('.').next() == Some(key));
    match within.or_else(|| near.map(|(_, known)| known)) {
        Some(known) => format!("there is no such setting: did you mean {known}?"),
        None => "there is no such setting: `ateneu config show` lists those there are".to_owned(),
    }
}

fn value_of(setting: &Setting, value: &DeValue<'_>) -> Result<Value, String> {
    match (setting.kind, value) {
        (Kind::Schema, DeValue::Integer(number)) => {
            let number = u32::from_str_radix(number.as_str(), number.radix());
            number.map(Value::Number).map_err(|_| "it is a small number: restore it".to_owned())
        }
        (Kind::Schema, _) => Err("it is a number: restore it".to_owned()),
        (Kind::Switch, DeValue::Boolean(yes)) => Ok(Value::Switch(*yes)),
        (Kind::Texts, DeValue::Array(all)) => {
            let text = |one: &Spanned<DeValue<'_>>| {
                if let DeValue::String(text) = one.get_ref() {
                    Ok(text.to_string())
                } else {
                    Err("it holds texts between double quotes".to_owned())
                }
            };
            all.iter().map(text).collect::<Result<_, _>>().map(Value::Texts)
        }
        (Kind::Switch, _) => Err("write true or false".to_owned()),
        (Kind::Texts, _) => Err("write a list of texts, such as [\"…\", \"…\"]".to_owned()),
        (
            Kind::Text(_)
            | Kind::Choice(_)
            | Kind::Zone
            | Kind::Place
            | Kind::Url
            | Kind::Secret(_),
            value,
        ) => {
            let wrong = || "write a text between double quotes".to_owned();
            super::checked(setting, value.as_str().ok_or_else(wrong)?)
        }
    }
}

fn place(text: &str, span: Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        read(text).faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_fault_is_named_with_its_place_and_what_to_do() {
        let text = "schema = 1\nnmae = \"x\"\n[http]\nadress = \"127.0.0.1:1\"\n[log]\nformat = \"xml\"\n[network]\nmdns = \"yes\"\nlisten = \"x\"\npeers = [1]\n";
        assert_eq!(
            faults(text),
            [
                "line 2, column 1: nmae: there is no such setting: did you mean name?",
                "line 4, column 1: http.adress: there is no such setting: did you mean http.address?",
                "line 6, column 10: log.format: it is \"text\" or \"json\"",
                "line 8, column 8: network.mdns: write true or false",
                "line 9, column 10: network.listen: write a list of texts, such as [\"…\", \"…\"]",
                "line 10, column 9: network.peers: it holds texts between double quotes",
            ]
        );
        assert_eq!(
            faults("address = \"x\""),
            ["line 1, column 1: address: there is no such setting: did you mean http.address?"]
        );
        assert!(faults("colour = \"x\"")[0].contains("`ateneu config show`"));
    }

    #[test]
    fn what_is_no_toml_is_named_with_its_place() {
        for (text, place) in [
            ("schema = 1\nname", "line 2, column"),
            ("name = \"é\" x", "line 1, column 12"),
            ("[http\naddress = \"x\"", "line 1, column"),
            ("name = \"a\"\nname = \"b\"", "line 2, column 1"),
        ] {
            let found = faults(text);
            assert!(found.iter().any(|fault| fault.starts_with(place)), "{text}: {found:?}");
        }
    }

    #[test]
    fn values_come_with_their_places() {
        let read =
            read("schema = 1\nname = \"a \\\"b\\\" = c\"\n[network]\npeers = [\"x\", \"y\"]\n");
        assert_eq!(read.faults, []);
        let (value, place) = &read.values["network.peers"];
        assert_eq!(value, &Value::Texts(vec!["x".into(), "y".into()]));
        assert_eq!(*place, Place { line: 4, column: 9 });
        assert_eq!(read.values["name"].0, Value::Text("a \"b\" = c".into()));
    }
}
