//! Who is logged in: sessions in memory, each with keys that are open.
//!
//! A session is lost when the node ends, and so are the keys that were open in it: they lie on the
//! disk under their passphrase only.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ateneu_page::{Neighbour, Offices};
use participation::Role;
use participation::{Community, CommunityId, MemberKey, SlotId, Store, Timestamp};

use crate::exit::Failure;
use crate::people::Person;
use crate::random;

/// Milliseconds for which nobody may have asked for anything.
const IDLE: u64 = 30 * 60 * 1000;

/// Milliseconds of a session at most.
const LONGEST: u64 = 12 * 60 * 60 * 1000;

/// Sessions at once at most; the one that was used least recently makes room.
const MOST: usize = 1000;

/// Forms of a session that are remembered, so that each acts once.
const FORMS: usize = 64;

/// What a browser shows to be recognised.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A new one.
    pub(super) fn draw() -> Result<Self, Failure> {
        random::bytes().map(Self)
    }

    pub(super) fn text(&self) -> String {
        digits(&self.0)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        bytes_of(text).map(Self)
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of hexadecimal digits, if there are exactly as many.
pub(super) fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Somebody who is logged in.
#[derive(Debug)]
pub(super) struct Session {
    login: String,
    token: [u8; 16],
    begun: Timestamp,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    person: Person,
    /// The member keys of this person, which cost a derivation each.
    members: BTreeMap<CommunityId, MemberKey>,
    /// Forms that have acted, with the page that each led to.
    sent: VecDeque<(String, String)>,
}

impl Session {
    /// The name by which somebody logged in.
    pub(super) fn login(&self) -> &str {
        &self.login
    }

    /// A token for a form: masked anew for each page, so that compression tells nothing of it
    /// (the BREACH attack).
    pub(super) fn token(&self) -> Result<String, Failure> {
        let mask = random::bytes::<16>()?;
        let masked = mask.iter().zip(&self.token).map(|(mask, byte)| mask ^ byte);
        Ok(mask.iter().copied().chain(masked).map(|byte| format!("{byte:02x}")).collect())
    }

    /// Whether a token is of this session.
    pub(super) fn is_own(&self, token: &str) -> bool {
        let Some(bytes) = bytes_of::<32>(token) else { return false };
        let (mask, masked) = bytes.split_at(16);
        let differ = mask
            .iter()
            .zip(masked)
            .zip(&self.token)
            .fold(0, |differ, ((mask, masked), byte)| differ | (mask ^ masked ^ byte));
        differ == 0
    }

    /// The keys, for one act at a time.
    pub(super) fn keys(&self) -> Keys<'_> {
        Keys(self.state())
    }

    /// Who this is in a community.
    pub(super) fn neighbour<S: Store>(
        &self,
        community: Option<&Community<S>>,
    ) -> Result<Neighbour, Failure> {
        let mut neighbour = Neighbour {
            login: self.login.clone(),
            slot: None,
            offices: Offices::default(),
            follows: BTreeSet::new(),
            keeper: false,
            token: self.token()?,
        };
        let Some(community) = community else { return Ok(neighbour) };
        let key = {
            let mut state = self.state();
            let State { person, members, .. } = &mut *state;
            *members.entry(community.id()).or_insert_with(|| person.member(community))
        };
        let view = community.view();
        neighbour.slot = view.slot_of(&key).filter(|slot| is_active(&view, slot));
        if let Some((_, state)) = view.tip() {
            neighbour.offices = Offices {
                steward: state.is_seat(&key),
                registrar: state.holds(Role::Registrar, &key),
                organiser: state.holds(Role::Organiser, &key),
                moderator: state.holds(Role::Moderator, &key),
                trustee: state.holds(Role::Trustee, &key),
            };
        }
        Ok(neighbour)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What an act that panicked left behind are keys and a list: both are whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether whoever has this place in the census takes part.
pub(super) fn is_active(view: &participation::View<'_>, slot: &SlotId) -> bool {
    view.tip().is_none_or(|(_, state)| !state.is_suspended(slot) && !state.is_revoked(slot))
}

/// The keys of a session while something is done with them.
#[derive(Debug)]
pub(super) struct Keys<'a>(MutexGuard<'a, State>);

impl Keys<'_> {
    pub(super) fn person(&mut self) -> &mut Person {
        &mut self.0.person
    }

    /// Where a form led that was sent before.
    pub(super) fn led_to(&self, form: &str) -> Option<String> {
        let found = self.0.sent.iter().find(|(sent, _)| sent == form);
        found.map(|(_, place)| place.clone())
    }

    /// Remembers where a form led.
    pub(super) fn remember(&mut self, form: &str, place: &str) {
        if self.0.sent.len() >= FORMS {
            self.0.sent.pop_front();
        }
        self.0.sent.push_back((form.to_owned(), place.to_owned()));
    }
}

/// All sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<Key, (Arc<Session>, Timestamp)>>);

impl Sessions {
    /// Begins a session.
    pub(super) fn begin(&self, person: Person, now: Timestamp) -> Result<Key, Failure> {
        let key = Key::draw()?;
        let session = Session {
            login: person.name().to_owned(),
            token: random::bytes()?,
            begun: now,
            state: Mutex::new(State { person, members: BTreeMap::new(), sent: VecDeque::new() }),
        };
        let mut all = self.all();
        all.retain(|_, (session, used)| is_alive(session, *used, now));
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, (_, used))| *used).map(|(key, _)| key.clone());
            if let Some(oldest) = oldest {
                all.remove(&oldest);
            }
        }
        all.insert(key.clone(), (Arc::new(session), now));
        Ok(key)
    }

    /// The session of a key, which is used now.
    pub(super) fn find(&self, key: &Key, now: Timestamp) -> Option<Arc<Session>> {
        let mut all = self.all();
        let (session, used) = all.get_mut(key)?;
        if !is_alive(session, *used, now) {
            all.remove(key);
            return None;
        }
        *used = now;
        Some(session.clone())
    }

    /// How many there are now.
    pub(super) fn alive(&self, now: Timestamp) -> usize {
        let all = self.all();
        all.values().filter(|(session, used)| is_alive(session, *used, now)).count()
    }

    /// Ends a session.
    pub(super) fn end(&self, key: &Key) {
        self.all().remove(key);
    }

    /// Ends all sessions of a name.
    pub(super) fn end_all(&self, login: &str) {
        self.all().retain(|_, (session, _)| session.login != login);
    }

    /// Ends all sessions of this one's name but this one.
    pub(super) fn end_others(&self, kept: &Arc<Session>) {
        self.all()
            .retain(|_, (session, _)| session.login != kept.login || Arc::ptr_eq(session, kept));
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Key, (Arc<Session>, Timestamp)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_alive(session: &Session, used: Timestamp, now: Timestamp) -> bool {
    let since = |time: Timestamp| now.millis().saturating_sub(time.millis());
    since(used) < IDLE && since(session.begun) < LONGEST
}
