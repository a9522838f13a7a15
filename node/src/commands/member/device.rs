//! `ateneu member device`

use participation::{Community, Custody, DeviceKey, EntryId, Fork, Head, Persona};
use participation_store::{SledStore, Store};
use serde::Serialize;

use crate::cli::member::{DeviceArgs, DeviceCommand, DeviceListArgs, RepairArgs, RetireArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{Facts, Table};
use crate::people::{Person, Signer};
use crate::{print, select};

/// Devices of the person of `--as`.
pub(super) fn run(context: &Context, args: &DeviceArgs) -> Result<(), Failure> {
    match &args.command {
        DeviceCommand::List(args) => list(context, args),
        DeviceCommand::New(args) => new(context, args),
        DeviceCommand::Retire(args) => retire(context, args),
        DeviceCommand::Repair(args) => repair(context, args),
    }
}

#[derive(Serialize)]
struct Device {
    device: DeviceKey,
    custody: Custody,
    /// Whether this node writes with it now.
    here: bool,
    forks: Vec<Fork>,
}

fn list(context: &Context, args: &DeviceListArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let person = context.person()?;
    let key = person.member(&community);
    let here = person.device(&community.id()).map(|nonce| {
        let Persona { device, .. } = person.persona(&community, &nonce);
        device.public()
    });
    let view = community.view();
    let forks = view.chains().forks();
    let mut devices: Vec<Device> = view
        .facts()
        .devices(&key)
        .filter_map(|device| {
            Some(Device {
                device,
                custody: view.certificate(&device)?.custody,
                here: here == Some(device),
                forks: forks.iter().filter(|fork| fork.chain.device == device).copied().collect(),
            })
        })
        .collect();
    devices.sort_unstable_by_key(|device| device.device);
    if args.json {
        return print::json(&devices);
    }
    let mut table = Table::new(&["device", "held by"], &[]);
    for Device { device, custody, here, forks } in &devices {
        let here = if *here { ", this node" } else { "" };
        let forks = forks.iter().map(|fork| {
            format!(
                "; two histories from place {} on: `ateneu member device repair {}` or `{}` says which goes on",
                fork.seq.number(),
                fork.low.short(),
                fork.high.short()
            )
        });
        let about = format!("{}{here}{}", holder(*custody), forks.collect::<String>());
        table.row([device.to_string().chars().take(16).collect(), about]);
    }
    table.print()
}

const fn holder(custody: Custody) -> &'static str {
    match custody {
        Custody::Own => "the person",
        Custody::Node => "a node",
        Custody::Kiosk => "a shared kiosk",
        Custody::Assisted => "an officer",
        Custody::Rehearsal => "nobody: made for a rehearsal",
    }
}

fn new(context: &Context, args: &DeviceListArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let signer = another_device(&mut context.person()?, &mut community)?;
    done(
        "device",
        signer.persona().device.public(),
        "this node writes with the new device",
        args.json,
    )
}

fn retire(context: &Context, args: &RetireArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let mut person = context.person()?;
    let key = person.member(&community);
    let own = community.view().facts().devices(&key);
    let device = select::prefix("device of this person", &args.device, own)?;
    let mut signer = Signer::of(&mut person, &community)?;
    if signer.persona().device.public() == device {
        signer = another_device(&mut person, &mut community)?;
    }
    signer.certify(&mut community)?;
    let (mut pen, member) = signer.parts();
    let entry = community.retire(&mut pen, member, device)?;
    done("entry", entry, "the device is ended: what it wrote so far stands", args.json)
}

fn repair(context: &Context, args: &RepairArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let id: EntryId = select::entry(&community, &args.head)?;
    let view = community.view();
    let place = view.chains().place(&id);
    let chain = place.and_then(|place| view.chains().chain_of(place));
    let (Some(place), Some(chain)) = (place, chain) else {
        return Err(participation::Error::NoSuchEntry(id).into());
    };
    if !view.chains().forks().iter().any(|fork| fork.chain == chain && fork.seq <= place.seq()) {
        return Err(Failure::input(format!(
            "entry {} is not on a branch of a forked chain: `ateneu member device list` shows those",
            id.short()
        )));
    }
    let head = Head { seq: place.seq(), id };
    let mut person = context.person()?;
    let mut signer = Signer::of(&mut person, &community)?;
    // A device cannot repair itself.
    if signer.persona().device.public() == chain.device {
        signer = another_device(&mut person, &mut community)?;
    }
    signer.certify(&mut community)?;
    let (mut pen, member) = signer.parts();
    let entry = community.repair(&mut pen, member, chain, head)?;
    done("entry", entry, "the chain goes on with this branch", args.json)
}

/// Draws a new device for a person and certifies it; this node writes with it from now on.
fn another_device(
    person: &mut Person,
    community: &mut Community<SledStore>,
) -> Result<Signer, Failure> {
    refuse_outsider(person, community)?;
    person.new_device(&community.id())?;
    person.save()?;
    let mut signer = Signer::of(person, community)?;
    signer.certify(community)?;
    Ok(signer)
}

/// Asked before a device is drawn, which would be kept for nothing.
fn refuse_outsider<S: Store>(person: &Person, community: &Community<S>) -> Result<(), Failure> {
    let key = person.member(community);
    let view = community.view();
    let officer = view.tip().is_some_and(|(_, state)| state.has_office(&key));
    if officer || view.slot_of(&key).is_some() {
        return Ok(());
    }
    Err(Failure::input(format!("{} has no place in this community", person.name())))
}

fn done(
    what: &'static str,
    id: impl Serialize + std::fmt::Display,
    words: &str,
    json: bool,
) -> Result<(), Failure> {
    if json {
        return print::json(&serde_json::json!({ what: id }));
    }
    print::line(words)?;
    Facts::new().with(what, id).print()
}
