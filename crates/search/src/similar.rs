//! Titles that are alike, as PostgreSQL's `pg_trgm` measures it: the trigrams that two texts share
//! among all that they have, an exact ratio.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::words;

/// Trigrams of a text that count, the first ones.
pub const MAX_TRIGRAMS: usize = 1_024;

/// The different trigrams of a text: each folded word with two spaces before and one after, cut
/// into every three characters that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigrams(Box<[u32]>);

impl Trigrams {
    /// Cuts a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut found = Vec::new();
        words(text, |word, _| {
            let mut last = [' ', ' '];
            for letter in word.chars().chain([' ']) {
                found.push(packed([last[0], last[1], letter]));
                last = [last[1], letter];
            }
            found.len() < MAX_TRIGRAMS
        });
        found.truncate(MAX_TRIGRAMS);
        found.sort_unstable();
        found.dedup();
        Self(found.into_boxed_slice())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none: a text without words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Trigrams that both have, and those that either has.
    #[must_use]
    pub fn shared(&self, other: &Self) -> (u32, u32) {
        let shared = self.0.iter().filter(|it| other.0.binary_search(it).is_ok()).count();
        (size(shared), size(self.len() + other.len() - shared))
    }
}

/// Three ASCII characters are their bytes; others are hashed, with the highest bit set.
fn packed(letters: [char; 3]) -> u32 {
    if letters.iter().all(char::is_ascii) {
        return letters.iter().fold(0, |packed, letter| packed << 8 | u32::from(*letter));
    }
    let mut crc = crc32fast::Hasher::new();
    letters.iter().for_each(|letter| crc.update(&u32::from(*letter).to_le_bytes()));
    crc.finalize() | 1 << 31
}

/// A text of the set that is alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// Its id.
    pub id: [u8; 32],
    /// Trigrams that both texts have.
    pub shared: u32,
    /// Trigrams that either has; never 0.
    pub total: u32,
}

/// Texts by their trigrams. In memory only; the texts are not kept.
#[derive(Debug, Default)]
pub struct Similar {
    /// Which texts have a trigram, by slot.
    having: BTreeMap<u32, Vec<u32>>,
    slots: BTreeMap<[u8; 32], u32>,
    /// The id and how many trigrams it has.
    texts: Vec<([u8; 32], u32)>,
    free: BTreeSet<u32>,
}

impl Similar {
    /// Texts in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Puts a text, in place of an older one with its id.
    pub fn put(&mut self, id: [u8; 32], text: &str) {
        self.remove(&id);
        let trigrams = Trigrams::of(text);
        let slot = self.free.pop_first().unwrap_or_else(|| {
            self.texts.push(([0; 32], 0));
            size(self.texts.len() - 1)
        });
        if let Some(text) = self.texts.get_mut(slot as usize) {
            *text = (id, size(trigrams.len()));
        }
        self.slots.insert(id, slot);
        for trigram in &trigrams.0 {
            let having = self.having.entry(*trigram).or_default();
            if let Err(at) = having.binary_search(&slot) {
                having.insert(at, slot);
            }
        }
    }

    /// Removes a text and every trigram that only it had; false when there was none.
    pub fn remove(&mut self, id: &[u8; 32]) -> bool {
        let Some(slot) = self.slots.remove(id) else { return false };
        self.having.retain(|_, having| {
            if let Ok(at) = having.binary_search(&slot) {
                having.remove(at);
            }
            !having.is_empty()
        });
        if let Some(text) = self.texts.get_mut(slot as usize) {
            *text = ([0; 32], 0);
        }
        self.free.insert(slot);
        true
    }

    /// Texts that share at least `min_ratio` (numerator, denominator) of the trigrams: the most
    /// alike first, then by id. A text without words is like none.
    #[must_use]
    pub fn nearest(&self, text: &str, min_ratio: (u32, u32), limit: usize) -> Vec<Alike> {
        let trigrams = Trigrams::of(text);
        let mut counts = vec![0_u32; self.texts.len()];
        for having in trigrams.0.iter().filter_map(|trigram| self.having.get(trigram)) {
            for slot in having {
                if let Some(count) = counts.get_mut(*slot as usize) {
                    *count += 1;
                }
            }
        }
        let (least, of) = (u64::from(min_ratio.0), u64::from(min_ratio.1));
        let mut alike: Vec<Alike> = counts
            .iter()
            .zip(&self.texts)
            .filter(|(shared, _)| **shared > 0)
            .map(|(shared, (id, own))| Alike {
                id: *id,
                shared: *shared,
                total: size(trigrams.len()) + own - shared,
            })
            .filter(|it| u64::from(it.shared) * of >= u64::from(it.total) * least)
            .collect();
        alike.sort_unstable_by(|one, other| {
            let one_ratio = u64::from(one.shared) * u64::from(other.total);
            let other_ratio = u64::from(other.shared) * u64::from(one.total);
            other_ratio.cmp(&one_ratio).then(one.id.cmp(&other.id))
        });
        alike.truncate(limit);
        alike
    }
}

fn size(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_ratio_is_that_of_pg_trgm() {
        // select similarity('word', 'two words') is 0.36363637 in PostgreSQL: 4 of 11.
        assert_eq!(Trigrams::of("word").shared(&Trigrams::of("two words")), (4, 11));
        assert_eq!(Trigrams::of("Açò").shared(&Trigrams::of("aco")), (4, 4));
        assert!(Trigrams::of("¡!").is_empty());
    }

    #[test]
    fn nothing_of_a_removed_text_stays() {
        let mut similar = Similar::default();
        similar.put([1; 32], "Un banc a la plaça");
        similar.put([2; 32], "Més bancs");
        assert!(similar.remove(&[1; 32]) && !similar.remove(&[1; 32]));
        let left: Vec<_> = similar.having.keys().copied().collect();
        assert_eq!(left, *Trigrams::of("Més bancs").0);
        assert!(similar.remove(&[2; 32]) && similar.having.is_empty() && similar.is_empty());
    }

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_naive_reference(
            steps in prop::collection::vec((0_u8..12, prop::option::of("[abç ]{0,12}")), 0..40),
            asked in "[abç ]{0,12}",
            least in 0_u32..5,
        ) {
            let (mut similar, mut model) = (Similar::default(), BTreeMap::new());
            for (id, text) in steps {
                match text {
                    Some(text) => {
                        similar.put([id; 32], &text);
                        model.insert([id; 32], text);
                    }
                    None => prop_assert_eq!(similar.remove(&[id; 32]), model.remove(&[id; 32]).is_some()),
                }
            }
            let asked_set = naive(&asked);
            let mut expected: Vec<_> = model.iter().map(|(id, text)| {
                let set = naive(text);
                (*id, set.intersection(&asked_set).count(), set.union(&asked_set).count())
            }).filter(|(_, shared, total)| *shared > 0 && shared * 4 >= total * least as usize).collect();
            expected.sort_by(|one, other| (other.1 * one.2).cmp(&(one.1 * other.2)).then(one.0.cmp(&other.0)));
            let found: Vec<_> = similar.nearest(&asked, (least, 4), 100).into_iter()
                .map(|it| (it.id, it.shared as usize, it.total as usize)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    fn naive(text: &str) -> BTreeSet<String> {
        let padded = text.replace('ç', "c");
        padded
            .split_whitespace()
            .flat_map(|word| {
                let letters: Vec<char> = format!("  {word} ").chars().collect();
                letters.windows(3).map(|three| three.iter().collect()).collect::<Vec<String>>()
            })
            .collect()
    }
}
