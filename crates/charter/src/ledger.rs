//! The ledger: which entries belong to the set.

use std::sync::OnceLock;

use thiserror::Error;

use participation_acts::{Act, Certificate, Custody, Help, Proven};
use participation_log::{Chains, Header, Insertion, Verified};
use participation_types::{
    ChainId, CommunityId, DeviceKey, EntryId, Lane, MemberKey, RevisionId, Seq,
};

use crate::facts::{Facts, Origin, Via};
use crate::view::{Resolved, View};

/// What an entry waits for. Offer it again when that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// The entry before it, or one that its body names.
    Entry(EntryId),
    /// The proposal of the revision that it names.
    Revision(RevisionId),
    /// A certificate of its author's device; or that a seat stands by the revision that makes it a
    /// paper key ([`Facts::warrants`] grows).
    Certificate(DeviceKey),
    /// An admission of the member key that certifies its device; or, of the device of an assisted
    /// session, that a registrar stands by it; or that a seat stands by the
    /// revision which gives the key or its registrar an office ([`Facts::warrants`] grows).
    Admission(MemberKey),
    /// Its own body: an authority entry is judged by what it says.
    Body(EntryId),
}

/// Why an entry can never belong to the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It belongs to another community.
    #[error("the entry is of community {}, this is {}", .found.short(), .here.short())]
    OtherCommunity {
        /// The one it names.
        found: CommunityId,
        /// This one.
        here: CommunityId,
    },
    /// Its predecessor stands in another chain or at another place.
    #[error(
        "the entry names {prev} as the one before it, which stands elsewhere: the chain goes back or skips"
    )]
    Broken {
        /// The predecessor that it names.
        prev: EntryId,
    },
    /// It names no revision and is not the founding of this community.
    #[error("the entry names no charter revision and does not found this community")]
    NotTheFounding,
    /// It redeems a card with another key than the invitation named.
    #[error("the invitation names another card")]
    OtherCard,
}

/// What came of offering an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Admitted {
    /// It belongs to the set now, and will for good.
    Added,
    /// It belonged already.
    Known,
    /// It may belong once this has come.
    Waits(Need),
    /// It never will.
    Refused(Refusal),
}

/// The admitted entries of one community and the facts that they make.
#[derive(Debug)]
pub struct Ledger {
    community: CommunityId,
    chains: Chains,
    facts: Facts,
    resolved: OnceLock<Resolved>,
    renewals: u64,
}

impl Ledger {
    /// An empty ledger of a community.
    #[must_use]
    pub fn new(community: CommunityId) -> Self {
        Self {
            community,
            chains: Chains::new(),
            facts: Facts::default(),
            resolved: OnceLock::new(),
            renewals: 0,
        }
    }

    /// The community.
    #[must_use]
    pub const fn community(&self) -> CommunityId {
        self.community
    }

    /// All admitted entries by chain.
    #[must_use]
    pub const fn chains(&self) -> &Chains {
        &self.chains
    }

    /// What authority entries have said, whether it stands or not.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// How often an entry came after which the charter and what stands of forks had to be found
    /// anew, which takes long in a large set. What only adds to the census or to a poll does not.
    #[must_use]
    pub const fn renewals(&self) -> u64 {
        self.renewals
    }

    /// What stands now.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        let resolved = self.resolved.get_or_init(|| Resolved::compute(&self.facts, &self.chains));
        View { chains: &self.chains, facts: &self.facts, resolved }
    }

    /// Offers an entry. `act` is what its body says, its inner signatures checked; it is needed
    /// in the authority lane and not looked at in the others, whose bodies may be erased.
    ///
    /// The answer is a function of the entry and of what is in the set already, and only ever
    /// adds, so that every order of arrival leads to the same set.
    pub fn admit(&mut self, entry: &Verified, act: Option<&Proven>) -> Admitted {
        let header = entry.entry().header();
        let id = entry.entry().id();
        if header.community != self.community {
            let found = header.community;
            return Admitted::Refused(Refusal::OtherCommunity { found, here: self.community });
        }
        match self.chains.probe(entry) {
            Insertion::Known(_) => return Admitted::Known,
            Insertion::Waits { prev } => return Admitted::Waits(Need::Entry(prev)),
            Insertion::Broken { prev } => return Admitted::Refused(Refusal::Broken { prev }),
            Insertion::Added(_) | Insertion::Forked(_) => {}
        }
        let act = match (header.lane, act) {
            (Lane::Authority, None) => return Admitted::Waits(Need::Body(id)),
            (Lane::Authority, Some(act)) => Some(act.act()),
            (Lane::Ballots | Lane::Content, _) => None,
        };
        if let Err(answer) = self.belongs(entry, act) {
            return answer;
        }
        // Asked before it is in: afterwards its own name is there.
        let named_anew = self.names_anew(entry);
        let inserted = self.chains.insert(entry);
        debug_assert!(
            matches!(inserted, Insertion::Added(_) | Insertion::Forked(_)),
            "probed before: {inserted:?}"
        );
        let version = self.facts.version;
        if let Some(act) = act {
            let Header { author, seq, revision, .. } = *header;
            self.facts.record(Origin { id, author, seq, revision }, act);
        }
        // Where slots were counted, an act may make one, and a revision newly named may weigh.
        let counted = self.resolved.get().is_some_and(|r| r.charter.counts_slots())
            && (act.is_some() || named_anew);
        // A chain forks, or one that has forked grows: what stands of it may have changed.
        let grown = self.chains.is_forked(&entry.entry().chain());
        if counted || grown || version != self.facts.version {
            self.resolved.take();
            self.renewals += 1;
        }
        Admitted::Added
    }

    /// Whether an entry may be the first of its device to name its revision.
    fn names_anew(&self, entry: &Verified) -> bool {
        let Header { author: device, revision, .. } = *entry.entry().header();
        let names = |lane| {
            let head = self.chains.head(&ChainId { device, lane })?;
            self.chains.revision(self.chains.place(&head.id)?)
        };
        !Lane::ALL.into_iter().any(|lane| names(lane) == revision)
    }

    fn belongs(&self, entry: &Verified, act: Option<&Act>) -> Result<(), Admitted> {
        let header = entry.entry().header();
        let Some(revision) = header.revision else {
            return match act {
                Some(Act::Found(founding))
                    if founding.community() == self.community
                        && founding.founder == header.author
                        && header.seq == Seq::FIRST =>
                {
                    Ok(())
                }
                _ => Err(Admitted::Refused(Refusal::NotTheFounding)),
            };
        };
        if !self.facts.revisions.contains_key(&revision) {
            return Err(Admitted::Waits(Need::Revision(revision)));
        }
        match act {
            Some(Act::Certify(certificate)) => self
                .may_certify(&revision, &certificate.member)
                .and_then(|()| self.is_stood_by(&header.author, certificate)),
            Some(Act::Redeem(redemption)) => {
                let (author, certificate) = (&header.author, &redemption.certificate);
                match self.facts.invitations.get(&redemption.invitation) {
                    None => Err(Admitted::Waits(Need::Entry(redemption.invitation))),
                    Some(key) if *key != redemption.key => {
                        Err(Admitted::Refused(Refusal::OtherCard))
                    }
                    // Anybody can write an invitation; only a registrar's lets somebody in.
                    Some(_) if self.is_by_registrar(&redemption.invitation) => {
                        self.is_stood_by(author, certificate)
                    }
                    Some(_) => Err(Admitted::Waits(Need::Admission(redemption.certificate.member))),
                }
            }
            _ => self.is_known(&header.author, &revision, header.lane),
        }?;
        act.map_or(Ok(()), |act| self.names_what_is_here(act))
    }

    /// Only people whom the community has let in may write into its set: office holders of the
    /// revision named, and keys that a registrar of some revision admitted. What counts is
    /// revisions that a seat stands by: anybody inside can propose one that makes them registrar.
    fn may_certify(&self, revision: &RevisionId, member: &MemberKey) -> Result<(), Admitted> {
        let state = self.facts.warranted_state(revision);
        let office = state.is_some_and(|state| state.has_office(member));
        let admitted = || {
            self.facts.admissions(member).iter().any(|fact| match fact.via {
                Via::Registrar | Via::Readmission(_) => self.is_by_registrar(&fact.id),
                Via::Invitation(card) => self.is_by_registrar(&card),
            })
        };
        if office || admitted() { Ok(()) } else { Err(Admitted::Waits(Need::Admission(*member))) }
    }

    /// A device of an assisted session belongs once a registrar stands by it, and so does whatever
    /// it writes: it comes in with its witness or not at all.
    fn is_stood_by(&self, device: &DeviceKey, certificate: &Certificate) -> Result<(), Admitted> {
        let member = certificate.member;
        let stands =
            |(id, of, _): &(EntryId, MemberKey, Help)| *of == member && self.is_by_registrar(id);
        if certificate.custody != Custody::Assisted
            || self.facts.assistances(device).iter().any(stands)
        {
            Ok(())
        } else {
            Err(Admitted::Waits(Need::Admission(member)))
        }
    }

    fn is_by_registrar(&self, entry: &EntryId) -> bool {
        self.facts.is_by_registrar(&self.chains, entry)
    }

    fn is_known(
        &self,
        author: &DeviceKey,
        revision: &RevisionId,
        lane: Lane,
    ) -> Result<(), Admitted> {
        let certified = !self.facts.certificates(author).is_empty();
        let paper = || {
            lane == Lane::Authority
                && self
                    .facts
                    .warranted_state(revision)
                    .is_some_and(|state| state.seat_of_recovery(author).is_some())
        };
        if certified || paper() { Ok(()) } else { Err(Admitted::Waits(Need::Certificate(*author))) }
    }

    /// An authority entry waits for what its body names, so that its facts are recorded whole.
    fn names_what_is_here(&self, act: &Act) -> Result<(), Admitted> {
        let entry = |id: &EntryId| match self.chains.place(id) {
            Some(_) => Ok(()),
            None => Err(Admitted::Waits(Need::Entry(*id))),
        };
        let revision = |id: &RevisionId| match self.facts.revisions.get(id) {
            Some(_) => Ok(()),
            None => Err(Admitted::Waits(Need::Revision(*id))),
        };
        match act {
            Act::Admit(admission) => admission.slot.map_or(Ok(()), |s| entry(&s.admission())),
            Act::Name(naming) => entry(&naming.invitation).and_then(|()| entry(&naming.redemption)),
            Act::Propose(proposal) => revision(&proposal.parent),
            Act::Support(act) | Act::Recover(act) => revision(&act.revision),
            Act::Abandon(act) => revision(&act.revision),
            Act::Sign(signing) => {
                revision(&signing.revision)?;
                signing.dead.iter().try_for_each(entry)
            }
            Act::Repair(repair) => self.device(&repair.device),
            Act::Retire(retirement) => self.device(&retirement.device),
            Act::Seal(seal) => {
                entry(&seal.opening)?;
                seal.reopenings.iter().try_for_each(entry)
            }
            Act::Reopen(reopening) => entry(&reopening.opening),
            Act::Found(_)
            | Act::Certify(_)
            | Act::Invite(_)
            | Act::Assist(_)
            | Act::Redeem(_)
            | Act::Open(_)
            | Act::Contest(_)
            | Act::Ballot(_)
            | Act::Unknown(_) => Ok(()),
            Act::Content(content) => content.authority_needs().try_for_each(|id| entry(&id)),
        }
    }

    fn device(&self, device: &DeviceKey) -> Result<(), Admitted> {
        if self.facts.certificates(device).is_empty() {
            Err(Admitted::Waits(Need::Certificate(*device)))
        } else {
            Ok(())
        }
    }
}
