//! What of a row has no place in an entry, kept in its origin as it stood.
//!
//! The columns of an origin's rest are: cells that the entry itself would tell otherwise (a blank
//! one where it would tell something and the row had nothing), markers of how languages are
//! spelled, then, after a column without a name, the row's own rest.

use std::collections::BTreeMap;

use participation_acts::{Column, Origin};
use participation_types::{List, Text};

use super::error::RowFault;
use super::language::Spelling;

/// Most columns of a rest.
const MAX: usize = 96;
/// Longest name of a column, in bytes.
const MAX_NAME: usize = 200;
/// Longest cell, in bytes.
const MAX_CELL: usize = 20_000;

/// Names of columns with their cells.
pub(crate) type Cells = Vec<(String, String)>;

/// What must be kept so that a row comes out again of what is told of it.
///
/// # Errors
/// [`RowFault`] when it does not fit.
pub(crate) fn keep(
    row: Cells,
    told: Cells,
    rest: &[(String, String)],
    spelling: &Spelling,
) -> Result<List<Column, MAX>, RowFault> {
    let mut told: BTreeMap<String, String> = told.into_iter().collect();
    let mut kept: Cells = spelling.markers().collect();
    for (name, cell) in row {
        if told.remove(&name).as_ref() != Some(&cell) {
            kept.push((name, cell));
        }
    }
    kept.extend(told.into_keys().map(|name| (name, String::new())));
    if !rest.is_empty() {
        kept.push((String::new(), String::new()));
        kept.extend_from_slice(rest);
    }
    let count = kept.len();
    let columns: Result<Vec<Column>, RowFault> = kept.into_iter().map(column).collect();
    List::new(columns?).map_err(|_| RowFault::TooManyCells { count, max: MAX })
}

fn column((name, cell): (String, String)) -> Result<Column, RowFault> {
    let (bytes, column) = (cell.len(), name.clone());
    let name = Text::new(name).map_err(|_| RowFault::ColumnName { max: MAX_NAME })?;
    let cell = Text::new(cell).map_err(|_| RowFault::TooLong { column, bytes, max: MAX_CELL })?;
    Ok(Column { name, cell })
}

/// An origin's rest, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Rest<'a> {
    /// How languages are spelled.
    pub(crate) spelling: Spelling,
    /// Cells that stood otherwise than the entry tells.
    pub(crate) otherwise: Vec<(&'a str, &'a str)>,
    /// The row's own rest.
    pub(crate) beyond: Vec<(&'a str, &'a str)>,
}

impl<'a> Rest<'a> {
    /// Of an origin.
    pub(crate) fn of(origin: &'a Origin) -> Self {
        let mut rest = Self::default();
        let mut columns =
            origin.rest.iter().map(|column| (column.name.as_str(), column.cell.as_str()));
        for (name, cell) in columns.by_ref().take_while(|(name, _)| !name.is_empty()) {
            if !rest.spelling.take(name, cell) {
                rest.otherwise.push((name, cell));
            }
        }
        rest.beyond = columns.collect();
        rest
    }

    /// The cell that was kept of a column.
    pub(crate) fn cell(&self, column: &str) -> Option<&'a str> {
        self.otherwise.iter().find(|(name, _)| *name == column).map(|(_, cell)| *cell)
    }

    /// The row's cells as they were, but for those that are told otherwise now than when it was
    /// imported.
    pub(crate) fn restore(&self, then: Cells, now: Cells) -> BTreeMap<String, String> {
        let mut cells: BTreeMap<String, String> = then.iter().cloned().collect();
        for (name, cell) in &self.otherwise {
            put(&mut cells, name, (!cell.is_empty()).then(|| (*cell).to_owned()));
        }
        let then: BTreeMap<String, String> = then.into_iter().collect();
        let now: BTreeMap<String, String> = now.into_iter().collect();
        for name in then.keys().chain(now.keys()) {
            if then.get(name) != now.get(name) {
                put(&mut cells, name, now.get(name).cloned());
            }
        }
        cells
    }
}

fn put(cells: &mut BTreeMap<String, String>, name: &str, cell: Option<String>) {
    match cell {
        Some(cell) => cells.insert(name.to_owned(), cell),
        None => cells.remove(name),
    };
}
