//! Adding up ballots, exactly.

use crate::{
    count::CountError,
    profile::{Ballot, BallotKind, OptionIndex, Profile},
};

impl Profile {
    /// For each option, the weight of the ballots that name it.
    ///
    /// # Errors
    /// [`CountError::TooLarge`] when a sum does not fit in 64 bits.
    pub fn votes(&self) -> Result<Vec<u64>, CountError> {
        let mut sums = vec![0_u64; self.options().len()];
        for (ballot, weight) in self.ballots() {
            match ballot {
                Ballot::Approval(marks) | Ballot::Ranking(marks) => {
                    for option in marks {
                        add(&mut sums, *option, u64::from(weight))?;
                    }
                }
                Ballot::Points(points) | Ballot::WeakOrder(points) => {
                    for (option, _) in points {
                        add(&mut sums, *option, u64::from(weight))?;
                    }
                }
            }
        }
        Ok(sums)
    }

    /// For each option, its score: votes on approval ballots, the sum of its points on ballots
    /// with points, and Borda's count on rankings (the first place is worth as many points as a
    /// ballot has places, however many of them the voter filled).
    ///
    /// # Errors
    /// [`CountError::TooLarge`] when a sum does not fit in 64 bits.
    pub fn scores(&self) -> Result<Vec<u64>, CountError> {
        match self.kind() {
            // Places with shared ranks have no agreed worth: how many name it is all there is.
            BallotKind::Approval | BallotKind::WeakOrder => self.votes(),
            BallotKind::Points { unlisted } => self.points(unlisted),
            BallotKind::Ranking { longest } => self.borda(longest),
        }
    }

    fn points(&self, unlisted: u32) -> Result<Vec<u64>, CountError> {
        let mut sums = vec![0_u64; self.options().len()];
        for (ballot, weight) in self.ballots() {
            if let Ballot::Points(points) = ballot {
                for (option, given) in points {
                    add(&mut sums, *option, u64::from(*given) * u64::from(weight))?;
                }
            }
        }
        if unlisted > 0 {
            let weight = self.weight();
            for (option, votes) in self.indexes().zip(self.votes()?) {
                let left_out = (weight - votes).checked_mul(u64::from(unlisted));
                add(&mut sums, option, left_out.ok_or(CountError::TooLarge)?)?;
            }
        }
        Ok(sums)
    }

    fn borda(&self, longest: u32) -> Result<Vec<u64>, CountError> {
        let mut sums = vec![0_u64; self.options().len()];
        for (ballot, weight) in self.ballots() {
            if let Ballot::Ranking(marks) = ballot {
                for (option, worth) in marks.iter().zip((1..=longest).rev()) {
                    add(&mut sums, *option, u64::from(worth) * u64::from(weight))?;
                }
            }
        }
        Ok(sums)
    }
}

pub(crate) fn add(sums: &mut [u64], option: OptionIndex, more: u64) -> Result<(), CountError> {
    if let Some(sum) = sums.get_mut(option.place()) {
        *sum = sum.checked_add(more).ok_or(CountError::TooLarge)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{amount::Amount, profile::PollOption};

    fn profile(kind: BallotKind) -> Profile {
        let options = ["a", "b", "c"].map(|id| PollOption::new(id, "", Amount::from(0)));
        Profile::new(kind, options.to_vec(), None).unwrap()
    }

    fn at(place: u16) -> OptionIndex {
        OptionIndex::new(place)
    }

    #[test]
    fn a_weight_counts_as_that_many_ballots() {
        let mut profile = profile(BallotKind::Approval);
        profile.push(Ballot::Approval(&[at(0), at(2)]), 3).unwrap();
        profile.push(Ballot::Approval(&[at(2)]), 1).unwrap();
        assert_eq!(profile.scores().unwrap(), [3, 0, 4]);
    }

    #[test]
    fn a_short_ranking_gives_its_first_place_full_worth() {
        let mut profile = profile(BallotKind::Ranking { longest: 3 });
        profile.push(Ballot::Ranking(&[at(1)]), 1).unwrap();
        profile.push(Ballot::Ranking(&[at(2), at(1), at(0)]), 2).unwrap();
        assert_eq!(profile.scores().unwrap(), [2, 7, 6]);
        assert_eq!(profile.votes().unwrap(), [2, 3, 2]);
    }

    #[test]
    fn an_option_left_out_has_the_default_points() {
        let mut profile = profile(BallotKind::Points { unlisted: 2 });
        profile.push(Ballot::Points(&[(at(0), 5)]), 1).unwrap();
        profile.push(Ballot::Points(&[(at(1), 0)]), 2).unwrap();
        assert_eq!(profile.scores().unwrap(), [9, 2, 6]);
    }

    #[test]
    fn a_sum_that_does_not_fit_is_an_error() {
        let mut profile = profile(BallotKind::Points { unlisted: 0 });
        for _ in 0..2 {
            profile.push(Ballot::Points(&[(at(0), u32::MAX)]), u32::MAX).unwrap();
        }
        assert_eq!(profile.scores(), Err(CountError::TooLarge));
    }
}
