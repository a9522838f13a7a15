//! Who lives in the village, with which keys, on which devices, at which nodes.

use participation::{
    CommunityId, DeviceKey, DeviceNonce, DeviceSecret, FoundingPlan, Limits, MemberKey,
    MemberSecret, Pen, RecoverySecret, Role, Seat, Seed, Timestamp,
};
use participation_acts::founders_context;

use crate::chance::Chance;

/// A device, which writes at one node only.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) secret: DeviceSecret,
    pub(crate) at: usize,
    /// Its node's disk was put back to a copy: it never writes again.
    pub(crate) retired: bool,
    /// It was certified somewhere: it waits until its node knows that.
    pub(crate) certified: bool,
}

/// Somebody.
#[derive(Debug)]
pub(crate) struct Person {
    seed: Seed,
    context: CommunityId,
    pub(crate) steward: bool,
    /// An adversary has the keys.
    pub(crate) hostile: bool,
    pub(crate) devices: Vec<Device>,
}

impl Person {
    pub(crate) fn new(seed: [u8; 32], context: CommunityId) -> Self {
        let seed = Seed::from_bytes(&seed);
        Self { seed, context, steward: false, hostile: false, devices: Vec::new() }
    }

    pub(crate) fn member(&self) -> MemberSecret {
        self.seed.member(&self.context)
    }

    pub(crate) fn key(&self) -> MemberKey {
        self.member().public()
    }

    /// A new device at a node.
    pub(crate) fn take(&mut self, at: usize) -> usize {
        let number = self.devices.len() as u8 + 1;
        let secret = self.seed.device(&self.context, &DeviceNonce::from_bytes([number; 16]));
        self.devices.push(Device { secret, at, retired: false, certified: false });
        self.devices.len() - 1
    }

    pub(crate) fn owns(&self, device: &DeviceKey) -> bool {
        self.devices.iter().any(|own| own.secret.public() == *device)
    }
}

/// A pen for a device, at a claimed time, with chance of its own.
pub(crate) fn with_pen<T>(
    secret: &DeviceSecret,
    now: u64,
    chance: &mut Chance,
    write: impl FnOnce(&mut Pen<'_>) -> T,
) -> T {
    let mut dice = chance.fork();
    let mut entropy = |bytes: &mut [u8]| dice.fill(bytes);
    write(&mut Pen { device: secret, now: Timestamp::from_millis(now), entropy: &mut entropy })
}

/// Three stewards, two of whom sign; the first two hold every office.
pub(crate) fn stewards(nonce: [u8; 16], chance: &mut Chance) -> (Vec<Person>, FoundingPlan) {
    let context = founders_context(&nonce);
    let stewards: Vec<Person> = (0..3)
        .map(|_| {
            let mut person = Person::new(chance.bytes(), context);
            person.steward = true;
            person
        })
        .collect();
    let seats = stewards.iter().map(|person| Seat {
        member: person.key(),
        recovery: DeviceKey::from_bytes(
            *RecoverySecret::from_bytes(&chance.bytes()).public().as_bytes(),
        ),
    });
    let seats = seats.collect();
    let offices = [Role::Registrar, Role::Organiser, Role::Moderator, Role::DataOfficer];
    let roles = stewards
        .iter()
        .take(2)
        .flat_map(|person| offices.map(|role| (role, person.key())))
        .collect();
    let plan = FoundingPlan {
        nonce,
        name: "Poblenou".into(),
        seats,
        threshold: 2,
        roles,
        limits: Limits::default(),
        recovery: None,
        access: None,
    };
    (stewards, plan)
}
