//! What changed between two versions, for people to read.

use std::collections::BTreeSet;

use participation_acts::{TextField, Value, ValueField};
use participation_types::Language;

use crate::contents::Contents;
use crate::words::{Run, compare};

/// What changed in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldDiff {
    /// A text changed.
    Text {
        /// Which field.
        field: TextField,
        /// In which language.
        language: Language,
        /// The whole text in pieces: those kept or inserted make the later text, those kept or
        /// deleted the earlier.
        pieces: Vec<Piece>,
    },
    /// A value changed.
    Value {
        /// Which field.
        field: ValueField,
        /// What it was.
        before: Option<Value>,
        /// What it is.
        after: Option<Value>,
    },
}

/// A run of text of a comparison; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The text.
    pub text: String,
}

/// What became of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PieceKind {
    /// It stayed.
    Equal,
    /// It was put in.
    Insert,
    /// It was taken out.
    Delete,
}

/// What changed from one version to the other: texts first, each field in ascending order. Texts
/// are compared by words, long ones with many changes by lines or as a whole.
#[must_use]
pub fn diff(before: &Contents, after: &Contents) -> Vec<FieldDiff> {
    let texts = changed_texts(before, after).map(|(field, language)| {
        let runs = compare(before.text(field, language), after.text(field, language));
        FieldDiff::Text { field, language, pieces: runs.into_iter().flat_map(pieces).collect() }
    });
    let values = changed_values(before, after).map(|field| FieldDiff::Value {
        field,
        before: before.value(field).cloned(),
        after: after.value(field).cloned(),
    });
    texts.chain(values).collect()
}

/// The texts that differ, ascending.
pub(crate) fn changed_texts<'a>(
    before: &'a Contents,
    after: &'a Contents,
) -> impl Iterator<Item = (TextField, Language)> + 'a {
    let keys: BTreeSet<_> = before.texts.keys().chain(after.texts.keys()).copied().collect();
    keys.into_iter()
        .filter(|(field, language)| before.text(*field, *language) != after.text(*field, *language))
}

/// The values that differ, ascending.
pub(crate) fn changed_values<'a>(
    before: &'a Contents,
    after: &'a Contents,
) -> impl Iterator<Item = ValueField> + 'a {
    let fields: BTreeSet<_> = before.values.keys().chain(after.values.keys()).copied().collect();
    fields.into_iter().filter(|field| before.value(*field) != after.value(*field))
}

fn pieces(run: Run<'_>) -> impl Iterator<Item = Piece> {
    let pieces = match run {
        Run::Kept(text) => [(PieceKind::Equal, text), (PieceKind::Equal, "")],
        Run::Changed(gone, come) => [(PieceKind::Delete, gone), (PieceKind::Insert, come)],
    };
    let filled = pieces.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(kind, text)| Piece { kind, text: text.to_owned() })
}
