//! Writes under a key for which everybody can make signatures that lax checks accept.

use participation::{Act, Custody, DeviceKey, Draft, Entry, EntryId, Timestamp, certificate};
use participation_types::Lane;

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};
use crate::world::World;

/// The neutral point: every signature (itself, 0) holds under it, unless the check is strict.
const NEUTRAL: [u8; 32] = {
    let mut bytes = [0; 32];
    bytes[0] = 1;
    bytes
};

#[derive(Debug, Default)]
pub(crate) struct SmallOrder {
    crafted: Vec<Vec<u8>>,
    ids: Vec<EntryId>,
}

impl Mischief for SmallOrder {
    /// The member certifies the key that everybody has.
    fn turn(&mut self, stage: &mut Stage<'_>) {
        if !self.crafted.is_empty() {
            return;
        }
        let (community, member) = (stage.village.id(), stage.member().member());
        let key = DeviceKey::from_bytes(NEUTRAL);
        let act = Act::Certify(certificate(&community, &member, &key, Custody::Own));
        let own = stage.member().devices[0].secret.signing_key();
        let (revision, claimed) = (stage.tip(), Timestamp::from_millis(stage.now));
        let lane = Lane::Authority;
        let draft = Draft { community, lane, after: None, revision, claimed };
        let entry = draft.sign(own, [1; 16], act.encode()).unwrap();
        let mut bytes = entry.entry().to_bytes();
        let (_, _, signature) = entry.entry().signature_parts();
        replace(&mut bytes, own.verifying_key().as_bytes(), &NEUTRAL);
        let mut crafted = [0; 64];
        crafted[..32].copy_from_slice(&NEUTRAL);
        replace(&mut bytes, &signature, &crafted);
        self.ids.extend(Entry::parse(&bytes).ok().map(|entry| entry.id()));
        self.crafted.push(bytes);
    }

    fn gives(&self, mut entries: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        entries.extend(self.crafted.iter().cloned());
        entries
    }

    fn was_harmless(&self, world: &World) {
        assert_eq!(
            self.ids.len(),
            self.crafted.len(),
            "what is crafted is an entry but for its key"
        );
        for at in world.honest() {
            for id in &self.ids {
                let place = world.village(at).view().chains().place(id);
                assert!(place.is_none(), "n{at} took in what nobody signed");
            }
        }
    }
}

fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let at = bytes.windows(old.len()).position(|window| window == old).expect("it is there");
    bytes[at..at + new.len()].copy_from_slice(new);
}

#[test]
fn nobody_writes_under_a_key_that_everybody_has() {
    is_harmless(Kind::SmallOrder);
}
