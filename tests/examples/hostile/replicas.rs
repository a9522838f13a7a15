//! What hostile peers pretend to hold.

use std::convert::Infallible;

use participation_sync::{Incarnation, Index, Item, Key, Piece, Replica, Taken};
use participation_types::{BlobId, EntryId, Lane, Timestamp};

/// Holds what its index says, gives rubbish in the place of it, takes everything and keeps nothing.
pub(crate) struct Pretended {
    index: Index,
}

impl Pretended {
    /// Has nothing, so that everything is sent to it, each time.
    pub(crate) fn nothing() -> Self {
        Self { index: Index::new() }
    }

    /// Says that it holds so many entries that nobody has seen, strewn over all lanes and times, so
    /// that comparing costs the other as much as it can.
    pub(crate) fn strewn(number: u32) -> Self {
        let mut index = Index::new();
        for arrival in 0..number {
            let mut id = [0; 32];
            fill(&mut id);
            let lane = [Lane::Authority, Lane::Ballots, Lane::Content][usize::from(id[0] % 3)];
            let time = Timestamp::from_millis(1_700_000_000_000 + u64::from(arrival) * 60_000);
            index.insert(Item { key: Key { lane, time, id: EntryId::from_bytes(id) }, arrival });
        }
        Self { index }
    }
}

/// Fills with bytes that nobody foresees.
pub(crate) fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has randomness");
}

impl Replica for Pretended {
    type Error = Infallible;

    fn index(&mut self) -> Result<&Index, Infallible> {
        Ok(&self.index)
    }

    fn root(&mut self) -> Result<[u8; 32], Infallible> {
        Ok(self.index.root())
    }

    fn incarnation(&self) -> Incarnation {
        let mut drawn = [0; 8];
        fill(&mut drawn);
        Incarnation::from_bytes(drawn)
    }

    fn arrivals(&self) -> u32 {
        u32::try_from(self.index.len()).unwrap_or(u32::MAX)
    }

    fn holds(&self, _: &EntryId) -> bool {
        false
    }

    fn arrival(&self, _: &EntryId) -> Result<Option<u32>, Infallible> {
        Ok(None)
    }

    fn ids(&self, arrivals: &[u32]) -> Result<Vec<(u32, EntryId)>, Infallible> {
        let mut id = [0; 32];
        fill(&mut id);
        Ok(arrivals.iter().map(|arrival| (*arrival, EntryId::from_bytes(id))).collect())
    }

    fn entries(&self, arrivals: &[u32], _: usize) -> Result<(Vec<Vec<u8>>, usize), Infallible> {
        let mut entry = vec![0; 10_000];
        fill(&mut entry);
        Ok((vec![entry], arrivals.len()))
    }

    fn space(&self, _: &EntryId) -> Result<Vec<u32>, Infallible> {
        Ok(Vec::new())
    }

    fn take_in(&mut self, entries: Vec<Vec<u8>>) -> Result<Taken, Infallible> {
        Ok(Taken { added: entries.len(), ..Taken::default() })
    }

    fn bodies_missing(&self, _: usize) -> Result<Vec<EntryId>, Infallible> {
        Ok(Vec::new())
    }

    fn blobs_missing(&self) -> Result<Vec<(BlobId, u32)>, Infallible> {
        Ok(Vec::new())
    }

    fn read_blob(
        &mut self,
        _: &BlobId,
        _: u32,
        _: usize,
    ) -> Result<Option<(u32, Vec<u8>)>, Infallible> {
        Ok(None)
    }

    fn piece(&mut self, _: &BlobId, _: u32, _: u32, _: &[u8]) -> Result<Piece, Infallible> {
        Ok(Piece::Whole)
    }
}
