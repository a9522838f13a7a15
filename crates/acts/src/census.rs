//! Acts about people's keys: certificates, admissions, invitations, repairs.

use serde::Serialize;

use participation_types::{
    CborError, CommunityId, DeviceKey, EntryId, Frontier, Head, InvitationKey, Lane, MemberKey,
    Reader, Seq, SlotId, Writer,
};

use crate::statement::{InnerSignature, Statement};

/// Who holds a device's key: the claim of whoever certified it, shown beside what it signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Custody {
    /// The person, on a device of their own.
    Own,
    /// A node, under the person's passphrase.
    Node,
    /// A shared kiosk, for one session.
    Kiosk,
    /// An officer, in an assisted session or at a polling station.
    Assisted,
    /// Nobody: the key was made for a rehearsal.
    Rehearsal,
}

impl Custody {
    const ALL: [Self; 5] = [Self::Own, Self::Node, Self::Kiosk, Self::Assisted, Self::Rehearsal];

    pub(crate) fn write(self, w: &mut Writer) {
        w.uint(match self {
            Self::Own => 0,
            Self::Node => 1,
            Self::Kiosk => 2,
            Self::Assisted => 3,
            Self::Rehearsal => 4,
        });
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let number = usize::from(r.uint16()?);
        Self::ALL.get(number).copied().ok_or(CborError::Invalid { at, what: "no such custody" })
    }
}

/// A member key takes the entry's author as its device. It is the first entry of the device's
/// authority chain, so that a device has one member for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// The certifying member key.
    pub member: MemberKey,
    /// Who holds the device's key.
    pub custody: Custody,
    /// The member key's signature over [`crate::Statement::Device`].
    #[serde(skip)]
    pub signature: [u8; 64],
}

impl Certificate {
    pub(crate) fn inner(&self, community: &CommunityId, device: &DeviceKey) -> InnerSignature {
        let statement = Statement::Device { member: &self.member, device, custody: self.custody };
        InnerSignature::new(community, &statement, self.member.as_bytes(), &self.signature)
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        self.member.write(w);
        self.custody.write(w);
        w.bytes(&self.signature);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            member: MemberKey::read(r)?,
            custody: Custody::read(r)?,
            signature: r.array64()?,
        })
    }
}

/// A registrar admits a person's key to the census: to a new slot, or (when keys were lost) to
/// the slot that the person already has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Admission {
    /// The key admitted.
    pub member: MemberKey,
    /// The slot it attaches to; `None` opens a new one.
    pub slot: Option<SlotId>,
}

impl Admission {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.member.write(w);
        match &self.slot {
            Some(slot) => slot.write(w),
            None => {
                w.null();
            }
        }
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { member: MemberKey::read(r)?, slot: r.option(SlotId::read)? })
    }
}

/// A registrar names an invitation card; whoever holds its secret may redeem it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invitation {
    /// The card's public key.
    pub key: InvitationKey,
}

impl Invitation {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.key.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { key: InvitationKey::read(r)? })
    }
}

/// The holder of a card admits themselves with it; like [`Certificate`] it is the first entry of
/// the device's authority chain and certifies the device too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redemption {
    /// The entry that named the card.
    pub invitation: EntryId,
    /// The card's key, which that entry must name.
    pub key: InvitationKey,
    /// The certificate of the device.
    pub certificate: Certificate,
    /// The card's signature over [`crate::Statement::Redeem`].
    #[serde(skip)]
    pub signature: [u8; 64],
}

impl Redemption {
    pub(crate) fn inner(&self, community: &CommunityId, device: &DeviceKey) -> Vec<InnerSignature> {
        let member = &self.certificate.member;
        let statement = Statement::Redeem { invitation: &self.key, member, device };
        let card = InnerSignature::new(community, &statement, self.key.as_bytes(), &self.signature);
        vec![self.certificate.inner(community, device), card]
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        self.invitation.write(w);
        self.key.write(w);
        self.certificate.write(w);
        w.bytes(&self.signature);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            invitation: EntryId::read(r)?,
            key: InvitationKey::read(r)?,
            certificate: Certificate::read(r)?,
            signature: r.array64()?,
        })
    }
}

/// Why somebody is assisted: a kind and no story, because everybody can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    /// They have no device of their own here.
    NoDevice,
    /// They cannot use this one, for reasons of sight, hands or health.
    Access,
    /// They read or write with difficulty.
    Reading,
    /// They do not know the language.
    Language,
    /// Anything else.
    Other,
}

impl Help {
    /// All of them, in the order of their numbers on the wire.
    pub const ALL: [Self; 5] =
        [Self::NoDevice, Self::Access, Self::Reading, Self::Language, Self::Other];

    pub(crate) fn write(self, w: &mut Writer) {
        w.uint(match self {
            Self::NoDevice => 0,
            Self::Access => 1,
            Self::Reading => 2,
            Self::Language => 3,
            Self::Other => 4,
        });
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let number = usize::from(r.uint16()?);
        Self::ALL.get(number).copied().ok_or(CborError::Invalid { at, what: "no such help" })
    }
}

/// A registrar stands by an assisted session: that a device, which a member key takes as its own
/// with [`Custody::Assisted`], is held in their presence and with the person's consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assistance {
    /// The device of the session.
    pub device: DeviceKey,
    /// The member key of the person.
    pub member: MemberKey,
    /// Why.
    pub reason: Help,
}

impl Assistance {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.device.write(w);
        self.member.write(w);
        self.reason.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            device: DeviceKey::read(r)?,
            member: MemberKey::read(r)?,
            reason: Help::read(r)?,
        })
    }
}

/// A registrar settles a card that was redeemed more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Naming {
    /// The entry that named the card.
    pub invitation: EntryId,
    /// The redemption that admits.
    pub redemption: EntryId,
}

impl Naming {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.invitation.write(w);
        self.redemption.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { invitation: EntryId::read(r)?, redemption: EntryId::read(r)? })
    }
}

/// A member key says which branch of a chain of its own goes on after a fork.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// The member key of that device, which signs.
    pub member: MemberKey,
    /// The device whose chain forked.
    pub device: DeviceKey,
    /// The lane of that chain.
    pub lane: Lane,
    /// The place of the fork and the entry that stands there.
    pub head: Head,
    /// The member key's signature over [`crate::Statement::Repair`].
    #[serde(skip)]
    pub signature: [u8; 64],
}

impl Repair {
    pub(crate) fn inner(&self, community: &CommunityId) -> InnerSignature {
        let statement =
            Statement::Repair { device: &self.device, lane: self.lane, head: self.head };
        InnerSignature::new(community, &statement, self.member.as_bytes(), &self.signature)
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        self.member.write(w);
        self.device.write(w);
        self.lane.write(w);
        w.uint(u64::from(self.head.seq.number()));
        self.head.id.write(w);
        w.bytes(&self.signature);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            member: MemberKey::read(r)?,
            device: DeviceKey::read(r)?,
            lane: Lane::read(r)?,
            head: Head { seq: Seq::new(r.uint32()?), id: EntryId::read(r)? },
            signature: r.array64()?,
        })
    }
}

/// A member key ends a device of its own (a lost telephone): of that device stands what the
/// frontier lists, for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retirement {
    /// The member key of that device, which signs.
    pub member: MemberKey,
    /// The device.
    pub device: DeviceKey,
    /// What of it stands.
    pub frontier: Frontier,
    /// The member key's signature over [`crate::Statement::Retire`].
    #[serde(skip)]
    pub signature: [u8; 64],
}

impl Retirement {
    pub(crate) fn inner(&self, community: &CommunityId) -> InnerSignature {
        let statement = Statement::Retire { device: &self.device, frontier: &self.frontier };
        InnerSignature::new(community, &statement, self.member.as_bytes(), &self.signature)
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        self.member.write(w);
        self.device.write(w);
        self.frontier.write(w);
        w.bytes(&self.signature);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            member: MemberKey::read(r)?,
            device: DeviceKey::read(r)?,
            frontier: Frontier::read(r)?,
            signature: r.array64()?,
        })
    }
}
