//! Automerge documents that hold the past of a recent edit, kept for the next one.
//!
//! To apply changes costs some milliseconds for each batch, however small; to copy a document
//! costs some microseconds, as copies share what neither has written. So each edit is derived on
//! a copy, brought forward in one batch if it has to be.

use automerge::{Automerge, Change};
use participation_types::{DeviceKey, EntryId};

use crate::bits::Bits;
use crate::fault::EditFault;
use crate::history::History;

use super::{apply, empty};

/// Most forks that are kept: one for each of the people who write at the same time.
const MOST: usize = 8;

/// Edits above which a document is large, and fewer are kept.
const LARGE: usize = 8192;

/// Forks by author and branch, the latest first. An author's next edit knows the last one: the
/// fork on which that was made is always a beginning of what is needed.
#[derive(Debug, Clone, Default)]
pub(super) struct Forks(Vec<((DeviceKey, EntryId), Fork)>);

/// A document that holds the past of a version and nothing else.
#[derive(Debug, Clone)]
pub(super) struct Fork {
    pub(super) doc: Automerge,
    past: Bits,
    heads: Vec<usize>,
}

impl Forks {
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// A copy of the fork that lacks the least of this version, brought to it.
    pub(super) fn at(
        &self,
        history: &History,
        heads: &[usize],
        past: &Bits,
        changes: &[Change],
        beginnings: &[Change],
    ) -> Result<Fork, EditFault> {
        let forks = self.0.iter().map(|(_, fork)| fork);
        let nearest = forks
            .filter(|fork| fork.past.within(past))
            .max_by_key(|fork| fork.past.count())
            .cloned();
        let mut fork = nearest.unwrap_or_else(Fork::new);
        if fork.heads != heads {
            fork.follow(history, heads, past, changes, beginnings)?;
        }
        Ok(fork)
    }

    /// A fork that holds this version and perhaps more.
    pub(super) fn over(&self, past: &Bits) -> Option<&Fork> {
        let forks = self.0.iter().map(|(_, fork)| fork);
        forks.filter(|fork| past.within(&fork.past)).min_by_key(|fork| fork.past.count())
    }

    /// Keeps the fork on which an author's latest edit was made.
    pub(super) fn keep(&mut self, author: DeviceKey, branch: EntryId, fork: Fork) {
        let key = (author, branch);
        self.0.retain(|(other, _)| *other != key);
        let most = if fork.past.count() > LARGE { 2 } else { MOST };
        self.0.truncate(most - 1);
        self.0.insert(0, (key, fork));
    }
}

impl Fork {
    fn new() -> Self {
        Self { doc: empty(), past: Bits::default(), heads: Vec::new() }
    }

    /// Says that an edit was written to it.
    pub(super) fn advance(&mut self, number: usize) {
        self.past.insert(number);
        self.heads = vec![number];
    }

    /// Takes in what it lacks of a version. Numbers ascend along the history.
    fn follow(
        &mut self,
        history: &History,
        heads: &[usize],
        past: &Bits,
        changes: &[Change],
        beginnings: &[Change],
    ) -> Result<(), EditFault> {
        let (texts, begun) = (history.texts_of(heads), history.texts_of(&self.heads));
        let begun = texts.without(&begun).filter_map(|number| beginnings.get(number));
        let lacked = past.without(&self.past).filter_map(|number| changes.get(number));
        apply(&mut self.doc, begun.chain(lacked).cloned().collect())?;
        self.past = past.clone();
        self.heads = heads.to_vec();
        Ok(())
    }
}
