//! How often somebody may do something: by account, never by address, because everybody in the hall
//! has the same one.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

type Keyed = RateLimiter<String, HashMapStateStore<String>, governor::clock::DefaultClock>;

/// Accounts that are remembered before those that did nothing for long are forgotten.
const REMEMBERED: usize = 10_000;

/// Wrong passphrases for one name at most within [`QUARTER`].
const TRIES: usize = 5;
/// A quarter of an hour.
const QUARTER: Duration = Duration::from_secs(15 * 60);

/// Acts of one account at once.
const ACTS: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Seconds after which another one may be done.
pub(super) const WAIT_SECONDS: u16 = 2;
const ACT_EVERY: Duration = Duration::from_secs(WAIT_SECONDS as u64);

/// Cards that are tried at once, by everybody together. They have 128 bits at least: this is to
/// spare the processor, not to keep them secret.
const CARDS: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// After which time another one may be tried.
const CARD_EVERY: Duration = Duration::from_secs(1);

/// Requests of one token at once.
const REQUESTS: NonZeroU32 = NonZeroU32::new(300).unwrap();
/// After which time another one may come.
const REQUEST_EVERY: Duration = Duration::from_millis(50);

/// The limits of the page.
pub(super) struct Limits {
    /// When passphrases were tried for a name and were not right, the oldest first. Only names of
    /// people here are asked about, so that there are no more than those.
    tries: Mutex<HashMap<String, VecDeque<Instant>>>,
    acts: Keyed,
    cards: Keyed,
    requests: Keyed,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limits").finish_non_exhaustive()
    }
}

fn quota(period: Duration, burst: NonZeroU32) -> Quota {
    // Only a period of nothing is none, and these are constants.
    Quota::with_period(period).unwrap_or_else(|| Quota::per_minute(burst)).allow_burst(burst)
}

impl Limits {
    pub(super) fn new() -> Self {
        Self {
            tries: Mutex::default(),
            acts: RateLimiter::hashmap(quota(ACT_EVERY, ACTS)),
            cards: RateLimiter::hashmap(quota(CARD_EVERY, CARDS)),
            requests: RateLimiter::hashmap(quota(REQUEST_EVERY, REQUESTS)),
        }
    }

    /// Whether a passphrase may be tried for the name of somebody here. It counts as wrong until
    /// [`Limits::was_right`] is called.
    pub(super) fn may_try(&self, login: &str) -> bool {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let tries = all.entry(login.to_owned()).or_default();
        tries.retain(|tried| tried.elapsed() < QUARTER);
        let may = tries.len() < TRIES;
        if may {
            tries.push_back(Instant::now());
        }
        may
    }

    /// The passphrase that was tried last for a name was right.
    pub(super) fn was_right(&self, login: &str) {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = all.get_mut(login) {
            tries.pop_back();
        }
    }

    /// Whether somebody may act.
    pub(super) fn may_act(&self, login: &str) -> bool {
        ask(&self.acts, login)
    }

    /// Whether a token may ask for something.
    pub(super) fn may_ask(&self, token: &str) -> bool {
        ask(&self.requests, token)
    }

    /// Whether a card may be tried.
    pub(super) fn may_join(&self) -> bool {
        ask(&self.cards, "")
    }
}

fn ask(limiter: &Keyed, key: &str) -> bool {
    if limiter.len() > REMEMBERED {
        limiter.retain_recent();
    }
    limiter.check_key(&key.to_owned()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_five_wrong_tries_and_takes_none_from_another() {
        let limits = Limits::new();
        for _ in 0..20 {
            assert!(limits.may_try("anna"));
            limits.was_right("anna");
        }
        assert_eq!((0..9).filter(|_| limits.may_try("anna")).count(), 5);
        assert!(limits.may_try("bernat"));
    }
}
