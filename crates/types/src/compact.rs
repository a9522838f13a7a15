//! Lists and look-ups for hundreds of thousands of small things, which a node holds for as long as
//! it runs.
//!
//! A map from an id of 32 bytes to a small number takes 60 bytes or more of each entry, because it
//! keeps the id once more and is half empty. [`Lookup`] keeps the number only and asks for the id
//! where it already lies.

use std::hash::{BuildHasher, Hash, RandomState};

use hashbrown::HashTable;

/// Finds values by keys that are kept elsewhere: in a list to which the value is the way.
///
/// The hash is seeded at random, so that nobody can choose keys that collide. One key has one value.
#[derive(Debug, Clone)]
pub struct Lookup<T> {
    values: HashTable<T>,
    seed: RandomState,
}

impl<T> Default for Lookup<T> {
    fn default() -> Self {
        Self { values: HashTable::new(), seed: RandomState::new() }
    }
}

impl<T: Copy> Lookup<T> {
    /// An empty one with room for this many.
    #[must_use]
    pub fn with_capacity(values: usize) -> Self {
        Self { values: HashTable::with_capacity(values), seed: RandomState::new() }
    }

    /// Number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of a key; `is` says whether a value belongs to it.
    pub fn find<K: Hash + ?Sized>(&self, key: &K, mut is: impl FnMut(T) -> bool) -> Option<T> {
        self.values.find(self.seed.hash_one(key), |value| is(*value)).copied()
    }

    /// Gives a key a value and returns the one that it had. `key_of` finds the key of any value
    /// that is here.
    pub fn put<K: Hash + Eq>(
        &mut self,
        key: &K,
        value: T,
        key_of: impl Fn(T) -> Option<K>,
    ) -> Option<T> {
        let hash = self.seed.hash_one(key);
        let known = self.values.find_mut(hash, |known| key_of(*known).as_ref() == Some(key));
        if let Some(known) = known {
            return Some(std::mem::replace(known, value));
        }
        let seed = &self.seed;
        let hash_of = |value: &T| key_of(*value).map_or(0, |key| seed.hash_one(key));
        self.values.insert_unique(hash, value, hash_of);
        None
    }
}

/// Puts an item at the end of a list that stays: where the list is full it grows by an eighth, and
/// not to twice its length, of which half would lie idle.
pub fn push_close<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + 1);
    }
    list.push(item);
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_lookup_finds_what_a_map_finds(
            puts in proptest::collection::vec((0u16..200, any::<u16>()), 0..600),
        ) {
            let mut list: Vec<(u16, u16)> = Vec::new();
            let mut lookup = Lookup::default();
            let mut map = HashMap::new();
            for (key, value) in puts {
                let number = list.len();
                list.push((key, value));
                let before = lookup.put(&key, number, |number| list.get(number).map(|(k, _)| *k));
                prop_assert_eq!(before.map(|number| list[number].1), map.insert(key, value));
            }
            prop_assert_eq!(lookup.len(), map.len());
            for key in 0..200 {
                let found = lookup.find(&key, |number| list[number].0 == key);
                prop_assert_eq!(found.map(|number| list[number].1), map.get(&key).copied());
            }
        }
    }

    #[test]
    fn a_list_that_stays_has_little_room_to_spare() {
        let mut list = Vec::new();
        for number in 0..10_000 {
            push_close(&mut list, number);
        }
        assert!(list.capacity() < 11_300, "{}", list.capacity());
    }
}
