//! Facts of keys, a hundred thousand of them in little room.

use std::collections::HashMap;
use std::hash::Hash;

use participation_types::{EntryId, Lookup, push_close};

/// What a register files.
pub(crate) trait Fact: Copy {
    /// By what else it is found than its key.
    type Other: Copy + Eq + Hash;

    /// The entry that says it.
    fn id(&self) -> EntryId;

    /// What else it is about.
    fn other(&self) -> Self::Other;
}

/// Facts by key, and by what else they are about. They are only ever added.
#[derive(Debug)]
pub(crate) struct Register<K, F> {
    list: Vec<Filed<K, F>>,
    /// The first fact that came of each key.
    firsts: Lookup<u32>,
    /// All facts of the keys that have more than one, by id; there are few.
    more: HashMap<K, Vec<F>>,
    /// The last fact that came about each other thing.
    lasts: Lookup<u32>,
}

#[derive(Debug)]
struct Filed<K, F> {
    key: K,
    fact: F,
    /// The fact about the same other thing that came before; itself where none did.
    before: u32,
}

impl<K, F> Default for Register<K, F> {
    fn default() -> Self {
        let (firsts, lasts) = (Lookup::default(), Lookup::default());
        Self { list: Vec::new(), firsts, more: HashMap::new(), lasts }
    }
}

impl<K: Copy + Eq + Hash, F: Fact> Register<K, F> {
    /// Takes a fact in and gives its number.
    pub(crate) fn insert(&mut self, key: K, fact: F) -> u32 {
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let known = self.first(&key);
        push_close(&mut self.list, Filed { key, fact, before: number });
        let list = &self.list;
        let other_of = |number: u32| list.get(number as usize).map(|filed| filed.fact.other());
        let before = self.lasts.put(&fact.other(), number, other_of);
        match known {
            None => {
                self.firsts.put(&key, number, |number| Some(list.get(number as usize)?.key));
            }
            Some(first) => {
                let facts = self.more.entry(key).or_insert_with(|| vec![first]);
                facts.push(fact);
                // By id and not as they came: of two, every node looks at the same one first.
                facts.sort_unstable_by_key(Fact::id);
            }
        }
        if let (Some(before), Some(filed)) = (before, self.list.last_mut()) {
            filed.before = before;
        }
        number
    }

    /// A fact by its number, with its key.
    pub(crate) fn at(&self, number: u32) -> Option<(&K, &F)> {
        self.list.get(number as usize).map(|filed| (&filed.key, &filed.fact))
    }

    /// The facts of a key, by id.
    pub(crate) fn of(&self, key: &K) -> &[F] {
        if let Some(facts) = self.more.get(key) {
            return facts;
        }
        let found = self.find(key).and_then(|number| self.list.get(number as usize));
        found.map_or(&[], |filed| std::slice::from_ref(&filed.fact))
    }

    /// All facts with their keys, in the order they came.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&K, &F)> {
        self.list.iter().map(|filed| (&filed.key, &filed.fact))
    }

    /// The facts about another thing than their key, the last first.
    pub(crate) fn about(&self, other: &F::Other) -> impl Iterator<Item = (&K, &F)> {
        let is = |number: u32| {
            self.list.get(number as usize).is_some_and(|filed| filed.fact.other() == *other)
        };
        let mut next = self.lasts.find(other, is);
        std::iter::from_fn(move || {
            let number = next?;
            let filed = self.list.get(number as usize)?;
            next = Some(filed.before).filter(|before| *before != number);
            Some((&filed.key, &filed.fact))
        })
    }

    fn first(&self, key: &K) -> Option<F> {
        self.list.get(self.find(key)? as usize).map(|filed| filed.fact)
    }

    fn find(&self, key: &K) -> Option<u32> {
        let is = |number: u32| self.list.get(number as usize).is_some_and(|f| f.key == *key);
        self.firsts.find(key, is)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Said(u8, u8);

    impl Fact for Said {
        type Other = u8;

        fn id(&self) -> EntryId {
            EntryId::from_bytes([self.0; 32])
        }

        fn other(&self) -> u8 {
            self.1
        }
    }

    #[test]
    fn a_register_finds_what_two_maps_find() {
        let mut register = Register::default();
        let (mut by_key, mut by_other) = (BTreeMap::new(), BTreeMap::new());
        for n in 0..=255u8 {
            // Ids that go up and down, thirty keys, seven other things.
            let (key, fact) = (n.wrapping_mul(7) % 30, Said(n.wrapping_mul(91), n % 7));
            register.insert(key, fact);
            by_key.entry(key).or_insert_with(Vec::new).push(fact);
            by_other.entry(fact.1).or_insert_with(Vec::new).insert(0, (key, fact));
        }
        assert_eq!(register.all().count(), 256);
        for (key, mut facts) in by_key {
            facts.sort_by_key(Fact::id);
            assert_eq!(register.of(&key), facts);
        }
        for (other, facts) in by_other {
            let found: Vec<_> = register.about(&other).map(|(key, fact)| (*key, *fact)).collect();
            assert_eq!(found, facts);
        }
        assert!(register.of(&200).is_empty());
        assert_eq!(register.about(&200).count(), 0);
    }
}
