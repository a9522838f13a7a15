//! What a count in stages comes to, and whether its ties decided anything.

use std::num::NonZeroU16;

use super::breaker::{Breaker, Broken, id};
use crate::{
    count::CountError,
    outcome::{Outcome, Round, Stage, TieAbout},
    params::Params,
    profile::{OptionIndex, Profile},
    rule::Rule,
    ties::Tie,
};

/// The most options: each stage names all that are left, and there is a stage for each.
pub(in crate::rules) const MOST_OPTIONS: usize = 500;
/// Times that a count is repeated to see whether its ties decided anything.
const RECOUNTS: usize = 64;
/// Marks on ballots, or as much work, that all these repetitions may take.
const RECOUNTED: usize = 4_000_000;

/// A count in stages.
#[derive(Default)]
pub(in crate::rules) struct Course {
    pub(in crate::rules) stages: Vec<Stage>,
    /// In the order of election.
    pub(in crate::rules) elected: Vec<OptionIndex>,
    /// First preferences of each option.
    pub(in crate::rules) first: Vec<u64>,
    /// Weight of the ballots that a choice could be read from.
    pub(in crate::rules) valid: u64,
}

/// Refuses what such a count cannot do.
pub(in crate::rules) fn check(profile: &Profile, rule: Rule) -> Result<(), CountError> {
    let options = profile.options().len();
    if options > MOST_OPTIONS {
        return Err(CountError::TooManyOptions { rule, options, most: MOST_OPTIONS });
    }
    Ok(())
}

/// Counts, and says of each tie whether another choice there would have given other winners. For
/// that it counts again with each other choice, up to some limits; beyond them a tie is said to be
/// decisive.
pub(in crate::rules) fn outcome(
    profile: &Profile,
    rule: Rule,
    params: &Params,
    marks: usize,
    count: impl Fn(&mut Breaker<'_>) -> Result<Course, CountError>,
) -> Result<Outcome, CountError> {
    let mut breaker = Breaker::new(profile, params.ties())?;
    let course = count(&mut breaker)?;
    let seats: NonZeroU16 = params.seats();
    let mut outcome =
        Outcome::new(profile, rule, course.first).with_seats(seats).with_valid(course.valid);
    for option in &course.elected {
        outcome.elect(profile, *option);
    }
    for stage in course.stages {
        outcome.round(Round::Stage(Box::new(stage)));
    }
    // Each stage also writes down all options that are left.
    let written = profile.options().len().saturating_pow(2).saturating_mul(8);
    let mut recounts = RECOUNTS.min(RECOUNTED / marks.saturating_add(written).max(1));
    for (number, tie) in breaker.broken().iter().enumerate() {
        let decisive = match tie.known(&course.elected) {
            Some(known) => known,
            None => {
                let others = tie.others();
                if others.len() > recounts {
                    true
                } else {
                    recounts -= others.len();
                    changes(&course.elected, others, |other| {
                        Ok(count(&mut breaker.instead(number, other))?.elected)
                    })?
                }
            }
        };
        outcome.tie(Some(Tie {
            score: tie.votes.whole(),
            options: tie.options.iter().map(|option| id(profile, *option)).collect(),
            by: tie.by,
            decisive,
        }));
    }
    Ok(outcome)
}

/// Whether any of these choices would have given other winners, in whatever order.
fn changes(
    elected: &[OptionIndex],
    others: &[OptionIndex],
    again: impl Fn(OptionIndex) -> Result<Vec<OptionIndex>, CountError>,
) -> Result<bool, CountError> {
    let mut elected = elected.to_vec();
    elected.sort_unstable();
    for other in others {
        let mut again = again(*other)?;
        again.sort_unstable();
        if again != elected {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Broken {
    /// Whether it was decisive, where that is plain without counting again.
    fn known(&self, elected: &[OptionIndex]) -> Option<bool> {
        match self.about {
            TieAbout::Order => Some(false),
            TieAbout::Exclusion if self.empty => {
                Some(self.options.iter().any(|option| elected.contains(option)))
            }
            TieAbout::Exclusion | TieAbout::Surplus => None,
        }
    }

    /// Those who were not chosen.
    fn others(&self) -> &[OptionIndex] {
        match (self.about, self.options.as_slice()) {
            (TieAbout::Exclusion, [others @ .., _])
            | (TieAbout::Surplus | TieAbout::Order, [_, others @ ..]) => others,
            (TieAbout::Exclusion | TieAbout::Surplus | TieAbout::Order, []) => &[],
        }
    }
}
