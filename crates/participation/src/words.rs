//! What acts of deliberation say, kept in bounded memory in front of the store.
//!
//! They are kept as they were signed, not as they are read: an act taken apart into its texts and
//! fields takes two or three times the memory, and reading one anew takes a few microseconds.

use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use participation_acts::Act;
use participation_types::{EntryId, Lane};

/// Most bytes of acts that are kept, with what is around them (48 MiB): all that a city wrote in a
/// year fits.
const MAX_BYTES: usize = 48 * 1024 * 1024;

/// What an act takes beside its bytes: its id, its place in the order and in the table.
const AROUND: usize = 128;

/// A bounded cache of acts; those that were read last stay.
#[derive(Debug)]
pub(crate) struct Words(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    bodies: LruCache<EntryId, Box<[u8]>>,
    bytes: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self(Mutex::new(Kept { bodies: LruCache::unbounded(), bytes: 0 }))
    }
}

impl Words {
    /// Keeps what an entry says: the bytes of its body.
    pub(crate) fn keep(&self, id: EntryId, body: &[u8]) {
        let mut kept = self.lock();
        if let Some(before) = kept.bodies.put(id, body.into()) {
            kept.bytes -= taken(&before);
        }
        kept.bytes += taken(body);
        while kept.bytes > MAX_BYTES
            && let Some((_, body)) = kept.bodies.pop_lru()
        {
            kept.bytes -= taken(&body);
        }
    }

    /// What an entry says, if it is kept.
    pub(crate) fn get(&self, id: &EntryId) -> Option<Act> {
        self.lock().bodies.get(id).and_then(|body| Act::decode(body).ok())
    }

    /// Forgets what an entry says: it was erased.
    pub(crate) fn forget<'a>(&self, ids: impl IntoIterator<Item = &'a EntryId>) {
        let mut kept = self.lock();
        for id in ids {
            if let Some(body) = kept.bodies.pop(id) {
                kept.bytes -= taken(&body);
            }
        }
    }

    /// What was kept when somebody panicked is still what entries say.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Memory that a body takes here.
const fn taken(body: &[u8]) -> usize {
    body.len().saturating_add(AROUND)
}

/// Whether what an act says is asked for again and again.
pub(crate) fn is_read_again(act: &Act) -> bool {
    matches!(act, Act::Content(content) if content.kind().lane() == Lane::Content)
}
