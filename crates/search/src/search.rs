//! Which documents answer a query, and in which order.
//!
//! A document answers when it has every word and phrase that is wanted and none that is not. How
//! well is BM25 (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75) in integers: rare words weigh
//! more, words of the title three times, long documents less. A word of the same stem counts
//! three quarters of the word itself, a word that only begins so a half.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::asked::{Asked, Term};
use crate::document::Tongue;
use crate::index::{Entry, Index};
use crate::stem::Stems;

/// Hits that one search gives at most.
pub const MAX_HITS: usize = 1_000;
/// Words that an unfinished word is taken for at most, the first in order.
pub const MAX_ENDINGS: usize = 4_096;

/// How much a place in the title counts, in places of the text.
const TITLE_WEIGHT: u32 = 3;
/// The languages in which a word counts: everywhere.
const EVERYWHERE: u8 = u8::MAX;

/// What is looked for, and where.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// What the neighbour typed. Any text is good.
    pub text: &'a str,
    /// Only documents of these kinds; of all when empty.
    pub kinds: &'a [u8],
    /// Only documents of this space.
    pub space: Option<[u8; 32]>,
    /// Only documents in this language.
    pub language: Option<&'a str>,
    /// Hits to pass over.
    pub offset: usize,
    /// Hits to give, at most [`MAX_HITS`].
    pub limit: usize,
}

impl<'a> Query<'a> {
    /// Looks for a text everywhere, for the first twenty hits.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, kinds: &[], space: None, language: None, offset: 0, limit: 20 }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Documents that answer, in all.
    pub total: usize,
    /// Those asked for: the best first, then the latest, then by id.
    pub hits: Vec<Hit>,
}

/// A document that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub id: [u8; 32],
    /// How well it answers, to be compared within one search only.
    pub score: u32,
}

impl Index {
    /// Looks for documents. A query without any word to look for finds nothing.
    #[must_use]
    pub fn search(&self, query: &Query<'_>) -> Hits {
        let asked = Asked::read(query.text);
        let mut scores: Option<Vec<u32>> = None;
        for term in &asked.wanted {
            let found = self.scored(self.found(term));
            scores = Some(match scores {
                None => found,
                Some(before) => before.iter().zip(&found).map(both).collect(),
            });
        }
        let Some(mut scores) = scores else { return Hits::default() };
        for term in &asked.unwanted {
            for (score, found) in scores.iter_mut().zip(self.found(term)) {
                if found > 0 {
                    *score = 0;
                }
            }
        }
        self.best(&scores, query)
    }

    /// The hits that were asked for.
    fn best(&self, scores: &[u32], query: &Query<'_>) -> Hits {
        let language = query.language.map(Tongue::of);
        let suits = |entry: &Entry| {
            (query.kinds.is_empty() || query.kinds.contains(&entry.kind))
                && query.space.is_none_or(|space| entry.space == Some(space))
                && language.is_none_or(|language| entry.tongue == language)
        };
        let mut found: Vec<_> = scores
            .iter()
            .zip(&self.entries)
            .filter(|(score, _)| **score > 0)
            .filter_map(|(score, entry)| Some((*score, entry.as_ref()?)))
            .filter(|(_, entry)| suits(entry))
            .map(|(score, entry)| (Reverse(score), Reverse(entry.claimed), entry.id))
            .collect();
        let total = found.len();
        let last = query.offset.saturating_add(query.limit.min(MAX_HITS));
        if last < total {
            found.select_nth_unstable(last);
            found.truncate(last);
        }
        found.sort_unstable();
        let shown = found.iter().skip(query.offset);
        Hits { total, hits: shown.map(|(score, _, id)| Hit { id: *id, score: score.0 }).collect() }
    }

    /// How often the term stands in each document, weighted and in quarters; 0 where it does not.
    fn found(&self, term: &Term) -> Vec<u32> {
        match term {
            Term::Word { word, unfinished } => self.found_word(word, *unfinished),
            Term::Phrase { words, unfinished } => self.found_phrase(words, *unfinished),
        }
    }

    fn found_word(&self, word: &str, unfinished: bool) -> Vec<u32> {
        let mut found = vec![0; self.entries.len()];
        for (number, (weight, stems)) in self.alternatives(word, unfinished) {
            let Some(list) = self.dictionary.list(number) else { continue };
            for listed in list.entries() {
                let Some(entry) = self.entry(listed.slot) else { continue };
                let weight = if stems & entry.stems > 0 { weight.max(3) } else { weight };
                if weight == 0 {
                    continue;
                }
                let places: u32 = listed.places().map(|place| entry.weight(place)).sum();
                if let Some(found) = found.get_mut(listed.slot as usize) {
                    *found = (*found).max(places.saturating_mul(weight));
                }
            }
        }
        found
    }

    /// The words that a word stands for: quarters that each counts everywhere, and the languages
    /// in which it counts three.
    fn alternatives(&self, word: &str, unfinished: bool) -> BTreeMap<u32, (u32, u8)> {
        let mut found = BTreeMap::new();
        if unfinished {
            found.extend(self.dictionary.beginning(word).take(MAX_ENDINGS).map(|it| (it, (2, 0))));
        }
        for stems in Stems::ALL {
            for number in self.dictionary.of_stem(stems, &stems.stem(word)) {
                found.entry(number).or_insert((0, 0)).1 |= stems.bit();
            }
        }
        if let Some(number) = self.dictionary.number(word) {
            found.insert(number, (4, EVERYWHERE));
        }
        found
    }

    fn found_phrase(&self, words: &[String], unfinished: bool) -> Vec<u32> {
        // Where the phrase may go on: slot and place, ascending.
        let mut ends: Vec<(u32, u32)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let numbers: Vec<u32> = if unfinished && at + 1 == words.len() {
                self.dictionary.beginning(word).take(MAX_ENDINGS).collect()
            } else {
                self.dictionary.number(word).into_iter().collect()
            };
            let mut next = Vec::new();
            for list in numbers.iter().filter_map(|number| self.dictionary.list(*number)) {
                for listed in list.entries() {
                    let here = listed.places().map(|place| (listed.slot, place));
                    next.extend(here.filter(|(slot, place)| {
                        at == 0
                            || place
                                .checked_sub(1)
                                .is_some_and(|before| ends.binary_search(&(*slot, before)).is_ok())
                    }));
                }
            }
            next.sort_unstable();
            ends = next;
        }
        let mut found = vec![0_u32; self.entries.len()];
        for (slot, place) in ends {
            if let (Some(found), Some(entry)) = (found.get_mut(slot as usize), self.entry(slot)) {
                *found = found.saturating_add(4 * entry.weight(place));
            }
        }
        found
    }

    fn entry(&self, slot: u32) -> Option<&Entry> {
        self.entries.get(slot as usize)?.as_ref()
    }

    /// Turns weighted occurrences into scores, none of them 0 where there was one.
    fn scored(&self, mut found: Vec<u32>) -> Vec<u32> {
        let having = found.iter().filter(|found| **found > 0).count();
        let (all, having) = (count(self.len()), count(having));
        let rarity = u64::from(logarithm(all + 1).saturating_sub(logarithm(having))) + 64;
        for (found, entry) in found.iter_mut().zip(&self.entries) {
            let Some(entry) = entry.as_ref().filter(|_| *found > 0) else { continue };
            // In thousandths: k1 × (1 − b + b × length / average).
            let longer = 900 * u64::from(entry.length) * u64::from(all) / self.words.max(1);
            let often = u64::from(*found) * 250;
            let score = rarity * 2_200 * often / (often + 300 + longer) / 16;
            *found = u32::try_from(score).unwrap_or(u32::MAX).max(1);
        }
        found
    }
}

impl Entry {
    fn weight(&self, place: u32) -> u32 {
        if place < self.title { TITLE_WEIGHT } else { 1 }
    }
}

fn both((one, other): (&u32, &u32)) -> u32 {
    if *one == 0 || *other == 0 { 0 } else { one.saturating_add(*other) }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX - 1)
}

/// 256 times the logarithm to base 2, straight between powers of two; 0 of 0.
fn logarithm(number: u32) -> u32 {
    let Some(whole) = number.checked_ilog2() else { return 0 };
    let mantissa = u64::from(number) << (31 - whole);
    whole * 256 + u32::try_from((mantissa >> 23) & 0xff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_grows_and_is_exact_at_powers_of_two() {
        assert!((1..5_000).all(|number| logarithm(number) <= logarithm(number + 1)));
        assert!((0..32).all(|power| logarithm(1 << power) == 256 * power));
    }
}
