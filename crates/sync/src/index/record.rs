//! An item of one lane in 44 bytes.

use participation_types::{EntryId, Lane, Timestamp};

use crate::{Item, Key};

/// What is kept of an item; its lane is that of the set in which it lies. Arrays of bytes need no
/// alignment, and compare like the numbers of which they are the big-endian form.
#[derive(Clone, Copy)]
pub(crate) struct Record {
    time: [u8; 8],
    id: [u8; 32],
    arrival: [u8; 4],
}

impl Record {
    pub(super) const fn of(item: &Item) -> Self {
        Self {
            time: item.key.time.millis().to_be_bytes(),
            id: *item.key.id.as_bytes(),
            arrival: item.arrival.to_be_bytes(),
        }
    }

    /// The id's bytes, on which short ids stand.
    pub(crate) const fn id(&self) -> &[u8; 32] {
        &self.id
    }

    /// The key that it has in this lane.
    pub(crate) const fn key(&self, lane: Lane) -> Key {
        let time = Timestamp::from_millis(u64::from_be_bytes(self.time));
        Key { lane, time, id: EntryId::from_bytes(self.id) }
    }

    pub(crate) const fn item(&self, lane: Lane) -> Item {
        Item { key: self.key(lane), arrival: u32::from_be_bytes(self.arrival) }
    }

    pub(super) const fn time(&self) -> [u8; 8] {
        self.time
    }

    /// Whether it stands before a prefix of time and id.
    pub(super) fn is_before(&self, prefix: &[u8]) -> bool {
        match prefix.split_at_checked(self.time.len()) {
            Some((time, id)) => (self.time.as_slice(), self.id.as_slice()) < (time, id),
            None => self.time.as_slice() < prefix,
        }
    }
}

// Where a record stands is decided by its key alone.
impl Ord for Record {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.time.cmp(&other.time).then_with(|| self.id.cmp(&other.id))
    }
}

impl PartialOrd for Record {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Record {}
