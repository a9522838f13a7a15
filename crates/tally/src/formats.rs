//! One entry for every format of ballots: which it is, by its extension, and what it holds.
//!
//! | extension | format | module |
//! |---|---|---|
//! | `.pb` | Pabulib: participatory budgets | [`crate::pabulib`] |
//! | `.blt` | BLT: rankings, with seats | [`crate::blt`] |
//! | `.soc` `.soi` `.toc` `.toi` | PrefLib: rankings | [`crate::preflib`] |

use std::{fmt, num::NonZeroU16};

use crate::{
    blt::{BltError, BltFile},
    pabulib::{PabulibError, PbFile},
    params::Params,
    place::Place,
    preflib::{DataType, PrefLibError, PrefLibFile},
    profile::Profile,
    rule::Rule,
};

/// A format of ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Pabulib's `.pb`.
    Pabulib,
    /// `.blt`.
    Blt,
    /// One of PrefLib's formats of rankings.
    PrefLib(DataType),
}

/// A file of ballots that was read whole and found good.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum BallotFile {
    /// A participatory budget.
    Pabulib(Box<PbFile>),
    /// Rankings with seats.
    Blt(BltFile),
    /// Rankings.
    PrefLib(PrefLibFile),
}

/// A file of ballots that cannot be counted. Each prints as `file:line:column: what is wrong: what
/// to do`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The name does not end like any format's.
    #[error(
        "{}: no ballots are read from files of this name: let it end in .pb, .blt, .soc, .soi, \
         .toc or .toi",
        .file.escape_debug()
    )]
    Unknown {
        /// The file, as the caller named it.
        file: String,
    },
    /// A bad `.pb` file.
    #[error(transparent)]
    Pabulib(#[from] PabulibError),
    /// A bad `.blt` file.
    #[error(transparent)]
    Blt(#[from] BltError),
    /// A bad PrefLib file.
    #[error(transparent)]
    PrefLib(#[from] PrefLibError),
}

impl Format {
    /// The format that a file's name ends in, in any case.
    ///
    /// # Errors
    /// [`FormatError::Unknown`] when it ends like none.
    pub fn of_name(name: &str) -> Result<Self, FormatError> {
        let unknown = || FormatError::Unknown { file: name.to_owned() };
        let (_, extension) = name.rsplit_once('.').ok_or_else(unknown)?;
        if extension.eq_ignore_ascii_case("pb") {
            return Ok(Self::Pabulib);
        }
        if extension.eq_ignore_ascii_case("blt") {
            return Ok(Self::Blt);
        }
        DataType::of_name(extension).map(Self::PrefLib).ok_or_else(unknown)
    }
}

impl BallotFile {
    /// Reads a whole file of a format. `name` is what errors call it.
    ///
    /// # Errors
    /// [`FormatError`] with the line and column of the first thing that is wrong.
    pub fn read(name: &str, bytes: &[u8], format: Format) -> Result<Self, FormatError> {
        Ok(match format {
            Format::Pabulib => Self::Pabulib(Box::new(PbFile::read(name, bytes)?)),
            Format::Blt => Self::Blt(BltFile::read(name, bytes)?),
            Format::PrefLib(data_type) => Self::PrefLib(PrefLibFile::read(name, bytes, data_type)?),
        })
    }

    /// Reads a whole file of the format that its name ends in.
    ///
    /// # Errors
    /// [`FormatError`] when it ends like none, or with the line and column of the first thing that
    /// is wrong.
    pub fn read_named(name: &str, bytes: &[u8]) -> Result<Self, FormatError> {
        Self::read(name, bytes, Format::of_name(name)?)
    }

    /// What it is.
    #[must_use]
    pub const fn format(&self) -> Format {
        match self {
            Self::Pabulib(_) => Format::Pabulib,
            Self::Blt(_) => Format::Blt,
            Self::PrefLib(file) => Format::PrefLib(file.data_type()),
        }
    }

    /// Options and ballots.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        match self {
            Self::Pabulib(file) => file.profile(),
            Self::Blt(file) => file.profile(),
            Self::PrefLib(file) => file.profile(),
        }
    }

    /// Options and ballots, to change or keep.
    #[must_use]
    pub fn into_profile(self) -> Profile {
        match self {
            Self::Pabulib(file) => file.into_profile(),
            Self::Blt(file) => file.into_profile(),
            Self::PrefLib(file) => file.into_profile(),
        }
    }

    /// Seats to fill, where the format says any.
    #[must_use]
    pub const fn seats(&self) -> Option<NonZeroU16> {
        match self {
            Self::Blt(file) => Some(file.seats()),
            Self::Pabulib(_) | Self::PrefLib(_) => None,
        }
    }

    /// What the vote is called.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Pabulib(file) => file.meta("description").filter(|title| !title.is_empty()),
            Self::Blt(file) => file.title(),
            Self::PrefLib(file) => file.title(),
        }
    }

    /// The rule by which it was decided, where the file says one that is built here.
    #[must_use]
    pub fn declared_rule(&self) -> Option<Rule> {
        match self {
            Self::Pabulib(file) => file.declared_rule(),
            Self::Blt(_) | Self::PrefLib(_) => None,
        }
    }

    /// What a rule needs from this file: a threshold (see [`PbFile::params`]), or the seats for
    /// the rules of the single transferable vote. The others fill one seat.
    #[must_use]
    pub fn params(&self, rule: Rule) -> Params {
        match self {
            Self::Pabulib(file) => file.params(rule),
            Self::Blt(file) if matches!(rule, Rule::StvScottish | Rule::StvMeek) => {
                Params::default().with_seats(file.seats())
            }
            Self::Blt(_) | Self::PrefLib(_) => Params::default(),
        }
    }

    /// Oddities that do not touch the count, each as `line:column: what it is`: the first
    /// [`crate::place::MAX_NOTES`].
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        fn told<T: fmt::Display>(notes: &[T]) -> Vec<String> {
            notes.iter().map(T::to_string).collect()
        }
        match self {
            Self::Pabulib(file) => told(file.notes()),
            Self::Blt(file) => told(file.notes()),
            Self::PrefLib(_) => Vec::new(),
        }
    }

    /// How many oddities there are in all.
    #[must_use]
    pub const fn notes_in_all(&self) -> usize {
        match self {
            Self::Pabulib(file) => file.notes_in_all(),
            Self::Blt(file) => file.notes_in_all(),
            Self::PrefLib(_) => 0,
        }
    }
}

impl FormatError {
    /// The file, as the caller named it.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::Unknown { file } => file,
            Self::Pabulib(error) => error.file(),
            Self::Blt(error) => error.file(),
            Self::PrefLib(error) => error.file(),
        }
    }

    /// Where it is wrong; `None` when the file was not looked into.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Unknown { .. } => None,
            Self::Pabulib(error) => Some(error.place()),
            Self::Blt(error) => Some(error.place()),
            Self::PrefLib(error) => Some(error.place()),
        }
    }
}
