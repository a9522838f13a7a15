//! Setting a new node up: a link that works once, and a few steps from it to a community.
//!
//! ```text
//!   nothing here ──▶ Waiting ──link──▶ Begun: you, association, beginning, opening
//!                    (30 minutes)        │ founded
//!                                        ▼
//!                    Closed ◀── kept ── Done: what is to be printed
//! ```
//!
//! There is no default password: whoever holds the link, which is printed where the node was
//! started, sets it up. Until it is set up nothing else is open. What is typed stays in memory until
//! the last step, and everything is founded at once.

pub(super) mod gate;
mod making;
pub(super) mod steps;

pub(super) use making::opened;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ateneu_page::setup::{Association, Beginning, Opening, You};
use participation::{CommunityId, Timestamp};
use participation_keys::Sheet;
use zeroize::Zeroizing;

use super::sessions::Key;
use crate::exit::Failure;
use crate::random;

/// Milliseconds for which the link works.
const LINK: u64 = 30 * 60 * 1000;

/// Milliseconds for which somebody may take the steps, and keep what is to be printed.
const STEPS: u64 = 2 * 60 * 60 * 1000;

/// How far a node has been set up.
#[derive(Debug)]
pub(super) struct Setup {
    state: Mutex<State>,
    /// Held while a community is founded: two answers to the last step found one.
    founding: Mutex<()>,
}

#[derive(Debug)]
enum State {
    /// Nobody sets it up (any more).
    Closed,
    /// It waits for whoever has the link.
    Waiting { token: Token, until: u64 },
    /// Somebody takes the steps, in the browser that has the key.
    Begun { key: Key, until: u64, draft: Box<Draft> },
    /// It is founded, and some of it is to be printed.
    Done { key: Key, until: u64, papers: Box<Papers> },
}

/// What the link ends with.
struct Token([u8; 16]);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What has been typed so far.
#[derive(Debug, Clone, Default)]
struct Draft {
    you: Option<You>,
    passphrase: Zeroizing<String>,
    association: Option<Association>,
    beginning: Option<Beginning>,
    opening: Option<Opening>,
}

/// What is to be printed, because it is kept nowhere else, or brings one's keys back.
#[derive(Debug)]
struct Papers {
    community: CommunityId,
    seed: Sheet,
    paper: Sheet,
}

/// What came of somebody's coming with a link.
#[derive(Debug)]
enum Entry {
    /// The browser is to keep this key.
    Begun(Key),
    /// The link is wrong, has been used, or is too old.
    Refused,
}

impl Setup {
    /// For a node that holds a community: nothing is to be set up.
    pub(super) const fn closed() -> Self {
        Self::of(State::Closed)
    }

    /// For a node that is to be set up.
    ///
    /// # Errors
    /// [`Failure::System`] where there is no randomness.
    pub(super) fn waiting(now: Timestamp) -> Result<Self, Failure> {
        let token = Token(random::bytes()?);
        Ok(Self::of(State::Waiting { token, until: now.millis().saturating_add(LINK) }))
    }

    const fn of(state: State) -> Self {
        Self { state: Mutex::new(state), founding: Mutex::new(()) }
    }

    /// What the link ends with, while it waits for somebody.
    pub(super) fn link(&self) -> Option<String> {
        match &*self.state() {
            State::Waiting { token, .. } => Some(super::sessions::digits(&token.0)),
            State::Closed | State::Begun { .. } | State::Done { .. } => None,
        }
    }

    /// Whether nothing else is open.
    pub(super) fn shuts(&self) -> bool {
        matches!(&*self.state(), State::Waiting { .. } | State::Begun { .. })
    }

    /// A community came by another way, such as the command line.
    pub(super) fn close(&self) {
        *self.state() = State::Closed;
    }

    /// Whether a link would be taken.
    fn knows(&self, link: &str, now: Timestamp) -> bool {
        matches!(&*self.state(), State::Waiting { token, until }
            if token.is(link) && now.millis() < *until)
    }

    /// Takes a link, once.
    fn begin(&self, link: &str, now: Timestamp) -> Result<Entry, Failure> {
        let key = Key::draw()?;
        let mut state = self.state();
        if !matches!(&*state, State::Waiting { token, until }
            if token.is(link) && now.millis() < *until)
        {
            return Ok(Entry::Refused);
        }
        let until = now.millis().saturating_add(STEPS);
        *state = State::Begun { key: key.clone(), until, draft: Box::default() };
        Ok(Entry::Begun(key))
    }

    /// What has been typed, for the browser that sets the node up.
    fn draft(&self, key: Option<&Key>, now: Timestamp) -> Option<Draft> {
        match &*self.state() {
            State::Begun { key: own, until, draft }
                if key == Some(own) && now.millis() < *until =>
            {
                Some((**draft).clone())
            }
            State::Closed | State::Waiting { .. } | State::Begun { .. } | State::Done { .. } => {
                None
            }
        }
    }

    /// Keeps what was typed.
    fn keep(&self, next: Draft) {
        if let State::Begun { draft, .. } = &mut *self.state() {
            **draft = next;
        }
    }

    /// It is founded.
    fn finish(&self, papers: Papers, now: Timestamp) {
        let mut state = self.state();
        if let State::Begun { key, .. } = &*state {
            let until = now.millis().saturating_add(STEPS);
            *state = State::Done { key: key.clone(), until, papers: Box::new(papers) };
        }
    }

    /// What is to be printed, for the browser that set the node up.
    fn with_papers<T>(
        &self,
        key: Option<&Key>,
        now: Timestamp,
        show: impl FnOnce(&Papers) -> T,
    ) -> Option<T> {
        let mut state = self.state();
        match &*state {
            State::Done { key: own, until, papers } if now.millis() < *until => {
                (key == Some(own)).then(|| show(papers))
            }
            State::Done { .. } => {
                *state = State::Closed;
                None
            }
            State::Closed | State::Waiting { .. } | State::Begun { .. } => None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change is one assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Token {
    /// Whether a link ends with this; how long it takes does not say how much of it is right.
    fn is(&self, link: &str) -> bool {
        let Some(bytes) = super::sessions::bytes_of::<16>(link) else { return false };
        self.0.iter().zip(bytes).fold(0, |differ, (own, byte)| differ | (own ^ byte)) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn a_link_works_once() {
        let setup = Setup::waiting(at(0)).unwrap();
        let link = setup.link().unwrap();
        assert!(setup.shuts());
        let Entry::Begun(key) = setup.begin(&link, at(1)).unwrap() else { panic!("refused") };
        assert!(matches!(setup.begin(&link, at(2)).unwrap(), Entry::Refused));
        assert!(setup.link().is_none());
        assert!(setup.draft(Some(&key), at(3)).is_some());
        assert!(setup.draft(None, at(3)).is_none());
        assert!(setup.draft(Some(&Key::draw().unwrap()), at(3)).is_none());
        assert!(setup.shuts());
    }

    #[test]
    fn a_link_works_for_half_an_hour_and_a_wrong_one_never() {
        let setup = Setup::waiting(at(0)).unwrap();
        let link = setup.link().unwrap();
        for wrong in ["", "0", &"0".repeat(32), &link[..31], &format!("{link}0")] {
            assert!(!setup.knows(wrong, at(1)));
            assert!(matches!(setup.begin(wrong, at(1)).unwrap(), Entry::Refused));
        }
        assert!(setup.knows(&link, at(LINK - 1)));
        assert!(!setup.knows(&link, at(LINK)));
        assert!(matches!(setup.begin(&link, at(LINK)).unwrap(), Entry::Refused));
    }
}
