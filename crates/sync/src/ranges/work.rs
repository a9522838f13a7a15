//! What a session may cost the one who answers.

use thiserror::Error;

/// How many items may still be hashed for a peer; a range costs one unit, whatever it holds.
#[derive(Debug, Clone)]
pub struct Work {
    left: u64,
}

/// A peer has asked for more than it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "out of budget: comparing takes {needed} more items to hash and {left} are left; try again \
     later"
)]
pub struct OutOfBudget {
    /// How many were to be hashed next.
    pub needed: u64,
    /// How many are left.
    pub left: u64,
}

impl Work {
    /// So many items may be hashed.
    #[must_use]
    pub const fn new(items: u64) -> Self {
        Self { left: items }
    }

    /// How many may still be hashed.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.left
    }

    pub(super) fn spend(&mut self, items: usize) -> Result<(), OutOfBudget> {
        let needed = items as u64;
        let left = self.left;
        self.left = left.checked_sub(needed).ok_or(OutOfBudget { needed, left })?;
        Ok(())
    }
}
