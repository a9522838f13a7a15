//! What is said to a document.

use axum::response::Response;
use participation::{Reading, Remark, Store};
use serde::Serialize;
use utoipa::ToSchema;

use super::asker::{Asked, Asker, look};
use super::shapes::{Author, Side, time};
use super::slice::{self, Part};
use crate::commands::comment;

/// A comment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Comment {
    /// Its id.
    id: String,
    /// The comment that it answers.
    parent: Option<String>,
    /// How deep it stands; 0 for a first one.
    depth: u8,
    /// Who wrote it.
    author: Author,
    /// When, as its author says.
    made: String,
    /// Where it stands.
    side: Side,
    /// Its language (BCP 47).
    language: String,
    /// What it says, as it was typed: CommonMark. It is hostile until it is escaped or sanitised.
    /// Nothing where it is hidden, withdrawn or erased; its place is kept for the replies.
    text: Option<String>,
    /// How often it was said in other words.
    rewordings: u32,
    /// People who agree.
    agree: u32,
    /// People who do not.
    disagree: u32,
    /// Whether moderators hide it.
    hidden: bool,
    /// Whether its author withdrew it.
    withdrawn: bool,
    /// Whether its words were erased.
    erased: bool,
}

/// A part of a thread.
#[derive(Debug, Serialize, ToSchema)]
struct Comments {
    /// How many there are in the whole thread, those without words included.
    total: usize,
    /// These of them: replies below what they answer.
    items: Vec<Comment>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// What is said to a document.
#[utoipa::path(get, path = "/communities/{community}/documents/{id}/comments",
    operation_id = "comments", tag = "deliberation", params(Part),
    responses((status = 200, body = Comments)))]
pub(super) async fn comments(asker: Asker, Asked(part): Asked<Part>) -> Response {
    look(asker, move |look| {
        let reading = look.community.deliberation();
        let id = look.entry("document", reading.cards().map(|card| card.id))?;
        let thread = reading.thread(&id);
        let name = |remark: &Remark| remark.id.to_string();
        let (some, next) = slice::of(thread, part.cursor.as_deref(), part.limit, name)?;
        let items = some.iter().map(|remark| comment_of(&reading, remark)).collect();
        Ok(Comments { total: thread.len(), items, next })
    })
    .await
}

/// A comment as it is told.
pub(super) fn comment_of<S: Store>(reading: &Reading<'_, S>, remark: &Remark) -> Comment {
    let text = remark.is_shown().then(|| comment::text(reading, remark)).flatten();
    Comment {
        id: remark.id.to_string(),
        parent: remark.parent.map(|id| id.to_string()),
        depth: remark.depth,
        author: Author::owner(reading, remark.owner, &remark.id),
        made: time(remark.made),
        side: match remark.alignment {
            1 => Side::InFavour,
            -1 => Side::Against,
            _ => Side::Neutral,
        },
        language: remark.language.to_string(),
        text,
        rewordings: remark.rewordings,
        agree: remark.agree,
        disagree: remark.disagree,
        hidden: remark.hidden.is_some(),
        withdrawn: remark.withdrawn.is_some(),
        erased: remark.erased,
    }
}
