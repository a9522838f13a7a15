//! The list of a word: in which documents it stands, and where.
//!
//! Per document, in order of slots: the distance to the slot before, how many places, and the
//! distances between the places, all as variable-length integers. Nothing marks a removed
//! document: its bytes are cut out.

use std::ops::Range;

/// Where a word stands.
#[derive(Debug, Default)]
pub(crate) struct List {
    bytes: Vec<u8>,
    last: u32,
    documents: u32,
}

impl List {
    /// In how many documents.
    pub(crate) fn documents(&self) -> u32 {
        self.documents
    }

    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.capacity()
    }

    /// Adds a document that is not in the list.
    pub(crate) fn insert(&mut self, slot: u32, places: &[u32]) {
        let mut entry = Vec::with_capacity(places.len() + 6);
        if self.documents == 0 || slot > self.last {
            let before = if self.documents == 0 { 0 } else { self.last };
            write_entry(&mut entry, slot - before, places);
            self.reserve(entry.len());
            self.bytes.extend_from_slice(&entry);
            self.last = slot;
        } else {
            let Some(next) = self.entries().find(|entry| entry.slot > slot) else { return };
            let (before, at, slot_after, after) =
                (next.before, next.span.start, next.slot, next.slot_end);
            write_entry(&mut entry, slot - before, places);
            write(&mut entry, slot_after - slot);
            self.replace(at..after, &entry);
        }
        self.documents += 1;
    }

    /// Cuts a document out.
    pub(crate) fn remove(&mut self, slot: u32) {
        let mut entries = self.entries();
        let Some(entry) = entries.find(|entry| entry.slot >= slot) else { return };
        if entry.slot != slot {
            return;
        }
        let (before, start) = (entry.before, entry.span.start);
        let end = entry.span.end;
        match entries.next() {
            Some(next) => {
                let (after, slot) = (next.slot_end, next.slot);
                let mut distance = Vec::new();
                write(&mut distance, slot - before);
                self.replace(start..after, &distance);
            }
            None => {
                self.replace(start..end, &[]);
                self.last = before;
            }
        }
        self.documents -= 1;
    }

    /// All documents, by slot.
    pub(crate) fn entries(&self) -> Entries<'_> {
        Entries { bytes: &self.bytes, at: 0, slot: 0 }
    }

    fn replace(&mut self, span: Range<usize>, with: &[u8]) {
        self.reserve(with.len().saturating_sub(span.len()));
        self.bytes.splice(span, with.iter().copied());
        // The slack may hold old bytes: places, no letters.
        self.bytes.shrink_to(self.bytes.len() + self.bytes.len() / 8);
    }

    /// Grows by an eighth: most lists are short, and doubling would waste half of them.
    fn reserve(&mut self, more: usize) {
        if self.bytes.capacity() - self.bytes.len() < more {
            self.bytes.reserve_exact(more + self.bytes.len() / 8);
        }
    }
}

/// A document of a list.
pub(crate) struct Entry<'a> {
    /// Which document.
    pub(crate) slot: u32,
    before: u32,
    span: Range<usize>,
    slot_end: usize,
    count: u32,
    places: &'a [u8],
}

impl Entry<'_> {
    /// In ascending order.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> {
        let (mut at, mut place) = (0, 0);
        (0..self.count).map(move |_| {
            place += read(self.places, &mut at);
            place
        })
    }
}

/// Reads a list.
pub(crate) struct Entries<'a> {
    bytes: &'a [u8],
    at: usize,
    slot: u32,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let (before, start) = (self.slot, self.at);
        self.slot += read(self.bytes, &mut self.at);
        let slot_end = self.at;
        let count = read(self.bytes, &mut self.at);
        let places_at = self.at;
        for _ in 0..count {
            skip(self.bytes, &mut self.at);
        }
        let places = self.bytes.get(places_at..self.at).unwrap_or_default();
        Some(Entry { slot: self.slot, before, span: start..self.at, slot_end, count, places })
    }
}

fn write_entry(bytes: &mut Vec<u8>, distance: u32, places: &[u32]) {
    write(bytes, distance);
    write(bytes, u32::try_from(places.len()).unwrap_or(u32::MAX));
    let mut before = 0;
    for place in places {
        write(bytes, place - before);
        before = *place;
    }
}

/// Seven bits a byte, lowest first, the top bit set while more follow.
pub(crate) fn write(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Reads what [`write`] wrote; 0 past the end.
pub(crate) fn read(bytes: &[u8], at: &mut usize) -> u32 {
    let (mut number, mut shift) = (0_u32, 0);
    while let Some(byte) = bytes.get(*at) {
        *at += 1;
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 28 {
            break;
        }
    }
    number
}

fn skip(bytes: &[u8], at: &mut usize) {
    while let Some(byte) = bytes.get(*at) {
        *at += 1;
        if byte & 0x80 == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_is_a_sorted_map_of_places(
            steps in prop::collection::vec(
                (0_u32..40, prop::option::of(prop::collection::btree_set(0_u32..40_000, 1..5))),
                0..120,
            ),
        ) {
            let (mut list, mut model) = (List::default(), BTreeMap::new());
            for (slot, places) in steps {
                let slot = slot * 97;
                list.remove(slot);
                model.remove(&slot);
                if let Some(places) = places {
                    let places: Vec<u32> = places.into_iter().collect();
                    list.insert(slot, &places);
                    model.insert(slot, places);
                }
                let read: BTreeMap<u32, Vec<u32>> =
                    list.entries().map(|entry| (entry.slot, entry.places().collect())).collect();
                prop_assert_eq!(&read, &model);
                prop_assert_eq!(list.documents() as usize, model.len());
                prop_assert!(model.is_empty() == list.bytes.is_empty());
            }
        }
    }
}
