//! Gives what people signed for another community.

use std::collections::BTreeSet;

use participation::{CommunityId, Draft, EntryId, Timestamp};
use participation_types::Lane;

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};
use crate::world::World;

#[derive(Debug, Default)]
pub(crate) struct Replayer {
    foreign: Vec<Vec<u8>>,
    ids: BTreeSet<EntryId>,
}

impl Mischief for Replayer {
    /// People whose program used one key for both communities said something there.
    fn turn(&mut self, stage: &mut Stage<'_>) {
        let Some(act) = stage.comment("en un altre lloc").filter(|_| self.foreign.len() < 20)
        else {
            return;
        };
        let community = CommunityId::from_bytes([7; 32]);
        let claimed = Timestamp::from_millis(stage.now);
        for person in stage.people.iter().filter(|person| !person.hostile) {
            let revision = stage.tip();
            let draft = Draft { community, lane: Lane::Content, after: None, revision, claimed };
            let salt = stage.chance.bytes();
            let key = person.devices[0].secret.signing_key();
            let entry = draft.sign(key, salt, act.encode()).unwrap();
            self.ids.insert(entry.entry().id());
            self.foreign.push(entry.entry().to_bytes());
        }
    }

    fn gives(&self, mut entries: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        entries.extend(self.foreign.iter().cloned());
        entries
    }

    fn was_harmless(&self, world: &World) {
        for at in world.honest() {
            let village = world.village(at);
            for id in &self.ids {
                assert!(village.view().chains().place(id).is_none(), "n{at} took in {id}");
            }
        }
    }
}

#[test]
fn what_was_said_in_another_community_is_not_said_here() {
    is_harmless(Kind::Replayer);
}
