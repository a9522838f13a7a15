//! Documents that hold the past of a recent edit, kept for the next one.

use automerge::{Automerge, Change};

use crate::bits::Bits;
use crate::fault::EditFault;
use crate::history::History;

use super::{apply, empty};

/// Most documents kept warm: one for each of the people who write at the same time.
const MOST: usize = 8;

/// Work above which a document is large, and fewer are kept.
const LARGE: usize = 8192;

/// An author's next edit knows the last one, so the document that it was made on is behind by
/// little; to make a new one costs as much as the whole past.
#[derive(Debug, Clone, Default)]
pub(crate) struct Warm(Vec<Fork>);

#[derive(Debug, Clone)]
struct Fork {
    doc: Automerge,
    /// The numbers of all edits in it, and of the last ones.
    past: Bits,
    heads: Vec<usize>,
}

impl Warm {
    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Brings a document with exactly this past to the front.
    pub(super) fn bring(
        &mut self,
        history: &History,
        heads: &[usize],
        past: &Bits,
        changes: &[Change],
        beginnings: &[Change],
    ) -> Result<(), EditFault> {
        let behind = |fork: &Fork| fork.past.within(past);
        let near = self.0.iter().enumerate().filter(|(_, fork)| behind(fork));
        let nearest = near.max_by_key(|(place, fork)| (fork.past.count(), usize::MAX - place));
        let mut fork = match nearest.map(|(place, _)| place) {
            Some(place) => self.0.remove(place),
            None => Fork::new(),
        };
        if fork.heads != heads {
            // An error leaves this fork out: it is derived anew when it is needed.
            fork.follow(history, heads, past, changes, beginnings)?;
        }
        let most = if changes.len() > LARGE { 2 } else { MOST };
        self.0.truncate(most - 1);
        self.0.insert(0, fork);
        Ok(())
    }

    /// The document at the front.
    pub(super) fn first(&mut self) -> Result<&mut Automerge, EditFault> {
        let first = self.0.first_mut().map(|fork| &mut fork.doc);
        first.ok_or_else(|| EditFault::Derivation("no document is warm".into()))
    }

    /// The document at the front has taken in the edit.
    pub(super) fn advance(&mut self, number: usize, past: &Bits) {
        if let Some(fork) = self.0.first_mut() {
            fork.past = past.clone();
            fork.past.insert(number);
            fork.heads = vec![number];
        }
    }
}

impl Fork {
    fn new() -> Self {
        Self { doc: empty(), past: Bits::default(), heads: Vec::new() }
    }

    /// Takes in what it lacks of a past. Numbers ascend along the history.
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
