//! Documents: as lists tell of them, in full, and their versions.

use axum::response::Response;
use participation::{Card, Content, Contents, DocumentKind, EntryId, Reading, Store};
use serde::Serialize;
use utoipa::ToSchema;

use super::asker::{Asker, look};
use super::problem::Problem;
use super::shapes::{Author, Became, Kind, Texts, ids, texts, time, titles};
use crate::commands::document::list::amendment_name;
use crate::commands::document::shown::reason_name;
use crate::commands::document::words::{field_name, text_name, value_shown};

/// A document in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Document {
    /// Its id, 64 digits; the first 16 are enough in an address.
    id: String,
    /// What it is.
    kind: Kind,
    /// Its space.
    space: String,
    /// Its title.
    title: Texts,
    /// Who wrote it.
    authors: Vec<Author>,
    /// When it was made, as its author or the source of an import says.
    made: String,
    /// The state that an answer gave it, by its name in the phase.
    state: Option<String>,
    /// What that state means.
    became: Became,
    /// Of an amendment, what became of it: `evaluating`, `accepted`, `rejected`, `withdrawn`.
    amendment: Option<&'static str>,
    /// Whether its author withdrew it.
    withdrawn: bool,
    /// Whether it is closed.
    closed: bool,
    /// How far a result has come, in per cent; none where nobody said.
    #[schema(maximum = 100)]
    progress: Option<u8>,
    /// Supports, those that came with an import included; none where there can be none, or while
    /// the phase keeps the number from pages.
    supports: Option<u32>,
    /// Comments that are shown.
    comments: u32,
    /// Of the first comments, how many are in favour.
    in_favour: u32,
    /// And how many are against.
    against: u32,
    /// Changes of its text.
    edits: u32,
}

/// A text of a document or of a space.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Written {
    /// `title`, `body`, `summary` and so on.
    field: &'static str,
    /// Its language (BCP 47).
    language: String,
    /// The text, as it was typed: CommonMark. It is hostile until it is escaped or sanitised.
    text: String,
}

/// A value of a document that is no text.
#[derive(Debug, Serialize, ToSchema)]
struct Valued {
    /// `address`, `point`, `starts`, `cost`, `progress` and so on.
    field: &'static str,
    /// The value, as a text.
    value: String,
}

/// A link from a document to another entry.
#[derive(Debug, Serialize, ToSchema)]
struct Linked {
    /// How they belong together.
    relation: String,
    /// The other entry.
    to: String,
}

/// A file that is attached to a document.
#[derive(Debug, Serialize, ToSchema)]
struct File {
    /// The entry that attached it.
    id: String,
    /// Its name.
    name: String,
    /// Its media type.
    media: String,
    /// Its bytes.
    size: u64,
    /// What it is called.
    title: Texts,
}

/// An answer in the community's name.
#[derive(Debug, Serialize, ToSchema)]
struct Answered {
    /// The entry.
    id: String,
    /// The state that it gives.
    state: String,
    /// What it says.
    text: Texts,
}

/// Why something is hidden.
#[derive(Debug, Serialize, ToSchema)]
struct Hidden {
    /// The moderator's label.
    label: String,
    /// Why, in a word.
    reason: Option<&'static str>,
    /// Why, in words.
    text: Texts,
}

/// A document in full.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WholeDocument {
    #[serde(flatten)]
    document: Document,
    /// What it says; nothing where it is hidden or erased.
    texts: Vec<Written>,
    /// Its values that are no texts.
    values: Vec<Valued>,
    /// What it is linked to.
    links: Vec<Linked>,
    /// What is attached to it.
    files: Vec<File>,
    /// Its amendments.
    amendments: Vec<String>,
    /// Of an amendment, what it would change.
    amends: Option<String>,
    /// The last answer in the community's name.
    answer: Option<Answered>,
    /// What closed it, in words.
    conclusion: Option<Texts>,
    /// Why it is hidden, where it is.
    hidden: Option<Hidden>,
    /// Whether its author erased it.
    erased: bool,
    /// The entries that its text ends with now: its version.
    version: Vec<String>,
}

/// A version of a document.
#[derive(Debug, Serialize, ToSchema)]
struct Version {
    /// The entry.
    id: String,
    /// Who made it.
    author: Option<Author>,
    /// When, as its author says.
    made: String,
    /// The versions that it was made upon.
    upon: Vec<String>,
    /// Whether it is part of what the document says now.
    counts: bool,
}

/// The versions of a document, each after those it was made upon.
#[derive(Debug, Serialize, ToSchema)]
struct Versions {
    /// They.
    items: Vec<Version>,
}

/// One document, whatever it is.
#[utoipa::path(get, path = "/communities/{community}/documents/{id}", operation_id = "document",
    tag = "deliberation", responses((status = 200, body = WholeDocument)))]
pub(super) async fn one(asker: Asker) -> Response {
    look(asker, |look| {
        let mut reading = look.community.deliberation();
        let id = look.entry("document", reading.cards().map(|card| card.id))?;
        whole(&mut reading, &id).ok_or_else(|| Problem::missing("document"))
    })
    .await
}

/// A document in full.
pub(super) fn whole<S: Store>(reading: &mut Reading<'_, S>, id: &EntryId) -> Option<WholeDocument> {
    let contents = reading.text(id).unwrap_or_default();
    let card = reading.card(id)?;
    let shown = card.hidden.is_none() && !card.erased;
    let values = contents.values.iter().filter(|_| shown);
    let value = |(field, value): (&participation::ValueField, &participation::Value)| Valued {
        field: field_name(*field),
        value: value_shown(value),
    };
    Some(WholeDocument {
        document: document(reading, card),
        texts: if shown { written(&contents) } else { Vec::new() },
        values: values.map(value).collect(),
        links: card.links.iter().map(linked).collect(),
        files: card.attachments.iter().filter_map(|id| file(reading, id)).collect(),
        amendments: ids(&card.amendments),
        amends: card.base.as_ref().map(|base| base.proposal.to_string()),
        answer: card.answer.and_then(|id| answer(reading, &id)),
        conclusion: card.conclusion.and_then(|id| conclusion(reading, &id)),
        hidden: card.hidden.map(|id| hidden(reading, &id)),
        erased: card.erased,
        version: ids(&card.heads),
    })
}

/// What a document said before: who changed it, and when.
#[utoipa::path(get, path = "/communities/{community}/documents/{id}/versions",
    operation_id = "versions", tag = "deliberation",
    responses((status = 200, body = Versions)))]
pub(super) async fn versions(asker: Asker) -> Response {
    look(asker, |look| {
        let mut reading = look.community.deliberation();
        let id = look.entry("document", reading.cards().map(|card| card.id))?;
        let versions = reading.versions(&id).map_err(|_| Problem::missing("document"))?;
        let item = |version: participation::Version| Version {
            id: version.id.to_string(),
            author: look.community.slot_of(&version.author).map(|s| Author::member(&reading, &s)),
            made: time(version.claimed),
            upon: ids(&version.deps),
            counts: version.main || version.branch == id,
        };
        Ok(Versions { items: versions.into_iter().map(item).collect() })
    })
    .await
}

/// A document as lists tell of it.
pub(super) fn document<S: Store>(reading: &Reading<'_, S>, card: &Card) -> Document {
    let shown = card.hidden.is_none() && !card.erased;
    let supports = (card.kind == DocumentKind::Proposal).then(|| {
        let imported = card.imported.map_or(0, |counts| counts.supports);
        reading.shown_supports(&card.id).map(|own| own.saturating_add(imported))
    });
    Document {
        id: card.id.to_string(),
        kind: Kind::of(card.kind),
        space: card.space.to_string(),
        title: if shown { titles(&card.titles) } else { Texts::default() },
        authors: Author::all(reading, card),
        made: time(card.made),
        state: card.state.clone(),
        became: Became::of(card.meaning),
        amendment: card.amendment.map(amendment_name),
        withdrawn: card.withdrawn.is_some(),
        closed: card.closed,
        progress: card.progress().filter(|_| shown),
        supports: supports.flatten(),
        comments: card.comments,
        in_favour: card.in_favour,
        against: card.against,
        edits: card.edits,
    }
}

/// All texts.
pub(super) fn written(contents: &Contents) -> Vec<Written> {
    let texts = contents.texts.iter();
    let text = |((field, language), text): (&(participation::TextField, _), &String)| Written {
        field: text_name(*field),
        language: participation::Language::to_string(language),
        text: text.clone(),
    };
    texts.map(text).collect()
}

fn linked(link: &participation::Link) -> Linked {
    let relation = crate::commands::document::relation_name(link.relation).to_owned();
    Linked { relation, to: link.to.to_string() }
}

fn file<S: Store>(reading: &Reading<'_, S>, id: &EntryId) -> Option<File> {
    match reading.said(id)?.content() {
        Some(Content::Attach(file)) => Some(File {
            id: id.to_string(),
            name: file.name.to_string(),
            media: file.media.to_string(),
            size: file.size,
            title: texts(&file.title),
        }),
        _ => None,
    }
}

fn answer<S: Store>(reading: &Reading<'_, S>, id: &EntryId) -> Option<Answered> {
    match reading.said(id)?.content() {
        Some(Content::Answer(answer)) => Some(Answered {
            id: id.to_string(),
            state: answer.state.to_string(),
            text: texts(&answer.text),
        }),
        _ => None,
    }
}

fn conclusion<S: Store>(reading: &Reading<'_, S>, id: &EntryId) -> Option<Texts> {
    match reading.said(id)?.content() {
        Some(Content::Conclude(conclusion)) => Some(texts(&conclusion.text)),
        _ => None,
    }
}

fn hidden<S: Store>(reading: &Reading<'_, S>, id: &EntryId) -> Hidden {
    let said = reading.said(id);
    let (reason, text) = match said.as_ref().and_then(participation::Said::content) {
        Some(Content::Label(label)) => (Some(reason_name(label.reason)), texts(&label.text)),
        _ => (None, Texts::default()),
    };
    Hidden { label: id.to_string(), reason, text }
}
