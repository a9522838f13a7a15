//! `ateneu member admit` and `readmit`

use participation::{Community, MemberKey, Role, SlotId};
use participation_keys::DidKey;
use participation_store::{SledStore, Store};
use serde::Serialize;

use crate::cli::member::{AdmitArgs, ReadmitArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Facts;
use crate::people::{Person, Signer};
use crate::{print, select};

#[derive(Serialize)]
struct Admitted {
    slot: SlotId,
    member: String,
    /// The name on this node, where it holds the keys.
    person: Option<String>,
}

/// Somebody who is to be admitted.
struct Candidate {
    member: MemberKey,
    local: Option<(String, Signer)>,
}

/// Admits a key to a new slot.
pub(super) fn run(context: &Context, args: &AdmitArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let mut registrar = registrar(context, &mut community)?;
    let candidate = candidate(context, &community, &args.who)?;
    let slot = community.admit(&mut registrar.pen(), candidate.member)?;
    finish(&mut community, candidate, slot, args.json)
}

/// Admits a new key to a slot that is there.
pub(super) fn again(context: &Context, args: &ReadmitArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let slot = select::slot(context, &community, &args.slot)?;
    let mut registrar = registrar(context, &mut community)?;
    let candidate = candidate(context, &community, &args.who)?;
    community.readmit(&mut registrar.pen(), candidate.member, slot)?;
    finish(&mut community, candidate, slot, args.json)
}

/// Who admits; asked for before keys are made for anybody.
fn registrar(context: &Context, community: &mut Community<SledStore>) -> Result<Signer, Failure> {
    let signer = context.signer(community)?;
    let key = signer.persona().member.public();
    let holds = community.view().tip().is_some_and(|(_, state)| state.holds(Role::Registrar, &key));
    if holds {
        return Ok(signer);
    }
    Err(Failure::input(format!(
        "{} is no registrar of this community: `ateneu charter show` says who is",
        context.person_name()
    )))
}

/// A did:key is somebody else's; a name is a person whose keys this node holds or makes.
fn candidate(
    context: &Context,
    community: &Community<SledStore>,
    who: &str,
) -> Result<Candidate, Failure> {
    let candidate = if who.starts_with("did:") {
        Candidate { member: MemberKey::from_did(who)?, local: None }
    } else {
        let mut person = Person::open_or_draw(context.home()?, context.passphrases(), who)?;
        refuse_admitted(community, &person.member(community))?;
        let signer = Signer::of(&mut person, community)?;
        Candidate {
            member: signer.persona().member.public(),
            local: Some((who.to_owned(), signer)),
        }
    };
    refuse_admitted(community, &candidate.member)?;
    Ok(candidate)
}

/// A key has one place in the census, and a second admission would give none.
pub(super) fn refuse_admitted<S: Store>(
    community: &Community<S>,
    member: &MemberKey,
) -> Result<(), Failure> {
    match community.view().slot_of(member) {
        None => Ok(()),
        Some(slot) => Err(Failure::input(format!(
            "{} is in the census already, at slot {}: name somebody else",
            member.to_did(),
            slot.short()
        ))),
    }
}

fn finish(
    community: &mut Community<SledStore>,
    candidate: Candidate,
    slot: SlotId,
    json: bool,
) -> Result<(), Failure> {
    let person = match candidate.local {
        None => None,
        Some((name, mut signer)) => {
            signer.certify(community)?;
            Some(name)
        }
    };
    let admitted = Admitted { slot, member: candidate.member.to_did(), person };
    if json {
        return print::json(&admitted);
    }
    print::line("admitted")?;
    let keys = admitted.person.map(|name| format!("held by this node: they act with --as {name}"));
    Facts::new().with("member", &admitted.member).with("slot", slot).with_all("keys", keys).print()
}
