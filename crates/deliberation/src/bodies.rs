//! Where the words are: whoever asks what stands brings what entries say.

use std::sync::Arc;

use participation_acts::{Act, Content};
use participation_types::EntryId;

/// Gives what entries say. Facts name entries only; texts stay in the store, in a bounded cache.
pub trait Bodies {
    /// What an entry says; `None` when its body was erased, has not come or cannot be read.
    fn act(&self, id: &EntryId) -> Option<Arc<Act>>;
}

impl<F: Fn(&EntryId) -> Option<Arc<Act>>> Bodies for F {
    fn act(&self, id: &EntryId) -> Option<Arc<Act>> {
        self(id)
    }
}

/// The act of deliberation in an act.
pub(crate) fn content(act: &Act) -> Option<&Content> {
    if let Act::Content(content) = act { Some(content) } else { None }
}
