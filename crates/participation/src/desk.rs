//! A community as a session with another node sees it.
//!
//! Sessions (`participation-sync`) know nothing of entries. A [`Desk`] gives them what they ask
//! for and takes in what they bring, with the checks that everything from outside goes through.

mod seen;

pub use seen::{Elsewhere, Kept};

use std::ops::ControlFlow;

use participation_log::Entry;
use participation_store::{Arrival, Store, StoreError};
use participation_sync::{
    Allowances, Incarnation, Index, Item, Key, Piece, Pieces, Rate, Replica, Taken,
};
use participation_types::{BlobId, DeviceKey, EntryId};

use crate::check::{Checked, check_all};
use crate::community::Community;
use crate::error::{Error, Rejection};

/// Name of the store's note that says by which numbering its arrivals are counted.
const NOTE: &str = "incarnation";

/// The longest blob that is taken from other nodes (64 MiB).
const MAX_BLOB: usize = 64 * 1024 * 1024;

/// Authors whose allowances are remembered at once, each for itself.
const MAX_AUTHORS: usize = 16_384;

/// Allowances that the authors beyond those share: a first synchronisation of a city brings a
/// hundred thousand, with a word or two each.
const SHARES: usize = 65_536;

/// What one author who holds no office may bring: as much as a busy neighbour writes in years, and
/// then one entry a second.
const AUTHOR: Rate = Rate { burst: 20_000, per_second: 1 };

/// What is kept from one session with other nodes to the next.
#[derive(Debug)]
pub struct Exchange {
    pieces: Pieces,
    authors: Allowances<DeviceKey>,
    /// The blob that is being given, so that it is read once and not for each of its pieces.
    giving: Option<(BlobId, Vec<u8>)>,
}

impl Default for Exchange {
    fn default() -> Self {
        Self::with_author_rate(AUTHOR)
    }
}

impl Exchange {
    /// Nothing yet, and another allowance for the entries of one author.
    #[must_use]
    pub fn with_author_rate(rate: Rate) -> Self {
        Self {
            pieces: Pieces::new(MAX_BLOB),
            authors: Allowances::with_shares(rate, MAX_AUTHORS, SHARES),
            giving: None,
        }
    }

    /// The same with a seed that nobody else knows, for authors who are too many to be kept one by
    /// one ([`Allowances::seeded`]).
    #[must_use]
    pub fn seeded(mut self, seed: [u8; 16]) -> Self {
        self.authors = self.authors.seeded(seed);
        self
    }
}

/// A community on the table while a session asks for this and brings that.
#[derive(Debug)]
pub struct Desk<'a, S> {
    community: &'a mut Community<S>,
    exchange: &'a mut Exchange,
    now: u64,
}

impl<'a, S: Store> Desk<'a, S> {
    /// Lays a community out, at a time in milliseconds.
    pub const fn new(
        community: &'a mut Community<S>,
        exchange: &'a mut Exchange,
        now: u64,
    ) -> Self {
        Self { community, exchange, now }
    }
}

impl<S: Store> Replica for Desk<'_, S> {
    type Error = Error;

    fn index(&mut self) -> Result<&Index, Error> {
        self.community.index_mut().map(|index| &*index)
    }

    fn root(&mut self) -> Result<[u8; 32], Error> {
        self.community.index_mut().map(Index::root)
    }

    fn incarnation(&self) -> Incarnation {
        self.community.incarnation()
    }

    fn arrivals(&self) -> u32 {
        u32::try_from(self.community.store.len()).unwrap_or(u32::MAX)
    }

    fn holds(&self, id: &EntryId) -> bool {
        self.community.replica.ledger.chains().place(id).is_some()
    }

    fn arrival(&self, id: &EntryId) -> Result<Option<u32>, Error> {
        let arrival = self.community.store.find(id)?;
        Ok(arrival.and_then(|arrival| u32::try_from(arrival.number()).ok()))
    }

    fn ids(&self, arrivals: &[u32]) -> Result<Vec<(u32, EntryId)>, Error> {
        let mut ids = Vec::with_capacity(arrivals.len());
        let chains = self.community.replica.ledger.chains();
        for arrival in arrivals {
            match self.community.store.read(Arrival::new(u64::from(*arrival))) {
                Ok(record) => {
                    let standing = record.filter(|record| chains.place(&record.id).is_some());
                    ids.extend(standing.map(|record| (*arrival, record.id)));
                }
                Err(StoreError::Damaged(damage)) => {
                    tracing::warn!(%damage, "an entry cannot be read and is not offered");
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(ids)
    }

    fn entries(&self, arrivals: &[u32], bytes: usize) -> Result<(Vec<Vec<u8>>, usize), Error> {
        let (mut found, mut length, mut done) = (Vec::new(), 0, 0);
        for arrival in arrivals {
            done += 1;
            match self.community.entry_bytes(Arrival::new(u64::from(*arrival))) {
                Ok(entry) => {
                    length += entry.as_ref().map_or(0, Vec::len);
                    found.extend(entry);
                }
                Err(Error::Store(StoreError::Damaged(damage))) => {
                    tracing::warn!(%damage, "an entry cannot be read and is not given");
                }
                Err(error) => return Err(error),
            }
            if length >= bytes {
                break;
            }
        }
        Ok((found, done))
    }

    fn space(&self, space: &EntryId) -> Result<Vec<u32>, Error> {
        let mut arrivals = Vec::new();
        for id in self.community.space_entries(*space)? {
            arrivals.extend(self.arrival(&id)?);
        }
        Ok(arrivals)
    }

    fn take_in(&mut self, entries: Vec<Vec<u8>>) -> Result<Taken, Error> {
        self.community.running()?;
        let mut taken = Taken::default();
        let mut batch = Vec::with_capacity(entries.len());
        for checked in check_all(&entries) {
            match checked {
                Ok(checked) if self.holds_back(&checked) => taken.held_back += 1,
                Ok(checked) => batch.push(Ok(checked)),
                Err(why) if is_from_later(&why) => taken.held_back += 1,
                Err(why) => taken.fault = Some(why.to_string()),
            }
        }
        // What was right before the first fault is kept: its signatures hold.
        let intake = self.community.take_in_checked(batch)?;
        taken.added = intake.added;
        for (_, why) in intake.rejected {
            if why == Rejection::TooManyWaiting {
                taken.held_back += 1;
            } else {
                taken.fault = Some(why.to_string());
            }
        }
        Ok(taken)
    }

    fn bodies_missing(&self, most: usize) -> Result<Vec<EntryId>, Error> {
        self.community.bodies_missing(most)
    }

    fn blobs_missing(&self) -> Result<Vec<(BlobId, u32)>, Error> {
        let (needed, named) = self.community.blobs_lacking()?;
        let all = needed.into_iter().chain(named);
        Ok(all.map(|id| (id, self.exchange.pieces.offset(&id))).collect())
    }

    fn read_blob(
        &mut self,
        id: &BlobId,
        offset: u32,
        most: usize,
    ) -> Result<Option<(u32, Vec<u8>)>, Error> {
        let known = self.exchange.giving.take().filter(|(known, _)| known == id && offset > 0);
        let bytes = match known {
            Some((_, bytes)) => bytes,
            // Only what entries name: this node may keep other bytes of its own beside them.
            None if !self.community.replica.named().contains(id) => return Ok(None),
            None => match self.community.store.blob(id)? {
                Some(bytes) => bytes,
                None => return Ok(None),
            },
        };
        let rest = bytes.get(offset as usize..).unwrap_or_default();
        let piece = rest.get(..most).unwrap_or(rest).to_vec();
        let total = u32::try_from(bytes.len()).ok().filter(|_| !piece.is_empty());
        if piece.len() < rest.len() {
            self.exchange.giving = Some((*id, bytes));
        }
        Ok(total.map(|total| (total, piece)))
    }

    fn piece(
        &mut self,
        id: &BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
    ) -> Result<Piece, Error> {
        let (piece, whole) = self.exchange.pieces.add(id, total, offset, bytes);
        // What named it may have been erased while it was under way.
        if let Some(whole) = whole.filter(|_| self.community.replica.named().contains(id)) {
            self.community.put_blob(&whole)?;
        }
        Ok(piece)
    }
}

impl<S: Store> Desk<'_, S> {
    /// Whether an author brings more than somebody without an office may at once. It comes again:
    /// this decides when an entry is taken, never whether it counts.
    fn holds_back(&mut self, checked: &Checked) -> bool {
        let entry = checked.entry.entry();
        let author = entry.header().author;
        if self.holds(&entry.id()) || self.exchange.authors.take(self.now, author, 1) {
            return false;
        }
        !self.community.is_officer(&author)
    }
}

/// Whether this program is too old to judge, which is nobody's fault.
const fn is_from_later(why: &Rejection) -> bool {
    matches!(why, Rejection::Entry(participation_log::EntryError::Version { .. }))
}

impl<S: Store> Community<S> {
    /// Makes ready for sessions with other nodes: an index of everything that is here, and a name
    /// for the numbering of arrivals, which is these eight random bytes where there is none yet.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn prepare_sessions(&mut self, entropy: [u8; 8]) -> Result<(), Error> {
        if self.store.note(NOTE)?.is_none_or(|note| note.len() != entropy.len()) {
            self.store.put_note(NOTE, &entropy)?;
        }
        self.index_mut().map(drop)
    }

    /// Forgets the name of the numbering: arrivals are numbered otherwise from now on, after a
    /// rebuild or in a copy, and what other nodes remember of it is void.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn renumber(&mut self) -> Result<(), Error> {
        Ok(self.store.put_note(NOTE, &[])?)
    }

    fn incarnation(&self) -> Incarnation {
        let note = self.store.note(NOTE).ok().flatten();
        let bytes = note.and_then(|note| note.try_into().ok()).unwrap_or_default();
        Incarnation::from_bytes(bytes)
    }

    fn index_mut(&mut self) -> Result<&mut Index, Error> {
        if self.index.is_none() {
            let mut index = Index::new();
            let chains = self.replica.ledger.chains();
            self.store.scan(Arrival::FIRST, &mut |arrival, record| {
                if chains.place(&record.id).is_some()
                    && let Some(item) = item(arrival, &record.id, &record.signed)
                {
                    index.insert(item);
                }
                ControlFlow::Continue(())
            })?;
            self.index = Some(index);
        }
        // It was filled just above.
        Ok(self.index.get_or_insert_default())
    }

    /// Keeps the index in step with what was appended.
    pub(crate) fn put_in_order(&mut self, first: Arrival, records: &[participation_store::Record]) {
        let Some(index) = &mut self.index else { return };
        for (steps, record) in (0..).zip(records) {
            if let Some(item) = item(first.plus(steps), &record.id, &record.signed) {
                index.insert(item);
            }
        }
    }
}

/// A stored entry as its place in the index.
fn item(arrival: Arrival, id: &EntryId, signed: &[u8]) -> Option<Item> {
    let entry = Entry::parse_signed(signed).ok()?;
    let header = entry.header();
    let key = Key { lane: header.lane, time: header.claimed, id: *id };
    Some(Item { key, arrival: u32::try_from(arrival.number()).ok()? })
}
