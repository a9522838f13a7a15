//! Reading and writing BLT files, the format of ranked ballots that programs for the single
//! transferable vote share.
//!
//! **Defined** in Hill, Wichmann and Woodall, *Algorithm 123: Single transferable vote by Meek's
//! method*, The Computer Journal 30 (1987), section 3.1; extended by OpenSTV and OpaVote. Also
//! called ERS97 or `.dat`.
//!
//! ```text
//! 4 2             # 4 candidates, 2 seats
//! -2              # candidate 2 has withdrawn; left out where nobody has
//! 3 1 3 4 0       # 3 ballots: first candidate 1, then 3, then 4
//! 2 4 1=3 0       # 2 ballots: first candidate 4, then 1 and 3 alike
//! (A7) 1 2 - 3 0  # a ballot with an id and a place that was skipped
//! 0               # no more ballots
//! "Adam"          # as many names as candidates
//! "Basil"
//! "Charlotte"
//! "Donald"
//! "Title"         # and, after Wichmann, a source and a comment
//! ```
//!
//! **Read alike**: any spaces and line ends, a byte order mark, `#` comments, quotes within names
//! (plain or doubled), one-word names without quotes, places shared as `1=3` (OpaVote) or `(1 3)`
//! (Hill), weights such as `3.0`, several ballots on one line, a comma at the end of a line. As
//! councils publish them: one name a line without quotes or with the party as a second text, a bare
//! title, names as `# ALTERNATIVE NAME 1: Adam`.
//!
//! **What is refused**: whatever would make the count a guess. A ballot that names a candidate
//! twice, or one that does not exist, or that does not end with `0` on its own line; ballots after
//! the end; fewer names than candidates.
//!
//! **What is noted and counted**: a skipped place (the next preference moves up, as a paper that
//! is counted by transfer has it anyway); missing names or a missing title; text after the title.
//!
//! **Withdrawn candidates** are taken off every ballot and are no options. The ids of options are
//! the file's own numbers, so they may have gaps.

mod fault;
mod names;
mod read;
mod scan;
mod write;

use std::num::NonZeroU16;

pub use fault::{BltError, BltFault};
pub use write::{BltWriteError, write};

use crate::{
    place::{FileError, Note, Notes},
    profile::Profile,
};

/// A `.blt` file that was read whole and found good.
#[derive(Debug, Clone)]
pub struct BltFile {
    profile: Profile,
    seats: NonZeroU16,
    title: Option<String>,
    more: Vec<String>,
    withdrawn: Vec<Withdrawn>,
    notes: Notes<BltFault>,
}

/// A candidate who has withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The file's number, from 1.
    pub number: u16,
    /// The name.
    pub name: String,
}

impl BltFile {
    /// Reads a whole file. `name` is what errors call it.
    ///
    /// # Errors
    /// [`BltError`] with the line and column of the first thing that is wrong.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, BltError> {
        read::parse(bytes).map_err(|wrong| FileError::new(name, wrong))
    }

    /// Candidates and ballots: rankings, or rankings with shared places where there is any.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Candidates and ballots, to change or keep.
    #[must_use]
    pub fn into_profile(self) -> Profile {
        self.profile
    }

    /// Seats to fill.
    #[must_use]
    pub const fn seats(&self) -> NonZeroU16 {
        self.seats
    }

    /// What the election is called.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What follows the title: a source, then a comment.
    #[must_use]
    pub fn more(&self) -> &[String] {
        &self.more
    }

    /// Who has withdrawn, by number.
    #[must_use]
    pub fn withdrawn(&self) -> &[Withdrawn] {
        &self.withdrawn
    }

    /// Oddities that do not touch the count: the first [`crate::place::MAX_NOTES`].
    #[must_use]
    pub fn notes(&self) -> &[Note<BltFault>] {
        self.notes.kept()
    }

    /// How many oddities there are in all.
    #[must_use]
    pub const fn notes_in_all(&self) -> usize {
        self.notes.in_all()
    }

    /// The file's text: reading it gives the same candidates, ballots, seats and title.
    ///
    /// # Errors
    /// [`BltWriteError`] when a name does not fit in a line.
    pub fn to_text(&self) -> Result<String, BltWriteError> {
        write::file(self)
    }
}
