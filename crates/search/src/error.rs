//! What can go wrong, and what to do then.

use thiserror::Error;

/// Why a document is not in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SearchError {
    /// The index would outgrow its bound. The document is not in it, nor is an older text of it.
    #[error("the search index holds {bytes} of at most {max_bytes} bytes: allow it more memory")]
    Full {
        /// Bytes held without this document.
        bytes: usize,
        /// The bound it was given.
        max_bytes: usize,
    },
}
