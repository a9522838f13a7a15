//! Filling seats by score, for the rules that only differ in how they score.

use crate::{
    count::CountError,
    outcome::{Considered, Outcome, Reason, Round},
    params::Params,
    profile::Profile,
    rule::Rule,
};

pub(super) fn fill(
    profile: &Profile,
    rule: Rule,
    scores: Vec<u64>,
    params: &Params,
) -> Result<Outcome, CountError> {
    let standings = params.ties().sort(profile, &scores)?;
    let mut outcome = Outcome::new(profile, rule, scores).with_seats(params.seats());
    let mut left = usize::from(params.seats().get());
    for group in standings.chunk_by(|one, other| one.score == other.score) {
        let voted = group.first().is_some_and(|standing| standing.score > 0);
        if voted && left > 0 {
            let decisive = group.len() > left;
            outcome.tie(params.ties().explain(profile, group, decisive));
        }
        for standing in group {
            let reason = match (voted, left) {
                (false, _) => Reason::NoVotes,
                (true, 0) => Reason::NoSeatLeft,
                (true, _) => Reason::Seat,
            };
            if reason.takes() {
                left -= 1;
                outcome.elect(profile, standing.index);
            }
            outcome.round(Round::Considered(Considered::new(profile, *standing, reason)));
        }
    }
    Ok(outcome)
}
