//! Is put out, and goes on voting under the old charter with old dates.

use participation::EntryId;
use participation_types::Lane;

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};
use crate::world::World;
use crate::world::genesis::BEGINNING;

#[derive(Debug, Default)]
pub(crate) struct Backdater {
    /// Written when it knew that it was out.
    late: Vec<EntryId>,
    turns: u32,
}

impl Mischief for Backdater {
    fn provokes(&self) -> bool {
        true
    }

    fn turn(&mut self, stage: &mut Stage<'_>) {
        self.turns += 1;
        let key = stage.member().key();
        let view = stage.village.view();
        let mine = view.members().into_iter().find(|member| member.keys.contains(&key));
        let is_out =
            mine.is_some_and(|member| member.status != participation::MemberStatus::Active);
        let first = view.charter().path().first().copied();
        // Dates from before everything, and one from a far future.
        stage.now = if self.turns.is_multiple_of(3) { BEGINNING * 2 } else { BEGINNING / 2 };
        let after = stage.head(0, Lane::Ballots);
        let Some(act) = stage.ballot(self.turns + 10, 1).filter(|_| self.turns < 30) else {
            return;
        };
        let (id, bytes) = stage.forge(0, after, first, &act);
        stage.keep(&[bytes]);
        if is_out {
            self.late.push(id);
        }
    }

    fn was_harmless(&self, world: &World) {
        for at in world.honest() {
            for (poll, _) in world.village(at).openings() {
                let report = world.village(at).report(&poll).unwrap();
                for id in &self.late {
                    assert!(!report.counted.contains(id), "n{at} counts {id}, which is late");
                }
            }
        }
    }
}

#[test]
fn who_was_put_out_does_not_vote_by_writing_an_older_date() {
    is_harmless(Kind::Backdater);
}
