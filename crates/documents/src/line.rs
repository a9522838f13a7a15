//! A history without branches: each edit changes the text that the one before it left.

use participation_acts::{FieldEdit, FieldEdits, Splice, TextField};
use participation_types::Language;

use crate::contents::Contents;
use crate::edit::limits::MAX_TEXT;
use crate::fault::EditFault;

/// The edits in order and the text that they leave. Most documents have one edit and stay here,
/// where nothing is kept besides the edit and the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) edits: Vec<FieldEdits>,
    pub(crate) contents: Contents,
}

impl Line {
    /// Whether the edit fits the text.
    pub(crate) fn judge(&self, fields: &FieldEdits) -> Result<(), EditFault> {
        judge(fields, |field, language| self.contents.text(field, language).chars().count())
    }

    /// Adds an edit that fits.
    pub(crate) fn push(&mut self, fields: &FieldEdits) {
        apply(&mut self.contents, fields);
        self.edits.push(fields.clone());
    }

    /// The text that the first so many edits leave.
    pub(crate) fn after(&self, edits: usize) -> Contents {
        if edits >= self.edits.len() {
            return self.contents.clone();
        }
        let mut contents = Contents::default();
        self.edits.iter().take(edits).for_each(|fields| apply(&mut contents, fields));
        contents
    }

    pub(crate) fn bytes(&self) -> usize {
        // The edits' texts are about as long as what they leave; small maps take the rest.
        self.contents.bytes() * 2 + self.edits.len() * 128 + 2000
    }
}

/// Whether each splice lies within the text that it meets, and no text gets too long. What the
/// text says does not matter, only how long it is.
pub(crate) fn judge(
    fields: &FieldEdits,
    length_of: impl Fn(TextField, Language) -> usize,
) -> Result<(), EditFault> {
    for change in fields.iter() {
        let FieldEdit::Splice { field, language, splices } = change else { continue };
        let (field, language) = (*field, *language);
        let before = length_of(field, language) as u64;
        let mut length = before;
        for splice in splices.iter() {
            let end = u64::from(splice.at) + u64::from(splice.delete);
            if end > length {
                return Err(EditFault::Beyond { field, language, at: end, length });
            }
            length -= u64::from(splice.delete);
            length += splice.insert.as_str().chars().count() as u64;
        }
        // Two people at once can leave more than one may: then it can still be cut.
        if length > MAX_TEXT as u64 && length > before {
            return Err(EditFault::TooLong { field, language, length });
        }
    }
    Ok(())
}

/// Applies an edit that was judged.
fn apply(contents: &mut Contents, fields: &FieldEdits) {
    for change in fields.iter() {
        match change {
            FieldEdit::Splice { field, language, splices } => {
                let text = spliced(contents.text(*field, *language), splices);
                contents.set_text((*field, *language), text);
            }
            FieldEdit::Set { field, value } => contents.set_value(*field, value.clone()),
        }
    }
}

/// Splices by position, in characters: as bytes, each splice would have to search its place anew.
fn spliced(text: &str, splices: &[Splice]) -> String {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let mut chars: Vec<char> = text.chars().collect();
    for splice in splices {
        let at = place(splice.at).min(chars.len());
        let end = at.saturating_add(place(splice.delete)).min(chars.len());
        chars.splice(at..end, splice.insert.as_str().chars());
    }
    chars.into_iter().collect()
}
