//! The step that says what votes cost.

use serde::Serialize;

use super::text::wrap;

/// What voters could spend on votes, and what they did spend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Credits {
    /// Credits that each voter had.
    pub each: u64,
    /// Credits that all valid ballots spent together, as a text: it may need 128 bits.
    pub spent: String,
    /// Credits that all valid ballots could have spent together, as a text.
    pub available: String,
}

impl Credits {
    pub(crate) fn new(each: u64, valid: u64, spent: u128) -> Self {
        let available = u128::from(each) * u128::from(valid);
        Self { each, spent: spent.to_string(), available: available.to_string() }
    }

    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        let Self { each, spent, available } = self;
        let cost = "n votes for an option cost n x n";
        wrap(&format!("credits: {each} a voter, {spent} of {available} spent; {cost}"), width)
    }
}
