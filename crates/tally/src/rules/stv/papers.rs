//! Ballots as these rules read them: rankings without shared places.

use crate::{
    count::CountError,
    preferences::{Mark, Preferences},
    profile::{OptionIndex, Profile},
    rule::Rule,
};

/// Rankings with the weight of the ballots that say them, sorted. None is empty.
pub(super) struct Papers {
    preferences: Preferences,
}

/// A ranking, and the weight of the ballots that say it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper<'a> {
    /// Options from the most to the least wanted.
    pub(super) ranking: &'a [Mark],
    pub(super) weight: u64,
}

impl Papers {
    pub(super) fn of(profile: &Profile, rule: Rule) -> Result<Self, CountError> {
        Ok(Self { preferences: Preferences::of(profile, rule)? })
    }

    /// Marks on all of them, for estimates of how long a count takes.
    pub(super) fn len(&self) -> usize {
        self.preferences.iter().map(|(marks, _)| marks.len()).sum()
    }

    /// The rankings, each up to the first shared place.
    pub(super) fn iter(&self) -> impl Iterator<Item = Paper<'_>> {
        self.preferences.iter().filter_map(|(marks, weight)| {
            let single = marks.chunk_by(|one, next| one.tier == next.tier);
            let places = single.take_while(|place| place.len() == 1).count();
            let ranking = marks.get(..places).unwrap_or_default();
            (!ranking.is_empty()).then_some(Paper { ranking, weight })
        })
    }

    /// For each option, the weight of the ballots that put it first.
    pub(super) fn first(&self, options: usize) -> Result<Vec<u64>, CountError> {
        let mut first = vec![0_u64; options];
        for paper in self.iter() {
            if let Some(mark) = paper.ranking.first() {
                crate::scores::add(&mut first, mark.option, paper.weight)?;
            }
        }
        Ok(first)
    }
}

impl Paper<'_> {
    /// The options that it names, the most wanted first.
    pub(super) fn options(&self) -> impl Iterator<Item = OptionIndex> {
        self.ranking.iter().map(|mark| mark.option)
    }
}
