//! The words that stand in some document, each with its list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use zeroize::Zeroize;

use crate::list::List;
use crate::stem::Stems;

/// Bytes of a word besides its letters and its list: nodes of the trees, counts of the allocator.
/// An estimate from their sizes.
const WORD_BYTES: usize = 160;

/// Words by text, by number and by stem.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    numbers: BTreeMap<Arc<str>, u32>,
    words: Vec<Option<Word>>,
    free: BTreeSet<u32>,
    /// A stem's key and the words that share it.
    stems: BTreeSet<(u32, u32)>,
    bytes: usize,
}

#[derive(Debug)]
struct Word {
    text: Arc<str>,
    list: List,
}

impl Dictionary {
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Notes that the word stands at these places of a document, and gives the word's number.
    pub(crate) fn insert(&mut self, word: &str, slot: u32, places: &[u32]) -> u32 {
        let number = self.numbers.get(word).copied().unwrap_or_else(|| self.learn(word));
        if let Some(Some(word)) = self.words.get_mut(number as usize) {
            self.bytes -= word.list.bytes();
            word.list.insert(slot, places);
            self.bytes += word.list.bytes();
        }
        number
    }

    /// Cuts a document out of a word's list. A word that stands nowhere any more is overwritten
    /// and forgotten.
    pub(crate) fn remove(&mut self, number: u32, slot: u32) {
        let Some(entry) = self.words.get_mut(number as usize) else { return };
        let Some(word) = entry else { return };
        self.bytes -= word.list.bytes();
        word.list.remove(slot);
        self.bytes += word.list.bytes();
        if word.list.documents() == 0
            && let Some(word) = entry.take()
        {
            self.forget(number, word);
        }
    }

    pub(crate) fn list(&self, number: u32) -> Option<&List> {
        self.words.get(number as usize)?.as_ref().map(|word| &word.list)
    }

    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// Words that begin so, in order.
    pub(crate) fn beginning(&self, prefix: &str) -> impl Iterator<Item = u32> {
        let from = (std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded);
        self.numbers
            .range::<str, _>(from)
            .take_while(move |(word, _)| word.starts_with(prefix))
            .map(|(_, number)| *number)
    }

    /// Words of one stem.
    pub(crate) fn of_stem(&self, stems: Stems, stem: &str) -> impl Iterator<Item = u32> {
        let key = stems.key(stem);
        self.stems.range((key, 0)..=(key, u32::MAX)).map(|(_, number)| *number).filter(
            move |number| {
                let word = self.words.get(*number as usize).and_then(Option::as_ref);
                word.is_some_and(|word| stems.stem(&word.text) == stem)
            },
        )
    }

    fn learn(&mut self, word: &str) -> u32 {
        let text: Arc<str> = word.into();
        let entry = Word { text: Arc::clone(&text), list: List::default() };
        let number = match self.free.pop_first() {
            Some(number) => {
                if let Some(place) = self.words.get_mut(number as usize) {
                    *place = Some(entry);
                }
                number
            }
            None => {
                self.words.push(Some(entry));
                u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX)
            }
        };
        for stems in Stems::ALL {
            self.stems.insert((stems.key(&stems.stem(word)), number));
        }
        self.numbers.insert(text, number);
        self.bytes += WORD_BYTES + word.len();
        number
    }

    fn forget(&mut self, number: u32, word: Word) {
        for stems in Stems::ALL {
            self.stems.remove(&(stems.key(&stems.stem(&word.text)), number));
        }
        self.bytes -= WORD_BYTES + word.text.len() + word.list.bytes();
        self.free.insert(number);
        self.numbers.remove(&word.text);
        let mut text = word.text;
        if let Some(letters) = Arc::get_mut(&mut text) {
            letters.zeroize();
        }
    }

    /// Every text that the dictionary holds.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flatten().map(|word| &*word.text)
    }
}
