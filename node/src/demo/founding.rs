//! Keys for everybody, the charter, and from the first entry to a community on the disk.

use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

use participation::{
    Community, CommunityId, Custody, DeviceNonce, FoundingPlan, Limits, MemoryStore, Pen, Persona,
    Recovery, RecoverySecret, Role, Timestamp,
};
use rayon::prelude::*;
use zeroize::Zeroizing;

use super::cast::Who;
use super::stage::Stage;
use super::story::Story;
use super::{NAME, PASSPHRASE};
use crate::exit::Failure;
use crate::home::Home;
use crate::people::{Passphrases, Person};
use crate::random;

/// Somebody with their keys, open, and a device drawn for the community.
struct Player {
    who: Who,
    person: Person,
    device: DeviceNonce,
}

/// Founds the sample and plays it until now.
pub(super) fn found(home: &Home, now: Timestamp) -> Result<CommunityId, Failure> {
    let mut players = players(home)?;
    let nonce = random::bytes()?;
    let founders: BTreeMap<Who, Persona> = players
        .iter()
        .filter(|player| player.who.is_steward())
        .map(|player| (player.who, Persona::founder(player.person.seed(), nonce, &player.device)))
        .collect();
    let founder = founders.get(&Who::Anna).ok_or_else(|| Failure::system("nobody founds it"))?;
    let plan = plan(nonce, &founders)?;
    let id = plan.community(founder.device.public())?;

    // Keys are durable before anything is signed with them.
    players.par_iter_mut().try_for_each(|player| {
        player.person.add_device(&id, player.device)?;
        player.person.save()
    })?;
    let mut story = Story::until(now);
    tell(&mut story);
    let began = story.day(70, 19).time();
    let mut entropy = random::fill;
    let mut pen = Pen { device: &founder.device, now: began, entropy: &mut entropy };
    let store = MemoryStore::new();
    let community = Community::found(store, plan, &mut pen, &founder.member, Custody::Node)?;
    let neighbours = players.iter().filter(|player| !player.who.is_steward());
    let neighbours = neighbours.map(|it| (it.who, Persona::new(it.person.seed(), &id, &it.device)));
    let personas = neighbours.collect::<BTreeMap<_, _>>().into_iter().chain(founders).collect();
    let mut stage = Stage::new(community, personas, began);
    story.play(&mut stage)?;
    keep(home, &stage.into_community())?;
    Ok(id)
}

/// What happens, chapter by chapter.
fn tell(story: &mut Story) {
    super::census::tell(story);
    super::streets::tell(story);
    super::savings::tell(story);
    super::budget::tell(story);
    super::assembly::tell(story);
    super::polls::tell(story);
    super::moderation::tell(story);
}

/// Everybody's keys; those that an earlier attempt left are taken up again.
fn players(home: &Home) -> Result<Vec<Player>, Failure> {
    let passphrases = Passphrases::typed(Zeroizing::new(PASSPHRASE.to_owned()));
    let player = |who: &Who| {
        let person = Person::open_or_draw(home, &passphrases, who.name()).map_err(|failure| {
            failure.after("the sample needs the names of its people, in a home that has no others")
        })?;
        let person = person.at_least_cost();
        Ok(Player { who: *who, person, device: DeviceNonce::from_bytes(random::bytes()?) })
    };
    Who::ALL.iter().map(player).collect()
}

/// Three stewards, of whom two put a change in force.
fn plan(nonce: [u8; 16], founders: &BTreeMap<Who, Persona>) -> Result<FoundingPlan, Failure> {
    let mut seats = Vec::new();
    for persona in founders.values() {
        // The paper keys of the sample's seats are printed for nobody.
        let paper = Zeroizing::new(random::bytes::<32>()?);
        seats.push(persona.seat(&RecoverySecret::from_bytes(&paper)));
    }
    let roles = [
        (Role::Registrar, Who::Anna),
        (Role::Registrar, Who::Carme),
        (Role::Organiser, Who::Anna),
        (Role::Moderator, Who::Bernat),
        (Role::StationOfficer, Who::Anna),
        (Role::StationOfficer, Who::Carme),
    ];
    let roles = roles
        .iter()
        .filter_map(|(role, who)| Some((*role, founders.get(who)?.member.public())))
        .collect();
    Ok(FoundingPlan {
        nonce,
        name: NAME.to_owned(),
        seats,
        threshold: 2,
        roles,
        limits: Limits::default(),
        recovery: Some(Recovery { numerator: 1, denominator: 2 }),
        access: None,
    })
}

/// Writes what was played in memory to the disk, all of it or nothing.
fn keep(home: &Home, played: &Community<MemoryStore>) -> Result<(), Failure> {
    let mut bundle = Vec::new();
    played.export(&mut bundle, &HashSet::new())?;
    let id = played.id();
    home.create_community(&id, |store| {
        let mut community = Community::begin(store, id)?;
        let checked = community.check_bundle(&mut Cursor::new(&bundle))?;
        let intake = community.import(&mut Cursor::new(&bundle), &checked)?;
        match intake.rejected.first() {
            Some((_, why)) => Err(Failure::system(why).after("an entry of the sample")),
            None => Ok(community),
        }
    })
    .map(drop)
}
