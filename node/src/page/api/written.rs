//! What programs write: texts by language, values, days. What is wrong is told by its field.

use participation::{
    Community, Contents, DocumentKind, EntryId, Language, Localized, Sorted, Store, Text,
    TextField, Timestamp, Value, ValueField, join_spoken,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::problem::{Code, Problem};
use super::shapes::Texts;
use crate::commands::document::point;
use crate::commands::document::words::{field_name, text_name};
use crate::dates;

/// A text that something is to say. An empty one is taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewText {
    /// `title`, `body`, `subtitle`, `summary`, `announcement`, `instructions`, `place` or `updates`.
    field: String,
    /// Its language (BCP 47), one of the space's.
    language: String,
    /// The text: CommonMark, but for titles.
    text: String,
}

/// A value that something is to have. An empty one is taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewValue {
    /// `address`, `point`, `classes`, `starts`, `ends`, `cost`, `url`, `weight`, `attendance`,
    /// `slug` or, of a result, `progress`.
    field: String,
    /// The value, as a text: degrees as in `41.4036,2.1744`, a time as RFC 3339 has it, a cost in the
    /// smallest unit of the currency, a progress in per cent from 0 to 100, classes by their ids with
    /// commas between them.
    value: String,
}

/// What is wrong with a field of what was sent.
pub(super) fn wrong(field: &str, why: impl std::fmt::Display) -> Problem {
    Problem::new(Code::Body, format!("{field}: {why}"))
}

/// A language by its tag.
pub(super) fn language(tag: &str) -> Result<Language, Problem> {
    tag.parse().map_err(|_| wrong("language", format_args!("{tag:?} is no tag such as \"ca\"")))
}

/// A text in the languages in which it was sent.
pub(super) fn localized<const MAX: usize>(
    field: &str,
    texts: &Texts,
) -> Result<Localized<MAX>, Problem> {
    let text = |(tag, text): (&String, &String)| {
        let text = Text::new(text.trim()).map_err(|why| wrong(field, why))?;
        Ok((language(tag)?, text))
    };
    Ok(Localized::new(texts.iter().map(text).collect::<Result<Vec<_>, Problem>>()?))
}

/// The same where nothing says nothing.
pub(super) fn said<const MAX: usize>(
    field: &str,
    texts: &Texts,
) -> Result<Localized<MAX>, Problem> {
    let said = localized(field, texts)?;
    let empty = said.is_empty() || said.iter().any(|(_, text)| text.as_str().is_empty());
    if empty { Err(wrong(field, "it says nothing")) } else { Ok(said) }
}

/// A text in several languages as an opening freezes it: one text, told apart by tags.
pub(super) fn joined(field: &str, texts: &Texts, between: &str) -> Result<String, Problem> {
    let tag = |(tag, text): (&String, &String)| Ok((language(tag)?, text.trim().to_owned()));
    let all = texts.iter().map(tag).collect::<Result<Vec<_>, Problem>>()?;
    if all.iter().any(|(_, text)| text.is_empty()) {
        return Err(wrong(field, "it says nothing in one of its languages"));
    }
    let all: Vec<(Language, &str)> = all.iter().map(|(tag, text)| (*tag, text.as_str())).collect();
    Ok(join_spoken(&all, between))
}

/// A moment: RFC 3339, or a day and perhaps a time in UTC.
pub(super) fn moment(field: &str, text: &str) -> Result<Timestamp, Problem> {
    match dates::of_instant(text) {
        Some(time) => Ok(time),
        None => dates::read(field, text).map_err(|why| Problem::new(Code::Body, why)),
    }
}

/// Puts texts and values into what something says, and settles whom its body mentions.
pub(super) fn put<S: Store>(
    community: &Community<S>,
    contents: &mut Contents,
    texts: &[NewText],
    values: &[NewValue],
) -> Result<(), Problem> {
    for NewText { field, language: tag, text } in texts {
        let mut known = TextField::ALL.iter().copied();
        let named = known.find(|known| text_name(*known) == field);
        let named = named.ok_or_else(|| wrong("texts", format_args!("no field {field:?}")))?;
        let place = (named, language(tag)?);
        let text = text.trim();
        if text.is_empty() {
            contents.texts.remove(&place);
            continue;
        }
        let text = if named == TextField::Body {
            community.resolve_mentions(text).text
        } else {
            text.to_owned()
        };
        contents.texts.insert(place, text);
    }
    for NewValue { field, value } in values {
        let mut known = ValueField::ALL.iter().copied();
        let named = known.find(|known| field_name(*known) == field);
        let named = named.ok_or_else(|| wrong("values", format_args!("no field {field:?}")))?;
        if value.trim().is_empty() {
            contents.values.remove(&named);
        } else {
            contents.values.insert(named, read(community, named, value.trim())?);
        }
    }
    Ok(())
}

fn read<S: Store>(
    community: &Community<S>,
    field: ValueField,
    value: &str,
) -> Result<Value, Problem> {
    let name = field_name(field);
    match field {
        ValueField::Address | ValueField::Url | ValueField::Attendance | ValueField::Slug => {
            Ok(Value::Line(Text::new(value).map_err(|why| wrong(name, why))?))
        }
        ValueField::Point => {
            let point = point(name, value).map_err(|why| Problem::new(Code::Body, why))?;
            Ok(Value::Point(point))
        }
        ValueField::Starts | ValueField::Ends => Ok(Value::Time(moment(name, value)?)),
        ValueField::Cost | ValueField::Weight => {
            Ok(Value::Number(value.parse().map_err(|why| wrong(name, why))?))
        }
        ValueField::Progress => {
            let number = value.parse().ok().filter(|number| *number <= ValueField::DONE);
            Ok(Value::Number(number.ok_or_else(|| wrong(name, "a whole number from 0 to 100"))?))
        }
        ValueField::Classes => {
            let ids = value.split(',').map(|digits| class(community, digits.trim()));
            let ids = Sorted::new(ids.collect::<Result<Vec<_>, _>>()?);
            Ok(Value::Entries(ids.map_err(|_| wrong(name, "at most 64, each of them once"))?))
        }
    }
}

/// A class under which documents are filed.
pub(super) fn class<S: Store>(community: &Community<S>, digits: &str) -> Result<EntryId, Problem> {
    let reading = community.deliberation();
    let classes = reading.cards().filter(|card| card.kind == DocumentKind::Taxon);
    let found = ateneu_page::find(digits, classes.map(|card| card.id));
    found.ok_or_else(|| Problem::missing("class"))
}
