//! What people do, one short sentence each.

use ed25519_dalek::{Signer, SigningKey};
use participation_acts::{
    Abandonment, Act, Admission, Certificate, Change, Custody, Endorsement, Invitation, Naming,
    Redemption, Repair, Retirement, Revision, Signing, Statement, signature_bytes,
};
use participation_types::{DeviceKey, EntryId, Frontier, Head, Lane, RevisionId, SlotId, Text};

use super::keys::card_key;
use super::{Village, card, device, device_key, member, member_of, paper};

impl Village {
    /// A person's key takes a device as its own.
    pub(crate) fn certify(&mut self, name: &str) -> EntryId {
        let certificate = self.certificate(&member(name), device_key(name));
        self.write(name, Lane::Authority, Act::Certify(certificate))
    }

    /// A person's key takes the device of an assisted session as its own.
    pub(crate) fn assisted(&mut self, name: &str, on: &str) -> EntryId {
        let custody = Custody::Assisted;
        let (member, device) = (member_of(name), device_key(on));
        let statement = Statement::Device { member: &member, device: &device, custody };
        let signature = self.stated(&super::member(name), &statement);
        let certificate = Certificate { member, custody, signature };
        self.write(on, Lane::Authority, Act::Certify(certificate))
    }

    /// Another person's key takes this device as its own.
    pub(crate) fn certify_for(&mut self, name: &str, owner: &str) -> EntryId {
        let certificate = self.certificate(&member(owner), device_key(name));
        self.write(name, Lane::Authority, Act::Certify(certificate))
    }

    /// The registrar admits a person, who certifies a device.
    pub(crate) fn admit(&mut self, name: &str) -> SlotId {
        let slot = self.admit_by("reg", name);
        self.certify(name);
        slot
    }

    /// An admission alone.
    pub(crate) fn admit_by(&mut self, registrar: &str, name: &str) -> SlotId {
        let act = Act::Admit(Admission { member: member_of(name), slot: None });
        SlotId::of(self.write(registrar, Lane::Authority, act))
    }

    pub(crate) fn readmit(&mut self, registrar: &str, name: &str, slot: SlotId) -> EntryId {
        let act = Act::Admit(Admission { member: member_of(name), slot: Some(slot) });
        self.write(registrar, Lane::Authority, act)
    }

    pub(crate) fn invite(&mut self, registrar: &str, card: &str) -> EntryId {
        let act = Act::Invite(Invitation { key: card_key(card) });
        self.write(registrar, Lane::Authority, act)
    }

    /// Whoever holds the card redeems it on a device of theirs.
    pub(crate) fn redeem(&mut self, name: &str, invitation: EntryId, paper: &str) -> EntryId {
        let (member_key, device) = (member_of(name), device_key(name));
        let key = card_key(paper);
        let statement =
            Statement::Redeem { invitation: &key, member: &member_key, device: &device };
        let redemption = Redemption {
            invitation,
            key,
            certificate: self.certificate(&member(name), device),
            signature: self.stated(&card(paper), &statement),
        };
        self.write(name, Lane::Authority, Act::Redeem(redemption))
    }

    pub(crate) fn name(
        &mut self,
        registrar: &str,
        invitation: EntryId,
        redemption: EntryId,
    ) -> EntryId {
        let act = Act::Name(Naming { invitation, redemption });
        self.write(registrar, Lane::Authority, act)
    }

    /// Proposes a child of the revision that entries name now.
    pub(crate) fn propose(&mut self, name: &str, changes: Vec<Change>) -> RevisionId {
        let parent = self.names.unwrap_or_else(|| self.tip());
        let reason = Text::new(format!("for reason {}", self.entries.len())).unwrap();
        let revision = Revision { parent, changes, reason };
        let id = revision.id();
        self.write(name, Lane::Authority, Act::Propose(revision));
        id
    }

    /// Proposes a revision that was proposed before, by somebody else.
    pub(crate) fn propose_again(&mut self, name: &str, revision: RevisionId) {
        self.propose_again_with(name, &device(name), revision);
    }

    /// The same with the paper key of a steward's seat.
    pub(crate) fn propose_again_on_paper(&mut self, name: &str, revision: RevisionId) {
        self.propose_again_with(&format!("{name}'s paper"), &paper(name), revision);
    }

    fn propose_again_with(&mut self, name: &str, key: &SigningKey, revision: RevisionId) {
        // Not here where whoever proposed it was not let in.
        if let Some(proposal) = self.view().facts().proposal(&revision).cloned() {
            let act = Act::Propose(proposal.clone());
            self.naming(proposal.parent, |v| v.write_with(name, key, Lane::Authority, act));
        }
    }

    pub(crate) fn support(&mut self, name: &str, revision: RevisionId) -> EntryId {
        self.write(name, Lane::Authority, Act::Support(Endorsement { revision }))
    }

    pub(crate) fn sign(&mut self, name: &str, revision: RevisionId) -> EntryId {
        self.sign_instead(name, revision, Vec::new())
    }

    /// Signs with the proof that a sibling is dead.
    pub(crate) fn sign_instead(
        &mut self,
        name: &str,
        revision: RevisionId,
        dead: Vec<EntryId>,
    ) -> EntryId {
        self.write(name, Lane::Authority, Act::Sign(Signing { revision, dead }))
    }

    /// Signs with the paper key of a steward's seat.
    pub(crate) fn sign_on_paper(&mut self, name: &str, revision: RevisionId) -> EntryId {
        let act = Act::Sign(Signing { revision, dead: Vec::new() });
        self.write_with(&format!("{name}'s paper"), &paper(name), Lane::Authority, act)
    }

    pub(crate) fn abandon(&mut self, name: &str, revision: RevisionId) -> EntryId {
        self.write(name, Lane::Authority, Act::Abandon(Abandonment { revision }))
    }

    pub(crate) fn recover(&mut self, name: &str, revision: RevisionId) -> EntryId {
        self.write(name, Lane::Authority, Act::Recover(Endorsement { revision }))
    }

    /// Proposes a revision, and these stewards sign it; all name the parent.
    pub(crate) fn enact(&mut self, stewards: &[&str], changes: Vec<Change>) -> RevisionId {
        let parent = self.names.unwrap_or_else(|| self.tip());
        self.naming(parent, |v| {
            let revision = v.propose(stewards[0], changes);
            for name in stewards {
                v.sign(name, revision);
            }
            revision
        })
    }

    /// One of a person's devices says which branch of another's chain goes on.
    pub(crate) fn repair(&mut self, by: &str, of: &str, lane: Lane, head: Head) -> EntryId {
        self.repair_signed(&member(by), by, of, lane, head)
    }

    /// The same with any key's signature inside.
    pub(crate) fn repair_signed(
        &mut self,
        key: &SigningKey,
        by: &str,
        of: &str,
        lane: Lane,
        head: Head,
    ) -> EntryId {
        let device = device_key(of);
        let signature = self.stated(key, &Statement::Repair { device: &device, lane, head });
        let member = participation_types::MemberKey::from_bytes(key.verifying_key().to_bytes());
        let act = Act::Repair(Repair { member, device, lane, head, signature });
        self.write(by, Lane::Authority, act)
    }

    /// One of a person's devices ends another.
    pub(crate) fn retire(&mut self, by: &str, of: &str, frontier: Frontier) -> EntryId {
        self.retire_signed(&member(by), by, of, frontier)
    }

    /// The same with any key's signature inside.
    pub(crate) fn retire_signed(
        &mut self,
        key: &SigningKey,
        by: &str,
        of: &str,
        frontier: Frontier,
    ) -> EntryId {
        let device = device_key(of);
        let statement = Statement::Retire { device: &device, frontier: &frontier };
        let signature = self.stated(key, &statement);
        let member = participation_types::MemberKey::from_bytes(key.verifying_key().to_bytes());
        let act = Act::Retire(Retirement { member, device, frontier, signature });
        self.write(by, Lane::Authority, act)
    }

    /// Something that people write, with no right but that of being here.
    pub(crate) fn note(&mut self, name: &str) -> EntryId {
        self.write(name, Lane::Content, Act::Unknown(1000))
    }

    fn certificate(&self, key: &SigningKey, device: DeviceKey) -> Certificate {
        let custody = Custody::Own;
        let member = participation_types::MemberKey::from_bytes(key.verifying_key().to_bytes());
        let statement = Statement::Device { member: &member, device: &device, custody };
        Certificate { member, custody, signature: self.stated(key, &statement) }
    }

    fn stated(&self, key: &SigningKey, statement: &Statement<'_>) -> [u8; 64] {
        key.sign(&signature_bytes(&self.community, statement)).to_bytes()
    }
}
