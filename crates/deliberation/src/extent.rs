//! How far a space reaches: every entry that is about it, for whoever asks for one space first.

use std::collections::BTreeSet;

use participation_types::EntryId;

use crate::state::Deliberation;

impl Deliberation {
    /// Everything that was written about a space: the documents that stand in it with whatever names
    /// them, down to the reply to a comment, what names the space itself, and lists of supports
    /// under its phases. Whether each stands is not asked; documents that do not stand, profiles
    /// and erasures belong to no space. Empty for a space that does not stand.
    ///
    /// It looks through all cards: one walk for a session, not one for each entry.
    #[must_use]
    pub fn of_space(&self, space: &EntryId) -> BTreeSet<EntryId> {
        let phases = self.standing.phases.of(space);
        if phases.is_empty() {
            return BTreeSet::new();
        }
        let cards = self.cards.values().filter(|card| card.space == *space);
        let mut found: BTreeSet<EntryId> = cards.map(|card| card.id).collect();
        let mut ahead: Vec<EntryId> = found.iter().copied().chain([*space]).collect();
        while let Some(subject) = ahead.pop() {
            // What was seen is not walked again: an erasure that lies can make a circle.
            ahead.extend(self.facts.under(&subject).filter(|id| found.insert(*id)));
        }
        let supports = phases.iter().filter_map(|phase| self.facts.supports.get(phase));
        found.extend(supports.flatten());
        // Spaces and phases are of another lane.
        found.remove(space);
        found
    }
}
