//! A token bucket: so many at once, so many a minute.

use tokio::time::Instant;

/// How often something may be done, in thousandths of a token.
#[derive(Debug, Clone)]
pub(crate) struct Bucket {
    level: u64,
    burst: u64,
    per_minute: u64,
    at: Instant,
}

impl Bucket {
    /// A full bucket.
    pub(crate) fn new(burst: u32, per_minute: u32, now: Instant) -> Self {
        let burst = u64::from(burst) * 1000;
        Self { level: burst, burst, per_minute: u64::from(per_minute) * 1000, at: now }
    }

    /// Takes one token, if there is one.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        self.fill(now);
        let taken = self.level >= 1000;
        if taken {
            self.level -= 1000;
        }
        taken
    }

    /// Whether nothing was taken for long.
    pub(crate) fn is_full(&mut self, now: Instant) -> bool {
        self.fill(now);
        self.level == self.burst
    }

    fn fill(&mut self, now: Instant) {
        let passed = u64::try_from((now - self.at).as_millis()).unwrap_or(u64::MAX);
        let gained = passed.saturating_mul(self.per_minute) / 60_000;
        // Time that has not yet made a thousandth of a token is not forgotten.
        if gained > 0 {
            self.level = self.level.saturating_add(gained).min(self.burst);
            self.at = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_burst_is_followed_by_the_steady_rate() {
        let start = Instant::now();
        let mut bucket = Bucket::new(3, 60, start);
        let at_once = (0..10).filter(|_| bucket.take(start)).count();
        assert_eq!(at_once, 3);
        let later = start + Duration::from_secs(2);
        assert_eq!((0..10).filter(|_| bucket.take(later)).count(), 2);
    }
}
