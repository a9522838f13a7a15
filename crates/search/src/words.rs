//! Texts cut into folded words, the same way for what is indexed, asked and highlighted.
//!
//! A word is a run of letters and digits. Hyphens, apostrophes, `#` and all other signs part
//! words, and three habits of Catalan, Spanish and English are known: an elided article or
//! pronoun (*l'escola*, *d'aigua*, *s'ha*, *posa'm*, *city's*) is no word, nor is a pronoun tied
//! on with a hyphen (*trobar-nos*), and the double l (*col·laborar*, also written with a full
//! stop or another dot) is one word.

use std::ops::Range;

use crate::fold::fold;

/// Letters of a word that count, folded; what follows them in the same word is passed over.
pub(crate) const MAX_WORD_CHARS: usize = 40;

/// Before an apostrophe.
const ELIDED_BEFORE: &[&str] = &["d", "l", "m", "n", "s", "t"];
/// After an apostrophe.
const ELIDED_AFTER: &[&str] = &["d", "l", "ll", "ls", "m", "n", "ns", "re", "s", "t", "ve"];
/// After a hyphen, with none behind: in the address `placa-de-les-glories` all are words.
const TIED_ON: &[&str] = &[
    "en", "ens", "hi", "ho", "la", "les", "li", "lo", "los", "me", "ne", "nos", "se", "te", "us",
    "vos",
];

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Apostrophe,
    Hyphen,
    Gap,
}

/// Calls `each` with every folded word and where it stands in the text (on character boundaries),
/// until `each` says false.
pub(crate) fn words(text: &str, mut each: impl FnMut(&str, Range<usize>) -> bool) {
    let mut word = Word { folded: String::new(), length: 0, span: 0..0, before: Joint::Gap };
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let mut going = true;
        fold(character, |letter| {
            if !going {
                return;
            }
            if letter.is_alphanumeric() {
                if is_alone(letter) {
                    going = word.finish(Joint::Gap, &mut each);
                }
                word.push(letter, at, end);
                if is_alone(letter) {
                    going = going && word.finish(Joint::Gap, &mut each);
                }
            } else if !(is_dot(letter) && word.ends_in_l() && starts_with_l(text.get(end..))) {
                going = word.finish(joint(letter, text.get(end..)), &mut each);
            }
        });
        if !going {
            return;
        }
    }
    word.finish(Joint::Gap, &mut each);
}

/// The word being read.
struct Word {
    folded: String,
    length: usize,
    span: Range<usize>,
    before: Joint,
}

impl Word {
    fn push(&mut self, letter: char, at: usize, end: usize) {
        if self.length == 0 {
            self.span.start = at;
        }
        self.span.end = end;
        if self.length < MAX_WORD_CHARS {
            self.folded.push(letter);
            self.length += 1;
        }
    }

    fn ends_in_l(&self) -> bool {
        self.folded.ends_with('l')
    }

    fn finish(&mut self, after: Joint, each: &mut impl FnMut(&str, Range<usize>) -> bool) -> bool {
        if self.length == 0 {
            self.before = Joint::Gap;
            return true;
        }
        let is = |list: &[&str]| list.contains(&self.folded.as_str());
        let dropped = after == Joint::Apostrophe && is(ELIDED_BEFORE)
            || self.before == Joint::Apostrophe && is(ELIDED_AFTER)
            || self.before == Joint::Hyphen && after != Joint::Hyphen && is(TIED_ON);
        let going = dropped || each(&self.folded, self.span.clone());
        self.folded.clear();
        self.length = 0;
        self.before = after;
        going
    }
}

/// A sign ties two words only when a letter follows at once.
fn joint(sign: char, rest: Option<&str>) -> Joint {
    if !rest.and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric) {
        return Joint::Gap;
    }
    match sign {
        '\'' | '`' | '´' | 'ʼ' | '‘' | '’' | '‛' | '′' => Joint::Apostrophe,
        '-' | '‐' | '‑' => Joint::Hyphen,
        _ => Joint::Gap,
    }
}

/// The dots that people find on their keyboards for the double l.
fn is_dot(sign: char) -> bool {
    matches!(sign, '·' | '.' | '•' | '‧' | '∙' | '⋅' | '・' | '･')
}

fn starts_with_l(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| rest.starts_with(['l', 'L']))
}

/// Scripts written without spaces: each character is a word.
fn is_alone(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |word, _| {
            found.push(word.to_owned());
            true
        });
        found
    }

    #[test]
    fn elided_articles_and_tied_pronouns_are_no_words() {
        assert_eq!(
            cut("L'escola d’aigua s'ha de trobar-nos, posa'm-hi; the city's O'Donnell"),
            ["escola", "aigua", "ha", "de", "trobar", "posa", "the", "city", "o", "donnell"],
        );
    }

    #[test]
    fn an_address_is_cut_into_all_its_words() {
        assert_eq!(cut("/placa-de-les-glories"), ["placa", "de", "les", "glories"]);
    }

    #[test]
    fn the_double_l_is_one_word_in_every_spelling() {
        for written in ["col·laborar", "col.laborar", "collaborar", "coŀlaborar", "COL•LABORAR"]
        {
            assert_eq!(cut(written), ["collaborar"], "{written}");
        }
        assert_eq!(cut("final. La"), ["final", "la"]);
    }

    #[test]
    fn numbers_codes_and_hashtags_are_words() {
        assert_eq!(
            cut("BCN-2016-01-3 #SúperIlla 1'5 22@ C3"),
            ["bcn", "2016", "01", "3", "superilla", "1", "5", "22", "c3"],
        );
    }

    #[test]
    fn a_script_without_spaces_is_cut_into_characters() {
        assert_eq!(cut("学校 ab学"), ["学", "校", "ab", "学"]);
    }

    #[test]
    fn an_endless_word_is_cut() {
        assert_eq!(cut(&"a".repeat(65_536)), ["a".repeat(MAX_WORD_CHARS)]);
    }
}
