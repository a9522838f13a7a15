//! What acts of polls and budgets must keep.

use std::collections::BTreeSet;

use participation_acts::{Act, BallotRule, Opening, Role, Sealers};

use super::Case;
use crate::ballot::ballot_fits;
use crate::denied::Denied;
use crate::named::Target;
use crate::state::CharterState;

pub(super) fn open(case: &Case<'_>) -> Result<(), Denied> {
    let Act::Open(opening) = case.entry.act else {
        return Err(Denied::TargetMissing);
    };
    within_limits(opening, &case.charter)?;
    rule_fits(opening)?;
    let costs = opening.options.iter().map(|option| option.cost);
    costs.into_iter().try_fold(0_u64, u64::checked_add).ok_or(Denied::CostsOverflow)?;
    sealers_exist(opening.sealers, &case.charter)
}

pub(super) fn ballot(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Ballot(ballot), Target::Opening { opening, .. }) =
        (case.entry.act, case.named.target)
    else {
        return Err(Denied::TargetMissing);
    };
    if ballot.counter == 0 {
        return Err(Denied::NoCounter);
    }
    ballot_fits(opening, &ballot.choices).map_err(Denied::Ballot)
}

/// Who may contest may contest anything about a poll that is here: it changes no number.
pub(super) const fn contest(case: &Case<'_>) -> Result<(), Denied> {
    let Target::Opening { .. } = case.named.target else {
        return Err(Denied::TargetMissing);
    };
    Ok(())
}

/// A later round is sealed only after as many different sealers as a seal needs asked for it.
pub(super) fn seal(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Seal(seal), Target::Opening { opening, reopenings, .. }) =
        (case.entry.act, case.named.target)
    else {
        return Err(Denied::TargetMissing);
    };
    if seal.round == 0 {
        return if seal.reopenings.is_empty() { Ok(()) } else { Err(Denied::FirstRound) };
    }
    if reopenings.len() != seal.reopenings.len() {
        return Err(Denied::TargetMissing);
    }
    let mut signers = BTreeSet::new();
    for reopened in reopenings {
        if (reopened.opening, reopened.round) != (seal.opening, seal.round) {
            return Err(Denied::OtherRound);
        }
        if !signers.insert(reopened.sealer) {
            return Err(Denied::RepeatedSigner);
        }
    }
    let may_seal = |member: &_| case.charter.may_seal(opening.sealers, member).is_some();
    let sealers = signers.into_iter().filter(may_seal).count();
    let needed = case.charter.seal_threshold(opening.sealers);
    if sealers < needed { Err(Denied::TooFewReopenings { sealers, needed }) } else { Ok(()) }
}

pub(super) const fn reopen(case: &Case<'_>) -> Result<(), Denied> {
    let Act::Reopen(reopening) = case.entry.act else {
        return Err(Denied::TargetMissing);
    };
    if reopening.round == 0 { Err(Denied::FirstRound) } else { Ok(()) }
}

fn within_limits(opening: &Opening, charter: &CharterState) -> Result<(), Denied> {
    let limits = charter.limits();
    let options = opening.options.len();
    if options == 0 || options > usize::from(limits.options) {
        return Err(Denied::OptionCount { options, max: limits.options });
    }
    let (days, least) = (opening.retention_days, limits.retention_days);
    if days < least { Err(Denied::Retention { days, least }) } else { Ok(()) }
}

/// What a rule says about numbers of options must be about options that there are.
fn rule_fits(opening: &Opening) -> Result<(), Denied> {
    let (needs_budget, named) = match opening.ballot {
        BallotRule::Approval { max, .. } | BallotRule::Ranking { max, .. } => (false, max),
        BallotRule::Points { options, .. } => (false, options),
        BallotRule::BudgetPercent { .. } => (true, 0),
        BallotRule::BudgetMinimum { projects } => (true, projects),
        BallotRule::BudgetSelection { max, .. } => (true, max),
    };
    if needs_budget && opening.counting.budget.is_none() {
        return Err(Denied::NoBudget);
    }
    let options = opening.options.len();
    if usize::from(named) > options {
        return Err(Denied::RuleBeyondOptions { named, options });
    }
    Ok(())
}

fn sealers_exist(sealers: Sealers, charter: &CharterState) -> Result<(), Denied> {
    let Sealers::Trustees { threshold } = sealers else {
        return Ok(());
    };
    let trustees = charter.holders(Role::Trustee).count();
    if (1..=trustees).contains(&usize::from(threshold)) {
        Ok(())
    } else {
        Err(Denied::TrusteeThreshold { threshold, trustees })
    }
}
