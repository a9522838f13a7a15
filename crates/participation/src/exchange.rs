//! In and out: Decidim's open data, and everything of one person.
//!
//! ```text
//!  rows ─▶ draft: spaces, classes, documents, comments ─▶ checked ─▶ written in few batches
//!            │ what of a row has no place here
//!            ▼
//!          rest of its origin ─▶ laid over what the entry tells ─▶ the same row again
//! ```
//!
//! **What goes in comes out.** A document tells a row by itself (`sheet`); whatever cell it would
//! tell otherwise is kept beside it as it stood (`rest`). So an export is the import again, but
//! for what was done here since.

mod classes;
mod comments;
mod documents;
mod draft;
mod error;
mod export;
mod import;
mod kinds;
mod known;
mod language;
mod native;
mod person;
mod rest;
mod sheet;
mod spaces;
mod teller;

pub use error::{ImportError, RowFault, RowName};
pub use export::{CommentTable, ExportedTables};
pub use import::{ImportPlan, ImportReport};
