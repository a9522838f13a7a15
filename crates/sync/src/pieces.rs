//! Blobs that come in pieces, kept from one session to the next until they are whole.

use std::collections::BTreeMap;

use participation_types::{BlobId, sha256};

use crate::replica::Piece;

/// Blobs that are put together at once; the one that was begun first goes when there are more.
const MAX_BLOBS: usize = 16;

/// Pieces of blobs. It takes no more memory than what came, and never more than its limit.
#[derive(Debug)]
pub struct Pieces {
    /// Bytes that all of them may have together.
    limit: usize,
    begun: BTreeMap<BlobId, Begun>,
    held: usize,
    clock: u64,
}

#[derive(Debug)]
struct Begun {
    total: u32,
    bytes: Vec<u8>,
    since: u64,
}

impl Pieces {
    /// Room for so many bytes. A blob that is longer is never put together.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self { limit, begun: BTreeMap::new(), held: 0, clock: 0 }
    }

    /// From which byte on a blob is missing.
    #[must_use]
    pub fn offset(&self, id: &BlobId) -> u32 {
        let length = self.begun.get(id).map_or(0, |begun| begun.bytes.len());
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// Bytes held.
    #[must_use]
    pub const fn held(&self) -> usize {
        self.held
    }

    /// Adds a piece; gives the whole blob where this was its last one. What was put together of a
    /// blob is thrown away when it turns out to be another.
    ///
    /// Several nodes may give pieces of one blob at once. A piece that does not go on where the
    /// others stopped is left out, which is nobody's fault.
    pub fn add(
        &mut self,
        id: &BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
    ) -> (Piece, Option<Vec<u8>>) {
        if total as usize > self.limit {
            return (Piece::NoRoom, None);
        }
        self.clock += 1;
        if self.begun.get(id).is_some_and(|begun| begun.total != total) {
            // The one who gave the beginning and the one who gives this disagree about its length.
            self.forget(id);
        }
        let here = self.offset(id);
        if here != offset {
            return (Piece::LeftOut(here), None);
        }
        let end = (offset as usize).saturating_add(bytes.len());
        if bytes.is_empty() || end > total as usize {
            self.forget(id);
            return (Piece::Wrong, None);
        }
        self.make_room(id, bytes.len());
        let since = self.clock;
        let new = || Begun { total, bytes: Vec::new(), since };
        let begun = self.begun.entry(*id).or_insert_with(new);
        begun.bytes.extend_from_slice(bytes);
        self.held += bytes.len();
        if end < total as usize {
            return (Piece::More(u32::try_from(end).unwrap_or(u32::MAX)), None);
        }
        let whole = self.forget(id).unwrap_or_default();
        if sha256(&whole) == *id.as_bytes() {
            (Piece::Whole, Some(whole))
        } else {
            (Piece::Wrong, None)
        }
    }

    /// Makes room by throwing away what was begun first of the others.
    fn make_room(&mut self, id: &BlobId, more: usize) {
        let new = usize::from(!self.begun.contains_key(id));
        while self.held.saturating_add(more) > self.limit || self.begun.len() + new > MAX_BLOBS {
            let others = self.begun.iter().filter(|(other, _)| *other != id);
            let Some(oldest) = others.min_by_key(|(_, begun)| begun.since).map(|(id, _)| *id)
            else {
                return;
            };
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, id: &BlobId) -> Option<Vec<u8>> {
        let bytes = self.begun.remove(id)?.bytes;
        self.held = self.held.saturating_sub(bytes.len());
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(bytes: &[u8]) -> BlobId {
        BlobId::from_bytes(sha256(bytes))
    }

    #[test]
    fn a_blob_cut_off_half_way_goes_on_where_it_stopped() {
        let (blob, mut pieces) = (b"a roll of names".to_vec(), Pieces::new(100));
        let name = id(&blob);
        assert_eq!(pieces.add(&name, 15, 0, &blob[..6]), (Piece::More(6), None));
        assert_eq!(pieces.offset(&name), 6);
        assert_eq!(pieces.add(&name, 15, 6, &blob[6..]), (Piece::Whole, Some(blob)));
        assert_eq!((pieces.offset(&name), pieces.held()), (0, 0));
    }

    #[test]
    fn other_bytes_another_length_and_more_than_claimed_are_wrong() {
        let mut pieces = Pieces::new(100);
        let name = id(b"right");
        assert_eq!(pieces.add(&name, 5, 0, b"wrong").0, Piece::Wrong);
        assert_eq!(pieces.add(&name, 5, 0, b"rig").0, Piece::More(3));
        assert_eq!(pieces.add(&name, 6, 3, b"ht").0, Piece::LeftOut(0), "who lies is not known");
        assert_eq!(pieces.add(&name, 5, 0, b"righter").0, Piece::Wrong);
        assert_eq!(pieces.held(), 0);
    }

    #[test]
    fn several_give_pieces_of_one_blob_and_none_is_at_fault() {
        let mut pieces = Pieces::new(100);
        let name = id(b"right");
        assert_eq!(pieces.add(&name, 5, 0, b"rig").0, Piece::More(3));
        assert_eq!(pieces.add(&name, 5, 0, b"ri").0, Piece::LeftOut(3), "it goes on from there");
        assert_eq!(pieces.add(&name, 5, 3, b"h").0, Piece::More(4));
        assert_eq!(pieces.add(&name, 5, 3, b"ht").0, Piece::LeftOut(4));
        assert_eq!(pieces.add(&name, 5, 4, b"t"), (Piece::Whole, Some(b"right".to_vec())));
        assert_eq!(pieces.add(&name, 5, 4, b"t").0, Piece::LeftOut(0), "it was whole meanwhile");
        assert_eq!(pieces.held(), 0);
    }

    #[test]
    fn memory_is_what_came_and_never_above_the_limit() {
        let mut pieces = Pieces::new(10);
        assert_eq!(pieces.add(&id(b"x"), u32::MAX, 0, b"x").0, Piece::NoRoom);
        for n in 0..50u8 {
            assert_eq!(pieces.add(&id(&[n; 9]), 9, 0, &[n; 4]).0, Piece::More(4));
            assert!(pieces.held() <= 10);
        }
        assert_eq!(pieces.offset(&id(&[49; 9])), 4, "the one that is worked on stays");
    }
}
