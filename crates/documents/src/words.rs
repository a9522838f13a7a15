//! Two texts compared piece by piece, with a bound on the work that depends on nothing but them.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Most pieces of both texts together. The work can grow with their square.
const MOST_PIECES: usize = 6000;

/// What became of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run<'a> {
    /// It stayed.
    Kept(&'a str),
    /// It became the other; one of the two may be empty.
    Changed(&'a str, &'a str),
}

/// How one text became the other: by words; of long texts with many changes by lines; and
/// otherwise as a whole. What both begin and end with does not count.
pub(crate) fn compare<'a>(before: &'a str, after: &'a str) -> Vec<Run<'a>> {
    let (head, before, after, tail) = trimmed(before, after);
    let by = [words(before), lines(before)].into_iter().zip([words(after), lines(after)]);
    let small = by.into_iter().find(|(old, new)| old.len() + new.len() <= MOST_PIECES);
    let middle = match small {
        Some((old, new)) => runs(before, &old, after, &new),
        None => vec![Run::Changed(before, after)],
    };
    let mut all = vec![Run::Kept(head)];
    all.extend(middle);
    all.push(Run::Kept(tail));
    all.retain(|run| !matches!(run, Run::Kept("") | Run::Changed("", "")));
    all
}

/// What both texts begin with, what is left of each, and what both end with; cut between words.
fn trimmed<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str, &'a str, &'a str) {
    let (old, new) = (words(before), words(after));
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head: usize = old.iter().zip(&new).take_while(same).map(|(word, _)| word.len()).sum();
    let (start, before) = before.split_at(head);
    let after = after.get(head..).unwrap_or_default();
    let (old, new) = (words(before), words(after));
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail: usize = ends.take_while(same).map(|(word, _)| word.len()).sum();
    let (before, end) = before.split_at(before.len() - tail);
    (start, before, after.get(..after.len() - tail).unwrap_or_default(), end)
}

fn runs<'a>(before: &'a str, old: &[&str], after: &'a str, new: &[&str]) -> Vec<Run<'a>> {
    let (old_ends, new_ends) = (ends(old), ends(new));
    let cut = |text: &'a str, ends: &[usize], from: usize, length: usize| {
        let place = |at: usize| ends.get(at).copied().unwrap_or(text.len());
        text.get(place(from)..place(from + length)).unwrap_or_default()
    };
    let run = |op: DiffOp| {
        let (old, new) = (op.old_range(), op.new_range());
        let gone = cut(before, &old_ends, old.start, old.len());
        let come = cut(after, &new_ends, new.start, new.len());
        match op {
            DiffOp::Equal { .. } => Run::Kept(gone),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                Run::Changed(gone, come)
            }
        }
    };
    capture_diff_slices(Algorithm::Myers, old, new).into_iter().map(run).collect()
}

/// Where each piece begins, and where the last ends.
fn ends(pieces: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let after = pieces.iter().map(|piece| {
        at += piece.len();
        at
    });
    std::iter::once(0).chain(after).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The text as words, runs of white space and single signs. What is neither ASCII nor white space
/// belongs to a word, so that a letter keeps its marks and an emoji its parts.
fn words(text: &str) -> Vec<&str> {
    let class = |c: char| match c {
        _ if c.is_whitespace() => 0,
        _ if c.is_alphanumeric() || !c.is_ascii() => 1,
        _ => 2,
    };
    let mut words = Vec::new();
    let mut from = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if last.is_some_and(|last| last != class(c) || last == 2) {
            words.extend(text.get(from..at));
            from = at;
        }
        last = Some(class(c));
    }
    words.extend(text.get(from..).filter(|rest| !rest.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_marks() {
        let text = "L'a\u{301}vi 👩‍👧 diu:  «sí»!";
        let expected = ["L", "'", "a\u{301}vi", " ", "👩‍👧", " ", "diu", ":", "  ", "«sí»", "!"];
        assert_eq!(words(text), expected);
        assert_eq!(words(text).concat(), text);
    }

    #[test]
    fn a_changed_word_is_found_among_kept_ones() {
        let runs = compare("un banc a la plaça", "dos bancs a la plaça");
        let expected = [
            Run::Changed("un", "dos"),
            Run::Kept(" "),
            Run::Changed("banc", "bancs"),
            Run::Kept(" a la plaça"),
        ];
        assert_eq!(runs, expected);
    }
}
