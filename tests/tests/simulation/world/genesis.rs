//! How a world begins: a village is founded at the first node; some of the others have a copy of
//! it, the rest are empty.

use std::collections::{BTreeMap, BTreeSet};

use participation::{Community, Custody, MemoryStore, PollPlan};
use participation_sync::Secret;
use participation_types::sha256;

use crate::adversaries::{Kind, RATE};
use crate::chance::Chance;
use crate::deeds::{Written, space};
use crate::disk::Plate;
use crate::invariants::everything;
use crate::journal::Journal;
use crate::node::{Node, Village};
use crate::people::{Person, stewards, with_pen};
use crate::schedule::{Event, Schedule};
use crate::world::loss::Held;
use crate::world::{Plan, World};

/// When every world begins, in milliseconds.
pub(crate) const BEGINNING: u64 = 1_790_000_000_000;

const NEIGHBOURS: usize = 4;

impl World {
    pub(crate) fn new(plan: Plan, journal: Journal) -> Self {
        let mut chance = Chance::new(plan.seed);
        let (mut people, founding) = stewards(chance.bytes(), &mut chance);
        for (number, steward) in people.iter_mut().enumerate() {
            steward.take(number % plan.nodes);
            steward.devices[0].certified = true;
        }
        let mut dice = chance.fork();
        let disk = Plate::Memory(MemoryStore::new()).open(None).unwrap();
        let founder = &people[0];
        let mut village = with_pen(&founder.devices[0].secret, BEGINNING, &mut dice, |pen| {
            Community::found(disk, founding, pen, &founder.member(), Custody::Own)
        })
        .unwrap();
        let community = village.id();
        for steward in &people[1..] {
            with_pen(&steward.devices[0].secret, BEGINNING, &mut dice, |pen| {
                village.certify(pen, &steward.member(), Custody::Own)
            })
            .unwrap();
        }
        for number in 0..NEIGHBOURS {
            let mut person = Person::new(chance.bytes(), community);
            with_pen(&people[0].devices[0].secret, BEGINNING, &mut dice, |pen| {
                village.admit(pen, person.key())
            })
            .unwrap();
            person.take(number % plan.nodes);
            person.devices[0].certified = true;
            with_pen(&person.devices[0].secret, BEGINNING, &mut dice, |pen| {
                village.certify(pen, &person.member(), Custody::Own)
            })
            .unwrap();
            // The telephone is certified at its own node, later.
            person.take((number + 1) % plan.nodes);
            people.push(person);
        }
        if plan.adversary.is_some() {
            Self::recruit(plan, &mut village, &mut people, &mut dice);
        }
        let mut written = Written::default();
        with_pen(&people[0].devices[0].secret, BEGINNING, &mut dice, |pen| {
            written.spaces.push(village.open_space(pen, space()).unwrap());
            let plan = PollPlan::question("Plantem arbres?", &["sí", "no", "potser"]);
            written.polls.push(village.open_poll(pen, plan).unwrap());
        });
        village.prepare_sessions(chance.bytes()).unwrap();
        let (entries, blobs) = everything(&village);
        let mut nodes = vec![Node::new(village, &mut chance)];
        let scratch = plan.folders.then(|| tempfile::tempdir().unwrap());
        for number in 1..plan.nodes {
            let plate = scratch.as_ref().map_or_else(
                || Plate::Memory(MemoryStore::new()),
                |scratch| Plate::Folder(scratch.path().join(number.to_string())),
            );
            let mut node = Node::empty(plate, community, &mut chance);
            if chance.once_in(2) {
                assert!(node.village().ingest(&entries).unwrap().rejected.is_empty());
                for blob in &blobs {
                    node.village().put_blob(blob).unwrap();
                }
            }
            nodes.push(node);
        }
        if let Some(kind) = plan.adversary {
            let plate = Plate::Memory(MemoryStore::new());
            let mut node = Node::empty(plate, community, &mut chance);
            assert!(node.village().ingest(&entries).unwrap().rejected.is_empty());
            blobs.iter().for_each(|blob| assert!(node.village().put_blob(blob).is_ok()));
            node.mischief = Some(kind.begin());
            nodes.push(node);
        }
        let mut world = Self {
            plan,
            journal,
            chance,
            schedule: Schedule::default(),
            parts: vec![0; nodes.len()],
            nodes,
            people,
            written,
            community,
            secret: Secret::from_bytes(sha256(community.as_bytes())),
            lines: BTreeMap::new(),
            next_line: 0,
            signed: BTreeMap::new(),
            saved: BTreeSet::new(),
            lost: Held::default(),
            turns_left: plan.turns,
            healed: false,
            tapped: BTreeSet::new(),
            flooded_at: 0,
            _scratch: scratch,
        };
        world.note(format!("{plan:?} {community}"));
        world.registers_everything_at(0);
        for at in 1..world.nodes.len() {
            world.look(at);
        }
        world.plan_ahead();
        world
    }

    /// Somebody's keys come into the hands of an adversary: a neighbour's, or a steward's where
    /// only a steward can do harm.
    fn recruit(plan: Plan, village: &mut Village, people: &mut Vec<Person>, dice: &mut Chance) {
        let at = plan.nodes;
        let who = if plan.adversary == Some(Kind::DoubleSigner) {
            people[2].devices[0].at = at;
            2
        } else {
            let mut person = Person::new(dice.bytes(), village.id());
            with_pen(&people[0].devices[0].secret, BEGINNING, dice, |pen| {
                village.admit(pen, person.key())
            })
            .unwrap();
            person.take(at);
            people.push(person);
            people.len() - 1
        };
        let person = &mut people[who];
        person.hostile = true;
        person.take(at);
        for device in person.devices.iter().filter(|device| !device.certified) {
            with_pen(&device.secret, BEGINNING, dice, |pen| {
                village.certify(pen, &person.member(), Custody::Own)
            })
            .unwrap();
        }
    }

    fn plan_ahead(&mut self) {
        if self.plan.adversary == Some(Kind::Flooder) {
            for node in &mut self.nodes {
                node.rate = Some(RATE);
                node.exchange = participation::Exchange::with_author_rate(RATE);
            }
        }
        if self.plan.adversary.is_some() {
            self.schedule.after(1_000, Event::Mischief(self.plan.nodes));
        }
        for at in self.honest() {
            let (turn, meet) = (self.chance.between(0, 60_000), self.chance.between(0, 60_000));
            self.schedule.after(turn, Event::Turn(at));
            self.schedule.after(meet, Event::Meet(at));
        }
        if self.plan.mishaps {
            let mishaps = [Event::Cut, Event::Crash, Event::Backup, Event::Restore, Event::Split];
            for event in mishaps {
                let first = self.chance.between(1_000, 300_000);
                self.schedule.after(first, event);
            }
        }
    }
}
