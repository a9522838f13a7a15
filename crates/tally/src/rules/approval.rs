//! Approval: any number of choices a ballot, the most approvals win.
//!
//! Defined: Brams and Fishburn, "Approval voting", American Political Science Review 72 (1978).
//! Used by: learned societies, and Decidim's votes with several choices. Where the poll limits the
//! number of choices ([`Params::with_choices`]) it is called limited or block voting, and ballots
//! outside are set aside whole: which of five crosses a voter would have left out is a guess that
//! no count should make. Traps: with several seats a majority that agrees takes them all, and the
//! more so the more choices are allowed; with a least number of choices people cross what they do
//! not want to get their vote counted. A blank ballot is no vote. An option without any approval
//! is never elected.

use crate::{
    count::CountError,
    outcome::{Outcome, Screen},
    params::Params,
    profile::{Ballot, BallotKind, Profile},
    rule::Rule,
    rules::seats,
    scores::add,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let (votes, screen) = approvals(profile, Rule::Approval, params)?;
    Ok(screen.told_in(seats::fill(profile, Rule::Approval, votes, params)?))
}

/// Approvals of each option on the ballots that keep to the limits.
pub(super) fn approvals(
    profile: &Profile,
    rule: Rule,
    params: &Params,
) -> Result<(Vec<u64>, Screen), CountError> {
    match profile.kind() {
        BallotKind::Approval => {}
        kind @ (BallotKind::Points { .. } | BallotKind::Ranking { .. } | BallotKind::WeakOrder) => {
            return Err(CountError::OtherBallots { rule, kind: kind.name() });
        }
    }
    let mut votes = vec![0_u64; profile.options().len()];
    let mut screen = Screen::default();
    for (ballot, weight) in profile.ballots() {
        if let Some((why, bound)) = params.limits().broken(ballot) {
            screen.set_aside(why, bound, weight);
        } else if let Ballot::Approval(choices) = ballot {
            for choice in choices {
                add(&mut votes, *choice, u64::from(weight))?;
            }
            screen.take(weight);
        }
    }
    Ok((votes, screen))
}
