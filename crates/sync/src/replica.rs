//! What a session asks of whoever holds the community.

use participation_types::{BlobId, EntryId, Lane};

use crate::cursor::Incarnation;
use crate::index::Index;

/// A community on this node, as a session sees it. Everything that comes from the other node goes
/// through [`Replica::take_in`] and [`Replica::piece`], which check it.
pub trait Replica {
    /// Why the replica failed: a disk, say. The session ends; it is nobody's fault.
    type Error;

    /// All entries of the set, in step with it.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn index(&mut self) -> Result<&Index, Self::Error>;

    /// The digest of [`Replica::index`]: equal exactly where the sets are.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn root(&mut self) -> Result<[u8; 32], Self::Error>;

    /// By which numbering arrivals are counted here.
    fn incarnation(&self) -> Incarnation;

    /// Number of entries here: the next arrival.
    fn arrivals(&self) -> u32;

    /// Whether an entry is in the set.
    fn holds(&self, id: &EntryId) -> bool;

    /// The number of an entry's arrival.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn arrival(&self, id: &EntryId) -> Result<Option<u32>, Self::Error>;

    /// These arrivals, which ascend, with their ids. What cannot be read is left out: another node
    /// has it.
    ///
    /// # Errors
    /// Where nothing can be read.
    fn ids(&self, arrivals: &[u32]) -> Result<Vec<(u32, EntryId)>, Self::Error>;

    /// The travelling bytes of the first of these arrivals, of as many as come to about `bytes`
    /// but of one at least, and how many of the arrivals that were. What cannot be read is left out.
    ///
    /// # Errors
    /// Where nothing can be read.
    fn entries(&self, arrivals: &[u32], bytes: usize)
    -> Result<(Vec<Vec<u8>>, usize), Self::Error>;

    /// The arrivals of all entries that are about one space, so that each finds its predecessor
    /// before it; none when it is not known here.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn space(&self, space: &EntryId) -> Result<Vec<u32>, Self::Error>;

    /// Takes in travelling entries: verified, admitted and durable before it returns.
    ///
    /// # Errors
    /// Where they cannot be kept.
    fn take_in(&mut self, entries: Vec<Vec<u8>>) -> Result<Taken, Self::Error>;

    /// Entries of the set whose bodies are not here though nobody erased them, at most `most`.
    ///
    /// # Errors
    /// Where that cannot be read.
    fn bodies_missing(&self, most: usize) -> Result<Vec<EntryId>, Self::Error>;

    /// Blobs that entries name and that are not here, those that are needed to say what stands
    /// first, each with the byte from which on it is missing.
    ///
    /// # Errors
    /// Where that cannot be read.
    fn blobs_missing(&self) -> Result<Vec<(BlobId, u32)>, Self::Error>;

    /// A piece of a blob that is here: its whole length, and at most `most` bytes from `offset` on.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read_blob(
        &mut self,
        id: &BlobId,
        offset: u32,
        most: usize,
    ) -> Result<Option<(u32, Vec<u8>)>, Self::Error>;

    /// Takes in a piece of a blob that was asked for.
    ///
    /// # Errors
    /// Where it cannot be kept.
    fn piece(
        &mut self,
        id: &BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
    ) -> Result<Piece, Self::Error>;
}

/// What came of taking entries in.
#[derive(Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Taken {
    /// In the set now, durable, and not before.
    pub added: usize,
    /// Held back because their authors or this peer brought too much at once; they come again.
    pub held_back: usize,
    /// Why the sender is at fault, if it is: no honest node holds such an entry.
    pub fault: Option<String>,
}

/// What came of a piece of a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Piece {
    /// The next one begins at this byte.
    More(u32),
    /// It was left out: meanwhile another node gave that part, or what went before is gone. Go on
    /// at this byte.
    LeftOut(u32),
    /// The blob is whole, and kept if anything still names it.
    Whole,
    /// There is no room to put it together now.
    NoRoom,
    /// Its bytes have another hash, or another length than was claimed.
    Wrong,
}

/// How many entries of each lane there are, or are still to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals([u32; 3]);

impl Totals {
    /// Of authority, ballots and content.
    #[must_use]
    pub const fn new(each: [u32; 3]) -> Self {
        Self(each)
    }

    /// Of one lane.
    #[must_use]
    pub fn of(&self, lane: Lane) -> u32 {
        self.0.get(usize::from(lane.number())).copied().unwrap_or_default()
    }

    /// Of all lanes.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.0.iter().map(|each| u64::from(*each)).sum()
    }
}
