//! A time that somebody claims.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 00:00 UTC, as the author's device claims them.
///
/// It is shown and it orders ranges; it never decides what is allowed or what counts. Cores are
/// given it: they read no clock.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(u64);

impl Timestamp {
    /// From milliseconds since the epoch.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> u64 {
        self.0
    }
}
