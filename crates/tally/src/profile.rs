//! What is counted: options, budget and ballots.

mod ballot;
mod fault;
mod option;

use std::collections::HashSet;

pub use ballot::{Ballot, BallotKind};
pub use fault::ProfileError;
pub use option::{MAX_OPTIONS, OptionIndex, PollOption};

use crate::amount::Amount;

/// Options, budget and ballots of one poll.
///
/// Ballots lie in flat arrays: 131,778 ballots of one choice take 6 bytes each.
#[derive(Debug, Clone)]
pub struct Profile {
    kind: BallotKind,
    options: Vec<PollOption>,
    /// Costs in the common unit.
    costs: Vec<u64>,
    budget: Option<u64>,
    /// Decimals of the common unit.
    decimals: u8,
    marks: Vec<OptionIndex>,
    /// Points, or places of weak orders.
    points: Vec<(OptionIndex, u32)>,
    /// Where each ballot ends in `marks` or `points`.
    ends: Vec<u32>,
    /// Empty as long as every ballot weighs 1.
    weights: Vec<u32>,
}

impl Profile {
    /// A profile without ballots yet.
    ///
    /// # Errors
    /// [`ProfileError`] when there is no option or too many, two have one id, or the amounts have
    /// no common unit in 64 bits.
    pub fn new(
        kind: BallotKind,
        options: Vec<PollOption>,
        budget: Option<Amount>,
    ) -> Result<Self, ProfileError> {
        if options.is_empty() {
            return Err(ProfileError::NoOptions);
        }
        if options.len() > MAX_OPTIONS {
            return Err(ProfileError::TooManyOptions(options.len()));
        }
        let mut ids = HashSet::with_capacity(options.len());
        if let Some(twice) = options.iter().find(|option| !ids.insert(option.id())) {
            return Err(ProfileError::OptionTwice(twice.id().to_owned()));
        }
        let mut profile = Self {
            kind,
            options,
            costs: Vec::new(),
            budget: None,
            decimals: 0,
            marks: Vec::new(),
            points: Vec::new(),
            ends: Vec::new(),
            weights: Vec::new(),
        };
        profile.set_budget(budget)?;
        Ok(profile)
    }

    /// Counts with another budget than the one it was made with.
    ///
    /// # Errors
    /// [`ProfileError::CostsTooLarge`] when costs and budget have no common unit in 64 bits; the
    /// profile is then as it was.
    pub fn set_budget(&mut self, budget: Option<Amount>) -> Result<(), ProfileError> {
        let amounts = self.options.iter().map(|option| option.cost()).chain(budget);
        let decimals = amounts.map(Amount::decimals).max().unwrap_or(0);
        let costs: Option<Vec<u64>> =
            self.options.iter().map(|option| option.cost().units(decimals)).collect();
        let costs = costs.ok_or(ProfileError::CostsTooLarge)?;
        let budget = match budget {
            Some(amount) => Some(amount.units(decimals).ok_or(ProfileError::CostsTooLarge)?),
            None => None,
        };
        (self.costs, self.budget, self.decimals) = (costs, budget, decimals);
        Ok(())
    }

    /// Adds a ballot that counts `weight` times.
    ///
    /// # Errors
    /// [`ProfileError`] when the ballot is of another kind, names an option that does not exist or
    /// one twice, ranks too many, or weighs nothing; nothing is added then.
    pub fn push(&mut self, ballot: Ballot<'_>, weight: u32) -> Result<(), ProfileError> {
        if weight == 0 {
            return Err(ProfileError::NoWeight);
        }
        let (length, held) = match (self.kind, ballot) {
            (BallotKind::Approval, Ballot::Approval(marks)) => {
                self.check(marks.iter().copied())?;
                (marks.len(), self.marks.len())
            }
            (BallotKind::Ranking { longest }, Ballot::Ranking(marks)) => {
                if u32::try_from(marks.len()).map_or(true, |given| given > longest) {
                    return Err(ProfileError::RankingTooLong { given: marks.len(), longest });
                }
                self.check(marks.iter().copied())?;
                (marks.len(), self.marks.len())
            }
            (BallotKind::Points { .. }, Ballot::Points(points)) => {
                self.check(points.iter().map(|(option, _)| *option))?;
                (points.len(), self.points.len())
            }
            (BallotKind::WeakOrder, Ballot::WeakOrder(places)) => {
                if !places.is_sorted_by_key(|(_, place)| *place) {
                    return Err(ProfileError::Unsorted);
                }
                self.check(places.iter().map(|(option, _)| *option))?;
                (places.len(), self.points.len())
            }
            (
                BallotKind::Approval
                | BallotKind::Ranking { .. }
                | BallotKind::Points { .. }
                | BallotKind::WeakOrder,
                Ballot::Approval(_) | Ballot::Ranking(_) | Ballot::Points(_) | Ballot::WeakOrder(_),
            ) => return Err(ProfileError::OtherKind),
        };
        let end = u32::try_from(held + length).map_err(|_| ProfileError::TooManyMarks)?;
        match ballot {
            Ballot::Approval(marks) | Ballot::Ranking(marks) => self.marks.extend(marks),
            Ballot::Points(points) | Ballot::WeakOrder(points) => self.points.extend(points),
        }
        if weight != 1 && self.weights.is_empty() {
            self.weights.resize(self.ends.len(), 1);
        }
        self.ends.push(end);
        if weight != 1 || !self.weights.is_empty() {
            self.weights.push(weight);
        }
        Ok(())
    }

    /// What every ballot is.
    #[must_use]
    pub const fn kind(&self) -> BallotKind {
        self.kind
    }

    /// The options in the order in which they were listed.
    #[must_use]
    pub fn options(&self) -> &[PollOption] {
        &self.options
    }

    /// The option in a place.
    #[must_use]
    pub fn option(&self, index: OptionIndex) -> Option<&PollOption> {
        self.options.get(index.place())
    }

    /// The places of all options, in order.
    pub fn indexes(&self) -> impl Iterator<Item = OptionIndex> + use<> {
        (0..u16::try_from(self.options.len()).unwrap_or(u16::MAX)).map(OptionIndex::new)
    }

    /// The money to spend.
    #[must_use]
    pub fn budget(&self) -> Option<Amount> {
        self.budget.map(|units| self.amount(units))
    }

    /// Ballots, each counted once whatever its weight.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no ballot.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Weight of all ballots together.
    #[must_use]
    pub fn weight(&self) -> u64 {
        if self.weights.is_empty() {
            u64::try_from(self.ends.len()).unwrap_or(u64::MAX)
        } else {
            self.weights.iter().map(|weight| u64::from(*weight)).sum()
        }
    }

    /// The ballots with their weights, in the order in which they came.
    pub fn ballots(&self) -> impl Iterator<Item = (Ballot<'_>, u32)> {
        let mut start = 0;
        let weights = self.weights.iter().copied().chain(std::iter::repeat(1));
        self.ends.iter().zip(weights).map(move |(end, weight)| {
            let range = start..usize::try_from(*end).unwrap_or(usize::MAX);
            start = range.end;
            let ballot = match self.kind {
                BallotKind::Approval => Ballot::Approval(self.marks.get(range).unwrap_or_default()),
                BallotKind::Ranking { .. } => {
                    Ballot::Ranking(self.marks.get(range).unwrap_or_default())
                }
                BallotKind::Points { .. } => {
                    Ballot::Points(self.points.get(range).unwrap_or_default())
                }
                BallotKind::WeakOrder => {
                    Ballot::WeakOrder(self.points.get(range).unwrap_or_default())
                }
            };
            (ballot, weight)
        })
    }

    /// The budget in the common unit.
    pub(crate) const fn budget_units(&self) -> Option<u64> {
        self.budget
    }

    /// Decimals of the common unit.
    pub(crate) const fn decimals(&self) -> u8 {
        self.decimals
    }

    /// An option's cost in the common unit.
    pub(crate) fn cost_units(&self, index: OptionIndex) -> Option<u64> {
        self.costs.get(index.place()).copied()
    }

    /// Common units as an amount.
    pub(crate) const fn amount(&self, units: u64) -> Amount {
        Amount::from_units(units, self.decimals)
    }

    fn check(&self, named: impl Iterator<Item = OptionIndex>) -> Result<(), ProfileError> {
        let mut named: Vec<OptionIndex> = named.collect();
        named.sort_unstable();
        if let Some(last) = named.last()
            && self.option(*last).is_none()
        {
            return Err(ProfileError::NoSuchOption(last.0));
        }
        let mut pairs = named.iter().zip(named.iter().skip(1));
        match pairs.find(|(one, other)| one == other) {
            Some((twice, _)) => {
                let id = self.option(*twice).map(|option| option.id().to_owned());
                Err(ProfileError::NamedTwice(id.unwrap_or_default()))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three(kind: BallotKind) -> Profile {
        let options =
            ["a", "b", "c"].map(|id| PollOption::new(id, "", "0.5".parse().unwrap())).to_vec();
        Profile::new(kind, options, Some(Amount::from(2))).unwrap()
    }

    fn at(place: u16) -> OptionIndex {
        OptionIndex::new(place)
    }

    #[test]
    fn ballots_come_back_as_they_went_in() {
        let mut profile = three(BallotKind::Points { unlisted: 0 });
        profile.push(Ballot::Points(&[(at(2), 7), (at(0), 1)]), 1).unwrap();
        profile.push(Ballot::Points(&[]), 3).unwrap();
        profile.push(Ballot::Points(&[(at(1), 2)]), 1).unwrap();
        let back: Vec<_> = profile.ballots().collect();
        assert_eq!(
            back,
            [
                (Ballot::Points(&[(at(2), 7), (at(0), 1)]), 1),
                (Ballot::Points(&[]), 3),
                (Ballot::Points(&[(at(1), 2)]), 1)
            ]
        );
        assert_eq!((profile.len(), profile.weight()), (3, 5));
    }

    #[test]
    fn a_ballot_that_is_refused_leaves_nothing_behind() {
        let mut profile = three(BallotKind::Ranking { longest: 2 });
        for (ballot, weight, error) in [
            (Ballot::Ranking(&[at(3)]), 1, ProfileError::NoSuchOption(3)),
            (Ballot::Ranking(&[at(1), at(1)]), 1, ProfileError::NamedTwice("b".into())),
            (Ballot::Ranking(&[at(1)]), 0, ProfileError::NoWeight),
            (Ballot::Approval(&[at(1)]), 1, ProfileError::OtherKind),
            (
                Ballot::Ranking(&[at(0), at(1), at(2)]),
                1,
                ProfileError::RankingTooLong { given: 3, longest: 2 },
            ),
        ] {
            assert_eq!(profile.push(ballot, weight), Err(error));
        }
        assert!(profile.is_empty());
        assert_eq!(profile.ballots().count(), 0);
    }

    #[test]
    fn one_id_cannot_stand_for_two_options() {
        let options = vec![PollOption::new("a", "", Amount::from(1)); 2];
        let error = Profile::new(BallotKind::Approval, options, None).unwrap_err();
        assert_eq!(error, ProfileError::OptionTwice("a".into()));
        let error = Profile::new(BallotKind::Approval, Vec::new(), None).unwrap_err();
        assert_eq!(error, ProfileError::NoOptions);
    }

    #[test]
    fn a_budget_with_more_decimals_keeps_costs_exact() {
        let mut profile = three(BallotKind::Approval);
        assert_eq!(profile.cost_units(at(0)), Some(5));
        profile.set_budget(Some("1.005".parse().unwrap())).unwrap();
        assert_eq!(profile.cost_units(at(0)), Some(500));
        assert_eq!(profile.budget_units(), Some(1_005));
        let error = profile.set_budget(Some(Amount::from(u64::MAX))).unwrap_err();
        assert_eq!(error, ProfileError::CostsTooLarge);
        assert_eq!(profile.budget_units(), Some(1_005));
    }
}
