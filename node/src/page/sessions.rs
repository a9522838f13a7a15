//! Who is logged in: sessions in memory, each with keys that are open.
//!
//! A session is lost when the node ends, and so are the keys that were open in it: they lie on the
//! disk under their passphrase only.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ateneu_page::kiosk::patience;
use ateneu_page::{Neighbour, Offices};
use participation::Role;
use participation::{
    Community, CommunityId, Custody, DeviceKey, DeviceNonce, MemberKey, MemberStatus, SlotId,
    Store, Timestamp,
};
use participation_store::SledStore;

use super::census::Table;
use super::twice::Twice;
use super::waiting::Waiting;
use crate::exit::Failure;
use crate::people::{Person, Signer};
use crate::random;

/// Milliseconds for which nobody may have asked for anything.
const IDLE: u64 = 30 * 60 * 1000;

/// Milliseconds of a session at most.
const LONGEST: u64 = 12 * 60 * 60 * 1000;

/// Sessions at once at most; the one that was used least recently makes room.
const MOST: usize = 1000;

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

/// Milliseconds of an assisted session at most.
const LONGEST_ASSISTED: u64 = 30 * 60 * 1000;

/// Where somebody is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seat {
    /// At a browser of their own.
    Own,
    /// At a computer that neighbours share: with a device key of this session alone, which goes
    /// with it.
    Shared,
    /// At an officer's side, with such a key.
    Assisted {
        /// What the officer is called.
        by: String,
        /// The officer's own session, which goes on afterwards.
        after: Key,
    },
}

impl Seat {
    /// Who holds the key of a device of this session alone; `None` where the node keeps one.
    const fn custody(&self) -> Option<Custody> {
        match self {
            Self::Own => None,
            Self::Shared => Some(Custody::Kiosk),
            Self::Assisted { .. } => Some(Custody::Assisted),
        }
    }
}

/// Somebody who is logged in.
#[derive(Debug)]
pub(super) struct Session {
    login: String,
    token: [u8; 16],
    begun: Timestamp,
    seat: Seat,
    /// Milliseconds for which nobody may ask for anything after what was asked for last.
    idle: AtomicU64,
    state: Mutex<State>,
    /// A list of people that is being looked at before it is taken in. It is nowhere else.
    list: Mutex<Option<(CommunityId, Arc<Table>)>>,
}

#[derive(Debug)]
struct State {
    person: Person,
    /// The member keys of this person, which cost a derivation each.
    members: BTreeMap<CommunityId, MemberKey>,
    /// Devices of this session alone.
    fresh: BTreeMap<CommunityId, DeviceNonce>,
    /// Forms that have acted, with the page that each led to.
    sent: Twice,
}

impl Session {
    /// The name by which somebody logged in.
    pub(super) fn login(&self) -> &str {
        &self.login
    }

    /// Where they are logged in.
    pub(super) const fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Somebody is at this address, below the language: at a computer that neighbours share, it says
    /// how long a node waits before it forgets them.
    pub(super) fn comes_to(&self, place: &str) {
        if self.seat == Seat::Shared {
            self.idle.store(patience(place).saturating_mul(1000), Ordering::Relaxed);
        }
    }

    /// When an assisted session ends at the latest.
    fn until(&self) -> Timestamp {
        Timestamp::from_millis(self.begun.millis().saturating_add(LONGEST_ASSISTED))
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
        is_token(token, &self.token)
    }

    /// The keys, for one act at a time.
    pub(super) fn keys(&self) -> Keys<'_> {
        Keys { custody: self.seat.custody(), state: self.state() }
    }

    /// Keeps a list of people until it is taken in, another comes, or the session ends.
    pub(super) fn keep_list(&self, community: &CommunityId, table: Option<Table>) {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        *list = table.map(|table| (*community, Arc::new(table)));
    }

    /// The list that was kept.
    pub(super) fn list(&self, community: &CommunityId) -> Option<Arc<Table>> {
        let list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, table) = list.as_ref()?;
        (of == community).then(|| table.clone())
    }

    /// Who this is in a community.
    pub(super) fn neighbour<S: Store>(
        &self,
        community: Option<&Community<S>>,
    ) -> Result<Neighbour, Failure> {
        let mut neighbour = Neighbour {
            login: self.login.clone(),
            slot: None,
            claims: None,
            offices: Offices::default(),
            follows: BTreeSet::new(),
            assisted: match &self.seat {
                Seat::Own | Seat::Shared => None,
                Seat::Assisted { by, .. } => Some((by.clone(), self.until())),
            },
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
        let slot = view.slot_of(&key);
        neighbour.slot = slot.filter(|slot| is_active(&view, slot));
        if slot.is_none() {
            let void = |slot: &SlotId| view.slot_status(slot).0 == MemberStatus::Void;
            neighbour.claims = view.ever_attached(&key).into_iter().find(void);
        }
        if let Some((_, state)) = view.tip() {
            neighbour.offices = Offices {
                steward: state.is_seat(&key),
                registrar: state.holds(Role::Registrar, &key),
                organiser: state.holds(Role::Organiser, &key),
                moderator: state.holds(Role::Moderator, &key),
                station: state.holds(Role::StationOfficer, &key),
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

/// Whether this is a session's token, as some page masked it. It takes as long whatever differs.
pub(super) fn is_token(masked: &str, token: &[u8; 16]) -> bool {
    let Some(bytes) = bytes_of::<32>(masked) else { return false };
    let (mask, masked) = bytes.split_at(16);
    let pairs = mask.iter().zip(masked).zip(token);
    pairs.fold(0, |differ, ((mask, masked), byte)| differ | (mask ^ masked ^ byte)) == 0
}

/// Whether whoever has this place in the census takes part.
pub(super) fn is_active(view: &participation::View<'_>, slot: &SlotId) -> bool {
    view.tip().is_none_or(|(_, state)| !state.is_suspended(slot) && !state.is_revoked(slot))
}

/// The keys of a session while something is done with them.
#[derive(Debug)]
pub(super) struct Keys<'a> {
    custody: Option<Custody>,
    state: MutexGuard<'a, State>,
}

impl Keys<'_> {
    pub(super) fn person(&mut self) -> &mut Person {
        &mut self.state.person
    }

    /// What signs in a community: the device that this node keeps for them, or, at a shared
    /// computer, one that is drawn for this session and kept nowhere.
    pub(super) fn signer(&mut self, community: &Community<SledStore>) -> Result<Signer, Failure> {
        let Some(custody) = self.custody else {
            return Signer::of(&mut self.state.person, community);
        };
        let nonce = match self.state.fresh.get(&community.id()) {
            Some(nonce) => *nonce,
            None => DeviceNonce::from_bytes(random::bytes()?),
        };
        self.state.fresh.insert(community.id(), nonce);
        Ok(Signer::new(self.state.person.persona(community, &nonce), custody))
    }

    /// The device that this node keeps for them in a community, where there is one.
    pub(super) fn device(&self, community: &Community<SledStore>) -> Option<DeviceKey> {
        let person = &self.state.person;
        let nonce = person.device(&community.id())?;
        Some(person.persona(community, &nonce).device.public())
    }

    /// What the forms of this session asked for.
    pub(super) fn twice(&mut self) -> &mut Twice {
        &mut self.state.sent
    }
}

/// All sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    all: Mutex<HashMap<Key, (Arc<Session>, Timestamp)>>,
    waiting: Waiting,
}

impl Sessions {
    /// Who is logged in by the session of a token.
    pub(super) fn whose(&self, token: &str) -> Option<String> {
        let all = self.all();
        let mut sessions = all.values().map(|(session, _)| session);
        sessions.find(|session| session.is_own(token)).map(|session| session.login.clone())
    }

    /// Begins a session.
    pub(super) fn begin(&self, person: Person, seat: Seat, now: Timestamp) -> Result<Key, Failure> {
        let key = Key::draw()?;
        let session = Session {
            login: person.name().to_owned(),
            token: random::bytes()?,
            begun: now,
            idle: AtomicU64::new(match seat {
                Seat::Own | Seat::Assisted { .. } => IDLE,
                Seat::Shared => patience("").saturating_mul(1000),
            }),
            seat,
            state: Mutex::new(State {
                person,
                members: BTreeMap::new(),
                fresh: BTreeMap::new(),
                sent: Twice::default(),
            }),
            list: Mutex::default(),
        };
        let mut all = self.all();
        all.retain(|_, (session, used)| self.goes_on(session, *used, now));
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, (_, used))| *used).map(|(key, _)| key.clone());
            if let Some((session, _)) = oldest.and_then(|oldest| all.remove(&oldest)) {
                self.waiting.ended(&session.login, session.token, now);
            }
        }
        all.insert(key.clone(), (Arc::new(session), now));
        Ok(key)
    }

    /// The session of a key, which is used now.
    pub(super) fn find(&self, key: &Key, now: Timestamp) -> Option<Arc<Session>> {
        let mut all = self.all();
        let (session, used) = all.get_mut(key)?;
        if !self.goes_on(session, *used, now) {
            all.remove(key);
            return None;
        }
        *used = now;
        Some(session.clone())
    }

    /// The session of a key, which nobody uses by asking for it.
    pub(super) fn peek(&self, key: &Key, now: Timestamp) -> Option<Arc<Session>> {
        let all = self.all();
        let (session, used) = all.get(key)?;
        is_alive(session, *used, now).then(|| session.clone())
    }

    /// Ends the sessions that nobody has used for too long, with the keys that are open in them.
    pub(super) fn sweep(&self, now: Timestamp) {
        self.all().retain(|_, (session, used)| self.goes_on(session, *used, now));
        self.waiting.sweep(now);
    }

    /// What somebody typed whose session ended meanwhile.
    pub(super) const fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// Whether a session goes on; of one that does not, forms are known from now on.
    fn goes_on(&self, session: &Session, used: Timestamp, now: Timestamp) -> bool {
        let alive = is_alive(session, used, now);
        if !alive {
            self.waiting.ended(&session.login, session.token, now);
        }
        alive
    }

    /// How many there are now.
    pub(super) fn alive(&self, now: Timestamp) -> usize {
        let all = self.all();
        all.values().filter(|(session, used)| is_alive(session, *used, now)).count()
    }

    /// Ends a session by hand: nothing is known of its forms.
    pub(super) fn end(&self, key: &Key) {
        self.all().remove(key);
    }

    /// Ends all sessions of a name.
    pub(super) fn end_all(&self, login: &str, now: Timestamp) {
        self.all().retain(|_, (session, _)| {
            let stays = session.login != login;
            if !stays {
                self.waiting.ended(&session.login, session.token, now);
            }
            stays
        });
    }

    /// Ends all sessions of this one's name but this one.
    pub(super) fn end_others(&self, kept: &Arc<Session>) {
        self.all()
            .retain(|_, (session, _)| session.login != kept.login || Arc::ptr_eq(session, kept));
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Key, (Arc<Session>, Timestamp)>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_alive(session: &Session, used: Timestamp, now: Timestamp) -> bool {
    let since = |time: Timestamp| now.millis().saturating_sub(time.millis());
    let longest = match session.seat {
        Seat::Own | Seat::Shared => LONGEST,
        Seat::Assisted { .. } => LONGEST_ASSISTED,
    };
    since(used) < session.idle.load(Ordering::Relaxed) && since(session.begun) < longest
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::home::Home;
    use crate::people::Passphrases;

    const SECOND: u64 = 1000;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_millis(seconds * SECOND)
    }

    #[test]
    fn at_a_shared_computer_a_session_ends_after_ninety_seconds_and_its_keys_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::make(&folder.path().join("home"), "node").unwrap();
        let person = |name: &str| {
            let passphrases = Passphrases::typed(Zeroizing::new("una frase llarga".to_owned()));
            Person::draw(&home, &passphrases, name).unwrap()
        };
        let sessions = Sessions::default();
        let own = sessions.begin(person("anna"), Seat::Own, at(0)).unwrap();
        let shared = sessions.begin(person("carla"), Seat::Shared, at(0)).unwrap();
        assert!(sessions.find(&shared, at(60)).is_some());
        let kept = Arc::downgrade(&sessions.find(&shared, at(80)).unwrap());
        // To ask whether somebody is there is no sign of them.
        assert!(sessions.peek(&shared, at(169)).is_some());
        sessions.sweep(at(169));
        assert!(kept.upgrade().is_some());
        sessions.sweep(at(171));
        assert!(kept.upgrade().is_none());
        assert!(sessions.find(&shared, at(171)).is_none());
        assert!(sessions.find(&own, at(171)).is_some());
    }

    #[test]
    fn at_a_shared_computer_whoever_writes_is_not_forgotten_over_it() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::make(&folder.path().join("home"), "node").unwrap();
        let passphrases = Passphrases::typed(Zeroizing::new("una frase llarga".to_owned()));
        let person = Person::draw(&home, &passphrases, "carla").unwrap();
        let sessions = Sessions::default();
        let key = sessions.begin(person, Seat::Shared, at(0)).unwrap();
        sessions.find(&key, at(10)).unwrap().comes_to("/c0ffee000000/proposals/0123");
        assert!(sessions.peek(&key, at(309)).is_some());
        assert!(sessions.peek(&key, at(310)).is_none());
        sessions.find(&key, at(20)).unwrap().comes_to("/c0ffee000000/proposals");
        assert!(sessions.find(&key, at(110)).is_none());
    }
}
