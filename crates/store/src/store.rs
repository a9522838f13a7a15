//! The contract that every store keeps.

use std::ops::ControlFlow;

use participation_types::{BlobId, EntryId};

use crate::error::{Damage, StoreError};
use crate::record::{Arrival, Record};

/// What [`Store::scan`] calls for each record; `Break` ends the scan.
pub type Visit<'a> = dyn FnMut(Arrival, Record) -> ControlFlow<()> + 'a;

/// Keeps records, blobs and notes.
///
/// **What a call acknowledged with `Ok` is durable; what it refused has changed nothing.** After
/// an error of the disk ([`StoreError::Io`], [`StoreError::NoSpace`]) a batch is wholly there or
/// wholly absent once the store is opened again.
pub trait Store: Send {
    /// Adds a batch in its order and gives the place of its first record; the others follow
    /// without gaps. An empty batch is fine and does nothing.
    ///
    /// # Errors
    /// [`StoreError::AlreadyThere`] when an id is known or stands twice in the batch,
    /// [`StoreError::TooLong`] beyond the limits of [`Record`] and
    /// [`MAX_BATCH`](crate::MAX_BATCH), and what the disk says.
    fn append(&mut self, batch: &[Record]) -> Result<Arrival, StoreError>;

    /// Number of records.
    fn len(&self) -> u64;

    /// Whether there is no record.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One record; `None` beyond the last.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it or its body cannot be read as it was written.
    fn read(&self, arrival: Arrival) -> Result<Option<Record>, StoreError>;

    /// All records from this one on, in order of arrival, until `visit` breaks.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] at the first record that cannot be read as it was written; those
    /// before it were visited.
    fn scan(&self, from: Arrival, visit: &mut Visit<'_>) -> Result<(), StoreError>;

    /// Where the record with this id stands.
    ///
    /// # Errors
    /// What the disk says.
    fn find(&self, id: &EntryId) -> Result<Option<Arrival>, StoreError>;

    /// Gives a body to a record that lacks it or whose body is damaged; the caller has checked
    /// it against the commitment. A record that has its body keeps it.
    ///
    /// # Errors
    /// [`StoreError::Erased`] when the body was erased: it does not come back.
    /// [`StoreError::NoSuchRecord`] beyond the last.
    fn put_body(&mut self, arrival: Arrival, body: &[u8]) -> Result<(), StoreError>;

    /// Erases bodies: when this returns no file of the store can give them back, and the store
    /// remembers that they were erased. To erase twice is fine.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRecord`] (then nothing was erased), or what the disk says.
    fn erase(&mut self, arrivals: &[Arrival]) -> Result<(), StoreError>;

    /// Whether the body of this record was erased.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRecord`] beyond the last.
    fn erased(&self, arrival: Arrival) -> Result<bool, StoreError>;

    /// Keeps bytes under their SHA-256. To put the same twice is fine, and heals a damaged one.
    ///
    /// # Errors
    /// [`StoreError::NotItsHash`] when the bytes have another hash, [`StoreError::TooLong`]
    /// above [`MAX_BLOB`](crate::MAX_BLOB).
    fn put_blob(&mut self, id: &BlobId, bytes: &[u8]) -> Result<(), StoreError>;

    /// The bytes of a blob, checked against its id; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes no longer have that hash.
    fn blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError>;

    /// All blobs, sorted by id.
    ///
    /// # Errors
    /// What the disk says.
    fn blobs(&self) -> Result<Vec<BlobId>, StoreError>;

    /// Removes a blob from every file. To remove what is not there is fine.
    ///
    /// # Errors
    /// What the disk says.
    fn erase_blob(&mut self, id: &BlobId) -> Result<(), StoreError>;

    /// Keeps a small named value, replacing the one before it.
    ///
    /// # Errors
    /// [`StoreError::TooLong`] when the key has more than
    /// [`MAX_NOTE_KEY`](crate::MAX_NOTE_KEY) bytes, or all notes more than
    /// [`MAX_NOTES`](crate::MAX_NOTES).
    fn put_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError>;

    /// The value of a note.
    ///
    /// # Errors
    /// What the disk says.
    fn note(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Reads everything and names what is damaged; an empty list means that all is well.
    ///
    /// # Errors
    /// What the disk says, when it says so about everything.
    fn check(&self) -> Result<Vec<Damage>, StoreError>;
}
