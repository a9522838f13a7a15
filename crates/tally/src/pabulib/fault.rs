//! What can be wrong with a file, and where.

use crate::{
    amount::{Amount, AmountError},
    place::FileError,
    profile::ProfileError,
};

/// A `.pb` file that cannot be counted: which, where, why, and what to do.
pub type PabulibError = FileError<Fault>;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The bytes are not UTF-8.
    #[error("not UTF-8 (byte {byte}): open the file in its own encoding and save it as UTF-8")]
    Encoding {
        /// The first bad byte, from 0.
        byte: usize,
    },
    /// A section is missing or not where it belongs.
    #[error(
        "the section {0} should begin here: the sections are META, PROJECTS, VOTES, in this order"
    )]
    MissingSection(&'static str),
    /// A section appears again.
    #[error("the section {0} begins again: keep one")]
    SectionTwice(&'static str),
    /// A section ends before its header line.
    #[error("the section {0} has no header line: name its columns")]
    NoHeader(&'static str),
    /// The header of a section lacks a column.
    #[error("the section {section} has no column `{column}`: add it to this header line")]
    MissingColumn {
        /// The section.
        section: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A column is named twice.
    #[error("the column `{0}` is named twice: keep one")]
    ColumnTwice(&'static str),
    /// A row has another number of fields than the header.
    #[error("{given} fields where the header has {expected}: a `;` inside a field needs quotes")]
    Fields {
        /// Fields in the row.
        given: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// A quote is not closed.
    #[error("this quote is never closed: close it, or double it if it belongs to the text")]
    OpenQuote,
    /// There is text after a closing quote.
    #[error("text after a closing quote: double the quotes that belong to the text")]
    TextAfterQuote,
    /// A field is longer than any real one.
    #[error("a field of more than {0} bytes: shorten it, or close a quote before it")]
    LongField(usize),
    /// A row has more fields than any real one.
    #[error("more than {0} fields in one row: remove columns")]
    ManyFields(usize),
    /// `META` lacks a key.
    #[error("META has no `{0}`: add a line `{0};...`")]
    MissingKey(&'static str),
    /// `META` says a key twice.
    #[error("META says `{0}` twice: keep one")]
    KeyTwice(String),
    /// `META` has more lines than any real file.
    #[error("META has more than {0} lines: remove some")]
    LongMeta(usize),
    /// The vote type is not one of the five.
    #[error(
        "the vote type `{0}` is not known: write approval, choose-1, cumulative, scoring or ordinal"
    )]
    VoteType(String),
    /// Not an exact amount.
    #[error("`{name}` is `{given}`: {error}")]
    Amount {
        /// Which column or key.
        name: &'static str,
        /// What is written.
        given: String,
        /// Why it is none.
        error: AmountError,
    },
    /// Not a whole number of zero or more.
    #[error("`{name}` is `{given}`: write a whole number of zero or more")]
    NotWhole {
        /// Which column or key.
        name: &'static str,
        /// What is written.
        given: String,
    },
    /// There is no project.
    #[error("there is no project: list at least one under PROJECTS")]
    NoProjects,
    /// A field that must not be empty.
    #[error("`{0}` is empty: write one")]
    Empty(&'static str),
    /// A project id with a comma could not be named on a ballot.
    #[error(
        "the project id `{0}` has a comma in it, which separates projects on ballots: change it"
    )]
    CommaInId(String),
    /// A project is listed twice.
    #[error("the project `{id}` is listed twice, first on line {first}: keep one")]
    ProjectTwice {
        /// Its id.
        id: String,
        /// Where it was first.
        first: usize,
    },
    /// A voter votes twice.
    #[error("the voter `{id}` has a second ballot, the first is on line {first}: keep one")]
    VoterTwice {
        /// The voter's id.
        id: String,
        /// Where the first ballot is.
        first: usize,
    },
    /// META states another number of rows than there are.
    #[error("META says `{name};{stated}`, and there are {counted}: correct it, or the file is cut")]
    WrongNumber {
        /// The key: `num_projects` or `num_votes`.
        name: &'static str,
        /// What it says.
        stated: u64,
        /// What there is.
        counted: usize,
    },
    /// A ballot names a project that is not listed.
    #[error("a vote for the project `{0}`, which is not listed under PROJECTS")]
    UnknownProject(String),
    /// A ballot names a project twice.
    #[error("the project `{0}` is named twice on this ballot: keep one")]
    NamedTwice(String),
    /// A ballot has another number of points than of projects.
    #[error("{points} points for {projects} projects: write one number for each project")]
    PointsLength {
        /// Numbers in the column `points`.
        points: usize,
        /// Projects in the column `vote`.
        projects: usize,
    },
    /// A ballot is outside a limit of the file.
    #[error("this ballot has {given}, and the file's `{limit}` is {bound}: correct one of them")]
    Limit {
        /// The limit's key.
        limit: &'static str,
        /// What the ballot has.
        given: Amount,
        /// What the limit is.
        bound: Amount,
    },
    /// A ballot that counts no whole number of times.
    #[error("`vote_strength` is `{0}`: write a whole number of one or more")]
    Strength(String),
    /// A mark in the column `selected` that is no number; noted, for it does not count.
    #[error("`selected` is `{0}`: write 1 for a project that was chosen, else 0")]
    Selected(String),
    /// The options and ballots do not make a profile.
    #[error(transparent)]
    Profile(#[from] ProfileError),
}
