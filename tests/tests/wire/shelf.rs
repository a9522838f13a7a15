//! One end of a recorded session: entries of the story, in the order in which they came here.

use std::collections::BTreeMap;
use std::convert::Infallible;

use participation_log::Entry;
use participation_sync::{Incarnation, Index, Item, Key, Piece, Pieces, Replica, Taken};
use participation_types::{BlobId, EntryId};

/// Bytes of blobs that are put together at once.
const ROOM: usize = 1 << 16;

#[derive(Debug)]
pub(crate) struct Shelf {
    name: u8,
    index: Index,
    entries: Vec<Entry>,
    /// What a session asks for that wants one space first.
    pub(crate) space: Vec<EntryId>,
    pub(crate) blobs: BTreeMap<BlobId, Vec<u8>>,
    pub(crate) missing: Vec<BlobId>,
    pieces: Pieces,
}

impl Shelf {
    pub(crate) fn new(name: u8, entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut shelf = Self {
            name,
            index: Index::new(),
            entries: Vec::new(),
            space: Vec::new(),
            blobs: BTreeMap::new(),
            missing: Vec::new(),
            pieces: Pieces::new(ROOM),
        };
        entries.into_iter().for_each(|entry| shelf.put(entry));
        shelf
    }

    pub(crate) fn ids(&self) -> Vec<EntryId> {
        self.entries.iter().map(Entry::id).collect()
    }

    fn put(&mut self, entry: Entry) {
        let arrival = u32::try_from(self.entries.len()).expect("few entries");
        let header = entry.header();
        let key = Key { lane: header.lane, time: header.claimed, id: entry.id() };
        match self.entries.iter_mut().find(|known| known.id() == key.id) {
            Some(known) => *known = entry,
            None => {
                self.index.insert(Item { key, arrival });
                self.entries.push(entry);
            }
        }
    }

    fn at(&self, arrival: u32) -> &Entry {
        &self.entries[usize::try_from(arrival).expect("few entries")]
    }
}

impl Replica for Shelf {
    type Error = Infallible;

    fn index(&mut self) -> Result<&Index, Infallible> {
        Ok(&self.index)
    }

    fn root(&mut self) -> Result<[u8; 32], Infallible> {
        Ok(self.index.root())
    }

    fn incarnation(&self) -> Incarnation {
        Incarnation::from_bytes([self.name; 8])
    }

    fn arrivals(&self) -> u32 {
        u32::try_from(self.entries.len()).expect("few entries")
    }

    fn holds(&self, id: &EntryId) -> bool {
        self.entries.iter().any(|entry| entry.id() == *id)
    }

    fn arrival(&self, id: &EntryId) -> Result<Option<u32>, Infallible> {
        Ok((0..self.arrivals()).find(|arrival| self.at(*arrival).id() == *id))
    }

    fn ids(&self, arrivals: &[u32]) -> Result<Vec<(u32, EntryId)>, Infallible> {
        Ok(arrivals.iter().map(|arrival| (*arrival, self.at(*arrival).id())).collect())
    }

    fn entries(&self, arrivals: &[u32], _: usize) -> Result<(Vec<Vec<u8>>, usize), Infallible> {
        let entries = arrivals.iter().map(|arrival| self.at(*arrival).to_bytes()).collect();
        Ok((entries, arrivals.len()))
    }

    fn space(&self, _: &EntryId) -> Result<Vec<u32>, Infallible> {
        Ok(self.space.iter().filter_map(|id| self.arrival(id).expect("infallible")).collect())
    }

    fn take_in(&mut self, entries: Vec<Vec<u8>>) -> Result<Taken, Infallible> {
        let before = self.entries.len();
        for bytes in entries {
            let entry = Entry::parse(&bytes).and_then(Entry::verify).expect("an honest peer");
            self.put(entry.into_entry());
        }
        Ok(Taken { added: self.entries.len() - before, ..Taken::default() })
    }

    fn bodies_missing(&self, most: usize) -> Result<Vec<EntryId>, Infallible> {
        let without = self.entries.iter().filter(|entry| entry.body().is_none());
        Ok(without.map(Entry::id).take(most).collect())
    }

    fn blobs_missing(&self) -> Result<Vec<(BlobId, u32)>, Infallible> {
        Ok(self.missing.iter().map(|id| (*id, 0)).collect())
    }

    fn read_blob(
        &mut self,
        id: &BlobId,
        offset: u32,
        most: usize,
    ) -> Result<Option<(u32, Vec<u8>)>, Infallible> {
        Ok(self.blobs.get(id).map(|blob| {
            let from = usize::try_from(offset).expect("small");
            let piece = blob.iter().skip(from).take(most).copied().collect();
            (u32::try_from(blob.len()).expect("small"), piece)
        }))
    }

    fn piece(
        &mut self,
        id: &BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
    ) -> Result<Piece, Infallible> {
        let (piece, whole) = self.pieces.add(id, total, offset, bytes);
        if let Some(whole) = whole {
            self.missing.retain(|missing| missing != id);
            self.blobs.insert(*id, whole);
        }
        Ok(piece)
    }
}
