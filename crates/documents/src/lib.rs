//! Documents: every node derives the same text from the same edits.
//!
//! An edit says what it changes in the version that it was made upon. A [`Document`] takes the
//! edits in, one after another, and gives the text of any version. While each edit builds upon
//! the one before it, its text is a plain string; as soon as two people write at once it becomes
//! an Automerge document, of which each edit is one change. Both give the same text.
//!
//! ```text
//!   FieldEdits ──judge──▶ History (who knew what) ──▶ Line: strings, one edit after another
//!                                                 └─▶ Graph: one Automerge change for each edit
//!   Contents ◀── text, text_at ── Document        Contents, Contents ──▶ diff, change
//! ```
//!
//! **The contract: give the edits in an order in which every edit comes after its deps, and the
//! edits of one author after those that the author signed before.** The log has both orders. An
//! edit that is [`EditFault::Missing`] something waits, and the later edits of its author wait
//! with it. Under any such order the text, the faults and the Automerge changes are the same.
//!
//! This crate reads no clock and opens no file. Automerge draws a random actor id for each new
//! document; it is replaced before anything is written, and signs no change (tested).

mod bits;
mod change;
mod contents;
mod diff;
mod document;
mod edit;
mod fault;
mod graph;
mod history;
mod line;
mod words;

pub use change::change;
pub use contents::Contents;
pub use diff::{FieldDiff, Piece, PieceKind, diff};
pub use document::{Document, Version};
pub use edit::{EditRef, limits};
pub use fault::EditFault;
