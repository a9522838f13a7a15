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
    let cast = Cast::of(&players)?;
    let id = cast.plan.community(cast.founder()?.device.public())?;
    // Keys are durable before anything is signed with them.
    players.par_iter_mut().try_for_each(|player| {
        player.person.add_device(&id, player.device)?;
        player.person.save()
    })?;
    keep(home, &play(&players, cast, now)?)?;
    Ok(id)
}

/// The stewards with their keys, and what they found.
struct Cast {
    founders: BTreeMap<Who, Persona>,
    plan: FoundingPlan,
}

impl Cast {
    fn of(players: &[Player]) -> Result<Self, Failure> {
        let nonce = random::bytes()?;
        let stewards = players.iter().filter(|player| player.who.is_steward());
        let persona =
            |player: &Player| Persona::founder(player.person.seed(), nonce, &player.device);
        let founders = stewards.map(|player| (player.who, persona(player))).collect();
        Ok(Self { plan: plan(nonce, &founders)?, founders })
    }

    fn founder(&self) -> Result<&Persona, Failure> {
        self.founders.get(&Who::Anna).ok_or_else(|| Failure::system("nobody founds it"))
    }
}

/// Plays the sample in memory, from its founding until now.
fn play(players: &[Player], cast: Cast, now: Timestamp) -> Result<Community<MemoryStore>, Failure> {
    let mut story = Story::until(now);
    tell(&mut story);
    let began = story.day(70, 19).time();
    let founder = cast.founder()?;
    let mut entropy = random::fill;
    let mut pen = Pen { device: &founder.device, now: began, entropy: &mut entropy };
    let (store, custody) = (MemoryStore::new(), Custody::Node);
    let community = Community::found(store, cast.plan.clone(), &mut pen, &founder.member, custody)?;
    let id = community.id();
    let neighbours = players.iter().filter(|player| !player.who.is_steward());
    let neighbours = neighbours.map(|it| (it.who, Persona::new(it.person.seed(), &id, &it.device)));
    let personas = neighbours.collect::<BTreeMap<_, _>>().into_iter().chain(cast.founders);
    let mut stage = Stage::new(community, personas.collect(), began);
    story.play(&mut stage)?;
    Ok(stage.into_community())
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

#[cfg(test)]
mod tests {
    use participation::PollStatus;

    use super::*;

    /// Milliseconds of an hour and of a day.
    const HOUR: u64 = 60 * 60 * 1000;
    const DAY: u64 = 24 * HOUR;

    /// Days from the beginning of 1970 to an ordinary one, to a leap day, to the last of a year and
    /// to the first of the next: 20 May 2026, 29 February 2028, 31 December 2026, 1 January 2027.
    const DAYS: [u64; 4] = [20_593, 21_243, 20_818, 20_819];

    /// What is in a community that was played: how many documents, comments, labels and polls, and
    /// how many of these are open.
    fn what(community: &Community<MemoryStore>) -> [usize; 5] {
        let reading = community.deliberation();
        let comments = reading.cards().map(|card| reading.thread(&card.id).len()).sum();
        let (documents, moderated) = (reading.cards().count(), reading.moderated().count());
        drop(reading);
        let polls: Vec<_> =
            community.openings().map(|(id, _)| community.poll_status(&id).unwrap()).collect();
        let open = polls.iter().filter(|status| **status == PollStatus::Open).count();
        [documents, comments, moderated, polls.len(), open]
    }

    #[test]
    fn long_the_sample_is_founded_at_any_hour_of_any_day_and_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::make(&folder.path().join("home"), "").unwrap();
        let players = players(&home).unwrap();
        let mut first = None;
        let clocks = [(0, 30), (3, 0), (6, 59), (12, 0), (23, 30)];
        for ((hour, minute), day) in clocks.into_iter().zip(DAYS.into_iter().cycle()) {
            let now = Timestamp::from_millis(day * DAY + hour * HOUR + minute * (HOUR / 60));
            let played = play(&players, Cast::of(&players).unwrap(), now);
            let played =
                played.unwrap_or_else(|failure| panic!("{day} {hour}:{minute}: {failure}"));
            let found = what(&played);
            assert_eq!(*first.get_or_insert(found), found, "{day} {hour}:{minute}");
        }
    }
}
