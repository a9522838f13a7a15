//! Pauses that double, with a fifth of chance in them so that nodes do not step in time.

use std::time::Duration;

/// The pause after so many failures in a row: `first`, doubled for each further one, at most `most`.
pub(crate) fn pause(first: Duration, most: Duration, failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(20);
    first.saturating_mul(1 << doublings).min(most)
}

/// The same duration give or take a fifth; `chance` decides.
pub(crate) fn jitter(duration: Duration, chance: u64) -> Duration {
    let fifth = duration / 5;
    let span = u64::try_from(fifth.as_millis()).unwrap_or(u64::MAX).saturating_mul(2);
    let offset = if span == 0 { 0 } else { chance % (span + 1) };
    duration.saturating_sub(fifth).saturating_add(Duration::from_millis(offset))
}

/// A number from the operating system; when it has none, one that is always the same does no harm
/// here: it spreads nodes in time, nothing else.
pub(crate) fn chance() -> u64 {
    getrandom::u64().unwrap_or(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_bound() {
        let (first, most) = (Duration::from_secs(5), Duration::from_secs(60));
        let pauses: Vec<u64> = (0..6).map(|n| pause(first, most, n).as_secs()).collect();
        assert_eq!(pauses, [5, 5, 10, 20, 40, 60]);
        assert_eq!(pause(first, most, u32::MAX), most);
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        for chance in [0, 1, 77, u64::MAX] {
            let got = jitter(Duration::from_secs(100), chance).as_secs();
            assert!((80..=120).contains(&got), "{got}");
        }
        assert_eq!(jitter(Duration::ZERO, 5), Duration::ZERO);
    }
}
