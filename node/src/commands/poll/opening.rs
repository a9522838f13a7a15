//! Opening a poll or a budget, once it is planned.

use std::num::NonZeroU16;

use participation::{BallotRule, EntryId, PollPlan, Sealers, Ties};
use participation_tally::decision::Size;
use participation_tally::{
    Amount, BallotKind, Params, PollOption, Profile, Rule, WrittenRule, count,
};
use serde::Serialize;

use super::written::{self, WrittenFault};
use crate::cli::poll::OpeningArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::print;

/// What polls and budgets have in common.
pub(crate) struct Common {
    pub(crate) sealers: Sealers,
    pub(crate) ties: Ties,
    pub(crate) retention_days: u16,
}

impl Common {
    /// Reads what was written.
    ///
    /// # Errors
    /// [`WrittenFault`].
    pub(crate) fn read(args: &OpeningArgs) -> Result<Self, WrittenFault> {
        Ok(Self {
            sealers: written::sealers(&args.sealers)?,
            ties: written::ties(&args.ties)?,
            // The charter's least where nothing is said.
            retention_days: args.retention.unwrap_or(0),
        })
    }
}

/// What is printed of a new poll.
#[derive(Debug, Serialize)]
struct Opened {
    id: EntryId,
    poll: EntryId,
    roll: usize,
}

/// Opens it in the chosen community, as the chosen person.
///
/// # Errors
/// [`Failure::Input`] when it could not be counted, or may not be opened; nothing has changed.
pub(crate) fn open(context: &Context, plan: PollPlan, json: bool) -> Result<(), Failure> {
    countable(&plan)?;
    let mut community = context.community()?;
    let mut signer = context.signer(&mut community)?;
    let id = community.open_poll(&mut signer.pen(), plan)?;
    let roll = community.roll(&id)?.len();
    if json {
        return print::json(&Opened { id, poll: id, roll });
    }
    print::line(id)?;
    print::note(format_args!("open: {roll} people may vote, with `ateneu vote {}`", id.short()));
    Ok(())
}

/// Counts no ballots by the plan, so that a plan whose ballots could never be counted is refused
/// before it is opened.
pub(crate) fn countable(plan: &PollPlan) -> Result<(), Failure> {
    let written: WrittenRule = plan.counting.rule.as_str().parse().map_err(Failure::input)?;
    let rule = written.rule;
    let money = |units| Amount::from_units(units, plan.counting.decimals);
    let option = |option: &participation::OptionPlan| {
        PollOption::new(option.id.as_str(), option.label.as_str(), money(option.cost))
    };
    let kind = match plan.ballot {
        BallotRule::Approval { .. }
        | BallotRule::BudgetPercent { .. }
        | BallotRule::BudgetMinimum { .. }
        | BallotRule::BudgetSelection { .. } => BallotKind::Approval,
        BallotRule::Points { .. } => BallotKind::Points { unlisted: 0 },
        BallotRule::Ranking { max, .. } => BallotKind::Ranking { longest: u32::from(max) },
    };
    let options = plan.options.iter().map(option).collect();
    let profile = Profile::new(kind, options, plan.counting.budget.map(money));
    let mut params = Params::default();
    if plan.counting.threshold > 0 {
        params = params.with_threshold(plan.counting.threshold);
    }
    if let Some(requirement) = written.requirement {
        params = params.with_requirement(requirement);
    }
    if rule.decides() {
        // Whoever is on the roll is counted when it is frozen; here any number does.
        params = params.with_roll(Size::people(0));
    }
    if let (Rule::Quadratic, BallotRule::Points { max, .. }) = (rule, plan.ballot) {
        params = params.with_credits(max.into());
    }
    if let Some(seats) = u16::try_from(plan.counting.seats).ok().and_then(NonZeroU16::new) {
        params = params.with_seats(seats);
    }
    let counted = count(&profile.map_err(Failure::input)?, rule, &params);
    counted.map(drop).map_err(Failure::input)
}
