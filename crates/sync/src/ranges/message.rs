//! The ranges of a message, and their bytes.

use participation_types::{CborError, Reader, Writer};

use super::span::Span;
use super::{Bound, MAX_LIST, MAX_RANGES, MAX_SHORT_IDS};
use crate::{Fingerprint, ShortId};

/// A part of the order of keys, from the end of the range before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// Where it ends.
    pub to: Bound,
    /// What is said of it.
    pub mode: Mode,
}

/// What one side says about a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: it is settled.
    Skip,
    /// Nothing yet: the answer had no room for it. Whoever is sent this begins with it.
    Open,
    /// This is the fingerprint of what I have there, at least one item.
    Fingerprint(Fingerprint),
    /// I have this and nothing else there: at most [`MAX_LIST`] different short ids, ascending.
    List(Vec<ShortId>),
}

/// The ranges of one message: at most [`MAX_RANGES`], ascending from the least key on. What follows
/// them is skipped; no skip follows another or comes last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranges(Vec<Range>);

impl Ranges {
    /// Whether nothing is left to compare.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Range> {
        self.0.iter()
    }

    /// How many short ids their lists hold.
    #[must_use]
    pub fn short_ids(&self) -> usize {
        self.0.iter().map(|range| range.mode.short_ids()).sum()
    }

    /// Writes them as one array.
    pub fn write(&self, writer: &mut Writer) {
        writer.array(self.0.len());
        let mut before = Bound::START;
        for range in &self.0 {
            range.write_after(&before, writer);
            before = range.to;
        }
    }

    /// Reads what [`Self::write`] writes, and nothing else.
    ///
    /// # Errors
    /// [`CborError`] when there are too many ranges or short ids, or they are not in order.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let mut ids = 0;
        let mut read: Vec<Range> = Vec::new();
        for _ in 0..reader.array(0, MAX_RANGES)? {
            let range = Range::read_after(read.last(), reader)?;
            ids += range.mode.short_ids();
            if ids > MAX_SHORT_IDS {
                return Err(reader.invalid("more than 65536 short ids in one message"));
            }
            read.push(range);
        }
        match read.last() {
            Some(Range { mode: Mode::Skip, .. }) => {
                Err(reader.invalid("the last range is skipped"))
            }
            _ => Ok(Self(read)),
        }
    }

    /// Adds a range behind the others. A skip is only added when something follows it.
    pub(super) fn push(&mut self, span: Span, mode: Mode) {
        let end = self.end();
        if end < span.from {
            self.0.push(Range { to: span.from, mode: Mode::Skip });
        }
        self.0.push(Range { to: span.to, mode });
    }

    /// Where the last range ends.
    pub(super) fn end(&self) -> Bound {
        self.0.last().map_or(Bound::START, |range| range.to)
    }

    /// Each range from where it begins to where it ends.
    pub(super) fn spans(&self) -> impl Iterator<Item = (Span, &Mode)> {
        let from = std::iter::once(Bound::START).chain(self.0.iter().map(|range| range.to));
        from.zip(&self.0).map(|(from, range)| (Span { from, to: range.to }, &range.mode))
    }
}

impl Range {
    fn write_after(&self, before: &Bound, writer: &mut Writer) {
        let head = |writer: &mut Writer, length| {
            writer.array(length);
            self.to.write_after(before, writer);
        };
        match &self.mode {
            Mode::Skip => head(writer, 2),
            Mode::Open => {
                head(writer, 3);
                writer.null();
            }
            Mode::List(ids) => {
                head(writer, 3);
                write_ids(ids, writer);
            }
            Mode::Fingerprint(Fingerprint { count, sum }) => {
                head(writer, 4);
                writer.uint(*count).uint(*sum);
            }
        }
    }

    fn read_after(before: Option<&Self>, reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let length = reader.array(2, 4)?;
        let from = before.map_or(Bound::START, |before| before.to);
        let to = Bound::read_after(&from, reader)?;
        let mode = match length {
            2 if before.is_some_and(|before| before.mode == Mode::Skip) => {
                return Err(reader.invalid("two skipped ranges follow each other"));
            }
            2 => Mode::Skip,
            3 if reader.null()? => Mode::Open,
            3 => Mode::List(read_ids(0, reader)?),
            _ => match reader.uint()? {
                0 => return Err(reader.invalid("the fingerprint of nothing is an empty list")),
                count => Mode::Fingerprint(Fingerprint { count, sum: reader.uint()? }),
            },
        };
        Ok(Self { to, mode })
    }
}

impl Mode {
    const fn short_ids(&self) -> usize {
        match self {
            Self::List(ids) => ids.len(),
            Self::Skip | Self::Open | Self::Fingerprint(_) => 0,
        }
    }
}

pub(super) fn write_ids(ids: &[ShortId], writer: &mut Writer) {
    let bytes: Vec<u8> = ids.iter().flat_map(|id| id.0.to_be_bytes()).collect();
    writer.bytes(&bytes);
}

pub(super) fn read_ids(min: usize, reader: &mut Reader<'_>) -> Result<Vec<ShortId>, CborError> {
    let bytes = reader.bytes(min * 8, MAX_LIST * 8)?;
    let (eights, rest) = bytes.as_chunks::<8>();
    if !rest.is_empty() {
        return Err(reader.invalid("a short id has 8 bytes"));
    }
    let ids: Vec<ShortId> = eights.iter().map(|id| ShortId(u64::from_be_bytes(*id))).collect();
    if ids.is_sorted_by(|one, next| one < next) {
        Ok(ids)
    } else {
        Err(reader.invalid("short ids do not ascend"))
    }
}
