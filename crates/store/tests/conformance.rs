//! Both stores keep the same promises.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use participation_store::{
    Config, MemoryStore, SledStore,
    conformance::{self, seeded_keys},
};

#[test]
fn the_store_in_memory_conforms() {
    conformance::all(MemoryStore::new);
}

#[test]
fn the_store_on_sled_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let mut number = 0;
    conformance::all(|| {
        number += 1;
        let path = folder.path().join(number.to_string());
        SledStore::open(&path, Config::new(seeded_keys("conforms"))).unwrap()
    });
}

#[test]
fn the_store_on_sled_keeps_everything_when_it_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    conformance::durable(|| {
        SledStore::open(folder.path(), Config::new(seeded_keys("keeps"))).unwrap()
    });
}
