//! Plurality: one choice a ballot, the most votes win.
//!
//! Defined: the oldest rule there is; with several seats it is the single non-transferable vote.
//! Used by: most associations for a single decision. Traps: two similar options take votes from
//! each other and a third wins that most people like least. An option without any vote is never
//! elected, even when seats stay empty. On rankings the first place is the vote, and
//! two options in the first place are no vote.

use crate::{
    count::CountError,
    outcome::Outcome,
    params::Params,
    profile::{Ballot, Profile},
    rule::Rule,
    rules::seats,
    scores::add,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let mut votes = vec![0_u64; profile.options().len()];
    for (number, (ballot, weight)) in profile.ballots().enumerate() {
        let choice = match ballot {
            Ballot::Approval([]) | Ballot::Ranking([]) | Ballot::WeakOrder([]) => continue,
            Ballot::Approval([choice]) | Ballot::Ranking([choice, ..]) => *choice,
            Ballot::Approval(choices) => {
                return Err(CountError::SeveralChoices {
                    ballot: number + 1,
                    choices: choices.len(),
                });
            }
            Ballot::WeakOrder([(_, place), (_, next), ..]) if place == next => continue,
            Ballot::WeakOrder([(choice, _), ..]) => *choice,
            Ballot::Points(_) => {
                let kind = profile.kind().name();
                return Err(CountError::OtherBallots { rule: Rule::Plurality, kind });
            }
        };
        add(&mut votes, choice, u64::from(weight))?;
    }
    seats::fill(profile, Rule::Plurality, votes, params)
}
