//! Who asks, for what, and how they are answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use participation::{CommunityId, EntryId, SlotId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::problem::{Code, Problem};
use crate::communities::Open;
use crate::page::answer::Hall;
use crate::page::halls::Part;
use crate::page::site::Site;
use crate::tokens::{Held, Scope};

/// A request, read.
#[derive(Debug)]
pub(super) struct Asker {
    pub(super) site: Arc<Site>,
    /// The token that it came with.
    pub(super) held: Option<Held>,
    /// The named parts of the address.
    named: BTreeMap<String, String>,
    none_match: Option<String>,
    /// Under which an act is remembered.
    pub(super) key: Option<String>,
}

impl FromRequestParts<Arc<Site>> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        let named = RawPathParams::from_request_parts(parts, site).await;
        let named = named.map_err(|_| Problem::missing("address"))?;
        let named = named.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let named = named.collect();
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let none_match = header(IF_NONE_MATCH.as_str()).map(str::to_owned);
        let key = header("idempotency-key").map(str::to_owned);
        let shown = parts.headers.get(AUTHORIZATION).map(|value| {
            let text = value.to_str().ok().and_then(|text| text.split_once(' '));
            let text = text.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
            text.map(|(_, token)| token.trim().to_owned())
        });
        let held = match shown {
            None => None,
            Some(text) => Some(held(site, text).await?),
        };
        if held.as_ref().is_some_and(|held| !site.limits.may_ask(held.id())) {
            return Err(Problem::new(Code::TooMany, "wait a little, then ask again"));
        }
        Ok(Self { site: site.clone(), held, named, none_match, key })
    }
}

async fn held(site: &Arc<Site>, text: Option<String>) -> Result<Held, Problem> {
    let unknown = || {
        Problem::new(
            Code::UnknownToken,
            "it is mistyped, revoked or expired: make another on your own page",
        )
    };
    let text = text.ok_or_else(unknown)?;
    let site = site.clone();
    let found = tokio::task::spawn_blocking(move || site.tokens().find(&text, site.now())).await;
    let found = found.map_err(|error| Problem::new(Code::Broken, error))?;
    found?.ok_or_else(unknown)
}

impl Asker {
    /// A named part of the address.
    pub(super) fn named(&self, name: &str) -> &str {
        self.named.get(name).map_or("", String::as_str)
    }

    /// The community that the address names.
    pub(super) fn community(&self) -> Result<CommunityId, Problem> {
        let names = self.site.halls.names()?;
        let ids = names.iter().map(|(id, _)| *id);
        ateneu_page::find_community(self.named("community"), ids)
            .ok_or_else(|| Problem::missing("community"))
    }

    /// The token, where it is of this community and may do this.
    pub(super) fn may(&self, id: &CommunityId, scope: Scope) -> Result<&Held, Problem> {
        let held = self.held.as_ref().ok_or_else(|| {
            let name = scope.name();
            Problem::new(
                Code::NoToken,
                format!("send a token with the scope {name}: people make them on their own page"),
            )
        })?;
        if held.community() != id {
            return Err(Problem::new(Code::Scope, "the token is of another community"));
        }
        if !held.scopes().contains(&scope) {
            return Err(Problem::new(
                Code::Scope,
                format!("the token lacks the scope {}", scope.name()),
            ));
        }
        Ok(held)
    }

    /// The token, where it is of this community and may do any one of these; where it may do none,
    /// the first is asked for.
    pub(super) fn may_any(&self, id: &CommunityId, scopes: &[Scope]) -> Result<&Held, Problem> {
        let mut refused = None;
        for scope in scopes {
            match self.may(id, *scope) {
                Ok(held) => return Ok(held),
                Err(problem) => refused = refused.or(Some(problem)),
            }
        }
        Err(refused.unwrap_or_else(|| Problem::new(Code::Broken, "no token may do this")))
    }
}

/// A look at a community.
#[derive(Debug)]
pub(super) struct Look<'a> {
    pub(super) site: &'a Site,
    pub(super) asker: &'a Asker,
    pub(super) community: &'a Hall,
}

impl Look<'_> {
    /// The entry among these that the address names.
    pub(super) fn entry(
        &self,
        what: &str,
        ids: impl IntoIterator<Item = EntryId>,
    ) -> Result<EntryId, Problem> {
        named(self.asker, what, ids)
    }
}

/// The entry among these that the address names.
pub(super) fn named(
    asker: &Asker,
    what: &str,
    ids: impl IntoIterator<Item = EntryId>,
) -> Result<EntryId, Problem> {
    ateneu_page::find(asker.named("id"), ids).ok_or_else(|| Problem::missing(what))
}

/// Answers with what a community shows to whoever asks.
pub(super) async fn look<T: Serialize + Send + 'static>(
    asker: Asker,
    make: impl FnOnce(&Look<'_>) -> Result<T, Problem> + Send + 'static,
) -> Response {
    look_after(asker, None, make).await
}

/// The same, once a part of the community has been followed to its end, which holds nobody up.
pub(super) async fn look_after<T: Serialize + Send + 'static>(
    asker: Asker,
    part: Option<Part>,
    make: impl FnOnce(&Look<'_>) -> Result<T, Problem> + Send + 'static,
) -> Response {
    aside(asker, move |asker| {
        let id = asker.community()?;
        if let Some(part) = part {
            asker.site.follow_here(&id, part)?;
        }
        let community = open(asker, &id)?;
        make(&Look { site: &asker.site, asker, community: &community })
    })
    .await
}

/// A community that whoever asks may read.
pub(super) fn open(asker: &Asker, id: &CommunityId) -> Result<Open, Problem> {
    let community = asker.site.home().all().open_if_held(id)?;
    let community = community.ok_or_else(|| Problem::missing("community"))?;
    refuse_stranger(asker, &community)?;
    Ok(community)
}

/// Whether whoever asks may read a community.
pub(super) fn may_read(asker: &Asker, community: &Hall) -> bool {
    refuse_stranger(asker, community).is_ok()
}

fn refuse_stranger(asker: &Asker, community: &Hall) -> Result<(), Problem> {
    if community.is_private() {
        slot(asker.may(&community.id(), Scope::Read)?, community)?;
    }
    Ok(())
}

/// The place that a token's person has in its community now.
pub(super) fn slot(held: &Held, community: &Hall) -> Result<SlotId, Problem> {
    let view = community.view();
    let slot = view.slot_of(held.member());
    slot.filter(|slot| super::super::sessions::is_active(&view, slot)).ok_or_else(|| {
        Problem::new(
            Code::NoMember,
            "whoever made the token has no place in the community (any more)",
        )
    })
}

/// Answers with something that is made on a thread that may wait.
pub(super) async fn aside<T: Serialize + Send + 'static>(
    asker: Asker,
    make: impl FnOnce(&Asker) -> Result<T, Problem> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || {
        let value = make(&asker)?;
        let text = serde_json::to_vec(&value).map_err(|error| {
            tracing::error!(%error, "an answer could not be written");
            Problem::new(Code::Broken, "look into the node's log")
        })?;
        Ok(given(asker.none_match.as_deref(), text))
    });
    match done.await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => Problem::into_response(problem),
        Err(error) => {
            tracing::error!(%error, "the API panicked");
            Problem::new(Code::Broken, "look into the node's log").into_response()
        }
    }
}

/// JSON, unless whoever asks has it already (RFC 9110, 13.1.2).
pub(super) fn given(none_match: Option<&str>, text: Vec<u8>) -> Response {
    let digest = Sha256::digest(&text);
    let tag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak: a compressed answer has other bytes.
    let tag = format!("W/\"{tag}\"");
    let known = none_match.is_some_and(|list| {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        list.trim() == "*" || list.split(',').any(|one| opaque(one) == opaque(&tag))
    });
    let mut headers = HeaderMap::new();
    let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
    headers.insert(ETAG, tag);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(VARY, HeaderValue::from_static("authorization"));
    // Nothing here depends on what a browser adds by itself, so that any site may read it.
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    (headers, text).into_response()
}

impl Asker {
    /// What whoever asks has already.
    pub(super) fn none_match(&self) -> Option<&str> {
        self.none_match.as_deref()
    }
}

/// The query of an address, of which every part is known.
#[derive(Debug)]
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Site>> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        let query = Query::<T>::from_request_parts(parts, site).await;
        let Query(query) = query.map_err(|wrong| Problem::new(Code::Query, wrong.body_text()))?;
        Ok(Self(query))
    }
}

/// A body of JSON, with its digest.
#[derive(Debug)]
pub(super) struct Said<T> {
    pub(super) value: T,
    pub(super) digest: [u8; 32],
}

impl<T: DeserializeOwned> FromRequest<Arc<Site>> for Said<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let media = request.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok());
        let media = media.and_then(|media| media.split(';').next()).unwrap_or_default().trim();
        if !media.eq_ignore_ascii_case("application/json") {
            return Err(Problem::new(Code::Media, "send Content-Type: application/json"));
        }
        let bytes = axum::body::Bytes::from_request(request, site).await;
        let bytes = bytes.map_err(|wrong| Problem::of_status(wrong.status()))?;
        let value =
            serde_json::from_slice(&bytes).map_err(|wrong| Problem::new(Code::Body, wrong))?;
        Ok(Self { value, digest: Sha256::digest(&bytes).into() })
    }
}
