//! Supports that are one entry a person, where a space has a limit or a least number.

use std::collections::BTreeMap;

use participation_acts::{Content, Meaning};
use participation_types::{EntryId, SlotId};

use crate::card::{Card, Void};
use crate::court::{Court, last_words};
use crate::phases::phase_of;
use crate::scene::Standing;

/// The last list of each person in each space.
#[derive(Debug, Default)]
pub(crate) struct SupportBallots {
    last: BTreeMap<(EntryId, SlotId), SupportBallot>,
    counts: BTreeMap<EntryId, u32>,
}

/// The proposals that one person supports in a space.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SupportBallot {
    /// The entry.
    pub id: EntryId,
    /// Its counter.
    pub counter: u32,
    /// What it lists, sorted.
    pub proposals: Vec<EntryId>,
    /// Fewest that must be supported for any to count.
    pub least: u16,
    /// Those that count: proposals of the space that stand, are not withdrawn and not rejected, if
    /// they are enough.
    pub counted: Vec<EntryId>,
}

impl SupportBallots {
    /// Judges all lists anew.
    pub(crate) fn judge(court: &Court<'_>, standing: &Standing, void: &mut Vec<Void>) -> Self {
        let mut all = Vec::new();
        for id in court.facts.supports.values().flatten() {
            match court.judge(standing, *id) {
                Ok(stands) => all.push(stands),
                Err(fault) => void.push(Void { id: *id, fault }),
            }
        }
        let last = last_words(all, |stands| match stands.content() {
            Some(Content::Supports(supports)) => {
                Some((standing.phases.space_of(&supports.phase)?, stands.slot()?))
            }
            _ => None,
        });
        let last = last.into_iter().filter_map(|(key, stands)| {
            let Some(Content::Supports(supports)) = stands.content() else { return None };
            let least = phase_of(court.facts, &supports.phase)?.rules.least_supports;
            let proposals = supports.proposals.to_vec();
            let ballot = SupportBallot {
                id: stands.id,
                counter: supports.counter,
                proposals,
                least,
                counted: Vec::new(),
            };
            Some((key, ballot))
        });
        Self { last: last.collect(), counts: BTreeMap::new() }
    }

    /// Counts, by the cards as they are now.
    pub(crate) fn count(&mut self, cards: &BTreeMap<EntryId, Box<Card>>) {
        self.counts.clear();
        for ((space, _), ballot) in &mut self.last {
            let counts = |id: &&EntryId| {
                cards.get(*id).is_some_and(|card| {
                    card.space == *space
                        && card.withdrawn.is_none()
                        && card.meaning != Meaning::Rejected
                        && !card.number_taken
                })
            };
            let counted: Vec<EntryId> = ballot.proposals.iter().filter(counts).copied().collect();
            let enough = counted.len() >= usize::from(ballot.least);
            ballot.counted = if enough { counted } else { Vec::new() };
            for id in &ballot.counted {
                *self.counts.entry(*id).or_default() += 1;
            }
        }
    }

    /// People who support a proposal.
    pub(crate) fn of(&self, proposal: &EntryId) -> u32 {
        self.counts.get(proposal).copied().unwrap_or_default()
    }

    /// The last list of one person.
    pub(crate) fn last(&self, space: &EntryId, slot: &SlotId) -> Option<&SupportBallot> {
        self.last.get(&(*space, *slot))
    }

    /// All last lists, by space and person.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&(EntryId, SlotId), &SupportBallot)> {
        self.last.iter()
    }
}
