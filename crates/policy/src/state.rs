//! The charter's state at one revision.

mod revise;

use std::collections::BTreeSet;

use participation_acts::{Limits, Recovery, Right, Role, Sealers, Seats};
use participation_types::{DeviceKey, Licence, MemberKey, NodeAddress, SlotId, Sorted, Text};
use serde::Serialize;

pub use revise::{Cut, CutKind, RevisionFault};

/// Who holds which right and which limits hold, as one revision leaves them. Two nodes that made
/// the same revisions have equal states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CharterState {
    name: Text<200>,
    seats: Seats,
    roles: BTreeSet<(Role, MemberKey)>,
    limits: Limits,
    rules: u32,
    recovery: Option<Recovery>,
    suspended: BTreeSet<SlotId>,
    revoked: BTreeSet<SlotId>,
    nodes: Sorted<NodeAddress, { NodeAddress::MAX_LISTED }>,
    licence: Option<Licence>,
    height: u32,
}

impl CharterState {
    /// What people call the community.
    #[must_use]
    pub const fn name(&self) -> &Text<200> {
        &self.name
    }

    /// The stewards, sorted by member key, and their threshold.
    #[must_use]
    pub const fn seats(&self) -> &Seats {
        &self.seats
    }

    /// Signatures of stewards that put a revision in force.
    #[must_use]
    pub fn threshold(&self) -> usize {
        usize::from(self.seats.threshold)
    }

    /// Whether this member key is a steward.
    #[must_use]
    pub fn is_seat(&self, member: &MemberKey) -> bool {
        self.seats.seats.iter().any(|seat| seat.member == *member)
    }

    /// The steward whose paper key this is.
    #[must_use]
    pub fn seat_of_recovery(&self, key: &DeviceKey) -> Option<MemberKey> {
        self.seats.seats.iter().find(|seat| seat.recovery == *key).map(|seat| seat.member)
    }

    /// Every role given, in the order of roles and then of member keys.
    pub fn roles(&self) -> impl Iterator<Item = (Role, &MemberKey)> {
        self.roles.iter().map(|(role, member)| (*role, member))
    }

    /// The member keys that hold this role, sorted.
    pub fn holders(&self, role: Role) -> impl Iterator<Item = &MemberKey> {
        self.roles().filter(move |(held, _)| *held == role).map(|(_, member)| member)
    }

    /// Whether this member key holds this role.
    #[must_use]
    pub fn holds(&self, role: Role, member: &MemberKey) -> bool {
        self.roles.contains(&(role, *member))
    }

    /// Whether this member key is a steward or holds any role.
    #[must_use]
    pub fn has_office(&self, member: &MemberKey) -> bool {
        self.is_seat(member) || self.roles().any(|(_, holder)| holder == member)
    }

    /// The right by which this member key seals a poll of such sealers, if it has it.
    #[must_use]
    pub fn may_seal(&self, sealers: Sealers, member: &MemberKey) -> Option<Right> {
        match sealers {
            Sealers::Stewards => self.is_seat(member).then_some(Right::Seat(*member)),
            Sealers::Trustees { .. } => {
                self.holds(Role::Trustee, member).then_some(Right::Role(Role::Trustee, *member))
            }
        }
    }

    /// Signatures that such sealers need, for a seal and for a re-opening alike.
    #[must_use]
    pub fn seal_threshold(&self, sealers: Sealers) -> usize {
        match sealers {
            Sealers::Stewards => self.threshold(),
            Sealers::Trustees { threshold } => usize::from(threshold),
        }
    }

    /// Limits on acts.
    #[must_use]
    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// Version of the rules by which acts are judged and ballots counted; from 1.
    #[must_use]
    pub const fn rules(&self) -> u32 {
        self.rules
    }

    /// How members replace stewards that are lost, if the charter says so.
    #[must_use]
    pub const fn recovery(&self) -> Option<Recovery> {
        self.recovery
    }

    /// Slots suspended and not revoked, sorted.
    pub fn suspended(&self) -> impl Iterator<Item = &SlotId> {
        self.suspended.iter()
    }

    /// Slots removed from the census for good, sorted.
    pub fn revoked(&self) -> impl Iterator<Item = &SlotId> {
        self.revoked.iter()
    }

    /// Whether the slot is suspended; a revoked slot is not.
    #[must_use]
    pub fn is_suspended(&self, slot: &SlotId) -> bool {
        self.suspended.contains(slot)
    }

    /// Whether the slot is out of the census for good.
    #[must_use]
    pub fn is_revoked(&self, slot: &SlotId) -> bool {
        self.revoked.contains(slot)
    }

    /// Where the community's own nodes are reached, sorted: whom to ask first, and no authority.
    #[must_use]
    pub fn nodes(&self) -> &[NodeAddress] {
        &self.nodes
    }

    /// Under what the stewards give out the open data; `None` where they say nothing of it, and
    /// [`Licence::USUAL`] holds.
    #[must_use]
    pub const fn licence(&self) -> Option<&Licence> {
        self.licence.as_ref()
    }

    /// Number of revisions since the founding, which is 0.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }
}
