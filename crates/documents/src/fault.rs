//! Why an edit is not part of a document.

use participation_acts::TextField;
use participation_types::{EntryId, Language};
use thiserror::Error;

use crate::edit::limits;

/// Why an edit is not part of a document. Nothing has changed by it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditFault {
    /// Something that it names is not here. It may come; if it is faulty itself, it never will.
    #[error("entry {0} is not part of the document: bring it first")]
    Missing(EntryId),
    /// The first edit of a document names others, belongs to something else, or a later one names
    /// none.
    #[error("only the first edit of a document has no deps, and its branch is the document")]
    Root,
    /// One of its deps lies before another, or is named twice.
    #[error("dep {0} lies before another dep: name only the last entries of the version")]
    Nested(EntryId),
    /// It was made without its author's own last edit of the same branch.
    #[error("its author wrote {0} before and did not build upon it: one device, one thread")]
    OwnPast(EntryId),
    /// It belongs to an amendment that it does not descend from.
    #[error("it belongs to {0}, which does not lie before it")]
    Branch(EntryId),
    /// It changes what lies behind the end of a text.
    #[error("{field:?} ({language}) has {length} characters where position {at} is changed")]
    Beyond {
        /// The field.
        field: TextField,
        /// The language.
        language: Language,
        /// The end of the change, in Unicode scalar values.
        at: u64,
        /// The length of the text that the change meets.
        length: u64,
    },
    /// It leaves a text longer than a text may be.
    #[error(
        "{field:?} ({language}) would have {length} characters, at most {max} fit",
        max = limits::MAX_TEXT
    )]
    TooLong {
        /// The field.
        field: TextField,
        /// The language.
        language: Language,
        /// The length that it would have.
        length: u64,
    },
    /// Its version has too long a past, or too many texts.
    #[error("the document has grown too old to be changed further: re-base it")]
    TooMany,
    /// More was written to the document, side by side, than any node has to hold. It stands at
    /// its first text until it is re-based.
    #[error("the document holds more than a node can derive: re-base it")]
    Full,
    /// Automerge refused what it should have taken. This is a flaw of the program.
    #[error("the change could not be derived ({0}): report this")]
    Derivation(String),
}

impl EditFault {
    /// Whether the edit may become good once something else has come.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing(_))
    }
}
