//! The rules as one would write them on a napkin: slow and plainly right.

use std::{cmp::Reverse, collections::BTreeSet};

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, PollOption, Profile, Rule, Strength,
};

/// How strong a victory is; `None` is no victory.
pub(crate) type Force = Option<(u64, Reverse<u64>)>;

/// A poll in the plainest form: for each ballot the place of each option, and its weight.
#[derive(Debug, Clone)]
pub(crate) struct Poll {
    pub(crate) options: usize,
    pub(crate) ballots: Vec<(Vec<Option<u32>>, u32)>,
}

impl Poll {
    pub(crate) fn profile(&self) -> Profile {
        self.relabelled(&(0..self.options).collect::<Vec<_>>())
    }

    /// The profile with options listed in this order; an option's id is its number.
    pub(crate) fn relabelled(&self, order: &[usize]) -> Profile {
        let options =
            order.iter().map(|number| PollOption::new(number.to_string(), "", Amount::from(0)));
        let mut profile = Profile::new(BallotKind::WeakOrder, options.collect(), None).unwrap();
        for (places, weight) in &self.ballots {
            let mut marks: Vec<(OptionIndex, u32)> = (0_u16..)
                .zip(order)
                .filter_map(|(at, number)| Some((OptionIndex::new(at), places[*number]?)))
                .collect();
            marks.sort_by_key(|(_, place)| *place);
            profile.push(Ballot::WeakOrder(&marks), *weight).unwrap();
        }
        profile
    }

    /// How many prefer one to the other, asked ballot by ballot.
    pub(crate) fn prefer(&self, one: usize, other: usize) -> u64 {
        let prefers = |places: &[Option<u32>]| match (places[one], places[other]) {
            (Some(one), Some(other)) => one < other,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let ballots = self.ballots.iter().filter(|(places, _)| prefers(places));
        ballots.map(|(_, weight)| u64::from(*weight)).sum()
    }

    pub(crate) fn force(&self, one: usize, other: usize, strength: Strength) -> Force {
        let (votes, against) = (self.prefer(one, other), self.prefer(other, one));
        let margins = strength == Strength::Margins;
        let margin = votes.saturating_sub(against);
        let force = if margins { (margin, Reverse(0)) } else { (votes, Reverse(against)) };
        (votes > against).then_some(force)
    }

    pub(crate) fn beats(&self, one: usize, other: usize) -> bool {
        self.prefer(one, other) > self.prefer(other, one)
    }

    /// The strongest of all chains without repetition, each tried.
    pub(crate) fn strongest(&self, from: usize, to: usize, strength: Strength) -> Force {
        let mut best = None;
        let mut open = vec![(vec![from], None)];
        while let Some((chain, weakest)) = open.pop() {
            for next in (0..self.options).filter(|next| !chain.contains(next)) {
                let step = self.force(*chain.last().unwrap(), next, strength);
                if step.is_none() {
                    continue;
                }
                let weakest = if chain.len() == 1 { step } else { step.min(weakest) };
                if next == to {
                    best = best.max(weakest);
                } else {
                    open.push(([chain.as_slice(), &[next]].concat(), weakest));
                }
            }
        }
        best
    }

    /// Whom nobody has a stronger chain to than they have back.
    pub(crate) fn schulze(&self, strength: Strength) -> Vec<Vec<usize>> {
        self.peel(|one, other| {
            self.strongest(one, other, strength) > self.strongest(other, one, strength)
        })
    }

    /// Ranked pairs with a list of locked pairs, followed until nothing new is reached.
    pub(crate) fn ranked_pairs(&self, strength: Strength, ties: &[usize]) -> Vec<Vec<usize>> {
        let place = |option: usize| ties.iter().position(|other| *other == option).unwrap();
        let mut pairs: Vec<(usize, usize)> = (0..self.options)
            .flat_map(|one| (0..self.options).map(move |other| (one, other)))
            .filter(|(one, other)| self.beats(*one, *other))
            .collect();
        pairs.sort_by_key(|(one, other)| {
            (Reverse(self.force(*one, *other, strength)), Reverse(place(*other)), place(*one))
        });
        let mut locked: Vec<(usize, usize)> = Vec::new();
        for (one, other) in pairs {
            if !reaches(&locked, other, one) {
                locked.push((one, other));
            }
        }
        self.peel(|one, other| reaches(&locked, one, other))
    }

    pub(crate) fn worst(&self, option: usize, strength: Strength) -> u64 {
        let defeats = (0..self.options)
            .filter_map(|other| self.force(other, option, strength))
            .map(|it| it.0);
        defeats.max().unwrap_or(0)
    }

    pub(crate) fn copeland(&self, option: usize) -> u64 {
        let points = (0..self.options).filter(|other| *other != option).map(|other| {
            u64::from(!self.beats(other, option)) + u64::from(self.beats(option, other))
        });
        points.sum()
    }

    /// Groups of the highest value, then the next.
    pub(crate) fn by_value(&self, value: impl Fn(usize) -> u64) -> Vec<Vec<usize>> {
        self.peel(|one, other| value(one) > value(other))
    }

    /// Those above whom there is none, then those above whom there is none left.
    pub(crate) fn peel(&self, above: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
        let mut rest: Vec<usize> = (0..self.options).collect();
        let mut groups = Vec::new();
        while !rest.is_empty() {
            let (first, others): (Vec<_>, Vec<_>) =
                rest.iter().partition(|option| !rest.iter().any(|other| above(*other, **option)));
            assert!(!first.is_empty(), "a circle");
            groups.push(first);
            rest = others;
        }
        groups
    }

    pub(crate) fn naive(&self, rule: Rule, strength: Strength, ties: &[usize]) -> Vec<Vec<usize>> {
        let mut groups = if rule == Rule::Schulze {
            self.schulze(strength)
        } else if rule == Rule::RankedPairs {
            self.ranked_pairs(strength, ties)
        } else if rule == Rule::Minimax {
            self.by_value(|option| u64::MAX - self.worst(option, strength))
        } else {
            self.by_value(|option| self.copeland(option))
        };
        for group in &mut groups {
            group.sort_by_key(|option| ties.iter().position(|other| other == option));
        }
        groups
    }

    /// The smallest group of which each beats all outside, all groups tried.
    pub(crate) fn smith(&self) -> BTreeSet<usize> {
        let group = |bits: u32| -> BTreeSet<usize> {
            (0..self.options).filter(|option| bits >> option & 1 == 1).collect()
        };
        let dominates = |group: &BTreeSet<usize>| {
            let outside: Vec<_> = (0..self.options).filter(|it| !group.contains(it)).collect();
            group.iter().all(|one| outside.iter().all(|other| self.beats(*one, *other)))
        };
        let groups = (1..1_u32 << self.options).map(group).filter(dominates);
        groups.min_by_key(BTreeSet::len).unwrap()
    }

    /// Whether no two victories are equally strong and no pair is drawn.
    pub(crate) fn is_without_ties(&self, strength: Strength) -> bool {
        let mut seen = BTreeSet::new();
        (0..self.options).all(|one| {
            (0..one).all(|other| {
                let force = self.force(one, other, strength).max(self.force(other, one, strength));
                force.is_some_and(|force| seen.insert(force.0))
            })
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ballots.iter().all(|(places, _)| places.iter().all(Option::is_none))
    }
}

fn reaches(locked: &[(usize, usize)], from: usize, to: usize) -> bool {
    let mut reached = BTreeSet::from([from]);
    loop {
        let before = reached.len();
        for (one, other) in locked {
            if reached.contains(one) {
                reached.insert(*other);
            }
        }
        if reached.len() == before {
            return from != to && reached.contains(&to);
        }
    }
}
