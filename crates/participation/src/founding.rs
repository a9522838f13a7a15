//! Founding a community and coming into one.

use participation_acts::{
    Act, Admission, Assistance, Certificate, Custody, Founding, Help, Invitation, Limits, Naming,
    Recovery, Redemption, Repair, Retirement, Role, Seat, Seats, Statement, signature_bytes,
};
use participation_keys::{Access, InvitationSecret, MemberSecret};
use participation_store::Store;
use participation_types::{
    ChainId, CommunityId, DeviceKey, EntryId, Frontier, Head, InvitationKey, MemberKey, SlotId,
    Text,
};

use crate::community::Community;
use crate::error::Error;
use crate::pen::Pen;

/// What a founding charter says.
#[derive(Debug, Clone)]
pub struct FoundingPlan {
    /// Random; the founders' keys are made for it ([`crate::Persona::founder`]).
    pub nonce: [u8; 16],
    /// What people call the community.
    pub name: String,
    /// One steward, or three to 63.
    pub seats: Vec<Seat>,
    /// Signatures that put a revision in force: more than half of the seats.
    pub threshold: u8,
    /// Who holds which role.
    pub roles: Vec<(Role, MemberKey)>,
    /// Limits on acts.
    pub limits: Limits,
    /// How members replace stewards that are lost.
    pub recovery: Option<Recovery>,
    /// The secret that makes the community private: 32 random bytes. It goes into no entry, and
    /// each node that is to replicate the community needs it. `None` lets everybody who knows the
    /// id replicate it.
    pub access: Option<Access>,
}

impl FoundingPlan {
    /// One person does everything to begin with: steward, registrar and organiser.
    #[must_use]
    pub fn of_one(name: impl Into<String>, nonce: [u8; 16], seat: Seat) -> Self {
        Self {
            nonce,
            name: name.into(),
            seats: vec![seat],
            threshold: 1,
            roles: vec![(Role::Registrar, seat.member), (Role::Organiser, seat.member)],
            limits: Limits::default(),
            recovery: None,
            access: None,
        }
    }

    /// The id that the community will have when this device founds it.
    ///
    /// # Errors
    /// [`Error::Founding`] for a charter that cannot be.
    pub fn community(&self, founder: DeviceKey) -> Result<CommunityId, Error> {
        Ok(self.clone().charter(founder)?.community())
    }

    /// The founding charter, with the device that writes it.
    fn charter(self, founder: DeviceKey) -> Result<Founding, Error> {
        let mut roles = self.roles;
        roles.sort_unstable();
        roles.dedup();
        Ok(Founding {
            nonce: self.nonce,
            founder,
            name: text("name of the community", self.name)?,
            seats: Seats::new(self.seats, self.threshold).map_err(Error::Founding)?,
            roles,
            limits: self.limits,
            rules: 1,
            recovery: self.recovery,
        })
    }
}

/// A bounded text from a free one.
pub(crate) fn text<const MAX: usize>(
    what: &'static str,
    text: impl Into<String>,
) -> Result<Text<MAX>, Error> {
    Text::new(text).map_err(|source| Error::Text { what, source })
}

impl<S: Store> Community<S> {
    /// Founds a community in an empty store: writes the founding entry and the certificate of
    /// the founder's device, and where the founder is a registrar admits them as first member.
    ///
    /// # Errors
    /// [`Error::Founding`] for a charter that cannot be, [`Error::OtherCommunity`] when the store
    /// holds one already.
    pub fn found(
        store: S,
        plan: FoundingPlan,
        pen: &mut Pen<'_>,
        member: &MemberSecret,
        custody: Custody,
    ) -> Result<Self, Error> {
        if let Some(here) = Self::which(&store)? {
            return Err(Error::OtherCommunity { here, asked: here });
        }
        let access = plan.access.clone();
        let registrar = plan.roles.contains(&(Role::Registrar, member.public()));
        let founding = plan.charter(pen.device.public())?;
        let state = participation_policy::CharterState::found(&founding)?;
        if !state.has_office(&member.public()) {
            return Err(Error::Founding("the founder holds no office in this charter"));
        }
        let mut community = Self::begin(store, founding.community())?;
        // First of all: a node that dies here must not come back as one that hands it to anybody.
        if let Some(access) = access {
            community.set_access(access)?;
        }
        community.write_at(pen, &Act::Found(founding), None)?;
        community.certify(pen, member, custody)?;
        if registrar {
            community.admit(pen, member.public())?;
        }
        Ok(community)
    }

    /// Certifies the pen's device for a member key: the first entry of that device.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] while the member key is neither admitted nor an officer's.
    pub fn certify(
        &mut self,
        pen: &mut Pen<'_>,
        member: &MemberSecret,
        custody: Custody,
    ) -> Result<EntryId, Error> {
        let certificate = certificate(&self.id(), member, &pen.device.public(), custody);
        self.write(pen, &Act::Certify(certificate))
    }

    /// Admits a member key to a new slot, as a registrar. Gives the slot.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn admit(&mut self, pen: &mut Pen<'_>, member: MemberKey) -> Result<SlotId, Error> {
        let act = Act::Admit(Admission { member, slot: None });
        self.write(pen, &act).map(SlotId::of)
    }

    /// Admits a new key of a person who lost theirs to the slot that they have.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn readmit(
        &mut self,
        pen: &mut Pen<'_>,
        member: MemberKey,
        slot: SlotId,
    ) -> Result<EntryId, Error> {
        self.write(pen, &Act::Admit(Admission { member, slot: Some(slot) }))
    }

    /// Names an invitation card, as a registrar.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn invite(&mut self, pen: &mut Pen<'_>, key: InvitationKey) -> Result<EntryId, Error> {
        self.write(pen, &Act::Invite(Invitation { key }))
    }

    /// Names many cards in one go, which waits for the disk once for all of them.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], and those of [`Community::write_all`].
    pub fn invite_all(
        &mut self,
        pen: &mut Pen<'_>,
        keys: &[InvitationKey],
    ) -> Result<Vec<EntryId>, Error> {
        let acts: Vec<Act> = keys.iter().map(|key| Act::Invite(Invitation { key: *key })).collect();
        if let Some(first) = acts.first() {
            self.may(pen, first)?;
        }
        self.write_all(pen, &acts)
    }

    /// Redeems a card: admits a member key and certifies the pen's device. Gives the slot.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`] when no invitation names the card, [`Error::NotAllowed`].
    pub fn redeem(
        &mut self,
        pen: &mut Pen<'_>,
        card: &InvitationSecret,
        member: &MemberSecret,
        custody: Custody,
    ) -> Result<SlotId, Error> {
        let key = card.public();
        let invitation = self
            .view()
            .facts()
            .invitation_of(&key)
            .ok_or(Error::NotAllowed(participation_charter::Fault::NotHere))?;
        let device = pen.device.public();
        let statement =
            Statement::Redeem { invitation: &key, member: &member.public(), device: &device };
        let redemption = Redemption {
            invitation,
            key,
            certificate: certificate(&self.id(), member, &device, custody),
            signature: card.sign(&signature_bytes(&self.id(), &statement)),
        };
        self.write(pen, &Act::Redeem(redemption)).map(SlotId::of)
    }

    /// Stands, as a registrar, by the assisted session of a device: of somebody else, in one's own
    /// presence and with their consent. What the device signs belongs to the set only after that.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn assist(
        &mut self,
        pen: &mut Pen<'_>,
        device: DeviceKey,
        member: MemberKey,
        reason: Help,
    ) -> Result<EntryId, Error> {
        self.write(pen, &Act::Assist(Assistance { device, member, reason }))
    }

    /// Who stands by the assisted session in which an entry was written, by their member key, and
    /// why; `None` for what was written otherwise.
    #[must_use]
    pub fn assistance(&self, id: &EntryId) -> Option<(MemberKey, Help)> {
        let view = self.view();
        let chain = view.chains().chain_of(view.chains().place(id)?)?;
        let certificate = view.certificate(&chain.device)?;
        if certificate.custody != Custody::Assisted {
            return None;
        }
        let all = view.facts().assistances(&chain.device).iter();
        let mut of = all.filter(|(_, member, _)| *member == certificate.member);
        of.find_map(|(id, _, reason)| Some((view.member_at(view.chains().place(id)?)?, *reason)))
    }

    /// Says which of several redemptions of a card admits, as a registrar.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn settle_invitation(
        &mut self,
        pen: &mut Pen<'_>,
        invitation: EntryId,
        redemption: EntryId,
    ) -> Result<EntryId, Error> {
        self.write(pen, &Act::Name(Naming { invitation, redemption }))
    }

    /// Says from another device of the same person which branch of a forked chain goes on.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn repair(
        &mut self,
        pen: &mut Pen<'_>,
        member: &MemberSecret,
        chain: ChainId,
        head: Head,
    ) -> Result<EntryId, Error> {
        let statement = Statement::Repair { device: &chain.device, lane: chain.lane, head };
        let signature = member.sign(&signature_bytes(&self.id(), &statement));
        let member = member.public();
        let (device, lane) = (chain.device, chain.lane);
        self.write(pen, &Act::Repair(Repair { member, device, lane, head, signature }))
    }

    /// Ends a device of the same person: what it wrote so far stands, whatever comes of it later
    /// does not.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn retire(
        &mut self,
        pen: &mut Pen<'_>,
        member: &MemberSecret,
        device: DeviceKey,
    ) -> Result<EntryId, Error> {
        let view = self.view();
        let heads = participation_types::Lane::ALL.into_iter().filter_map(|lane| {
            let chain = ChainId { device, lane };
            Some((chain, view.standing_head(&chain)?))
        });
        let frontier = Frontier::new(heads);
        let statement = Statement::Retire { device: &device, frontier: &frontier };
        let signature = member.sign(&signature_bytes(&self.id(), &statement));
        let member = member.public();
        self.write(pen, &Act::Retire(Retirement { member, device, frontier, signature }))
    }
}

/// A certificate of a device, signed by its member key.
#[must_use]
pub fn certificate(
    community: &CommunityId,
    member: &MemberSecret,
    device: &DeviceKey,
    custody: Custody,
) -> Certificate {
    let statement = Statement::Device { member: &member.public(), device, custody };
    let signature = member.sign(&signature_bytes(community, &statement));
    Certificate { member: member.public(), custody, signature }
}
