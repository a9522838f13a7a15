//! `ateneu community join`

use participation::{CommunityId, Intake, SlotId};
use serde::Serialize;

use crate::cli::community::JoinArgs;
use crate::commands::bundle::{Bundle, Taken};
use crate::commands::community::joining;
use crate::commands::member::{keep_access, redeem_card};
use crate::communities::Open;
use crate::context::Context;
use crate::exit::Failure;
use crate::home::Home;
use crate::invitation::Invitation;
use crate::layout::{self, Facts};
use crate::print;
use crate::select;

#[derive(Serialize)]
struct Joined {
    id: CommunityId,
    name: String,
    entries: usize,
    added: usize,
    slot: Option<SlotId>,
}

/// Takes a community in, and redeems the card of the invitation.
pub(super) fn run(context: &Context, args: &JoinArgs) -> Result<(), Failure> {
    let invitation = Invitation::read(&args.invitation)?;
    let bundle = args.bundle.as_deref().map(Bundle::open).transpose()?;
    let of_bundle = bundle.as_ref().map(Bundle::community).transpose()?;
    let id = match (invitation.community, of_bundle) {
        (Some(asked), Some(found)) if asked != found => {
            return Err(Failure::input(format!(
                "the invitation is to community {}, the bundle is of {}: ask for the other bundle",
                asked.short(),
                found.short()
            )));
        }
        (Some(id), _) | (None, Some(id)) => id,
        (None, None) => {
            return Err(Failure::input(
                "a card alone does not say of which community it is: give the whole invitation, or a bundle with --bundle",
            ));
        }
    };
    let mut taken = take_in(context, bundle, id, &invitation, args)?;
    let card = invitation.card.as_ref();
    let slot = card.map(|card| redeem_card(context, &mut taken.community, card)).transpose();
    let Taken { community, intake, new } = taken;
    let slot = match slot {
        Ok(slot) => slot,
        Err(failure) if new => {
            community.remove()?;
            return Err(failure.after("the community was not taken in"));
        }
        Err(failure) => return Err(failure),
    };
    let added = intake.added;
    let community = delivered(context, community, slot.is_some())?;
    let (name, entries) = (select::name_of(&community), community.len());
    let joined = Joined { id, name, entries, added, slot };
    if args.json {
        return print::json(&joined);
    }
    print::line(layout::paragraph(&format!("joined {}", joined.name)))?;
    print::line("")?;
    Facts::new()
        .with("id", id)
        .with("entries", format_args!("{entries}, {added} of them new"))
        .with_all("your slot", slot)
        .print()
}

/// Gives other nodes what was written here where that is this command's to do.
fn delivered(context: &Context, community: Open, wrote: bool) -> Result<Open, Failure> {
    let id = community.id();
    if !wrote {
        return Ok(community);
    }
    drop(community);
    let home = context.home()?;
    joining::deliver(context, home, &id)?;
    home.open_community(&id)
}

/// The community after the bundle was taken in, as it is here, or as other nodes gave it.
fn take_in(
    context: &Context,
    bundle: Option<Bundle>,
    id: CommunityId,
    invitation: &Invitation,
    args: &JoinArgs,
) -> Result<Taken, Failure> {
    if let Some(bundle) = bundle {
        return bundle.take_in(context, id, invitation.access.clone());
    }
    let here = Home::exists(&context.home_path()?) && context.home()?.communities()?.contains(&id);
    if here {
        let mut community = context.home()?.open_community(&id)?;
        // One that was begun and has nothing yet is still to be fetched.
        if community.view().tip().is_some() {
            keep_access(&mut community, invitation.access.clone())?;
            return Ok(Taken { community, intake: Intake::default(), new: false });
        }
    }
    joining::over_network(context, &id, invitation, args.first)
}
