//! Greedy budgets: down the list by score, taking what fits.
//!
//! Defined: "utilitarian greedy" in Faliszewski et al., "Participatory Budgeting: Data, Tools and
//! Analysis" (IJCAI 2023), and the format description of Pabulib for `greedy`, `greedy-no-skip`
//! and `min_project_score_threshold`. Used by: nearly every city. The score is the number of
//! votes, the sum of points, or Borda's count (see [`Profile::scores`]).
//!
//! - **skipping** (`greedy`): what does not fit in the money left is passed over, and cheaper
//!   projects below it may still be taken.
//! - **stopping** (`greedy-no-skip`): the first that does not fit ends it. Where a threshold is
//!   given, those below it are not reached.
//! - **threshold** (`greedy-threshold`): skipping, among those whose score reaches the threshold.
//!
//! Traps: a majority can take all the money; a dear project at the top takes the place of several
//! well-liked cheap ones; stopping can leave much money unspent. Cost plays no part in ties:
//! cities differ there, so [`TieBreak`](crate::TieBreak) decides alone. Pabulib's own checker
//! takes equal scores in the order in which the file lists them. A project without any vote is
//! taken when it fits: cities that do not want that set a threshold of 1.

use crate::{
    count::CountError,
    outcome::{Considered, Outcome, Reason, Round},
    params::Params,
    profile::Profile,
    rule::Rule,
    ties::Standing,
};

/// What happens at a project that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Overrun {
    Skip,
    Stop,
}

pub(crate) fn count_skipping(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    spend(profile, Rule::Greedy, Overrun::Skip, params)
}

pub(crate) fn count_stopping(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    spend(profile, Rule::GreedyNoSkip, Overrun::Stop, params)
}

pub(crate) fn count_threshold(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    if params.threshold().is_none() {
        return Err(CountError::NoThreshold);
    }
    spend(profile, Rule::GreedyThreshold, Overrun::Skip, params)
}

fn spend(
    profile: &Profile,
    rule: Rule,
    overrun: Overrun,
    params: &Params,
) -> Result<Outcome, CountError> {
    let budget = profile.budget_units().ok_or(CountError::NoBudget { rule })?;
    let scores = profile.scores()?;
    let standings = params.ties().sort(profile, &scores)?;
    let mut outcome = Outcome::new(profile, rule, scores);
    if let Some(threshold) = params.threshold() {
        outcome = outcome.with_threshold(threshold);
    }
    let mut left = budget;
    'count: for group in standings.chunk_by(|one, other| one.score == other.score) {
        let reached =
            group.first().is_some_and(|standing| standing.score >= params.threshold().unwrap_or(0));
        if reached {
            let decisive = is_decisive(profile, group, overrun, left);
            outcome.tie(params.ties().explain(profile, group, decisive));
        }
        for standing in group {
            let cost = profile.cost_units(standing.index).unwrap_or(u64::MAX);
            let reason = match (reached, cost <= left, overrun) {
                (false, _, _) => Reason::BelowThreshold,
                (true, true, _) => Reason::Fits,
                (true, false, Overrun::Skip) => Reason::TooDear,
                (true, false, Overrun::Stop) => Reason::Stops,
            };
            let considered = Considered::new(profile, *standing, reason)
                .with_money(profile.amount(cost), profile.amount(left));
            if reason.takes() {
                outcome.elect(profile, standing.index);
            }
            outcome.round(Round::Considered(considered));
            match reason {
                Reason::Fits => left -= cost,
                Reason::Stops => break 'count,
                Reason::BelowThreshold
                | Reason::TooDear
                | Reason::Seat
                | Reason::NoSeatLeft
                | Reason::NoVotes
                | Reason::Reached => {}
            }
        }
    }
    Ok(outcome.with_money(
        profile.amount(budget),
        profile.amount(budget - left),
        profile.amount(left),
    ))
}

/// Whether another order within a group of equal scores gives other winners: it does exactly when
/// some of it fits and not all of it does. When skipping, a member that is dearer than all the
/// money left loses in every order and does not matter.
fn is_decisive(profile: &Profile, group: &[Standing], overrun: Overrun, left: u64) -> bool {
    let costs = group.iter().filter_map(|standing| profile.cost_units(standing.index));
    let (mut some_fit, mut total) = (false, 0_u64);
    for cost in costs {
        some_fit |= cost <= left;
        if cost <= left || overrun == Overrun::Stop {
            total = total.saturating_add(cost);
        }
    }
    some_fit && total > left
}
