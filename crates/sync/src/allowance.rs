//! How much somebody may cost this node at once, and how fast that grows back.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use siphasher::sip::SipHasher24;

/// Units at once, and units a second that grow back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The most that may be taken at once.
    pub burst: u64,
    /// What grows back in a second.
    pub per_second: u64,
}

/// Allowances of many, such as peers or authors, in bounded memory.
///
/// Whoever is not known has the whole burst. When there are too many, those who have it whole are
/// forgotten; when nobody has, newcomers share what is there for them: one allowance, unless more
/// were asked for ([`Allowances::with_shares`]).
#[derive(Debug)]
pub struct Allowances<K> {
    rate: Rate,
    most: usize,
    each: HashMap<K, Level>,
    /// How many allowances newcomers share.
    shares: usize,
    /// Those that newcomers have come to, all of them; nothing while there is room for each.
    newcomers: Vec<Level>,
    /// Chooses the share of a newcomer; drawn by whoever runs this ([`Allowances::seeded`]), so that
    /// nobody chooses whose share they use up.
    seed: [u8; 16],
    /// When it was last asked who has theirs whole.
    swept: Option<u64>,
}

/// How often it is asked who has theirs whole, in milliseconds: that looks at all of them.
const SWEEP: u64 = 1000;

/// What is left, in thousandths of a unit, at a time in milliseconds.
#[derive(Debug, Clone, Copy)]
struct Level {
    left: u128,
    at: u64,
}

impl Level {
    const fn whole(rate: Rate, now: u64) -> Self {
        Self { left: rate.burst as u128 * 1000, at: now }
    }

    fn grow(&mut self, rate: Rate, now: u64) {
        // A clock that goes back gives nothing, and takes nothing away.
        let passed = now.saturating_sub(self.at);
        self.at = now;
        let grown = u128::from(passed) * u128::from(rate.per_second);
        self.left = self.left.saturating_add(grown).min(u128::from(rate.burst) * 1000);
    }
}

impl<K: Eq + Hash + Copy> Allowances<K> {
    /// Allowances for at most so many at once.
    #[must_use]
    pub fn new(rate: Rate, most: usize) -> Self {
        Self::with_shares(rate, most, 1)
    }

    /// The same, where newcomers beyond those share so many allowances, at least one: for the
    /// authors of a city, of whom there may be any number with a word or two each.
    #[must_use]
    pub fn with_shares(rate: Rate, most: usize, shares: usize) -> Self {
        let (each, seed) = (HashMap::new(), [0; 16]);
        Self { rate, most, each, shares: shares.max(1), newcomers: Vec::new(), seed, swept: None }
    }

    /// The same with a seed that nobody else knows. Without one, whoever makes keys by the thousand
    /// can make one that shares with somebody in particular.
    #[must_use]
    pub const fn seeded(mut self, seed: [u8; 16]) -> Self {
        self.seed = seed;
        self
    }

    /// What somebody may take now.
    pub fn left(&mut self, now: u64, who: K) -> u64 {
        let left = self.level(now, who).left / 1000;
        u64::try_from(left).unwrap_or(u64::MAX)
    }

    /// Takes so many units, or none and says no.
    #[must_use]
    pub fn take(&mut self, now: u64, who: K, units: u64) -> bool {
        let level = self.level(now, who);
        let rest = level.left.checked_sub(u128::from(units) * 1000);
        level.left = rest.unwrap_or(level.left);
        rest.is_some()
    }

    /// Takes so many units, or what is left.
    pub fn spend(&mut self, now: u64, who: K, units: u64) {
        let level = self.level(now, who);
        level.left = level.left.saturating_sub(u128::from(units) * 1000);
    }

    fn level(&mut self, now: u64, who: K) -> &mut Level {
        let rate = self.rate;
        let known = self.each.contains_key(&who);
        if !known && self.each.len() >= self.most && self.is_time_to_sweep(now) {
            let whole = u128::from(rate.burst) * 1000;
            self.each.retain(|_, level| {
                level.grow(rate, now);
                level.left < whole
            });
        }
        let level = if known || self.each.len() < self.most {
            self.each.entry(who).or_insert_with(|| Level::whole(rate, now))
        } else {
            self.share(now, &who)
        };
        level.grow(rate, now);
        level
    }

    fn is_time_to_sweep(&mut self, now: u64) -> bool {
        let due = self.swept.is_none_or(|swept| now.saturating_sub(swept) >= SWEEP);
        if due {
            self.swept = Some(now);
        }
        due
    }

    /// The allowance that a newcomer shares with others.
    fn share(&mut self, now: u64, who: &K) -> &mut Level {
        let whole = Level::whole(self.rate, now);
        if self.newcomers.is_empty() {
            self.newcomers.resize(self.shares, whole);
        }
        let shares = self.shares as u64;
        let mut hasher = SipHasher24::new_with_key(&self.seed);
        who.hash(&mut hasher);
        let number = usize::try_from(hasher.finish() % shares).unwrap_or_default();
        self.newcomers.get_mut(number).unwrap_or_else(|| unreachable!("there are that many"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 10, per_second: 2 };

    #[test]
    fn what_was_taken_grows_back_and_no_further_than_the_burst() {
        let mut all = Allowances::new(RATE, 4);
        assert!(all.take(0, 'a', 10) && !all.take(0, 'a', 1) && all.take(0, 'b', 1));
        assert!(!all.take(499, 'a', 1) && all.take(500, 'a', 1));
        assert_eq!(all.left(1_000_000, 'a'), 10);
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing() {
        let mut all = Allowances::new(RATE, 4);
        assert!(all.take(10_000, 'a', 10));
        assert_eq!(all.left(0, 'a'), 0);
        assert_eq!(all.left(500, 'a'), 1);
    }

    #[test]
    fn a_crowd_of_strangers_takes_bounded_memory_and_shares_one_allowance() {
        let mut all = Allowances::new(RATE, 4);
        let taken = (0..1000u32).filter(|who| all.take(0, *who, 10)).count();
        assert_eq!((taken, all.each.len()), (5, 4));
        assert!(all.take(5_000, 2000, 10), "those who have theirs whole make room");
    }

    #[test]
    fn a_city_of_authors_with_a_word_each_is_not_held_back() {
        let mut all = Allowances::with_shares(RATE, 4, 64);
        let taken = (0..100u32).filter(|who| all.take(0, *who, 1)).count();
        assert_eq!((taken, all.each.len(), all.newcomers.len()), (100, 4, 64));
        // One who says much uses up their share, and nobody else's.
        let much = (0..100).filter(|_| all.take(0, 1000, 1)).count();
        assert!(much <= 10, "{much}");
        let others = (2000..2100u32).filter(|who| all.take(0, *who, 1)).count();
        assert!(others > 80, "{others}");
    }

    #[test]
    fn a_crowd_does_not_make_it_look_at_all_of_them_each_time() {
        let mut all = Allowances::new(RATE, 4);
        let _ = (0..5u32).filter(|who| all.take(0, *who, 1)).count();
        assert_eq!(all.swept, Some(0));
        // All are whole again, and nobody looks until it is time to.
        let _ = all.take(999, 6, 1);
        assert_eq!((all.swept, all.each.len()), (Some(0), 4));
        let _ = all.take(1000, 6, 1);
        assert_eq!((all.swept, all.each.len()), (Some(1000), 1));
    }
}
