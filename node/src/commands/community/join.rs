//! `ateneu community join`

use participation::{Access, CommunityId, Intake, SlotId};
use serde::Serialize;

use crate::cli::community::JoinArgs;
use crate::commands::bundle::{Bundle, Taken};
use crate::commands::member::{keep_access, redeem_card};
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
    let Some(mut taken) = take_in(context, bundle, id, invitation.access)? else {
        return Err(Failure::input(format!(
            "community {} is not here, and nodes do not synchronise over a network yet: ask a member for a bundle (`ateneu bundle export FILE`) and give it with --bundle FILE",
            id.short()
        )));
    };
    let card = invitation.card.as_ref();
    let slot = card.map(|card| redeem_card(context, &mut taken.community, card)).transpose();
    let Taken { community, intake, new } = taken;
    let slot = match slot {
        Ok(slot) => slot,
        Err(failure) if new => {
            drop(community);
            context.home()?.remove_community(&id)?;
            return Err(failure.after("the community was not taken in"));
        }
        Err(failure) => return Err(failure),
    };
    let added = intake.added;
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

/// The community after the bundle was taken in, or as it is here; `None` when it is neither.
fn take_in(
    context: &Context,
    bundle: Option<Bundle>,
    id: CommunityId,
    access: Option<Access>,
) -> Result<Option<Taken>, Failure> {
    if let Some(bundle) = bundle {
        return bundle.take_in(context, id, access).map(Some);
    }
    if !Home::exists(&context.home_path()?) {
        return Ok(None);
    }
    let home = context.home()?;
    if !home.communities()?.contains(&id) {
        return Ok(None);
    }
    let mut community = home.open_community(&id)?;
    keep_access(&mut community, access)?;
    Ok(Some(Taken { community, intake: Intake::default(), new: false }))
}
