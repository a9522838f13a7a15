//! What a home's own file must say: its layout, and the node's name.

use std::path::Path;

use crate::exit::Failure;
use crate::files;
use crate::settings::{self, Value, file};

/// The file's name.
pub(super) const FILE: &str = settings::FILE;

/// The layout of a home that this version writes and knows.
const SCHEMA: u32 = 1;

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
        let bytes = files::read(&path, settings::MAX)?.unwrap_or_default();
        Self::of_bytes(&bytes).map_err(|wrong| wrong.after(path.display()))
    }

    /// Reads what a file holds. What it says of other things is for whoever asks for them.
    pub(super) fn of_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Failure::input("it is not UTF-8: write it again"))?;
        parse(text).map_err(Failure::input)
    }
}

fn parse(text: &str) -> Result<Settings, String> {
    let file::Read { mut values, faults } = file::read(text);
    for fault in faults {
        if matches!(fault.key.as_str(), "" | "schema" | "name") {
            return Err(fault.to_string());
        }
        tracing::warn!(%fault, "a setting is passed over: `ateneu config check` says more");
    }
    let name = match values.remove("name") {
        Some((Value::Text(name), _)) => name,
        _ => String::new(),
    };
    match values.remove("schema") {
        Some((Value::Number(SCHEMA), _)) => Ok(Settings { name }),
        Some((Value::Number(newer), _)) if newer > SCHEMA => {
            Err(format!("schema {newer}: this program knows up to {SCHEMA}, upgrade it"))
        }
        Some((other, _)) => {
            Err(format!("schema {} was never written: it is {SCHEMA}", other.shown()))
        }
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
        assert!(parse("schema = 1\nname").unwrap_err().starts_with("line 2, column"));
        assert!(parse("schema = \"1\"").unwrap_err().contains("it is a number"));
        assert!(parse("schema = 2").unwrap_err().contains("upgrade"));
        assert!(parse("name = \"x\"").unwrap_err().contains("no line"));
    }

    #[test]
    fn what_is_wrong_elsewhere_closes_no_home() {
        let settings = parse("schema = 1\nname = \"x\"\ncolour = 7\n[log]\nformat = \"xml\"\n");
        assert_eq!(settings.unwrap().name(), "x");
    }
}
