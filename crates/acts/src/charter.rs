//! Acts about the charter: founding, revisions and their signatures.

use std::fmt;

use serde::Serialize;

use participation_types::{
    CborError, CommunityId, DeviceKey, EntryId, Frontier, Hasher, Licence, MemberKey, NodeAddress,
    Reader, RevisionId, SlotId, Sorted, Text, Writer, to_canonical,
};

use crate::wire::Wire;

/// A role that a charter gives to a member key. Stewards have [`Seat`]s instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Admits people to the census.
    Registrar,
    /// Opens polls and budgets.
    Organiser,
    /// Labels what breaks the rules.
    Moderator,
    /// Carries out erasures that the law asks for.
    DataOfficer,
    /// Signs what is imported.
    ImportOfficer,
    /// Enters paper ballots.
    StationOfficer,
    /// Holds a share of the key of secret polls, and may seal them.
    Trustee,
}

/// As it is said in messages.
impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Registrar => "registrar",
            Self::Organiser => "organiser",
            Self::Moderator => "moderator",
            Self::DataOfficer => "data officer",
            Self::ImportOfficer => "import officer",
            Self::StationOfficer => "station officer",
            Self::Trustee => "trustee",
        })
    }
}

impl Role {
    /// All roles, in the order of their numbers on the wire (from 1).
    pub const ALL: [Self; 7] = [
        Self::Registrar,
        Self::Organiser,
        Self::Moderator,
        Self::DataOfficer,
        Self::ImportOfficer,
        Self::StationOfficer,
        Self::Trustee,
    ];

    const fn number(self) -> u8 {
        match self {
            Self::Registrar => 1,
            Self::Organiser => 2,
            Self::Moderator => 3,
            Self::DataOfficer => 4,
            Self::ImportOfficer => 5,
            Self::StationOfficer => 6,
            Self::Trustee => 7,
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let number = r.uint()?;
        Self::ALL
            .into_iter()
            .find(|role| u64::from(role.number()) == number)
            .ok_or(CborError::Invalid { at, what: "no such role" })
    }
}

/// A right, and who holds it: what a cut ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// To take part (vote, contest, recover), of a census slot.
    Member(SlotId),
    /// To act as a steward, of a member key.
    Seat(MemberKey),
    /// To act in a role, of a member key.
    Role(Role, MemberKey),
}

impl Right {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Member(slot) => {
                w.array(2).uint(0);
                slot.write(w);
            }
            Self::Seat(member) => {
                w.array(2).uint(8);
                member.write(w);
            }
            Self::Role(role, member) => {
                w.array(2).uint(u64::from(role.number()));
                member.write(w);
            }
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.array(2, 2)?;
        let at = r.position();
        match r.uint()? {
            0 => Ok(Self::Member(SlotId::read(r)?)),
            8 => Ok(Self::Seat(MemberKey::read(r)?)),
            number => {
                let role = Role::ALL.into_iter().find(|role| u64::from(role.number()) == number);
                let role = role.ok_or(CborError::Invalid { at, what: "no such right" })?;
                Ok(Self::Role(role, MemberKey::read(r)?))
            }
        }
    }
}

/// A steward's seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Seat {
    /// The member key that sits here.
    pub member: MemberKey,
    /// The seat's paper key: it signs revisions as an author of its own when the member key is
    /// lost.
    pub recovery: DeviceKey,
}

/// The stewards and how many of them bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seats {
    /// One, or three to [`Seats::MAX`], sorted by member key, each key once.
    pub seats: Vec<Seat>,
    /// Signatures that put a revision in force: more than half of the seats.
    pub threshold: u8,
}

impl Seats {
    /// Most seats of a charter.
    pub const MAX: usize = 63;

    /// Sorts the seats and checks them.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn new(mut seats: Vec<Seat>, threshold: u8) -> Result<Self, &'static str> {
        seats.sort_unstable();
        let checked = Self { seats, threshold };
        checked.fault().map_or(Ok(checked), Err)
    }

    fn fault(&self) -> Option<&'static str> {
        let n = self.seats.len();
        let k = usize::from(self.threshold);
        let ascending =
            self.seats.iter().zip(self.seats.iter().skip(1)).all(|(a, b)| a.member < b.member);
        if n == 0 || n == 2 || n > Self::MAX {
            Some("a charter has one steward, or three to 63")
        } else if !ascending {
            Some("stewards out of order or named twice")
        } else if k * 2 <= n || k > n {
            Some("the threshold is not more than half of the stewards")
        } else {
            None
        }
    }

    fn write(&self, w: &mut Writer) {
        w.array(self.seats.len());
        for seat in &self.seats {
            w.array(2);
            seat.member.write(w);
            seat.recovery.write(w);
        }
        w.uint(u64::from(self.threshold));
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let seats = r.list(1, Self::MAX, |r| {
            r.array(2, 2)?;
            Ok(Seat { member: MemberKey::read(r)?, recovery: DeviceKey::read(r)? })
        })?;
        let threshold = u8::try_from(r.uint16()?).unwrap_or(u8::MAX);
        let seats = Self { seats, threshold };
        seats.fault().map_or(Ok(seats), |what| Err(CborError::Invalid { at, what }))
    }
}

/// The share of the census that may put a revision in force without the stewards: more than
/// `numerator / denominator` of the slots, and never less than half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Recovery {
    /// Upper part of the share.
    pub numerator: u16,
    /// Lower part of the share.
    pub denominator: u16,
}

impl Recovery {
    /// Whether `signers` of `members` slots are enough: strictly more than the share.
    #[must_use]
    pub fn reached(self, signers: usize, members: usize) -> bool {
        signers as u128 * u128::from(self.denominator)
            > members as u128 * u128::from(self.numerator)
    }

    fn write(self, w: &mut Writer) {
        w.array(2).uint(u64::from(self.numerator)).uint(u64::from(self.denominator));
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        r.array(2, 2)?;
        let share = Self { numerator: r.uint16()?, denominator: r.uint16()? };
        let (n, d) = (u32::from(share.numerator), u32::from(share.denominator));
        if d == 0 || n * 2 < d || n >= d {
            let what = "a recovery share is at least one half and less than the whole";
            return Err(CborError::Invalid { at, what });
        }
        Ok(share)
    }
}

/// Limits on what members and officers write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Most options of one poll or budget, at most [`crate::Opening::MAX_OPTIONS`].
    pub options: u16,
    /// Least days that an opening keeps ballots after the seal.
    pub retention_days: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self { options: 1024, retention_days: 30 }
    }
}

impl Limits {
    fn write(self, w: &mut Writer) {
        w.array(2).uint(u64::from(self.options)).uint(u64::from(self.retention_days));
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.array(2, 2)?;
        Ok(Self { options: r.uint16()?, retention_days: r.uint16()? })
    }
}

/// For whom founders make their keys: member keys are made for a community's id, but the id is
/// the hash of a charter that names the founders' keys. So theirs are made for a hash of the
/// founding's nonce, which the charter holds for ever.
#[must_use]
pub fn founders_context(nonce: &[u8; 16]) -> CommunityId {
    CommunityId::from_bytes(Hasher::new("participation/founders/1").with(nonce).finish())
}

/// The founding charter. Its hash is the community's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Founding {
    /// Random, so that no two communities are one.
    #[serde(skip)]
    pub nonce: [u8; 16],
    /// The device that writes the founding entry; nobody else's founding entry is one.
    pub founder: DeviceKey,
    /// What people call the community.
    pub name: Text<200>,
    /// The stewards.
    pub seats: Seats,
    /// Who holds which role; sorted, each pair once.
    pub roles: Vec<(Role, MemberKey)>,
    /// Limits on acts.
    pub limits: Limits,
    /// Version of the rules by which acts are judged and ballots counted.
    pub rules: u32,
    /// How members replace stewards that are lost.
    pub recovery: Option<Recovery>,
}

impl Founding {
    /// Most roles given out in one founding.
    pub const MAX_ROLES: usize = 512;

    /// The community that this charter founds.
    #[must_use]
    pub fn community(&self) -> CommunityId {
        let bytes = to_canonical(|w| self.write(w));
        CommunityId::from_bytes(Hasher::new("participation/community/1").with(&bytes).finish())
    }

    /// The id of this charter as the first revision.
    #[must_use]
    pub fn revision(&self) -> RevisionId {
        let bytes = to_canonical(|w| self.write(w));
        RevisionId::from_bytes(Hasher::new("participation/revision/1").with(&bytes).finish())
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        w.bytes(&self.nonce);
        self.founder.write(w);
        self.name.write(w);
        self.seats.write(w);
        w.array(self.roles.len());
        for (role, member) in &self.roles {
            w.array(2).uint(u64::from(role.number()));
            member.write(w);
        }
        self.limits.write(w);
        w.uint(u64::from(self.rules));
        match self.recovery {
            Some(recovery) => recovery.write(w),
            None => {
                w.null();
            }
        }
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let nonce = r.bytes(16, 16)?.try_into().map_err(|_| r.invalid("nonce"))?;
        let founding = Self {
            nonce,
            founder: DeviceKey::read(r)?,
            name: Text::read(r)?,
            seats: Seats::read(r)?,
            roles: r.list(0, Self::MAX_ROLES, |r| {
                r.array(2, 2)?;
                Ok((Role::read(r)?, MemberKey::read(r)?))
            })?,
            limits: Limits::read(r)?,
            rules: r.uint32()?,
            recovery: r.option(Recovery::read)?,
        };
        let roles = &founding.roles;
        if roles.iter().zip(roles.iter().skip(1)).any(|(a, b)| a >= b) {
            return Err(CborError::Invalid { at, what: "roles out of order or repeated" });
        }
        Ok(founding)
    }
}

/// One change that a revision makes to its parent. Whatever takes a right away carries the
/// frontier of what its holder did with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Another name.
    Rename(Text<200>),
    /// Other stewards; each that leaves is listed with the frontier of their acts as a steward.
    Seats {
        /// The new seats.
        seats: Seats,
        /// Sorted; exactly the member keys that lose a seat.
        leaving: Vec<(MemberKey, Frontier)>,
    },
    /// Gives a role.
    Grant(Role, MemberKey),
    /// Ends a role.
    End(Role, MemberKey, Frontier),
    /// Suspends a slot's right to take part, until reinstated.
    Suspend(SlotId, Frontier),
    /// Lifts a suspension.
    Reinstate(SlotId),
    /// Removes a slot from the census for good.
    Revoke(SlotId, Frontier),
    /// Other limits.
    Limits(Limits),
    /// Another version of the rules.
    Rules(u32),
    /// Another recovery rule.
    Recovery(Option<Recovery>),
    /// Replaces the frontier of earlier cuts of this right, to take late acts in.
    Raise(Right, Frontier),
    /// Puts in force what a data officer asks to erase, by the entry that asks. It is for good.
    Erase(EntryId),
    /// Where the community's own nodes are reached, in place of the whole list. They are machines
    /// that the stewards chose; an address names nobody, and nobody's home should be listed.
    Nodes(Sorted<NodeAddress, { NodeAddress::MAX_LISTED }>),
    /// Under what the open data may be used from then on; without one, under what is usual
    /// ([`Licence::USUAL`]).
    Licence(Option<Licence>),
}

impl Change {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Rename(name) => {
                w.array(2).uint(0);
                name.write(w);
            }
            Self::Seats { seats, leaving } => {
                w.array(4).uint(1);
                seats.write(w);
                w.array(leaving.len());
                for (member, frontier) in leaving {
                    w.array(2);
                    member.write(w);
                    frontier.write(w);
                }
            }
            Self::Grant(role, member) => {
                w.array(3).uint(2).uint(u64::from(role.number()));
                member.write(w);
            }
            Self::End(role, member, frontier) => {
                w.array(4).uint(3).uint(u64::from(role.number()));
                member.write(w);
                frontier.write(w);
            }
            Self::Suspend(slot, frontier) => {
                w.array(3).uint(4);
                slot.write(w);
                frontier.write(w);
            }
            Self::Reinstate(slot) => {
                w.array(2).uint(5);
                slot.write(w);
            }
            Self::Revoke(slot, frontier) => {
                w.array(3).uint(6);
                slot.write(w);
                frontier.write(w);
            }
            Self::Limits(limits) => {
                w.array(2).uint(7);
                limits.write(w);
            }
            Self::Rules(version) => {
                w.array(2).uint(8).uint(u64::from(*version));
            }
            Self::Recovery(recovery) => {
                w.array(2).uint(9);
                match recovery {
                    Some(recovery) => recovery.write(w),
                    None => {
                        w.null();
                    }
                }
            }
            Self::Raise(right, frontier) => {
                w.array(3).uint(10);
                right.write(w);
                frontier.write(w);
            }
            Self::Erase(erasure) => {
                w.array(2).uint(11);
                erasure.write(w);
            }
            Self::Nodes(nodes) => {
                w.array(2).uint(12);
                nodes.write(w);
            }
            Self::Licence(licence) => {
                w.array(2).uint(13);
                match licence {
                    Some(licence) => licence.write(w),
                    None => {
                        w.null();
                    }
                }
            }
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let length = r.array(2, 4)?;
        let number = r.uint()?;
        let (expected, change) = match number {
            0 => (2, Self::Rename(Text::read(r)?)),
            1 => (4, Self::read_seats(r)?),
            2 => (3, Self::Grant(Role::read(r)?, MemberKey::read(r)?)),
            3 => (4, Self::End(Role::read(r)?, MemberKey::read(r)?, Frontier::read(r)?)),
            4 => (3, Self::Suspend(SlotId::read(r)?, Frontier::read(r)?)),
            5 => (2, Self::Reinstate(SlotId::read(r)?)),
            6 => (3, Self::Revoke(SlotId::read(r)?, Frontier::read(r)?)),
            7 => (2, Self::Limits(Limits::read(r)?)),
            8 => (2, Self::Rules(r.uint32()?)),
            9 => (2, Self::Recovery(r.option(Recovery::read)?)),
            10 => (3, Self::Raise(Right::read(r)?, Frontier::read(r)?)),
            11 => (2, Self::Erase(EntryId::read(r)?)),
            12 => (2, Self::Nodes(Sorted::read(r)?)),
            13 => (2, Self::Licence(r.option(Licence::read)?)),
            _ => {
                return Err(CborError::Invalid { at, what: "no such change of the charter" });
            }
        };
        if length == expected {
            Ok(change)
        } else {
            Err(CborError::Invalid { at, what: "a change of the charter of another length" })
        }
    }

    fn read_seats(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let seats = Seats::read(r)?;
        let at = r.position();
        let leaving = r.list(0, Seats::MAX, |r| {
            r.array(2, 2)?;
            Ok((MemberKey::read(r)?, Frontier::read(r)?))
        })?;
        if leaving.iter().zip(leaving.iter().skip(1)).any(|(a, b)| a.0 >= b.0) {
            return Err(CborError::Invalid { at, what: "stewards out of order or repeated" });
        }
        Ok(Self::Seats { seats, leaving })
    }
}

/// A proposed revision of the charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// The revision that it changes; the entry's header names it too.
    pub parent: RevisionId,
    /// The changes, made one after another.
    pub changes: Vec<Change>,
    /// Why, in its proposer's words.
    pub reason: Text<4000>,
}

impl Revision {
    /// Most changes of one revision.
    pub const MAX_CHANGES: usize = 256;

    /// The revision's id: whoever proposes the same changes to the same parent for the same
    /// reason proposes the same revision.
    #[must_use]
    pub fn id(&self) -> RevisionId {
        let bytes = to_canonical(|w| self.write(w));
        RevisionId::from_bytes(Hasher::new("participation/revision/1").with(&bytes).finish())
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        self.parent.write(w);
        w.array(self.changes.len());
        for change in &self.changes {
            change.write(w);
        }
        self.reason.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            parent: RevisionId::read(r)?,
            changes: r.list(1, Self::MAX_CHANGES, Change::read)?,
            reason: Text::read(r)?,
        })
    }
}

/// A steward declares that they would sign a revision, or (by the recovery rule) a member signs
/// it. Declared support binds nobody: it lets a split be seen before it binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endorsement {
    /// The revision.
    pub revision: RevisionId,
}

impl Endorsement {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.revision.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { revision: RevisionId::read(r)? })
    }
}

/// A steward signs a revision. A steward signs one child of a parent; another only with the proof
/// that the first can no longer come into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signing {
    /// The revision.
    pub revision: RevisionId,
    /// Abandonments of the sibling signed before: n − k + 1 of them by different seats.
    pub dead: Vec<EntryId>,
}

impl Signing {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.revision.write(w);
        w.array(self.dead.len());
        for id in &self.dead {
            id.write(w);
        }
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { revision: RevisionId::read(r)?, dead: r.list(0, Seats::MAX, EntryId::read)? })
    }
}

/// A steward who has not signed a revision swears never to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Abandonment {
    /// The revision.
    pub revision: RevisionId,
}

impl Abandonment {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.revision.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { revision: RevisionId::read(r)? })
    }
}
