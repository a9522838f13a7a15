//! What a set is made of when two nodes compare theirs: entries by lane, claimed time and id.

use participation_types::{EntryId, Lane, Timestamp};

/// Where an entry stands in the order by which ranges are compared: lane, claimed time, id.
///
/// A claimed time orders ranges and nothing else: whoever lies about it moves their own entry to
/// another range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its lane.
    pub lane: Lane,
    /// When its author says it was made.
    pub time: Timestamp,
    /// Its id.
    pub id: EntryId,
}

/// An entry of the set on this node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Where it stands in the order.
    pub key: Key,
    /// Its number in the local order of arrival. Another node numbers otherwise.
    pub arrival: u32,
}
