//! Backups: a home in one file, sealed, made on a schedule, and each restored into a throwaway
//! folder and audited before it counts.
//!
//! ```text
//!   Watch ──is it due?──▶ taking: pack ─▶ seal ─▶ folder/ateneu-….backup ─▶ open ─▶ restore ─▶ audit
//!     ▲ asked for                                                             │
//!   page, command line                                    backups.json ◀──────┘ what came of it
//! ```
//!
//! A backup is an [`crate::archive`] of these members, in this order:
//!
//! ```text
//! ateneu.toml               as in the home
//! node.key, unlock          as in the home; unlock only where there is one
//! keeping.json, backup.key  as in the home, where there are any
//! people/<name>.<kind>      keystores, still encrypted, and what belongs to them
//! communities/<id>.access   the secret of a private community; else there is none
//! communities/<id>.erased   ids of entries whose bodies were erased, one a line
//! communities/<id>.bundle   a bundle: what was erased is not in it
//! ```

mod history;
mod packing;
mod restoring;
mod schedule;
mod sealing;
mod taking;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use participation::CommunityId;
use participation_keys::{BackupKey, Sheet};
use serde::Serialize;
use zeroize::Zeroizing;

pub(crate) use history::History;
pub(crate) use packing::pack;
pub(crate) use restoring::{is_sealed, restore};
pub(crate) use schedule::Every;
pub(crate) use taking::{check, take};
pub(crate) use watch::Watch;

use crate::exit::Failure;
use crate::home::Home;
use crate::{files, random};

/// The name of the key's file in a home.
pub(crate) const KEY: &str = "backup.key";

/// Bytes of a small file at most: all but bundles and lists of erasures.
const MAX_SMALL: usize = 5 * 1024 * 1024;

/// A community in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Held {
    pub(crate) community: CommunityId,
    pub(crate) entries: usize,
    pub(crate) erased: usize,
    pub(crate) digest: String,
}

/// What is in a backup, and in a restored home.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    pub(crate) communities: Vec<Held>,
    pub(crate) people: Vec<String>,
}

/// The key of this node's backups, if it has one.
pub(crate) fn key(home: &Path) -> Result<Option<BackupKey>, Failure> {
    let path = home.join(KEY);
    let Some(bytes) = files::read(&path, 32)? else { return Ok(None) };
    let bytes: Option<&[u8; 32]> = bytes.as_slice().try_into().ok();
    let wrong = || Failure::system(format!("{} is not 32 bytes: restore it", path.display()));
    bytes.map(BackupKey::from_bytes).map(Some).ok_or_else(wrong)
}

/// The same, drawn where there is none yet.
pub(crate) fn key_or_make(home: &Home) -> Result<BackupKey, Failure> {
    static DRAWING: Mutex<()> = Mutex::new(());
    let _alone = DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(there) = key(home.path())? {
        return Ok(there);
    }
    let bytes = Zeroizing::new(random::bytes::<32>()?);
    files::write_private(&home.path().join(KEY), bytes.as_slice())?;
    Ok(BackupKey::from_bytes(&bytes))
}

/// A key as somebody typed it from an emergency sheet.
pub(crate) fn read_key(typed: &str) -> Result<BackupKey, Failure> {
    let sheet = Sheet::read(typed).and_then(Sheet::into_backup);
    sheet.map_err(|wrong| Failure::from(wrong).after("the key of the backup"))
}

/// What is written while a backup is made or checked; a crash may leave it behind.
pub(crate) fn workshop(home: &Path) -> PathBuf {
    home.join("backup.part")
}

/// Held while a backup is made or checked: there is one workshop.
static WORKING: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    WORKING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a backup is being made or checked in this process.
pub(crate) fn is_working() -> bool {
    matches!(WORKING.try_lock(), Err(TryLockError::WouldBlock))
}
