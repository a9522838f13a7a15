//! Writes hundreds of entries at one place of its chain.

use participation_types::Lane;

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};
use crate::world::World;

/// Entries at one place.
const SIDES: usize = 150;

#[derive(Debug, Default)]
pub(crate) struct ForkFactory {
    written: usize,
}

impl Mischief for ForkFactory {
    fn turn(&mut self, stage: &mut Stage<'_>) {
        let (after, revision) = (stage.head(0, Lane::Content), stage.tip());
        let mut all = Vec::new();
        while self.written < SIDES {
            let Some(act) = stage.comment(&format!("costat {}", self.written)) else { return };
            all.push(stage.forge(0, after, revision, &act).1);
            self.written += 1;
        }
        stage.keep(&all);
    }

    fn was_harmless(&self, world: &World) {
        for at in world.honest() {
            let forks = world.village(at).view().chains().forks();
            let evidence = forks.len();
            assert!(evidence <= 1, "n{at} keeps {evidence} proofs of one fork");
        }
    }
}

#[test]
fn hundreds_of_entries_at_one_place_are_one_fork() {
    is_harmless(Kind::ForkFactory);
}
