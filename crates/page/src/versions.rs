//! What a document has said before, and what changed between two of its versions.

use askama::Template;
use participation::{
    Community, Contents, EntryId, FieldDiff, Language, PieceKind, Reading, Store, TextField, Value,
    ValueField,
};

use crate::dates::Day;
use crate::frame::Frame;
use crate::list::{self, Choice};
use crate::message::{Failed, done};
use crate::people::{People, Who};
use crate::words::Words;
use crate::{Visit, details, link, plain};

/// Versions of one document that are listed at most: the newest.
const MOST: usize = 50;

/// Which two are compared; the newest with the one before it where nothing is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The digits of the older one.
    pub from: String,
    /// The digits of the newer one.
    pub to: String,
}

#[derive(Template)]
#[template(path = "versions.html")]
struct Versions<'a> {
    f: Frame<'a>,
    path: String,
    title: String,
    versions: Vec<Version>,
    from: Vec<Choice>,
    to: Vec<Choice>,
    changes: Vec<Change>,
}

struct Version {
    number: usize,
    who: Who,
    day: Day,
    receipt: String,
}

/// What became of one text, or one value.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) field: String,
    pub(crate) lang: String,
    pub(crate) pieces: Vec<Piece>,
}

/// A part of a text that stayed, came or went.
#[derive(Debug)]
pub(crate) struct Piece {
    /// `ins`, `del` or nothing.
    pub(crate) tag: &'static str,
    pub(crate) text: String,
}

/// The versions of a document; `None` where it is not here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    asked: &Asked,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let mut reading = community.deliberation();
    let Some(card) = reading.card(id).cloned() else { return Ok(None) };
    let Ok(all) = reading.versions(id) else { return Ok(None) };
    let all: Vec<_> =
        all.into_iter().filter(|version| version.main || version.branch == *id).collect();
    let newest = all.last().map(|version| version.id);
    let pick = |digits: &str| link::find(digits, all.iter().map(|version| version.id));
    let to = pick(&asked.to).or(newest);
    let before = to.and_then(|to| {
        all.iter()
            .find(|version| version.id == to)
            .and_then(|version| version.deps.first().copied())
    });
    let from = pick(&asked.from).or(before);
    let said = |reading: &mut Reading<'_, S>, version: Option<EntryId>| -> Contents {
        version.and_then(|version| reading.text_at(id, &[version]).ok()).unwrap_or_default()
    };
    let (old, new) = (said(&mut reading, from), said(&mut reading, to));
    let people = People::new(w);
    let title = list::titled(&card.titles, w).1;
    let window = format!("{} · {title}", w.say("versions"));
    let f = Frame::of(community, visit, list::section(card.kind), window);
    let path = format!("{}/{}/{}", f.root(), list::kind_path(card.kind), link::digits(id));
    let numbered =
        || all.iter().enumerate().rev().take(MOST).map(|(place, version)| (version, place + 1));
    let version = |(version, number): (&participation::Version, usize)| Version {
        number,
        who: community
            .slot_of(&version.author)
            .map_or_else(|| people.office(), |slot| people.member(&reading, &slot)),
        day: Day::of(version.claimed, w),
        receipt: format!("{}/receipts/{}", f.root(), link::digits(&version.id)),
    };
    let versions = numbered().map(version).collect();
    let choice = |chosen: Option<EntryId>| -> Vec<Choice> {
        let one = |(version, number): (&participation::Version, usize)| Choice {
            value: link::digits(&version.id),
            text: number.to_string(),
            chosen: chosen == Some(version.id),
        };
        numbered().map(one).collect()
    };
    let page = Versions {
        from: choice(from),
        to: choice(to),
        title,
        changes: changes(&old, &new, w),
        versions,
        path,
        f,
    };
    done(&page).map(Some)
}

/// What changed from one version to the other.
pub(crate) fn changes(old: &Contents, new: &Contents, w: Words) -> Vec<Change> {
    let text = |change: FieldDiff| match change {
        FieldDiff::Text { field, language, pieces } => Some(Change {
            field: w.say(field_key(field)),
            lang: language_of(language),
            pieces: pieces.into_iter().map(piece).collect(),
        }),
        FieldDiff::Value { field, before, after } => {
            value(field, before.as_ref(), after.as_ref(), w)
        }
    };
    participation::diff(old, new).into_iter().filter_map(text).collect()
}

/// What became of a value that can be told in a line.
fn value(
    field: ValueField,
    before: Option<&Value>,
    after: Option<&Value>,
    w: Words,
) -> Option<Change> {
    let said = |value: Option<&Value>| value.and_then(|value| details::fact(field, value, w));
    let (before, after) = (said(before), said(after));
    let label = after.as_ref().or(before.as_ref())?.label.clone();
    let piece = |tag, text| Piece { tag, text };
    let gone = before.map(|fact| piece("del", fact.text));
    let come = after.map(|fact| piece("ins", fact.text));
    let between = (gone.is_some() && come.is_some()).then(|| piece("", " ".to_owned()));
    let pieces = gone.into_iter().chain(between).chain(come).collect();
    Some(Change { field: label, lang: w.tongue().code().to_owned(), pieces })
}

fn piece(piece: participation::Piece) -> Piece {
    let tag = match piece.kind {
        PieceKind::Equal => "",
        PieceKind::Insert => "ins",
        PieceKind::Delete => "del",
    };
    // Lines stay lines: the style sheet keeps them.
    let lines = piece.text.split('\n').map(|line| {
        let (begins, ends) = (line.starts_with(' '), line.ends_with(' '));
        let plain = plain::line(line);
        let (before, after) = (if begins { " " } else { "" }, if ends { " " } else { "" });
        format!("{before}{plain}{after}")
    });
    Piece { tag, text: lines.collect::<Vec<_>>().join("\n") }
}

fn language_of(language: Language) -> String {
    language.to_string()
}

/// The message that names a field of text.
pub(crate) const fn field_key(field: TextField) -> &'static str {
    match field {
        TextField::Title => "write-title",
        TextField::Body => "field-body",
        TextField::Subtitle => "field-subtitle",
        TextField::Summary => "field-summary",
        TextField::Announcement => "field-announcement",
        TextField::Instructions => "field-instructions",
        TextField::Place => "field-place",
        TextField::Updates => "field-updates",
    }
}
