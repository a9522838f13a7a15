//! Checking a receipt, and what the page says of itself: nobody has to be logged in.

use std::sync::Arc;

use ateneu_page::about::{self, Topic};
use ateneu_page::checking::{self, Found};
use axum::extract::State;
use axum::http::StatusCode;
use participation_store::SledStore;

use super::answer::Answer;
use super::ask::Ask;
use super::door::only;
use super::looking::{aside, screen};
use super::site::Site;

/// The form for a code, or the receipt of the one that was typed.
pub(super) async fn receipts(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |_, ask, community, visit| {
        let found = checking::find(community, ask.value("code"));
        if let Found::One(id) = found {
            let root = ateneu_page::path(ask.tongue, &community.id());
            let digits: String = id.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
            return Ok(Answer::See(format!("{root}/receipts/{digits}")));
        }
        let html = checking::form(community, visit, ask.value("code"), &found);
        let status = if matches!(found, Found::Others(_)) {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        Ok(Answer::of(html, status))
    })
    .await
}

/// What this page is.
pub(super) async fn about(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    topic(site, ask, Topic::Page).await
}

/// What it does with one's data.
pub(super) async fn privacy(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    topic(site, ask, Topic::Privacy).await
}

/// How accessible it is.
pub(super) async fn accessibility(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    topic(site, ask, Topic::Accessibility).await
}

async fn topic(site: Arc<Site>, ask: Ask, topic: Topic) -> Answer {
    aside(site, ask, move |site, ask| {
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::page(about::show(&visit, only(site, ask)?, topic)?))
    })
    .await
}
