//! Following delegations.

use crate::ties::Lot;

use super::{
    explained::{Delegated, Explained, Fate, Loss, Totals},
    register::{DelegationError, Register, Voter},
};

/// How delegations are followed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// A vote goes to one person and no further.
    Proxies {
        /// Most votes of others that one person carries, each one counted once whatever it weighs.
        most: Option<u32>,
        /// Which are carried where there are more.
        order: Order,
    },
    /// A vote may be given on and on until somebody votes.
    Liquid {
        /// Most votes of others that one person carries, each one counted once whatever it weighs.
        /// The nearest go first, then those whose id comes first.
        most: Option<u32>,
    },
}

/// Which votes are carried where there are more than one person may carry.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// Those whose id comes first. Let ids begin with the number under which the proxy was handed
    /// in, where statutes say "in the order of presentation".
    Id,
    /// Those who draw the lowest lot, see [`Lot`]; what is drawn for is the voter's id.
    Lot(Lot),
}

/// A voter's place in the register, sorted by id.
type At = usize;

/// Where a vote goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// To whoever voted, after so many delegations.
    Ballot(At, u32),
    Nobody(Loss),
}

/// What the ballots weigh and what became of each vote.
///
/// # Errors
/// [`DelegationError`] when somebody delegates to a person who is not in the register, or a ballot
/// would weigh more than 32 bits hold.
pub fn resolve(register: &Register, mode: &Mode) -> Result<Delegated, DelegationError> {
    let voters: Vec<&Voter> = register.voters().collect();
    u32::try_from(voters.len()).map_err(|_| DelegationError::TooMany)?;
    let delegates = delegates(&voters)?;
    let (most, order) = match mode {
        Mode::Proxies { most, order } => (*most, order),
        Mode::Liquid { most } => (*most, &Order::Id),
    };
    let mut goals = match mode {
        Mode::Proxies { .. } => one_step(&voters, &delegates),
        Mode::Liquid { .. } => all_steps(&voters, &delegates),
    };
    if let Some(most) = most {
        keep_cap(&voters, &mut goals, most, order);
    }
    let mut delegated = Delegated {
        mode: match mode {
            Mode::Proxies { .. } => "proxies",
            Mode::Liquid { .. } => "liquid",
        },
        most,
        order: match order {
            Order::Id => "id",
            Order::Lot(_) => "lot",
        },
        totals: Totals::default(),
        voters: Vec::new(),
    };
    explain(&voters, &delegates, &goals, &mut delegated)?;
    Ok(delegated)
}

/// The place of each voter's delegate.
fn delegates(voters: &[&Voter]) -> Result<Vec<Option<At>>, DelegationError> {
    let place = |voter: &&Voter| {
        let Some(to) = &voter.delegate else { return Ok(None) };
        let found = voters.binary_search_by(|other| other.id.cmp(to));
        found
            .map(Some)
            .map_err(|_| DelegationError::Unknown { from: voter.id.clone(), to: to.clone() })
    };
    voters.iter().map(place).collect()
}

/// Where each vote goes when it goes one step and no further; `None` when it was not given away.
fn one_step(voters: &[&Voter], delegates: &[Option<At>]) -> Vec<Option<Goal>> {
    let voted = |at: At| voters.get(at).is_some_and(|voter| voter.voted);
    let gave = |at: At| delegates.get(at).is_some_and(Option::is_some);
    let goals = voters.iter().zip(delegates).map(|(voter, delegate)| match delegate {
        Some(to) if !voter.voted => Some(match (voted(*to), gave(*to)) {
            (true, _) => Goal::Ballot(*to, 1),
            (false, true) => Goal::Nobody(Loss::ProxyOfProxy),
            (false, false) => Goal::Nobody(Loss::DelegateDidNotVote),
        }),
        Some(_) | None => None,
    });
    goals.collect()
}

/// Where each vote goes when delegations are followed to their end. Each voter is walked over once:
/// a walk ends at somebody who voted, who did not delegate, who is settled already, or whom the
/// same walk met before, which closes a circle.
fn all_steps(voters: &[&Voter], delegates: &[Option<At>]) -> Vec<Option<Goal>> {
    let mut goals: Vec<Option<Goal>> = vec![None; voters.len()];
    // Number of the walk, from 1, in which somebody was met.
    let mut met = vec![0_usize; voters.len()];
    let next = |at: At| delegates.get(at).copied().flatten();
    let voted = |at: At| voters.get(at).is_some_and(|voter| voter.voted);
    let mut path = Vec::new();
    for start in 0..voters.len() {
        path.clear();
        let walk = start + 1;
        let mut at = start;
        // What those on the path get, the last one first, and from where on they lie in a circle.
        let (mut goal, circle) = loop {
            if voted(at) {
                break (Goal::Ballot(at, 0), None);
            }
            if let Some(settled) = goals.get(at).copied().flatten() {
                break (settled, None);
            }
            let Some(delegate) = next(at) else {
                break (Goal::Nobody(Loss::DelegateDidNotVote), None);
            };
            match met.get_mut(at) {
                Some(met) if *met == walk => break (Goal::Nobody(Loss::Circle), Some(at)),
                Some(met) => *met = walk,
                None => break (Goal::Nobody(Loss::Circle), None),
            }
            path.push(at);
            at = delegate;
        };
        let mut inside = circle.is_some();
        if goal == Goal::Nobody(Loss::Circle) && !inside {
            goal = Goal::Nobody(Loss::IntoCircle);
        }
        for at in path.iter().rev() {
            if let Goal::Ballot(_, steps) = &mut goal {
                *steps += 1;
            }
            if let Some(slot) = goals.get_mut(*at) {
                *slot = Some(goal);
            }
            if inside && circle == Some(*at) {
                inside = false;
                goal = Goal::Nobody(Loss::IntoCircle);
            }
        }
    }
    goals
}

/// Takes from each ballot the votes beyond the cap: the farthest first, then by the order.
fn keep_cap(voters: &[&Voter], goals: &mut [Option<Goal>], most: u32, order: &Order) {
    let lot = |at: At| match order {
        Order::Id => [0; 32],
        Order::Lot(lot) => lot.draw(voters.get(at).map_or("", |voter| voter.id.as_str())),
    };
    let mut carried: Vec<(At, u32, [u8; 32], At)> = (0..)
        .zip(goals.iter())
        .filter_map(|(at, goal)| match goal {
            Some(Goal::Ballot(by, steps)) => Some((*by, *steps, lot(at), at)),
            Some(Goal::Nobody(_)) | None => None,
        })
        .collect();
    carried.sort_unstable();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    for group in carried.chunk_by(|(one, ..), (other, ..)| one == other) {
        for (_, _, _, at) in group.iter().skip(most) {
            if let Some(goal) = goals.get_mut(*at) {
                *goal = Some(Goal::Nobody(Loss::Cap));
            }
        }
    }
}

fn explain(
    voters: &[&Voter],
    delegates: &[Option<At>],
    goals: &[Option<Goal>],
    delegated: &mut Delegated,
) -> Result<(), DelegationError> {
    let mut loads: Vec<(u64, u32)> =
        voters.iter().map(|voter| (u64::from(voter.weight), 0)).collect();
    for (voter, goal) in voters.iter().zip(goals) {
        if let Some(Goal::Ballot(by, _)) = goal
            && let Some((weight, carries)) = loads.get_mut(*by)
        {
            *weight += u64::from(voter.weight);
            *carries += 1;
        }
    }
    let id = |at: At| voters.get(at).map_or_else(String::new, |voter| voter.id.clone());
    let rows = voters.iter().zip(delegates).zip(goals.iter().zip(loads));
    for ((voter, delegate), (goal, (load, carries))) in rows {
        let weight = u64::from(voter.weight);
        let totals = &mut delegated.totals;
        totals.all += weight;
        let via = delegate.map_or_else(String::new, id);
        let fate = match goal {
            Some(Goal::Ballot(by, steps)) => {
                totals.carried += weight;
                Fate::Carried { by: id(*by), via, steps: *steps }
            }
            Some(Goal::Nobody(why)) => {
                totals.lost += weight;
                Fate::Lost { why: *why, via }
            }
            None if voter.voted => {
                totals.voted += weight;
                let total = u32::try_from(load);
                let total = total.map_err(|_| DelegationError::TooHeavy(voter.id.clone()))?;
                Fate::Voted { total, carries }
            }
            None => {
                totals.absent += weight;
                Fate::Absent
            }
        };
        delegated.voters.push(Explained { id: voter.id.clone(), weight: voter.weight, fate });
    }
    Ok(())
}
