//! Ties of rules that count in stages: look back first, then what the caller gives.

use std::cmp::{Ordering, Reverse};

use crate::{
    count::CountError,
    outcome::{StageTie, TieAbout, Votes},
    profile::{OptionIndex, Profile},
    ties::TieBreak,
};

/// Breaks ties and notes them.
pub(in crate::rules) struct Breaker<'a> {
    profile: &'a Profile,
    ties: &'a TieBreak,
    /// Each option's place in the order that the caller's way to break ties gives.
    ranks: Vec<usize>,
    /// The choice to make at a tie instead, by the tie's number from 0.
    instead: Option<(usize, OptionIndex)>,
    broken: Vec<Broken>,
}

/// A tie that was broken.
pub(in crate::rules) struct Broken {
    pub(in crate::rules) about: TieAbout,
    /// The options, the one that fared best first.
    pub(in crate::rules) options: Vec<OptionIndex>,
    pub(in crate::rules) votes: Votes,
    pub(in crate::rules) by: &'static str,
    /// Nobody's ballot is with any of them, and no surplus waits: they leave one after the other
    /// without changing anything.
    pub(in crate::rules) empty: bool,
}

impl<'a> Breaker<'a> {
    pub(in crate::rules) fn new(
        profile: &'a Profile,
        ties: &'a TieBreak,
    ) -> Result<Self, CountError> {
        let equal = vec![0; profile.options().len()];
        let mut ranks = equal.iter().map(|_| 0).collect::<Vec<usize>>();
        for (rank, standing) in ties.sort(profile, &equal)?.into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(standing.index.place()) {
                *slot = rank;
            }
        }
        Ok(Self { profile, ties, ranks, instead: None, broken: Vec::new() })
    }

    /// The same, but with another choice at one tie.
    pub(in crate::rules) fn instead(&self, tie: usize, choice: OptionIndex) -> Self {
        let (profile, ties, ranks) = (self.profile, self.ties, self.ranks.clone());
        Self { profile, ties, ranks, instead: Some((tie, choice)), broken: Vec::new() }
    }

    /// The ties that were broken.
    pub(in crate::rules) fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// Who of those with the fewest votes is excluded: the one with the fewest at the latest
    /// earlier stage at which they differ, and the last by the caller's order where they never do.
    /// `earlier` holds the votes of each stage; none means that the rule does not look back.
    pub(in crate::rules) fn exclude(
        &mut self,
        lowest: &[OptionIndex],
        earlier: &[Vec<u128>],
        votes: Votes,
        (empty, notes): (bool, &mut Vec<StageTie>),
    ) -> Option<OptionIndex> {
        self.choose(TieAbout::Exclusion, lowest, earlier, (votes, empty), notes)
    }

    /// Whose surplus goes first, of those with equal ones.
    pub(in crate::rules) fn surplus(
        &mut self,
        largest: &[OptionIndex],
        earlier: &[Vec<u128>],
        votes: Votes,
        notes: &mut Vec<StageTie>,
    ) -> Option<OptionIndex> {
        self.choose(TieAbout::Surplus, largest, earlier, (votes, false), notes)
    }

    /// Those elected at one stage in the order of their votes.
    pub(in crate::rules) fn order(
        &mut self,
        elected: &mut [OptionIndex],
        now: &[u128],
        earlier: &[Vec<u128>],
        decimals: u8,
        notes: &mut Vec<StageTie>,
    ) {
        elected.sort_by_key(|option| Reverse(at(now, *option)));
        for equal in elected.chunk_by_mut(|one, other| at(now, *one) == at(now, *other)) {
            if let [first, _, ..] = equal {
                let votes = Votes::new(at(now, *first), decimals);
                let telling = telling(equal, earlier);
                equal.sort_by(|one, other| self.compare(*one, *other, &telling));
                let told = |pair: &[OptionIndex]| self.differ(pair, earlier).is_some();
                let by = if equal.windows(2).all(told) { EARLIER } else { self.ties.name() };
                self.note((TieAbout::Order, None), equal, (votes, false), by, notes);
            }
        }
    }

    fn choose(
        &mut self,
        about: TieAbout,
        tied: &[OptionIndex],
        earlier: &[Vec<u128>],
        (votes, empty): (Votes, bool),
        notes: &mut Vec<StageTie>,
    ) -> Option<OptionIndex> {
        let mut order = tied.to_vec();
        if order.len() > 1 {
            let telling = telling(tied, earlier);
            order.sort_by(|one, other| self.compare(*one, *other, &telling));
            self.instead_of(about, &mut order);
            let pair = match (about, order.as_slice()) {
                (TieAbout::Exclusion, [.., next, last]) => [*next, *last],
                (TieAbout::Surplus | TieAbout::Order, [first, next, ..]) => [*first, *next],
                (TieAbout::Exclusion | TieAbout::Surplus | TieAbout::Order, _) => return None,
            };
            let stage = self.differ(&pair, earlier);
            let by = if stage.is_some() { EARLIER } else { self.ties.name() };
            self.note((about, stage), &order, (votes, empty), by, notes);
        }
        match about {
            TieAbout::Exclusion => order.last().copied(),
            TieAbout::Surplus | TieAbout::Order => order.first().copied(),
        }
    }

    /// Puts the choice that is to be tried where the chosen one stands.
    fn instead_of(&self, about: TieAbout, order: &mut Vec<OptionIndex>) {
        if let Some((number, choice)) = self.instead
            && number == self.broken.len()
            && order.contains(&choice)
        {
            order.retain(|option| *option != choice);
            match about {
                TieAbout::Exclusion => order.push(choice),
                TieAbout::Surplus | TieAbout::Order => order.insert(0, choice),
            }
        }
    }

    fn note(
        &mut self,
        (about, stage): (TieAbout, Option<u32>),
        order: &[OptionIndex],
        (votes, empty): (Votes, bool),
        by: &'static str,
        notes: &mut Vec<StageTie>,
    ) {
        let options = order.iter().map(|option| id(self.profile, *option)).collect();
        notes.push(StageTie { about, votes, options, by, stage });
        self.broken.push(Broken { about, options: order.to_vec(), votes, by, empty });
    }

    /// Less is who fared better: more votes at the latest stage at which they differ, else who
    /// goes first by the caller's order.
    fn compare(&self, one: OptionIndex, other: OptionIndex, telling: &[&[u128]]) -> Ordering {
        let mut stages = telling.iter().map(|votes| at(votes, other).cmp(&at(votes, one)));
        let rank = |option: OptionIndex| self.ranks.get(option.place()).copied();
        let differ = stages.find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
        differ.then(rank(one).cmp(&rank(other)))
    }

    /// Number of the latest stage at which both of a pair differ.
    fn differ(&self, pair: &[OptionIndex], earlier: &[Vec<u128>]) -> Option<u32> {
        let [one, other] = pair else { return None };
        let last = earlier.iter().rposition(|votes| at(votes, *one) != at(votes, *other))?;
        u32::try_from(last + 1).ok()
    }
}

/// What decided where an earlier stage did.
const EARLIER: &str = "earlier_stage";

/// The votes of those stages at which not all of a group are equal, the latest first.
fn telling<'a>(group: &[OptionIndex], earlier: &'a [Vec<u128>]) -> Vec<&'a [u128]> {
    let differ = |votes: &&[u128]| {
        let mut pairs = group.iter().zip(group.iter().skip(1));
        pairs.any(|(one, other)| at(votes, *one) != at(votes, *other))
    };
    earlier.iter().rev().map(Vec::as_slice).filter(differ).collect()
}

pub(in crate::rules) fn at(votes: &[u128], option: OptionIndex) -> u128 {
    votes.get(option.place()).copied().unwrap_or(0)
}

pub(in crate::rules) fn id(profile: &Profile, option: OptionIndex) -> String {
    profile.option(option).map_or_else(String::new, |option| option.id().to_owned())
}
