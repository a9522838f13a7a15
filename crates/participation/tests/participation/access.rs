//! Who may replicate a community: everybody who knows its id, or only who has its secret.

use participation::{
    Access, Community, Custody, DeviceNonce, Error, FoundingPlan, MemoryStore, Pen, Persona,
    RecoverySecret, Seed, Store, Timestamp,
};
use participation_store::{Config, Effect, Faulty, KeySource, SledStore};

use crate::delivery::entries;

const SECRET: [u8; 32] = [0x5e; 32];

fn config() -> Config {
    Config::new(KeySource::new(|bytes| {
        bytes.fill(7);
        Ok(())
    }))
}

fn found<S: Store>(store: S, access: Option<Access>) -> Result<Community<S>, Error> {
    let nonce = [4; 16];
    let anna =
        Persona::founder(&Seed::from_bytes(&[1; 32]), nonce, &DeviceNonce::from_bytes([3; 16]));
    let mut entropy = |bytes: &mut [u8]| bytes.fill(9);
    let (device, now) = (&anna.device, Timestamp::from_millis(1));
    let mut pen = Pen { device, now, entropy: &mut entropy };
    let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
    let plan = FoundingPlan { access, ..FoundingPlan::of_one("The Street", nonce, seat) };
    Community::found(store, plan, &mut pen, &anna.member, Custody::Own)
}

#[test]
fn an_open_community_asks_for_no_more_than_its_id() {
    let node = found(MemoryStore::new(), None).unwrap();
    assert!(!node.is_private());
    assert_eq!(node.access(), Access::open(&node.id()));
    let again = Community::open(node.into_store()).unwrap();
    assert_eq!((again.is_private(), again.access()), (false, Access::open(&again.id())));
}

#[test]
fn a_private_community_keeps_its_secret_and_no_entry_tells_it() {
    let open = found(MemoryStore::new(), None).unwrap();
    let node = found(MemoryStore::new(), Some(Access::from_bytes(&SECRET))).unwrap();
    assert!(node.is_private());
    assert_eq!((node.id(), node.digest()), (open.id(), open.digest()), "the entries are the same");
    let mut bundle = Vec::new();
    node.export(&mut bundle, &Default::default()).unwrap();
    assert!(!bundle.windows(32).any(|window| window == SECRET), "a bundle does not carry it");
    let again = Community::open(node.into_store()).unwrap();
    assert_eq!((again.is_private(), again.access()), (true, Access::from_bytes(&SECRET)));
}

#[test]
fn a_founder_who_dies_at_any_write_leaves_no_entry_that_strangers_may_have() {
    for (changes, effect) in (0..9).flat_map(|n| [(n, Effect::Absent), (n, Effect::There)]) {
        let folder = tempfile::tempdir().unwrap();
        let open = || SledStore::open(folder.path(), config()).unwrap();
        let store = Faulty::after(changes, effect, open());
        let done = found(store, Some(Access::from_bytes(&SECRET))).is_ok();
        let store = open();
        let kept = store.note("access").unwrap().is_some();
        assert!(kept || store.is_empty(), "after change {changes} {effect:?}");
        assert!(kept || !done);
        assert_eq!(done, changes > 4, "the founder's changes are five");
    }
}

#[test]
fn an_invitation_brings_the_secret_to_who_has_the_entries_already() {
    let private = found(MemoryStore::new(), Some(Access::from_bytes(&SECRET))).unwrap();
    let mut other = Community::begin(MemoryStore::new(), private.id()).unwrap();
    assert_eq!(other.ingest(&entries(&private)).unwrap().added, private.len());
    assert!(!other.is_private(), "nothing among the entries says so");
    other.set_access(private.access()).unwrap();
    let other = Community::open(other.into_store()).unwrap();
    assert_eq!((other.is_private(), other.access()), (true, private.access()));
}

#[test]
fn a_secret_that_cannot_be_read_does_not_open_the_community_to_anybody() {
    let mut store = found(MemoryStore::new(), None).unwrap().into_store();
    store.put_note("access", &SECRET[1..]).unwrap();
    assert!(matches!(Community::open(store), Err(Error::Access { length: 31 })));
}
