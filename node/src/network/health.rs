//! Whether a node may be cut off: it must not look healthy then.

use serde::Serialize;

/// After so many milliseconds without any other node people are told (12 hours).
const ALONE: u64 = 12 * 60 * 60 * 1000;

/// After so many milliseconds without a beacon of the charter's nodes people are told (48 hours).
const STALE: u64 = 48 * 60 * 60 * 1000;

/// What is known of a community's contact with others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Health {
    /// When a session with another node last came to its end, in milliseconds since 1970.
    pub(crate) heard: Option<u64>,
    /// The newest beacon of a node that the charter lists, or the last session with one.
    pub(crate) beacon: Option<u64>,
    /// Whether the charter lists nodes other than this one.
    pub(crate) has_listed: bool,
    /// Since when this node holds the community open.
    pub(crate) since: u64,
}

impl Health {
    /// What to tell people, if there is something: a sentence each.
    pub(crate) fn warnings(&self, now: u64, expects_others: bool) -> Vec<&'static str> {
        let mut warnings = Vec::new();
        if self.is_alone(now, expects_others) {
            warnings.push(
                "no other node was heard for more than 12 hours: what neighbours wrote elsewhere is not here; check this node's connection",
            );
        }
        if self.is_cut_off(now) {
            warnings.push(
                "none of the nodes that the charter lists was heard of for more than 48 hours: this node may be cut off from them, whatever else it hears; compare `ateneu status` with a steward's",
            );
        }
        warnings
    }

    /// Whether no other node was heard for long.
    pub(crate) fn is_alone(&self, now: u64, expects_others: bool) -> bool {
        expects_others && self.is_old(self.heard, ALONE, now)
    }

    /// Whether nothing was heard of the charter's nodes for long.
    pub(crate) fn is_cut_off(&self, now: u64) -> bool {
        self.has_listed && self.is_old(self.beacon, STALE, now)
    }

    fn is_old(&self, time: Option<u64>, limit: u64, now: u64) -> bool {
        now.saturating_sub(time.unwrap_or(self.since)) > limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_that_hears_others_but_no_listed_one_does_not_look_healthy() {
        let now = 1_790_000_000_000;
        let heard = Some(now - 1000);
        let health = Health { heard, beacon: Some(now - STALE - 1), has_listed: true, since: 0 };
        assert_eq!(health.warnings(now, true).len(), 1);
        assert!(Health { beacon: heard, ..health }.warnings(now, true).is_empty());
        assert!(Health { has_listed: false, ..health }.warnings(now, true).is_empty());
    }

    #[test]
    fn a_node_that_was_just_started_is_given_time() {
        let now = 1_790_000_000_000;
        let health = Health { heard: None, beacon: None, has_listed: true, since: now - 1000 };
        assert!(health.warnings(now, true).is_empty());
        assert_eq!(health.warnings(now + STALE, true).len(), 2);
        assert_eq!(health.warnings(now + STALE, false).len(), 1);
    }
}
