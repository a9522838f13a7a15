//! Which revisions of the charter are in force.
//!
//! From the founding on, a child of the last revision is in force when enough seats **of its
//! parent** signed it. Signatures are statements: a fork of the signer's chain does not take them
//! back, or one steward could undo years of charter by forking. Two siblings in force prove that
//! somebody signed both; the branch named by entries of more census slots goes on, then the one
//! with the lower id, and the evidence is shown.
//!
//! Members put a revision in force by the recovery rule only if a seat of its parent stands by it
//! (see `warrants`): its registrars are to let people in. What seats signed, they stand by.

mod signing;
mod weight;

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use participation_log::Chains;
use participation_types::{DeviceKey, EntryId, MemberKey, RevisionId};

use crate::cuts::Cuts;
use crate::facts::{Facts, RevisionFact};
use crate::view::{Resolved, View};
use signing::{Quorum, double_signers};
pub(crate) use signing::{abandonments, seats_of};
use weight::{is_recovered, weigh};

/// A revision in force and its distance from the founding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct InForce {
    /// The revision.
    pub revision: RevisionId,
    /// 0 for the founding.
    pub height: u32,
}

/// A steward who signed two children of one parent without proof that the first was dead, or who
/// signed a child and swore never to. Looked for under the revisions in force, each steward once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DoubleSigner {
    /// The parent.
    pub parent: RevisionId,
    /// The steward's member key.
    pub member: MemberKey,
    /// The two entries, the lower id first.
    pub evidence: (EntryId, EntryId),
}

/// Siblings that came into force together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// Their parent.
    pub parent: RevisionId,
    /// Each with the number of census slots whose entries name its branch; the first goes on.
    pub branches: Vec<(RevisionId, usize)>,
}

/// Where a revision stands, for people who are asked to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisionStatus {
    /// The revision.
    pub revision: RevisionId,
    /// Its parent; none for the founding.
    pub parent: Option<RevisionId>,
    /// Its distance from the founding.
    pub height: u32,
    /// Whether it is in force.
    pub in_force: bool,
    /// What makes it impossible, if anything does.
    pub fault: Option<String>,
    /// Stewards who declared support.
    pub supported_by: Vec<MemberKey>,
    /// Stewards who signed.
    pub signed_by: Vec<MemberKey>,
    /// Stewards who swore never to sign.
    pub abandoned_by: Vec<MemberKey>,
    /// Signatures that it needs.
    pub needs: usize,
}

/// The chain of revisions in force.
#[derive(Debug, Default)]
pub struct Charter {
    path: Vec<RevisionId>,
    heights: HashMap<RevisionId, u32>,
    cuts: Cuts,
    disputes: Vec<Dispute>,
    double_signers: Vec<DoubleSigner>,
    counts_slots: bool,
}

impl Charter {
    /// Follows the charter from its founding as far as it is in force.
    #[must_use]
    pub(crate) fn follow(facts: &Facts, chains: &Chains) -> Self {
        // What is in force is found looking at the past alone, of which forks take nothing away:
        // a cut may settle them, and no cut is known before the revision that brings it.
        let mut past = Resolved::default();
        let mut tip = facts.founding.as_ref().map(|(founding, _)| *founding);
        while let Some(revision) = tip {
            past.charter.push(facts, revision);
            let step = next(&View { chains, facts, resolved: &past }, &revision);
            past.charter.counts_slots |= step.counts_slots;
            past.charter.disputes.extend(step.dispute);
            tip = step.revision;
        }
        past.charter
    }

    /// The last revision in force.
    #[must_use]
    pub fn tip(&self) -> Option<InForce> {
        let revision = *self.path.last()?;
        Some(InForce { revision, height: u32::try_from(self.path.len()).ok()?.checked_sub(1)? })
    }

    /// All revisions in force, from the founding on.
    #[must_use]
    pub fn path(&self) -> &[RevisionId] {
        &self.path
    }

    /// The height of a revision that is in force.
    #[must_use]
    pub fn height(&self, revision: &RevisionId) -> Option<u32> {
        self.heights.get(revision).copied()
    }

    /// What the revisions in force cut.
    #[must_use]
    pub const fn cuts(&self) -> &Cuts {
        &self.cuts
    }

    /// Siblings that came into force together.
    #[must_use]
    pub fn disputes(&self) -> &[Dispute] {
        &self.disputes
    }

    /// Stewards who signed two children of one revision in force, by its height and their key.
    #[must_use]
    pub fn double_signers(&self) -> &[DoubleSigner] {
        &self.double_signers
    }

    /// Where a revision stands.
    #[must_use]
    pub fn status(&self, facts: &Facts, revision: &RevisionId) -> Option<RevisionStatus> {
        let fact = facts.revisions.get(revision)?;
        let parent = fact.parent.as_ref().and_then(|parent| facts.state(parent));
        let seats = |authors: Vec<DeviceKey>| -> Vec<MemberKey> {
            let Some(parent) = parent else {
                return Vec::new();
            };
            let seats = authors.iter().flat_map(|author| seats_of(facts, parent, author));
            seats.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let abandoned = fact.abandons.iter().filter_map(|id| facts.abandonments.get(id));
        Some(RevisionStatus {
            revision: *revision,
            parent: fact.parent,
            height: fact.height,
            in_force: self.heights.contains_key(revision),
            fault: fact.outcome.as_ref().err().map(ToString::to_string),
            supported_by: seats(fact.supports.iter().map(|(_, author)| *author).collect()),
            signed_by: seats(fact.signatures.iter().map(|s| s.author).collect()),
            abandoned_by: seats(abandoned.map(|(_, author)| *author).collect()),
            needs: parent.map_or(0, |p| Quorum::of(p, fact, &self.double_signers).needed()),
        })
    }

    /// Whether census slots were counted to find what is in force, so that a new entry may
    /// change it.
    pub(crate) const fn counts_slots(&self) -> bool {
        self.counts_slots
    }

    fn push(&mut self, facts: &Facts, revision: RevisionId) {
        let height = u32::try_from(self.path.len()).unwrap_or(u32::MAX);
        if let Some(Ok((_, cuts))) = facts.revisions.get(&revision).map(|fact| &fact.outcome) {
            self.cuts.add(revision, height, cuts);
        }
        self.heights.insert(revision, height);
        self.path.push(revision);
        self.double_signers.extend(double_signers(facts, &revision));
    }
}

/// What follows a revision in force.
#[derive(Default)]
struct Step {
    revision: Option<RevisionId>,
    dispute: Option<Dispute>,
    counts_slots: bool,
}

fn next(past: &View<'_>, parent: &RevisionId) -> Step {
    let facts = past.facts;
    let (Some(state), Some(children)) = (facts.state(parent), facts.children.get(parent)) else {
        return Step::default();
    };
    let possible: Vec<(RevisionId, &RevisionFact)> = children
        .iter()
        .filter_map(|child| Some((*child, facts.revisions.get(child)?)))
        .filter(|(_, fact)| fact.outcome.is_ok() && fact.warranted)
        .collect();
    let asked = |fact: &RevisionFact| state.recovery().is_some() && !fact.recoveries.is_empty();
    let counts_slots = possible.iter().any(|(_, fact)| asked(fact));
    let in_force: Vec<RevisionId> = possible
        .iter()
        .filter(|(_, fact)| {
            Quorum::of(state, fact, past.charter().double_signers()).signed(facts, state, fact)
                || is_recovered(past, state, fact)
        })
        .map(|(child, _)| *child)
        .collect();
    match in_force.as_slice() {
        [] => Step { counts_slots, ..Step::default() },
        [only] => Step { revision: Some(*only), dispute: None, counts_slots },
        several => {
            let mut branches = weigh(past, several);
            branches.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            let revision = branches.first().map(|(revision, _)| *revision);
            let dispute = Some(Dispute { parent: *parent, branches });
            Step { revision, dispute, counts_slots: true }
        }
    }
}
