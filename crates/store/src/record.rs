//! What is stored: records in their local order of arrival.

use participation_types::EntryId;

/// The most bytes that the signed part of a record may have (64 KiB).
pub const MAX_SIGNED: usize = 64 * 1024;

/// The most bytes that the erasable part of a record may have (1 MiB).
pub const MAX_BODY: usize = 1024 * 1024;

/// The most records that one [`append`](crate::Store::append) takes.
pub const MAX_BATCH: usize = 65_536;

/// The most bytes that a blob may have (256 MiB).
pub const MAX_BLOB: usize = 256 * 1024 * 1024;

/// The most bytes that the key of a note may have.
pub const MAX_NOTE_KEY: usize = 256;

/// The most bytes that all notes together may have, keys included (1 MiB): they are metadata.
pub const MAX_NOTES: usize = 1024 * 1024;

/// One entry as the store sees it: a name, bytes that stay and bytes that can be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Name of the entry. The store trusts it: whoever appends has checked it.
    pub id: EntryId,
    /// What stays for ever: header and signature, at most [`MAX_SIGNED`] bytes.
    pub signed: Vec<u8>,
    /// What can be erased: salt and body as the caller encodes them, at most [`MAX_BODY`] bytes.
    /// `None` when it was erased, was lost, or never came.
    pub body: Option<Vec<u8>>,
}

/// Place of a record in the local order of arrival, counted from 0.
///
/// It means nothing to another node, and a rebuild may number anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arrival(u64);

impl Arrival {
    /// The first record.
    pub const FIRST: Self = Self(0);

    /// The record with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The record that came `steps` later.
    #[must_use]
    pub const fn plus(self, steps: u64) -> Self {
        Self(self.0.saturating_add(steps))
    }
}
