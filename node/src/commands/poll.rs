//! `ateneu poll`: questions, and what polls and budgets have in common.

pub(crate) mod opening;
pub(crate) mod shown;
pub(crate) mod written;

use participation::{Counting, PollPlan};
use participation_tally::Rule;
use participation_types::Text;

use crate::cli::poll::{PollArgs, PollCommand, PollCreateArgs, ShowArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::rules;
use crate::select;
use opening::Common;
use shown::Sort;
use written::WrittenFault;

/// Does what is asked with polls.
pub(crate) fn run(context: &Context, args: &PollArgs) -> Result<(), Failure> {
    match &args.command {
        PollCommand::Create(args) => opening::open(context, plan(args)?, args.opening.json),
        PollCommand::Show(args) => show(context, Sort::Poll, args),
        PollCommand::List(args) => list(context, Sort::Poll, args.json),
    }
}

/// Shows one poll or budget.
pub(crate) fn show(context: &Context, sort: Sort, args: &ShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let id = select::poll(&community, &args.poll)?;
    let opening = community.opening(&id)?;
    shown::expect(sort, id, opening)?;
    shown::show(id, opening, &community.report(&id)?, args.json)
}

/// Lists polls or budgets.
pub(crate) fn list(context: &Context, sort: Sort, json: bool) -> Result<(), Failure> {
    let community = context.community()?;
    shown::list(&community, sort, json)
}

/// The plan that was written; everything that can be known to be wrong is refused here.
fn plan(args: &PollCreateArgs) -> Result<PollPlan, Failure> {
    let rule = rules::poll_rule(&args.rule).map_err(Failure::input)?;
    let options = written::options(&args.options)?;
    let all = u16::try_from(options.len()).unwrap_or(u16::MAX);
    let most = if rule == Rule::Plurality { 1 } else { all };
    let (min, max) = (args.min.unwrap_or(1), args.max.unwrap_or(most));
    if rule == Rule::Plurality && max != 1 {
        return Err(WrittenFault::OneChoice.into());
    }
    let ballot = written::approval(min, max.min(all), options.len())?;
    written::within("there are to be elected", args.seats.into(), options.len())?;
    let common = Common::read(&args.opening)?;
    let counting = Counting {
        rule: Text::fixed(rule.name()),
        seats: args.seats.into(),
        budget: None,
        threshold: 0,
        ties: common.ties,
        decimals: 0,
    };
    Ok(PollPlan {
        title: args.question.clone(),
        question: args.description.clone(),
        options,
        ballot,
        counting,
        sealers: common.sealers,
        retention_days: common.retention_days,
        reminds: None,
    })
}
