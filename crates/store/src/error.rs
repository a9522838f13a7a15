//! What can go wrong, and what to do then.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use participation_types::{BlobId, EntryId};
use thiserror::Error;

use crate::record::Arrival;

/// Why the store refused or failed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The operating system failed.
    #[error("could not {what} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb.
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk is full. Nothing acknowledged was lost.
    #[error(
        "no space left while trying to {what} {}: free some and try again; nothing saved was lost",
        path.display()
    )]
    NoSpace {
        /// What was tried, as a verb.
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
    },
    /// Another process has this store open.
    #[error("{} is in use: {hint}", path.display())]
    Locked {
        /// The store's folder.
        path: PathBuf,
        /// What to do.
        hint: &'static str,
    },
    /// Something stored cannot be read as it was written.
    #[error("{0}")]
    Damaged(Damage),
    /// The folder was written by a newer version of this program.
    #[error("{} has format {found}, this program knows up to {known}: upgrade", path.display())]
    NewerFormat {
        /// The store's folder.
        path: PathBuf,
        /// Format found.
        found: u32,
        /// Newest format known.
        known: u32,
    },
    /// The folder holds something, but no store.
    #[error("{} holds no store that this program knows: {why}", path.display())]
    NotAStore {
        /// The folder.
        path: PathBuf,
        /// What speaks against it.
        why: &'static str,
    },
    /// A record with this id is there, or stands twice in the batch.
    #[error("entry {0} is already stored")]
    AlreadyThere(EntryId),
    /// There is no record at this place.
    #[error("there is no record at place {}", .0.number())]
    NoSuchRecord(Arrival),
    /// The body was erased and does not come back.
    #[error("the body at place {} was erased and does not come back", .0.number())]
    Erased(Arrival),
    /// Something is longer than the store takes.
    #[error("{what} has {length}, at most {max} fit")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// Its length, in bytes or records.
        length: usize,
        /// The most that fit.
        max: usize,
    },
    /// The bytes of a blob have another hash than the id they came under.
    #[error("the bytes given for blob {0} have another hash")]
    NotItsHash(BlobId),
    /// The source of keys failed or gave zeros.
    #[error("no random keys for bodies: {0}")]
    NoKeys(io::Error),
    /// An earlier failure left memory and disk apart; opening again settles it.
    #[error("the store stopped after an earlier failure: open it again")]
    Stopped,
}

impl StoreError {
    /// Wraps what the system said, and tells a full disk from other failures.
    pub(crate) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if is_full(&source) {
            Self::NoSpace { what, path }
        } else {
            Self::Io { what, path, source }
        }
    }

    /// Whether the disk is full.
    #[must_use]
    pub const fn is_no_space(&self) -> bool {
        matches!(self, Self::NoSpace { .. })
    }

    /// What is damaged, if that is the fault.
    #[must_use]
    pub const fn damage(&self) -> Option<&Damage> {
        if let Self::Damaged(damage) = self { Some(damage) } else { None }
    }
}

/// No space on the device, or none within the quota.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// One thing that cannot be read as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What is damaged.
    pub what: Damaged,
    /// How that showed, for people.
    pub how: String,
}

/// What is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Damaged {
    /// A whole record. A rebuild leaves it out; append it again from a peer or a bundle.
    Record {
        /// Its place.
        arrival: Arrival,
        /// Its id, when that is still known.
        id: Option<EntryId>,
    },
    /// The body of a record that is otherwise whole. `put_body` heals it.
    Body {
        /// Its place.
        arrival: Arrival,
        /// Its id.
        id: EntryId,
    },
    /// A blob. `put_blob` heals it.
    Blob(BlobId),
    /// A file on which all the rest depends. A rebuild heals it.
    File(&'static str),
}

impl Damage {
    pub(crate) fn record(arrival: Arrival, id: Option<EntryId>, how: impl Into<String>) -> Self {
        Self { what: Damaged::Record { arrival, id }, how: how.into() }
    }

    pub(crate) fn body(arrival: Arrival, id: EntryId, how: impl Into<String>) -> Self {
        Self { what: Damaged::Body { arrival, id }, how: how.into() }
    }

    pub(crate) fn file(name: &'static str, how: impl Into<String>) -> Self {
        Self { what: Damaged::File(name), how: how.into() }
    }
}

impl From<Damage> for StoreError {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            Damaged::Record { arrival, id: Some(id) } => write!(
                f,
                "record {} (entry {id}) is damaged: {}; rebuild, then take it from a peer or a bundle",
                arrival.number(),
                self.how
            ),
            Damaged::Record { arrival, id: None } => write!(
                f,
                "record {} is damaged: {}; rebuild, then take it from a peer or a bundle",
                arrival.number(),
                self.how
            ),
            Damaged::Body { arrival, id } => write!(
                f,
                "the body of record {} (entry {id}) is damaged: {}; take it from a peer or a bundle",
                arrival.number(),
                self.how
            ),
            Damaged::Blob(id) => {
                write!(f, "blob {id} is damaged: {}; take it from a peer or a bundle", self.how)
            }
            Damaged::File(name) => write!(f, "{name} is damaged: {}; rebuild", self.how),
        }
    }
}
