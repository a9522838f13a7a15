//! What a text on the command line names: communities, entries, revisions, members.

pub(crate) mod written;

use std::fmt::Display;

use participation::{
    Community, CommunityId, EntryId, MemberKey, NodeAddress, RevisionId, Role, SlotId,
};
use participation_keys::DidKey;
use participation_store::{SledStore, Store};

use crate::context::Context;
use crate::exit::Failure;
use crate::home::Home;
use crate::people;
use crate::print::safe;

/// Hexadecimal digits with which an id may be named at least.
const LEAST_DIGITS: usize = 8;

/// Most candidates that a message lists.
const LISTED: usize = 5;

/// The one id among these that begins with the digits of `text`; dashes and spaces are passed over.
pub(crate) fn prefix<T: Display>(
    what: &str,
    text: &str,
    ids: impl IntoIterator<Item = T>,
) -> Result<T, Failure> {
    let digits = digits_of(text).ok_or_else(|| {
        Failure::input(format!(
            "{:?} names no {what}: give its id, or at least the first {LEAST_DIGITS} digits of it",
            safe(text)
        ))
    })?;
    let mut found: Vec<T> =
        ids.into_iter().filter(|id| id.to_string().starts_with(&digits)).collect();
    match (found.pop(), found.len()) {
        (Some(id), 0) => Ok(id),
        (Some(id), more) => {
            let listed: Vec<String> =
                found.iter().chain([&id]).take(LISTED).map(ToString::to_string).collect();
            let listed = listed.join(", ");
            Err(Failure::input(format!(
                "{digits} begins the id of {} of them, give more digits: {listed}",
                more + 1
            )))
        }
        (None, _) => Err(Failure::input(format!("there is no {what} {digits} here"))),
    }
}

/// The community that a text names: by the first digits of its id or by its name; without a text,
/// the only one.
pub(crate) fn community(home: &Home, text: Option<&str>) -> Result<CommunityId, Failure> {
    let ids = home.communities()?;
    let Some(text) = text else {
        return match ids.as_slice() {
            [only] => Ok(*only),
            [] => Err(Failure::input(
                "this home holds no community: found one with `ateneu community found`, or take one in from a bundle",
            )),
            several => Err(Failure::input(format!(
                "this home holds {} communities: say which with --community, `ateneu community list` shows them",
                several.len()
            ))),
        };
    };
    if digits_of(text).is_some() {
        let begins = prefix("community", text, ids.iter().copied());
        if begins.is_ok() {
            return begins;
        }
    }
    let mut named = Vec::new();
    for id in &ids {
        let Some(community) = home.all().open_if_held(id)? else { continue };
        if name_of(&*community) == text {
            named.push(*id);
        }
    }
    match named.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::input(format!(
            "this home holds no community {:?}: `ateneu community list` shows those it holds",
            safe(text)
        ))),
        _ => Err(Failure::input(format!(
            "{} communities here are called {:?}: name one by its id",
            named.len(),
            safe(text)
        ))),
    }
}

/// What people call a community; empty while its founding has not come.
pub(crate) fn name_of<S: Store>(community: &Community<S>) -> String {
    let view = community.view();
    view.tip().map(|(_, state)| state.name().to_string()).unwrap_or_default()
}

/// An entry, by the first digits of its id.
pub(crate) fn entry<S: Store>(community: &Community<S>, text: &str) -> Result<EntryId, Failure> {
    prefix("entry", text, community.view().chains().ids())
}

/// A poll or a budget, by the first digits of its id.
pub(crate) fn poll<S: Store>(community: &Community<S>, text: &str) -> Result<EntryId, Failure> {
    prefix("poll", text, community.openings().map(|(id, _)| id))
}

/// A polling station, by the first digits of its id.
pub(crate) fn station<S: Store>(community: &Community<S>, text: &str) -> Result<EntryId, Failure> {
    prefix("polling station", text, community.stations())
}

/// A revision, by the first digits of its id.
pub(crate) fn revision<S: Store>(
    community: &Community<S>,
    text: &str,
) -> Result<RevisionId, Failure> {
    prefix("revision", text, community.view().facts().revisions())
}

/// A member key: as `did:key`, by the name of a person here, or by the first digits of a key or a
/// slot in the census.
pub(crate) fn member(
    context: &Context,
    community: &Community<SledStore>,
    text: &str,
) -> Result<MemberKey, Failure> {
    if text.starts_with("did:") {
        return Ok(MemberKey::from_did(text)?);
    }
    if people::is_here(&context.home()?.people(), text) {
        return Ok(context.person_named(text)?.member(community));
    }
    known(text)?;
    let view = community.view();
    let seats = view.tip().map(|(_, state)| state.seats().seats.clone()).unwrap_or_default();
    let members = view.members();
    let mut keys: Vec<MemberKey> = members.iter().flat_map(|member| member.keys.clone()).collect();
    keys.extend(seats.iter().map(|seat| seat.member));
    keys.sort_unstable();
    keys.dedup();
    if let Ok(slot) = prefix("member", text, members.iter().map(|member| member.slot)) {
        let of_slot = members.iter().find(|member| member.slot == slot);
        return match of_slot.map(|member| member.keys.as_slice()) {
            Some([only]) => Ok(*only),
            _ => Err(Failure::input(format!(
                "slot {} has no key or several: name one as did:key",
                slot.short()
            ))),
        };
    }
    prefix("member", text, keys)
}

/// A place in the census: by the first digits of its id, or by a member key or a name as
/// [`member`] takes them.
pub(crate) fn slot(
    context: &Context,
    community: &Community<SledStore>,
    text: &str,
) -> Result<SlotId, Failure> {
    let view = community.view();
    if digits_of(text).is_some() && !people::is_here(&context.home()?.people(), text) {
        let slots = view.members().into_iter().map(|member| member.slot);
        if let Ok(slot) = prefix("slot", text, slots) {
            return Ok(slot);
        }
    }
    let member = member(context, community, text)?;
    view.slot_of(&member).ok_or_else(|| {
        Failure::input(format!(
            "{:?} has no place in the census: `ateneu member list` shows who has one",
            safe(text)
        ))
    })
}

/// The address of a node, with the node's own id at its end: without it anybody could answer there.
pub(crate) fn node(text: &str) -> Result<NodeAddress, Failure> {
    let address: NodeAddress =
        text.parse().map_err(|wrong| Failure::input(format!("node {:?}: {wrong}", safe(text))))?;
    if address.peer().is_none() {
        return Err(Failure::input(format!(
            "node {:?}: it ends in no /p2p/PEER, which says which node answers there",
            safe(text)
        )));
    }
    Ok(address)
}

/// A role by its name.
pub(crate) fn role(text: &str) -> Result<Role, Failure> {
    let found = Role::ALL.into_iter().find(|role| role_name(*role) == text);
    found.ok_or_else(|| {
        let names = Role::ALL.map(role_name).join(", ");
        Failure::input(format!("there is no role {:?}: there are {names}", safe(text)))
    })
}

/// The name of a role.
pub(crate) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Registrar => "registrar",
        Role::Organiser => "organiser",
        Role::Moderator => "moderator",
        Role::DataOfficer => "data-officer",
        Role::ImportOfficer => "import-officer",
        Role::StationOfficer => "station-officer",
        Role::Trustee => "trustee",
    }
}

/// The hexadecimal digits of a text that can be the beginning of an id.
fn digits_of(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let fits = (LEAST_DIGITS..=64).contains(&digits.len());
    let hex = digits.chars().all(|c| c.is_ascii_hexdigit());
    (fits && hex).then(|| digits.to_ascii_lowercase())
}

/// A text that is neither digits nor anybody's name.
fn known(text: &str) -> Result<(), Failure> {
    digits_of(text).map(drop).ok_or_else(|| {
        Failure::input(format!(
            "nobody here is called {:?}: give a did:key, the first digits of a slot, or a name that `ateneu person list` shows",
            safe(text)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> [EntryId; 3] {
        [[0xab; 32], [0xcd; 32], {
            let mut id = [0xab; 32];
            id[31] = 0;
            id
        }]
        .map(EntryId::from_bytes)
    }

    #[test]
    fn a_unique_prefix_names_an_id_and_a_shared_one_does_not() {
        assert_eq!(prefix("entry", "CDCD-cdcd", ids()).unwrap(), EntryId::from_bytes([0xcd; 32]));
        assert!(prefix("entry", "abababab", ids()).unwrap_err().to_string().contains("2 of them"));
        assert_eq!(
            prefix("entry", &"ab".repeat(32), ids()).unwrap(),
            EntryId::from_bytes([0xab; 32])
        );
    }

    #[test]
    fn seven_digits_or_another_sign_name_nothing() {
        for text in ["", "cdcdcdc", "cdcdcdcg", "ефефефеф", &"c".repeat(65)] {
            assert!(prefix("entry", text, ids()).is_err(), "{text:?}");
        }
    }
}
