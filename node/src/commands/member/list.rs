//! `ateneu member list`

use participation::{Census, EntryId, InvitationKey, MemberStatus, SlotId};
use participation_keys::DidKey;
use serde::Serialize;

use crate::cli::member::MemberListArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
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
    let mut table = Table::new(&["slot", "status", "key and offices"], &[]);
    for place in &listed.members {
        let status = match place.status {
            MemberStatus::Active => "active",
            MemberStatus::Suspended => "suspended",
            MemberStatus::Revoked => "revoked",
            MemberStatus::Void => "void",
        };
        let about = place.keys.iter().map(String::as_str).chain(place.fault.as_deref());
        let offices = place.offices.join(", ");
        let about: Vec<&str> = about.chain(Some(offices.as_str())).collect();
        let about = about.join(" ").trim_end().to_owned();
        table.row([place.slot.short(), status.to_owned(), about]);
    }
    table.print()?;
    let mut cards = Table::new(&["card", "redeemed"], &[]);
    for card in &listed.invitations {
        let redemptions: Vec<String> = card.redemptions.iter().map(EntryId::short).collect();
        let standing = match redemptions.as_slice() {
            [] => "not yet".to_owned(),
            [one] => format!("by {one}"),
            several => format!(
                "{} times ({}): it admits nobody until a registrar says which with `ateneu member settle`",
                several.len(),
                several.join(", ")
            ),
        };
        cards.row([card.entry.short(), standing]);
    }
    if !listed.invitations.is_empty() {
        print::line("")?;
        cards.print()?;
    }
    let Census { active, suspended, revoked, void } = listed.census;
    print::line(format_args!(
        "\n{active} active, {suspended} suspended, {revoked} revoked, {void} void"
    ))
}
