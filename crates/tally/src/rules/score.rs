//! Score: points for each option, the highest sum wins.
//!
//! Defined: for points, range voting (Smith, "Range voting", 2000) and cumulative voting where the
//! ballot's sum is limited ([`Params::with_total`]); for rankings, Borda's count (Borda, "Mémoire
//! sur les élections au scrutin", 1781), in which a first place is worth as many points as a ballot
//! has places, and each next place one less. Used by: sports and juries; cumulative voting by
//! Polish participatory budgets; Borda's count by Slovenia for the seats of its national minorities
//! and by participatory budgets with ordinal ballots, whose files say how many places there are.
//!
//! What a rule counts is said in the outcome's first step: points, or Borda. Approvals are refused
//! and not read as 0 or 1: whoever calls a result a score claims that voters had a scale. Rankings
//! with shared places are refused, for their worth in Borda's count has several definitions that
//! elect different options.
//!
//! Traps: points are worth the most at the ends of the scale, so honest middling voters count for
//! less than those who exaggerate. An option that a ballot leaves out has the profile's `unlisted`
//! points, most often 0, so that an option nobody knows loses to one that half the people know.
//! Borda's count changes its winner when an option without a chance is added, and a short ranking
//! gives its first place full worth here (others give it less). A ballot that lists nothing is
//! blank and counts for nobody; one that gives 0 to all is a vote. An option without any point is
//! never elected.

use crate::{
    count::CountError,
    outcome::{Outcome, Round, Scale, Screen},
    params::Params,
    profile::{Ballot, BallotKind, Profile},
    rule::Rule,
    rules::seats,
    scores::add,
};

const RULE: Rule = Rule::Score;

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let scale = match profile.kind() {
        BallotKind::Points { unlisted } => Scale::Points { unlisted },
        BallotKind::Ranking { longest } => Scale::Borda { first: longest },
        kind @ BallotKind::Approval => {
            let instead = Rule::Approval;
            return Err(CountError::UseInstead { rule: RULE, kind: kind.name(), instead });
        }
        kind @ BallotKind::WeakOrder => {
            let instead = Rule::Schulze;
            return Err(CountError::UseInstead { rule: RULE, kind: kind.name(), instead });
        }
    };
    let limits = params.limits();
    if matches!(scale, Scale::Borda { .. }) && (limits.points.is_some() || limits.total.is_some()) {
        let what = "limits on points where ballots are rankings";
        return Err(CountError::Stray { rule: RULE, what });
    }
    let (sums, screen) = sums(profile, scale, params)?;
    let outcome = seats::fill(profile, RULE, sums, params)?.preface(vec![Round::Scale(scale)]);
    Ok(screen.told_in(outcome))
}

fn sums(
    profile: &Profile,
    scale: Scale,
    params: &Params,
) -> Result<(Vec<u64>, Screen), CountError> {
    let mut sums = vec![0_u64; profile.options().len()];
    let mut listed = vec![0_u64; profile.options().len()];
    let mut screen = Screen::default();
    for (ballot, weight) in profile.ballots() {
        if let Some((why, bound)) = params.limits().broken(ballot) {
            screen.set_aside(why, bound, weight);
            continue;
        }
        screen.take(weight);
        let weight = u64::from(weight);
        match (ballot, scale) {
            (Ballot::Points(points), _) => {
                for (option, given) in points {
                    add(&mut sums, *option, u64::from(*given) * weight)?;
                    add(&mut listed, *option, weight)?;
                }
            }
            (Ballot::Ranking(marks), Scale::Borda { first }) => {
                for (option, worth) in marks.iter().zip((1..=first).rev()) {
                    add(&mut sums, *option, u64::from(worth) * weight)?;
                }
            }
            (Ballot::Ranking(_) | Ballot::Approval(_) | Ballot::WeakOrder(_), _) => {}
        }
    }
    if let Scale::Points { unlisted: unlisted @ 1.. } = scale {
        for (option, listed) in profile.indexes().zip(listed) {
            let left_out = screen.valid() - listed;
            let more = left_out.checked_mul(u64::from(unlisted)).ok_or(CountError::TooLarge)?;
            add(&mut sums, option, more)?;
        }
    }
    Ok((sums, screen))
}
