//! The census: who has a place in it, now or in a frozen roll.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use participation_acts::{Act, Admission, Invitation, Naming, Right};
use participation_policy::Target;
use participation_types::{
    ChainId, EntryId, Frontier, Hasher, MemberKey, RevisionId, RollDigest, SlotId,
};

use crate::cuts::Horizon;
use crate::facts::{AdmissionFact, Via};
use crate::standing::Fault;
use crate::view::View;

/// Whether a slot takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberStatus {
    /// It does.
    Active,
    /// Not until it is reinstated.
    Suspended,
    /// Not any more.
    Revoked,
    /// Its admission does not stand.
    Void,
}

/// One slot of the census and the keys attached to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The slot.
    pub slot: SlotId,
    /// Whether it takes part.
    pub status: MemberStatus,
    /// Why its admission does not stand.
    pub fault: Option<Fault>,
    /// Keys that speak for it, sorted.
    pub keys: Vec<MemberKey>,
}

/// Counts of the census.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Census {
    /// Slots that take part.
    pub active: usize,
    /// Slots suspended.
    pub suspended: usize,
    /// Slots revoked.
    pub revoked: usize,
    /// Slots whose admission does not stand.
    pub void: usize,
}

/// A roll: the slots that an opening freezes.
#[derive(Debug, Clone, Copy)]
pub struct RollCall<'a> {
    /// The opening's revision, which must be in force.
    pub revision: RevisionId,
    /// Of each authority chain that admits, the last entry taken in.
    pub frontier: &'a Frontier,
}

/// What an admission is looked at against.
#[derive(Debug, Clone, Copy)]
struct Scope<'a> {
    horizon: Horizon,
    frontier: Option<&'a Frontier>,
    /// Whose state says who was revoked; the tip's if none.
    revision: Option<RevisionId>,
}

const NOW: Scope<'static> = Scope { horizon: Horizon::Now, frontier: None, revision: None };

impl View<'_> {
    /// The slot that a member key speaks for now: of several, the one with the lowest admission
    /// that was not revoked.
    #[must_use]
    pub fn slot_of(&self, member: &MemberKey) -> Option<SlotId> {
        let revoked = |slot: &SlotId| self.tip().is_some_and(|(_, state)| state.is_revoked(slot));
        let mut slots = self.slots_of(member, NOW);
        slots.clone().find(|slot| !revoked(slot)).or_else(|| slots.next())
    }

    /// The slots to which a registrar ever attached a member key, in no particular order. Whether
    /// that still stands is not asked: what it once was, it is for good.
    #[must_use]
    pub fn ever_attached(&self, member: &MemberKey) -> Vec<SlotId> {
        let facts = self.facts.admissions(member).iter();
        let attached = facts.filter(|fact| {
            let by = match fact.via {
                Via::Registrar | Via::Readmission(_) => fact.id,
                Via::Invitation(card) => card,
            };
            self.facts.is_by_registrar(self.chains, &by)
        });
        attached.map(AdmissionFact::slot).collect()
    }

    /// The slot with which a member key votes in a roll: one of its slots that the roll holds.
    /// Keys attached to a slot after the roll was frozen vote for that slot too; a key that was
    /// in the roll then goes on voting for the slot that it had.
    #[must_use]
    pub fn slot_in_roll(&self, member: &MemberKey, roll: &RollCall<'_>) -> Option<SlotId> {
        let scope = self.scope(roll)?;
        let frozen = self.slots_of(member, scope);
        frozen.chain(self.slots_of(member, NOW)).find(|slot| self.enrolled(slot, roll, scope))
    }

    /// All slots of a roll, sorted. Takes time in proportion to the census.
    #[must_use]
    pub fn roll(&self, roll: &RollCall<'_>) -> Vec<SlotId> {
        let (Some(scope), Some(state)) = (self.scope(roll), self.facts.state(&roll.revision))
        else {
            return Vec::new();
        };
        let mut slots: Vec<SlotId> = self
            .facts
            .slots()
            .filter(|(slot, _)| !state.is_suspended(slot) && !state.is_revoked(slot))
            .filter(|(slot, member)| self.opened_for(slot, member, scope).is_ok())
            .map(|(slot, _)| slot)
            .collect();
        slots.sort_unstable();
        slots
    }

    /// The digest of a roll's sorted slots.
    #[must_use]
    pub fn roll_digest(slots: &[SlotId]) -> RollDigest {
        let mut hasher = Hasher::new("participation/roll/1");
        slots.iter().for_each(|slot| hasher.update(slot.as_bytes()));
        RollDigest::from_bytes(hasher.finish())
    }

    /// The frontier of everything that admits and stands now: what an opening freezes as its roll.
    #[must_use]
    pub fn census_frontier(&self) -> Frontier {
        // Only what stands: anybody may write an invitation, and a frontier has a bounded length.
        let all = self.facts.all_admissions();
        let standing = all.filter(|(member, fact)| self.admitted(member, fact, NOW).is_ok());
        let admissions = standing.map(|(_, fact)| fact);
        let mut chains: BTreeSet<ChainId> = admissions
            .flat_map(|fact| match fact.via {
                Via::Registrar | Via::Readmission(_) => vec![fact.id],
                Via::Invitation(card) => {
                    let naming = self.named(&card, NOW).map(|(naming, _)| naming);
                    [fact.id, card].into_iter().chain(naming).collect()
                }
            })
            .filter_map(|id| self.chains.chain_of(self.chains.place(&id)?))
            .collect();
        // What ends an admitting device: else the roll would hold what it admitted since.
        let ends: Vec<ChainId> = chains
            .iter()
            .flat_map(|chain| self.facts.retirements.get(&chain.device).into_iter().flatten())
            .filter_map(|fact| self.chains.chain_of(self.chains.place(&fact.id)?))
            .collect();
        chains.extend(ends);
        Frontier::new(
            chains.into_iter().filter_map(|chain| Some((chain, self.standing_head(&chain)?))),
        )
    }

    /// Every slot with its status and keys, sorted. Takes time in proportion to the census.
    #[must_use]
    pub fn members(&self) -> Vec<Member> {
        self.slots().iter().map(|slot| self.member(slot)).collect()
    }

    /// Every slot, sorted.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> = self.facts.slots().map(|(slot, _)| slot).collect();
        slots.sort_unstable();
        slots
    }

    /// A slot with its status and keys.
    #[must_use]
    pub fn member(&self, slot: &SlotId) -> Member {
        let admitted = self.facts.admitted_to(slot);
        let standing = admitted.filter(|(member, fact)| self.admitted(member, fact, NOW).is_ok());
        let mut keys: Vec<MemberKey> = standing.map(|(member, _)| *member).collect();
        keys.sort_unstable();
        let (status, fault) = self.slot_status(slot);
        Member { slot: *slot, status, fault, keys }
    }

    /// Whether a slot takes part now, and if its admission does not stand, why.
    #[must_use]
    pub fn slot_status(&self, slot: &SlotId) -> (MemberStatus, Option<Fault>) {
        if let Err(fault) = self.opened(slot, NOW) {
            return (MemberStatus::Void, Some(fault));
        }
        match self.tip() {
            Some((_, state)) if state.is_revoked(slot) => (MemberStatus::Revoked, None),
            Some((_, state)) if state.is_suspended(slot) => (MemberStatus::Suspended, None),
            _ => (MemberStatus::Active, None),
        }
    }

    /// Counts of the census.
    #[must_use]
    pub fn census(&self) -> Census {
        let mut census = Census::default();
        for (slot, _) in self.facts.slots() {
            *match self.slot_status(&slot).0 {
                MemberStatus::Active => &mut census.active,
                MemberStatus::Suspended => &mut census.suspended,
                MemberStatus::Revoked => &mut census.revoked,
                MemberStatus::Void => &mut census.void,
            } += 1;
        }
        census
    }

    /// The slots that take part now.
    pub(crate) fn active_slots(&self) -> HashSet<SlotId> {
        let slots = self.facts.slots().map(|(slot, _)| slot);
        slots.filter(|slot| self.slot_status(slot).0 == MemberStatus::Active).collect()
    }

    /// The slots to which a member key is admitted, by the admissions' ids.
    fn slots_of<'a>(
        &'a self,
        member: &'a MemberKey,
        scope: Scope<'a>,
    ) -> impl Iterator<Item = SlotId> + Clone + 'a {
        let facts = self.facts.admissions(member).iter();
        let standing = facts.filter(move |fact| self.admitted(member, fact, scope).is_ok());
        standing.map(AdmissionFact::slot)
    }

    fn scope<'a>(&self, roll: &RollCall<'a>) -> Option<Scope<'a>> {
        let height = self.charter().height(&roll.revision)?;
        Some(Scope {
            horizon: Horizon::Height(height),
            frontier: Some(roll.frontier),
            revision: Some(roll.revision),
        })
    }

    /// Whether a slot is in a roll. Everything looked at lies within the roll's frontier and at or
    /// before its revision, so that nothing that comes later changes the answer.
    fn enrolled(&self, slot: &SlotId, roll: &RollCall<'_>, scope: Scope<'_>) -> bool {
        let Some(state) = self.facts.state(&roll.revision) else {
            return false;
        };
        !state.is_suspended(slot) && !state.is_revoked(slot) && self.opened(slot, scope).is_ok()
    }

    /// Whether the admission that opened a slot stands, and is the first that its key has.
    fn opened(&self, slot: &SlotId, scope: Scope<'_>) -> Result<(), Fault> {
        let member = self.facts.opened_for(slot).ok_or(Fault::NotHere)?;
        self.opened_for(slot, member, scope)
    }

    /// The same, for the key that the slot was opened for. Whom two registrars admitted has one
    /// slot. A slot revoked does not stand in a new one's way.
    fn opened_for(&self, slot: &SlotId, member: &MemberKey, scope: Scope<'_>) -> Result<(), Fault> {
        let facts = self.facts.admissions(member);
        let fact = facts.iter().find(|fact| fact.id == slot.admission()).ok_or(Fault::NotHere)?;
        self.admitted(member, fact, scope)?;
        let state = match scope.revision {
            Some(revision) => self.facts.state(&revision),
            None => self.tip().map(|(_, state)| state),
        };
        let first = facts
            .iter()
            .take_while(|other| other.id < fact.id)
            .filter(|other| !matches!(other.via, Via::Readmission(_)))
            .filter(|other| !state.is_some_and(|state| state.is_revoked(&other.slot())))
            .find(|other| self.admitted(member, other, scope).is_ok());
        match first {
            Some(other) => Err(Fault::AdmittedBefore { slot: other.slot() }),
            None => Ok(()),
        }
    }

    /// Whether one admission of a member key stands.
    fn admitted(
        &self,
        member: &MemberKey,
        fact: &AdmissionFact,
        scope: Scope<'_>,
    ) -> Result<(), Fault> {
        match fact.via {
            Via::Registrar => {
                let act = Act::Admit(Admission { member: *member, slot: None });
                self.office(&fact.id, &act, Target::Nothing, scope)
            }
            Via::Readmission(slot) => {
                let act = Act::Admit(Admission { member: *member, slot: Some(slot) });
                self.office(&fact.id, &act, Target::Slot, scope)?;
                // The slot was opened by an admission that is no re-admission: one step down.
                self.opened(&slot, scope)
            }
            Via::Invitation(card) => self.redeemed(&fact.id, &card, scope),
        }
    }

    /// Whether a redemption is the only one of its card that stands, or the one that a registrar
    /// named. By entry and not by member key: else who was revoked would redeem the card again.
    fn redeemed(
        &self,
        redemption: &EntryId,
        card: &EntryId,
        scope: Scope<'_>,
    ) -> Result<(), Fault> {
        let key = *self.facts.invitations.get(card).ok_or(Fault::NotHere)?;
        self.office(card, &Act::Invite(Invitation { key }), Target::Nothing, scope)?;
        self.holds(redemption, None, scope)?;
        let mut all = self.redemptions(card).iter();
        if all.all(|(id, _)| id == redemption || self.holds(id, None, scope).is_err()) {
            return Ok(());
        }
        match self.named(card, scope) {
            Some((_, named)) if named == *redemption => Ok(()),
            _ => Err(Fault::Contended),
        }
    }

    /// The lowest naming of a card that stands, and the redemption that it names, which stands.
    fn named(&self, card: &EntryId, scope: Scope<'_>) -> Option<(EntryId, EntryId)> {
        let namings = self.facts.namings.get(card).map_or(&[][..], Vec::as_slice);
        let stands = |id: &EntryId, redemption: &EntryId| {
            let act = Act::Name(Naming { invitation: *card, redemption: *redemption });
            let target = Target::Redemption { invitation: *card };
            self.redemptions(card).iter().any(|(id, _)| id == redemption)
                && self.holds(redemption, None, scope).is_ok()
                && self.office(id, &act, target, scope).is_ok()
        };
        namings.iter().find(|(id, redemption)| stands(id, redemption)).copied()
    }

    fn redemptions(&self, card: &EntryId) -> &[(EntryId, MemberKey)] {
        self.facts.redemptions.get(card).map_or(&[], Vec::as_slice)
    }

    /// Whether an officer's act stands, within a scope.
    fn office(
        &self,
        id: &EntryId,
        act: &Act,
        target: Target<'_>,
        scope: Scope<'_>,
    ) -> Result<(), Fault> {
        let place = self.chains.place(id).ok_or(Fault::NotHere)?;
        let device = self.chains.chain_of(place).ok_or(Fault::NotHere)?.device;
        // In a roll the certificate is the one within its frontier, whatever forked since.
        let certificate = match scope.frontier {
            None => self.certificate(&device),
            Some(frontier) => self.facts.certificates(&device).iter().find(|fact| {
                let place = self.chains.place(&fact.id);
                place.is_some_and(|place| self.chains.within(place, frontier))
            }),
        };
        let right = self.allowed_by(place, act, target, None, certificate)?;
        self.holds(id, right.as_ref(), scope)
    }

    fn holds(&self, id: &EntryId, right: Option<&Right>, scope: Scope<'_>) -> Result<(), Fault> {
        let Some(frontier) = scope.frontier else {
            return self.untaken(id, right);
        };
        let place = self.chains.place(id).ok_or(Fault::NotHere)?;
        if !self.chains.within(place, frontier) {
            return Err(Fault::AfterFrontier);
        }
        self.unended(place, right, scope.horizon)?;
        self.unretired(place, right, scope.horizon, Some(frontier))
    }
}
