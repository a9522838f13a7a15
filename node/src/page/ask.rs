//! What a request asks for, as far as its address and its cookie say.

use std::sync::Arc;

use ateneu_page::{COMMUNITY_DIGITS, Deed, Notice, Tongue, Visit, find_community, reads_alone};
use axum::extract::{FromRequestParts, Query};
use axum::http::Method;
use axum::http::header::{ACCEPT_LANGUAGE, HOST};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use participation::{Community, CommunityId, EntryId, Store};

use super::answer::Answer;
use super::sessions::{Key, Seat, Session};
use super::shelf::Shelf;
use super::site::Site;
use crate::exit::Failure;
use crate::random;

/// The name of the cookie.
pub(super) const COOKIE: &str = "ateneu";

/// The name of the cookie of a computer that neighbours share; its value are the digits of the
/// community. Whoever sets it by hand is forgotten sooner, and no more.
pub(super) const SHARED: &str = "ateneu-kiosk";
/// The name of the cookie of a browser that wants no pictures and larger text.
pub(super) const LIGHT: &str = "ateneu-light";

/// The name of the cookie of the browser that sets the node up.
pub(super) const SETUP: &str = "ateneu-setup";

/// Bytes of a value in an address that are looked at.
const MAX_VALUE: usize = 500;

/// A request, read.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) tongue: Tongue,
    /// The community that the address names, if this node holds it.
    pub(super) community: Option<CommunityId>,
    /// Its name.
    pub(super) name: String,
    pub(super) session: Option<Arc<Session>>,
    pub(super) key: Option<Key>,
    /// At a computer that neighbours share: the digits of the community.
    shared: Option<String>,
    /// Whether this browser wants no pictures.
    light: bool,
    /// What the browser that sets the node up shows.
    pub(super) setup: Option<Key>,
    query: Vec<(String, String)>,
    /// The parts of the address after language and community.
    rest: Vec<String>,
    place: String,
    host: String,
}

impl FromRequestParts<Arc<Site>> for Ask {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Answer> {
        let jar = CookieJar::from_headers(&parts.headers);
        let key_of = |name| jar.get(name).and_then(|cookie| Key::read(cookie.value()));
        let (key, setup) = (key_of(COOKIE), key_of(SETUP));
        // Whoever is asked whether they are here has not answered yet.
        let waits = parts.method == Method::GET && parts.uri.path().ends_with("/kiosk/still");
        let session = key.as_ref().and_then(|key| match waits {
            true => site.sessions.peek(key, site.now()),
            false => site.sessions.find(key, site.now()),
        });
        let shared = jar.get(SHARED).map(|cookie| cookie.value().to_owned());
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, site).await;
        let query = query.map(|Query(pairs)| pairs).unwrap_or_default();
        // Words that are looked for are cut; nothing else that is longer is anything.
        let bounded = |(name, mut value): (String, String)| {
            if name == "q" {
                value.truncate(value.floor_char_boundary(MAX_VALUE));
            }
            (value.len() <= MAX_VALUE).then_some((name, value))
        };
        let query = query.into_iter().filter_map(bounded).collect();
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let path = parts.uri.path();
        let mut segments = path.split('/').skip(1).map(str::to_owned);
        let code = segments.next().unwrap_or_default();
        let tongue = Tongue::of(&code);
        let accepted = || Tongue::accepted(header(ACCEPT_LANGUAGE).unwrap_or_default());
        let mut rest: Vec<String> = segments.collect();
        let sharer = site.clone();
        let names = tokio::task::spawn_blocking(move || sharer.halls.names()).await;
        let names = names.map_err(Failure::system).and_then(|names| names);
        let names = names.map_err(|failure| Answer::failed(&failure))?;
        let digits = rest.first().cloned().unwrap_or_default();
        let community = find_community(&digits, names.iter().map(|(id, _)| *id));
        if community.is_some() {
            rest.remove(0);
        }
        let name = names.iter().find(|(id, _)| Some(*id) == community);
        let whole = parts.uri.path_and_query().map_or(path, |whole| whole.as_str());
        let place = whole.get(1 + code.len()..).unwrap_or_default().to_owned();
        if let (Some(session), false) = (&session, waits) {
            session.comes_to(&place);
        }
        Ok(Self {
            tongue: tongue.unwrap_or_else(accepted),
            community,
            name: name.map(|(_, name)| name.clone()).unwrap_or_default(),
            session,
            key,
            shared: shared.filter(|digits| {
                digits.len() == COMMUNITY_DIGITS
                    && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            }),
            light: jar.get(LIGHT).is_some(),
            setup,
            query,
            rest,
            place,
            host: header(HOST).unwrap_or_default().to_owned(),
        })
    }
}

impl Ask {
    /// The same request by somebody who is not logged in.
    pub(super) fn logged_out(self) -> Self {
        Self { session: None, key: None, ..self }
    }

    /// A value of the query; empty where there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        let named = self.query.iter().rev().find(|(other, _)| other == name);
        named.map_or("", |(_, value)| value.as_str())
    }

    /// All of the query, in its order.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A number of the query.
    pub(super) fn number(&self, name: &str) -> usize {
        self.value(name).parse().unwrap_or(0)
    }

    /// A part of the address after language and community.
    pub(super) fn part(&self, place: usize) -> &str {
        self.rest.get(place).map_or("", String::as_str)
    }

    /// At a computer that neighbours share, the root of the community's pages.
    pub(super) fn kiosk(&self) -> Option<String> {
        self.shared.as_ref().map(|digits| format!("/{}/{digits}", self.tongue.code()))
    }

    /// Where somebody who logs in now is.
    pub(super) const fn seat(&self) -> Seat {
        if self.shared.is_some() { Seat::Shared } else { Seat::Own }
    }

    /// The community, by the root of its pages and its name, for screens of no community.
    pub(super) fn hall(&self) -> Option<(String, String)> {
        let id = self.community?;
        Some((ateneu_page::path(self.tongue, &id), self.name.clone()))
    }

    /// The address of this page without its language.
    pub(super) fn place(&self) -> &str {
        &self.place
    }

    /// The address of this page without its language and its query.
    pub(super) fn path(&self) -> &str {
        self.place.split('?').next().unwrap_or_default()
    }

    /// Where this node is, as whoever asked reached it.
    pub(super) fn origin(&self, site: &Site) -> String {
        // What a proxy forwards is not looked at: its keepers said which address it stands for.
        if let Some(url) = site.url() {
            return url;
        }
        let host =
            if self.host.is_empty() { site.address().to_string() } else { self.host.clone() };
        format!("http://{host}")
    }

    /// The whole address of this page, as whoever asked reached it.
    pub(super) fn address(&self, site: &Site) -> String {
        format!("{}/{}{}", self.origin(site), self.tongue.code(), self.path())
    }

    /// A look at a page.
    pub(super) fn visit<S: Store>(
        &self,
        site: &Site,
        community: Option<&Community<S>>,
    ) -> Result<Visit, Failure> {
        let neighbour = self.session.as_ref().map(|session| session.neighbour(community));
        let mut neighbour = neighbour.transpose()?;
        if let (Some(neighbour), Some(community)) = (&mut neighbour, community) {
            let shelf = Shelf::of(&site.home().people(), &neighbour.login)?;
            neighbour.follows = shelf.follows(&community.id())?;
        }
        if let Some(neighbour) = &mut neighbour {
            neighbour.keeper = site.home().keeping().keepers.contains(&neighbour.login);
        }
        let deed = Deed::of(self.value("done"));
        let notice = deed.map(|deed| Notice { deed, entry: self.entry() });
        let nonce = random::bytes::<12>()?;
        Ok(Visit {
            tongue: self.tongue,
            place: self.place.clone(),
            node: site.home().name().to_owned(),
            neighbour,
            nonce: nonce.iter().map(|byte| format!("{byte:02x}")).collect(),
            notice,
            kiosk: self.kiosk(),
            light: self.light,
            reads_alone: community.is_some_and(reads_alone),
            now: site.now(),
            zone: site.zone(),
        })
    }

    /// The entry for which a receipt is shown.
    fn entry(&self) -> Option<EntryId> {
        self.value("entry").parse().ok()
    }
}
