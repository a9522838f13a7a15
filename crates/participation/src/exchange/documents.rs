//! Proposals and projects as documents.

use participation_acts::{
    Compose, DocumentKind, FieldEdit, FieldEdits, Origin, Point, Root, TextField, Value,
    ValueField, Voice,
};
use participation_decidim::{Kind, Latitude, Longitude, ProjectRow, ProposalRow};
use participation_types::{EntryId, Language, List, Localized, Sorted, Text, Timestamp};

use super::classes::{ClassDraft, Classes, Filing, blank};
use super::error::{RowFault, RowName};
use super::kinds::{class_of, kind_of, name_of};
use super::known::STANDS_FOR;
use super::language::Spelling;
use super::rest::{self, Cells};
use super::sheet::{Class, Sheet, first};
use super::spaces::SpaceDraft;

/// Longest text of a field, in bytes.
const MAX_TEXT: usize = 60_000;
/// Longest official answer in one language, in bytes.
const MAX_ANSWER: usize = 20_000;

/// A document that is to be written.
#[derive(Debug, Clone)]
pub(crate) struct DocumentDraft {
    /// The row that it comes from; `None` when nothing more is known of it than its number.
    pub(crate) row: Option<RowName>,
    pub(crate) class: String,
    pub(crate) number: u64,
    pub(crate) url: String,
    pub(crate) space: usize,
    pub(crate) classes: Vec<usize>,
    fields: Vec<FieldEdit>,
    origin: Origin,
}

impl DocumentDraft {
    /// The act that publishes it.
    pub(crate) fn compose(&self, phase: EntryId, class: impl Fn(usize) -> EntryId) -> Compose {
        let mut fields = self.fields.clone();
        if !self.classes.is_empty() {
            let ids = self.classes.iter().map(|place| class(*place));
            let value = Value::Entries(Sorted::new(ids).unwrap_or_default());
            fields.push(FieldEdit::Set { field: ValueField::Classes, value });
        }
        let root = Root {
            kind: kind_of(&self.class),
            voice: Voice::Imported(Box::new(self.origin.clone())),
            ordinal: 0,
            parent: None,
            base: None,
            links: List::default(),
            fields: FieldEdits::new(fields),
        };
        Compose { phase, root }
    }

    /// What stands for a document of which nothing more is known.
    pub(crate) fn stub(
        (class, number): (String, u64),
        url: &str,
        (place, space): (usize, &SpaceDraft),
        system: &Text<40>,
        created: Timestamp,
    ) -> Result<Self, RowFault> {
        let title = name_of(&class, number);
        let mut fields = vec![text("commentable_type", TextField::Title, space.usual, &title)?];
        fields.extend(line(ValueField::Url, url));
        let kept = vec![(STANDS_FOR.to_owned(), class.clone())];
        let rest = rest::keep(kept, Cells::new(), &[], &Spelling::default())?;
        let origin = Origin { id: id(number), rest, ..blank(system, created) };
        Ok(Self {
            row: None,
            url: line(ValueField::Url, url).map(|_| url.to_owned()).unwrap_or_default(),
            class,
            number,
            space: place,
            classes: Vec::new(),
            fields,
            origin,
        })
    }
}

/// Where rows are brought in.
pub(crate) struct Ground<'a> {
    pub(crate) system: &'a Text<40>,
    pub(crate) place: usize,
    pub(crate) space: &'a SpaceDraft,
    pub(crate) classes: &'a Classes,
}

/// A row with what is taken out of it.
struct Parts<'a> {
    name: RowName,
    kind: DocumentKind,
    titles: &'a [(String, String)],
    body_column: &'static str,
    bodies: &'a [(String, String)],
    answers: &'a [(String, String)],
    address: &'a str,
    url: &'a str,
    point: (Option<Latitude>, Option<Longitude>),
    cost: Option<u64>,
    filing: Filing<'a>,
    origin: Origin,
    rest: &'a [(String, String)],
}

impl Ground<'_> {
    /// A proposal as a document.
    pub(crate) fn proposal(&self, row: &ProposalRow) -> Result<DocumentDraft, RowFault> {
        let made = row.published_at.or(row.created_at).or(row.updated_at);
        let origin = Origin {
            id: id(row.id.0),
            author_id: fitting(row.author_ids.as_str()),
            author: fitting(row.author_names.as_str()),
            supports: count(row.votes),
            endorsements: count(row.likes),
            follows: count(row.follows),
            state: fitting(&row.state),
            withdrawn: row.withdrawn,
            ..blank(self.system, made.unwrap_or_default())
        };
        let parts = Parts {
            name: RowName { kind: Kind::Proposals, id: row.id.0 },
            kind: DocumentKind::Proposal,
            titles: &row.titles,
            body_column: "body",
            bodies: &row.bodies,
            answers: &row.answers,
            address: &row.address,
            url: &row.url,
            point: (row.latitude, row.longitude),
            cost: row.cost.map(|cost| cost.0),
            filing: row.into(),
            origin,
            rest: &row.rest,
        };
        self.draft(parts, row.cells(), |sheet| sheet.proposal().cells())
    }

    /// A project as a document.
    pub(crate) fn project(&self, row: &ProjectRow) -> Result<DocumentDraft, RowFault> {
        let made = row.created_at.or(row.updated_at);
        let origin = Origin {
            id: id(row.id.0),
            supports: count(row.confirmed_votes),
            follows: count(row.follows),
            ..blank(self.system, made.unwrap_or_default())
        };
        let parts = Parts {
            name: RowName { kind: Kind::Projects, id: row.id.0 },
            kind: DocumentKind::Project,
            titles: &row.titles,
            body_column: "description",
            bodies: &row.descriptions,
            answers: &[],
            address: &row.address,
            url: &row.url,
            point: (row.latitude, row.longitude),
            cost: row.budget_amount.and_then(|amount| amount.checked_mul(100)),
            filing: row.into(),
            origin,
            rest: &row.rest,
        };
        self.draft(parts, row.cells(), |sheet| sheet.project().cells())
    }

    fn draft(
        &self,
        parts: Parts<'_>,
        cells: Cells,
        told: impl Fn(&Sheet) -> Cells,
    ) -> Result<DocumentDraft, RowFault> {
        let class = class_of(parts.kind);
        let texts = parts.titles.iter().chain(parts.bodies).chain(parts.answers);
        let endings = texts.map(|(ending, _)| ending.as_str());
        let spelling = Spelling::of(endings, self.space.usual, &self.space.languages);
        let mut fields = Vec::new();
        for (field, column, texts) in [
            (TextField::Title, "title", parts.titles),
            (TextField::Body, parts.body_column, parts.bodies),
        ] {
            for (ending, words) in texts {
                let Some(language) = spelling.language(ending) else { continue };
                if field == TextField::Title && words.trim().is_empty() {
                    // A title of blanks names nothing; it stays in the rest.
                    continue;
                }
                fields.push(text(column, field, language, words)?);
            }
        }
        let titled = |change: &FieldEdit| {
            matches!(change, FieldEdit::Splice { field: TextField::Title, .. })
        };
        if !fields.iter().any(titled) {
            let title = name_of(class, parts.name.id);
            fields.push(text("title", TextField::Title, self.space.usual, &title)?);
        }
        fields.extend(line(ValueField::Address, parts.address));
        fields.extend(line(ValueField::Url, parts.url));
        if let (Some(latitude), Some(longitude)) = parts.point
            && let Some(point) = Point::new(latitude.e7(), longitude.e7())
        {
            fields.push(FieldEdit::Set { field: ValueField::Point, value: Value::Point(point) });
        }
        if let Some(cost) = parts.cost {
            fields.push(FieldEdit::Set { field: ValueField::Cost, value: Value::Number(cost) });
        }
        let classes = self.classes.of(self.place, &parts.filing);
        let answer = answer(parts.answers, &spelling)?;
        let origin = Origin { answer, ..parts.origin };
        let filed = |place: &usize| -> Option<Class> {
            self.classes.drafts.get(*place).map(|ClassDraft { class, .. }| class.clone())
        };
        // Of more changes than one entry takes the last are left out: they stay in the rest.
        let kept = FieldEdits::new(fields.iter().cloned().chain(unfiled(&classes)));
        let mut contents = first(&kept);
        contents.values.remove(&ValueField::Classes);
        let sheet = Sheet::imported(
            &origin,
            contents,
            classes.iter().filter_map(filed).collect(),
            &self.space.address.url,
            spelling.clone(),
        );
        let rest = rest::keep(cells, told(&sheet), parts.rest, &spelling)?;
        let has_url = line(ValueField::Url, parts.url).is_some();
        Ok(DocumentDraft {
            row: Some(parts.name),
            class: class.to_owned(),
            number: parts.name.id,
            url: if has_url { parts.url.to_owned() } else { String::new() },
            space: self.place,
            classes,
            fields,
            origin: Origin { rest, ..origin },
        })
    }
}

/// The change that files a document, before it is known under what.
fn unfiled(classes: &[usize]) -> Option<FieldEdit> {
    let value = Value::Entries(Sorted::default());
    (!classes.is_empty()).then_some(FieldEdit::Set { field: ValueField::Classes, value })
}

fn answer(
    answers: &[(String, String)],
    spelling: &Spelling,
) -> Result<Localized<MAX_ANSWER>, RowFault> {
    let mut texts = Vec::new();
    for (ending, words) in answers {
        let Some(language) = spelling.language(ending) else { continue };
        let text = Text::new(words.clone()).map_err(|_| RowFault::TooLong {
            column: format!("answer/{ending}"),
            bytes: words.len(),
            max: MAX_ANSWER,
        })?;
        texts.push((language, text));
    }
    Ok(Localized::new(texts))
}

fn text(
    column: &str,
    field: TextField,
    language: Language,
    words: &str,
) -> Result<FieldEdit, RowFault> {
    let text = Text::new(words).map_err(|_| RowFault::TooLong {
        column: format!("{column}/{language}"),
        bytes: words.len(),
        max: MAX_TEXT,
    })?;
    Ok(FieldEdit::text(field, language, text))
}

/// A line that is set, unless it is empty or too long: then it stays in the rest.
fn line(field: ValueField, words: &str) -> Option<FieldEdit> {
    let text = Text::new(words).ok().filter(|text| !text.as_str().is_empty())?;
    Some(FieldEdit::Set { field, value: Value::Line(text) })
}

/// The number of a row, which has at most twenty digits.
pub(crate) fn id(number: u64) -> Text<100> {
    Text::new(number.to_string()).unwrap_or_else(|_| Text::fixed(""))
}

/// A text that fits, or nothing: then it stays in the rest.
pub(crate) fn fitting<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::new(text).unwrap_or_else(|_| Text::fixed(""))
}

/// A count that fits, or nothing: then it stays in the rest.
fn count(number: Option<u64>) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}
