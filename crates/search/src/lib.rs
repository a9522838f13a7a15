//! Finding what neighbours wrote, and proposals that are alike. In memory only.
//!
//! ```text
//!  Document ──► words: folded, cut ──► Dictionary ──► one List a word ──┐
//!  Query ─────► Asked: words, "phrases", -unwanted ─────────────────────┴──► Hits
//! ```
//!
//! **The contract**: the index keeps no text and writes no file, and what was removed is gone from
//! it at once, so that an erased text can be found nowhere. The same documents give the same hits
//! in the same order on every machine, in whatever order they were put. No text that a neighbour
//! types is an error, and none costs more memory than its bounds say.
//!
//! A word finds itself in any case and with or without accents, and words of the same stem in
//! documents that are written in Catalan, Spanish or English.
//!
//! ```
//! use participation_search::{Document, Index, Query, highlight};
//!
//! let mut index = Index::default();
//! index.put(&Document {
//!     id: [7; 32],
//!     kind: 1,
//!     space: None,
//!     language: "ca",
//!     title: "Més biblioteques",
//!     text: "Que s'obrin els diumenges.",
//!     claimed: 0,
//! })?;
//! let found = index.search(&Query::new("biblioteca diumenge"));
//! assert_eq!((found.total, found.hits[0].id), (1, [7; 32]));
//!
//! let pieces = highlight("Que s'obrin els diumenges.", "biblioteca diumenge", 80);
//! assert_eq!((pieces[1].text.as_str(), pieces[1].matched), ("diumenges", true));
//! # Ok::<(), participation_search::SearchError>(())
//! ```

mod asked;
mod dictionary;
mod document;
mod error;
mod excerpt;
mod fold;
mod index;
mod list;
mod search;
pub mod similar;
mod stem;
mod words;

pub use asked::{MAX_QUERY_CHARS, MAX_TERMS};
pub use document::{Document, MAX_WORDS};
pub use error::SearchError;
pub use excerpt::{Piece, highlight};
pub use index::{Config, Index};
pub use search::{Hit, Hits, MAX_ENDINGS, MAX_HITS, Query};
