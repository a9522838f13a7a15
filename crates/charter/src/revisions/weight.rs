//! Counting census slots: the recovery rule, and which of two branches goes on.

use std::collections::{HashMap, HashSet};

use participation_policy::CharterState;
use participation_types::{DeviceKey, RevisionId, SlotId};

use crate::facts::RevisionFact;
use crate::view::View;

/// Whether more than the share of the slots signed a child of `parent` by the recovery rule.
pub(super) fn is_recovered(past: &View<'_>, state: &CharterState, fact: &RevisionFact) -> bool {
    let Some(rule) = state.recovery() else {
        return false;
    };
    if fact.recoveries.is_empty() {
        return false;
    }
    let members = past.active_slots();
    let signed: HashSet<SlotId> = fact
        .recoveries
        .iter()
        .filter_map(|id| past.chains.place(id))
        .filter_map(|place| past.chains.chain_of(place))
        .filter_map(|chain| slot_of_device(past, &chain.device, &members))
        .collect();
    rule.reached(signed.len(), members.len())
}

/// For each branch, how many slots of the common past have an entry that names it.
pub(super) fn weigh(past: &View<'_>, branches: &[RevisionId]) -> Vec<(RevisionId, usize)> {
    let members = past.active_slots();
    let mut named: HashMap<RevisionId, HashSet<DeviceKey>> = HashMap::new();
    for (device, revision) in past.chains.revisions_named() {
        named.entry(revision).or_default().insert(device);
    }
    let mut slots: HashMap<RevisionId, HashSet<SlotId>> = HashMap::new();
    for (revision, devices) in named {
        let Some(branch) = branch_of(past, &revision, branches) else {
            continue;
        };
        let slots = slots.entry(branch).or_default();
        slots.extend(devices.iter().filter_map(|d| slot_of_device(past, d, &members)));
    }
    branches.iter().map(|b| (*b, slots.get(b).map_or(0, HashSet::len))).collect()
}

/// The branch that a revision descends from.
fn branch_of(
    past: &View<'_>,
    revision: &RevisionId,
    branches: &[RevisionId],
) -> Option<RevisionId> {
    let mut at = *revision;
    loop {
        if branches.contains(&at) {
            return Some(at);
        }
        at = past.facts.revisions.get(&at)?.parent?;
    }
}

fn slot_of_device(
    past: &View<'_>,
    device: &DeviceKey,
    members: &HashSet<SlotId>,
) -> Option<SlotId> {
    past.facts
        .certificates(device)
        .iter()
        .filter_map(|certificate| past.slot_of(&certificate.member))
        .filter(|slot| members.contains(slot))
        .min()
}
