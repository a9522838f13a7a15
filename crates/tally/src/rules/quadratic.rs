//! Quadratic voting: several votes for one option cost their square in credits.
//!
//! Defined: Lalley and Weyl, "Quadratic Voting: How Mechanism Design Can Radicalize Democracy", AEA
//! Papers and Proceedings 108 (2018), there with money; with credits that are given out equally in
//! Posner and Weyl, "Radical Markets" (2018). The points of a ballot are votes: n votes for an
//! option cost n x n credits, and a ballot may cost as many credits as each voter has
//! ([`Params::with_credits`]). A ballot that costs more is set aside whole. Used by: the Democratic
//! caucus of Colorado's House of Representatives in 2019, to rank spending bills. (Gitcoin's grants
//! are quadratic *funding*, another rule, which matches money.)
//!
//! Without credits nothing is quadratic and the sum of points would be called by a wrong name, so
//! that they have to be given: the points of a cumulative budget are not votes that anybody paid.
//!
//! Traps: the credits count, not the points: a ballot form that asks for credits has to be turned
//! into votes (the root) before it gets here. One person with two names has twice the credits and
//! 1.4 times the votes for one option, which pays those who cheat the roll. Voters who divide
//! favours gain as well. The definition lets people vote against an option; ballots here have no
//! negative points. Colorado's poll was stopped by a court in 2024 for being secret: publish who
//! may see the ballots. What a ballot leaves out has no votes, whatever the profile says of
//! options left out.

use crate::{
    count::CountError,
    limits::cost,
    outcome::{Credits, Outcome, Round, Screen},
    params::Params,
    profile::{Ballot, BallotKind, Profile},
    rule::Rule,
    rules::seats,
    scores::add,
};

const RULE: Rule = Rule::Quadratic;

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    match profile.kind() {
        BallotKind::Points { .. } => {}
        kind @ (BallotKind::Approval | BallotKind::Ranking { .. } | BallotKind::WeakOrder) => {
            return Err(CountError::OtherBallots { rule: RULE, kind: kind.name() });
        }
    }
    let credits = params.limits().credits.ok_or(CountError::NoCredits)?;
    let mut votes = vec![0_u64; profile.options().len()];
    let mut screen = Screen::default();
    let mut spent = 0_u128;
    for (ballot, weight) in profile.ballots() {
        if let Some((why, bound)) = params.limits().broken(ballot) {
            screen.set_aside(why, bound, weight);
        } else if let Ballot::Points(points) = ballot {
            for (option, given) in points {
                add(&mut votes, *option, u64::from(*given) * u64::from(weight))?;
            }
            // At most 64 bits of credits for each of 64 bits of weight.
            spent += cost(points) * u128::from(weight);
            screen.take(weight);
        }
    }
    let step = Round::Credits(Credits::new(credits, screen.valid(), spent));
    let outcome = seats::fill(profile, RULE, votes, params)?.preface(vec![step]);
    Ok(screen.told_in(outcome))
}
