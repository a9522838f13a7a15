//! Facts: what admitted authority entries say, indexed. They are only ever added.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use participation_acts::{Act, Certificate, Custody, Founding, Help, Revision};
use participation_policy::{CharterState, Cut, RevisionFault};
use participation_types::{
    ChainId, DeviceKey, EntryId, Frontier, Head, InvitationKey, Lookup, MemberKey, RevisionId, Seq,
    SlotId,
};

use crate::register::{Fact, Register};

/// How a member key came into the census.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A registrar admitted it to a new slot.
    Registrar,
    /// A registrar admitted it to a slot that was there.
    Readmission(SlotId),
    /// It redeemed this invitation.
    Invitation(EntryId),
}

/// One admission of a member key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdmissionFact {
    /// The admitting entry.
    pub id: EntryId,
    /// How.
    pub via: Via,
}

impl AdmissionFact {
    /// The slot that the key attaches to.
    #[must_use]
    pub const fn slot(&self) -> SlotId {
        match self.via {
            Via::Readmission(slot) => slot,
            Via::Registrar | Via::Invitation(_) => SlotId::of(self.id),
        }
    }

    /// Whether it opens that slot.
    const fn opens(&self) -> bool {
        !matches!(self.via, Via::Readmission(_))
    }
}

impl Fact for AdmissionFact {
    type Other = SlotId;

    fn id(&self) -> EntryId {
        self.id
    }

    fn other(&self) -> SlotId {
        self.slot()
    }
}

/// One certificate of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateFact {
    /// The certifying entry.
    pub id: EntryId,
    /// Whose device it is.
    pub member: MemberKey,
    /// Who holds its key, as the certifier claims.
    pub custody: Custody,
}

impl Fact for CertificateFact {
    type Other = MemberKey;

    fn id(&self) -> EntryId {
        self.id
    }

    fn other(&self) -> MemberKey {
        self.member
    }
}

/// A revision that was proposed, or the founding charter.
#[derive(Debug)]
pub(crate) struct RevisionFact {
    pub(crate) parent: Option<RevisionId>,
    pub(crate) proposal: Option<Revision>,
    /// The state it leads to from its parent's, and what it cuts.
    pub(crate) outcome: Result<(CharterState, Vec<Cut>), RevisionFault>,
    /// Its distance from the founding.
    pub(crate) height: u32,
    pub(crate) supports: Vec<(EntryId, DeviceKey)>,
    pub(crate) signatures: Vec<SignatureFact>,
    pub(crate) abandons: Vec<EntryId>,
    pub(crate) recoveries: Vec<EntryId>,
    /// Devices that proposed or signed it before it was warranted.
    pub(crate) backers: BTreeSet<DeviceKey>,
    /// Whether a seat of its parent stands by it, and so by each revision before it.
    pub(crate) warranted: bool,
}

/// One steward's signature under a revision.
#[derive(Debug)]
pub(crate) struct SignatureFact {
    pub(crate) id: EntryId,
    pub(crate) author: DeviceKey,
    pub(crate) dead: Vec<EntryId>,
}

/// Which branch of a forked chain goes on, as somebody says.
#[derive(Debug)]
pub(crate) struct RepairFact {
    pub(crate) author: DeviceKey,
    /// The key whose signature is inside.
    pub(crate) member: MemberKey,
    pub(crate) chain: ChainId,
    pub(crate) head: Head,
}

/// What of a device stands, as somebody says.
#[derive(Debug)]
pub(crate) struct RetirementFact {
    pub(crate) id: EntryId,
    pub(crate) author: DeviceKey,
    /// The key whose signature is inside.
    pub(crate) member: MemberKey,
    pub(crate) frontier: Frontier,
}

/// What the header of an entry tells that its facts depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) id: EntryId,
    pub(crate) author: DeviceKey,
    pub(crate) seq: Seq,
    pub(crate) revision: Option<RevisionId>,
}

/// Everything that authority entries have said.
#[derive(Debug, Default)]
pub struct Facts {
    pub(crate) founding: Option<(RevisionId, Founding)>,
    pub(crate) revisions: BTreeMap<RevisionId, RevisionFact>,
    pub(crate) children: BTreeMap<RevisionId, Vec<RevisionId>>,
    /// Mostly one; two where a device's first entry forked.
    certificates: Register<DeviceKey, CertificateFact>,
    admissions: Register<MemberKey, AdmissionFact>,
    /// The admission that opened each slot.
    slots: Lookup<u32>,
    pub(crate) invitations: HashMap<EntryId, InvitationKey>,
    /// The lowest of the entries that named each card.
    cards: HashMap<InvitationKey, EntryId>,
    pub(crate) redemptions: HashMap<EntryId, Vec<(EntryId, MemberKey)>>,
    pub(crate) namings: HashMap<EntryId, Vec<(EntryId, EntryId)>>,
    /// By whom and why somebody stands by the session of a device: entry, member key, reason.
    assistances: HashMap<DeviceKey, Vec<(EntryId, MemberKey, Help)>>,
    pub(crate) repairs: Vec<RepairFact>,
    pub(crate) retirements: HashMap<DeviceKey, Vec<RetirementFact>>,
    /// Which revision each abandonment abandons, and who wrote it.
    pub(crate) abandonments: HashMap<EntryId, (RevisionId, DeviceKey)>,
    /// Which revisions a device has proposed or signed before they were warranted.
    pub(crate) backed: HashMap<DeviceKey, BTreeSet<RevisionId>>,
    /// How many revisions were warranted.
    pub(crate) warrants: u64,
    /// Grows whenever a fact arrives that can change the charter, the cuts or a settlement.
    pub(crate) version: u64,
}

impl Facts {
    /// The certificates of a device, by id: one, unless its first entry forked.
    #[must_use]
    pub fn certificates(&self, device: &DeviceKey) -> &[CertificateFact] {
        self.certificates.of(device)
    }

    /// The admissions of a member key, by id.
    #[must_use]
    pub fn admissions(&self, member: &MemberKey) -> &[AdmissionFact] {
        self.admissions.of(member)
    }

    /// Every admission with its member key, in no particular order.
    pub(crate) fn all_admissions(&self) -> impl Iterator<Item = (&MemberKey, &AdmissionFact)> {
        self.admissions.all()
    }

    /// Member keys that were ever admitted to a slot, by whomever, in no particular order; each
    /// with the admission.
    pub fn admitted_to(&self, slot: &SlotId) -> impl Iterator<Item = (&MemberKey, &AdmissionFact)> {
        self.admissions.about(slot)
    }

    /// Every slot with the key that it was opened for, in no particular order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (SlotId, &MemberKey)> {
        let opening = self.admissions.all().filter(|(_, fact)| fact.opens());
        opening.map(|(member, fact)| (fact.slot(), member))
    }

    /// The key that a slot was opened for.
    pub(crate) fn opened_for(&self, slot: &SlotId) -> Option<&MemberKey> {
        let is = |number| self.admissions.at(number).is_some_and(|(_, fact)| fact.slot() == *slot);
        self.admissions.at(self.slots.find(slot, is)?).map(|(member, _)| member)
    }

    /// The state of the charter at a revision, whether it is in force or not.
    #[must_use]
    pub fn state(&self, revision: &RevisionId) -> Option<&CharterState> {
        self.revisions.get(revision)?.outcome.as_ref().ok().map(|(state, _)| state)
    }

    /// A proposed revision.
    #[must_use]
    pub fn proposal(&self, revision: &RevisionId) -> Option<&Revision> {
        self.revisions.get(revision)?.proposal.as_ref()
    }

    /// The founding charter and its id as a revision.
    #[must_use]
    pub const fn founding(&self) -> Option<&(RevisionId, Founding)> {
        self.founding.as_ref()
    }

    /// The entry that named an invitation card; of several the lowest.
    #[must_use]
    pub fn invitation_of(&self, key: &InvitationKey) -> Option<EntryId> {
        self.cards.get(key).copied()
    }

    /// Cards that were named, each with the redemptions of it (entry and member key).
    pub fn invitations(
        &self,
    ) -> impl Iterator<Item = (EntryId, InvitationKey, &[(EntryId, MemberKey)])> {
        self.invitations
            .iter()
            .map(|(id, key)| (*id, *key, self.redemptions.get(id).map_or(&[][..], Vec::as_slice)))
    }

    /// The redemptions of a card, by the entry that named it: entry and member key of each.
    #[must_use]
    pub fn redemptions(&self, card: &EntryId) -> &[(EntryId, MemberKey)] {
        self.redemptions.get(card).map_or(&[], Vec::as_slice)
    }

    /// What stands by the assisted session of a device, by id: the entry, the member key that it
    /// assists, and why.
    #[must_use]
    pub fn assistances(&self, device: &DeviceKey) -> &[(EntryId, MemberKey, Help)] {
        self.assistances.get(device).map_or(&[], Vec::as_slice)
    }

    /// Every revision that was proposed and the founding, by id.
    pub fn revisions(&self) -> impl Iterator<Item = RevisionId> {
        self.revisions.keys().copied()
    }

    /// Devices that a member key certified, in no particular order.
    pub fn devices(&self, member: &MemberKey) -> impl Iterator<Item = DeviceKey> {
        // A device whose first entry forked may have two certificates of one member.
        let mut seen = BTreeSet::new();
        let devices = self.certificates.about(member).map(|(device, _)| *device);
        devices.filter(move |device| seen.insert(*device))
    }

    /// Takes in what an admitted entry says. Acts of other crates are passed over, and so is what
    /// the table of the policy would deny by the header alone: a certificate that does not begin
    /// its device's chain, a signature that names another revision than the parent.
    pub(crate) fn record(&mut self, origin: Origin, act: &Act) {
        let Origin { id, author, .. } = origin;
        match act {
            Act::Found(founding) => self.record_founding(founding),
            Act::Certify(certificate) if self.begins(origin) => {
                self.record_certificate(author, certificate, id);
            }
            Act::Admit(admission) => {
                let via = admission.slot.map_or(Via::Registrar, Via::Readmission);
                self.record_admission(admission.member, AdmissionFact { id, via });
            }
            Act::Invite(invitation) => {
                self.invitations.insert(id, invitation.key);
                let lowest = self.cards.entry(invitation.key).or_insert(id);
                *lowest = id.min(*lowest);
            }
            Act::Redeem(redemption) if origin.seq == Seq::FIRST => {
                let member = redemption.certificate.member;
                self.record_certificate(author, &redemption.certificate, id);
                let card = redemption.invitation;
                self.redemptions.entry(card).or_default().push((id, member));
                self.record_admission(member, AdmissionFact { id, via: Via::Invitation(card) });
            }
            Act::Name(naming) => {
                let namings = self.namings.entry(naming.invitation).or_default();
                namings.push((id, naming.redemption));
                namings.sort_unstable();
            }
            Act::Assist(assistance) => {
                let all = self.assistances.entry(assistance.device).or_default();
                all.push((id, assistance.member, assistance.reason));
                all.sort_unstable();
            }
            Act::Propose(revision) => {
                let id = revision.id();
                self.record_revision(id, revision);
                if origin.revision == Some(revision.parent) {
                    self.stands_by(id, author);
                }
            }
            Act::Support(support) => {
                if let Some(fact) = self.child_of_named(&support.revision, origin) {
                    fact.supports.push((id, author));
                }
            }
            Act::Sign(signing) => {
                if let Some(fact) = self.child_of_named(&signing.revision, origin) {
                    let dead = signing.dead.clone();
                    fact.signatures.push(SignatureFact { id, author, dead });
                    self.version += 1;
                    self.stands_by(signing.revision, author);
                }
            }
            Act::Abandon(abandonment) => {
                if let Some(fact) = self.child_of_named(&abandonment.revision, origin) {
                    fact.abandons.push(id);
                    self.abandonments.insert(id, (abandonment.revision, author));
                    self.version += 1;
                }
            }
            Act::Recover(recovery) => {
                if let Some(fact) = self.child_of_named(&recovery.revision, origin) {
                    fact.recoveries.push(id);
                    self.version += 1;
                }
            }
            Act::Repair(repair) => {
                let chain = ChainId { device: repair.device, lane: repair.lane };
                let (member, head) = (repair.member, repair.head);
                self.repairs.push(RepairFact { author, member, chain, head });
                self.version += 1;
            }
            Act::Retire(retirement) => {
                let (member, frontier) = (retirement.member, retirement.frontier.clone());
                let retirements = self.retirements.entry(retirement.device).or_default();
                retirements.push(RetirementFact { id, author, member, frontier });
                self.version += 1;
            }
            Act::Certify(_)
            | Act::Redeem(_)
            | Act::Open(_)
            | Act::Seal(_)
            | Act::Reopen(_)
            | Act::Contest(_)
            | Act::Ballot(_)
            | Act::Station(_)
            | Act::Countersign(_)
            | Act::Mark(_)
            | Act::Batch(_)
            | Act::Close(_)
            | Act::Content(_)
            | Act::Unknown(_) => {}
        }
    }

    /// Whether a certificate stands where its device's chain begins: the founder's comes right
    /// after the founding. So a device has one member for good.
    fn begins(&self, origin: Origin) -> bool {
        let founder = self.founding.as_ref().map(|(_, founding)| founding.founder);
        origin.seq == Seq::FIRST || (origin.seq == Seq::new(1) && founder == Some(origin.author))
    }

    /// The revision that an act is about, if the act names its parent: who may do it, and by which
    /// right, is looked up there.
    fn child_of_named(
        &mut self,
        revision: &RevisionId,
        origin: Origin,
    ) -> Option<&mut RevisionFact> {
        let fact = self.revisions.get_mut(revision)?;
        (fact.parent.is_some() && fact.parent == origin.revision).then_some(fact)
    }

    fn record_certificate(&mut self, device: DeviceKey, certificate: &Certificate, id: EntryId) {
        let (member, custody) = (certificate.member, certificate.custody);
        self.certificates.insert(device, CertificateFact { id, member, custody });
        self.speaks_for(&device, &member);
    }

    fn record_founding(&mut self, founding: &Founding) {
        if self.founding.is_some() {
            return;
        }
        let id = founding.revision();
        let outcome = CharterState::found(founding).map(|state| (state, Vec::new()));
        self.revisions.insert(id, RevisionFact::new(None, None, outcome, 0));
        self.founding = Some((id, founding.clone()));
        self.version += 1;
    }

    fn record_revision(&mut self, id: RevisionId, revision: &Revision) {
        let Some(parent) = self.revisions.get(&revision.parent) else {
            return;
        };
        if self.revisions.contains_key(&id) {
            return;
        }
        let Ok((state, _)) = &parent.outcome else {
            return;
        };
        let height = parent.height + 1;
        let outcome = state.revise(revision);
        let fact =
            RevisionFact::new(Some(revision.parent), Some(revision.clone()), outcome, height);
        self.revisions.insert(id, fact);
        let siblings = self.children.entry(revision.parent).or_default();
        siblings.push(id);
        siblings.sort_unstable();
    }

    fn record_admission(&mut self, member: MemberKey, fact: AdmissionFact) {
        let number = self.admissions.insert(member, fact);
        if fact.opens() {
            let list = &self.admissions;
            let slot_of = |number| list.at(number).map(|(_, fact)| fact.slot());
            self.slots.put(&fact.slot(), number, slot_of);
        }
    }
}

impl RevisionFact {
    const fn new(
        parent: Option<RevisionId>,
        proposal: Option<Revision>,
        outcome: Result<(CharterState, Vec<Cut>), RevisionFault>,
        height: u32,
    ) -> Self {
        Self {
            parent,
            proposal,
            outcome,
            height,
            supports: Vec::new(),
            signatures: Vec::new(),
            abandons: Vec::new(),
            recoveries: Vec::new(),
            backers: BTreeSet::new(),
            // The founding is warranted by the community's id.
            warranted: parent.is_none(),
        }
    }
}
