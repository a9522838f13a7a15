//! Rows and fields with their places: `;` between fields, CSV's quotes around them.

use std::borrow::Cow;

use super::fault::Fault;
use crate::place::{self, Place, on_line};

/// Bytes that a field may have; the longest known (a project's description) has a few thousand.
pub(super) const MAX_FIELD: usize = 256 * 1024;
/// Fields that a row may have; the largest known has about twenty.
pub(super) const MAX_FIELDS: usize = 1_000;

pub(super) type Result<T> = std::result::Result<T, (Place, Fault)>;

/// The rows of a text, one after the other.
#[derive(Debug)]
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    /// The section that the last row read has opened instead of being data.
    next_section: Option<(&'static str, Place)>,
}

/// One row that is not empty.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) fields: Vec<Field<'a>>,
    pub(super) place: Place,
}

/// One field, without its quotes and the spaces around it.
#[derive(Debug)]
pub(super) struct Field<'a> {
    pub(super) value: Cow<'a, str>,
    /// Everything, so that a place is only worked out for an error.
    text: &'a str,
    start: usize,
    line: usize,
}

/// A section's header: which column stands where. Columns are found in any case.
#[derive(Debug)]
pub(super) struct Header {
    section: &'static str,
    names: Vec<String>,
    place: Place,
}

/// The sections in their order.
const SECTIONS: [&str; 3] = ["META", "PROJECTS", "VOTES"];

/// The file as text.
pub(super) fn text(bytes: &[u8]) -> Result<&str> {
    place::text(bytes).map_err(|bad| (bad.place, Fault::Encoding { byte: bad.byte }))
}

impl<'a> Records<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, next_section: None }
    }

    /// Goes past the line that opens a section.
    pub(super) fn section(&mut self, name: &'static str) -> Result<()> {
        if self.next_section.is_none()
            && let Some(record) = self.row()?
        {
            let Some(found) = record.opens() else {
                return Err((record.place, Fault::MissingSection(name)));
            };
            self.next_section = Some((found, record.place));
        }
        match self.next_section.take() {
            Some((found, _)) if found == name => Ok(()),
            Some((_, place)) => Err((place, Fault::MissingSection(name))),
            None => Err((self.here(), Fault::MissingSection(name))),
        }
    }

    /// The header line of a section that was just opened.
    pub(super) fn header(&mut self, section: &'static str) -> Result<Header> {
        let place = self.here();
        let record = self.next(section)?.ok_or((place, Fault::NoHeader(section)))?;
        let names = record.fields.iter().map(|field| field.value.to_ascii_lowercase()).collect();
        Ok(Header { section, names, place: record.place })
    }

    /// The next row of a section; `None` where the next section or the file's end is.
    pub(super) fn next(&mut self, section: &'static str) -> Result<Option<Record<'a>>> {
        if self.next_section.is_some() {
            return Ok(None);
        }
        let Some(record) = self.row()? else {
            return Ok(None);
        };
        let Some(found) = record.opens() else {
            return match record.belongs_after(section) {
                Some(missing) => Err((record.place, Fault::MissingSection(missing))),
                None => Ok(Some(record)),
            };
        };
        let order = |name| SECTIONS.iter().position(|section| *section == name);
        if order(found) <= order(section) {
            return Err((record.place, Fault::SectionTwice(found)));
        }
        self.next_section = Some((found, record.place));
        Ok(None)
    }

    /// Where the next row begins.
    pub(super) const fn here(&self) -> Place {
        Place { line: self.line, column: 1 }
    }

    /// The next row with anything in it.
    fn row(&mut self) -> Result<Option<Record<'a>>> {
        loop {
            if self.at >= self.text.len() {
                return Ok(None);
            }
            let place = self.here();
            let mut fields = Vec::new();
            let mut more = true;
            while more {
                if fields.len() == MAX_FIELDS {
                    return Err((place, Fault::ManyFields(MAX_FIELDS)));
                }
                let (field, separated) = self.field()?;
                fields.push(field);
                more = separated;
            }
            if fields.iter().any(|field| !field.value.is_empty()) {
                return Ok(Some(Record { fields, place }));
            }
        }
    }

    /// The next field, and whether another follows in its row.
    fn field(&mut self) -> Result<(Field<'a>, bool)> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let inner = rest.trim_start_matches([' ', '\t']);
        let start = self.at + (rest.len() - inner.len());
        let line = self.line;
        if inner.starts_with('"') {
            return self.quoted_field(start);
        }
        let end = rest.find([';', '\n']).unwrap_or(rest.len());
        let separator = rest.as_bytes().get(end);
        let value = rest.get(..end).unwrap_or_default().trim();
        let field = Field { value: Cow::Borrowed(value), text: self.text, start, line };
        if value.len() > MAX_FIELD {
            return Err((field.place(), Fault::LongField(MAX_FIELD)));
        }
        self.pass(self.at + end, separator);
        Ok((field, separator == Some(&b';')))
    }

    /// A field whose opening quote is at `start`.
    fn quoted_field(&mut self, start: usize) -> Result<(Field<'a>, bool)> {
        let line = self.line;
        let mut value = Cow::Borrowed("");
        let mut at = start + 1;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let field = |value| Field { value, text: self.text, start, line };
            let Some(quote) = rest.find('"') else {
                return Err((field(value).place(), Fault::OpenQuote));
            };
            if value.len() + quote > MAX_FIELD {
                return Err((field(value).place(), Fault::LongField(MAX_FIELD)));
            }
            value += rest.get(..quote).unwrap_or_default();
            at += quote + 1;
            let after = rest.get(quote + 1..).unwrap_or_default();
            if after.starts_with('"') {
                value += "\"";
                at += 1;
                continue;
            }
            let end = after.find([';', '\n']).unwrap_or(after.len());
            self.line += value.matches('\n').count();
            if !after.get(..end).unwrap_or_default().trim().is_empty() {
                return Err((on_line(self.text, at, self.line), Fault::TextAfterQuote));
            }
            let separator = after.as_bytes().get(end);
            let value = match value {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            };
            let field = Field { value, text: self.text, start, line };
            self.pass(at + end, separator);
            return Ok((field, separator == Some(&b';')));
        }
    }

    const fn pass(&mut self, end: usize, separator: Option<&u8>) {
        self.at = end;
        if let Some(byte) = separator {
            self.at += 1;
            if *byte == b'\n' {
                self.line += 1;
            }
        }
    }
}

impl<'a> Record<'a> {
    /// The section that this row opens, if it is such a line. Spreadsheets add empty fields.
    fn opens(&self) -> Option<&'static str> {
        let (first, others) = self.fields.split_first()?;
        let alone = others.iter().all(|field| field.value.is_empty());
        SECTIONS.into_iter().find(|name| alone && name.eq_ignore_ascii_case(&first.value))
    }

    /// The section whose header this is, where its title line was left out.
    fn belongs_after(&self, section: &'static str) -> Option<&'static str> {
        let (column, missing) = match section {
            "META" => ("project_id", "PROJECTS"),
            "PROJECTS" => ("voter_id", "VOTES"),
            _ => return None,
        };
        self.fields.iter().any(|field| field.value == column).then_some(missing)
    }

    /// Whether the row has the fields that count, up to and with `last`, and nothing beyond the
    /// header. Empty fields may follow, and fields that do not count may lack.
    pub(super) fn fits(&self, header: &Header, last: usize) -> Result<()> {
        let expected = header.names.len();
        let spare = self.fields.iter().skip(expected).find(|field| !field.value.is_empty());
        if spare.is_none() && self.fields.len() > last {
            return Ok(());
        }
        let place = spare.map_or(self.place, Field::place);
        Err((place, Fault::Fields { given: self.fields.len(), expected }))
    }

    /// The field of a column.
    pub(super) fn at(&self, column: usize) -> Option<&Field<'a>> {
        self.fields.get(column)
    }
}

impl Header {
    /// Where a column stands that has to be there.
    pub(super) fn required(&self, column: &'static str) -> Result<usize> {
        let section = self.section;
        self.optional(column)?.ok_or((self.place, Fault::MissingColumn { section, column }))
    }

    /// Where a column stands that may be there.
    pub(super) fn optional(&self, column: &'static str) -> Result<Option<usize>> {
        let mut found =
            self.names.iter().enumerate().filter(|(_, name)| *name == column).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (at, None) => Ok(at),
            (_, Some(_)) => Err((self.place, Fault::ColumnTwice(column))),
        }
    }
}

impl Field<'_> {
    /// Where the field begins.
    pub(super) fn place(&self) -> Place {
        on_line(self.text, self.start, self.line)
    }

    /// The parts between commas that are not empty, each with where it begins in the field.
    pub(super) fn parts(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut start = 0;
        let parts = self.value.split(',').map(move |part| {
            let inner = part.trim_start();
            let at = start + (part.len() - inner.len());
            start += part.len() + 1;
            (at, inner.trim_end())
        });
        parts.filter(|(_, part)| !part.is_empty())
    }

    /// Where a part begins; in a field with quotes, where the field begins.
    pub(super) fn place_of(&self, part: usize) -> Place {
        let plain = self.text.get(self.start..).is_some_and(|rest| !rest.starts_with('"'));
        on_line(self.text, self.start + if plain { part } else { 0 }, self.line)
    }
}
