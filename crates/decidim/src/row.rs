//! How a row's fields hang on columns: one table for each kind of row, read by both readers, the
//! writer and the description of the fields.

use crate::{
    error::{DecidimError, Place, Wanted, shown},
    kind::Kind,
    value::Value,
};

/// A kind of row.
pub(crate) trait Row: Default + PartialEq + 'static {
    const KIND: Kind;

    /// In the order in which they are written; at most 64.
    fn columns() -> &'static [Column<Self>];

    fn id(&self) -> u64;

    fn rest(&self) -> &[(String, String)];

    fn rest_mut(&mut self) -> &mut Vec<(String, String)>;
}

/// A field with its column.
pub(crate) struct Column<R: 'static> {
    /// The name that the newest Decidim gives it; of several languages, the part before `/ca`.
    pub(crate) name: &'static str,
    /// Names that earlier ones gave it.
    pub(crate) aliases: &'static [&'static str],
    pub(crate) need: Need,
    /// What it means, for README.md.
    pub(crate) help: &'static str,
    pub(crate) field: fn(&R) -> &dyn Value,
    pub(crate) field_mut: fn(&mut R) -> &mut dyn Value,
}

/// Whether a file can do without a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// No row can do without a cell.
    Cell,
    /// There must be a column, in whatever language.
    Column,
    /// It is written, and need not be there.
    Written,
    /// Of an earlier Decidim: it is written when a row has it.
    Former,
}

/// A [`Column`] whose field has the given name.
macro_rules! column {
    ($need:ident $field:ident $name:literal $(or $alias:literal)*: $help:literal) => {
        $crate::row::Column {
            name: $name,
            aliases: &[$($alias),*],
            need: $crate::row::Need::$need,
            help: $help,
            field: |row| &row.$field,
            field_mut: |row| &mut row.$field,
        }
    };
}
pub(crate) use column;

/// What becomes of a file's column.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'n> {
    /// Which field takes its cells; the others go to the rest.
    pub(crate) field: Option<usize>,
    /// The language that the name ends with.
    pub(crate) language: &'n str,
    /// The whole name.
    pub(crate) name: &'n str,
}

impl<'n> Slot<'n> {
    pub(crate) fn of<R: Row>(name: &'n str) -> Self {
        let by_language = |column: &Column<R>| (column.field)(&R::default()).by_language();
        for (place, column) in R::columns().iter().enumerate() {
            for known in std::iter::once(&column.name).chain(column.aliases) {
                let Some(after) = name.strip_prefix(known) else { continue };
                let language = match after.strip_prefix('/') {
                    Some(language) if !language.is_empty() && by_language(column) => language,
                    None if after.is_empty() => "",
                    Some(_) | None => continue,
                };
                return Self { field: Some(place), language, name };
            }
        }
        Self { field: None, language: "", name }
    }
}

/// A row that is being read.
pub(crate) struct Filling<R> {
    row: R,
    /// Which fields have a cell, as bits.
    taken: u64,
}

impl<R: Row> Filling<R> {
    pub(crate) fn new() -> Self {
        Self { row: R::default(), taken: 0 }
    }

    /// Takes a cell. What has no field, or comes second to it, goes to the rest.
    pub(crate) fn put(&mut self, slot: Slot<'_>, text: &str) -> Result<(), Wanted> {
        if text.is_empty() {
            return Ok(());
        }
        if let Some(place) = slot.field
            && let Some(column) = R::columns().get(place)
        {
            let value = (column.field_mut)(&mut self.row);
            let bit = 1 << place;
            let free = value.by_language() || self.taken & bit == 0;
            if free && value.take(slot.language, text)? {
                self.taken |= bit;
                return Ok(());
            }
        }
        self.row.rest_mut().push((slot.name.to_owned(), text.to_owned()));
        Ok(())
    }

    /// The row as far as it is filled.
    pub(crate) fn into_row(self) -> R {
        self.row
    }

    /// The row, or the column that it cannot do without.
    pub(crate) fn finish(self) -> Result<R, &'static str> {
        for (place, column) in R::columns().iter().enumerate() {
            if column.need == Need::Cell && self.taken & (1 << place) == 0 {
                return Err(column.name);
            }
        }
        Ok(self.row)
    }
}

/// The error for a cell that its field refused.
pub(crate) fn refused(place: Place, slot: Slot<'_>, text: &str, wanted: Wanted) -> DecidimError {
    DecidimError::Cell { place, column: shown(slot.name), found: shown(text), wanted }
}
