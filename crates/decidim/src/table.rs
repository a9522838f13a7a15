//! What is read and written: whole files.

use crate::{
    comment::CommentRow,
    error::DecidimError,
    json,
    kind::{Kind, Likeness},
    project::ProjectRow,
    proposal::ProposalRow,
    result::ResultRow,
    sheet, source, write,
};

/// Reads proposals.
#[derive(Debug, Clone, Copy)]
pub struct Proposals;

/// Reads comments, on proposals, meetings, results or whatever.
#[derive(Debug, Clone, Copy)]
pub struct Comments;

/// Reads projects of participatory budgets.
#[derive(Debug, Clone, Copy)]
pub struct Projects;

macro_rules! readers {
    ($name:ident, $row:ident) => {
        impl $name {
            /// Reads a CSV file.
            ///
            /// # Errors
            /// The first thing that is wrong with the file, with its line and column.
            pub fn read(bytes: &[u8]) -> Result<Vec<$row>, DecidimError> {
                sheet::read(bytes)
            }

            /// Reads a JSON file: an array of objects with the columns' names, nested.
            ///
            /// # Errors
            /// The first thing that is wrong with the file, with its index and key.
            pub fn read_json(bytes: &[u8]) -> Result<Vec<$row>, DecidimError> {
                json::read(bytes)
            }
        }
    };
}

readers!(Proposals, ProposalRow);
readers!(Comments, CommentRow);
readers!(Projects, ProjectRow);

/// A file of whichever kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Table {
    /// Proposals.
    Proposals(Vec<ProposalRow>),
    /// Comments.
    Comments(Vec<CommentRow>),
    /// Projects.
    Projects(Vec<ProjectRow>),
}

impl Table {
    /// Reads a file, CSV or JSON, and finds out of itself which it is. Any bytes may be given.
    ///
    /// # Errors
    /// [`DecidimError::UnknownKind`] and [`DecidimError::WrongKind`] when it is none of the three,
    /// and what the readers say.
    pub fn read(bytes: &[u8]) -> Result<Self, DecidimError> {
        let text = source::text(bytes)?;
        let is_json = text.trim_start().starts_with(['[', '{']);
        let (likeness, place, found) =
            if is_json { json::likeness(text)? } else { sheet::likeness(text)? };
        let kind = match likeness {
            Likeness::Ours(kind) => kind,
            Likeness::Other(found) => {
                return Err(DecidimError::WrongKind { place, expected: Kind::Proposals, found });
            }
            Likeness::Unknown => return Err(DecidimError::UnknownKind { place, found }),
        };
        match (kind, is_json) {
            (Kind::Proposals, false) => Proposals::read(bytes).map(Self::Proposals),
            (Kind::Proposals, true) => Proposals::read_json(bytes).map(Self::Proposals),
            (Kind::Comments, false) => Comments::read(bytes).map(Self::Comments),
            (Kind::Comments, true) => Comments::read_json(bytes).map(Self::Comments),
            (Kind::Projects, false) => Projects::read(bytes).map(Self::Projects),
            (Kind::Projects, true) => Projects::read_json(bytes).map(Self::Projects),
            (Kind::Results, _) => {
                let found = Kind::Results.name();
                Err(DecidimError::WrongKind { place, expected: Kind::Proposals, found })
            }
        }
    }

    /// Writes the file as CSV.
    ///
    /// # Errors
    /// As [`write_proposals`].
    pub fn write(&self) -> Result<Vec<u8>, DecidimError> {
        match self {
            Self::Proposals(rows) => write_proposals(rows),
            Self::Comments(rows) => write_comments(rows),
            Self::Projects(rows) => write_projects(rows),
        }
    }
}

/// Writes proposals as Decidim 0.31 does; [`Proposals::read`] gives the same rows again.
///
/// # Errors
/// A row that would be read back as another, an id twice, or more than [`crate::limits`] allow.
pub fn write_proposals(rows: &[ProposalRow]) -> Result<Vec<u8>, DecidimError> {
    write::write(rows)
}

/// Writes comments as Decidim 0.31 does; [`Comments::read`] gives the same rows again.
///
/// # Errors
/// As [`write_proposals`].
pub fn write_comments(rows: &[CommentRow]) -> Result<Vec<u8>, DecidimError> {
    write::write(rows)
}

/// Writes projects as Decidim 0.31 does; [`Projects::read`] gives the same rows again.
///
/// # Errors
/// As [`write_proposals`].
pub fn write_projects(rows: &[ProjectRow]) -> Result<Vec<u8>, DecidimError> {
    write::write(rows)
}

/// Writes results as Decidim 0.31 does, without what only Decidim has: statuses and components.
///
/// # Errors
/// As [`write_proposals`].
pub fn write_results(rows: &[ResultRow]) -> Result<Vec<u8>, DecidimError> {
    write::write(rows)
}
