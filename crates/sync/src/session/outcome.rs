//! How a session goes and how it ends.

use participation_types::{BlobId, CborError};
use thiserror::Error;

use crate::message::Refusal;
use crate::replica::Totals;

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Both have what the other had.
    Done {
        /// The sets were equal from the start.
        equal: bool,
        /// Entries that were held back and come again in another session.
        held_back: u64,
    },
    /// One of the two does not go on now; come again after so many milliseconds.
    Later(Refusal, u32),
    /// The other was silent for too long, or the line was cut.
    Cut,
    /// The other is at fault.
    Fault(Fault),
}

/// What a peer did that no honest node does.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// Its message cannot be read.
    #[error("its message cannot be read: {0}")]
    Malformed(#[from] CborError),
    /// A frame longer than any message.
    #[error("a frame of {0} bytes, more than any message has")]
    Frame(usize),
    /// It does not know the community's secret, or is not who it says.
    #[error("its proof does not hold")]
    Proof,
    /// It says what belongs elsewhere in a session.
    #[error("it says {0} out of turn")]
    Turn(&'static str),
    /// It breaks a rule of the session.
    #[error("{0}")]
    Rule(&'static str),
    /// It gives what no honest node holds.
    #[error("it gives what no honest node holds: {0}")]
    Entry(String),
    /// A blob whose bytes have another hash.
    #[error("blob {} has other bytes than its name says", .0.short())]
    Blob(BlobId),
}

/// What came of a session so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entries that the other announced, of each lane.
    pub expected: Totals,
    /// Entries that came.
    pub taken: u64,
    /// Their bytes, and those of blobs.
    pub taken_bytes: u64,
    /// Entries that were given.
    pub given: u64,
    /// Their bytes, and those of blobs.
    pub given_bytes: u64,
    /// Bytes of all frames that came.
    pub received: u64,
    /// Bytes of all frames that went.
    pub sent: u64,
    /// Steps of range reconciliation that came.
    pub ranges: u32,
}

/// What a session has cost this end so far, in what [`Settings`](crate::Settings) bounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Bytes of entries, blobs and offers that were given or read for the other.
    pub bytes: u64,
    /// Ids that were hashed for the other.
    pub hashes: u64,
}

impl Cost {
    /// What came since it was that much.
    #[must_use]
    pub const fn since(self, before: Self) -> Self {
        Self {
            bytes: self.bytes.saturating_sub(before.bytes),
            hashes: self.hashes.saturating_sub(before.hashes),
        }
    }
}
