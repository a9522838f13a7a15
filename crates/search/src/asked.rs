//! What a neighbour typed, read as words and phrases. Every text is a query; none is an error.

use crate::words::words;

/// Characters of a query that are read.
pub const MAX_QUERY_CHARS: usize = 256;
/// Words and phrases of a query that count.
pub const MAX_TERMS: usize = 16;

/// Words too common to be asked for when something else is.
const COMMON: &[&str] = &[
    "a", "al", "als", "amb", "and", "at", "con", "de", "del", "dels", "el", "els", "en", "es",
    "for", "i", "in", "is", "la", "las", "les", "los", "o", "of", "on", "or", "para", "pel",
    "pels", "per", "por", "que", "the", "to", "u", "un", "una", "y",
];

/// What is looked for and what must not be there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) wanted: Vec<Term>,
    pub(crate) unwanted: Vec<Term>,
}

/// Something that a document has or has not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// A word or another of its stem; the last one also matches as a beginning.
    Word { word: String, unfinished: bool },
    /// These words one after the other, as they are written.
    Phrase { words: Vec<String>, unfinished: bool },
}

impl Asked {
    /// Reads a query: words, "phrases", -unwanted.
    pub(crate) fn read(query: &str) -> Self {
        let end = query.char_indices().nth(MAX_QUERY_CHARS).map_or(query.len(), |(at, _)| at);
        let mut asked = Self::default();
        let (mut quoted, mut unwanted) = (false, false);
        let pieces: Vec<&str> =
            query.get(..end).unwrap_or_default().split(['"', '“', '”', '«', '»', '„']).collect();
        for piece in pieces {
            if quoted {
                asked.push(Term::of(piece, true), unwanted);
                unwanted = false;
            } else {
                for chunk in piece.split_whitespace() {
                    let bare = chunk.strip_prefix('-');
                    asked.push(Term::of(bare.unwrap_or(chunk), false), bare.is_some());
                }
                unwanted = piece.ends_with('-') && !piece.ends_with("--");
            }
            quoted = !quoted;
        }
        asked.drop_common();
        asked
    }

    fn push(&mut self, term: Option<Term>, unwanted: bool) {
        let Some(mut term) = term else { return };
        if self.wanted.len() + self.unwanted.len() >= MAX_TERMS {
            return;
        }
        if unwanted {
            term.finish();
            self.unwanted.push(term);
        } else {
            if let Some(before) = self.wanted.last_mut() {
                before.finish();
            }
            self.wanted.push(term);
        }
    }

    /// Leaves common words out unless nothing else is asked for.
    fn drop_common(&mut self) {
        if self.wanted.iter().any(|term| !term.is_common()) {
            self.wanted.retain(|term| !term.is_common());
        }
    }
}

impl Term {
    /// Several words in one piece (`BCN-2016-01`) are a phrase.
    fn of(piece: &str, quoted: bool) -> Option<Self> {
        let mut found = Vec::new();
        words(piece, |word, _| {
            found.push(word.to_owned());
            found.len() < MAX_TERMS
        });
        if found.len() == 1 && !quoted {
            return found.pop().map(|word| Self::Word { word, unfinished: true });
        }
        (!found.is_empty()).then_some(Self::Phrase { words: found, unfinished: !quoted })
    }

    fn finish(&mut self) {
        match self {
            Self::Word { unfinished, .. } | Self::Phrase { unfinished, .. } => *unfinished = false,
        }
    }

    fn is_common(&self) -> bool {
        match self {
            Self::Word { word, .. } => COMMON.contains(&word.as_str()),
            Self::Phrase { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str, unfinished: bool) -> Term {
        Term::Word { word: word.to_owned(), unfinished }
    }

    fn phrase(words: &[&str], unfinished: bool) -> Term {
        Term::Phrase { words: words.iter().map(|&word| word.to_owned()).collect(), unfinished }
    }

    #[test]
    fn words_phrases_and_what_is_unwanted_are_told_apart() {
        let asked = Asked::read("l'Escola \"de música\" -privada -\"preu alt\" bibliot");
        let wanted =
            [word("escola", false), phrase(&["de", "musica"], false), word("bibliot", true)];
        assert_eq!(asked.wanted, wanted);
        assert_eq!(asked.unwanted, [word("privada", false), phrase(&["preu", "alt"], false)]);
    }

    #[test]
    fn a_code_is_a_phrase_that_may_be_unfinished() {
        assert_eq!(Asked::read("bcn-2016-0").wanted, [phrase(&["bcn", "2016", "0"], true)]);
    }

    #[test]
    fn common_words_count_only_when_alone() {
        assert_eq!(
            Asked::read("casa de la vila").wanted,
            [word("casa", false), word("vila", true)]
        );
        assert_eq!(Asked::read("de la").wanted, [word("de", false), word("la", true)]);
    }

    #[test]
    fn signs_mean_nothing_and_a_query_is_bounded() {
        assert_eq!(Asked::read("title:* AND (~^ - -- \" \\").wanted, [word("title", false)]);
        assert!(Asked::read(&"z ".repeat(100_000)).wanted.len() <= MAX_TERMS);
        assert_eq!(Asked::read(""), Asked::default());
    }
}
