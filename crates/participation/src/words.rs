//! What acts of deliberation say, kept in bounded memory in front of the store.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use participation_acts::Act;
use participation_types::{EntryId, Lane};

/// Most bytes of acts that are kept, by their encoded length and what is around them (48 MiB): all
/// that a city wrote in a year fits.
const MAX_BYTES: usize = 48 * 1024 * 1024;

/// What an act takes beside its text.
const AROUND: usize = 320;

/// A bounded cache of acts; those that were read last stay.
#[derive(Debug)]
pub(crate) struct Words(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    acts: LruCache<EntryId, (Arc<Act>, usize)>,
    bytes: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self(Mutex::new(Kept { acts: LruCache::unbounded(), bytes: 0 }))
    }
}

impl Words {
    /// Keeps what an entry says, `length` bytes long.
    pub(crate) fn keep(&self, id: EntryId, act: Arc<Act>, length: usize) {
        let mut kept = self.lock();
        let length = length.saturating_add(AROUND);
        if let Some((_, before)) = kept.acts.put(id, (act, length)) {
            kept.bytes -= before;
        }
        kept.bytes += length;
        while kept.bytes > MAX_BYTES
            && let Some((_, (_, length))) = kept.acts.pop_lru()
        {
            kept.bytes -= length;
        }
    }

    /// What an entry says, if it is kept.
    pub(crate) fn get(&self, id: &EntryId) -> Option<Arc<Act>> {
        self.lock().acts.get(id).map(|(act, _)| act.clone())
    }

    /// Forgets what an entry says: it was erased.
    pub(crate) fn forget<'a>(&self, ids: impl IntoIterator<Item = &'a EntryId>) {
        let mut kept = self.lock();
        for id in ids {
            if let Some((_, length)) = kept.acts.pop(id) {
                kept.bytes -= length;
            }
        }
    }

    /// What was kept when somebody panicked is still what entries say.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether what an act says is asked for again and again.
pub(crate) fn is_read_again(act: &Act) -> bool {
    matches!(act, Act::Content(content) if content.kind().lane() == Lane::Content)
}
