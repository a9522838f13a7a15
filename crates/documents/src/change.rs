//! The edit that leads from one version to another: what follows from somebody typing in a box.

use participation_acts::{FieldEdit, FieldEdits, Splice, Value};
use participation_types::{List, Text};

use crate::contents::Contents;
use crate::diff::{changed_texts, changed_values};
use crate::edit::limits::MAX_TEXT;
use crate::fault::EditFault;
use crate::words::{Run, compare};

/// Most splices of a text; more changes are written as one.
const MOST_SPLICES: usize = 512;

/// The edit that leads from one version to the other, empty if they are equal: small splices, so
/// that what others write at the same time elsewhere in the text stays where it belongs.
///
/// # Errors
/// [`EditFault::TooLong`] for a text that no edit can leave, [`EditFault::TooMany`] for more
/// changed fields than an edit can hold ([`FieldEdits::MAX`]).
pub fn change(before: &Contents, after: &Contents) -> Result<FieldEdits, EditFault> {
    let mut edits = Vec::new();
    for (field, language) in changed_texts(before, after) {
        let text = after.text(field, language);
        let length = text.chars().count();
        if length > MAX_TEXT {
            let length = length as u64;
            return Err(EditFault::TooLong { field, language, length });
        }
        let splices = splices(before.text(field, language), text);
        let splices = List::new(splices).map_err(|_| EditFault::TooMany)?;
        edits.push(FieldEdit::Splice { field, language, splices });
    }
    for field in changed_values(before, after) {
        let value = after.value(field).cloned().unwrap_or(Value::Nothing);
        edits.push(FieldEdit::Set { field, value });
    }
    if edits.len() > FieldEdits::MAX {
        return Err(EditFault::TooMany);
    }
    Ok(FieldEdits::new(edits))
}

fn splices(before: &str, after: &str) -> Vec<Splice> {
    let runs = compare(before, after);
    let splices = spliced(&runs);
    if splices.len() <= MOST_SPLICES {
        return splices;
    }
    // What is kept at both ends is kept here too: only what lies between becomes one splice.
    spliced(&[Run::Changed(before, after)])
}

/// The runs as splices from left to right: what lies left of a splice is as it will be.
fn spliced(runs: &[Run<'_>]) -> Vec<Splice> {
    let mut splices = Vec::new();
    let mut at = 0;
    for run in runs {
        match run {
            Run::Kept(text) => at += count(text),
            Run::Changed(gone, come) => {
                let (head, gone, come, tail) = narrowed(gone, come);
                at += count(head);
                splice(&mut splices, &mut at, gone, come);
                at += count(tail);
            }
        }
    }
    splices
}

/// One splice, or several where what comes is longer than one can hold.
fn splice(splices: &mut Vec<Splice>, at: &mut u32, gone: &str, come: &str) {
    let mut delete = count(gone);
    let mut rest = come;
    while delete > 0 || !rest.is_empty() {
        let (part, later) = rest.split_at(rest.floor_char_boundary(LONGEST));
        if let Ok(insert) = Text::new(part) {
            splices.push(Splice { at: *at, delete, insert });
        }
        *at += count(part);
        (delete, rest) = (0, later);
    }
}

/// Most bytes that a splice can put in.
const LONGEST: usize = 60_000;

/// What both begin with, what is left of each, and what both end with, in characters.
fn narrowed<'a>(gone: &'a str, come: &'a str) -> (&'a str, &'a str, &'a str, &'a str) {
    let same = |(a, b): &(char, char)| a == b;
    let size = |(c, _): (char, char)| c.len_utf8();
    let head: usize = gone.chars().zip(come.chars()).take_while(same).map(size).sum();
    let (start, gone) = gone.split_at(head);
    let come = come.get(head..).unwrap_or_default();
    let ends = gone.chars().rev().zip(come.chars().rev());
    let tail: usize = ends.take_while(same).map(size).sum();
    let (gone, end) = gone.split_at(gone.len() - tail);
    (start, gone, come.get(..come.len() - tail).unwrap_or_default(), end)
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
