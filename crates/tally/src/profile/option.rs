//! What can be chosen.

use crate::amount::Amount;

/// Options that a profile may have.
pub const MAX_OPTIONS: usize = u16::MAX as usize;

/// An option's place in its profile, from 0 in the order in which the options were listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionIndex(pub(super) u16);

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollOption {
    id: String,
    label: String,
    cost: Amount,
}

impl OptionIndex {
    /// The option in this place, from 0.
    #[must_use]
    pub const fn new(place: u16) -> Self {
        Self(place)
    }

    /// The place, from 0.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0 as usize
    }
}

impl PollOption {
    /// An option with the id that outcomes name it by, a label for people, and its cost (zero
    /// where the rule does not ask).
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>, cost: Amount) -> Self {
        Self { id: id.into(), label: label.into(), cost }
    }

    /// What outcomes name it by.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people read; may be empty.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What it costs.
    #[must_use]
    pub const fn cost(&self) -> Amount {
        self.cost
    }
}
