//! What a request is answered with.

use ateneu_page::message::{self, Again, Failed, Told};
use ateneu_page::words::Words;
use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION,
    RETRY_AFTER, SET_COOKIE,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use participation::Community;
use participation_store::SledStore;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::ask::Ask;
use super::limits;
use super::site::Site;
use crate::exit::Failure;

/// An answer, before it is put into HTTP.
#[derive(Debug)]
pub(super) enum Answer {
    /// A page.
    Page(StatusCode, String),
    /// Another page is to be asked for.
    See(String),
    /// The same, with a cookie.
    SeeWith(String, String),
    /// The same, with several.
    SeeWithAll(String, Vec<String>),
    /// A page after which a browser keeps nothing of this site.
    Wiped(String, String),
    /// A page that nothing may keep.
    Secret(String),
    /// A file of this media type and name, to be kept by whoever asked for it.
    Download(&'static str, &'static str, String),
    /// A file of this media type.
    File(&'static str, String),
    /// A file that somebody attached, of this media type and name: shown if it is a picture, else
    /// kept by whoever asks for it.
    Attached { media: &'static str, name: String, is_picture: bool, bytes: Vec<u8> },
    /// An answer that is put into HTTP already.
    Ready(Box<Response>),
    /// Nothing but a status.
    Only(StatusCode),
}

impl Answer {
    /// A page that is there.
    pub(super) const fn page(html: String) -> Self {
        Self::Page(StatusCode::OK, html)
    }

    /// A form that is to be put right.
    pub(super) const fn form(html: String) -> Self {
        Self::Page(StatusCode::UNPROCESSABLE_ENTITY, html)
    }

    /// The node failed, and no page can say so.
    pub(super) fn failed(failure: &Failure) -> Self {
        tracing::error!(%failure, "a page could not be made");
        Self::Only(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// A page that says one thing.
    pub(super) fn told(site: &Site, ask: &Ask, told: Told) -> Self {
        Self::told_with(site, ask, told, None)
    }

    /// The same, with a form that may be sent again.
    fn told_with(site: &Site, ask: &Ask, told: Told, again: Option<Again>) -> Self {
        let status = match told {
            Told::NotHere => StatusCode::NOT_FOUND,
            Told::LogIn => StatusCode::UNAUTHORIZED,
            Told::NoMember
            | Told::Organisers
            | Told::Stewards
            | Told::Moderators
            | Told::Registrars
            | Told::Stations
            | Told::Sealers
            | Told::Voters
            | Told::NotSealed
            | Told::Authors
            | Told::NotInPhase
            | Told::NoLonger
            | Told::OldNode
            | Told::Elsewhere
            | Told::Stale => StatusCode::FORBIDDEN,
            Told::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Told::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Told::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        };
        match ask.visit::<SledStore>(site, None) {
            Ok(visit) => Self::of(message::tell(&visit, ask.hall(), told, again), status),
            Err(failure) => Self::failed(&failure),
        }
    }

    /// A page that says why an act was refused.
    pub(super) fn refused(site: &Site, ask: &Ask, why: &str) -> Self {
        match ask.visit::<SledStore>(site, None) {
            Ok(visit) => {
                let html = message::refuse(&visit, ask.hall(), why);
                Self::of(html, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Err(failure) => Self::failed(&failure),
        }
    }

    /// A screen, or nothing where what it is about is not here.
    pub(super) fn screen(site: &Site, ask: &Ask, html: Result<Option<String>, Failed>) -> Self {
        match html.transpose() {
            Some(html) => Self::of(html, StatusCode::OK),
            None => Self::told(site, ask, Told::NotHere),
        }
    }

    /// A screen.
    pub(super) fn of(html: Result<String, Failed>, status: StatusCode) -> Self {
        match html {
            Ok(html) => Self::Page(status, html),
            Err(error) => Self::failed(&Failure::system(error)),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Page(status, html) => {
                let media = HeaderValue::from_static("text/html; charset=utf-8");
                let kept = HeaderValue::from_static("private, no-cache");
                let headers = [(CONTENT_TYPE, media), (CACHE_CONTROL, kept)];
                let mut response = (status, headers, html).into_response();
                if status == StatusCode::TOO_MANY_REQUESTS {
                    let wait = HeaderValue::from(limits::WAIT_SECONDS);
                    response.headers_mut().insert(RETRY_AFTER, wait);
                }
                response
            }
            Self::Secret(html) => (
                [
                    (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
                    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
                ],
                html,
            )
                .into_response(),
            Self::Download(media, name, text) => {
                let shown = format!("attachment; filename=\"{name}\"");
                let shown = HeaderValue::from_str(&shown);
                let shown = shown.unwrap_or(HeaderValue::from_static("attachment"));
                (
                    [
                        (CONTENT_TYPE, HeaderValue::from_static(media)),
                        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
                        (CONTENT_DISPOSITION, shown),
                    ],
                    text,
                )
                    .into_response()
            }
            Self::See(place) => see(&place, None),
            Self::SeeWith(place, cookie) => see(&place, Some(&cookie)),
            Self::SeeWithAll(place, cookies) => {
                let mut response = see(&place, None);
                for cookie in &cookies {
                    if let Ok(cookie) = HeaderValue::from_str(cookie) {
                        response.headers_mut().append(SET_COOKIE, cookie);
                    }
                }
                response
            }
            Self::Wiped(html, cookie) => {
                let mut response = Self::Secret(html).into_response();
                let headers = response.headers_mut();
                let what = HeaderValue::from_static("\"cache\", \"storage\"");
                headers.insert(HeaderName::from_static("clear-site-data"), what);
                if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                    headers.append(SET_COOKIE, cookie);
                }
                response
            }
            Self::File(media, text) => {
                ([(CONTENT_TYPE, HeaderValue::from_static(media))], text).into_response()
            }
            Self::Attached { media, name, is_picture, bytes } => {
                attached(media, &name, is_picture, bytes)
            }
            Self::Ready(response) => *response,
            Self::Only(status) => status.into_response(),
        }
    }
}

/// Whatever stands in it, a browser that shows it runs nothing of it.
fn attached(media: &'static str, name: &str, is_picture: bool, bytes: Vec<u8>) -> Response {
    let way = if is_picture { "inline" } else { "attachment" };
    // RFC 6266, and RFC 8187 for what is no ASCII.
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let shown = HeaderValue::from_str(&format!("{way}; filename*=UTF-8''{name}"));
    (
        [
            (CONTENT_TYPE, HeaderValue::from_static(media)),
            (CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400")),
            (CONTENT_DISPOSITION, shown.unwrap_or(HeaderValue::from_static("attachment"))),
            (
                CONTENT_SECURITY_POLICY,
                HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'"),
            ),
        ],
        bytes,
    )
        .into_response()
}

fn see(place: &str, cookie: Option<&str>) -> Response {
    let mut response = Response::new(Body::empty());
    let Ok(place) = HeaderValue::from_str(place) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, place);
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Why something was not done.
#[derive(Debug)]
pub(super) enum Refused {
    /// The community refuses it, or the node failed.
    Act(Box<participation::Error>),
    /// The node failed.
    Node(Failure),
    /// What was typed is shown again, with what is wrong.
    Form(Box<Answer>),
    /// One thing is to be said.
    Told(Told),
    /// The same, of a form that can be sent again as it is.
    Again(Told, Again),
}

impl Refused {
    /// As an answer.
    pub(super) fn answer(self, site: &Site, ask: &Ask) -> Answer {
        match self {
            Self::Act(error) => match Failure::from(*error) {
                Failure::System(message) => {
                    tracing::error!(message, "an act failed");
                    Answer::told(site, ask, Told::Broken)
                }
                failure @ (Failure::Input(_) | Failure::No(_)) => {
                    Answer::refused(site, ask, &failure.to_string())
                }
            },
            Self::Node(failure) => match failure {
                Failure::System(message) => {
                    tracing::error!(message, "an act failed");
                    Answer::told(site, ask, Told::Broken)
                }
                failure @ (Failure::Input(_) | Failure::No(_)) => {
                    Answer::refused(site, ask, &failure.to_string())
                }
            },
            Self::Form(answer) => *answer,
            Self::Told(told) => Answer::told(site, ask, told),
            Self::Again(told, again) => Answer::told_with(site, ask, told, Some(again)),
        }
    }
}

impl From<participation::Error> for Refused {
    fn from(error: participation::Error) -> Self {
        Self::Act(Box::new(error))
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Node(failure)
    }
}

impl From<Failed> for Refused {
    fn from(failed: Failed) -> Self {
        Self::Node(Failure::system(failed))
    }
}

/// Why an act was refused, in the reader's language; `None` where the node failed.
pub(super) fn why(error: &participation::Error, ask: &Ask) -> Option<String> {
    let failed = matches!(
        error,
        participation::Error::Store(_)
            | participation::Error::Replay { .. }
            | participation::Error::Gaps { .. }
            | participation::Error::Stopped
    );
    (!failed).then(|| message::why(error, Words::of(ask.tongue)))
}

/// A community that somebody looks at.
pub(super) type Hall = Community<SledStore>;
