//! What became of each vote.

use serde::Serialize;

/// How much each ballot weighs, and what became of each vote.
///
/// Its JSON has `mode`, `most` (the cap, where there is one), `order` (what decides beyond the cap),
/// `totals` and `voters`, sorted by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Delegated {
    pub(super) mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) most: Option<u32>,
    pub(super) order: &'static str,
    pub(super) totals: Totals,
    pub(super) voters: Vec<Explained>,
}

/// Weights added up: `all` is the sum of the other four.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// Of everybody in the register.
    pub all: u64,
    /// Of those who voted directly, their own.
    pub voted: u64,
    /// Of those who are carried.
    pub carried: u64,
    /// Of those who delegated in vain.
    pub lost: u64,
    /// Of those who neither voted nor delegated.
    pub absent: u64,
}

/// A voter, and what became of their vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explained {
    /// Their id.
    pub id: String,
    /// Their own weight.
    pub weight: u32,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
}

/// What became of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fate {
    /// Its owner voted directly.
    Voted {
        /// What their ballot weighs in all.
        total: u32,
        /// How many others it carries.
        carries: u32,
    },
    /// Somebody else's ballot carries it.
    Carried {
        /// Whose ballot.
        by: String,
        /// To whom its owner gave it; the same where it did not go on.
        via: String,
        /// Delegations from its owner to the ballot: 1 where it was given directly.
        steps: u32,
    },
    /// It was given away, and no ballot carries it.
    Lost {
        /// Why.
        why: Loss,
        /// To whom its owner gave it.
        via: String,
    },
    /// Its owner neither voted nor gave it away.
    Absent,
}

/// Why a vote that was given away is carried by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Loss {
    /// The delegate, or the last one of the chain, did not vote.
    DelegateDidNotVote,
    /// The delegate did not vote and gave their own vote on, which a proxy cannot.
    ProxyOfProxy,
    /// Its owner is in a circle of delegations in which nobody voted.
    Circle,
    /// Its chain leads into such a circle.
    IntoCircle,
    /// The one who would carry it carries as many as anybody may.
    Cap,
}

impl Delegated {
    /// What the ballot of a voter weighs; `None` when they did not vote.
    #[must_use]
    pub fn weight(&self, id: &str) -> Option<u32> {
        match self.voter(id)?.fate {
            Fate::Voted { total, .. } => Some(total),
            Fate::Carried { .. } | Fate::Lost { .. } | Fate::Absent => None,
        }
    }

    /// The ids of those who voted, in order, with what their ballots weigh: the weights to push
    /// into a profile.
    pub fn ballots(&self) -> impl Iterator<Item = (&str, u32)> {
        self.voters.iter().filter_map(|voter| match voter.fate {
            Fate::Voted { total, .. } => Some((voter.id.as_str(), total)),
            Fate::Carried { .. } | Fate::Lost { .. } | Fate::Absent => None,
        })
    }

    /// Everybody, sorted by id, and what became of their vote.
    pub fn voters(&self) -> &[Explained] {
        &self.voters
    }

    /// One of them.
    #[must_use]
    pub fn voter(&self, id: &str) -> Option<&Explained> {
        let at = self.voters.binary_search_by(|voter| voter.id.as_str().cmp(id)).ok()?;
        self.voters.get(at)
    }

    /// Weights added up.
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    /// The ids from a voter to whom their vote went at last: the one who carries it, or the last
    /// one that was reached. A circle is walked once and ends with the one it came back to.
    #[must_use]
    pub fn chain<'a>(&'a self, id: &'a str) -> Vec<&'a str> {
        let mut chain = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut next = Some(id);
        while let Some(voter) = next.and_then(|id| self.voter(id)) {
            chain.push(voter.id.as_str());
            if !seen.insert(voter.id.as_str()) {
                break;
            }
            next = match &voter.fate {
                Fate::Carried { via, .. } | Fate::Lost { via, .. } => Some(via.as_str()),
                Fate::Voted { .. } | Fate::Absent => None,
            };
        }
        chain
    }
}
