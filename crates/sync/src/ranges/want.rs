//! Asking for what the other side has listed.

use participation_types::{CborError, Reader, Writer};

use super::message::{read_ids, write_ids};
use super::span::Span;
use super::{Bound, OutOfBudget, Work};
use crate::{Index, Item, SessionKey, ShortId};

/// Items of one range that the other side has listed and this one lacks.
///
/// The range stands with them so that the one who is asked need not remember what it listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// Where the range begins.
    pub(super) from: Bound,
    /// Where it ends.
    pub(super) to: Bound,
    /// Their short ids, ascending; at least one and at most [`MAX_LIST`](super::MAX_LIST).
    pub(super) ids: Vec<ShortId>,
}

impl Want {
    /// The short ids, ascending: at least one.
    #[must_use]
    pub fn ids(&self) -> &[ShortId] {
        &self.ids
    }

    /// The items of this side that are asked for, in order. Ids that nothing here has are passed
    /// over.
    ///
    /// # Errors
    /// [`OutOfBudget`] when the range has more items than may still be hashed.
    pub fn find(
        &self,
        index: &Index,
        key: &SessionKey,
        work: &mut Work,
    ) -> Result<Vec<Item>, OutOfBudget> {
        let span = Span { from: self.from, to: self.to };
        work.spend(span.count(index) + 1)?;
        let asked = span
            .records(index)
            .filter(|(_, record)| self.ids.binary_search(&key.short_of(record.id())).is_ok());
        Ok(asked.map(|(lane, record)| record.item(lane)).collect())
    }

    /// Writes it as one array.
    pub fn write(&self, writer: &mut Writer) {
        writer.array(3);
        self.from.write(writer);
        self.to.write(writer);
        write_ids(&self.ids, writer);
    }

    /// Reads what [`Self::write`] writes, and nothing else.
    ///
    /// # Errors
    /// [`CborError`] when the range is none, or the short ids are too many, none or out of order.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        reader.array(3, 3)?;
        let from = Bound::read(reader)?;
        let to = Bound::read(reader)?;
        if from >= to {
            return Err(reader.invalid("a range that ends before it begins"));
        }
        Ok(Self { from, to, ids: read_ids(1, reader)? })
    }
}
