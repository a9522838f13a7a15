//! A space as one file of JSON, piece by piece: the same shapes as the API gives.

use participation::{DocumentKind, EntryId, Remark};
use serde::Serialize;

use super::documents::{WholeDocument, whole};
use super::shapes::time;
use super::spaces;
use super::threads::{Comment, comment_of};
use crate::exit::Failure;
use crate::page::answer::Hall;

/// A document with everything that is said to it.
#[derive(Serialize)]
struct Discussed {
    #[serde(flatten)]
    document: WholeDocument,
    discussion: Vec<Comment>,
}

/// How the file begins: up to its documents.
pub(in crate::page) fn head(
    community: &Hall,
    space: &EntryId,
    licence: &str,
    now: participation::Timestamp,
) -> Result<String, Failure> {
    let mut reading = community.deliberation();
    let space = spaces::whole(&mut reading, space);
    let coded = |value: serde_json::Result<String>| value.map_err(Failure::system);
    Ok(format!(
        "{{\"licence\":{},\"community\":{},\"digest\":{},\"made\":{},\"space\":{},\"documents\":[",
        coded(serde_json::to_string(licence))?,
        coded(serde_json::to_string(&community.id().to_string()))?,
        coded(serde_json::to_string(&community.digest().to_string()))?,
        coded(serde_json::to_string(&time(now)))?,
        coded(serde_json::to_string(&space))?,
    ))
}

/// How it ends.
pub(in crate::page) const TAIL: &str = "\n]}\n";

/// The documents of a space that pages show, the oldest first.
pub(in crate::page) fn documents(community: &Hall, space: &EntryId) -> Vec<EntryId> {
    let reading = community.deliberation();
    let own = reading
        .cards()
        .filter(|card| card.space == *space && card.is_shown() && card.kind != DocumentKind::Taxon);
    let mut all: Vec<_> = own.map(|card| (card.made, card.id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

/// Some of them as they stand in the file, each on a line of its own. What was hidden meanwhile is
/// not told.
pub(in crate::page) fn piece(
    community: &Hall,
    ids: &[EntryId],
    first: bool,
) -> Result<String, Failure> {
    let mut reading = community.deliberation();
    let mut text = String::new();
    for id in ids {
        let is_shown = reading.card(id).is_some_and(participation::Card::is_shown);
        let Some(document) = whole(&mut reading, id).filter(|_| is_shown) else { continue };
        let thread: Vec<Remark> = reading.thread(id).to_vec();
        let discussion = thread.iter().map(|remark| comment_of(&reading, remark)).collect();
        let line = serde_json::to_string(&Discussed { document, discussion });
        text.push_str(if first && text.is_empty() { "\n" } else { ",\n" });
        text.push_str(&line.map_err(Failure::system)?);
    }
    Ok(text)
}
