//! `ateneu.toml`: a few `key = value` lines of TOML.

use std::path::Path;

use crate::exit::Failure;
use crate::files;

/// The file's name.
pub(super) const FILE: &str = "ateneu.toml";

/// The layout of a home that this version writes and knows.
const SCHEMA: u32 = 1;

/// Bytes of the file at most.
const MAX: usize = 64 * 1024;

/// Bytes of a name at most.
const MAX_NAME: usize = 200;

/// What the file says.
#[derive(Debug)]
pub(super) struct Settings {
    name: String,
}

impl Settings {
    pub(super) fn new(name: &str) -> Result<Self, Failure> {
        if name.len() > MAX_NAME {
            return Err(Failure::input(format!("the node's name is longer than {MAX_NAME} bytes")));
        }
        Ok(Self { name: name.to_owned() })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn write(&self, home: &Path) -> Result<(), Failure> {
        // A JSON string is a basic string of TOML.
        let name = serde_json::to_string(&self.name).map_err(Failure::system)?;
        let text = format!("# The settings of an ateneu home.\nschema = {SCHEMA}\nname = {name}\n");
        files::write_private(&home.join(FILE), text.as_bytes())
    }

    pub(super) fn read(home: &Path) -> Result<Self, Failure> {
        let path = home.join(FILE);
        let bytes = files::read(&path, MAX)?.unwrap_or_default();
        Self::of_bytes(&bytes).map_err(|wrong| wrong.after(path.display()))
    }

    /// Reads what a file holds.
    pub(super) fn of_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Failure::input("it is not UTF-8: write it again"))?;
        parse(text).map_err(Failure::input)
    }
}

fn parse(text: &str) -> Result<Settings, String> {
    let (mut schema, mut name) = (None, String::new());
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) =
            line.split_once('=').ok_or_else(|| format!("line {number}: expected `key = value`"))?;
        let (key, value) = (key.trim(), value.trim());
        match key {
            "schema" => {
                let value = value.parse::<u32>();
                schema = Some(value.map_err(|_| format!("line {number}: schema is a number"))?);
            }
            "name" => {
                name = serde_json::from_str(value)
                    .map_err(|_| format!("line {number}: name is a text between double quotes"))?;
            }
            _ => tracing::warn!(line = number, key, "a setting that this version does not know"),
        }
    }
    match schema {
        Some(SCHEMA) => Ok(Settings { name }),
        Some(newer) if newer > SCHEMA => {
            Err(format!("schema {newer}: this program knows up to {SCHEMA}, upgrade it"))
        }
        Some(other) => Err(format!("schema {other} was never written: it is {SCHEMA}")),
        None => Err(format!("no line `schema = {SCHEMA}`: restore it")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_quotes_reads_back() {
        let settings = parse("schema = 1\n# by hand\nname = \"a \\\"b\\\" = c\"\n").unwrap();
        assert_eq!(settings.name(), "a \"b\" = c");
    }

    #[test]
    fn a_wrong_line_is_named() {
        assert_eq!(parse("schema = 1\nname").unwrap_err(), "line 2: expected `key = value`");
        assert!(parse("schema = 2").unwrap_err().contains("upgrade"));
        assert!(parse("name = \"x\"").unwrap_err().contains("no line"));
    }
}
