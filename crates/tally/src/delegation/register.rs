//! Who may vote, who did, and who gave their vote to whom.

use std::collections::BTreeMap;

/// Everybody who may vote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    voters: BTreeMap<String, Voter>,
}

/// One person who may vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voter {
    pub(super) id: String,
    pub(super) weight: u32,
    pub(super) voted: bool,
    pub(super) delegate: Option<String>,
}

/// Why delegations cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DelegationError {
    /// Two voters have one id.
    #[error("the voter `{}` is in the register twice", .0.escape_debug())]
    Twice(String),
    /// A vote that weighs nothing.
    #[error("the voter `{}` has weight 0: leave them out", .0.escape_debug())]
    NoWeight(String),
    /// A vote that is given to whom it comes from.
    #[error("the voter `{}` delegates to themselves", .0.escape_debug())]
    ToOneself(String),
    /// A vote that is given to somebody who may not vote.
    #[error("`{}` delegates to `{}`, who is not in the register", .from.escape_debug(), .to.escape_debug())]
    Unknown {
        /// Whose vote it is.
        from: String,
        /// To whom it is given.
        to: String,
    },
    /// More voters than 32 bits can number.
    #[error("more than {} voters: too many to resolve", u32::MAX)]
    TooMany,
    /// A ballot would weigh more than a ballot can.
    #[error("the ballot of `{}` would weigh more than {}", .0.escape_debug(), u32::MAX)]
    TooHeavy(String),
}

impl Voter {
    /// Somebody with a vote of weight 1, who has neither voted nor given it to anybody.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), weight: 1, voted: false, delegate: None }
    }

    /// With another weight, at least 1.
    #[must_use]
    pub const fn weighing(mut self, weight: u32) -> Self {
        self.weight = weight;
        self
    }

    /// Who has voted directly.
    #[must_use]
    pub const fn voted(mut self) -> Self {
        self.voted = true;
        self
    }

    /// Who has given their vote to somebody.
    #[must_use]
    pub fn delegating_to(mut self, delegate: impl Into<String>) -> Self {
        self.delegate = Some(delegate.into());
        self
    }
}

impl Register {
    /// A register without anybody yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a voter. A delegate may be added later.
    ///
    /// # Errors
    /// [`DelegationError`] when they are there already, weigh nothing or delegate to themselves;
    /// nothing is added then.
    pub fn add(&mut self, voter: Voter) -> Result<(), DelegationError> {
        if voter.weight == 0 {
            return Err(DelegationError::NoWeight(voter.id));
        }
        if voter.delegate.as_ref() == Some(&voter.id) {
            return Err(DelegationError::ToOneself(voter.id));
        }
        if self.voters.contains_key(&voter.id) {
            return Err(DelegationError::Twice(voter.id));
        }
        self.voters.insert(voter.id.clone(), voter);
        Ok(())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.voters.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.voters.is_empty()
    }

    /// Everybody by id.
    pub(super) fn voters(&self) -> impl Iterator<Item = &Voter> {
        self.voters.values()
    }
}
