//! All that a ledger says, to compare two of them.

use std::collections::BTreeMap;

use participation_charter::{
    Census, Dispute, DoubleSigner, Fault, Ledger, Member, MemberStatus, RevisionStatus, RollCall,
    View,
};
use participation_log::Fork;
use participation_types::{EntryId, Frontier, RevisionId, SetDigest, SlotId};

use super::{Village, Written};

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Stands,
    Denied,
    Forked,
    Late,
    Retired,
    NotInForce,
    Contended,
    /// It is not in the set.
    Absent,
    Other,
}

impl Fate {
    pub(crate) fn of(answer: Result<(), Fault>) -> Self {
        match answer {
            Ok(()) => Self::Stands,
            Err(Fault::Denied(_)) => Self::Denied,
            Err(Fault::Forked) => Self::Forked,
            Err(Fault::Late { .. }) => Self::Late,
            Err(Fault::Retired) => Self::Retired,
            Err(Fault::NotInForce { .. }) => Self::NotInForce,
            Err(Fault::Contended) => Self::Contended,
            Err(Fault::NotHere) => Self::Absent,
            Err(_) => Self::Other,
        }
    }
}

/// Everything that must be the same on two nodes that hold the same entries.
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome {
    digest: SetDigest,
    path: Vec<RevisionId>,
    members: Vec<Member>,
    census: Census,
    forks: Vec<Fork>,
    disputes: Vec<Dispute>,
    double_signers: Vec<DoubleSigner>,
    statuses: Vec<Option<RevisionStatus>>,
    frontier: Frontier,
    roll: Vec<SlotId>,
    pub(crate) fates: BTreeMap<String, Result<(), Fault>>,
}

impl Outcome {
    pub(crate) fn of(village: &Village, ledger: &Ledger) -> Self {
        let view = ledger.view();
        let charter = view.charter();
        let frontier = view.census_frontier();
        let roll = charter
            .tip()
            .map(|tip| view.roll(&RollCall { revision: tip.revision, frontier: &frontier }));
        let mut revisions: Vec<RevisionId> =
            village.entries.iter().filter_map(|w| w.entry.entry().header().revision).collect();
        revisions.sort_unstable();
        revisions.dedup();
        let label = |written: &Written| (written.label.clone(), judged(&view, written));
        Self {
            digest: ledger.chains().digest(),
            path: charter.path().to_vec(),
            members: view.members(),
            census: view.census(),
            forks: ledger.chains().forks(),
            disputes: charter.disputes().to_vec(),
            double_signers: charter.double_signers().to_vec(),
            statuses: revisions.iter().map(|r| charter.status(view.facts(), r)).collect(),
            frontier,
            roll: roll.unwrap_or_default(),
            fates: village.entries.iter().map(label).collect(),
        }
    }
}

/// Whether an entry counts: by the table and what was taken away; of a note only the latter.
pub(crate) fn judged(view: &View<'_>, written: &Written) -> Result<(), Fault> {
    match written.act.as_ref() {
        Some(act) => {
            let act = act.act();
            view.judge(&written.id(), act, view.target_of(act)).map(drop)
        }
        None => view.untaken(&written.id(), None),
    }
}

impl Village {
    pub(crate) fn written(&self, id: EntryId) -> &Written {
        self.entries.iter().find(|written| written.id() == id).unwrap()
    }

    /// What became of an entry on a replica.
    pub(crate) fn fate(&self, view: &View<'_>, id: EntryId) -> Fate {
        Fate::of(judged(view, self.written(id)))
    }
}

/// What a slot is, and if it is void, why.
pub(crate) fn slot(view: &View<'_>, slot: SlotId) -> (MemberStatus, Option<Fate>) {
    let (status, fault) = view.slot_status(&slot);
    (status, fault.map(|fault| Fate::of(Err(fault))))
}
