//! Reads Decidim's JSON: the columns of the CSV, nested.
//!
//! Objects are laid out as Decidim lays them out for CSV, `{"title": {"en": ...}}` as `title/en`,
//! and then are rows like others. Numbers keep the text that they have in the file.

use std::{collections::HashMap, fmt};

use serde::{
    Deserialize,
    de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::{
    error::{DecidimError, Place, listed, shown},
    joined::Joined,
    kind::Likeness,
    limits,
    row::{Filling, Need, Row, Slot, refused},
    source,
    value::Shape,
};

/// Reads every object, in the order of the file.
pub(crate) fn read<R: Row>(bytes: &[u8]) -> Result<Vec<R>, DecidimError> {
    let objects = objects(source::text(bytes)?)?;
    let mut rows = Vec::new();
    let mut known = HashMap::new();
    for (index, object) in objects.into_iter().enumerate() {
        let place = Place::Index(index);
        let row: R = row(place, object)?;
        if let Some(first) = known.insert(row.id(), index) {
            let first = Place::Index(first);
            return Err(DecidimError::RepeatedId { place, first, id: row.id() });
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What the first object says that the file is.
pub(crate) fn likeness(text: &str) -> Result<(Likeness, Place, String), DecidimError> {
    let place = Place::Index(0);
    let leaves = objects(text)?.first().map(|first| leaves(place, first)).transpose()?;
    let leaves = leaves.unwrap_or_default();
    let names = || leaves.iter().map(|leaf| leaf.path.as_str());
    Ok((Likeness::of(names()), place, listed(names())))
}

fn row<R: Row>(place: Place, object: &RawValue) -> Result<R, DecidimError> {
    let leaves = leaves(place, object)?;
    let slots: Vec<Slot<'_>> = leaves.iter().map(|leaf| Slot::of::<R>(&leaf.path)).collect();
    let names = || leaves.iter().map(|leaf| leaf.path.as_str());
    if let Some(found) = Likeness::of(names()).instead_of(R::KIND) {
        return Err(DecidimError::WrongKind { place, expected: R::KIND, found });
    }
    for (leaf, slot) in leaves.iter().zip(&slots) {
        fits::<R>(place, leaf, *slot)?;
    }
    for (number, column) in R::columns().iter().enumerate() {
        let needed = matches!(column.need, Need::Cell | Need::Column);
        if needed && !slots.iter().any(|slot| slot.field == Some(number)) {
            let found = listed(names());
            return Err(DecidimError::MissingKey { place, key: column.name, found });
        }
    }
    let mut row = Filling::<R>::new();
    for (leaf, slot) in leaves.iter().zip(&slots) {
        row.put(*slot, &leaf.text).map_err(|wanted| refused(place, *slot, &leaf.text, wanted))?;
    }
    row.finish().map_err(|column| DecidimError::Blank { place, column })
}

/// Whether a value is of the type that its key has.
fn fits<R: Row>(place: Place, leaf: &Leaf, slot: Slot<'_>) -> Result<(), DecidimError> {
    let key = leaf.path.as_str();
    let wrong = |wanted| {
        Err(DecidimError::WrongType { place, key: shown(key), found: leaf.sort.name(), wanted })
    };
    if leaf.sort == Sort::Null {
        return Ok(());
    }
    let Some(column) = slot.field.and_then(|field| R::columns().get(field)) else {
        for column in R::columns() {
            let below = |long: &str, short| {
                long.strip_prefix(short).is_some_and(|rest: &str| rest.starts_with('/'))
            };
            if below(column.name, key) {
                return wrong("an object with the keys of this field");
            }
            if below(key, column.name) {
                return wrong("outside: the key above it holds one value, no object");
            }
        }
        return Ok(());
    };
    match ((column.field)(&R::default()).shape(), leaf.sort) {
        (Shape::Text, Sort::Text)
        | (Shape::Number, Sort::Number)
        | (Shape::NumberOrText, Sort::Number | Sort::Text)
        | (Shape::Flag, Sort::Flag)
        | (Shape::List, Sort::List | Sort::Number | Sort::Text) => Ok(()),
        (Shape::Text, _) => wrong("a text in \"\""),
        (Shape::Number, _) => wrong("a number without \"\""),
        (Shape::NumberOrText, _) => wrong("a number"),
        (Shape::Flag, _) => wrong("true or false without \"\""),
        (Shape::List, _) => wrong("an array of values"),
    }
}

/// One value with the keys that lead to it.
#[derive(Debug)]
struct Leaf {
    path: String,
    sort: Sort,
    text: String,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Null,
    Flag,
    Number,
    Text,
    List,
    Object,
}

impl Sort {
    fn of(value: &RawValue) -> Self {
        match value.get().trim_start().as_bytes().first() {
            Some(b'n') | None => Self::Null,
            Some(b't' | b'f') => Self::Flag,
            Some(b'"') => Self::Text,
            Some(b'[') => Self::List,
            Some(b'{') => Self::Object,
            Some(_) => Self::Number,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "an array",
            Self::Object => "an object",
        }
    }
}

/// The elements of the array.
fn objects(text: &str) -> Result<Vec<&RawValue>, DecidimError> {
    let file: &RawValue = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    if Sort::of(file) != Sort::List {
        return Err(DecidimError::NotAnArray { found: Sort::of(file).name() });
    }
    let Elements::<'_, { limits::MAX_ROWS }>(objects) =
        serde_json::from_str(file.get()).map_err(|error| not_json(&error))?;
    if objects.len() > limits::MAX_ROWS {
        return Err(DecidimError::TooManyRows { place: Place::Index(limits::MAX_ROWS) });
    }
    Ok(objects)
}

fn not_json(error: &serde_json::Error) -> DecidimError {
    let said = error.to_string();
    let why = said.split(" at line ").next().unwrap_or_default();
    DecidimError::NotJson { line: error.line(), column: error.column(), why: shown(why) }
}

/// Every value of an object, with the keys that lead to it, in the order of the file.
fn leaves(place: Place, object: &RawValue) -> Result<Vec<Leaf>, DecidimError> {
    /// `original_proposal/title/machine_translations/ca` is the deepest that Decidim nests.
    const DEEPEST: usize = 8;
    if Sort::of(object) != Sort::Object {
        return Err(DecidimError::NotAnObject { place, found: Sort::of(object).name() });
    }
    let mut leaves = Vec::new();
    let mut open = vec![(String::new(), 0, object)];
    while let Some((path, depth, value)) = open.pop() {
        let sort = Sort::of(value);
        if sort == Sort::Object {
            let entries = entries(place, &path, value)?;
            if depth == DEEPEST {
                return Err(DecidimError::TooDeep { place, key: shown(&path) });
            }
            let found = leaves.len() + open.len() + entries.len();
            if found > limits::MAX_COLUMNS {
                return Err(DecidimError::TooManyColumns { place, found });
            }
            if entries.is_empty() && depth > 0 {
                leaves.push(leaf(place, path, Sort::Null, String::new())?);
                continue;
            }
            for (key, value) in entries.into_iter().rev() {
                open.push((below(place, &path, &key)?, depth + 1, value));
            }
        } else if sort == Sort::List {
            list(place, path, value, &mut leaves)?;
        } else {
            let text = scalar(place, &path, value)?;
            leaves.push(leaf(place, path, sort, text)?);
        }
        if leaves.len() > limits::MAX_COLUMNS {
            return Err(DecidimError::TooManyColumns { place, found: leaves.len() });
        }
    }
    Ok(leaves)
}

/// An array: of values, or of objects with one value for each language.
fn list(
    place: Place,
    path: String,
    value: &RawValue,
    leaves: &mut Vec<Leaf>,
) -> Result<(), DecidimError> {
    // Each value takes more than a byte of the cell that they are joined in.
    let Elements::<'_, { limits::MAX_CELL }>(values) = decoded(place, &path, value)?;
    let sorts = || values.iter().map(|value| Sort::of(value));
    if !sorts().any(|sort| matches!(sort, Sort::Object | Sort::List)) {
        let texts: Result<Vec<_>, _> =
            values.iter().map(|value| scalar(place, &path, value)).collect();
        leaves.push(leaf(place, path, Sort::List, Joined::of(texts?).as_str().to_owned())?);
        return Ok(());
    }
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for value in values {
        if Sort::of(value) != Sort::Object {
            return Err(mixed(place, &path, Sort::of(value)));
        }
        for (key, value) in entries(place, &path, value)? {
            let sort = Sort::of(value);
            if matches!(sort, Sort::Object | Sort::List) {
                return Err(mixed(place, &path, sort));
            }
            let text = scalar(place, &path, value)?;
            if let Some((_, texts)) = keys.iter_mut().find(|(known, _)| *known == key) {
                texts.push(text);
            } else if keys.len() < limits::MAX_COLUMNS {
                keys.push((key, vec![text]));
            } else {
                return Err(DecidimError::TooManyColumns { place, found: keys.len() + 1 });
            }
        }
    }
    for (key, texts) in keys {
        let text = Joined::of(texts).as_str().to_owned();
        leaves.push(leaf(place, below(place, &path, &key)?, Sort::List, text)?);
    }
    Ok(())
}

fn mixed(place: Place, path: &str, sort: Sort) -> DecidimError {
    let wanted = "a plain value: the array holds several kinds of things, or arrays again";
    DecidimError::WrongType { place, key: shown(path), found: sort.name(), wanted }
}

fn leaf(place: Place, path: String, sort: Sort, text: String) -> Result<Leaf, DecidimError> {
    if text.len() > limits::MAX_CELL {
        return Err(DecidimError::CellTooLarge { place, column: shown(&path), bytes: text.len() });
    }
    Ok(Leaf { path, sort, text })
}

/// The path of a key under another.
fn below(place: Place, path: &str, key: &str) -> Result<String, DecidimError> {
    let bytes = path.len().saturating_add(key.len()).saturating_add(1);
    if bytes > limits::MAX_COLUMN_NAME {
        return Err(DecidimError::ColumnName { place, column: shown(key), bytes });
    }
    Ok(if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") })
}

/// A value that is neither array nor object, as it stands in a cell.
fn scalar(place: Place, path: &str, value: &RawValue) -> Result<String, DecidimError> {
    match Sort::of(value) {
        Sort::Text => decoded(place, path, value),
        Sort::Null => Ok(String::new()),
        Sort::Flag | Sort::Number | Sort::List | Sort::Object => Ok(value.get().trim().to_owned()),
    }
}

fn entries<'v>(
    place: Place,
    path: &str,
    value: &'v RawValue,
) -> Result<Vec<(String, &'v RawValue)>, DecidimError> {
    decoded(place, path, value).map(|Entries(entries)| entries)
}

/// The parts of a value. The whole is JSON already, but a text may hold half of a surrogate pair.
fn decoded<'v, T: Deserialize<'v>>(
    place: Place,
    path: &str,
    value: &'v RawValue,
) -> Result<T, DecidimError> {
    serde_json::from_str(value.get()).map_err(|_| DecidimError::WrongType {
        place,
        key: shown(path),
        found: "a text or key with a broken \\u escape",
        wanted: "without it: write the sign itself",
    })
}

/// An object's keys with their values, in the order of the file, repeated ones too. One more than
/// there may be, when there are more.
struct Entries<'v>(Vec<(String, &'v RawValue)>);

impl<'v> Deserialize<'v> for Entries<'v> {
    fn deserialize<D: Deserializer<'v>>(from: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'v> Visitor<'v> for InOrder {
            type Value = Entries<'v>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'v>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while entries.len() <= limits::MAX_COLUMNS {
                    let Some(entry) = map.next_entry()? else { return Ok(Entries(entries)) };
                    entries.push(entry);
                }
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Entries(entries))
            }
        }

        from.deserialize_map(InOrder)
    }
}

/// An array's values. One more than there may be, when there are more.
struct Elements<'v, const MOST: usize>(Vec<&'v RawValue>);

impl<'v, const MOST: usize> Deserialize<'v> for Elements<'v, MOST> {
    fn deserialize<D: Deserializer<'v>>(from: D) -> Result<Self, D::Error> {
        struct Bounded<const MOST: usize>;

        impl<'v, const MOST: usize> Visitor<'v> for Bounded<MOST> {
            type Value = Elements<'v, MOST>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'v>>(self, mut array: A) -> Result<Self::Value, A::Error> {
                let mut elements = Vec::new();
                while elements.len() <= MOST {
                    let Some(next) = array.next_element()? else { return Ok(Elements(elements)) };
                    elements.push(next);
                }
                while array.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Elements(elements))
            }
        }

        from.deserialize_seq(Bounded)
    }
}
