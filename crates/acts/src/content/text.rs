//! What an edit changes: runs of text by position, and values of fields.

use serde::Serialize;

use participation_types::{
    CborError, EntryId, Language, List, Reader, Sorted, Text, Timestamp, Writer,
};

use crate::wire::{Wire, choice, record};

choice! {
    /// A field of a document that holds text, one text for each language.
    pub enum TextField: "field of text" {
        /// A line that names it.
        Title = 0,
        /// What it says.
        Body = 1,
        /// A second line.
        Subtitle = 2,
        /// What it says in short, for lists.
        Summary = 3,
        /// A call above everything else.
        Announcement = 4,
        /// How to take part.
        Instructions = 5,
        /// Where it takes place, as people say it.
        Place = 6,
        /// What has become known since.
        Updates = 7,
    }
}

choice! {
    /// A field of a document that holds one value; of two set at once one wins, on every node the
    /// same.
    pub enum ValueField: "field of a value" {
        /// A postal address.
        Address = 0,
        /// Where it is.
        Point = 1,
        /// The taxonomies that it is filed under.
        Classes = 2,
        /// When it begins.
        Starts = 3,
        /// When it ends.
        Ends = 4,
        /// What it costs, in the smallest unit of the currency.
        Cost = 5,
        /// A place on the web.
        Url = 6,
        /// Its place among its siblings, the lightest first.
        Weight = 7,
        /// How a meeting is held: `in-person`, `online` or `hybrid`.
        Attendance = 8,
        /// A name by which pages are addressed.
        Slug = 9,
        /// How far a result has come, in per cent: 0 to [`ValueField::DONE`]. Only results have it.
        Progress = 10,
    }
}

/// A place on the Earth (WGS 84), in units of 10⁻⁷ degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Point {
    /// From −900,000,000 (south) to 900,000,000 (north).
    pub latitude: i32,
    /// From −1,800,000,000 (west) to 1,800,000,000 (east).
    pub longitude: i32,
}

impl Point {
    /// A place, unless it is none.
    #[must_use]
    pub fn new(latitude: i32, longitude: i32) -> Option<Self> {
        let within =
            latitude.unsigned_abs() <= 900_000_000 && longitude.unsigned_abs() <= 1_800_000_000;
        within.then_some(Self { latitude, longitude })
    }
}

impl Wire for Point {
    fn write(&self, w: &mut Writer) {
        w.array(2).int(self.latitude.into()).int(self.longitude.into());
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        r.array(2, 2)?;
        let (latitude, longitude) = (i32::try_from(r.int()?), i32::try_from(r.int()?));
        let point = latitude.ok().zip(longitude.ok()).and_then(|(lat, lon)| Self::new(lat, lon));
        point.ok_or(CborError::Invalid { at, what: "no place on the Earth" })
    }
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Nothing any more.
    Nothing,
    /// A line of text.
    Line(Text<2000>),
    /// A number.
    Number(u64),
    /// A place.
    Point(Point),
    /// Other entries.
    Entries(Sorted<EntryId, 64>),
    /// A time.
    Time(Timestamp),
}

impl Wire for Value {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Nothing => {
                w.null();
            }
            Self::Line(text) => {
                w.array(2).uint(0);
                text.write(w);
            }
            Self::Number(number) => {
                w.array(2).uint(1).uint(*number);
            }
            Self::Point(point) => {
                w.array(2).uint(2);
                point.write(w);
            }
            Self::Entries(ids) => {
                w.array(2).uint(3);
                ids.write(w);
            }
            Self::Time(time) => {
                w.array(2).uint(4).uint(time.millis());
            }
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        if r.null()? {
            return Ok(Self::Nothing);
        }
        r.array(2, 2)?;
        let at = r.position();
        match r.uint()? {
            0 => Wire::read(r).map(Self::Line),
            1 => r.uint().map(Self::Number),
            2 => Wire::read(r).map(Self::Point),
            3 => Wire::read(r).map(Self::Entries),
            4 => Wire::read(r).map(Self::Time),
            _ => Err(CborError::Invalid { at, what: "no such value" }),
        }
    }
}

impl ValueField {
    /// The progress of what is done, in per cent.
    pub const DONE: u64 = 100;

    /// Whether a value of this form belongs into the field.
    #[must_use]
    pub const fn takes(self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Nothing)
            | (Self::Address | Self::Url | Self::Attendance | Self::Slug, Value::Line(_))
            | (Self::Point, Value::Point(_))
            | (Self::Classes, Value::Entries(_))
            | (Self::Starts | Self::Ends, Value::Time(_))
            | (Self::Cost | Self::Weight, Value::Number(_)) => true,
            (Self::Progress, Value::Number(number)) => *number <= Self::DONE,
            (
                _,
                Value::Line(_)
                | Value::Number(_)
                | Value::Point(_)
                | Value::Entries(_)
                | Value::Time(_),
            ) => false,
        }
    }
}

record! {
    /// One run of text taken out and another put in. Positions count Unicode scalar values of the
    /// text as the splices before it in the same edit leave it.
    pub struct Splice {
        /// Where, from 0 to the length of the text.
        pub at: u32,
        /// How many are taken out from there on.
        pub delete: u32,
        /// What is put in their place.
        pub insert: Text<60000>,
    }
}

/// What an edit does to one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldEdit {
    /// Changes a text.
    Splice {
        /// Which field.
        field: TextField,
        /// In which language.
        language: Language,
        /// The changes, one after another; at least one.
        splices: List<Splice, 1024>,
    },
    /// Sets a value.
    Set {
        /// Which field.
        field: ValueField,
        /// To what.
        value: Value,
    },
}

impl FieldEdit {
    /// A text put into a field that has none.
    #[must_use]
    pub fn text(field: TextField, language: Language, text: Text<60000>) -> Self {
        let splices = List::new(vec![Splice { at: 0, delete: 0, insert: text }]);
        Self::Splice { field, language, splices: splices.unwrap_or_default() }
    }

    /// What orders the edits of one entry: each text and each field is named once.
    const fn key(&self) -> (u8, u8, Option<Language>) {
        match self {
            Self::Splice { field, language, .. } => (0, field.number(), Some(*language)),
            Self::Set { field, .. } => (1, field.number(), None),
        }
    }
}

impl Wire for FieldEdit {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Splice { field, language, splices } => {
                w.array(4).uint(0);
                field.write(w);
                language.write(w);
                splices.write(w);
            }
            Self::Set { field, value } => {
                w.array(3).uint(1);
                field.write(w);
                value.write(w);
            }
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let length = r.array(3, 4)?;
        match (r.uint()?, length) {
            (0, 4) => {
                let (field, language) = (TextField::read(r)?, Language::read(r)?);
                let splices: List<Splice, 1024> = Wire::read(r)?;
                let idle =
                    |splice: &Splice| splice.delete == 0 && splice.insert.as_str().is_empty();
                if splices.is_empty() || splices.iter().any(idle) {
                    return Err(CborError::Invalid { at, what: "a splice that changes nothing" });
                }
                Ok(Self::Splice { field, language, splices })
            }
            (1, 3) => {
                let (field, value) = (ValueField::read(r)?, Value::read(r)?);
                if !field.takes(&value) {
                    return Err(CborError::Invalid { at, what: "a value of another form" });
                }
                Ok(Self::Set { field, value })
            }
            _ => Err(CborError::Invalid { at, what: "no such change of a field" }),
        }
    }
}

/// The changes of one edit: each text and each field at most once, in ascending order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FieldEdits(Vec<FieldEdit>);

impl FieldEdits {
    /// Most changes of one edit.
    pub const MAX: usize = 64;

    /// Sorts the changes; of a text or field named twice the last is taken, and of more than
    /// [`FieldEdits::MAX`] the first so many.
    #[must_use]
    pub fn new(changes: impl IntoIterator<Item = FieldEdit>) -> Self {
        let sorted: std::collections::BTreeMap<_, _> =
            changes.into_iter().map(|change| (change.key(), change)).collect();
        Self(sorted.into_values().take(Self::MAX).collect())
    }

    /// The changes, ascending.
    pub fn iter(&self) -> impl Iterator<Item = &FieldEdit> {
        self.0.iter()
    }

    /// Whether nothing changes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The languages that are written in, in the order of the changes.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.iter().filter_map(|change| match change {
            FieldEdit::Splice { language, .. } => Some(*language),
            FieldEdit::Set { .. } => None,
        })
    }
}

impl Wire for FieldEdits {
    fn write(&self, w: &mut Writer) {
        w.array(self.0.len());
        self.iter().for_each(|change| change.write(w));
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let changes = r.list(0, Self::MAX, FieldEdit::read)?;
        if changes.iter().zip(changes.iter().skip(1)).any(|(a, b)| a.key() >= b.key()) {
            let what = "changes of fields out of order or repeated";
            return Err(CborError::Invalid { at, what });
        }
        Ok(Self(changes))
    }
}
