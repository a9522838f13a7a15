//! What can be wrong with a file, and with rows that are to be written.

use std::fmt;

use crate::{kind::Kind, limits};

/// Why a file was not read, or not written: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecidimError {
    /// The file is larger than [`limits::MAX_FILE`].
    #[error("the file has {bytes} bytes, at most {} are read: split it", limits::MAX_FILE)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// There is not even a header.
    #[error(
        "the file is empty: it should begin with a line of column names, such as \
         id;title/en;body/en, or be a JSON array"
    )]
    Empty,
    /// The bytes are no text in UTF-8.
    #[error("line {line}: not UTF-8: open the file in its own encoding and save it as UTF-8")]
    NotUtf8 {
        /// Where the first bad byte stands.
        line: u64,
    },
    /// The cells are not parted by semicolons.
    #[error("line {line}: the columns are parted by {found}: save the file with semicolons")]
    Separator {
        /// Where the header stands.
        line: u64,
        /// What seems to part them.
        found: &'static str,
    },
    /// JSON was given for CSV.
    #[error("line 1: the file is JSON, not CSV: read it as JSON")]
    JsonAsCsv,
    /// Another file of the same export.
    #[error("{place}: these are {found}, not {expected}: give the file of {expected}")]
    WrongKind {
        /// Where it shows.
        place: Place,
        /// What was asked for.
        expected: Kind,
        /// What it looks like.
        found: &'static str,
    },
    /// Nothing that is read here.
    #[error(
        "{place}: neither proposals, comments nor projects: give one of these files; its columns \
         are {found}"
    )]
    UnknownKind {
        /// Where it shows.
        place: Place,
        /// The columns there are.
        found: String,
    },
    /// The header lacks a column.
    #[error(
        "line {line}: the column `{column}` is missing: add it; the columns of this file are \
         {found}"
    )]
    MissingColumn {
        /// Where the header stands.
        line: u64,
        /// The column's name.
        column: &'static str,
        /// The columns there are.
        found: String,
    },
    /// Too many columns.
    #[error(
        "{place}: {found} columns or more, at most {} are read: leave out some",
        limits::MAX_COLUMNS
    )]
    TooManyColumns {
        /// Where.
        place: Place,
        /// How many.
        found: usize,
    },
    /// A column's name is too long.
    #[error(
        "{place}: the column `{column}` has a name of {bytes} bytes, at most {} are read: \
         shorten it",
        limits::MAX_COLUMN_NAME
    )]
    ColumnName {
        /// Where.
        place: Place,
        /// How the name begins.
        column: String,
        /// Its size.
        bytes: usize,
    },
    /// Too many rows.
    #[error("{place}: more than {} rows: split the file", limits::MAX_ROWS)]
    TooManyRows {
        /// Where the first row too many stands.
        place: Place,
    },
    /// A row has more or fewer cells than the header.
    #[error(
        "line {line}, from the column `{column}` on: {found} cells, the header has {expected}: put \
         \" around a cell that holds a semicolon or a line break"
    )]
    CellCount {
        /// Where the row begins.
        line: u64,
        /// The first column without a cell, or the last one.
        column: String,
        /// The row's cells.
        found: usize,
        /// The header's cells.
        expected: usize,
    },
    /// Quotes do not come in pairs.
    #[error(
        "line {line}: a \" is opened and not closed in this row: close it, and double a \" inside \
         a cell; or the file is cut off"
    )]
    OpenQuote {
        /// Where the row begins.
        line: u64,
    },
    /// A cell is too large.
    #[error(
        "{place}, column `{column}`: a cell of {bytes} bytes, at most {} are read: shorten it",
        limits::MAX_CELL
    )]
    CellTooLarge {
        /// Where.
        place: Place,
        /// The column's name.
        column: String,
        /// The cell's size.
        bytes: usize,
    },
    /// A cell that must not be blank is.
    #[error("{place}, column `{column}`: blank: fill it in, or take out the row")]
    Blank {
        /// Where.
        place: Place,
        /// The column's name.
        column: &'static str,
    },
    /// A cell does not hold what its column is for.
    #[error("{place}, column `{column}`: `{found}` should be {wanted}")]
    Cell {
        /// Where.
        place: Place,
        /// The column's name.
        column: String,
        /// How the cell begins.
        found: String,
        /// What it should hold.
        wanted: Wanted,
    },
    /// Two rows have one id.
    #[error("{place}, column `id`: {id} stands already at {first}: take out one of the two")]
    RepeatedId {
        /// Where.
        place: Place,
        /// Where it stands first.
        first: Place,
        /// The id.
        id: u64,
    },
    /// The file is no JSON.
    #[error("line {line}, column {column} of the text: no JSON: {why}: mend it or export it again")]
    NotJson {
        /// The line.
        line: usize,
        /// The column in that line.
        column: usize,
        /// What the JSON reader says.
        why: String,
    },
    /// The JSON is no array.
    #[error("the file holds {found}, not an array: put [ and ] around the objects")]
    NotAnArray {
        /// What it holds.
        found: &'static str,
    },
    /// An element of the array is no object.
    #[error("{place}: {found}, not an object: write {{\"id\": ...}} or take it out")]
    NotAnObject {
        /// Where.
        place: Place,
        /// What stands there.
        found: &'static str,
    },
    /// An object lacks a key.
    #[error("{place}: the key `{key}` is missing: add it; the keys of this object are {found}")]
    MissingKey {
        /// Where.
        place: Place,
        /// The key, with `/` between the levels.
        key: &'static str,
        /// The keys there are.
        found: String,
    },
    /// A value is of another type than its key has.
    #[error("{place}, key `{key}`: {found} should be {wanted}")]
    WrongType {
        /// Where.
        place: Place,
        /// The key, with `/` between the levels.
        key: String,
        /// What stands there.
        found: &'static str,
        /// What should stand there.
        wanted: &'static str,
    },
    /// Objects within objects within objects.
    #[error("{place}, key `{key}`: nested deeper than any export: flatten it")]
    TooDeep {
        /// Where.
        place: Place,
        /// The key, with `/` between the levels.
        key: String,
    },
    /// A row would not be read back as it is.
    #[error(
        "the row with the id {id}, column `{column}`, would be read back as another: {}",
        NORMAL
    )]
    Unwritable {
        /// The row's id.
        id: u64,
        /// The column.
        column: String,
    },
}

const NORMAL: &str = "sort languages and name each once, leave out blanks, keep times before the \
                      year 10000, and name nothing in `rest` that has a field of its own";

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The line of the file in which the row begins, from 1.
    Line(u64),
    /// The element of the JSON array, from 0.
    Index(usize),
    /// The row that is to be written, from 0.
    Row(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Index(index) => write!(f, "object with the index {index}"),
            Self::Row(row) => write!(f, "row with the index {row}"),
        }
    }
}

/// What a cell should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// A number from 1.
    Id,
    /// A number from 0.
    Number,
    /// How deep a comment stands.
    Depth,
    /// For, against or neither.
    Alignment,
    /// A moment.
    Time,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// Yes or no.
    Flag,
    /// An amount of money.
    Money,
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Id => "a whole number from 1: write the id that Decidim gave",
            Self::Number => "a whole number from 0: write such as 12, without dots or blanks",
            Self::Depth => {
                "a whole number from 0 to 65535: write 0 for a comment that answers none"
            }
            Self::Alignment => "-1, 0 or 1: write 1 for a comment in favour, -1 for one against",
            Self::Time => "a moment from 1970 on: write such as 2017-10-16 07:18:14 UTC",
            Self::Latitude => "degrees from -90 to 90: write such as 41.3850639",
            Self::Longitude => "degrees from -180 to 180: write such as 2.1734035",
            Self::Flag => "true or false: write one of the two",
            Self::Money => "an amount with at most two decimals: write such as 1500.50",
        })
    }
}

/// The beginning of a text from outside, fit for a line of an error message.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = text.chars().take(MOST).flat_map(char::escape_debug).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push_str("...");
    }
    shown
}

/// The first columns of a file, fit for a line of an error message.
pub(crate) fn listed<'a>(columns: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    let mut columns = columns.map(shown);
    let first: Vec<_> = columns.by_ref().take(MOST).collect();
    let more = columns.count();
    let list = first.join(", ");
    if more == 0 { list } else { format!("{list} and {more} more") }
}
