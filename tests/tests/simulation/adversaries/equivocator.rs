//! Forks its own chains, and shows one side to some and the other to others.

use std::collections::BTreeMap;

use participation::{Change, EntryId, PollStatus};
use participation_types::{Frontier, Lane};

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};
use crate::node::Village;
use crate::world::World;

#[derive(Debug, Default)]
pub(crate) struct Equivocator {
    sides: BTreeMap<EntryId, usize>,
    ballots: Vec<EntryId>,
    turns: u32,
}

impl Mischief for Equivocator {
    fn turn(&mut self, stage: &mut Stage<'_>) {
        self.turns += 1;
        let lane = if self.turns.is_multiple_of(2) { Lane::Content } else { Lane::Ballots };
        let (after, revision) = (stage.head(0, lane), stage.tip());
        let counter = self.turns + 10;
        for side in 0..2 {
            let act = match lane {
                Lane::Ballots => stage.ballot(counter, side as u16),
                Lane::Authority | Lane::Content => {
                    stage.comment(&format!("costat {side} de {counter}"))
                }
            };
            let Some(act) = act.filter(|_| self.turns < 8) else { return };
            let (id, bytes) = stage.forge(0, after, revision, &act);
            stage.keep(&[bytes]);
            self.sides.insert(id, side);
            if lane == Lane::Ballots {
                self.ballots.push(id);
            }
        }
    }

    fn hides(&self, from: usize, id: &EntryId) -> bool {
        self.sides.get(id).is_some_and(|side| from % 2 != *side)
    }

    fn was_harmless(&self, world: &World) {
        for at in world.honest() {
            let village = world.village(at);
            let here = |id: &&EntryId| village.view().chains().place(id).is_some();
            if self.ballots.iter().filter(here).count() < 2 {
                continue;
            }
            for (poll, _) in village.openings() {
                let report = village.report(&poll).unwrap();
                let counts = |id: &&EntryId| report.counted.contains(id);
                let counted: Vec<&EntryId> = self.ballots.iter().filter(counts).collect();
                assert!(counted.len() < 2, "n{at} counts two ballots of one person");
                // Stewards who say where somebody's chains end settle a fork by it (docs/races.md,
                // rule 3). So do those who seal while they have one of the two: the other comes too
                // late (the same, a fork of a voter at their ballot and a seal).
                let is_sealed = matches!(report.status, PollStatus::Sealed { .. });
                let unsettled = counted.iter().any(|id| !is_cut(village, id));
                assert!(is_sealed || !unsettled, "n{at} counts one of two ballots at one place");
            }
        }
    }
}

/// Whether a revision in force says where the chain of an entry ends, or how far it stands: either
/// settles which branch of it goes on.
fn is_cut(village: &Village, id: &EntryId) -> bool {
    let view = village.view();
    let chain = view.chains().place(id).and_then(|place| view.chains().chain_of(place));
    let revisions = view.charter().path().iter().filter_map(|id| view.facts().proposal(id));
    let mut frontiers = revisions.flat_map(|revision| &revision.changes).flat_map(frontiers);
    frontiers.any(|frontier| frontier.iter().any(|(ended, _)| Some(*ended) == chain))
}

fn frontiers(change: &Change) -> Vec<&Frontier> {
    if let Change::Seats { leaving, .. } = change {
        return leaving.iter().map(|(_, frontier)| frontier).collect();
    }
    if let Change::Suspend(_, frontier)
    | Change::Revoke(_, frontier)
    | Change::Raise(_, frontier)
    | Change::End(_, _, frontier) = change
    {
        return vec![frontier];
    }
    Vec::new()
}

#[test]
fn who_shows_different_sides_to_different_nodes_shows_both_to_all() {
    is_harmless(Kind::Equivocator);
}
