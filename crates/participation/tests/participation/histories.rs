//! Random histories of two nodes that are apart and meet: whatever is delivered, in whatever
//! order, shows the same; and no claimed time counts.

use proptest::prelude::*;

use participation::{
    Change, Community, Custody, DeviceKey, EntryId, Exclusion, Fault, InvitationSecret, PollPlan,
    PollStatus, Right, Role, SlotId,
};

use crate::delivery::{blobs, carry, copy, delivered, entries, same};
use crate::village::{Dice, Node, Person, certify, one, village};

/// One step, and two numbers that say who and what.
type Step = (u8, u8, u8);

/// The first and third steward and everybody's computer are at the first node; the second
/// steward and everybody's telephone at the other.
struct World {
    nodes: [Node; 2],
    stewards: Vec<Person>,
    people: Vec<Person>,
    slots: Vec<SlotId>,
    polls: Vec<EntryId>,
    ballots: Vec<EntryId>,
}

fn pick<T>(items: &[T], by: u8) -> usize {
    usize::from(by) % items.len().max(1)
}

impl World {
    fn new(clock: u64) -> Self {
        let mut v = village(3);
        let poll = v.ask();
        for person in v.stewards.iter_mut().chain(&mut v.people) {
            person.clock = clock;
        }
        let (other, slots) = (copy(&v.node), v.slots);
        let (people, stewards) = (v.people, v.stewards);
        let nodes = [v.node, other];
        Self { nodes, stewards, people, slots, polls: vec![poll], ballots: Vec::new() }
    }

    /// What cannot be done is not done.
    fn step(&mut self, (what, who, which): Step) {
        let person = pick(&self.people, who);
        let steward = pick(&self.stewards, who);
        let at = steward % 2;
        let [here, there] = &mut self.nodes;
        let poll = self.polls[pick(&self.polls, which)];
        let slot = self.slots[pick(&self.slots, which)];
        match what {
            0..=3 => self.ballots.extend(
                here.vote(&mut self.people[person].pen(), poll, one(u16::from(who % 3))).ok(),
            ),
            4 => self.ballots.extend(
                there.vote(&mut self.people[person].phone(), poll, one(u16::from(who % 3))).ok(),
            ),
            5 => {
                // The same device at both nodes: a fork, unless the nodes have just met.
                drop(there.vote(&mut self.people[person].pen(), poll, one(1)));
            }
            6 | 7 => drop(self.nodes[at].seal(&mut self.stewards[steward].pen(), poll)),
            8 => drop(self.nodes[at].reopen(&mut self.stewards[steward].pen(), poll, "late")),
            9 => drop(here.contest(&mut self.people[person].pen(), poll, "no", vec![])),
            10 => {
                let plan = PollPlan::question("Benches?", &["yes", "no", "perhaps"]);
                let pen = &mut self.stewards[at].pen();
                self.polls.extend(self.nodes[at].open_poll(pen, plan).ok());
            }
            11 => {
                let mut newcomer = Person::of_village(100 + self.people.len() as u8, here);
                newcomer.clock = self.people[person].clock;
                let key = newcomer.keys.member.public();
                let pen = &mut self.stewards[at].pen();
                if let Ok(slot) = self.nodes[at].admit(pen, key) {
                    certify(&mut self.nodes[at], &mut newcomer);
                    self.people.push(newcomer);
                    self.slots.push(slot);
                }
            }
            12 => {
                let key = self.people[person].keys.member.public();
                let pen = &mut self.stewards[at].pen();
                drop(match which % 2 {
                    0 => self.nodes[at].admit(pen, key).map(|slot| slot.admission()),
                    _ => self.nodes[at].readmit(pen, key, slot),
                });
            }
            13 => {
                let card = InvitationSecret::from_bytes(&[which % 4; 32]);
                drop(self.nodes[at].invite(&mut self.stewards[at].pen(), card.public()));
                let mut guest = Person::of_village(60 + who % 8, &self.nodes[at]);
                let member = guest.member();
                drop(self.nodes[at].redeem(&mut guest.pen(), &card, &member, Custody::Own));
            }
            14 => {
                let change = match who % 6 {
                    0 => here.suspension(slot),
                    1 => here.revocation(slot),
                    2 => Change::Reinstate(slot),
                    3 => here.demotion(
                        [Role::Registrar, Role::Organiser][pick(&[0, 1], which)],
                        self.stewards[1].keys.member.public(),
                    ),
                    4 => Change::Grant(
                        [Role::Registrar, Role::Organiser][pick(&[0, 1], which)],
                        self.stewards[1].keys.member.public(),
                    ),
                    _ => Change::Raise(Right::Member(slot), here.frontier_of(&Right::Member(slot))),
                };
                if let Ok(revision) = here.propose(&mut self.stewards[0].pen(), vec![change], "so")
                {
                    drop(here.sign(&mut self.stewards[0].pen(), revision));
                    drop(here.sign(&mut self.stewards[2].pen(), revision));
                }
            }
            15 => {
                let member = self.people[person].member();
                let person = &mut self.people[person];
                drop(there.certify(&mut person.phone(), &member, Custody::Own));
                if which.is_multiple_of(8) {
                    let device: DeviceKey = person.keys.device.public();
                    drop(there.retire(&mut person.phone(), &member, device));
                }
            }
            16 => {
                let of = pick(&self.people, which);
                let of = self.people[of].member();
                let forged = self.people[person].forge_certificate(here, &of);
                assert_eq!(here.ingest(&[forged]).unwrap().rejected, []);
            }
            17 => carry(there, here),
            _ => carry(here, there),
        }
    }

    fn run(mut self, steps: &[Step]) -> (Node, Vec<EntryId>) {
        steps.iter().for_each(|step| self.step(*step));
        let [mut here, mut there] = self.nodes;
        carry(&there, &mut here);
        carry(&here, &mut there);
        same(&here, &there);
        (here, self.polls)
    }
}

fn steps(kinds: impl Strategy<Value = u8>, most: usize) -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((kinds, any::<u8>(), any::<u8>()), 1..most)
}

/// What a poll comes to, without any id.
fn told(node: &Node, poll: &EntryId) -> String {
    let report = node.report(poll).unwrap();
    let status = match report.status {
        PollStatus::Sealed { round, .. } => format!("sealed {round}"),
        PollStatus::Void(Fault::Late { .. }) => "late".into(),
        other => format!("{other:?}"),
    };
    let mut why: Vec<&str> = report
        .excluded
        .iter()
        .map(|excluded| match &excluded.why {
            Exclusion::Fault(Fault::Late { .. }) => "late",
            Exclusion::Fault(Fault::Denied(_)) => "denied",
            Exclusion::Fault(_) => "fault",
            Exclusion::Superseded { .. } => "superseded",
            Exclusion::OnPaper { .. } => "on paper",
            Exclusion::NotSealed => "not sealed",
            Exclusion::BodyMissing => "missing",
        })
        .collect();
    why.sort_unstable();
    let scores = report.outcome.map(|outcome| outcome.scores().to_vec());
    format!("{status} {} of {} {scores:?} {why:?} {}", report.ballots, report.roll, report.disputed)
}

/// Histories in one run; `PROPTEST_CASES` does not change it.
const CASES: u32 = 32;

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn the_same_entries_show_the_same_in_whatever_order_they_come(
        history in steps(0..19_u8, 40),
        seed in any::<u64>(),
    ) {
        let (node, _) = World::new(1_790_000_000_000).run(&history);
        let (mut order, blobs) = (entries(&node), blobs(&node));
        let mut dice = Dice(seed);
        for _ in 0..2 {
            dice.shuffle(&mut order);
            let twice: Vec<_> = order.iter().take(dice.below(order.len())).cloned().collect();
            order.extend(twice);
            let other = delivered(node.id(), &order, &blobs, &mut dice);
            same(&node, &other);
            let mut again = Community::open(other.into_store()).unwrap();
            same(&node, &again);
            let audit = again.audit().unwrap();
            prop_assert!(audit.is_clean(), "{:?}", audit.differences);
            prop_assert_eq!(audit.view_digest, node.view_digest());
        }
        let bundle = bundle(&node);
        let mut home = crate::delivery::empty(node.id());
        let checked = home.check_bundle(&mut bundle.as_slice()).unwrap();
        let intake = home.import(&mut bundle.as_slice(), &checked).unwrap();
        prop_assert_eq!(intake.added, node.len());
        same(&node, &home);
    }

    #[test]
    fn what_is_sealed_is_not_changed_by_anything_but_the_next_seal(
        history in steps(0..14_u8, 16),
        later in steps(prop_oneof![0..6_u8, 8..10_u8, 11..19_u8], 24),
    ) {
        let mut world = World::new(1_790_000_000_000);
        history.iter().for_each(|step| world.step(*step));
        let poll = world.polls[0];
        world.step((17, 0, 0));
        for (steward, _) in [(0, ()), (2, ())] {
            drop(world.nodes[0].seal(&mut world.stewards[steward].pen(), poll));
        }
        let before = world.nodes[0].report(&poll).unwrap();
        let (node, _) = world.run(&later);
        let after = node.report(&poll).unwrap();
        if let PollStatus::Sealed { .. } = before.status {
            prop_assert_eq!(before.status, after.status);
            prop_assert_eq!(before.counted, after.counted);
            let outcome = |report: Option<participation::Outcome>| format!("{report:?}");
            prop_assert_eq!(outcome(before.outcome), outcome(after.outcome));
        }
    }

    #[test]
    fn no_claimed_time_decides_anything(
        // Without two devices and two registrars, between whom the ids decide.
        history in steps(prop_oneof![0..4_u8, 6..12_u8, Just(14), 17..19_u8], 40),
        clock in any::<u32>(),
    ) {
        let honest = World::new(1_790_000_000_000).run(&history);
        let other = World::new(u64::from(clock)).run(&history);
        prop_assert_eq!(honest.1.len(), other.1.len());
        for (one, two) in honest.1.iter().zip(&other.1) {
            prop_assert_eq!(told(&honest.0, one), told(&other.0, two));
        }
    }
}

pub fn bundle(node: &Node) -> Vec<u8> {
    let mut bundle = Vec::new();
    node.export(&mut bundle, &std::collections::HashSet::new()).unwrap();
    bundle
}
