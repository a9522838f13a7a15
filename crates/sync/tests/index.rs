//! The index gives what a plain sorted set would give, whatever the order of insertion.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

#[allow(dead_code, reason = "the tests of ranges need more of it")]
mod sets;

use std::collections::BTreeMap;

use participation_sync::{Index, Item, Key};
use participation_types::{EntryId, Hasher, Lane};
use proptest::prelude::*;
use proptest::sample::select;
use sets::{Dice, index, key};

const DAY: u64 = 86_400_000;

fn any_key() -> impl Strategy<Value = Key> {
    let time = prop_oneof![
        select(vec![0, 1, DAY - 1, DAY, 2 * DAY, u64::MAX - DAY, u64::MAX]),
        0..5 * DAY,
        any::<u64>(),
    ];
    let id = prop_oneof![
        any::<u8>().prop_map(|last| EntryId::from_bytes(std::array::from_fn(|at| {
            if at == 31 { last } else { 0 }
        }))),
        any::<[u8; 32]>().prop_map(EntryId::from_bytes),
    ];
    (select(Lane::ALL.to_vec()), time, id).prop_map(|(lane, time, id)| key(lane, time, id))
}

/// The root as its definition spells it out.
fn naive_root(model: &BTreeMap<Key, u32>) -> [u8; 32] {
    let mut days: BTreeMap<(Lane, u64), Vec<u8>> = BTreeMap::new();
    for key in model.keys() {
        let ids = days.entry((key.lane, key.time.millis() / DAY)).or_default();
        ids.extend(key.id.as_bytes());
    }
    let mut root = Hasher::new("participation/root/1");
    for ((lane, day), ids) in days {
        root.update(&[lane.number()]);
        root.update(&day.to_be_bytes());
        root.update(&Hasher::new("participation/day/1").with(&ids).finish());
    }
    root.finish()
}

fn agrees(index: &mut Index, model: &BTreeMap<Key, u32>) {
    let items: Vec<Item> =
        model.iter().map(|(key, arrival)| Item { key: *key, arrival: *arrival }).collect();
    assert_eq!(index.len(), model.len());
    assert_eq!(index.is_empty(), model.is_empty());
    assert!(index.range(..).eq(items.iter().copied()));
    assert!(index.range(..).rev().eq(items.iter().rev().copied()));
    for (number, item) in items.iter().enumerate() {
        assert!(index.contains(&item.key));
        assert_eq!(index.rank(&item.key), number);
        assert_eq!(index.nth(number), Some(*item));
    }
    assert_eq!(index.nth(items.len()), None);
    for lane in Lane::ALL {
        let mut arrivals: Vec<u32> =
            items.iter().filter(|item| item.key.lane == lane).map(|item| item.arrival).collect();
        arrivals.sort_unstable();
        assert_eq!(index.count(lane), arrivals.len());
        let from = arrivals.get(arrivals.len() / 2).copied().unwrap_or(7);
        assert!(index.arrived(lane, 0).eq(arrivals.iter().copied()));
        assert!(index.arrived(lane, from).eq(arrivals.iter().copied().filter(|a| *a >= from)));
    }
    assert_eq!(index.root(), naive_root(model));
}

proptest! {
    #[test]
    fn it_gives_what_a_sorted_set_gives(
        keys in prop::collection::vec(any_key(), 0..300),
        edges in [any_key(), any_key()],
    ) {
        let mut set = Index::new();
        let mut model = BTreeMap::new();
        for (arrival, key) in keys.iter().enumerate() {
            let new = set.insert(Item { key: *key, arrival: arrival as u32 });
            prop_assert_eq!(new, !model.contains_key(key));
            model.entry(*key).or_insert(arrival as u32);
            if arrival % 64 == 0 {
                // Takes the digests of some days before the rest arrives.
                prop_assert_eq!(set.root(), naive_root(&model));
            }
        }
        agrees(&mut set, &model);
        let [mut from, mut to] = edges;
        if to < from {
            std::mem::swap(&mut from, &mut to);
        }
        prop_assert_eq!(set.contains(&from), model.contains_key(&from));
        prop_assert_eq!(set.rank(&from), model.range(..from).count());
        let between = |items: Vec<Item>, model: Vec<Key>| {
            assert_eq!(items.iter().map(|item| item.key).collect::<Vec<_>>(), model);
        };
        between(set.range(from..to).collect(), model.range(from..to).map(|(k, _)| *k).collect());
        between(set.range(from..=to).collect(), model.range(from..=to).map(|(k, _)| *k).collect());
        between(set.range(..to).collect(), model.range(..to).map(|(k, _)| *k).collect());
        between(set.range(from..).collect(), model.range(from..).map(|(k, _)| *k).collect());
        if from < to {
            between(set.range(to..from).collect(), Vec::new());
        }
    }

    #[test]
    fn the_root_does_not_tell_the_order_of_insertion(
        keys in Just((0..200).map(|n| key(Lane::ALL[n % 3], n as u64 * DAY / 9, Dice(n as u64).id()))
            .collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let sorted = { let mut keys = keys.clone(); keys.sort_unstable(); index(&keys).root() };
        prop_assert_eq!(index(&keys).root(), sorted);
        prop_assert_ne!(index(&keys[1..]).root(), sorted);
    }
}

const MANY: u64 = 60_000;

fn many() -> Vec<Key> {
    let mut dice = Dice(1);
    (0..MANY).map(|n| key(Lane::ALL[(n % 3) as usize], n * 60_000, dice.id())).collect()
}

/// The same keys in orders that are hard on a list of chunks.
fn orders() -> Vec<(&'static str, Vec<Key>)> {
    let ascending = many();
    let descending = ascending.iter().copied().rev().collect();
    let mut any = ascending.clone();
    any.sort_unstable_by_key(|key| key.id);
    let (low, high) = ascending.split_at(ascending.len() / 2);
    let inwards = low.iter().zip(high.iter().rev()).flat_map(|(l, h)| [*l, *h]).collect();
    let mut steps = Vec::new();
    (0..700).for_each(|n| steps.extend(ascending.iter().skip(n).step_by(700)));
    vec![
        ("ascending", ascending.clone()),
        ("descending", descending),
        ("any", any),
        ("inwards", inwards),
        ("steps", steps),
    ]
}

#[test]
fn a_million_items_would_take_less_than_80_megabytes_in_any_order() {
    for (name, keys) in orders() {
        let set = index(&keys);
        let each = set.memory() / keys.len();
        assert!(each < 64, "{name}: {each} bytes an item");
        if name == "ascending" {
            assert!(each < 52, "{name}: {each} bytes an item");
        }
    }
}

#[test]
fn many_items_are_found_in_whatever_order_they_came() {
    for (_, keys) in orders() {
        let mut set = index(&keys);
        let arrivals = (0..).zip(&keys).map(|(arrival, key)| (*key, arrival)).collect();
        assert_eq!(set.root(), naive_root(&arrivals));
        for number in (0..keys.len()).step_by(997) {
            let item = set.nth(number).unwrap();
            assert_eq!(set.rank(&item.key), number);
            assert_eq!(arrivals[&item.key], item.arrival);
        }
    }
}

#[test]
fn an_item_that_is_there_keeps_its_arrival() {
    let key = key(Lane::Ballots, 5, Dice(5).id());
    let mut set = Index::new();
    assert!(set.insert(Item { key, arrival: 3 }));
    assert!(!set.insert(Item { key, arrival: 4 }));
    assert_eq!(set.nth(0), Some(Item { key, arrival: 3 }));
    assert!(set.arrived(Lane::Ballots, 0).eq([3]));
}

// Computed by another implementation, from the definition.
#[test]
fn roots_keep_their_values() {
    let hex = |root: [u8; 32]| EntryId::from_bytes(root).to_string();
    assert_eq!(
        hex(Index::new().root()),
        "819322def7c7cc2ad62e8336c2da2df7ea31fead4f44f8b34824b4454cf0e5a7"
    );
    let id = |byte| EntryId::from_bytes([byte; 32]);
    let keys = [
        key(Lane::Authority, 0, id(3)),
        key(Lane::Authority, DAY - 1, id(1)),
        key(Lane::Authority, DAY, id(2)),
        key(Lane::Content, u64::MAX, id(4)),
    ];
    assert_eq!(
        hex(index(&keys).root()),
        "845711379be17619c9ca5b34a81b17b19f5923057ac56713741be23564f38598"
    );
}
