//! `ateneu member list`

use participation::{Census, EntryId, InvitationKey, MemberStatus, SlotId};
use participation_keys::DidKey;
use serde::Serialize;

use crate::cli::member::MemberListArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::{print, select};

#[derive(Serialize)]
struct Listed {
    census: Census,
    members: Vec<Place>,
    invitations: Vec<Card>,
}

#[derive(Serialize)]
struct Place {
    slot: SlotId,
    status: MemberStatus,
    /// Why its admission does not stand, if it does not.
    fault: Option<String>,
    keys: Vec<String>,
    offices: Vec<&'static str>,
}

#[derive(Serialize)]
struct Card {
    entry: EntryId,
    key: InvitationKey,
    redemptions: Vec<EntryId>,
}

/// Lists the census and the cards.
pub(super) fn run(context: &Context, args: &MemberListArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let view = community.view();
    let state = view.tip().map(|(_, state)| state);
    let members = view.members().into_iter().map(|member| {
        let held = |key| {
            let steward = state.filter(|state| state.is_seat(key)).map(|_| "steward");
            let roles = state.into_iter().flat_map(|state| state.roles());
            let roles = roles.filter(move |(_, holder)| *holder == key);
            steward.into_iter().chain(roles.map(|(role, _)| select::role_name(role)))
        };
        Place {
            slot: member.slot,
            status: member.status,
            fault: member.fault.as_ref().map(ToString::to_string),
            keys: member.keys.iter().map(DidKey::to_did).collect(),
            offices: member.keys.iter().flat_map(held).collect(),
        }
    });
    let members = members.collect();
    let cards = view.facts().invitations().map(|(entry, key, redemptions)| Card {
        entry,
        key,
        redemptions: redemptions.iter().map(|(id, _)| *id).collect(),
    });
    let mut invitations: Vec<Card> = cards.collect();
    invitations.sort_unstable_by_key(|card| card.entry);
    let listed = Listed { census: view.census(), members, invitations };
    if args.json {
        return print::json(&listed);
    }
    show(&listed)
}

fn show(listed: &Listed) -> Result<(), Failure> {
    for place in &listed.members {
        let status = match place.status {
            MemberStatus::Active => "active",
            MemberStatus::Suspended => "suspended",
            MemberStatus::Revoked => "revoked",
            MemberStatus::Void => "void",
        };
        let (keys, offices) = (place.keys.join(" "), place.offices.join(", "));
        print::line(format_args!("{} {status:9} {keys} {offices}", place.slot.short()))?;
        if let Some(fault) = &place.fault {
            print::line(format_args!("         {fault}"))?;
        }
    }
    for card in &listed.invitations {
        let redemptions: Vec<String> = card.redemptions.iter().map(EntryId::short).collect();
        let standing = match redemptions.as_slice() {
            [] => "not redeemed".to_owned(),
            [one] => format!("redeemed by {one}"),
            several => format!(
                "redeemed {} times ({}): it admits nobody until a registrar says which with `ateneu member settle`",
                several.len(),
                several.join(", ")
            ),
        };
        print::line(format_args!("card {} {standing}", card.entry.short()))?;
    }
    let Census { active, suspended, revoked, void } = listed.census;
    print::line(format_args!(
        "{active} active, {suspended} suspended, {revoked} revoked, {void} void"
    ))
}
