//! `ateneu community found`

use participation::{
    Access, Community, CommunityId, Custody, DeviceNonce, FoundingPlan, MemoryStore, Pen, Persona,
    Recovery, RevisionId, Seat, SlotId,
};
use participation_keys::DidKey;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::cli::community::FoundArgs;
use crate::commands::seats::{self, PaperKey, PaperKeyShown, Seating};
use crate::context::Context;
use crate::exit::Failure;
use crate::invitation::Invitation;
use crate::layout::{self, Facts, Table};
use crate::people::{Person, Signer, custody_of};
use crate::{print, random};

/// A steward to be whose keys this node holds.
struct Local {
    person: Person,
    device: DeviceNonce,
    persona: Persona,
    paper: PaperKey,
}

impl Local {
    fn new(context: &Context, name: &str, nonce: [u8; 16]) -> Result<Self, Failure> {
        let home = context.home_or_make()?;
        let person = Person::open_or_draw(home, context.passphrases(), name)?;
        let device = DeviceNonce::from_bytes(random::bytes()?);
        let persona = Persona::founder(person.seed(), nonce, &device);
        Ok(Self { person, device, persona, paper: PaperKey::draw(name)? })
    }

    fn seat(&self) -> Seat {
        self.persona.seat(self.paper.secret())
    }
}

#[derive(Serialize)]
struct Founded<'a> {
    id: CommunityId,
    /// With the secret of a private community.
    invitation: &'a str,
    private: bool,
    name: &'a str,
    revision: Option<RevisionId>,
    slot: Option<SlotId>,
    stewards: Vec<Steward>,
    paper_keys: Vec<PaperKeyShown>,
}

#[derive(Serialize)]
struct Steward {
    /// The name on this node, where it holds their keys.
    person: Option<String>,
    member: String,
}

/// Founds a community.
pub(super) fn run(context: &Context, args: &FoundArgs) -> Result<(), Failure> {
    let recovery = args.recovery.as_deref().map(seats::share).transpose()?;
    let one = ["1-of-1".to_owned()];
    let seating = Seating::read(if args.stewards.is_empty() { &one } else { &args.stewards })?;
    let nonce = match &args.nonce {
        Some(text) => seats::nonce(text)?,
        None => random::bytes()?,
    };
    let (mut founder, mut others, seats) = stewards(context, &seating, nonce)?;
    let access = args.private.then(draw_access).transpose()?;
    let plan = FoundingPlan {
        access,
        seats,
        threshold: seating.threshold,
        recovery,
        ..FoundingPlan::of_one(args.name.as_str(), nonce, founder.seat())
    };
    let id = rehearse(&founder, plan.clone())?;

    // Keys are durable before anything is signed with them.
    let home = context.home()?;
    for local in [&mut founder].into_iter().chain(&mut others) {
        local.person.add_device(&id, local.device)?;
        local.person.save()?;
    }
    let Local { person, persona, paper, .. } = founder;
    let stewards: Vec<Steward> = plan
        .seats
        .iter()
        .map(|seat| {
            let is = |persona: &Persona| persona.member.public() == seat.member;
            let other = others.iter().find(|other| is(&other.persona));
            let other = other.map(|other| other.person.name());
            let name = if is(&persona) { Some(person.name()) } else { other };
            Steward { person: name.map(str::to_owned), member: seat.member.to_did() }
        })
        .collect();
    let custody = custody_of(person.name());
    let seats = plan.seats.clone();
    let mut founder = Signer::new(persona, custody);
    let (mut pen, member) = founder.parts();
    let mut community = home.create_community(&id, |store| {
        Ok(Community::found(store, plan, &mut pen, member, custody)?)
    })?;
    let first = founder.persona().member.public();
    for seat in seats.iter().filter(|seat| seat.member != first) {
        community.admit(&mut founder.pen(), seat.member)?;
    }
    let mut papers = vec![paper];
    for Local { person, persona, paper, .. } in others {
        Signer::new(persona, custody_of(person.name())).certify(&mut community)?;
        papers.push(paper);
    }

    let view = community.view();
    let invitation = Invitation::to(&community, None, &context.addresses());
    let founded = Founded {
        id,
        invitation: &invitation,
        private: community.is_private(),
        name: &args.name,
        revision: view.tip().map(|(tip, _)| tip.revision),
        slot: view.slot_of(&first),
        stewards,
        paper_keys: papers.iter().map(PaperKey::show).collect(),
    };
    if args.json {
        return print::json(&founded);
    }
    show(&founded, seating.threshold, recovery)?;
    papers.iter().try_for_each(|paper| paper.print(&args.name))
}

/// The secret of a private community.
fn draw_access() -> Result<Access, Failure> {
    let bytes = Zeroizing::new(random::bytes()?);
    Ok(Access::from_bytes(&bytes))
}

/// Everybody who will sit: the founder, others whose keys this node holds, and all seats.
fn stewards(
    context: &Context,
    seating: &Seating<'_>,
    nonce: [u8; 16],
) -> Result<(Local, Vec<Local>, Vec<Seat>), Failure> {
    let me = context.person_name();
    let named: Vec<String> = if seating.who.is_empty() {
        (2..=seating.seats).map(|number| format!("steward-{number}")).collect()
    } else {
        seating.who.iter().filter(|who| **who != me).map(|who| (*who).to_owned()).collect()
    };
    if named.len() + 1 != seating.seats {
        return Err(Failure::input(format!(
            "{} seats, and {} are named with the founder {me}: name each once",
            seating.seats,
            named.len() + 1
        )));
    }
    // What is written as a seat is read before any keys are made.
    let mut all = Vec::with_capacity(seating.seats);
    let mut names = Vec::new();
    for who in &named {
        match seats::read(who) {
            Some(seat) => all.push(seat?),
            None => names.push(who.as_str()),
        }
    }
    let founder = Local::new(context, me, nonce)?;
    let others = names
        .into_iter()
        .map(|name| Local::new(context, name, nonce))
        .collect::<Result<Vec<_>, Failure>>()?;
    all.extend([&founder].into_iter().chain(&others).map(Local::seat));
    Ok((founder, others, all))
}

/// Founds it in memory, which tells the id and whether it can be founded at all.
fn rehearse(founder: &Local, plan: FoundingPlan) -> Result<CommunityId, Failure> {
    let persona = &founder.persona;
    let mut entropy = random::fill;
    let mut pen = Pen { device: &persona.device, now: random::now(), entropy: &mut entropy };
    let (store, custody) = (MemoryStore::new(), Custody::Own);
    Ok(Community::found(store, plan, &mut pen, &persona.member, custody)?.id())
}

fn show(founded: &Founded<'_>, threshold: u8, recovery: Option<Recovery>) -> Result<(), Failure> {
    let seats = founded.stewards.len();
    let mut stewards = Table::plain(&[]);
    for Steward { person, member } in &founded.stewards {
        let person = person.as_deref().unwrap_or("elsewhere");
        stewards.row([member.clone(), person.to_owned()]);
    }
    let recovery = recovery.map(|Recovery { numerator, denominator }| {
        format!("by more than {numerator}/{denominator} of the census")
    });
    print::line(layout::paragraph(&format!("founded {}", founded.name)))?;
    print::line("")?;
    Facts::new()
        .with("id", founded.id)
        .with("invitation", founded.invitation)
        .with_all(
            "private",
            founded.private.then_some("the invitation carries its secret: give it to members only"),
        )
        .with("charter", format_args!("changed by {threshold} of {seats} stewards"))
        .with_all("recovery", recovery)
        .with_table("stewards", stewards)
        .print()?;
    print::line("\nnext: `ateneu person sheet` prints what brings your own keys back")
}
