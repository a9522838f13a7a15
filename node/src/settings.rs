//! Settings: what a node is told by files, by variables and on the command line.
//!
//! ```text
//!   table ◀── the usual ◀── home/ateneu.toml ◀── --config FILE ◀── ATENEU_… ◀── options
//!                 each goes before what stands to its left, and every value knows where it is from
//! ```
//!
//! One table ([`table::ALL`]) says what there is: files are checked against it, `config show` lists
//! it, and the documentation holds a copy of it that a test keeps true.

pub(crate) mod file;
pub(crate) mod table;
mod zone;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::caller;
use crate::exit::Failure;
use crate::files;
use crate::home::keeping;
use file::Place;
use table::{Kind, Setting};

/// The name of the file in a home.
pub(crate) const FILE: &str = "ateneu.toml";

/// Bytes of a file at most.
pub(crate) const MAX: usize = 64 * 1024;

/// A value.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// A number.
    Number(u32),
    /// A text.
    Text(String),
    /// Texts.
    Texts(Vec<String>),
    /// Yes or no.
    Switch(bool),
    /// A text that is shown to nobody.
    Secret(Zeroizing<String>),
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Value {
    /// As a file would say it; of a secret no more than whether there is one.
    pub(crate) fn shown(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => quoted(text),
            Self::Texts(all) => {
                format!("[{}]", all.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
            }
            Self::Switch(yes) => yes.to_string(),
            Self::Secret(text) if text.is_empty() => "\"\"".to_owned(),
            Self::Secret(_) => "(secret)".to_owned(),
        }
    }
}

/// Where a value is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nothing is said.
    Usual,
    /// A place in a file.
    File(PathBuf, Place),
    /// A variable.
    Variable(String),
    /// An option of the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usual => f.write_str("usual"),
            Self::File(path, place) => {
                write!(f, "{}:{}:{}", path.display(), place.line, place.column)
            }
            Self::Variable(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

/// The value of each setting, and where it is from.
#[derive(Debug, Clone)]
pub(crate) struct Settings(BTreeMap<&'static str, (Value, Origin)>);

impl Settings {
    /// What holds for a home, whether it is there or not, with another file where one is named.
    ///
    /// # Errors
    /// [`Failure::Input`] for a file that cannot be read or has a wrong value, and for a wrong
    /// variable. Keys that nobody knows are passed over: another version may know them.
    pub(crate) fn resolve(home: Option<&Path>, named: Option<&Path>) -> Result<Self, Failure> {
        let mut settings = Self::usual();
        if let Some(home) = home {
            let path = home.join(FILE);
            if let Some(bytes) = files::read(&path, MAX)? {
                settings.take_file(&path, &bytes)?;
            }
        }
        if let Some(named) = named {
            let bytes = files::bounded(files::open(named)?, MAX)
                .map_err(|failure| failure.after(named.display()))?;
            settings.take_file(named, &bytes)?;
        }
        for setting in table::ALL {
            if let Some((value, origin)) = by_variable(setting)? {
                settings.0.insert(setting.key, (value, origin));
            }
        }
        Ok(settings)
    }

    fn usual() -> Self {
        let usual = |setting: &'static Setting| {
            let unquoted = setting.usual.trim_matches('"');
            let value = match setting.kind {
                Kind::Schema => Value::Number(1),
                Kind::Text(_) | Kind::Choice(_) | Kind::Zone | Kind::Place | Kind::Url => {
                    Value::Text(unquoted.to_owned())
                }
                Kind::Texts => Value::Texts(Vec::new()),
                Kind::Switch => Value::Switch(unquoted == "true"),
                Kind::Secret(_) => Value::Secret(Zeroizing::default()),
            };
            (setting.key, (value, Origin::Usual))
        };
        Self(table::ALL.iter().map(usual).collect())
    }

    fn take_file(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Failure::input("it is not UTF-8: write it again").after(path.display()))?;
        let read = file::read(text);
        if let Some(fault) = read.faults.iter().find(|fault| !fault.unknown) {
            return Err(Failure::input(fault).after(path.display()));
        }
        for (key, (value, place)) in read.values {
            self.0.insert(key, (value, Origin::File(path.to_owned(), place)));
        }
        Ok(())
    }

    /// Lets an option of the command line go before everything.
    pub(crate) fn flag(&mut self, key: &'static str, value: Option<Value>) {
        let flag = table::find(key).and_then(|setting| setting.flag);
        if let (Some(value), Some(flag)) = (value, flag) {
            self.0.insert(key, (value, Origin::Flag(flag)));
        }
    }

    /// All of them, in the order of the table.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &Value, &Origin)> {
        table::ALL.iter().filter_map(|setting| {
            let (value, origin) = self.0.get(setting.key)?;
            Some((setting.key, value, origin))
        })
    }

    /// A text; empty where nothing is said.
    pub(crate) fn text(&self, key: &str) -> &str {
        match self.0.get(key) {
            Some((Value::Text(text), _)) => text,
            Some((Value::Secret(text), _)) => text,
            _ => "",
        }
    }

    /// Texts.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        match self.0.get(key) {
            Some((Value::Texts(all), _)) => all.clone(),
            _ => Vec::new(),
        }
    }

    /// In which time zone hours are told: the one that is said, else that of the computer.
    #[cfg(unix)]
    pub(crate) fn zone(&self) -> ateneu_page::Zone {
        zone::of(self.text("time.zone"))
    }

    /// Yes or no.
    pub(crate) fn is_on(&self, key: &str) -> bool {
        matches!(self.0.get(key), Some((Value::Switch(true), _)))
    }
}

/// What the environment says of a setting.
fn by_variable(setting: &Setting) -> Result<Option<(Value, Origin)>, Failure> {
    let Some(name) = setting.variable else { return Ok(None) };
    let is_secret = matches!(setting.kind, Kind::Secret(_));
    let file = format!("{name}_FILE");
    let found = match caller::variable(name)? {
        Some(text) => Some((text, name.to_owned())),
        None if is_secret => secret_file(&file)?.map(|text| (text, file)),
        None => None,
    };
    let Some((text, origin)) = found else { return Ok(None) };
    let value = match setting.kind {
        Kind::Texts => Ok(Value::Texts(text.split_whitespace().map(str::to_owned).collect())),
        Kind::Switch => match text.as_str() {
            "true" | "1" | "yes" => Ok(Value::Switch(true)),
            "false" | "0" | "no" => Ok(Value::Switch(false)),
            _ => Err("write true or false".to_owned()),
        },
        Kind::Text(_)
        | Kind::Choice(_)
        | Kind::Zone
        | Kind::Place
        | Kind::Url
        | Kind::Secret(_) => checked(setting, &text),
        Kind::Schema => return Ok(None),
    };
    let value = value.map_err(|wrong| Failure::input(wrong).after(&origin))?;
    Ok(Some((value, Origin::Variable(origin))))
}

/// A secret in the file that a variable names. A line's end at the end of the file is not part of
/// it.
pub(crate) fn secret_file(variable: &str) -> Result<Option<Zeroizing<String>>, Failure> {
    let Some(path) = caller::variable(variable)? else { return Ok(None) };
    let path = Path::new(path.as_str());
    let named = |failure: Failure| failure.after(format_args!("{variable}: {}", path.display()));
    let bytes = files::bounded(files::open(path).map_err(named)?, MAX).map_err(named)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| named(Failure::input("it is not UTF-8")))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(Some(Zeroizing::new(text.strip_suffix('\r').unwrap_or(text).to_owned())))
}

/// Whether something can be served at a host and a port, as far as that is seen without asking for it.
fn is_place(text: &str) -> bool {
    let parts = text.rsplit_once(':');
    parts.is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
}

/// A text as a value of a setting, or what is wrong with it.
fn checked(setting: &Setting, text: &str) -> Result<Value, String> {
    match setting.kind {
        Kind::Text(most) if text.len() > most => Err(format!("it is longer than {most} bytes")),
        Kind::Secret(least) if !text.is_empty() && text.len() < least => Err(format!(
            "a secret has at least {least} bytes: draw one with `openssl rand -hex 32`"
        )),
        Kind::Choice(all) if !all.contains(&text) => {
            let all: Vec<String> = all.iter().map(|one| format!("{one:?}")).collect();
            Err(format!("it is {}", all.join(" or ")))
        }
        Kind::Secret(_) => Ok(Value::Secret(Zeroizing::new(text.to_owned()))),
        Kind::Zone if !text.is_empty() => match zone::named(text) {
            Some(name) => Ok(Value::Text(name.to_owned())),
            None => Err(zone::unknown(text)),
        },
        Kind::Place if !text.is_empty() && !is_place(text) => {
            Err("write a host and a port, such as 127.0.0.1:8787".to_owned())
        }
        Kind::Url if !text.is_empty() => {
            keeping::public_url(text).map(Value::Text).ok_or_else(|| {
                "write https:// and a host, and nothing behind it, such as https://veins.example"
                    .to_owned()
            })
        }
        Kind::Text(_)
        | Kind::Choice(_)
        | Kind::Zone
        | Kind::Place
        | Kind::Url
        | Kind::Schema
        | Kind::Texts
        | Kind::Switch => Ok(Value::Text(text.to_owned())),
    }
}
