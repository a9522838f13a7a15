//! The view: what stands, computed from the facts.

use participation_acts::{Act, Right};
use participation_log::{Chains, Place, Resolutions};
use participation_policy::{CharterState, Entry, Target};
use participation_types::{
    ChainId, DeviceKey, EntryId, Frontier, Head, MemberKey, RevisionId, SlotId,
};

use crate::cuts::Horizon;
use crate::facts::{CertificateFact, Facts};
use crate::revisions::{Charter, InForce};
use crate::settling::{retirements, settlements};
use crate::standing::Fault;

/// What stands on one state of the facts.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) charter: Charter,
    pub(crate) resolutions: Resolutions,
}

impl Resolved {
    pub(crate) fn compute(facts: &Facts, chains: &Chains) -> Self {
        let charter = Charter::follow(facts, chains);
        let settled = settlements(facts, chains, charter.cuts());
        Self { resolutions: chains.resolve(&settled), charter }
    }
}

/// A reading of the ledger: everything here is a function of the admitted set alone.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(crate) chains: &'a Chains,
    pub(crate) facts: &'a Facts,
    pub(crate) resolved: &'a Resolved,
}

impl<'a> View<'a> {
    /// All admitted entries by chain.
    #[must_use]
    pub const fn chains(&self) -> &'a Chains {
        self.chains
    }

    /// What authority entries have said.
    #[must_use]
    pub const fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// The charter chain.
    #[must_use]
    pub const fn charter(&self) -> &'a Charter {
        &self.resolved.charter
    }

    /// The last revision in force, with its state.
    #[must_use]
    pub fn tip(&self) -> Option<(InForce, &'a CharterState)> {
        let tip = self.resolved.charter.tip()?;
        Some((tip, self.facts.state(&tip.revision)?))
    }

    /// The abandonments of a revision, and whether they prove that it cannot come into force.
    #[must_use]
    pub fn abandonments(&self, revision: &RevisionId) -> (Vec<EntryId>, bool) {
        crate::revisions::abandonments(self.facts, revision)
    }

    /// The last entry of a chain that stands: what its author builds upon.
    #[must_use]
    pub fn standing_head(&self, chain: &ChainId) -> Option<Head> {
        self.chains.standing_head(chain, &self.resolved.resolutions)
    }

    /// The certificate of a device: of two that a fork left, the one that stands.
    #[must_use]
    pub fn certificate(&self, device: &DeviceKey) -> Option<&'a CertificateFact> {
        self.facts.certificates(device).iter().find(|fact| {
            self.chains.place(&fact.id).is_some_and(|place| self.resolved.resolutions.stands(place))
        })
    }

    /// Whose device wrote the entry at a place.
    #[must_use]
    pub fn member_at(&self, place: Place) -> Option<MemberKey> {
        let device = self.chains.chain_of(place)?.device;
        self.certificate(&device).map(|certificate| certificate.member)
    }

    /// Whether anything takes an entry away that needed this right: a fork, a charter that went
    /// another way, a cut, or the end of its device. Whether it was allowed is not asked.
    ///
    /// # Errors
    /// The [`Fault`] that does.
    pub fn untaken(&self, id: &EntryId, right: Option<&Right>) -> Result<(), Fault> {
        let place = self.chains.place(id).ok_or(Fault::NotHere)?;
        if !self.resolved.resolutions.stands(place) {
            return Err(Fault::Forked);
        }
        self.unended(place, right, Horizon::Now)?;
        self.unretired(place, right, Horizon::Now, None)
    }

    /// Whether the charter takes an entry away that needed this right: one that went another way,
    /// or a cut. Forks and retirements, by which an author could take back a word that others
    /// rely on, are not asked.
    ///
    /// # Errors
    /// The [`Fault`] that does.
    pub fn uncut(&self, id: &EntryId, right: Option<&Right>) -> Result<(), Fault> {
        let place = self.chains.place(id).ok_or(Fault::NotHere)?;
        self.unended(place, right, Horizon::Now)
    }

    /// Whether no retirement of its device takes an entry away; of those within the frontier, if
    /// one is given. What a cut lists as standing, no retirement takes away: a registrar does not
    /// undo the census by ending a telephone.
    pub(crate) fn unretired(
        &self,
        place: Place,
        right: Option<&Right>,
        horizon: Horizon,
        known: Option<&Frontier>,
    ) -> Result<(), Fault> {
        let device = self.chains.chain_of(place).ok_or(Fault::NotHere)?.device;
        let kept = || {
            let charter = &self.resolved.charter;
            let height = self.chains.revision(place).and_then(|r| charter.height(&r));
            height.zip(right).is_some_and(|(height, right)| {
                charter.cuts().keep(self.chains, place, height, right, horizon)
            })
        };
        let retirements = retirements(self.facts, self.chains, &device, known);
        if retirements.into_iter().all(|frontier| self.chains.within(place, frontier)) || kept() {
            Ok(())
        } else {
            Err(Fault::Retired)
        }
    }

    /// Whether the charter, looked at as far as the horizon, lets an entry stand.
    pub(crate) fn unended(
        &self,
        place: Place,
        right: Option<&Right>,
        horizon: Horizon,
    ) -> Result<(), Fault> {
        // Only the founding names no revision; the ledger admits no other such entry.
        let Some(revision) = self.chains.revision(place) else {
            return Ok(());
        };
        let charter = &self.resolved.charter;
        let height = charter.height(&revision).ok_or(Fault::NotInForce { revision })?;
        if !horizon.covers(height) {
            return Err(Fault::AfterFrontier);
        }
        let Some(right) = right else { return Ok(()) };
        match charter.cuts().taken(self.chains, place, height, right, horizon) {
            Some(revision) => Err(Fault::Late { revision }),
            None => Ok(()),
        }
    }

    /// Judges an act that stands at this place: whether what it names allows it, and whether
    /// anything has taken it away since. Gives the right that it needed.
    ///
    /// # Errors
    /// The first [`Fault`] found.
    pub fn judge(
        &self,
        id: &EntryId,
        act: &Act,
        target: Target<'_>,
    ) -> Result<Option<Right>, Fault> {
        let place = self.chains.place(id).ok_or(Fault::NotHere)?;
        let chain = self.chains.chain_of(place).ok_or(Fault::NotHere)?;
        let slot = self
            .certificate(&chain.device)
            .and_then(|certificate| self.slot_of(&certificate.member));
        let right = self.allowed(place, act, target, slot)?;
        self.untaken(id, right.as_ref())?;
        Ok(right)
    }

    /// Asks the table about an act at a place, with the slot in whose name it speaks.
    ///
    /// # Errors
    /// [`Fault::Denied`], [`Fault::NotHere`].
    pub fn allowed(
        &self,
        place: Place,
        act: &Act,
        target: Target<'_>,
        slot: Option<SlotId>,
    ) -> Result<Option<Right>, Fault> {
        let chain = self.chains.chain_of(place).ok_or(Fault::NotHere)?;
        self.allowed_by(place, act, target, slot, self.certificate(&chain.device))
    }

    /// The same, by the certificate given.
    pub(crate) fn allowed_by(
        &self,
        place: Place,
        act: &Act,
        target: Target<'_>,
        slot: Option<SlotId>,
        certificate: Option<&CertificateFact>,
    ) -> Result<Option<Right>, Fault> {
        let chain = self.chains.chain_of(place).ok_or(Fault::NotHere)?;
        let revision = self.chains.revision(place);
        let entry =
            Entry { author: chain.device, lane: chain.lane, seq: place.seq(), revision, act };
        self.ask_as(certificate, &entry, target, slot)
    }
}
