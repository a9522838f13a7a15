//! Reading what neighbours wrote.

use std::ops::Deref;
use std::sync::Arc;

use participation_acts::{Act, Content};
use participation_deliberation::{Contents, Deliberation, EditFault, Register, Version};
use participation_store::{Store, StoreError};
use participation_types::{DeviceKey, EntryId};

use crate::check::Checked;
use crate::community::Community;
use crate::single::Held;
use crate::words::is_read_again;

/// What stands of a community's deliberation, up to date, for as long as this is held. Whatever
/// [`Deliberation`] answers can be asked of it.
///
/// It locks the deliberation: hold it while a page is made, and not longer. Whoever asks the same
/// community on the same thread meanwhile for anything else that is about what stands (a receipt,
/// whether an act is allowed, the digest of what is shown) waits for ever; in debug builds it panics.
#[derive(Debug)]
pub struct Reading<'a, S> {
    community: &'a Community<S>,
    state: Held<'a, Deliberation>,
}

impl<S> Deref for Reading<'_, S> {
    type Target = Deliberation;
    fn deref(&self) -> &Deliberation {
        &self.state
    }
}

impl<S: Store> Reading<'_, S> {
    /// Whether an entry was written in an assisted session.
    #[must_use]
    pub fn is_assisted(&self, id: &EntryId) -> bool {
        self.community.assistance(id).is_some()
    }

    /// What a document, an amendment or a space says now.
    ///
    /// # Errors
    /// [`EditFault::Missing`] when it is not here.
    pub fn text(&mut self, id: &EntryId) -> Result<Contents, EditFault> {
        let community = self.community;
        self.state.text(&community.view(), &|id: &EntryId| community.words(id), id, None)
    }

    /// What it said in the version that ends with these entries.
    ///
    /// # Errors
    /// [`EditFault::Missing`] when they are not here.
    pub fn text_at(&mut self, id: &EntryId, heads: &[EntryId]) -> Result<Contents, EditFault> {
        let community = self.community;
        self.state.text(&community.view(), &|id: &EntryId| community.words(id), id, Some(heads))
    }

    /// The versions of a document and of the amendments that it has taken in, of an amendment its own
    /// too; each after those it was made upon.
    ///
    /// # Errors
    /// [`EditFault::Missing`] when it is not here.
    pub fn versions(&mut self, id: &EntryId) -> Result<Vec<Version>, EditFault> {
        let community = self.community;
        self.state.versions(&community.view(), &|id: &EntryId| community.words(id), id)
    }

    /// What an entry says, `None` when its body was erased or is not here.
    #[must_use]
    pub fn said(&self, id: &EntryId) -> Option<Said> {
        if self.state.is_erased(id) {
            return None;
        }
        self.community.words(id).and_then(Said::of)
    }

    /// The counter that the next word of a register takes; `None` when none is left.
    #[must_use]
    pub fn next_counter(&self, author: &DeviceKey, register: Register) -> Option<u32> {
        let community = self.community;
        let words = |id: &EntryId| community.words(id);
        self.state.next_counter(&community.view(), &words, author, register)
    }
}

/// What an entry of a deliberation says.
#[derive(Debug, Clone)]
pub struct Said(Arc<Act>);

impl Said {
    fn of(act: Arc<Act>) -> Option<Self> {
        matches!(*act, Act::Content(_)).then_some(Self(act))
    }

    /// The act.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        if let Act::Content(content) = &*self.0 { Some(content) } else { None }
    }

    /// The words of a comment, as they were first or as they were said later.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self.content() {
            Some(Content::Comment(comment)) => Some(comment.text.as_str()),
            Some(Content::Reword(rewording)) => Some(rewording.text.as_str()),
            _ => None,
        }
    }
}

impl<S: Store> Community<S> {
    /// What stands of what neighbours wrote: spaces, documents, discussion, moderation.
    #[must_use]
    pub fn deliberation(&self) -> Reading<'_, S> {
        Reading { community: self, state: self.renewed() }
    }

    pub(crate) fn renewed(&self) -> Held<'_, Deliberation> {
        let mut state = self.replica.deliberation.hold();
        if state.is_torn {
            // Somebody panicked half-way: everything is found anew.
            state.invalidate();
        }
        state.renew(&self.view(), &|id: &EntryId| self.words(id));
        state
    }

    /// What an entry says, from memory or from the store.
    pub(crate) fn words(&self, id: &EntryId) -> Option<Arc<Act>> {
        if let Some(act) = self.replica.words.get(id) {
            return Some(Arc::new(act));
        }
        let checked = match self.read_words(id) {
            Ok(checked) => checked?,
            Err(error) => {
                tracing::warn!(%id, %error, "what an entry says cannot be read and counts as missing");
                return None;
            }
        };
        let act = checked.act?.into_act();
        if let Some(body) = checked.entry.entry().body()
            && is_read_again(&act)
        {
            self.replica.words.keep(*id, body.bytes());
        }
        Some(Arc::new(act))
    }

    fn read_words(&self, id: &EntryId) -> Result<Option<Checked>, StoreError> {
        let Some(arrival) = self.store.find(id)? else { return Ok(None) };
        let Some(record) = self.store.read(arrival)? else { return Ok(None) };
        Ok(Checked::from_store(&record).ok())
    }
}
