//! The node, its communities, and what a token is for.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

use super::asker::{Asked, Asker, Look, aside, look, may_read, slot};
use super::problem::{Code, Problem};
use super::shapes::time;
use super::slice::{self, Part};
use crate::page::site::Site;
use crate::select;

/// A node.
#[derive(Debug, Serialize, ToSchema)]
struct Node {
    /// What people call it.
    name: String,
    /// The version of its program.
    version: &'static str,
    /// Where this interface is described.
    description: &'static str,
    /// How many communities it shows.
    communities: usize,
}

/// What node this is.
#[utoipa::path(get, path = "/node", operation_id = "node", tag = "node",
    responses((status = 200, body = Node)))]
pub(super) async fn node(State(_): State<Arc<Site>>, asker: Asker) -> Response {
    aside(asker, |asker| {
        Ok(Node {
            name: asker.site.home().name().to_owned(),
            version: env!("CARGO_PKG_VERSION"),
            description: "/api/openapi.json",
            communities: asker.site.halls.names()?.len(),
        })
    })
    .await
}

/// A community in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Named {
    /// Its id, 64 digits; the first 12 are enough in an address.
    id: String,
    /// What people call it; of a private one only its people are told.
    name: Option<String>,
    /// Whether only its members may read it.
    private: bool,
}

/// A part of the list of communities.
#[derive(Debug, Serialize, ToSchema)]
struct Communities {
    /// How many there are.
    total: usize,
    /// These of them, by id.
    items: Vec<Named>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// The communities that this node shows.
#[utoipa::path(get, path = "/communities", operation_id = "communities", tag = "node",
    params(Part), responses((status = 200, body = Communities)))]
pub(super) async fn all(asker: Asker, Asked(part): Asked<Part>) -> Response {
    aside(asker, move |asker| {
        let mut all = Vec::new();
        for (id, name) in asker.site.halls.names()? {
            let Some(community) = asker.site.home().all().open_if_held(&id)? else { continue };
            let private = community.is_private();
            let name = may_read(asker, &community).then_some(name);
            all.push(Named { id: id.to_string(), name, private });
        }
        let name = |one: &Named| one.id.clone();
        let (items, next) = slice::of(&all, part.cursor.as_deref(), part.limit, name)?;
        Ok(Communities { total: all.len(), items, next })
    })
    .await
}

/// A community.
#[derive(Debug, Serialize, ToSchema)]
struct Community {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// Whether only its members may read it.
    private: bool,
    /// People who take part.
    members: usize,
    /// Signed entries that it is made of.
    entries: usize,
    /// The digest of the set of entries: equal on two nodes that hold the same.
    digest: String,
    /// Entries of which it is not here what they say: erased, or kept back.
    without_body: usize,
    /// Processes and assemblies.
    spaces: usize,
    /// Documents that are shown.
    documents: usize,
    /// Polls and budgets.
    polls: usize,
    /// The licence of the open data, as the charter names it (SPDX).
    licence: String,
    /// Where it is read in full.
    licence_at: String,
    /// The cursor after which news come in from now on.
    news: String,
}

/// One community.
#[utoipa::path(get, path = "/communities/{community}", operation_id = "community",
    tag = "node", responses((status = 200, body = Community)))]
pub(super) async fn one(asker: Asker) -> Response {
    look(asker, |Look { community, .. }| {
        let reading = community.deliberation();
        let spaces = reading.spaces().count();
        let documents = reading.cards().filter(|card| card.is_shown()).count();
        drop(reading);
        Ok(Community {
            id: community.id().to_string(),
            name: select::name_of(*community),
            private: community.is_private(),
            members: community.view().census().active,
            entries: community.len(),
            digest: community.digest().to_string(),
            without_body: community.without_body(),
            spaces,
            documents,
            polls: community.openings().count(),
            licence: community.licence().to_string(),
            licence_at: community.licence().address(),
            news: community.cursor_before(0)?.to_string(),
        })
    })
    .await
}

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
struct Token {
    /// Its id, with which it begins.
    id: String,
    /// What its person calls it.
    label: String,
    /// The community that it is for.
    community: String,
    /// The place of its person in the census.
    slot: String,
    /// What it may do.
    scopes: Vec<&'static str>,
    /// The device with which it signs, certified by its person.
    device: String,
    /// When it was made.
    made: String,
    /// When it ends.
    expires: String,
}

/// What the token that is sent along may do.
#[utoipa::path(get, path = "/token", operation_id = "token", tag = "node",
    responses((status = 200, body = Token)))]
pub(super) async fn token(asker: Asker) -> Response {
    aside(asker, |asker| {
        let held = asker.held.as_ref();
        let held = held.ok_or_else(|| Problem::new(Code::NoToken, "send a token"))?;
        let community = asker.site.home().all().open_if_held(held.community())?;
        let community = community.ok_or_else(|| Problem::missing("community"))?;
        let slot = slot(held, &community)?;
        Ok(Token {
            id: held.id().to_owned(),
            label: held.label().to_owned(),
            community: held.community().to_string(),
            slot: slot.to_string(),
            scopes: held.scopes().iter().map(|scope| scope.name()).collect(),
            device: held.device().public().to_string(),
            made: time(held.made()),
            expires: time(held.expires()),
        })
    })
    .await
}
