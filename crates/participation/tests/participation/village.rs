//! The village: people with deterministic keys, and what they do.

use participation::{
    Act, ChainId, Change, Choices, Community, Custody, DeviceNonce, DeviceSecret, Draft, EntryId,
    Error, FoundingPlan, Head, Lane, Limits, MemberSecret, MemoryStore, Pen, Persona, PollPlan,
    RecoverySecret, RevisionId, Role, Seat, Seed, SlotId, Timestamp, certificate,
};
use participation_acts::Ballot;

pub type Node = Community<MemoryStore>;

/// Deterministic "randomness": SplitMix64, of a state of one's own.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n as u64) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    pub fn bytes(&mut self) -> impl FnMut(&mut [u8]) + '_ {
        |bytes| bytes.fill_with(|| self.roll() as u8)
    }
}

/// Somebody with a computer and a telephone.
pub struct Person {
    pub keys: Persona,
    pub phone: DeviceSecret,
    pub paper: RecoverySecret,
    pub clock: u64,
    dice: Dice,
    fill: Box<dyn FnMut(&mut [u8])>,
    member: Box<dyn Fn() -> MemberSecret>,
}

fn fill(mut dice: Dice) -> Box<dyn FnMut(&mut [u8])> {
    Box::new(move |bytes| bytes.fill_with(|| dice.roll() as u8))
}

impl Person {
    fn of(seed: u8, keys: impl Fn(&Seed, &DeviceNonce) -> Persona + 'static) -> Self {
        let secret = Seed::from_bytes(&[seed; 32]);
        Self {
            keys: keys(&secret, &DeviceNonce::from_bytes([1; 16])),
            phone: keys(&secret, &DeviceNonce::from_bytes([2; 16])).device,
            paper: RecoverySecret::from_bytes(&[seed; 32]),
            clock: 1_790_000_000_000,
            dice: Dice(u64::from(seed)),
            fill: fill(Dice(u64::from(seed) << 32)),
            member: Box::new(move || keys(&secret, &DeviceNonce::from_bytes([1; 16])).member),
        }
    }

    /// A member of a village that is there.
    pub fn of_village(seed: u8, village: &Node) -> Self {
        let village = village.id();
        Self::of(seed, move |secret, nonce| Persona::new(secret, &village, nonce))
    }

    /// A copy of the member key, to be used beside a pen.
    pub fn member(&self) -> MemberSecret {
        (self.member)()
    }

    pub fn pen(&mut self) -> Pen<'_> {
        self.clock += 60_000;
        let now = Timestamp::from_millis(self.clock);
        Pen { device: &self.keys.device, now, entropy: &mut self.fill }
    }

    /// The telephone's pen.
    pub fn phone(&mut self) -> Pen<'_> {
        self.clock += 60_000;
        let now = Timestamp::from_millis(self.clock);
        Pen { device: &self.phone, now, entropy: &mut self.fill }
    }

    pub fn chain(&self, lane: Lane) -> ChainId {
        ChainId { device: self.keys.device.public(), lane }
    }

    pub fn seat(&self) -> Seat {
        self.keys.seat(&self.paper)
    }

    /// An entry as somebody writes it whom no program holds back: after `after`, naming
    /// `revision`. Travelling bytes, and its id.
    pub fn forge(
        &mut self,
        village: &Node,
        after: Option<Head>,
        revision: Option<RevisionId>,
        act: &Act,
    ) -> (EntryId, Vec<u8>) {
        let lane = act.kind().lane().unwrap();
        let claimed = Timestamp::from_millis(self.clock);
        let draft = Draft { community: village.id(), lane, after, revision, claimed };
        let mut salt = [0; 16];
        self.dice.bytes()(&mut salt);
        let entry = draft.sign(self.keys.device.signing_key(), salt, act.encode()).unwrap();
        (entry.entry().id(), entry.entry().to_bytes())
    }

    /// A ballot after the head of the chain as `village` has it, under a revision of one's choice.
    pub fn forge_ballot(
        &mut self,
        village: &Node,
        revision: RevisionId,
        opening: EntryId,
        counter: u32,
        choice: u16,
    ) -> (EntryId, Vec<u8>) {
        let head = village.view().standing_head(&self.chain(Lane::Ballots));
        let act = Act::Ballot(Ballot { opening, counter, choices: one(choice) });
        self.forge(village, head, Some(revision), &act)
    }

    /// The first entry of the telephone: its certificate.
    pub fn take_phone(&mut self, village: &mut Node) {
        let member = self.member();
        village.certify(&mut self.phone(), &member, Custody::Own).unwrap();
    }

    /// A second certificate of the same device, for any member: a fork of its authority chain.
    pub fn forge_certificate(&mut self, village: &Node, of: &MemberSecret) -> Vec<u8> {
        let device = self.keys.device.public();
        let act = Act::Certify(certificate(&village.id(), of, &device, Custody::Kiosk));
        self.forge(village, None, Some(tip(village)), &act).1
    }
}

pub fn one(choice: u16) -> Choices {
    Choices::Approval(vec![choice])
}

pub fn tip(village: &Node) -> RevisionId {
    village.view().tip().unwrap().0.revision
}

/// A village of three stewards, two of whom sign, and some neighbours.
pub struct Village {
    pub node: Node,
    /// The first is registrar and organiser as well, and in the census; the second is registrar
    /// and organiser too, and is not.
    pub stewards: Vec<Person>,
    pub people: Vec<Person>,
    pub slots: Vec<SlotId>,
}

pub fn village(neighbours: u8) -> Village {
    let nonce = [7; 16];
    let mut stewards: Vec<Person> = (1..=3)
        .map(|seed| Person::of(seed, move |secret, device| Persona::founder(secret, nonce, device)))
        .collect();
    let role = |role, i: usize| (role, stewards[i].keys.member.public());
    let plan = FoundingPlan {
        nonce,
        name: "Poblenou".into(),
        seats: stewards.iter().map(Person::seat).collect(),
        threshold: 2,
        roles: vec![
            role(Role::Registrar, 0),
            role(Role::Organiser, 0),
            role(Role::Registrar, 1),
            role(Role::Organiser, 1),
        ],
        limits: Limits::default(),
        recovery: None,
        access: None,
    };
    let Person { keys, clock, fill, .. } = &mut stewards[0];
    let mut pen = Pen { device: &keys.device, now: Timestamp::from_millis(*clock), entropy: fill };
    let mut node =
        Community::found(MemoryStore::new(), plan, &mut pen, &keys.member, Custody::Own).unwrap();
    for steward in &mut stewards[1..] {
        certify(&mut node, steward);
    }
    let mut village = Village { node, stewards, people: Vec::new(), slots: Vec::new() };
    (0..neighbours).for_each(|i| village.settle(10 + i));
    village
}

pub fn certify(node: &mut Node, person: &mut Person) {
    let member = person.member();
    node.certify(&mut person.pen(), &member, Custody::Own).unwrap();
}

/// Proposes a revision and signs it.
pub fn revise(node: &mut Node, signers: &mut [&mut Person], changes: Vec<Change>) -> RevisionId {
    let revision = node.propose(&mut signers[0].pen(), changes, "because").unwrap();
    for signer in signers {
        node.sign(&mut signer.pen(), revision).unwrap();
    }
    assert!(node.revision(&revision).unwrap().in_force);
    revision
}

impl Village {
    /// Admits one more neighbour.
    pub fn settle(&mut self, seed: u8) {
        let mut person = Person::of_village(seed, &self.node);
        let registrar = &mut self.stewards[0];
        let slot = self.node.admit(&mut registrar.pen(), person.keys.member.public()).unwrap();
        certify(&mut self.node, &mut person);
        self.people.push(person);
        self.slots.push(slot);
    }

    /// A revision signed by the first two stewards.
    pub fn revise(&mut self, changes: Vec<Change>) -> RevisionId {
        let [a, b, _] = &mut self.stewards[..] else { panic!() };
        revise(&mut self.node, &mut [a, b], changes)
    }

    /// "Plant trees?": 0 is yes, 1 is no, 2 is abstain.
    pub fn ask(&mut self) -> EntryId {
        let plan = PollPlan::question("Plant trees?", &["yes", "no", "abstain"]);
        self.node.open_poll(&mut self.stewards[0].pen(), plan).unwrap()
    }

    pub fn vote(&mut self, who: usize, poll: EntryId, choice: u16) -> EntryId {
        self.try_vote(who, poll, choice).unwrap()
    }

    pub fn try_vote(&mut self, who: usize, poll: EntryId, choice: u16) -> Result<EntryId, Error> {
        self.node.vote(&mut self.people[who].pen(), poll, one(choice))
    }

    /// The first two stewards seal what is there.
    pub fn seal(&mut self, poll: EntryId) -> [EntryId; 2] {
        let first = self.node.seal(&mut self.stewards[0].pen(), poll).unwrap();
        [first, self.node.seal(&mut self.stewards[1].pen(), poll).unwrap()]
    }
}
