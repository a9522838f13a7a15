//! Reads Decidim's CSV.

use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::{
    error::{DecidimError, Place, listed, shown},
    escape::unprotect,
    kind::Likeness,
    limits,
    row::{Filling, Need, Row, Slot, refused},
    source,
};

/// Reads every row, in the order of the file.
pub(crate) fn read<R: Row>(bytes: &[u8]) -> Result<Vec<R>, DecidimError> {
    let mut sheet = Sheet::open(source::text(bytes)?)?;
    let header = std::mem::take(&mut sheet.header);
    let slots = slots::<R>(&header, sheet.header_line)?;
    let mut rows = Vec::new();
    let mut known = HashMap::new();
    let mut record = StringRecord::new();
    while let Some(offset) = sheet.next(&mut record)? {
        let place = || Place::Line(sheet.line(offset));
        if rows.len() == limits::MAX_ROWS {
            return Err(DecidimError::TooManyRows { place: place() });
        }
        if record.len() != slots.len() {
            let beyond = slots.get(record.len()).or_else(|| slots.last());
            return Err(DecidimError::CellCount {
                line: sheet.line(offset),
                column: shown(beyond.map_or("", |slot| slot.name)),
                found: record.len(),
                expected: slots.len(),
            });
        }
        let mut row = Filling::<R>::new();
        for (slot, cell) in slots.iter().zip(&record) {
            let cell = unprotect(cell);
            if cell.len() > limits::MAX_CELL {
                let (column, bytes) = (shown(slot.name), cell.len());
                return Err(DecidimError::CellTooLarge { place: place(), column, bytes });
            }
            row.put(*slot, cell).map_err(|wanted| refused(place(), *slot, cell, wanted))?;
        }
        let row = row.finish().map_err(|column| DecidimError::Blank { place: place(), column })?;
        if let Some(first) = known.insert(row.id(), offset) {
            let first = Place::Line(sheet.line(first));
            return Err(DecidimError::RepeatedId { place: place(), first, id: row.id() });
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What the header says that the file is.
pub(crate) fn likeness(text: &str) -> Result<(Likeness, Place, String), DecidimError> {
    let sheet = Sheet::open(text)?;
    let names = || sheet.header.iter().map(unprotect);
    Ok((Likeness::of(names()), Place::Line(sheet.header_line), listed(names())))
}

/// What becomes of each column.
fn slots<R: Row>(header: &StringRecord, line: u64) -> Result<Vec<Slot<'_>>, DecidimError> {
    let place = Place::Line(line);
    let names = || header.iter().map(unprotect);
    if let Some(found) = Likeness::of(names()).instead_of(R::KIND) {
        return Err(DecidimError::WrongKind { place, expected: R::KIND, found });
    }
    let slots: Vec<Slot<'_>> = names().map(Slot::of::<R>).collect();
    for (place, column) in R::columns().iter().enumerate() {
        let needed = matches!(column.need, Need::Cell | Need::Column);
        if needed && !slots.iter().any(|slot| slot.field == Some(place)) {
            return Err(DecidimError::MissingColumn {
                line,
                column: column.name,
                found: listed(names()),
            });
        }
    }
    Ok(slots)
}

/// A file with its header read and bounded.
struct Sheet<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    header: StringRecord,
    header_line: u64,
}

impl<'t> Sheet<'t> {
    fn open(text: &'t str) -> Result<Self, DecidimError> {
        let reader = ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            // Counted here, so that the error can say which column the cells end at.
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = StringRecord::new();
        let mut sheet = Self { text, reader, header, header_line: 1 };
        let mut header = StringRecord::new();
        let offset = sheet.next(&mut header)?.ok_or(DecidimError::Empty)?;
        let line = sheet.line(offset);
        let place = Place::Line(line);
        if header.len() > limits::MAX_COLUMNS {
            return Err(DecidimError::TooManyColumns { place, found: header.len() });
        }
        for name in &header {
            if name.len() > limits::MAX_COLUMN_NAME {
                let (column, bytes) = (shown(name), name.len());
                return Err(DecidimError::ColumnName { place, column, bytes });
            }
        }
        if let (1, Some(only)) = (header.len(), header.get(0)) {
            if only.starts_with(['[', '{']) {
                return Err(DecidimError::JsonAsCsv);
            }
            for (sign, found) in [(',', "commas"), ('\t', "tabs"), ('|', "bars")] {
                if only.contains(sign) {
                    return Err(DecidimError::Separator { line, found });
                }
            }
        }
        sheet.header = header;
        sheet.header_line = line;
        Ok(sheet)
    }

    /// Reads the next record, and where it was looked for; `None` at the end.
    fn next(&mut self, record: &mut StringRecord) -> Result<Option<u64>, DecidimError> {
        let offset = self.reader.position().byte();
        let more = self
            .reader
            .read_record(record)
            // The text is UTF-8 and rows may have any length; nothing else goes wrong in memory.
            .map_err(|_| DecidimError::NotUtf8 { line: self.line(offset) })?;
        let place = |offset| usize::try_from(offset).unwrap_or(usize::MAX);
        let raw = self.text.as_bytes();
        let raw = raw.get(place(offset)..place(self.reader.position().byte())).unwrap_or_default();
        let quotes = raw.iter().filter(|byte| **byte == b'"').count();
        if !quotes.is_multiple_of(2) {
            return Err(DecidimError::OpenQuote { line: self.line(offset) });
        }
        Ok(more.then_some(offset))
    }

    fn line(&self, offset: u64) -> u64 {
        source::record_line(self.text, offset)
    }
}
