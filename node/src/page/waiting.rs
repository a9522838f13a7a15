//! What somebody typed whose session ended while they did: it waits until the same person logs in
//! again, and then comes back into its form, once.
//!
//! ```text
//!   the form of a session ─▶ the session ends ─▶ the form is sent ─▶ they log in again ─▶ the form
//!                            who, and a token    known by the token                       filled in
//!                            of its forms        it waits an hour
//! ```
//!
//! All of it is in memory alone: no entry, no file and no backup has it. Whoever logs in as somebody
//! else at the same computer is not told that there is anything, and whoever logs out by hand leaves
//! nothing that a form could be known by.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ateneu_page::message::{Again, Told};
use ateneu_page::{Deed, Filled, Notice, Visit, list, plain};
use participation::{CommunityId, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::answer::{Answer, Refused};
use super::ask::Ask;
use super::files::FILE_DIGEST;
use super::forms::Sent;
use super::sessions::is_token;
use super::site::Site;

/// Milliseconds for which a form of a session that has ended is known as one.
const KNOWN: u64 = 12 * 60 * 60 * 1000;

/// Sessions that have ended and are known, at most.
const MOST_ENDED: usize = 1000;

/// Milliseconds for which what was typed waits.
const LONGEST: u64 = 60 * 60 * 1000;

/// Forms that wait for one person at most; the oldest makes room.
const MOST_OF_ONE: usize = 4;

/// Bytes of what waits: of one form, and in all.
const MOST_BYTES: usize = 256 * 1024;
const MOST_BYTES_IN_ALL: usize = 8 * 1024 * 1024;

/// Fields that never wait: those of the session and of the page that was shown in it, and secrets.
const NEVER_KEPT: [&str; 4] = ["token", "nonce", "passphrase", FILE_DIGEST];

/// Characters of the name of a file that are told.
const MAX_NAME: usize = 100;

/// What waits, and for whom.
#[derive(Debug, Default)]
pub(super) struct Waiting(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    ended: VecDeque<Ended>,
    forms: VecDeque<Form>,
}

/// A session that has ended.
#[derive(Debug)]
struct Ended {
    login: String,
    token: [u8; 16],
    at: Timestamp,
}

/// A form that was sent too late.
#[derive(Debug)]
struct Form {
    login: String,
    community: CommunityId,
    /// To what address, without its language and its query.
    place: String,
    sent: Sent,
    at: Timestamp,
}

impl Waiting {
    /// A session has ended: what is sent of its forms is known as its person's for a while.
    pub(super) fn ended(&self, login: &str, token: [u8; 16], now: Timestamp) {
        let mut state = self.state();
        while state.ended.len() >= MOST_ENDED {
            state.ended.pop_front();
        }
        state.ended.push_back(Ended { login: login.to_owned(), token, at: now });
    }

    /// Whose form this is, by the token in it.
    fn whose(&self, token: &str, now: Timestamp) -> Option<String> {
        let state = self.state();
        let known = state.ended.iter().filter(|ended| since(ended.at, now) < KNOWN);
        let mut known = known.filter(|ended| is_token(token, &ended.token));
        known.next().map(|ended| ended.login.clone())
    }

    /// Keeps a form until its person comes; what is too large is not kept.
    fn keep(&self, form: Form) -> bool {
        if form.sent.bytes() > MOST_BYTES {
            return false;
        }
        let mut state = self.state();
        state.forms.retain(|other| !other.is_at(&form.login, &form.community, &form.place));
        let of_one =
            |state: &State| state.forms.iter().filter(|other| other.login == form.login).count();
        while of_one(&state) >= MOST_OF_ONE {
            let oldest = state.forms.iter().position(|other| other.login == form.login);
            oldest.and_then(|oldest| state.forms.remove(oldest));
        }
        state.forms.push_back(form);
        let bytes = |state: &State| state.forms.iter().map(|form| form.sent.bytes()).sum::<usize>();
        while bytes(&state) > MOST_BYTES_IN_ALL {
            state.forms.pop_front();
        }
        true
    }

    /// Hands out what somebody sent to an address, which waits no longer.
    fn take(
        &self,
        login: &str,
        community: &CommunityId,
        place: &str,
        now: Timestamp,
    ) -> Option<Sent> {
        let mut state = self.state();
        let found = state.forms.iter().position(|form| form.is_at(login, community, place))?;
        let form = state.forms.remove(found)?;
        (since(form.at, now) < LONGEST).then_some(form.sent)
    }

    /// Somebody's keys left this node: whoever has the name next is another person.
    pub(super) fn forget(&self, login: &str) {
        let mut state = self.state();
        state.ended.retain(|ended| ended.login != login);
        state.forms.retain(|form| form.login != login);
    }

    /// Lets go of what has waited for too long.
    pub(super) fn sweep(&self, now: Timestamp) {
        let mut state = self.state();
        state.ended.retain(|ended| since(ended.at, now) < KNOWN);
        state.forms.retain(|form| since(form.at, now) < LONGEST);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Form {
    fn is_at(&self, login: &str, community: &CommunityId, place: &str) -> bool {
        self.login == login && self.community == *community && self.place == place
    }
}

const fn since(time: Timestamp, now: Timestamp) -> u64 {
    now.millis().saturating_sub(time.millis())
}

/// What whoever sends a form is told that is of no session of theirs: where it can be filled in again
/// they log in, and come back to it.
pub(super) fn over(site: &Site, ask: &Ask, sent: &Sent) -> Refused {
    match kept(site, ask, sent) {
        Some(place) => Refused::Form(Box::new(Answer::See(place))),
        None if ask.session.is_some() => Refused::Told(Told::Stale),
        None => Refused::Told(Told::LogIn),
    }
}

/// What whoever acts too often is told: their form can be sent again as it is, unless it holds a
/// secret, or a file, which a page cannot fill in.
pub(super) fn to_send_again(refused: Refused, ask: &Ask, sent: &Sent) -> Refused {
    let whole = ["passphrase", FILE_DIGEST].iter().all(|name| sent.get(name).is_empty());
    if !matches!(refused, Refused::Told(Told::TooMany)) || !whole || !comes_back(ask.path(), sent) {
        return refused;
    }
    let place = format!("/{}{}", ask.tongue.code(), ask.place());
    let fields = sent.fields().map(|(name, value)| (name.to_owned(), value.to_owned()));
    Refused::Again(Told::TooMany, Again { place, fields: fields.collect() })
}

/// Keeps a form for whose it was, and says where they go on.
fn kept(site: &Site, ask: &Ask, sent: &Sent) -> Option<String> {
    let community = ask.community.filter(|_| comes_back(ask.path(), sent))?;
    let waiting = site.sessions.waiting();
    let token = sent.get("token");
    // A session that lasts and is this browser's no longer: somebody logged in once more in another
    // window, or the browser forgot its cookies.
    let whose = waiting.whose(token, site.now()).or_else(|| site.sessions.whose(token));
    let login = whose?;
    // Somebody else is logged in by now: they are not told whose it was.
    if ask.session.as_ref().is_some_and(|session| session.login() != login) {
        return None;
    }
    let form = Form {
        login,
        community,
        place: ask.path().to_owned(),
        sent: sent.without(&NEVER_KEPT),
        at: site.now(),
    };
    if !waiting.keep(form) {
        return None;
    }
    let code = ask.tongue.code();
    let place = format!("/{code}{}", ask.place());
    Some(match ask.session {
        Some(_) => place,
        None => {
            let then = utf8_percent_encode(&place, NON_ALPHANUMERIC);
            format!("/{code}/login?then={then}&done={}", Deed::Waiting.code())
        }
    })
}

/// Whether the form that is sent to an address can be filled in again. None of these asks for more
/// that is secret than a passphrase, which is to be typed again.
fn comes_back(path: &str, sent: &Sent) -> bool {
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    match parts.as_slice() {
        ["me"]
        | ["spaces", "new"]
        | ["spaces", _, "phase" | "edit" | "merge" | "attach"]
        | ["spaces", _, _, "new"]
        | ["polls", "new" | "new-budget"]
        | ["polls", _, "vote" | "reopen" | "contest"]
        | ["charter", "new"]
        | ["moderation", _, _]
        | ["census", "new" | "file"]
        | ["census", "people", _, "note" | "readmit" | "suspend" | "reinstate" | "remove"] => true,
        // Whoever says yes or no to an invitation types nothing.
        [kind, _, "authors"] => list::kind_at(kind).is_some() && sent.get("do").is_empty(),
        [
            kind,
            _,
            "edit" | "amend" | "answer" | "conclude" | "reopen" | "split" | "reword" | "comments"
            | "decide" | "attach" | "copy",
        ] => list::kind_at(kind).is_some(),
        _ => false,
    }
}

/// What whoever looks had typed into a form of this page, and their look at the page, which tells them
/// so; `below` is what the form's address has beyond that of the page.
pub(super) fn back(site: &Site, ask: &Ask, visit: &Visit, below: &str) -> (Option<Sent>, Visit) {
    let sent = ask.session.as_ref().zip(ask.community).and_then(|(session, community)| {
        let place = format!("{}{below}", ask.path());
        site.sessions.waiting().take(session.login(), &community, &place, site.now())
    });
    let deed = sent.as_ref().map(|_| Notice { deed: Deed::Restored, entry: None });
    (sent, Visit { notice: deed.or(visit.notice), ..visit.clone() })
}

/// The same for a form of many fields, which is at the address to which it is sent.
pub(super) fn filled(site: &Site, ask: &Ask, visit: &Visit) -> (Option<Filled>, Visit) {
    let (sent, visit) = back(site, ask, visit, "");
    (sent.map(|sent| Filled::read(sent.fields())), visit)
}

/// The name of a file in the place of the file itself, which is not kept: no page can put one into a
/// form, so that its person has to choose it again.
pub(super) fn file_name(name: &str) -> String {
    plain::line(name).chars().take(MAX_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: u64) -> Timestamp {
        Timestamp::from_millis(minutes * 60 * 1000)
    }

    const HERE: CommunityId = CommunityId::from_bytes([7; 32]);

    fn form(login: &str, place: &str, text: &str, at: Timestamp) -> Form {
        let mut sent = Sent::default();
        sent.put("text".to_owned(), text.to_owned());
        Form { login: login.to_owned(), community: HERE, place: place.to_owned(), sent, at }
    }

    /// As a page masks it.
    fn masked(token: [u8; 16]) -> String {
        let digits = |bytes: [u8; 16]| bytes.map(|byte| format!("{byte:02x}")).concat();
        digits([9; 16]) + &digits(token.map(|byte| byte ^ 9))
    }

    #[test]
    fn what_waits_is_handed_out_once_to_the_same_person_alone() {
        let waiting = Waiting::default();
        assert!(waiting.keep(form("anna", "/c/me", "hola", at(0))));
        assert!(waiting.take("carla", &HERE, "/c/me", at(1)).is_none());
        assert!(waiting.take("anna", &HERE, "/c/other", at(1)).is_none());
        let other = CommunityId::from_bytes([8; 32]);
        assert!(waiting.take("anna", &other, "/c/me", at(1)).is_none());
        assert_eq!(waiting.take("anna", &HERE, "/c/me", at(1)).unwrap().get("text"), "hola");
        assert!(waiting.take("anna", &HERE, "/c/me", at(1)).is_none());
    }

    #[test]
    fn what_waits_for_an_hour_is_gone_and_so_is_what_a_name_left_behind() {
        let waiting = Waiting::default();
        waiting.keep(form("anna", "/c/me", "hola", at(0)));
        waiting.sweep(at(59));
        assert_eq!(waiting.state().forms.len(), 1);
        assert!(waiting.take("anna", &HERE, "/c/me", at(60)).is_none());
        waiting.keep(form("anna", "/c/me", "hola", at(0)));
        waiting.sweep(at(60));
        assert!(waiting.state().forms.is_empty());
        waiting.keep(form("anna", "/c/me", "hola", at(0)));
        waiting.ended("anna", [1; 16], at(0));
        waiting.forget("anna");
        assert!(waiting.take("anna", &HERE, "/c/me", at(1)).is_none());
        assert_eq!(waiting.whose(&masked([1; 16]), at(1)), None);
    }

    #[test]
    fn a_form_is_known_by_the_token_of_a_session_that_has_ended() {
        let waiting = Waiting::default();
        waiting.ended("anna", [1; 16], at(0));
        assert_eq!(waiting.whose(&masked([1; 16]), at(719)).as_deref(), Some("anna"));
        assert_eq!(waiting.whose(&masked([1; 16]), at(720)), None);
        assert_eq!(waiting.whose(&masked([2; 16]), at(1)), None);
        assert_eq!(waiting.whose("", at(1)), None);
        for session in 0..2 * MOST_ENDED {
            waiting.ended(&session.to_string(), [3; 16], at(1));
        }
        assert_eq!(waiting.state().ended.len(), MOST_ENDED);
    }

    #[test]
    fn whatever_is_sent_what_waits_is_bounded() {
        let waiting = Waiting::default();
        let large = "x".repeat(MOST_BYTES);
        assert!(!waiting.keep(form("anna", "/c/me", &large, at(0))));
        let text = &large["text".len()..];
        for place in 0..10 {
            assert!(waiting.keep(form("anna", &format!("/c/{place}"), text, at(0))));
        }
        assert_eq!(waiting.state().forms.len(), MOST_OF_ONE);
        assert!(waiting.take("anna", &HERE, "/c/5", at(0)).is_none(), "the oldest makes room");
        assert!(waiting.take("anna", &HERE, "/c/9", at(0)).is_some());
        for login in 0..100 {
            waiting.keep(form(&login.to_string(), "/c/me", text, at(0)));
        }
        let bytes: usize = waiting.state().forms.iter().map(|form| form.sent.bytes()).sum();
        assert!(bytes <= MOST_BYTES_IN_ALL);
    }

    #[test]
    fn nothing_that_asks_for_nothing_but_a_secret_comes_back() {
        let sent = Sent::default();
        for path in [
            "/c/me/passphrase",
            "/c/me/sheet",
            "/c/me/leave",
            "/c/assist",
            "/c/census/carry",
            "/c/census/people/1/settle",
            "/c/polls/1/seal",
            "/c/nothing/1/comments",
            "/c",
        ] {
            assert!(!comes_back(path, &sent), "{path}");
        }
        for path in [
            "/c/me",
            "/c/spaces/1/proposals/new",
            "/c/debates/1/comments",
            "/c/moderation/label/1",
            "/c/census/new",
            "/c/census/file",
            "/c/census/people/1/readmit",
            "/c/proposals/1/authors",
            "/c/spaces/1/attach",
        ] {
            assert!(comes_back(path, &sent), "{path}");
        }
        let mut answer = Sent::default();
        answer.put("do".to_owned(), "accept".to_owned());
        assert!(!comes_back("/c/proposals/1/authors", &answer));
    }

    #[test]
    fn the_name_of_a_file_is_a_short_line() {
        assert_eq!(file_name("socis\n2026.csv"), "socis 2026.csv");
        assert_eq!(file_name(&"x".repeat(500)).len(), MAX_NAME);
    }
}
