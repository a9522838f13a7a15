//! What a session reaches: a community, as its node shows it to one other node.

use participation::{Desk, EntryId, Error};
use participation_sync::{Incarnation, Index, Piece, Replica, Taken};
use participation_types::BlobId;

use crate::adversaries::Mischief;
use crate::disk::Disk;

/// A desk, and behind it somebody who may mean harm to whoever stands before it.
pub(crate) struct Reach<'a> {
    pub(crate) desk: Desk<'a, Disk>,
    pub(crate) mischief: Option<&'a dyn Mischief>,
    pub(crate) other: usize,
}

impl Reach<'_> {
    fn shows(&self, id: &EntryId) -> bool {
        !self.mischief.as_ref().is_some_and(|mischief| mischief.hides(self.other, id))
    }
}

impl Replica for Reach<'_> {
    type Error = Error;

    fn index(&mut self) -> Result<&Index, Error> {
        self.desk.index()
    }

    fn root(&mut self) -> Result<[u8; 32], Error> {
        let root = self.desk.root()?;
        Ok(self.mischief.map_or(root, |mischief| mischief.root(root)))
    }

    fn incarnation(&self) -> Incarnation {
        self.desk.incarnation()
    }

    fn arrivals(&self) -> u32 {
        let arrivals = self.desk.arrivals();
        self.mischief.as_ref().map_or(arrivals, |mischief| mischief.arrivals(arrivals))
    }

    fn holds(&self, id: &EntryId) -> bool {
        self.desk.holds(id)
    }

    fn arrival(&self, id: &EntryId) -> Result<Option<u32>, Error> {
        self.desk.arrival(id)
    }

    fn ids(&self, arrivals: &[u32]) -> Result<Vec<(u32, EntryId)>, Error> {
        let mut ids = self.desk.ids(arrivals)?;
        ids.retain(|(_, id)| self.shows(id));
        Ok(ids)
    }

    fn entries(&self, arrivals: &[u32], bytes: usize) -> Result<(Vec<Vec<u8>>, usize), Error> {
        let Some(mischief) = self.mischief else { return self.desk.entries(arrivals, bytes) };
        let shown: Vec<u32> = self.ids(arrivals)?.into_iter().map(|(at, _)| at).collect();
        let (entries, _) = self.desk.entries(&shown, usize::MAX)?;
        Ok((mischief.gives(entries), arrivals.len()))
    }

    fn space(&self, space: &EntryId) -> Result<Vec<u32>, Error> {
        self.desk.space(space)
    }

    fn take_in(&mut self, entries: Vec<Vec<u8>>) -> Result<Taken, Error> {
        self.desk.take_in(entries)
    }

    fn bodies_missing(&self, most: usize) -> Result<Vec<EntryId>, Error> {
        self.desk.bodies_missing(most)
    }

    fn blobs_missing(&self) -> Result<Vec<(BlobId, u32)>, Error> {
        self.desk.blobs_missing()
    }

    fn read_blob(
        &self,
        id: &BlobId,
        offset: u32,
        most: usize,
    ) -> Result<Option<(u32, Vec<u8>)>, Error> {
        if self.mischief.is_some_and(|mischief| !mischief.gives_blobs()) {
            return Ok(None);
        }
        self.desk.read_blob(id, offset, most)
    }

    fn piece(
        &mut self,
        id: &BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
    ) -> Result<Piece, Error> {
        self.desk.piece(id, total, offset, bytes)
    }
}
