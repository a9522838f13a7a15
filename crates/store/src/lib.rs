//! Durable, erasable storage of entries: a trait, in memory and on sled.
//!
//! ```text
//!            append, read, scan, find            erase, put_body        check
//!                      |                               |                  |
//!   Store  ------------+-------------------------------+------------------+
//!            |                                  |
//!      MemoryStore                          SledStore
//!                                               |
//!   home/lock, format          one process at a time; which folder counts, in which format
//!   home/data-1/sled/          chunks of records; bodies lie there encrypted
//!               keys           acknowledged so far; id and body key of each record
//!               erased         what was erased, so that it does not return
//!               notes, blobs/  small named values; bytes under their hash
//! ```
//!
//! A store knows nothing of signatures, chains or rights. It keeps [`Record`]s in the order in
//! which they came: an id, bytes that stay, and bytes that can be erased.
//!
//! **The contract: what a call acknowledged is durable, whatever happens next; what is erased is
//! in no file and does not come back; what is damaged is named, by its place and its id, and
//! never passes for whole.** Each word of it has a test: crashes at every step, `kill -9` under
//! load, a full disk, flipped bits in every file, and a search for erased bytes.
//!
//! ```
//! use std::ops::ControlFlow;
//! use participation_store::{Arrival, MemoryStore, Record, Store};
//! use participation_types::EntryId;
//!
//! let mut store = MemoryStore::new();
//! let id = EntryId::from_bytes([7; 32]);
//! let body = Some(b"salt and body".to_vec());
//! let arrival = store.append(&[Record { id, signed: b"header".to_vec(), body }])?;
//! assert_eq!(store.find(&id)?, Some(arrival));
//!
//! store.erase(&[arrival])?;
//! store.scan(Arrival::FIRST, &mut |_, record| {
//!     assert_eq!(record.body, None);
//!     ControlFlow::Continue(())
//! })?;
//! # Ok::<(), participation_store::StoreError>(())
//! ```
//!
//! [`SledStore`] takes random bytes for the keys of bodies from whoever opens it. Records that
//! [`Store::check`] names are brought back in three steps: [`rebuild`] saves all that can be
//! read, then [`Store::append`], [`Store::put_body`] and [`Store::put_blob`] take from a peer or
//! a bundle what it reports as lost. Formats, measurements and reasons: `docs/design/003-store.md`.
//!
//! With the feature `conformance` the crate has the suite that every [`Store`] passes, and
//! `Faulty`, a store that fails on purpose.

mod bounds;
#[cfg(feature = "conformance")]
pub mod conformance;
mod error;
#[cfg(feature = "conformance")]
mod faulty;
mod memory;
mod record;
mod sled_store;
mod store;

pub use error::{Damage, Damaged, StoreError};
#[cfg(feature = "conformance")]
pub use faulty::{Effect, Faulty};
pub use memory::MemoryStore;
pub use record::{
    Arrival, MAX_BATCH, MAX_BLOB, MAX_BODY, MAX_NOTE_KEY, MAX_NOTES, MAX_SIGNED, Record,
};
pub use sled_store::{
    Config, DEFAULT_CACHE_BYTES, KeySource, Rebuilt, SledStore, Steps, disk_bytes, rebuild,
};
pub use store::{Store, Visit};
