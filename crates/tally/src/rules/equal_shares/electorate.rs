//! Voters by what they approve of.

use std::collections::BTreeMap;

use crate::{
    count::CountError,
    profile::{Ballot, OptionIndex, Profile},
    rule::Rule,
    scores::add,
};

/// All voters, in blocs: those with the same ballot have the same money at every moment.
#[derive(Debug)]
pub(super) struct Electorate {
    voters: u64,
    blocs: Vec<Bloc>,
    projects: Vec<Support>,
}

/// Voters who approve of the same projects.
#[derive(Debug, Default)]
pub(super) struct Bloc {
    /// How many voters they are.
    pub(super) voters: u64,
    /// What they approve of, in the order of the list.
    pub(super) approved: Vec<OptionIndex>,
    /// Their ballots, numbered from 1 in the order in which they came.
    pub(super) ballots: Vec<u32>,
}

/// Who approves of a project.
#[derive(Debug, Default)]
pub(super) struct Support {
    /// How many voters.
    pub(super) voters: u64,
    /// Their blocs, with the voters of each.
    pub(super) blocs: Vec<(u32, u64)>,
}

impl Electorate {
    /// The voters of a profile. An empty ballot is a voter too, whose share stays unspent.
    pub(super) fn new(profile: &Profile, rule: Rule) -> Result<Self, CountError> {
        let mut found: BTreeMap<Vec<OptionIndex>, (u64, Vec<u32>)> = BTreeMap::new();
        let mut voters = 0_u64;
        for (number, (ballot, weight)) in (1_usize..).zip(profile.ballots()) {
            let Ballot::Approval(marks) = ballot else {
                return Err(CountError::OtherBallots { rule, kind: profile.kind().name() });
            };
            voters = voters.checked_add(u64::from(weight)).ok_or(CountError::TooLarge)?;
            let mut marks = marks.to_vec();
            marks.sort_unstable();
            let bloc = found.entry(marks).or_default();
            bloc.0 += u64::from(weight);
            bloc.1.push(u32::try_from(number).map_err(|_| CountError::TooLarge)?);
        }
        let blocs = found
            .into_iter()
            .filter(|(approved, _)| !approved.is_empty())
            .map(|(approved, (voters, ballots))| Bloc { voters, approved, ballots });
        Self { voters, blocs: blocs.collect(), projects: Vec::new() }.with_support(profile)
    }

    fn with_support(mut self, profile: &Profile) -> Result<Self, CountError> {
        let mut votes = vec![0_u64; profile.options().len()];
        self.projects.resize_with(votes.len(), Support::default);
        for (number, bloc) in (0_u32..).zip(&self.blocs) {
            for option in &bloc.approved {
                add(&mut votes, *option, bloc.voters)?;
                if let Some(project) = self.projects.get_mut(option.place()) {
                    project.blocs.push((number, bloc.voters));
                }
            }
        }
        for (project, votes) in self.projects.iter_mut().zip(votes) {
            project.voters = votes;
        }
        Ok(self)
    }

    /// How many voters there are.
    pub(super) const fn voters(&self) -> u64 {
        self.voters
    }

    pub(super) fn blocs(&self) -> &[Bloc] {
        &self.blocs
    }

    pub(super) fn bloc(&self, number: u32) -> Option<&Bloc> {
        self.blocs.get(usize::try_from(number).ok()?)
    }

    /// Who approves of the project in this place.
    pub(super) fn support(&self, place: usize) -> &[(u32, u64)] {
        self.projects.get(place).map_or(&[], |project| &project.blocs)
    }

    /// How many voters approve of the project in this place.
    pub(super) fn votes(&self, place: usize) -> u64 {
        self.projects.get(place).map_or(0, |project| project.voters)
    }
}
