//! `ateneu poll`: questions, and what polls and budgets have in common.

pub(crate) mod opening;
mod planned;
pub(crate) mod shown;
pub(crate) mod written;

use crate::cli::poll::{PollArgs, PollCommand, ShowArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::select;
use shown::Sort;

/// Does what is asked with polls.
pub(crate) fn run(context: &Context, args: &PollArgs) -> Result<(), Failure> {
    match &args.command {
        PollCommand::Create(args) => {
            opening::open(context, planned::plan(args)?, args.opening.json)
        }
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
