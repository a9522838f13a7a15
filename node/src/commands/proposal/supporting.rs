//! Supports: one by one, or all of a person in one list where a phase has a limit.

use participation::{Alignment, Community, EntryId, Matter};
use participation_store::SledStore;
use serde::Serialize;

use super::KINDS;
use crate::cli::proposal::SupportAllArgs;
use crate::cli::words::OneArgs;
use crate::commands::document::{Done, space_of};
use crate::context::Context;
use crate::exit::Failure;
use crate::print;
use crate::select::{self, written};

/// Supports a proposal, or takes a support back.
pub(super) fn support(context: &Context, args: &OneArgs, yes: bool) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, &KINDS, &args.id)?;
    let space = space_of(&community, &subject)?;
    let entry = if is_one_list(&community, &space) {
        let mut listed = mine(context, &community, &space)?;
        listed.retain(|id| *id != subject);
        if yes {
            listed.push(subject);
        }
        let mut signer = context.signer(&mut community)?;
        community.support_all(&mut signer.pen(), space, listed)?
    } else {
        let value = if yes { Alignment::InFavour } else { Alignment::Neutral };
        let mut signer = context.signer(&mut community)?;
        community.stand(&mut signer.pen(), subject, Matter::Support, value)?
    };
    Done { entry, subject }.print(if yes { "supported" } else { "support taken back" }, args.json)
}

fn is_one_list(community: &Community<SledStore>, space: &EntryId) -> bool {
    let reading = community.deliberation();
    reading.current_phase(space).is_some_and(|(_, phase)| phase.rules.supports_are_one_ballot())
}

fn mine(
    context: &Context,
    community: &Community<SledStore>,
    space: &EntryId,
) -> Result<Vec<EntryId>, Failure> {
    let slot = select::slot(context, community, context.person_name())?;
    let reading = community.deliberation();
    let ballot = reading.support_ballot(space, &slot);
    Ok(ballot.map(|ballot| ballot.proposals.clone()).unwrap_or_default())
}

#[derive(Serialize)]
struct Listed {
    entry: EntryId,
    space: EntryId,
    proposals: Vec<EntryId>,
}

/// Supports exactly these.
pub(super) fn support_all(context: &Context, args: &SupportAllArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let find = |text: &String| written::document(&community, &KINDS[..1], text);
    let mut proposals = args.proposals.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    proposals.sort_unstable();
    proposals.dedup();
    let space = match (args.space.as_deref(), proposals.first()) {
        (None, Some(first)) => space_of(&community, first)?,
        (named, _) => written::space(&community, None, named)?,
    };
    if !is_one_list(&community, &space) {
        return Err(Failure::input(
            "supports are given one by one in this phase: use `ateneu proposal support`",
        ));
    }
    let mut signer = context.signer(&mut community)?;
    let entry = community.support_all(&mut signer.pen(), space, proposals.clone())?;
    if args.json {
        return print::json(&Listed { entry, space, proposals });
    }
    print::line(format_args!("supported: {} proposals, and no others", proposals.len()))
}
