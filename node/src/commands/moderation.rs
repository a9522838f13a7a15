//! `ateneu moderation`: reports that only moderators read, labels with public reasons, appeals.

pub(crate) mod appeals;
mod reports;

use participation::{Community, EntryId, Kind, LabelPlan, Reason, Store};

use super::document::{Done, reasons};
use crate::cli::moderation::{LabelArgs, ModerationArgs, ModerationCommand};
use crate::commands::log;
use crate::context::Context;
use crate::exit::Failure;
use crate::select::written;

/// Does what is asked.
pub(crate) fn run(context: &Context, args: &ModerationArgs) -> Result<(), Failure> {
    match &args.command {
        ModerationCommand::Report(args) => reports::report(context, args),
        ModerationCommand::Reports(args) => reports::list(context, args),
        ModerationCommand::Hide(args) => label(context, args, true),
        ModerationCommand::Show(args) => label(context, args, false),
        ModerationCommand::Appeal(args) => appeals::appeal(context, args),
        ModerationCommand::Appeals(args) => appeals::list(context, args),
        ModerationCommand::Decide(args) => appeals::decide(context, args),
        ModerationCommand::Log(args) => {
            let community = context.community()?;
            let labels = |kind| matches!(kind, Kind::Content(participation::ContentKind::Label));
            log::of_kind(&community, &labels, args.language.as_deref(), args.json)
        }
    }
}

fn label(context: &Context, args: &LabelArgs, hidden: bool) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::said(&community, &args.id)?;
    if is_hidden(&community, &subject) == hidden {
        let state = if hidden { "hidden already" } else { "not hidden" };
        return Err(Failure::input(format!("{} is {state}", subject.short())));
    }
    let text = reasons(&community, &subject, "--text", &args.text, args.language.as_deref())?;
    let plan = LabelPlan { hidden, reason: reason(&args.reason), text, appeal: None };
    let mut signer = context.signer(&mut community)?;
    let entry = community.label(&mut signer.pen(), subject, plan)?;
    Done { entry, subject }.print(if hidden { "hidden" } else { "shown again" }, args.json)
}

/// The label or erasure that hides a document or a comment.
fn hiding<S: Store>(community: &Community<S>, subject: &EntryId) -> Option<EntryId> {
    let reading = community.deliberation();
    let card = reading.card(subject).and_then(|card| card.hidden);
    card.or_else(|| reading.remark(subject).and_then(|remark| remark.hidden))
}

fn is_hidden<S: Store>(community: &Community<S>, subject: &EntryId) -> bool {
    hiding(community, subject).is_some()
}

/// A reason by its name, which the command line has checked.
fn reason(name: &str) -> Reason {
    let named = |reason: &Reason| super::document::shown::reason_name(*reason) == name;
    Reason::ALL.iter().copied().find(named).unwrap_or(Reason::Other)
}
