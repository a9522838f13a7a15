//! Changing the charter: proposals, declared support, signatures; and the frontiers of cuts.

use participation_acts::{
    Abandonment, Act, Change, Endorsement, Revision, Right, Role, Seats, Signing,
};
use participation_charter::RevisionStatus;
use participation_keys::RecoverySecret;
use participation_store::Store;
use participation_types::{
    ChainId, DeviceKey, EntryId, Frontier, Lane, Licence, MemberKey, NodeAddress, RevisionId,
    SlotId, Timestamp,
};

use crate::community::Community;
use crate::error::Error;
use crate::founding::text;
use crate::pen::{Entropy, Pen};

impl<S: Store> Community<S> {
    /// Proposes a revision of the charter in force, as a steward. It binds nobody until enough
    /// stewards sign it.
    ///
    /// # Errors
    /// [`Error::Revision`] when the changes cannot be made, [`Error::NotAllowed`].
    pub fn propose(
        &mut self,
        pen: &mut Pen<'_>,
        changes: Vec<Change>,
        reason: &str,
    ) -> Result<RevisionId, Error> {
        let view = self.view();
        let (tip, state) = view.tip().ok_or(Error::NoCommunity)?;
        let revision = Revision { parent: tip.revision, changes, reason: text("reason", reason)? };
        state.revise(&revision)?;
        let id = revision.id();
        self.write(pen, &Act::Propose(revision))?;
        Ok(id)
    }

    /// Proposes a revision, as a steward, and signs it in one go: refuses before anything is
    /// written where a signature of the same seat for another child of the tip stands in the way.
    /// Gives the revision and the entry that signs it.
    ///
    /// # Errors
    /// As [`Community::propose`] and [`Community::sign`].
    pub fn propose_and_sign(
        &mut self,
        pen: &mut Pen<'_>,
        changes: Vec<Change>,
        reason: &str,
    ) -> Result<(RevisionId, EntryId), Error> {
        let view = self.view();
        let tip = view.tip().map(|(tip, _)| tip.revision);
        let seat = self.seat_of(&pen.device.public());
        let bound = self.revisions().into_iter().find(|status| {
            status.parent.is_some()
                && status.parent == tip
                && seat.is_some_and(|seat| status.signed_by.contains(&seat))
                && !view.abandonments(&status.revision).1
        });
        if let Some(sibling) = bound {
            return Err(Error::DoubleSigning { sibling: sibling.revision });
        }
        let revision = self.propose(pen, changes, reason)?;
        let entry = self.sign(pen, revision)?;
        Ok((revision, entry))
    }

    /// Declares support for a revision, as a steward.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn support(&mut self, pen: &mut Pen<'_>, revision: RevisionId) -> Result<EntryId, Error> {
        self.write(pen, &Act::Support(Endorsement { revision }))
    }

    /// Signs a revision, as a steward, with a device or with the paper key of the seat
    /// ([`RecoverySecret::author`]). A steward signs one child of a parent; where they have signed
    /// a sibling, this refuses unless enough others have abandoned that sibling, whose
    /// abandonments are then named as proof.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], [`Error::DoubleSigning`] when the signature would be misconduct.
    pub fn sign(&mut self, pen: &mut Pen<'_>, revision: RevisionId) -> Result<EntryId, Error> {
        let status = self.revision(&revision)?;
        let view = self.view();
        let seat = self.seat_of(&pen.device.public());
        let mut dead = Vec::new();
        for sibling in self.revisions() {
            let other = sibling.parent == status.parent && sibling.revision != revision;
            let signed = seat.is_some_and(|seat| sibling.signed_by.contains(&seat));
            if !(other && signed) {
                continue;
            }
            let (abandons, provable) = view.abandonments(&sibling.revision);
            if !provable {
                return Err(Error::DoubleSigning { sibling: sibling.revision });
            }
            dead.extend(abandons);
        }
        self.write(pen, &Act::Sign(Signing { revision, dead }))
    }

    /// Signs a revision with a seat's paper key, in the place of a steward who lost every device.
    ///
    /// # Errors
    /// As [`Community::sign`]: what the steward's devices signed counts as signed by the seat.
    pub fn sign_on_paper(
        &mut self,
        paper: &RecoverySecret,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        revision: RevisionId,
    ) -> Result<EntryId, Error> {
        self.sign(&mut Pen { device: &paper.author(), now, entropy }, revision)
    }

    /// Swears never to sign a revision, as a steward who has not.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], [`Error::DoubleSigning`] when this steward signed it.
    pub fn abandon(&mut self, pen: &mut Pen<'_>, revision: RevisionId) -> Result<EntryId, Error> {
        let status = self.revision(&revision)?;
        let seat = self.seat_of(&pen.device.public());
        if seat.is_some_and(|seat| status.signed_by.contains(&seat)) {
            return Err(Error::DoubleSigning { sibling: revision });
        }
        self.write(pen, &Act::Abandon(Abandonment { revision }))
    }

    /// Signs a revision as a member, by the recovery rule. Members put in force only what a steward
    /// or the paper key of a seat has proposed or signed.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub fn recover(&mut self, pen: &mut Pen<'_>, revision: RevisionId) -> Result<EntryId, Error> {
        self.write(pen, &Act::Recover(Endorsement { revision }))
    }

    /// The seat that a device speaks for: that of the member key which certified it, or the one
    /// whose paper key it is.
    fn seat_of(&self, device: &DeviceKey) -> Option<MemberKey> {
        let view = self.view();
        let certified = view.certificate(device).map(|certificate| certificate.member);
        certified.or_else(|| view.tip()?.1.seat_of_recovery(device))
    }

    /// Where a revision stands.
    ///
    /// # Errors
    /// [`Error::NoSuchRevision`].
    pub fn revision(&self, revision: &RevisionId) -> Result<RevisionStatus, Error> {
        let view = self.view();
        view.charter().status(view.facts(), revision).ok_or(Error::NoSuchRevision(*revision))
    }

    /// All revisions that were proposed, the founding included, by height and id.
    #[must_use]
    pub fn revisions(&self) -> Vec<RevisionStatus> {
        let view = self.view();
        let mut all: Vec<RevisionStatus> = view
            .facts()
            .revisions()
            .filter_map(|revision| view.charter().status(view.facts(), &revision))
            .collect();
        all.sort_unstable_by_key(|status| (status.height, status.revision));
        all
    }

    /// The change that suspends a slot: everything that its holder did so far stands.
    #[must_use]
    pub fn suspension(&self, slot: SlotId) -> Change {
        Change::Suspend(slot, self.frontier_of(&Right::Member(slot)))
    }

    /// The change that removes a slot for good: everything that its holder did so far stands.
    #[must_use]
    pub fn revocation(&self, slot: SlotId) -> Change {
        Change::Revoke(slot, self.frontier_of(&Right::Member(slot)))
    }

    /// The change that ends a role: everything that its holder did so far stands.
    #[must_use]
    pub fn demotion(&self, role: Role, member: MemberKey) -> Change {
        Change::End(role, member, self.frontier_of(&Right::Role(role, member)))
    }

    /// The change to other stewards: everything that those who leave did so far stands.
    #[must_use]
    pub fn other_stewards(&self, seats: Seats) -> Change {
        let view = self.view();
        let old: Vec<MemberKey> = view
            .tip()
            .map(|(_, state)| state.seats().seats.iter().map(|seat| seat.member).collect())
            .unwrap_or_default();
        let stays = |member: &MemberKey| seats.seats.iter().any(|seat| seat.member == *member);
        let leaving = old.into_iter().filter(|member| !stays(member));
        let leaving =
            leaving.map(|member| (member, self.frontier_of(&Right::Seat(member)))).collect();
        Change::Seats { seats, leaving }
    }

    /// Where the charter in force says that the community's own nodes are reached, sorted.
    #[must_use]
    pub fn nodes(&self) -> Vec<NodeAddress> {
        self.view().tip().map(|(_, state)| state.nodes().to_vec()).unwrap_or_default()
    }

    /// Under what the charter in force gives out the open data.
    #[must_use]
    pub fn licence(&self) -> Licence {
        let view = self.view();
        let named = view.tip().and_then(|(_, state)| state.licence().cloned());
        named.unwrap_or(Licence::USUAL)
    }

    /// The last standing entries of every chain of whoever holds a right: what a cut of it leaves
    /// standing when it means no more than "from now on".
    #[must_use]
    pub fn frontier_of(&self, right: &Right) -> Frontier {
        let view = self.view();
        let members: Vec<MemberKey> = match right {
            Right::Member(slot) => view
                .members()
                .into_iter()
                .find(|member| member.slot == *slot)
                .map(|member| member.keys)
                .unwrap_or_default(),
            Right::Seat(member) | Right::Role(_, member) => vec![*member],
        };
        let devices = members.iter().flat_map(|member| view.facts().devices(member));
        let paper = members.iter().filter_map(|member| {
            let (_, state) = view.tip()?;
            let seat = state.seats().seats.iter().find(|seat| seat.member == *member)?;
            Some(seat.recovery)
        });
        let chains = devices
            .chain(paper)
            .flat_map(|device| Lane::ALL.into_iter().map(move |lane| ChainId { device, lane }));
        Frontier::new(chains.filter_map(|chain| Some((chain, view.standing_head(&chain)?))))
    }
}
