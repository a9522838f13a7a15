//! First choices, for the rules that begin with them.

use crate::{
    count::CountError,
    outcome::{Screen, WhyAside},
    profile::{Ballot, Profile},
    rule::Rule,
    scores::add,
};

/// Votes of each option by the first choice of each ballot, and which ballots have none.
pub(super) struct FirstChoices {
    pub(super) votes: Vec<u64>,
    pub(super) screen: Screen,
}

impl FirstChoices {
    /// Reads single choices and rankings. A blank ballot is no vote, and neither is one on which
    /// several options share the first place.
    pub(super) fn of(profile: &Profile, rule: Rule) -> Result<Self, CountError> {
        let mut votes = vec![0_u64; profile.options().len()];
        let mut screen = Screen::default();
        for (number, (ballot, weight)) in profile.ballots().enumerate() {
            let choice = match ballot {
                Ballot::Approval([]) | Ballot::Ranking([]) | Ballot::WeakOrder([]) => {
                    screen.set_aside(WhyAside::Blank, None, weight);
                    continue;
                }
                Ballot::Approval([choice]) | Ballot::Ranking([choice, ..]) => *choice,
                Ballot::Approval(choices) => {
                    let (ballot, choices) = (number + 1, choices.len());
                    return Err(CountError::SeveralChoices { ballot, choices });
                }
                Ballot::WeakOrder([(_, place), (_, next), ..]) if place == next => {
                    screen.set_aside(WhyAside::SharedFirst, None, weight);
                    continue;
                }
                Ballot::WeakOrder([(choice, _), ..]) => *choice,
                Ballot::Points(_) => {
                    let kind = profile.kind().name();
                    return Err(CountError::OtherBallots { rule, kind });
                }
            };
            add(&mut votes, choice, u64::from(weight))?;
            screen.take(weight);
        }
        Ok(Self { votes, screen })
    }
}
