//! Cuts: frontiers that end rights.

use std::collections::HashMap;

use participation_acts::Right;
use participation_log::{Chains, Place};
use participation_policy::{Cut, CutKind};
use participation_types::{ChainId, Frontier, Head, RevisionId};

/// How far along the charter one looks: all of it, or (for what an opening froze) no further than
/// the opening's own revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Horizon {
    /// Every revision in force.
    Now,
    /// Revisions up to this height.
    Height(u32),
}

impl Horizon {
    /// Whether a revision at this height lies within.
    #[must_use]
    pub const fn covers(self, height: u32) -> bool {
        match self {
            Self::Now => true,
            Self::Height(last) => height <= last,
        }
    }
}

#[derive(Debug)]
struct Bound {
    height: u32,
    revision: RevisionId,
    kind: CutKind,
    frontier: Frontier,
}

/// All cuts of the revisions in force, by the right they end.
#[derive(Debug, Default)]
pub struct Cuts(HashMap<Right, Vec<Bound>>);

impl Cuts {
    /// Adds what a revision cuts; revisions are added by ascending height.
    pub(crate) fn add(&mut self, revision: RevisionId, height: u32, cuts: &[Cut]) {
        for cut in cuts {
            let bound = Bound { height, revision, kind: cut.kind, frontier: cut.frontier.clone() };
            self.0.entry(cut.right).or_default().push(bound);
        }
    }

    /// The revision whose cut takes this entry away, if one does. A cut binds entries that name
    /// an earlier revision than its own; a later raise replaces the frontiers before it, and of
    /// two cuts the lower holds.
    pub(crate) fn taken(
        &self,
        chains: &Chains,
        place: Place,
        named_height: u32,
        right: &Right,
        horizon: Horizon,
    ) -> Option<RevisionId> {
        let bounds = self.0.get(right)?;
        let mut raised: Option<&Frontier> = None;
        // From the last to the first, so that a raise is known before the cuts it replaces.
        for bound in bounds.iter().rev().filter(|bound| horizon.covers(bound.height)) {
            match bound.kind {
                CutKind::Raises => {
                    raised.get_or_insert(&bound.frontier);
                }
                CutKind::Ends => {
                    let frontier = raised.unwrap_or(&bound.frontier);
                    if bound.height > named_height && !chains.within(place, frontier) {
                        return Some(bound.revision);
                    }
                }
            }
        }
        None
    }

    /// Whether a cut that binds this entry lists it as standing: what the stewards settled holds
    /// against whatever the holder of the right does to their own chain afterwards.
    pub(crate) fn keep(
        &self,
        chains: &Chains,
        place: Place,
        named_height: u32,
        right: &Right,
        horizon: Horizon,
    ) -> bool {
        let bounds = self.0.get(right).map_or(&[][..], Vec::as_slice);
        bounds.iter().any(|bound| {
            bound.height > named_height
                && horizon.covers(bound.height)
                && chains.within(place, &bound.frontier)
        })
    }

    /// Every head that a cut lists: where a chain has forked, it settles which branch goes on.
    pub(crate) fn heads(&self) -> impl Iterator<Item = (ChainId, Head)> {
        self.0.values().flatten().flat_map(|bound| bound.frontier.iter().map(|(c, h)| (*c, *h)))
    }
}
