//! `ateneu proposal`: from the draft to the answer.

mod amending;
mod answering;
mod authors;
mod drafting;
mod office;
mod supporting;

use participation::DocumentKind;

use crate::cli::proposal::{ProposalArgs, ProposalCommand};
use crate::commands::document;
use crate::context::Context;
use crate::exit::Failure;

/// Proposals, and amendments, which are proposals of a change.
const KINDS: [DocumentKind; 2] = [DocumentKind::Proposal, DocumentKind::Amendment];

/// Does what is asked with proposals.
pub(crate) fn run(context: &Context, args: &ProposalArgs) -> Result<(), Failure> {
    match &args.command {
        ProposalCommand::Draft(args) => drafting::draft(context, args),
        ProposalCommand::Drafts(args) => drafting::drafts(context, args),
        ProposalCommand::Publish(args) => drafting::publish(context, args),
        ProposalCommand::Create(args) => document::create(context, DocumentKind::Proposal, args),
        ProposalCommand::Shared(command) => document::shared(context, &KINDS, command),
        ProposalCommand::Support(args) => supporting::support(context, args, true),
        ProposalCommand::Unsupport(args) => supporting::support(context, args, false),
        ProposalCommand::SupportAll(args) => supporting::support_all(context, args),
        ProposalCommand::Amend(args) => amending::amend(context, args),
        ProposalCommand::Amendments(args) => amending::amendments(context, args),
        ProposalCommand::Accept(args) => amending::decide(context, args, true),
        ProposalCommand::Reject(args) => amending::decide(context, args, false),
        ProposalCommand::Promote(args) => amending::promote(context, args),
        ProposalCommand::Merge(args) => office::merge(context, args),
        ProposalCommand::Split(args) => office::split(context, args),
        ProposalCommand::Answer(args) => answering::answer(context, args),
        ProposalCommand::Invite(args) => authors::invite(context, args),
        ProposalCommand::Join(args) => authors::reply(context, args, true),
        ProposalCommand::Decline(args) => authors::reply(context, args, false),
        ProposalCommand::Similar(args) => drafting::similar(context, args),
        ProposalCommand::Rebase(args) => amending::rebase(context, args),
    }
}
