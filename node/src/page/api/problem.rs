//! What goes wrong, as RFC 9457 tells it.

use ateneu_page::message as page;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::exit::Failure;
use crate::page::answer::Refused;

/// The media type.
pub(super) const MEDIA: &str = "application/problem+json";

/// Each kind of problem with its name, its status and what it is called.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:ident, $title:literal);+ $(;)?) => {
        /// A kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Code { $($(#[$doc])* $name),+ }

        impl Code {
            /// All of them.
            pub(super) const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The status that it comes with.
            pub(super) const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),+ }
            }

            /// What it is called, the same each time.
            pub(super) const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

codes! {
    /// A parameter that there is not, or that has no such value.
    Query = "query", BAD_REQUEST, "A parameter is wrong";
    /// A body that is not the JSON that is asked for.
    Body = "body", BAD_REQUEST, "The body is not what is asked for";
    /// An act without a key.
    NoKey = "no-key", BAD_REQUEST, "An act needs an Idempotency-Key";
    /// A private community, or an act, without a token.
    NoToken = "no-token", UNAUTHORIZED, "This needs a token";
    /// A token that there is not (any more).
    UnknownToken = "unknown-token", UNAUTHORIZED, "The token is not known";
    /// A token that may not do this.
    Scope = "scope", FORBIDDEN, "The token may not do this";
    /// Somebody who has no place in the community.
    NoMember = "no-member", FORBIDDEN, "The token's person has no place here";
    /// Nothing at this address.
    NotFound = "not-found", NOT_FOUND, "There is nothing here";
    /// An address that is asked in another way.
    Method = "method", METHOD_NOT_ALLOWED, "This address is not asked so";
    /// More than anything that is asked for.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "The request is too large";
    /// A body of another media type.
    Media = "media", UNSUPPORTED_MEDIA_TYPE, "The body must be application/json";
    /// A key that came with another act before.
    KeyReused = "key-reused", CONFLICT, "The Idempotency-Key was used for another act";
    /// A change of a version that is not the last one any more.
    Overtaken = "overtaken", CONFLICT, "Somebody changed it meanwhile";
    /// What the community's rules do not allow, with the reason.
    Refused = "refused", UNPROCESSABLE_ENTITY, "The act was refused";
    /// Asked too often.
    TooMany = "too-many", TOO_MANY_REQUESTS, "Too many requests";
    /// The node failed.
    Broken = "broken", INTERNAL_SERVER_ERROR, "The node failed";
    /// The node has too much to do.
    Busy = "busy", SERVICE_UNAVAILABLE, "The node is busy";
}

/// Something that went wrong, and what to do.
#[derive(Debug)]
pub(super) struct Problem {
    code: Code,
    detail: String,
}

/// A problem as it is told (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Told {
    /// What kind of problem it is, as an address of the reference.
    #[serde(rename = "type")]
    kind: String,
    /// What it is called, the same each time.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// The name of the kind, for programs.
    code: &'static str,
    /// What is wrong this time, and what to do.
    detail: String,
}

impl Problem {
    pub(super) fn new(code: Code, detail: impl ToString) -> Self {
        Self { code, detail: detail.to_string() }
    }

    /// What is not here.
    pub(super) fn missing(what: &str) -> Self {
        Self::new(Code::NotFound, format!("there is no such {what} here"))
    }

    /// What something before a handler said by its status alone.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let code = Code::ALL.iter().find(|code| code.status() == status);
        let usual = if status.is_server_error() { Code::Broken } else { Code::Body };
        let code = code.copied().unwrap_or(usual);
        Self::new(code, status.canonical_reason().unwrap_or("it was refused").to_lowercase())
    }

    /// Whether it is the node's fault.
    #[cfg(test)]
    pub(super) const fn code(&self) -> Code {
        self.code
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.code.status();
        let told = Told {
            kind: format!("/en/api#{}", self.code.name()),
            title: self.code.title(),
            status: status.as_u16(),
            code: self.code.name(),
            detail: self.detail,
        };
        let text = serde_json::to_string(&told).unwrap_or_default();
        let mut response = (status, text).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if matches!(self.code, Code::TooMany | Code::Busy) {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::System(message) => {
                tracing::error!(message, "the API could not answer");
                Self::new(Code::Broken, "look into the node's log")
            }
            failure @ (Failure::Input(_) | Failure::No(_)) => Self::new(Code::Refused, failure),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Act(error) => (*error).into(),
            Refused::Node(failure) => failure.into(),
            Refused::Told(told) | Refused::Again(told, _) => match told {
                page::Told::NotHere => Self::missing("thing"),
                page::Told::TooMany => Self::new(Code::TooMany, "wait a little, then try again"),
                page::Told::NoMember => Self::new(Code::NoMember, "join the community first"),
                page::Told::LogIn | page::Told::Stale | page::Told::Elsewhere => {
                    Self::new(Code::NoToken, "send a token")
                }
                page::Told::Organisers
                | page::Told::Stewards
                | page::Told::Moderators
                | page::Told::Registrars
                | page::Told::Stations
                | page::Told::Sealers
                | page::Told::Voters
                | page::Told::NotSealed
                | page::Told::Authors
                | page::Told::NotInPhase
                | page::Told::NoLonger
                | page::Told::OldNode => {
                    Self::new(Code::Refused, "whoever the token signs for may not do this now")
                }
                page::Told::TooLarge => Self::new(Code::TooLarge, "send less"),
                page::Told::Broken => Self::new(Code::Broken, "look into the node's log"),
            },
            // A form is no answer for programs, and none of what they do has one.
            Refused::Form(_) => Self::new(Code::Broken, "look into the node's log"),
        }
    }
}

impl From<participation::Error> for Problem {
    fn from(error: participation::Error) -> Self {
        Failure::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_of_problem_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn a_status_from_before_the_handlers_becomes_a_problem_of_that_status() {
        for status in [404, 405, 413, 415, 500, 503] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(Problem::of_status(status).code().status(), status);
        }
    }
}
