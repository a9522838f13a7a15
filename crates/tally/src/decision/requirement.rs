//! What a motion needs.

use serde::Serialize;

use super::share::{Reach, Share};

/// Of whom a share is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Votes for and against (and blocks): an abstention counts for nobody.
    Valid,
    /// All ballots cast, abstentions and blank ones too: an abstention counts as against.
    Cast,
    /// Everybody present or represented: not voting counts as against.
    Present,
    /// Everybody entitled to vote: staying at home counts as against.
    Roll,
}

/// What is counted: the weight of ballots, or heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// What the ballots weigh.
    Weight,
    /// Each ballot is one, whatever it weighs.
    Heads,
}

/// How many people there are, and what their votes weigh together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// People.
    pub heads: u64,
    /// Weight of their votes.
    pub weight: u64,
}

/// A majority: a share of a base that votes for the motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Majority {
    pub(crate) share: Share,
    pub(crate) reach: Reach,
    pub(crate) of: Base,
    pub(crate) measure: Measure,
}

/// A quorum: a share of a base that takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    pub(crate) counted: Base,
    pub(crate) share: Share,
    pub(crate) reach: Reach,
    pub(crate) of: Base,
    pub(crate) measure: Measure,
}

/// What a motion needs to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    pub(crate) majority: Majority,
    pub(crate) second: Option<Majority>,
    pub(crate) quorum: Option<Quorum>,
    pub(crate) blocks: Share,
}

impl Size {
    /// So many people with a vote each.
    #[must_use]
    pub const fn people(heads: u64) -> Self {
        Self { heads, weight: heads }
    }

    pub(crate) const fn by(self, measure: Measure) -> u64 {
        match measure {
            Measure::Weight => self.weight,
            Measure::Heads => self.heads,
        }
    }
}

impl Majority {
    /// More votes for than against.
    pub const SIMPLE: Self = Self::new(Share::HALF, Reach::MoreThan, Base::Valid);

    /// A share of a base, by weight.
    #[must_use]
    pub const fn new(share: Share, reach: Reach, of: Base) -> Self {
        Self { share, reach, of, measure: Measure::Weight }
    }

    /// The same by heads: each ballot is one, whatever it weighs.
    #[must_use]
    pub const fn by_heads(mut self) -> Self {
        self.measure = Measure::Heads;
        self
    }
}

impl Quorum {
    /// What is counted as taking part (ballots cast, or people present), and the share of the base
    /// that it has to be, by weight.
    #[must_use]
    pub const fn new(counted: Base, share: Share, reach: Reach, of: Base) -> Self {
        Self { counted, share, reach, of, measure: Measure::Weight }
    }

    /// The same by heads: each ballot is one, whatever it weighs.
    #[must_use]
    pub const fn by_heads(mut self) -> Self {
        self.measure = Measure::Heads;
        self
    }
}

impl Requirement {
    /// More votes for than against, and no quorum.
    pub const SIMPLE: Self = Self::new(Majority::SIMPLE);

    /// This majority, without a quorum, and no block allowed.
    #[must_use]
    pub const fn new(majority: Majority) -> Self {
        Self { majority, second: None, quorum: None, blocks: Share::NOTHING }
    }

    /// With a second majority that has to hold at once, such as one by heads beside one by weight.
    #[must_use]
    pub const fn with_second(mut self, majority: Majority) -> Self {
        self.second = Some(majority);
        self
    }

    /// With a quorum. Where it is missed nothing is decided, whatever the votes say.
    #[must_use]
    pub const fn with_quorum(mut self, quorum: Quorum) -> Self {
        self.quorum = Some(quorum);
        self
    }

    /// With a share of the ballots cast that may block without stopping it, for `consent`.
    #[must_use]
    pub const fn with_blocks(mut self, share: Share) -> Self {
        self.blocks = share;
        self
    }
}
