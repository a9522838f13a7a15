//! Keeps one node from all others, and everything new from it.

use std::collections::BTreeSet;

use participation::EntryId;

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};

/// The node that sees nobody else.
const VICTIM: usize = 1;

#[derive(Debug, Default)]
pub(crate) struct Eclipse {
    /// What it had when it began, which it shows.
    shown: BTreeSet<EntryId>,
}

impl Mischief for Eclipse {
    fn turn(&mut self, stage: &mut Stage<'_>) {
        if self.shown.is_empty() {
            self.shown = stage.village.view().chains().ids().collect();
        }
    }

    fn keeps_apart(&self, one: usize, other: usize) -> bool {
        one == VICTIM || other == VICTIM
    }

    fn hides(&self, from: usize, id: &EntryId) -> bool {
        from == VICTIM && !self.shown.contains(id)
    }

    /// The victim is told that it has seen everything.
    fn arrivals(&self, _: u32) -> u32 {
        u32::MAX
    }

    fn dials(&self) -> usize {
        2
    }
}

#[test]
fn a_node_that_saw_only_adversaries_is_whole_again_with_one_honest_line() {
    is_harmless(Kind::Eclipse);
}
