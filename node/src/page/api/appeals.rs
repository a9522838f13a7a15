//! What authors object to the labels of moderators, and what came of it.

use axum::response::Response;
use participation::EntryId;
use serde::Serialize;
use utoipa::ToSchema;

use super::asker::{Asked, Asker, look};
use super::slice::{self, Part};
use crate::commands::moderation::appeals;

/// An appeal.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Appeal {
    /// Its id.
    id: String,
    /// The document or the comment that it is about.
    subject: String,
    /// The label to which it objects.
    label: String,
    /// Why.
    text: String,
    /// The label that decides it; none while it waits.
    decision: Option<String>,
    /// Whether it was decided that it stays hidden.
    upheld: Option<bool>,
}

/// A part of the list of appeals.
#[derive(Debug, Serialize, ToSchema)]
struct Appeals {
    /// How many there are.
    total: usize,
    /// These of them.
    items: Vec<Appeal>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// All appeals. Reports are not read here: they are sealed for moderators, whose keys no token has.
#[utoipa::path(get, path = "/communities/{community}/appeals", operation_id = "appeals",
    tag = "organising", params(Part), responses((status = 200, body = Appeals)))]
pub(super) async fn all(asker: Asker, Asked(part): Asked<Part>) -> Response {
    look(asker, move |look| {
        let id = |id: &EntryId| id.to_string();
        let all: Vec<Appeal> = appeals::all(look.community)
            .into_iter()
            .map(|line| Appeal {
                id: id(&line.id),
                subject: id(&line.subject),
                label: id(&line.label),
                decision: line.decision.as_ref().map(id),
                text: line.text,
                upheld: line.upheld,
            })
            .collect();
        let name = |one: &Appeal| one.id.clone();
        let (items, next) = slice::of(&all, part.cursor.as_deref(), part.limit, name)?;
        Ok(Appeals { total: all.len(), items, next })
    })
    .await
}
