//! How often somebody may do something: by account, never by address, because everybody in the hall
//! has the same one.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

type Keyed = RateLimiter<String, HashMapStateStore<String>, governor::clock::DefaultClock>;

/// Accounts that are remembered before those that did nothing for long are forgotten.
const REMEMBERED: usize = 10_000;

/// Wrong passphrases for one name at once.
const TRIES: NonZeroU32 = NonZeroU32::new(5).unwrap();
/// After which time another one may be tried: five in a quarter of an hour.
const TRY_EVERY: Duration = Duration::from_secs(3 * 60);

/// Acts of one account at once.
const ACTS: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// After which time another one may be done.
const ACT_EVERY: Duration = Duration::from_secs(2);

/// Cards that are tried at once, by everybody together. They have 128 bits at least: this is to
/// spare the processor, not to keep them secret.
const CARDS: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// After which time another one may be tried.
const CARD_EVERY: Duration = Duration::from_secs(1);

/// The limits of the page.
pub(super) struct Limits {
    tries: Keyed,
    acts: Keyed,
    cards: Keyed,
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
            tries: RateLimiter::hashmap(quota(TRY_EVERY, TRIES)),
            acts: RateLimiter::hashmap(quota(ACT_EVERY, ACTS)),
            cards: RateLimiter::hashmap(quota(CARD_EVERY, CARDS)),
        }
    }

    /// Whether a passphrase may be tried for a name.
    pub(super) fn may_try(&self, login: &str) -> bool {
        ask(&self.tries, login)
    }

    /// Whether somebody may act.
    pub(super) fn may_act(&self, login: &str) -> bool {
        ask(&self.acts, login)
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
    fn a_name_has_five_tries_and_takes_none_from_another() {
        let limits = Limits::new();
        assert_eq!((0..9).filter(|_| limits.may_try("anna")).count(), 5);
        assert!(limits.may_try("bernat"));
    }
}
