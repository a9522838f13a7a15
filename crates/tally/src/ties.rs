//! Equal scores, and what decides between them.

use std::cmp::Reverse;

use participation_types::Hasher;
use serde::Serialize;

use crate::{
    count::CountError,
    profile::{OptionIndex, Profile},
};

/// What decides between options of equal score.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TieBreak {
    /// The one that is listed first. Right for published files, which list projects in the order
    /// of the official result; wrong where those who make the list could gain by it.
    Listed,
    /// A lot that anybody can draw again.
    Lot(Lot),
    /// An order that was settled elsewhere (drawn in a hall, or by the statutes): every option
    /// once, the first wins.
    Order(Vec<OptionIndex>),
}

/// A lot from a public seed: of two options, the one with the lower hash goes first.
///
/// The hash is SHA-256 over `participation/lot/1`, a zero byte, and then seed, poll and the
/// option's id, each after its length in 8 bytes, the highest first. The seed has to be something
/// that nobody could know or steer when the ballots were cast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    seed: Vec<u8>,
    poll: Vec<u8>,
}

/// Options of equal score, and what decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// Their score; of votes with decimals the whole ones, and the stage tells the decimals.
    pub score: u64,
    /// Their ids in the order in which they were then taken.
    pub options: Vec<String>,
    /// What decided: `listed`, `lot` or `order`; or, where the rule has an order of its own,
    /// `earlier_stage`, `cost` or `votes`.
    pub by: &'static str,
    /// Whether another order would have given other winners.
    pub decisive: bool,
}

/// An option with its score, in the order of the count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub(crate) index: OptionIndex,
    pub(crate) score: u64,
}

impl Lot {
    /// The lot of a seed for a poll.
    #[must_use]
    pub fn new(seed: impl Into<Vec<u8>>, poll: impl Into<Vec<u8>>) -> Self {
        Self { seed: seed.into(), poll: poll.into() }
    }

    /// What an option drew; the lowest goes first.
    #[must_use]
    pub fn draw(&self, option: &str) -> [u8; 32] {
        let mut hasher = Hasher::new("participation/lot/1");
        for part in [self.seed.as_slice(), self.poll.as_slice(), option.as_bytes()] {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            hasher.update(&length.to_be_bytes());
            hasher.update(part);
        }
        hasher.finish()
    }
}

impl TieBreak {
    /// Its name in outcomes.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Lot(_) => "lot",
            Self::Order(_) => "order",
        }
    }

    /// All options by score, the highest first, with equal ones in the order that this decides.
    pub(crate) fn sort(
        &self,
        profile: &Profile,
        scores: &[u64],
    ) -> Result<Vec<Standing>, CountError> {
        let mut order: Vec<OptionIndex> = match self {
            Self::Listed => profile.indexes().collect(),
            Self::Lot(lot) => {
                let mut order: Vec<OptionIndex> = profile.indexes().collect();
                order.sort_by_cached_key(|index| {
                    let id = profile.option(*index).map_or("", |option| option.id());
                    (lot.draw(id), *index)
                });
                order
            }
            Self::Order(order) => {
                let mut sorted = order.clone();
                sorted.sort_unstable();
                if !sorted.into_iter().eq(profile.indexes()) {
                    return Err(CountError::TieOrder);
                }
                order.clone()
            }
        };
        let score = |index: OptionIndex| scores.get(index.place()).copied().unwrap_or(0);
        order.sort_by_key(|index| Reverse(score(*index)));
        Ok(order.into_iter().map(|index| Standing { index, score: score(index) }).collect())
    }

    /// What is said of a group of equal scores; `None` when the group is one option.
    pub(crate) fn explain(
        &self,
        profile: &Profile,
        group: &[Standing],
        decisive: bool,
    ) -> Option<Tie> {
        let (first, others) = group.split_first()?;
        if others.is_empty() {
            return None;
        }
        let ids = group.iter().filter_map(|standing| profile.option(standing.index));
        Some(Tie {
            score: first.score,
            options: ids.map(|option| option.id().to_owned()).collect(),
            by: self.name(),
            decisive,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lot_can_be_drawn_again_from_its_description() {
        // printf 'participation/lot/1\0\0\0\0\0\0\0\0\4seed\0\0\0\0\0\0\0\4poll\0\0\0\0\0\0\0\1a'
        // | sha256sum
        let mut bytes = b"participation/lot/1\0".to_vec();
        for part in ["seed", "poll", "a"] {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part.as_bytes());
        }
        let drawn = Lot::new("seed", "poll").draw("a");
        assert_eq!(drawn, participation_types::sha256(&bytes));
    }

    #[test]
    fn seed_and_poll_cannot_be_shifted_into_each_other() {
        assert_ne!(Lot::new("ab", "c").draw("x"), Lot::new("a", "bc").draw("x"));
    }
}
