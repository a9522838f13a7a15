//! The page of the public log.

use std::sync::Arc;

use ateneu_page::log::{self, Asked};
use axum::extract::State;

use super::answer::Answer;
use super::ask::Ask;
use super::halls::Part;
use super::looking::screen;
use super::site::Site;

/// What was done in the community's name.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    site.follow(ask.community, Part::Log).await;
    screen(site, ask, |site, ask, community, visit| {
        let all = site.halls.log(community)?;
        let asked = Asked { kind: ask.value("kind").to_owned(), page: ask.number("page") };
        Ok(Answer::page(log::show(community, visit, &all, &asked)?))
    })
    .await
}
