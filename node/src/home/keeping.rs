//! `keeping.json`: how this node is kept, as its keepers settle it on the page. People write
//! `ateneu.toml`, the program writes this; neither ever leaves the node but in a backup.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::backups::Every;
use crate::exit::Failure;
use crate::files;

/// The file's name.
pub(crate) const FILE: &str = "keeping.json";

/// Bytes of the file at most.
const MAX: usize = 64 * 1024;

/// Keepers at most.
const MOST: usize = 100;

/// Signs of the name in the hall.
const NAME: std::ops::RangeInclusive<usize> = 2..=30;

/// Characters of a public address at most.
const MAX_URL: usize = 200;

/// How this node is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Keeping {
    /// People of this node who look after it, by the names with which they log in.
    pub(crate) keepers: BTreeSet<String>,
    /// How people open the page, once somebody has said it.
    pub(crate) opened: Option<Opened>,
    /// Tags of the languages in which posters and sheets are printed.
    pub(crate) languages: Vec<String>,
    /// When backups are made, and where.
    pub(crate) backups: Backups,
    /// When the emergency sheet was last printed, in milliseconds since 1970.
    pub(crate) sheet: Option<u64>,
}

/// When backups are made, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Backups {
    /// How often.
    pub(crate) every: Every,
    /// How many are kept, the newest among them.
    pub(crate) keep: u16,
    /// The folder; the home's own where there is none.
    pub(crate) folder: Option<String>,
}

impl Default for Backups {
    fn default() -> Self {
        Self { every: Every::Never, keep: 7, folder: None }
    }
}

/// How people open the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub(crate) enum Opened {
    /// On this computer alone.
    Here,
    /// From phones and computers on the same network, by this name followed by `.local`.
    Hall {
        /// The name.
        name: String,
    },
    /// Through a proxy that brings TLS.
    Proxy {
        /// The address that people type, `https://` and a host.
        url: String,
    },
}

impl Keeping {
    /// What the home's file says; the usual where there is none.
    pub(super) fn read(home: &Path) -> Result<Self, Failure> {
        let path = home.join(FILE);
        let Some(bytes) = files::read(&path, MAX)? else { return Ok(Self::default()) };
        Self::of_bytes(&bytes).map_err(|wrong| wrong.after(path.display()))
    }

    fn of_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        serde_json::from_slice(bytes)
            .map_err(|wrong| Failure::input(format!("{wrong}: mend it, or remove the file")))
    }

    /// Makes it durable.
    pub(super) fn write(&self, home: &Path) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(self).map_err(Failure::system)?;
        files::write_private(&home.join(FILE), &text)
    }

    /// Names a keeper.
    ///
    /// # Errors
    /// [`Failure::Input`] when there are too many.
    pub(crate) fn name_keeper(&mut self, name: &str) -> Result<(), Failure> {
        if self.keepers.len() >= MOST && !self.keepers.contains(name) {
            return Err(Failure::input(format!("a node has at most {MOST} keepers")));
        }
        self.keepers.insert(name.to_owned());
        Ok(())
    }

    /// The address that people type, where a proxy brings them here.
    pub(crate) fn url(&self) -> Option<&str> {
        match &self.opened {
            Some(Opened::Proxy { url }) => Some(url),
            Some(Opened::Here | Opened::Hall { .. }) | None => None,
        }
    }
}

/// A name for the hall: what may stand in a host's name (RFC 1123, 2.1), in small letters.
pub(crate) fn hall_name(typed: &str) -> Option<String> {
    let name = typed.trim().to_lowercase();
    let name = name.strip_suffix(".local").unwrap_or(&name);
    let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let whole = NAME.contains(&name.len()) && name.bytes().all(sign);
    (whole && !name.starts_with('-') && !name.ends_with('-')).then(|| name.to_owned())
}

/// A public address as it is kept: `https://`, a host, perhaps a port, and nothing behind them.
pub(crate) fn public_url(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('/');
    let host = typed.strip_prefix("https://")?;
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let named = name.contains('.') && name.bytes().all(sign);
    let edges = name.starts_with(['.', '-']) || name.ends_with(['.', '-']);
    let port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (named && !edges && port && typed.len() <= MAX_URL).then(|| typed.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_and_what_an_earlier_version_kept_too() {
        let keeping = Keeping {
            keepers: BTreeSet::from(["anna".to_owned()]),
            opened: Some(Opened::Proxy { url: "https://veins.example".to_owned() }),
            languages: vec!["ca".to_owned()],
            backups: Backups {
                every: Every::Week,
                keep: 3,
                folder: Some("/media/disk".to_owned()),
            },
            sheet: Some(7),
        };
        let bytes = serde_json::to_vec(&keeping).unwrap();
        assert_eq!(Keeping::of_bytes(&bytes).unwrap(), keeping);
        assert_eq!(Keeping::of_bytes(b"{}").unwrap(), Keeping::default());
        assert!(Keeping::of_bytes(b"{").is_err());
    }

    #[test]
    fn a_name_in_the_hall_is_the_name_of_a_host() {
        for (typed, name) in [("casal", "casal"), (" Casal.local ", "casal"), ("el-2n", "el-2n")] {
            assert_eq!(hall_name(typed).as_deref(), Some(name), "{typed:?}");
        }
        for typed in
            ["", "a", "-casal", "casal-", "el casal", "casal.cat", "barça", &"a".repeat(31)]
        {
            assert_eq!(hall_name(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_public_address_is_https_and_a_host() {
        for (typed, url) in [
            ("https://veins.example", "https://veins.example"),
            (" https://Veins.Example/ ", "https://veins.example"),
            ("https://veins.example:8443", "https://veins.example:8443"),
        ] {
            assert_eq!(public_url(typed).as_deref(), Some(url), "{typed:?}");
        }
        for typed in [
            "",
            "veins.example",
            "http://veins.example",
            "https://",
            "https://veins",
            "https://veins.example/ca",
            "https://a@veins.example",
            "https://veins.example:0",
            "https://veins.example:x",
            "https://.example",
            "https://veins.example\r\nSet-Cookie: x",
        ] {
            assert_eq!(public_url(typed), None, "{typed:?}");
        }
    }
}
