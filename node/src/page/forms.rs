//! What a form sends.

use ateneu_page::plain;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::{Form, RequestExt};
use std::sync::Arc;

use super::answer::Answer;
use super::site::Site;

/// Fields of a form at most; a budget's ballot has one for each project.
const MAX_FIELDS: usize = 2_000;

/// The fields of a form, in the order in which they stand in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent(Vec<(String, String)>);

impl FromRequest<Arc<Site>> for Sent {
    type Rejection = Answer;

    async fn from_request(request: Request, _: &Arc<Site>) -> Result<Self, Answer> {
        let form = request.extract::<Form<Vec<(String, String)>>, _>().await;
        match form {
            Ok(Form(fields)) if fields.len() <= MAX_FIELDS => Ok(Self(fields)),
            Ok(_) => Err(Answer::Only(StatusCode::PAYLOAD_TOO_LARGE)),
            Err(rejection) => Err(Answer::Only(rejection.status())),
        }
    }
}

impl Sent {
    /// Adds a field that came in another way.
    pub(super) fn put(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// The same without these fields.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        let others = self.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        Self(others.cloned().collect())
    }

    /// How much memory its fields take, more or less.
    pub(super) fn bytes(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// A field, as it was typed; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// All fields, as they were typed.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value.as_str()))
    }

    /// A text of several lines: browsers send them with CR and LF (WHATWG HTML, 4.10.21.4). What
    /// nobody could see is nothing.
    pub(super) fn text(&self, name: &str) -> String {
        let text = self.get(name).replace("\r\n", "\n");
        if plain::is_blank(&text) { String::new() } else { text.trim().to_owned() }
    }
}
