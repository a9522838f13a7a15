//! Authors who take others in.

use participation::EntryId;
use serde::Serialize;

use super::KINDS;
use crate::cli::proposal::InviteArgs;
use crate::cli::words::OneArgs;
use crate::commands::document::Done;
use crate::context::Context;
use crate::exit::Failure;
use crate::print;
use crate::select::{self, written};

#[derive(Serialize)]
struct Invited {
    entry: EntryId,
    subject: EntryId,
    slot: participation::SlotId,
}

/// Asks somebody to be an author too.
pub(super) fn invite(context: &Context, args: &InviteArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, &KINDS, &args.id)?;
    let slot = written::person(context, &community, &args.who)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.invite_author(&mut signer.pen(), subject, slot)?;
    if args.json {
        return print::json(&Invited { entry, subject, slot });
    }
    print::line(format_args!("invited: {}", slot.short()))?;
    print::note(format_args!(
        "they accept with `ateneu proposal join {}`, and are an author from then on",
        subject.short()
    ));
    Ok(())
}

/// Accepts or declines.
pub(super) fn reply(context: &Context, args: &OneArgs, accepts: bool) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, &KINDS, &args.id)?;
    let slot = select::slot(context, &community, context.person_name())?;
    let invitations = community.deliberation().invitations_of(&slot);
    let invitation = invitations.into_iter().rev().find(|(_, document)| *document == subject);
    let (invitation, _) = invitation.ok_or_else(|| {
        Failure::input(format!(
            "nobody has asked {} to be an author of {}: its authors do with `ateneu proposal invite`",
            context.person_name(),
            subject.short()
        ))
    })?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.reply(&mut signer.pen(), invitation, accepts)?;
    let what = if accepts { "an author now" } else { "declined" };
    Done { entry, subject }.print(what, args.json)
}
