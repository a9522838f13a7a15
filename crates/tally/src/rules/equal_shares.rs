//! The Method of Equal Shares: every voter has an equal share of the money, and projects are
//! bought by those who approve of them.
//!
//! Defined: Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive
//! Utilities" (NeurIPS 2021, <https://arxiv.org/abs/2008.13276>), here for approvals with a
//! project's cost as its utility, which is the variant that cities use
//! (<https://equalshares.net/explanation>). Used by: Wieliczka since 2023, Świecie and Aarau
//! (<https://equalshares.net>).
//!
//! Each of `n` voters has a share of the budget divided by `n`; an empty ballot is a voter too,
//! and a ballot of weight `w` is `w` voters. As long as the supporters of some project together
//! still hold its cost: for each such project, what those pay who pay in full is the least `p`
//! for which everybody paying `p`, or all they have left where that is less, makes the cost. The
//! project with the least rho, `p` divided by the cost, is bought. (The cost divided by `p` is
//! its effective vote count; the highest is the least rho.)
//!
//! - **plain** (`equal-shares`): shares are equal parts of the budget, and often a third of it
//!   stays unspent.
//! - **add1** (`equal-shares-add1`): every share is raised by one unit of the currency and all is
//!   counted again, until nothing more fits in the budget, or one more unit would overspend it.
//!   What nobody voted for does not count as fitting: no share is large enough to buy it.
//! - **add1-overspend** (`equal-shares-add1-overspend`): raised on until one more unit would
//!   overspend, even when nothing more fits: the outcome may still change to a dearer one.
//!   Wieliczka's published outcome needs it.
//!
//! Completed greedily ([`Params::with_greedy_completion`]), what is left is then spent down the
//! list by votes, passing over what does not fit; so the tool of equalshares.net does.
//!
//! Ties in rho: the lower cost, then the more votes, as <https://equalshares.net> recommends
//! (implementation, tie breaking), then [`TieBreak`](crate::TieBreak). The paper leaves ties
//! open, and the Python library pabutools takes the first by name; in the published outcomes
//! at hand no tie makes a difference.
//!
//! Traps: shares begin here at the exact quotient, as in pabutools; the tool of equalshares.net
//! begins at the quotient without its decimals, which can stop at another share. Tools that
//! count in floats break ties by rounding. What costs nothing and is approved of by anybody
//! is bought first; what nobody approves of is never bought, except by greedy completion.
//! More approvals are no harm to a voter's share, but few approvals leave it unspent. A raised
//! share can exceed what there is: voters whose projects win spend more than an equal part.

mod electorate;
mod line;
mod quick;
mod race;
mod search;
mod told;

use std::cmp::Reverse;

use crate::{
    count::CountError,
    outcome::{Considered, Outcome, Reason, Round},
    params::Params,
    profile::{BallotKind, OptionIndex, Profile},
    rule::Rule,
};
use electorate::Electorate;
use race::{MOST_FRACTION, Terms};
use search::{Goal, search};

pub(crate) fn count_plain(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    count(profile, params, Rule::EqualShares, Goal::Plain)
}

pub(crate) fn count_add1(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    count(profile, params, Rule::EqualSharesAdd1, Goal::Exhaustive)
}

pub(crate) fn count_overspend(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    count(profile, params, Rule::EqualSharesAdd1Overspend, Goal::Spent)
}

fn count(
    profile: &Profile,
    params: &Params,
    rule: Rule,
    goal: Goal,
) -> Result<Outcome, CountError> {
    if profile.kind() != BallotKind::Approval {
        return Err(CountError::OtherBallots { rule, kind: profile.kind().name() });
    }
    let budget = profile.budget_units().ok_or(CountError::NoBudget { rule })?;
    let votes = profile.votes()?;
    let electorate = Electorate::new(profile, rule)?;
    let order = order(profile, params, &votes)?;
    let mut outcome = Outcome::new(profile, rule, votes.clone());
    if electorate.voters() > 0 {
        let terms = Terms {
            budget,
            costs: profile.indexes().filter_map(|index| profile.cost_units(index)).collect(),
            step: 10_u64.checked_pow(u32::from(profile.decimals())).ok_or(CountError::TooLarge)?,
            order: places(&order),
            fraction: MOST_FRACTION,
        };
        let found = search(&electorate, &terms, goal)?;
        told::tell(profile, params, &electorate, &terms, &found, &order, &mut outcome);
    }
    let costs = outcome.elected().iter().filter_map(|index| profile.cost_units(*index));
    let mut left = budget.saturating_sub(costs.sum());
    if params.greedy_completion() {
        complete(profile, params, &votes, &mut left, &mut outcome)?;
    }
    let (all, spent) = (profile.amount(budget), profile.amount(budget - left));
    Ok(outcome.with_money(all, spent, profile.amount(left)))
}

/// All options in the order that decides between equals.
fn order(
    profile: &Profile,
    params: &Params,
    votes: &[u64],
) -> Result<Vec<OptionIndex>, CountError> {
    let standings = params.ties().sort(profile, votes)?;
    let mut order: Vec<OptionIndex> = standings.into_iter().map(|it| it.index).collect();
    let votes = |index: OptionIndex| votes.get(index.place()).copied().unwrap_or(0);
    order.sort_by_key(|index| (profile.cost_units(*index), Reverse(votes(*index))));
    Ok(order)
}

/// For each option its place in an order.
fn places(order: &[OptionIndex]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, index) in order.iter().enumerate() {
        if let Some(known) = places.get_mut(index.place()) {
            *known = place;
        }
    }
    places
}

/// Spends what is left down the list by votes.
fn complete(
    profile: &Profile,
    params: &Params,
    votes: &[u64],
    left: &mut u64,
    outcome: &mut Outcome,
) -> Result<(), CountError> {
    let mut open = vec![true; votes.len()];
    for index in outcome.elected() {
        if let Some(open) = open.get_mut(index.place()) {
            *open = false;
        }
    }
    let mut standings = params.ties().sort(profile, votes)?;
    standings.retain(|standing| open.get(standing.index.place()) == Some(&true));
    for group in standings.chunk_by(|one, other| one.score == other.score) {
        let fitting = group.iter().filter_map(|it| profile.cost_units(it.index));
        let fitting = fitting.filter(|cost| cost <= left);
        let needed = fitting.fold(0_u64, u64::saturating_add);
        outcome.tie(params.ties().explain(profile, group, needed > *left));
        for standing in group {
            let cost = profile.cost_units(standing.index).unwrap_or(u64::MAX);
            let reason = if cost <= *left { Reason::Fits } else { Reason::TooDear };
            let considered = Considered::new(profile, *standing, reason)
                .with_money(profile.amount(cost), profile.amount(*left));
            outcome.round(Round::Considered(considered));
            if reason.takes() {
                outcome.elect(profile, standing.index);
                *left -= cost;
            }
        }
    }
    Ok(())
}
