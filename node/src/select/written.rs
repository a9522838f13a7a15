//! What neighbours wrote, by the first digits of an id, by a slug, or by a title that only one has.

use participation::{
    Card, Community, DocumentKind, EntryId, SlotId, SpaceKind, Store, Value, ValueField,
};
use participation_store::SledStore;

use super::{digits_of, prefix};
use crate::context::Context;
use crate::exit::Failure;
use crate::print::safe;

/// A process or an assembly; without a text the only one.
pub(crate) fn space<S: Store>(
    community: &Community<S>,
    kind: Option<SpaceKind>,
    text: Option<&str>,
) -> Result<EntryId, Failure> {
    let reading = community.deliberation();
    let spaces: Vec<_> =
        reading.spaces().filter(|space| kind.is_none_or(|kind| space.kind == kind)).collect();
    let what = kind.map_or("process or assembly", kind_name);
    let Some(text) = text else {
        return match spaces.as_slice() {
            [only] => Ok(only.id),
            [] => Err(Failure::input(format!(
                "there is no {what} here yet: open one with `ateneu process create`"
            ))),
            several => Err(Failure::input(format!(
                "there are {} of them here: say which with --space, `ateneu process list` shows them",
                several.len()
            ))),
        };
    };
    let named = spaces.iter().map(|space| {
        let titles = space.titles.iter().map(|(_, title)| title.as_str());
        (space.id, slug(&space.values), titles.collect())
    });
    pick(what, text, named)
}

/// The name of a kind of space.
pub(crate) const fn kind_name(kind: SpaceKind) -> &'static str {
    match kind {
        SpaceKind::Process => "process",
        SpaceKind::Assembly => "assembly",
    }
}

/// The name of a kind of document.
pub(crate) const fn document_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Proposal => "proposal",
        DocumentKind::Amendment => "amendment",
        DocumentKind::Debate => "debate",
        DocumentKind::Post => "post",
        DocumentKind::Page => "page",
        DocumentKind::Meeting => "meeting",
        DocumentKind::Project => "project",
        DocumentKind::Result => "result",
        DocumentKind::Taxon => "class",
    }
}

/// A document of one of these kinds; of any when none is named.
pub(crate) fn document<S: Store>(
    community: &Community<S>,
    kinds: &[DocumentKind],
    text: &str,
) -> Result<EntryId, Failure> {
    let reading = community.deliberation();
    let suits = |card: &&Card| kinds.is_empty() || kinds.contains(&card.kind);
    let what = kinds.first().map_or("document", |kind| document_name(*kind));
    // An amendment mostly has the title of its proposal, which is the one that is meant.
    let by_title =
        |card: &Card| card.kind != DocumentKind::Amendment || kinds == [DocumentKind::Amendment];
    let named = reading.cards().filter(suits).map(|card| {
        let titles = card.titles.iter().filter(|_| by_title(card));
        (card.id, slug(&card.values), titles.map(|(_, title)| title.as_str()).collect())
    });
    pick(what, text, named)
}

/// A comment, by the first digits of its id.
pub(crate) fn comment<S: Store>(community: &Community<S>, text: &str) -> Result<EntryId, Failure> {
    let reading = community.deliberation();
    let comments: Vec<EntryId> = reading
        .cards()
        .flat_map(|card| reading.thread(&card.id).iter().map(|remark| remark.id))
        .collect();
    prefix("comment", text, comments)
}

/// A document or a comment.
pub(crate) fn said<S: Store>(community: &Community<S>, text: &str) -> Result<EntryId, Failure> {
    if digits_of(text).is_some()
        && let Ok(comment) = comment(community, text)
    {
        return Ok(comment);
    }
    document(community, &[], text)
}

/// Anything that links name: a document, a comment or any other entry.
pub(crate) fn anything<S: Store>(community: &Community<S>, text: &str) -> Result<EntryId, Failure> {
    if digits_of(text).is_some() {
        return super::entry(community, text);
    }
    document(community, &[], text).or_else(|_| space(community, None, Some(text)))
}

/// Somebody in the census: as [`super::slot`] takes them, or by the name of their profile.
pub(crate) fn person(
    context: &Context,
    community: &Community<SledStore>,
    text: &str,
) -> Result<SlotId, Failure> {
    let named: Vec<SlotId> =
        community.names().into_iter().filter(|(_, name)| name == text).map(|(s, _)| s).collect();
    match named.as_slice() {
        [only] if !crate::people::is_here(&context.home()?.people(), text) => Ok(*only),
        [] | [_] => super::slot(context, community, text),
        several => {
            let listed: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Failure::input(format!(
                "{} people are called {:?}: name one by the digits of {}",
                several.len(),
                safe(text),
                listed.join(", ")
            )))
        }
    }
}

fn slug(values: &[(ValueField, Value)]) -> Option<&str> {
    let found = values.iter().find(|(field, _)| *field == ValueField::Slug);
    match found {
        Some((_, Value::Line(slug))) => Some(slug.as_str()),
        _ => None,
    }
}

type Named<'a> = (EntryId, Option<&'a str>, Vec<&'a str>);

fn pick<'a>(
    what: &str,
    text: &str,
    all: impl Iterator<Item = Named<'a>>,
) -> Result<EntryId, Failure> {
    let all: Vec<Named<'a>> = all.collect();
    if digits_of(text).is_some() {
        let by_digits = prefix(what, text, all.iter().map(|(id, ..)| *id));
        if by_digits.is_ok() {
            return by_digits;
        }
    }
    let wanted = text.to_lowercase();
    let same = |(_, slug, titles): &&Named<'_>| {
        *slug == Some(text) || titles.iter().any(|title| title.to_lowercase() == wanted)
    };
    let found: Vec<EntryId> = all.iter().filter(same).map(|(id, ..)| *id).collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::input(format!(
            "there is no {what} {:?} here: give its title, or at least the first 8 digits of its id",
            safe(text)
        ))),
        several => {
            let listed: Vec<String> = several.iter().take(5).map(ToString::to_string).collect();
            Err(Failure::input(format!(
                "{} of them are called {:?}, name one by its id: {}",
                several.len(),
                safe(text),
                listed.join(", ")
            )))
        }
    }
}
