//! The versions of a document, and what changed between two of them.

use participation::{
    Community, Contents, DeviceKey, DocumentKind, EntryId, FieldDiff, PieceKind, Store, Timestamp,
    Version,
};
use serde::Serialize;

use super::shown::Names;
use super::words;
use crate::cli::words::{DiffArgs, ShowArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::select::{self, written};
use crate::{caller, dates, print};

#[derive(Serialize)]
struct History {
    subject: EntryId,
    versions: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    number: usize,
    id: EntryId,
    author: String,
    device: DeviceKey,
    claimed: Timestamp,
    /// The versions that it was made upon.
    upon: Vec<EntryId>,
    /// Whether it is part of what the document says now.
    counts: bool,
}

/// Lists the versions of a document, each after those it was made upon.
pub(super) fn history(
    context: &Context,
    kinds: &[DocumentKind],
    args: &ShowArgs,
) -> Result<(), Failure> {
    let community = context.community()?;
    let subject = written::document(&community, kinds, &args.id)?;
    let names = Names::of(&community);
    let versions = versions(&community, &subject)?;
    let line = |(version, number): (Version, usize)| Line {
        number,
        id: version.id,
        author: community
            .slot_of(&version.author)
            .map_or_else(|| "an officer".to_owned(), |slot| names.person(&slot)),
        device: version.author,
        claimed: version.claimed,
        upon: version.deps,
        counts: version.main || version.branch == subject,
    };
    let versions: Vec<Line> = versions.into_iter().zip(1..).map(line).collect();
    if args.json {
        return print::json(&History { subject, versions });
    }
    let mut table = Table::new(&["", "entry", "when", "who"], &[0]);
    for version in versions {
        let amends = if version.counts { "" } else { " (in an amendment)" };
        table.row([
            version.number.to_string(),
            version.id.short(),
            dates::shown(version.claimed),
            format!("{}{amends}", version.author),
        ]);
    }
    table.print()
}

/// The versions of a document and of its amendments; of an amendment, its own and those before.
fn versions<S: Store>(
    community: &Community<S>,
    subject: &EntryId,
) -> Result<Vec<Version>, Failure> {
    community.deliberation().versions(subject).map_err(Failure::input)
}

#[derive(Serialize)]
struct Compared {
    subject: EntryId,
    from: Vec<EntryId>,
    to: Vec<EntryId>,
    changes: Vec<Changed>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Changed {
    Text { field: &'static str, language: String, pieces: Vec<Run> },
    Value { field: &'static str, before: Option<String>, after: Option<String> },
}

#[derive(Serialize)]
struct Run {
    kind: &'static str,
    text: String,
}

/// Compares two versions by words.
pub(super) fn diff(
    context: &Context,
    kinds: &[DocumentKind],
    args: &DiffArgs,
) -> Result<(), Failure> {
    let community = context.community()?;
    let subject = written::document(&community, kinds, &args.id)?;
    let versions = versions(&community, &subject)?;
    let heads = community.deliberation().card(&subject).map(|card| card.heads.clone());
    let heads = heads.unwrap_or_default();
    let pick =
        |text: &Option<String>| text.as_deref().map(|text| version(&versions, text)).transpose();
    let (from, to) = (pick(&args.from)?, pick(&args.to)?);
    let to = to.map_or(heads, |version| vec![version.id]);
    let from = match from {
        Some(version) => vec![version.id],
        None => before(&versions, &to),
    };
    let (old, new) = (said(&community, &subject, &from)?, said(&community, &subject, &to)?);
    let changes = participation::diff(&old, &new);
    if args.json {
        let changes = changes.into_iter().map(changed).collect();
        return print::json(&Compared { subject, from, to, changes });
    }
    if changes.is_empty() {
        return print::line("nothing changed");
    }
    let coloured = caller::terminals().out;
    changes.iter().try_for_each(|change| show(change, coloured))
}

/// The version with this number or id.
fn version<'a>(versions: &'a [Version], text: &str) -> Result<&'a Version, Failure> {
    if text.len() < 8
        && let Ok(number) = text.parse::<usize>()
    {
        let found = number.checked_sub(1).and_then(|place| versions.get(place));
        return found.ok_or_else(|| {
            Failure::input(format!(
                "there is no version {number}: there are {} of them, `history` lists them",
                versions.len()
            ))
        });
    }
    let id = select::prefix("version", text, versions.iter().map(|version| version.id))?;
    let found = versions.iter().find(|version| version.id == id);
    found.ok_or_else(|| participation::Error::NoSuchEntry(id).into())
}

/// What a version was made upon; nothing for the first.
fn before(versions: &[Version], heads: &[EntryId]) -> Vec<EntryId> {
    let deps = versions.iter().filter(|version| heads.contains(&version.id));
    let mut deps: Vec<EntryId> = deps.flat_map(|version| version.deps.clone()).collect();
    deps.sort_unstable();
    deps.dedup();
    deps
}

fn said<S: Store>(
    community: &Community<S>,
    subject: &EntryId,
    heads: &[EntryId],
) -> Result<Contents, Failure> {
    if heads.is_empty() {
        return Ok(Contents::default());
    }
    community.deliberation().text_at(subject, heads).map_err(Failure::input)
}

fn changed(change: FieldDiff) -> Changed {
    match change {
        FieldDiff::Text { field, language, pieces } => Changed::Text {
            field: words::text_name(field),
            language: language.to_string(),
            pieces: pieces
                .into_iter()
                .map(|piece| Run { kind: kind_name(piece.kind), text: piece.text })
                .collect(),
        },
        FieldDiff::Value { field, before, after } => Changed::Value {
            field: words::field_name(field),
            before: before.as_ref().map(words::value_shown),
            after: after.as_ref().map(words::value_shown),
        },
    }
}

const fn kind_name(kind: PieceKind) -> &'static str {
    match kind {
        PieceKind::Equal => "equal",
        PieceKind::Insert => "insert",
        PieceKind::Delete => "delete",
    }
}

fn show(change: &FieldDiff, coloured: bool) -> Result<(), Failure> {
    match change {
        FieldDiff::Text { field, language, pieces } => {
            print::line(format_args!("{} ({language}):", words::text_name(*field)))?;
            let mut text = String::new();
            for piece in pieces {
                // Line by line, so that whatever is hostile in a line is made safe.
                for (number, line) in piece.text.split('\n').enumerate() {
                    if number > 0 {
                        text.push('\n');
                    }
                    if !line.is_empty() {
                        text.push_str(&marked(piece.kind, &print::safe(line), coloured));
                    }
                }
            }
            print::line(text)
        }
        FieldDiff::Value { field, before, after } => {
            let shown = |value: &Option<participation::Value>| {
                value.as_ref().map_or_else(|| "nothing".to_owned(), words::value_shown)
            };
            print::line(format_args!(
                "{}: {} → {}",
                words::field_name(*field),
                print::safe(&shown(before)),
                print::safe(&shown(after))
            ))
        }
    }
}

/// As in `wdiff`: `[-gone-]` and `{+new+}`, in red and green on a terminal.
fn marked(kind: PieceKind, text: &str, coloured: bool) -> String {
    match (kind, coloured) {
        (PieceKind::Equal, _) => text.to_owned(),
        (PieceKind::Delete, false) => format!("[-{text}-]"),
        (PieceKind::Insert, false) => format!("{{+{text}+}}"),
        (PieceKind::Delete, true) => format!("\u{1b}[31;9m{text}\u{1b}[0m"),
        (PieceKind::Insert, true) => format!("\u{1b}[32;1m{text}\u{1b}[0m"),
    }
}
