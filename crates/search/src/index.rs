//! The index itself: documents in, documents out.

use std::collections::{BTreeMap, BTreeSet};

use crate::dictionary::Dictionary;
use crate::document::{Document, MAX_WORDS, Tongue};
use crate::error::SearchError;
use crate::list;
use crate::stem::Stems;
use crate::words::words;

/// Bytes of a document besides its words.
const DOCUMENT_BYTES: usize = 180;

/// What an index may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// Bytes of memory, as [`Index::bytes`] counts them.
    pub max_bytes: usize,
}

impl Default for Config {
    /// 64 MiB: some hundred thousand short texts.
    fn default() -> Self {
        Self { max_bytes: 64 << 20 }
    }
}

/// What neighbours wrote, by its words. In memory only.
///
/// Whatever was put or removed shows in the next search; there is nothing to commit.
#[derive(Debug, Default)]
pub struct Index {
    config: Config,
    pub(crate) dictionary: Dictionary,
    slots: BTreeMap<[u8; 32], u32>,
    pub(crate) entries: Vec<Option<Entry>>,
    free: BTreeSet<u32>,
    /// Words of all documents.
    pub(crate) words: u64,
    bytes: usize,
}

/// A document as the index knows it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: [u8; 32],
    pub(crate) space: Option<[u8; 32]>,
    pub(crate) kind: u8,
    /// The bit of its language's stems; 0 for another language.
    pub(crate) stems: u8,
    pub(crate) tongue: Tongue,
    pub(crate) claimed: u64,
    /// Places below this one are the title's.
    pub(crate) title: u32,
    pub(crate) length: u32,
    /// Numbers of its words, ascending, as variable-length distances.
    numbers: Box<[u8]>,
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// Documents in the index.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Different words that stand in some document.
    #[must_use]
    pub fn distinct_words(&self) -> usize {
        self.dictionary.len()
    }

    /// Memory held: an estimate, rather too high than too low.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes + self.dictionary.bytes()
    }

    /// Whether a document is in the index.
    #[must_use]
    pub fn contains(&self, id: &[u8; 32]) -> bool {
        self.slots.contains_key(id)
    }

    /// Puts a document, in place of an older one with its id.
    ///
    /// # Errors
    /// [`SearchError::Full`] when the index would outgrow its bound: then neither the document
    /// nor the older one is in it, because what is outdated must not be found.
    pub fn put(&mut self, document: &Document<'_>) -> Result<(), SearchError> {
        self.remove(&document.id);
        let before = self.bytes();
        let full = SearchError::Full { bytes: before, max_bytes: self.config.max_bytes };
        if before >= self.config.max_bytes {
            return Err(full);
        }
        self.insert(document);
        if self.bytes() > self.config.max_bytes {
            self.remove(&document.id);
            return Err(full);
        }
        Ok(())
    }

    /// Removes a document and every trace of its words; false when there was none.
    pub fn remove(&mut self, id: &[u8; 32]) -> bool {
        let Some(slot) = self.slots.remove(id) else { return false };
        let Some(entry) = self.entries.get_mut(slot as usize).and_then(Option::take) else {
            return false;
        };
        let (mut at, mut number) = (0, 0);
        while at < entry.numbers.len() {
            number += list::read(&entry.numbers, &mut at);
            self.dictionary.remove(number, slot);
        }
        self.free.insert(slot);
        self.words -= u64::from(entry.length);
        self.bytes -= DOCUMENT_BYTES + entry.numbers.len();
        true
    }

    /// Removes everything, to be built anew.
    pub fn clear(&mut self) {
        let ids: Vec<_> = self.slots.keys().copied().collect();
        ids.iter().for_each(|id| _ = self.remove(id));
        *self = Self::new(self.config);
    }

    fn insert(&mut self, document: &Document<'_>) {
        let slot = self.free.pop_first().unwrap_or_else(|| {
            self.entries.push(None);
            u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
        });
        let (places, title, length) = places(document);
        let mut numbers: Vec<u32> = places
            .iter()
            .map(|(word, places)| self.dictionary.insert(word, slot, places))
            .collect();
        numbers.sort_unstable();
        let (mut packed, mut before) = (Vec::new(), 0);
        for number in numbers {
            list::write(&mut packed, number - before);
            before = number;
        }
        let tongue = Tongue::of(document.language);
        let entry = Entry {
            id: document.id,
            space: document.space,
            kind: document.kind,
            stems: Stems::of_language(tongue.primary()).map_or(0, Stems::bit),
            tongue,
            claimed: document.claimed,
            title,
            length,
            numbers: packed.into_boxed_slice(),
        };
        self.bytes += DOCUMENT_BYTES + entry.numbers.len();
        self.words += u64::from(length);
        self.slots.insert(document.id, slot);
        if let Some(place) = self.entries.get_mut(slot as usize) {
            *place = Some(entry);
        }
    }
}

/// Every word with its places, where the text's places begin, and how many words there are. The
/// title and the text are one place apart, so that no phrase runs across.
fn places(document: &Document<'_>) -> (BTreeMap<String, Vec<u32>>, u32, u32) {
    let mut places: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let (mut place, mut left) = (0_u32, MAX_WORDS);
    let mut note = |place: &mut u32, word: &str| {
        match places.get_mut(word) {
            Some(places) => places.push(*place),
            None => _ = places.insert(word.to_owned(), vec![*place]),
        }
        *place += 1;
        left -= 1;
        left > 0
    };
    words(document.title, |word, _| note(&mut place, word));
    place += 1;
    let title = place;
    // A title that used up all words leaves one for the text.
    words(document.text, |word, _| left_over(title) && note(&mut place, word));
    (places, title, place - 1)
}

/// Whether a title of this length left words for the text.
fn left_over(title: u32) -> bool {
    (title as usize) <= MAX_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    fn document(id: u8, title: &'static str, text: &'static str) -> Document<'static> {
        Document { id: [id; 32], kind: 1, space: None, language: "ca", title, text, claimed: 0 }
    }

    #[test]
    fn no_word_of_a_removed_document_stays_in_memory() {
        let mut index = Index::default();
        index.put(&document(1, "Un banc", "a la plaça del mercat")).unwrap();
        let bytes = index.bytes();
        index.put(&document(2, "Secret", "En Pere viu a la plaça")).unwrap();
        assert!(index.remove(&[2; 32]));
        let texts: Vec<_> = index.dictionary.texts().collect();
        assert!(!texts.contains(&"secret") && !texts.contains(&"pere"), "{texts:?}");
        assert!(texts.contains(&"placa"));
        assert_eq!(index.bytes(), bytes);
        let everything = format!("{index:?}");
        assert!(!everything.contains("secret") && everything.contains("mercat"));
        assert!(!index.remove(&[2; 32]));
    }

    #[test]
    fn an_emptied_index_holds_nothing() {
        let mut index = Index::default();
        for id in 0..40 {
            index.put(&document(id, "Una biblioteca", "per a la plaça de la biblioteca")).unwrap();
        }
        (0..40).for_each(|id| assert!(index.remove(&[id; 32])));
        assert_eq!((index.bytes(), index.words, index.distinct_words(), index.len()), (0, 0, 0, 0));
    }

    #[test]
    fn a_full_index_says_so_and_does_not_find_the_outdated_text() {
        let mut index = Index::new(Config { max_bytes: 1_500 });
        index.put(&document(1, "", "vell")).unwrap();
        let long = "u dos tres quatre cinc sis set vuit nou deu onze dotze";
        let refused = index.put(&document(1, "", long)).unwrap_err();
        assert_eq!(refused, SearchError::Full { bytes: 0, max_bytes: 1_500 });
        assert_eq!(index.search(&Query::new("vell")).total, 0);
        assert_eq!(index.bytes(), 0);
    }
}
