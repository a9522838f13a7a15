//! A person in one community: a member key and one device.

use participation_acts::{Seat, founders_context};
use participation_keys::{DeviceNonce, DeviceSecret, MemberSecret, RecoverySecret, Seed};
use participation_types::{CommunityId, DeviceKey};

/// A person's secrets for one community. Nothing of them tells that two communities have the
/// same member.
#[derive(Debug)]
pub struct Persona {
    /// Certifies devices.
    pub member: MemberSecret,
    /// Writes entries.
    pub device: DeviceSecret,
}

impl Persona {
    /// A member's keys. Every device has a nonce of its own, drawn at random once and never used
    /// again: after a backup is restored, too, a new one must be drawn.
    #[must_use]
    pub fn new(seed: &Seed, community: &CommunityId, device: &DeviceNonce) -> Self {
        Self { member: seed.member(community), device: seed.device(community, device) }
    }

    /// The keys of a steward of a community that is yet to be founded: its id is the hash of a
    /// charter that names these keys, so they are made for the founding's nonce instead.
    #[must_use]
    pub fn founder(seed: &Seed, founding: [u8; 16], device: &DeviceNonce) -> Self {
        Self::new(seed, &founders_context(&founding), device)
    }

    /// The seat of this person as a steward, with the paper key that stands in for it.
    #[must_use]
    pub fn seat(&self, paper: &RecoverySecret) -> Seat {
        let recovery = DeviceKey::from_bytes(*paper.public().as_bytes());
        Seat { member: self.member.public(), recovery }
    }
}
