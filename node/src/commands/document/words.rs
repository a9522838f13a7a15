//! What documents and spaces say: as it is typed, and as it is printed.

use participation::{
    Community, Contents, DocumentKind, EntryId, Language, Point, Sorted, Store, Text, TextField,
    Value, ValueField,
};
use serde::Serialize;

use super::{Done, near, space_of};
use crate::cli::words::{EditArgs, WordsArgs};
use crate::communities::Open;
use crate::context::Context;
use crate::exit::Failure;
use crate::select::written;
use crate::{dates, print, texts};

/// Changes what something says, as the person of `--as`.
pub(crate) fn edit(
    context: &Context,
    mut community: Open,
    id: EntryId,
    args: &EditArgs,
) -> Result<(), Failure> {
    let mut contents = community.deliberation().text(&id).map_err(Failure::input)?;
    let first = first(&community, &space_of(&community, &id)?);
    put(&community, &mut contents, &args.words, first)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.rewrite(&mut signer.pen(), id, &contents)?;
    Done { entry, subject: id }.print("changed", args.json)
}

/// The language of a space that comes first: that of texts without a tag.
pub(crate) fn first<S: Store>(community: &Community<S>, space: &EntryId) -> Option<Language> {
    let reading = community.deliberation();
    // The order in which languages were typed is not kept; that of the first phase's title is, in
    // effect, the alphabet.
    reading.space(space).and_then(|space| space.languages.first().copied())
}

/// Puts what was typed into what is there, and settles whom it mentions.
pub(crate) fn put<S: Store>(
    community: &Community<S>,
    contents: &mut Contents,
    args: &WordsArgs,
    first: Option<Language>,
) -> Result<(), Failure> {
    put_all(community, contents, args, first, args.no_mentions)
}

/// The same, with mentions left as they are typed.
pub(crate) fn put_plain<S: Store>(
    community: &Community<S>,
    contents: &mut Contents,
    args: &WordsArgs,
    first: Option<Language>,
) -> Result<(), Failure> {
    put_all(community, contents, args, first, true)
}

fn put_all<S: Store>(
    community: &Community<S>,
    contents: &mut Contents,
    args: &WordsArgs,
    first: Option<Language>,
    no_mentions: bool,
) -> Result<(), Failure> {
    let language = args.language.as_deref().map(texts::language).transpose()?.or(first);
    for (field, flag, typed) in [
        (TextField::Title, "--title", &args.title),
        (TextField::Subtitle, "--subtitle", &args.subtitle),
        (TextField::Summary, "--summary", &args.summary),
        (TextField::Announcement, "--announcement", &args.announcement),
        (TextField::Instructions, "--instructions", &args.instructions),
        (TextField::Updates, "--updates", &args.updates),
        (TextField::Place, "--place", &args.place),
    ] {
        texts::put(contents, field, flag, typed, language)?;
    }
    let mut bodies = Vec::new();
    for typed in &args.body {
        bodies.push(texts::split("--body", typed, language)?);
    }
    for typed in &args.body_file {
        bodies.push(texts::from_file("--body-file", typed, language)?);
    }
    let mut typed = Vec::new();
    for (language, text) in bodies {
        let text = texts::mentioned(community, &text, no_mentions)?;
        typed.push(format!("{language}={text}"));
    }
    texts::put(contents, TextField::Body, "--body", &typed, language)?;
    put_values(community, contents, args)
}

fn put_values<S: Store>(
    community: &Community<S>,
    contents: &mut Contents,
    args: &WordsArgs,
) -> Result<(), Failure> {
    let mut set = |field, value: Option<Value>| {
        match value {
            Some(Value::Line(line)) if line.as_str().is_empty() => {
                contents.values.remove(&field);
            }
            Some(value) => {
                contents.values.insert(field, value);
            }
            None => {}
        };
    };
    let line = |flag: &str, text: &Option<String>| -> Result<Option<Value>, Failure> {
        let Some(text) = text else { return Ok(None) };
        let text = Text::new(text.as_str()).map_err(|wrong| Failure::input(wrong).after(flag))?;
        Ok(Some(Value::Line(text)))
    };
    set(ValueField::Address, line("--address", &args.address)?);
    set(ValueField::Url, line("--url", &args.url)?);
    set(ValueField::Attendance, line("--attendance", &args.attendance)?);
    set(ValueField::Slug, line("--slug", &args.slug)?);
    let point = args.point.as_deref().map(|text| near::point("--point", text)).transpose()?;
    set(ValueField::Point, point.map(Value::Point));
    let time = |flag: &str, text: &Option<String>| {
        text.as_deref().map(|text| dates::read(flag, text).map(Value::Time)).transpose()
    };
    set(ValueField::Starts, time("--starts", &args.starts)?);
    set(ValueField::Ends, time("--ends", &args.ends)?);
    set(ValueField::Cost, args.cost.map(Value::Number));
    set(ValueField::Weight, args.weight.map(Value::Number));
    set(ValueField::Progress, args.progress.map(u64::from).map(Value::Number));
    if !args.class.is_empty() {
        let classes = args.class.iter().map(|text| class(community, text));
        let classes = Sorted::new(classes.collect::<Result<Vec<_>, _>>()?)
            .map_err(|_| Failure::input("--class: at most 64 of them"))?;
        set(ValueField::Classes, Some(Value::Entries(classes)));
    }
    Ok(())
}

/// A class of a taxonomy.
pub(crate) fn class<S: Store>(community: &Community<S>, text: &str) -> Result<EntryId, Failure> {
    written::document(community, &[DocumentKind::Taxon], text)
}

/// The languages that a reader asks for.
pub(crate) fn languages(asked: Option<&str>) -> Result<Vec<Language>, Failure> {
    asked.map(texts::language).into_iter().collect()
}

/// A text of a document.
#[derive(Debug, Serialize)]
pub(crate) struct TextLine {
    field: TextField,
    language: Language,
    text: String,
}

/// All texts.
pub(crate) fn lines(contents: &Contents) -> Vec<TextLine> {
    let texts = contents.texts.iter();
    let line = |((field, language), text): (&(TextField, Language), &String)| TextLine {
        field: *field,
        language: *language,
        text: text.clone(),
    };
    texts.map(line).collect()
}

/// Values for people, with their labels.
pub(crate) fn values(contents: &Contents) -> Vec<(&'static str, String)> {
    contents.values.iter().map(|(field, value)| (field_name(*field), value_shown(value))).collect()
}

/// A value for people.
pub(crate) fn value_shown(value: &Value) -> String {
    match value {
        Value::Nothing => "nothing".to_owned(),
        Value::Line(line) => line.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Point(point) => degrees(*point),
        Value::Entries(entries) => {
            entries.iter().map(EntryId::short).collect::<Vec<_>>().join(", ")
        }
        Value::Time(time) => dates::shown(*time),
    }
}

fn degrees(point: Point) -> String {
    let one = |number: i32| {
        let (whole, part) =
            (number.unsigned_abs() / 10_000_000, number.unsigned_abs() % 10_000_000);
        format!("{}{whole}.{part:07}", if number < 0 { "-" } else { "" })
    };
    format!("{},{}", one(point.latitude), one(point.longitude))
}

/// The name of a field of a value.
pub(crate) const fn field_name(field: ValueField) -> &'static str {
    match field {
        ValueField::Address => "address",
        ValueField::Point => "point",
        ValueField::Classes => "classes",
        ValueField::Starts => "starts",
        ValueField::Ends => "ends",
        ValueField::Cost => "cost",
        ValueField::Url => "url",
        ValueField::Weight => "weight",
        ValueField::Attendance => "attendance",
        ValueField::Slug => "slug",
        ValueField::Progress => "progress",
    }
}

/// The name of a field of text.
pub(crate) const fn text_name(field: TextField) -> &'static str {
    match field {
        TextField::Title => "title",
        TextField::Body => "body",
        TextField::Subtitle => "subtitle",
        TextField::Summary => "summary",
        TextField::Announcement => "announcement",
        TextField::Instructions => "instructions",
        TextField::Place => "place",
        TextField::Updates => "updates",
    }
}

/// Prints the texts beside the title, each in the language that is best for the reader.
pub(crate) fn print(contents: &Contents, languages: &[Language]) -> Result<(), Failure> {
    for field in [
        TextField::Announcement,
        TextField::Subtitle,
        TextField::Summary,
        TextField::Body,
        TextField::Place,
        TextField::Instructions,
        TextField::Updates,
    ] {
        let mut texts = contents.texts.iter().filter(|((f, _), _)| *f == field);
        let best = languages.iter().find_map(|l| contents.texts.get(&(field, *l)));
        let Some(text) = best.or_else(|| texts.next().map(|(_, text)| text)) else { continue };
        print::line("")?;
        if field != TextField::Body {
            print::line(format_args!("{}:", text_name(field)))?;
        }
        texts::print(text)?;
    }
    Ok(())
}
