//! The ballots of one poll as they were cast, hundreds of thousands of them in little room.

use std::collections::HashSet;

use participation_acts::Choices;
use participation_types::{EntryId, Lookup, push_close};

/// One ballot as it was cast.
#[derive(Debug, Clone)]
pub struct BallotFact {
    /// Its entry.
    pub id: EntryId,
    /// Its counter.
    pub counter: u32,
    /// What it says.
    pub choices: Choices,
}

/// Ballots in the order they came, each found by its entry.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    list: Vec<BallotFact>,
    numbers: Lookup<u32>,
}

impl Cast {
    pub(crate) fn push(&mut self, fact: BallotFact) {
        let (id, number) = (fact.id, u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        push_close(&mut self.list, fact);
        let list = &self.list;
        self.numbers.put(&id, number, |number| list.get(number as usize).map(|fact| fact.id));
    }

    pub(crate) fn all(&self) -> &[BallotFact] {
        &self.list
    }

    pub(crate) fn get(&self, id: &EntryId) -> Option<&BallotFact> {
        let is = |number: u32| self.list.get(number as usize).is_some_and(|fact| fact.id == *id);
        self.list.get(self.numbers.find(id, is)? as usize)
    }

    /// Forgets those whose bodies were erased. Takes time in proportion to all of them if any was.
    pub(crate) fn forget(&mut self, ids: &HashSet<EntryId>) {
        if self.list.iter().any(|fact| ids.contains(&fact.id)) {
            let kept = std::mem::take(self);
            kept.list.into_iter().filter(|fact| !ids.contains(&fact.id)).for_each(|f| self.push(f));
        }
    }
}
