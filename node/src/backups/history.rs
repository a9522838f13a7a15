//! What came of backups: `backups.json` in the home.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::exit::Failure;
use crate::files;

/// The file's name.
const FILE: &str = "backups.json";

/// Bytes of the file at most.
const MAX: usize = 64 * 1024;

/// What came of the last ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct History {
    /// The last one that was restored and audited, and nothing differed.
    pub(crate) good: Option<Taken>,
    /// The last one that failed, if that was after the last good one.
    pub(crate) failed: Option<Failed>,
}

/// A backup that is good.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// When, in milliseconds since 1970.
    pub(crate) at: u64,
    /// The file.
    pub(crate) file: String,
    /// Its bytes.
    pub(crate) bytes: u64,
    /// Entries that were restored and audited.
    pub(crate) entries: u64,
}

/// A backup that failed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failed {
    /// When, in milliseconds since 1970.
    pub(crate) at: u64,
    /// Why.
    pub(crate) why: String,
}

impl History {
    /// What the home's file says. A file that cannot be read is as good as none: the next backup
    /// writes it anew.
    pub(crate) fn read(home: &Path) -> Self {
        let bytes = files::read(&home.join(FILE), MAX).ok().flatten().unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Makes it durable.
    pub(super) fn write(&self, home: &Path) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(self).map_err(Failure::system)?;
        files::write_private(&home.join(FILE), &text)
    }
}
