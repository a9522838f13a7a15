//! The passage of a text that answers a query, with what matches told apart.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::asked::{Asked, Term};
use crate::document::MAX_WORDS;
use crate::stem::Stems;
use crate::words::words;

/// A part of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// As it stands in the text, or `…` where the text goes on.
    pub text: String,
    /// Whether this is what was looked for.
    pub matched: bool,
}

/// An excerpt of a text around what a query looks for: at most `max_chars` characters of the text,
/// cut between words (between graphemes when a word is longer), and `…` where it was cut. Without
/// a match it is the beginning.
///
/// The pieces are the text's own characters, bidi controls included: isolate them when shown. A
/// word counts as matched when it is of the same stem in any language known here.
#[must_use]
pub fn highlight(text: &str, query: &str, max_chars: usize) -> Vec<Piece> {
    let matches = matches(text, &Asked::read(query));
    let window = window(text, &matches, max_chars);
    let mut pieces = Vec::new();
    let mut push = |text: &str, matched| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), matched });
        }
    };
    push(if window.start > 0 { "…" } else { "" }, false);
    let mut at = window.start;
    for found in matches {
        let (start, end) = (found.start.max(at), found.end.min(window.end));
        if start < end {
            push(text.get(at..start).unwrap_or_default(), false);
            push(text.get(start..end).unwrap_or_default(), true);
            at = end;
        }
    }
    push(text.get(at..window.end).unwrap_or_default(), false);
    push(if window.end < text.len() { "…" } else { "" }, false);
    pieces
}

/// What matches, ascending and apart.
fn matches(text: &str, asked: &Asked) -> Vec<Range<usize>> {
    let wanted: Vec<Wanted<'_>> = asked.wanted.iter().map(Wanted::of).collect();
    let longest = wanted.iter().map(|wanted| wanted.words.len()).max().unwrap_or(0);
    if longest == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut recent: Vec<(String, Range<usize>)> = Vec::new();
    let mut left = MAX_WORDS;
    words(text, |word, span| {
        if recent.len() == longest {
            recent.remove(0);
        }
        recent.push((word.to_owned(), span));
        for wanted in &wanted {
            let tail = recent.len().checked_sub(wanted.words.len());
            if let Some(tail) = tail.and_then(|at| recent.get(at..))
                && wanted.is(tail)
            {
                found.extend(tail.iter().map(|(_, span)| span.clone()));
            }
        }
        left -= 1;
        left > 0
    });
    found.sort_unstable_by_key(|span| (span.start, span.end));
    found.dedup();
    found
}

/// A term with the stems of its word.
struct Wanted<'a> {
    words: Vec<&'a str>,
    stems: Vec<(Stems, String)>,
    unfinished: bool,
}

impl<'a> Wanted<'a> {
    fn of(term: &'a Term) -> Self {
        match term {
            Term::Word { word, unfinished } => Self {
                words: vec![word],
                stems: Stems::ALL.map(|stems| (stems, stems.stem(word))).into(),
                unfinished: *unfinished,
            },
            Term::Phrase { words, unfinished } => Self {
                words: words.iter().map(String::as_str).collect(),
                stems: Vec::new(),
                unfinished: *unfinished,
            },
        }
    }

    fn is(&self, found: &[(String, Range<usize>)]) -> bool {
        let Some((last, before)) = self.words.split_last() else { return false };
        let Some(((found, _), found_before)) = found.split_last() else { return false };
        let begins = |(wanted, (found, _)): (&&str, &(String, _))| wanted == found;
        before.iter().zip(found_before).all(begins)
            && (found == last
                || self.unfinished && found.starts_with(last)
                || self.stems.iter().any(|(stems, stem)| stems.stem(found) == *stem))
    }
}

/// The part of the text that is shown: where most matches are, with a third of the room before.
fn window(text: &str, matches: &[Range<usize>], max_chars: usize) -> Range<usize> {
    let Some((rest_at, _)) = text.char_indices().nth(max_chars) else { return 0..text.len() };
    let lead = max_chars / 3;
    let centre = densest(matches, max_chars - lead).unwrap_or(0);
    let before = text.get(..centre).unwrap_or_default();
    let from = before.char_indices().rev().nth(lead.saturating_sub(1)).map_or(0, |(at, _)| at);
    let start = match from {
        0 => 0,
        _ if lead == 0 => centre,
        from => start_of_word(text, from, centre),
    };
    if start == 0 {
        return 0..end_of_word(text, 0, rest_at);
    }
    let rest = text.get(start..).unwrap_or_default();
    match rest.char_indices().nth(max_chars) {
        Some((length, _)) => start..end_of_word(text, start, start + length),
        None => start..text.len(),
    }
}

/// Where the most matches stand within so many bytes, the first of such places.
fn densest(matches: &[Range<usize>], room: usize) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let mut last = 0;
    for (first, span) in matches.iter().enumerate() {
        while matches.get(last).is_some_and(|next| next.end <= span.start + room) {
            last += 1;
        }
        let here = last.saturating_sub(first);
        if best.is_none_or(|(count, _)| here > count) {
            best = Some((here, span.start));
        }
    }
    best.map(|(_, at)| at)
}

/// The first beginning of a word from `from` on, `by` at the latest.
fn start_of_word(text: &str, from: usize, by: usize) -> usize {
    let lead = text.get(from..by).unwrap_or_default();
    match lead.find(char::is_whitespace) {
        Some(gap) => by - lead.get(gap..).map_or(0, |rest| rest.trim_start().len()),
        None => by,
    }
}

/// The last end of a word up to `by`; when there is none after `start`, the last whole grapheme.
fn end_of_word(text: &str, start: usize, by: usize) -> usize {
    let shown = text.get(start..by).unwrap_or_default();
    if text.get(by..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return start + shown.trim_end().len();
    }
    if let Some(gap) = shown.rfind(char::is_whitespace) {
        let whole = shown.get(..gap).unwrap_or_default().trim_end().len();
        if whole > 0 {
            return start + whole;
        }
    }
    let rest = text.get(start..).unwrap_or_default();
    let ends = rest.grapheme_indices(true).map(|(at, grapheme)| start + at + grapheme.len());
    ends.take_while(|end| *end <= by).last().unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, query: &str, max_chars: usize) -> String {
        highlight(text, query, max_chars)
            .into_iter()
            .map(|Piece { text, matched }| if matched { format!("[{text}]") } else { text })
            .collect()
    }

    #[test]
    fn what_was_looked_for_is_told_apart_as_it_is_written() {
        let text = "Més Biblioteques públiques, i l'escola de música.";
        assert_eq!(
            marked(text, "biblioteca publica \"escola de musica\"", 100),
            "Més [Biblioteques] [públiques], i l'[escola] [de] [música].",
        );
        assert_eq!(
            marked(text, "music", 100),
            "Més Biblioteques públiques, i l'escola de [música]."
        );
        assert_eq!(marked("Cal col·laborar-hi", "collabor", 50), "Cal [col·laborar]-hi");
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_matches() {
        let text = format!(
            "{}el carril bici de la Meridiana {}",
            "abans ".repeat(50),
            "després ".repeat(50)
        );
        assert_eq!(marked(&text, "carril bici", 40), "…abans el [carril] [bici] de la Meridiana…");
        assert_eq!(marked(&text, "tramvia", 14), "…abans abans…".trim_start_matches('…'));
    }

    #[test]
    fn a_word_without_end_is_cut_between_graphemes() {
        let family = "👩‍👩‍👧".repeat(20);
        assert_eq!(marked(&family, "x", 7), "👩‍👩‍👧…");
        assert_eq!(marked(&"a".repeat(100), "a", 5), "[aaaaa]…");
        assert_eq!(marked(&"e\u{301}".repeat(100), "x", 0), "…");
    }
}
