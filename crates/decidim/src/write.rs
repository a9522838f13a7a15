//! Writes Decidim's CSV, with the names of the newest layout.
//!
//! **Whatever is written is read back as it was**: each row is put together again from its cells
//! before it goes out, and refused when it became another.

use std::collections::{BTreeSet, HashSet};

use csv::{Terminator, WriterBuilder};

use crate::{
    error::{DecidimError, Place, shown},
    escape::{protect, protect_unknown},
    kind::Likeness,
    limits,
    row::{Filling, Need, Row, Slot},
    value::Cell,
};

/// Header and rows. The same rows give the same bytes.
pub(crate) fn write<R: Row>(rows: &[R]) -> Result<Vec<u8>, DecidimError> {
    if rows.len() > limits::MAX_ROWS {
        return Err(DecidimError::TooManyRows { place: Place::Row(limits::MAX_ROWS) });
    }
    let header = Header::of(rows)?;
    if let (Some(_), Some(row)) = (
        Likeness::of(header.names()).instead_of(R::KIND),
        rows.iter().find(|row| !row.rest().is_empty()),
    ) {
        return Err(DecidimError::Unwritable { id: row.id(), column: "rest".to_owned() });
    }
    let slots: Vec<Slot<'_>> = header.names().map(Slot::of::<R>).collect();
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(Vec::new());
    let mut known = HashSet::new();
    // Writing to memory does not fail; what the library says all the same is taken for too much.
    let full = |_| DecidimError::TooLarge { bytes: usize::MAX };
    let names = slots.iter().map(|slot| protect(slot.name).into_owned());
    writer.write_record(names).map_err(full)?;
    for (number, row) in rows.iter().enumerate() {
        let place = Place::Row(number);
        if !known.insert(row.id()) {
            let first = rows.iter().position(|known| known.id() == row.id());
            let first = Place::Row(first.unwrap_or_default());
            return Err(DecidimError::RepeatedId { place, first, id: row.id() });
        }
        let cells = header.cells(row);
        for (slot, cell) in slots.iter().zip(&cells) {
            if cell.text().len() > limits::MAX_CELL {
                let (column, bytes) = (shown(slot.name), cell.text().len());
                return Err(DecidimError::CellTooLarge { place, column, bytes });
            }
        }
        read_back(row, &slots, &cells)?;
        let cells = cells.iter().zip(&slots).map(|(cell, slot)| match cell {
            Cell::Text(text) if slot.field.is_none() => protect_unknown(text),
            Cell::Text(text) => protect(text),
            Cell::Number(number) => number.into(),
        });
        for cell in cells {
            writer.write_field(cell.as_bytes()).map_err(full)?;
        }
        writer.write_record(None::<&[u8]>).map_err(full)?;
    }
    let bytes = writer.into_inner().map_err(|_| DecidimError::TooLarge { bytes: usize::MAX })?;
    if bytes.len() > limits::MAX_FILE {
        return Err(DecidimError::TooLarge { bytes: bytes.len() });
    }
    Ok(bytes)
}

/// Refuses a row that its own cells do not give again, and names the first column that differs.
fn read_back<R: Row>(row: &R, slots: &[Slot<'_>], cells: &[Cell]) -> Result<(), DecidimError> {
    let refuse = |column: &str| DecidimError::Unwritable { id: row.id(), column: shown(column) };
    let mut filling = Filling::<R>::new();
    for (slot, cell) in slots.iter().zip(cells) {
        filling.put(*slot, cell.text()).map_err(|_| refuse(slot.name))?;
    }
    let again = filling.finish().map_err(refuse)?;
    if again == *row {
        return Ok(());
    }
    let values = |row: &R, number: usize| {
        let mut values = Vec::new();
        if let Some(column) = R::columns().get(number) {
            (column.field)(row).each(&mut |language, cell| {
                values.push((language.to_owned(), cell));
            });
        }
        values
    };
    let other = R::columns()
        .iter()
        .enumerate()
        .find(|(number, _)| values(row, *number) != values(&again, *number));
    Err(refuse(other.map_or("rest", |(_, column)| column.name)))
}

/// Every column that a row needs.
struct Header {
    /// Of each field that is written, which it is and its languages.
    fields: Vec<(usize, Vec<String>)>,
    /// Their columns, in the same order.
    known: Vec<String>,
    /// The columns that have no field.
    rest: Vec<String>,
}

impl Header {
    fn of<R: Row>(rows: &[R]) -> Result<Self, DecidimError> {
        let mut header = Self { fields: Vec::new(), known: Vec::new(), rest: Vec::new() };
        for (number, column) in R::columns().iter().enumerate() {
            let mut languages = BTreeSet::new();
            for row in rows {
                (column.field)(row).each(&mut |language, _| {
                    if !languages.contains(language) {
                        languages.insert(language.to_owned());
                    }
                });
            }
            if languages.is_empty() && column.need != Need::Former {
                languages.insert(String::new());
            }
            for language in &languages {
                header.known.push(match language.as_str() {
                    "" => column.name.to_owned(),
                    language => format!("{}/{language}", column.name),
                });
            }
            header.fields.push((number, languages.into_iter().collect()));
        }
        for (number, row) in rows.iter().enumerate() {
            header.lengthen(Place::Row(number), row.rest())?;
        }
        header.bounded()
    }

    /// Makes room for one row's rest: in the order of the header, each cell finds a column of its
    /// name, if need be a new one. So the order of every row stays what it is, and columns that
    /// earlier rows found are still in theirs.
    fn lengthen(&mut self, place: Place, rest: &[(String, String)]) -> Result<(), DecidimError> {
        let mut next = 0;
        for (name, _) in rest {
            let later = self.rest.iter().skip(next);
            match later.enumerate().find(|(_, known)| *known == name) {
                Some((further, _)) => next += further + 1,
                None if self.rest.len() == limits::MAX_COLUMNS => {
                    return Err(DecidimError::TooManyColumns { place, found: self.rest.len() + 1 });
                }
                None => {
                    self.rest.insert(next, name.clone());
                    next += 1;
                }
            }
        }
        Ok(())
    }

    fn bounded(self) -> Result<Self, DecidimError> {
        let (place, found) = (Place::Line(1), self.names().count());
        if found > limits::MAX_COLUMNS {
            return Err(DecidimError::TooManyColumns { place, found });
        }
        for name in self.names() {
            // The reader measures the name with what keeps it from being a formula.
            let bytes = protect(name).len();
            if bytes > limits::MAX_COLUMN_NAME {
                return Err(DecidimError::ColumnName { place, column: shown(name), bytes });
            }
        }
        Ok(self)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.known.iter().chain(&self.rest).map(String::as_str)
    }

    /// The row's cells, one for each column.
    fn cells<R: Row>(&self, row: &R) -> Vec<Cell> {
        let blank = || Cell::Text(String::new());
        let mut cells = Vec::with_capacity(self.known.len() + self.rest.len());
        for (number, languages) in &self.fields {
            let first = cells.len();
            cells.extend(languages.iter().map(|_| blank()));
            let Some(column) = R::columns().get(*number) else { continue };
            (column.field)(row).each(&mut |language, cell| {
                let place = languages.binary_search_by(|known| known.as_str().cmp(language));
                let place = place.ok().map(|place| first + place);
                if let Some(free) = place.and_then(|place| cells.get_mut(place)) {
                    *free = cell;
                }
            });
        }
        let mut rest = row.rest().iter().peekable();
        cells.extend(self.rest.iter().map(|name| match rest.next_if(|(known, _)| known == name) {
            Some((_, text)) => Cell::Text(text.clone()),
            None => blank(),
        }));
        cells
    }
}
