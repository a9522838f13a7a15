//! Who signed an act of a polling station, and whether two different officers did.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use participation_acts::{Act, Countersignature};
use participation_charter::{Fault, View};
use participation_policy::Target;
use participation_types::{EntryId, Frontier, MemberKey};

use super::facts::PaperFacts;
use crate::roll::Opened;
use crate::word::{said, words};

/// Judges signatures: by all that is here, or by what a manifest lists alone.
pub(super) struct Signatures<'a> {
    view: &'a View<'a>,
    opened: &'a Opened<'a>,
    listed: Option<&'a HashSet<EntryId>>,
    /// The countersignatures of each entry, those that the manifest does not list left out.
    seconds: BTreeMap<EntryId, Vec<EntryId>>,
}

/// Who signed an act that needs two.
pub(super) struct Signed {
    /// Everybody who signed it, sorted.
    pub(super) by: Vec<MemberKey>,
    /// The lowest countersignature by a different officer.
    pub(super) second: Option<EntryId>,
}

impl<'a> Signatures<'a> {
    pub(super) fn new(
        view: &'a View<'a>,
        opened: &'a Opened<'a>,
        facts: &PaperFacts,
        listed: Option<&'a HashSet<EntryId>>,
    ) -> Self {
        let mut seconds: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
        for (id, subject) in &facts.countersigned {
            if listed.is_none_or(|listed| listed.contains(id)) {
                seconds.entry(*subject).or_default().push(*id);
            }
        }
        Self { view, opened, listed, seconds }
    }

    /// Whether an entry can count: where there is a manifest, it must list it.
    pub(super) fn lists(&self, id: &EntryId) -> bool {
        self.listed.is_none_or(|listed| listed.contains(id))
    }

    /// Whether a manifest lists an entry: then it holds whatever came later.
    pub(super) fn is_exact(&self, id: &EntryId) -> bool {
        self.listed.is_some_and(|listed| listed.contains(id))
    }

    /// Whether an entry is within a frontier.
    pub(super) fn within(&self, id: &EntryId, frontier: &Frontier) -> bool {
        let chains = self.view.chains();
        chains.place(id).is_some_and(|place| chains.within(place, frontier))
    }

    /// In whose name an act is said, if it holds. What a seal lists holds by the table alone.
    pub(super) fn signers(
        &self,
        id: &EntryId,
        act: &Act,
        in_roll: bool,
    ) -> Result<Vec<MemberKey>, Fault> {
        let target = Target::Opening { opening: self.opened.opening, in_roll, reopenings: &[] };
        if self.is_exact(id) {
            said(self.view, id, act, target)
        } else {
            words(self.view, id, act, target)
        }
    }

    /// Who signed an act that needs two, whether two did or not.
    pub(super) fn both(&self, id: &EntryId, act: &Act) -> Result<Signed, Fault> {
        let first = self.signers(id, act, false)?;
        let (mut by, mut second): (BTreeSet<MemberKey>, _) =
            (first.iter().copied().collect(), None);
        for signature in self.seconds.get(id).into_iter().flatten() {
            let act = Act::Countersign(Countersignature { opening: self.opened.id, subject: *id });
            let Ok(others) = self.signers(signature, &act, false) else { continue };
            // A device of two owners speaks for either, and not for both at once.
            let differs = others.iter().any(|other| first.iter().any(|one| one != other));
            if differs && self.other_device(id, signature) {
                by.extend(others);
                second = second.or(Some(*signature));
            }
        }
        Ok(Signed { by: by.into_iter().collect(), second })
    }

    fn other_device(&self, one: &EntryId, other: &EntryId) -> bool {
        let chains = self.view.chains();
        let device = |id| chains.place(id).and_then(|place| chains.chain_of(place));
        device(one) != device(other)
    }
}
