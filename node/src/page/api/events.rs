//! What is new, as it comes in: Server-Sent Events (WHATWG HTML, 9.2).

use std::convert::Infallible;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use participation::{CommunityId, Cursor};
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::timeout;

use super::asker::{Asked, Asker, open};
use super::problem::{Code, Problem};
use super::records::{New, cursor, since_cursor};
use crate::page::pulse::Beat;

/// Entries of one event at most.
const MOST: usize = 100;

/// How often a sign of life is sent where nothing is new: often enough for proxies that give up
/// after half a minute.
const ALIVE: Duration = Duration::from_secs(15);

/// The least time between two events, so that many acts become few events.
const PAUSE: Duration = Duration::from_millis(250);

/// From where on.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    /// `next` of an answer with news, or the `id` of an event; the header `Last-Event-ID` goes
    /// before it. Without either: from now on.
    #[param(max_length = 80)]
    cursor: Option<String>,
}

/// What one event says.
#[derive(Debug, Serialize)]
struct Came {
    items: Vec<New>,
    more: bool,
}

/// Somebody who waits.
struct Waiting {
    asker: Asker,
    community: CommunityId,
    since: Cursor,
    beats: watch::Receiver<Beat>,
    /// Whether nothing was told yet: the first event tells where one is.
    first: bool,
    /// Whether there is more already.
    more: bool,
    _room: OwnedSemaphorePermit,
}

/// What is new, as it comes in. Each event is called `news`; its `id` is the cursor from which to
/// go on, and its data are `items`, as news have them, and `more`. The first comes at once. A client
/// that comes back with `Last-Event-ID` misses nothing.
#[utoipa::path(get, path = "/communities/{community}/events", operation_id = "events",
    tag = "records", params(Since),
    responses((status = 200, body = String, content_type = "text/event-stream")))]
pub(super) async fn events(
    asker: Asker,
    headers: HeaderMap,
    Asked(since): Asked<Since>,
) -> Response {
    match begin(asker, &headers, since).await {
        Ok(waiting) => {
            let told = stream::unfold(waiting, |waiting| async {
                let (event, waiting) = next(waiting).await?;
                Some((Ok::<_, Infallible>(event), waiting))
            });
            let alive = KeepAlive::new().interval(ALIVE);
            Sse::new(told).keep_alive(alive).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

async fn begin(asker: Asker, headers: &HeaderMap, since: Since) -> Result<Waiting, Problem> {
    let pulse = asker.site.pulse();
    let room = pulse.room.clone().try_acquire_owned();
    let room =
        room.map_err(|_| Problem::new(Code::Busy, "too many wait for news: come again later"))?;
    let beats = pulse.hear();
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let from = last.or(since.cursor);
    aside(asker, move |asker| {
        let community = asker.community()?;
        let open = open(asker, &community)?;
        let since = match from.as_deref().map(cursor).transpose()? {
            Some(cursor) => {
                since_cursor(&open, Some(&cursor), 1)?;
                cursor
            }
            None => open.cursor_before(0)?,
        };
        Ok((community, since))
    })
    .await
    .map(|(asker, (community, since))| Waiting {
        asker,
        community,
        since,
        beats,
        first: true,
        more: false,
        _room: room,
    })
}

/// The next event; nothing when the page ends, or when whoever waits may not read any more, as when
/// their token was revoked.
async fn next(mut waiting: Waiting) -> Option<(Event, Waiting)> {
    loop {
        if !waiting.first && !waiting.more {
            // A token ends by itself too, when nothing else changes.
            if let Ok(beat) = timeout(ALIVE, waiting.beats.changed()).await {
                beat.ok()?;
                tokio::time::sleep(PAUSE).await;
            }
        }
        (*waiting.beats.borrow_and_update())?;
        let (community, since) = (waiting.community, waiting.since);
        let Waiting { asker, beats, first, _room, .. } = waiting;
        let asked = aside(asker, move |asker| {
            may_go_on(asker)?;
            let open = open(asker, &community)?;
            since_cursor(&open, Some(&since), MOST)
        });
        let (asker, news) = asked.await.ok()?;
        let (since, more) = (news.cursor, news.more);
        let said = Came { items: news.items.into_iter().map(New::of).collect(), more };
        waiting = Waiting { asker, community, since, beats, first: false, more, _room };
        if first || !said.items.is_empty() {
            let event = Event::default().event("news").id(since.to_string());
            return Some((event.data(serde_json::to_string(&said).ok()?), waiting));
        }
    }
}

/// A token is looked at when a request begins, and a stream goes on: until it is revoked or ends.
fn may_go_on(asker: &Asker) -> Result<(), Problem> {
    let Some(held) = &asker.held else { return Ok(()) };
    if asker.site.tokens().stands(held.id(), asker.site.now())? {
        return Ok(());
    }
    Err(Problem::new(Code::UnknownToken, "it was revoked or has ended"))
}

/// Does something on a thread that may wait, and gives back who asks.
async fn aside<T: Send + 'static>(
    asker: Asker,
    run: impl FnOnce(&Asker) -> Result<T, Problem> + Send + 'static,
) -> Result<(Asker, T), Problem> {
    let done = tokio::task::spawn_blocking(move || {
        let done = run(&asker)?;
        Ok((asker, done))
    });
    done.await.unwrap_or_else(|error| Err(Problem::new(Code::Broken, error)))
}
