//! Sorting marks and batches into those that count and those that do not.

use std::collections::{BTreeSet, HashMap, HashSet};

use participation_acts::{Act, Choices, Mark};
use participation_charter::{Fault, View};
use participation_policy::Denied;
use participation_types::{EntryId, MemberKey, SlotId};

use super::facts::PaperFacts;
use super::halls::Halls;
use super::signed::{Signatures, Signed};
use super::{PaperExcluded, PaperExclusion, PaperReport};
use crate::roll::Opened;

/// What counts of voting on paper.
#[derive(Default)]
pub(crate) struct Papers<'a> {
    /// Of each slot that was given paper the mark that holds.
    pub(crate) marked: HashMap<SlotId, EntryId>,
    /// The ballots that count, in the order of station and bundle, and of a batch in its own.
    pub(crate) ballots: Vec<&'a Choices>,
    /// What a seal lists, so that all of this follows from its manifest.
    pub(crate) evidence: BTreeSet<EntryId>,
    /// The version of the rules that this node would need to judge all that the seal lists.
    pub(crate) needs_rules: Option<u32>,
    pub(crate) report: PaperReport,
}

/// Who signed something, and the second signature where it holds; else why it does not.
pub(super) struct Upheld {
    pub(super) by: Vec<MemberKey>,
    pub(super) second: Result<EntryId, PaperExclusion>,
}

impl<'a> Papers<'a> {
    /// Judges by all that is here, or by what a manifest lists alone.
    pub(crate) fn sort(
        view: &View<'_>,
        opened: &Opened<'_>,
        facts: &'a PaperFacts,
        listed: Option<&HashSet<EntryId>>,
    ) -> Self {
        let mut papers = Self::default();
        if facts.ids().next().is_none() {
            return papers;
        }
        let signatures = Signatures::new(view, opened, facts, listed);
        let mut halls = Halls::open(&mut papers, &signatures, facts);
        // First what a seal lists: what it does not list is told by that.
        let (inside, outside): (Vec<_>, Vec<_>) =
            facts.marks.iter().partition(|(id, _)| signatures.lists(id));
        for (id, mark) in inside.into_iter().chain(outside) {
            if let Err(why) = papers.mark(opened, &signatures, &mut halls, id, mark) {
                papers.exclude(*id, Some(mark.slot), why);
            }
        }
        papers.bundles(&signatures, &mut halls, facts);
        papers.finish(halls);
        papers
    }

    /// Takes a mark in, or says why not.
    fn mark(
        &mut self,
        opened: &Opened<'_>,
        signatures: &Signatures<'_>,
        halls: &mut Halls<'_>,
        id: &EntryId,
        mark: &Mark,
    ) -> Result<(), PaperExclusion> {
        let in_roll = opened.slots.contains(&mark.slot);
        let signers = signatures.signers(id, &Act::Mark(mark.clone()), in_roll);
        signers.map_err(|fault| self.fault(signatures, id, fault))?;
        let hall = halls.taking(signatures, &mark.station, id)?;
        if let Some(by) = self.marked.get(&mark.slot) {
            return Err(PaperExclusion::MarkedTwice { by: *by });
        }
        if !signatures.lists(id) {
            return Err(PaperExclusion::NotSealed);
        }
        self.marked.insert(mark.slot, *id);
        hall.report.marks += 1;
        hall.evidence.push(*id);
        Ok(())
    }

    /// Whether two officers signed an act, and a seal lists it where there is one.
    pub(super) fn upheld(
        &mut self,
        signatures: &Signatures<'_>,
        id: &EntryId,
        act: &Act,
    ) -> Upheld {
        match signatures.both(id, act) {
            Err(fault) => Upheld { by: Vec::new(), second: Err(self.fault(signatures, id, fault)) },
            Ok(Signed { by, .. }) if !signatures.lists(id) && by.len() > 1 => {
                Upheld { by, second: Err(PaperExclusion::NotSealed) }
            }
            Ok(Signed { by, second }) => {
                Upheld { by, second: second.ok_or(PaperExclusion::OneSignature) }
            }
        }
    }

    fn fault(&mut self, signatures: &Signatures<'_>, id: &EntryId, fault: Fault) -> PaperExclusion {
        if let Fault::Denied(Denied::NeedsUpgrade { rules }) = fault
            && signatures.is_exact(id)
        {
            self.needs_rules = self.needs_rules.max(Some(rules));
        }
        PaperExclusion::Fault(fault)
    }

    pub(super) fn exclude(&mut self, entry: EntryId, slot: Option<SlotId>, why: PaperExclusion) {
        self.report.excluded.push(PaperExcluded { entry, slot, why });
    }

    fn finish(&mut self, halls: Halls<'_>) {
        self.report.marked = self.marked.len();
        self.report.ballots = self.ballots.iter().map(|choices| (*choices).clone()).collect();
        self.report.excluded.sort_unstable_by_key(|excluded| excluded.entry);
        for hall in halls.into_all() {
            self.evidence.extend(hall.evidence);
            self.report.stations.push(hall.report);
        }
    }
}
