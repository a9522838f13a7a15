//! A steward who signs two histories of the charter, and shows each to half of the nodes.

use std::collections::BTreeMap;

use participation::{Act, EntryId, Text};
use participation_acts::{Revision, Signing};
use participation_types::Lane;

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};
use crate::world::World;

#[derive(Debug, Default)]
pub(crate) struct DoubleSigner {
    sides: BTreeMap<EntryId, usize>,
    signed: Vec<participation::RevisionId>,
    turns: usize,
}

impl Mischief for DoubleSigner {
    fn turn(&mut self, stage: &mut Stage<'_>) {
        self.turns += 1;
        let Some(parent) = stage.tip().filter(|_| self.turns <= 6) else { return };
        // It has two devices; each tells a story of its own.
        for side in 0..2 {
            let reason = Text::new(format!("costat {side} de {}", self.turns)).unwrap();
            let slots: Vec<_> = stage.village.view().members().iter().map(|m| m.slot).collect();
            let slot = slots[(self.turns * 2 + side) % slots.len()];
            let changes = vec![stage.village.suspension(slot)];
            let revision = Revision { parent, changes, reason };
            let id = revision.id();
            let acts = [Act::Propose(revision), Act::Sign(Signing { revision: id, dead: vec![] })];
            for act in acts {
                let after = stage.head(side, Lane::Authority);
                let (entry, bytes) = stage.forge(side, after, Some(parent), &act);
                stage.keep(&[bytes]);
                self.sides.insert(entry, side);
            }
            self.signed.push(id);
        }
    }

    fn stirs(&self) -> bool {
        true
    }

    /// Between the halves there is only the adversary.
    fn keeps_apart(&self, one: usize, other: usize) -> bool {
        one % 2 != other % 2
    }

    fn hides(&self, from: usize, id: &EntryId) -> bool {
        self.sides.get(id).is_some_and(|side| from % 2 != *side)
    }

    fn was_harmless(&self, world: &World) {
        for at in world.honest() {
            let village = world.village(at);
            let (view, liar) = (village.view(), world.people.iter().find(|who| who.hostile));
            let liar = liar.expect("somebody serves the adversary").key();
            let charter = view.charter();
            if !charter.disputes().is_empty() {
                let mut proven = charter.double_signers().iter();
                assert!(proven.any(|proof| proof.member == liar), "n{at} does not say who lied");
            }
        }
    }
}

#[test]
fn a_steward_who_signs_two_histories_does_not_split_the_village() {
    is_harmless(Kind::DoubleSigner);
}
