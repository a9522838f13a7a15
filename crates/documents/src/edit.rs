//! Edits as a document is given them.

use participation_acts::{FieldEdit, FieldEdits, Splice};
use participation_types::{DeviceKey, EntryId, Timestamp};

/// What one entry changes. It borrows from the entry.
#[derive(Debug, Clone, Copy)]
pub struct EditRef<'a> {
    /// The entry.
    pub id: EntryId,
    /// The device that wrote it: a person's two devices are two authors.
    pub author: DeviceKey,
    /// The entries of the version that it changes; none of them lies before another.
    pub deps: &'a [EntryId],
    /// What it belongs to: the document, or an amendment of it (of which the first edit is its own
    /// branch).
    pub branch: EntryId,
    /// When its author says it was written; kept for people to read.
    pub claimed: Timestamp,
    /// What it changes.
    pub fields: &'a FieldEdits,
}

/// What a document may grow to. They are part of the rules: two nodes with other limits would
/// show other texts.
pub mod limits {
    /// Longest text that an edit may leave, in Unicode scalar values.
    pub const MAX_TEXT: usize = 60_000;
    /// Most edits before an edit. A document that needs more is re-based.
    pub const MAX_EDITS: usize = 4096;
    /// Most characters put in and taken out, and splices, before an edit and in it.
    pub const MAX_WORK: u64 = 1_000_000;
    /// Most texts, each a field in a language, before an edit and in it.
    pub const MAX_TEXTS: usize = 256;
    /// Most edits of one document, all of its branches and amendments taken together.
    pub const MAX_ALL_EDITS: usize = 4 * MAX_EDITS;
    /// Most characters and splices of one document in all.
    pub const MAX_ALL_WORK: u64 = 4 * MAX_WORK;
    /// Most texts of one document in all.
    pub const MAX_ALL_TEXTS: usize = 4 * MAX_TEXTS;
}

/// What an edit costs every node that derives it: its splices and the characters that it puts in
/// and takes out. Automerge keeps one operation for each.
pub(crate) fn work(fields: &FieldEdits) -> u64 {
    let of = |splice: &Splice| {
        1 + u64::from(splice.delete) + count(splice.insert.as_str().chars().count())
    };
    fields
        .iter()
        .map(|change| match change {
            FieldEdit::Splice { splices, .. } => splices.iter().map(of).sum(),
            FieldEdit::Set { .. } => 1,
        })
        .sum()
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
