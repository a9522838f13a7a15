//! Histories to insert: entries of few devices, with forks, in any order.

use ed25519_dalek::SigningKey;
use participation_log::{Chains, Draft, Insertion, Verified};
use participation_types::{ChainId, CommunityId, EntryId, Head, Lane, RevisionId, Timestamp};
use proptest::prelude::*;
use proptest::sample::Index;

/// What one step of a history does: which device writes, and upon which earlier entry of its.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    device: u8,
    /// Lets most steps extend the newest entry, so that chains grow long between forks.
    linear: bool,
    upon: Index,
    revision: u8,
}

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (0u8..2, prop::bool::weighted(0.6), any::<Index>(), 0u8..3)
        .prop_map(|(device, linear, upon, revision)| Step { device, linear, upon, revision });
    prop::collection::vec(step, 1..most)
}

/// Signs a history; at most `per_place` entries at one place.
pub(crate) fn history(steps: &[Step], per_place: usize) -> Vec<Verified> {
    let mut entries: Vec<Verified> = Vec::new();
    for (number, step) in (0u64..).zip(steps) {
        let key = SigningKey::from_bytes(&[step.device + 1; 32]);
        let own: Vec<Head> = entries
            .iter()
            .filter(|e| e.entry().header().author.as_bytes() == key.verifying_key().as_bytes())
            .map(head)
            .collect();
        // One more than the entries: the last choice begins the chain anew.
        let upon =
            if step.linear { own.len().saturating_sub(1) } else { step.upon.index(own.len() + 1) };
        let after = own.get(upon).copied();
        let seq = after.map_or(0, |head| head.seq.index() + 1);
        let there = entries.iter().filter(|e| {
            e.entry().header().author.as_bytes() == key.verifying_key().as_bytes()
                && e.entry().header().seq.index() == seq
        });
        if there.count() >= per_place {
            continue;
        }
        let draft = Draft {
            community: CommunityId::from_bytes([1; 32]),
            lane: Lane::Content,
            after,
            revision: (step.revision > 0).then(|| RevisionId::from_bytes([step.revision; 32])),
            claimed: Timestamp::from_millis(number),
        };
        entries.push(draft.sign(&key, [2; 16], vec![step.device]).unwrap());
    }
    entries
}

pub(crate) fn head(entry: &Verified) -> Head {
    Head { seq: entry.entry().header().seq, id: entry.entry().id() }
}

/// The same entries in another order, some of them twice.
pub(crate) fn shuffled(entries: &[Verified], keys: &[u16], again: &[Index]) -> Vec<Verified> {
    let mut all: Vec<(u16, Verified)> = Vec::new();
    let twice = again.iter().filter(|_| !entries.is_empty()).map(|i| i.get(entries).clone());
    for (n, entry) in entries.iter().cloned().chain(twice).enumerate() {
        all.push((keys[n % keys.len()].wrapping_mul(n as u16 | 1), entry));
    }
    all.sort_by_key(|(key, _)| *key);
    all.into_iter().map(|(_, entry)| entry).collect()
}

/// Inserts in this order; what waits is offered again after each success.
pub(crate) fn insert_all(chains: &mut Chains, order: &[Verified]) {
    let mut waiting: Vec<Verified> = Vec::new();
    for entry in order {
        waiting.push(entry.clone());
        loop {
            let before = waiting.len();
            waiting.retain(|entry| matches!(insert(chains, entry), Insertion::Waits { .. }));
            if waiting.len() == before {
                break;
            }
        }
    }
}

/// Offers everything again until nothing changes: what synchronisation does in the end.
pub(crate) fn settle(chains: &mut Chains, entries: &[Verified]) {
    for _ in 0..=entries.len() {
        let outcomes: Vec<Insertion> = entries.iter().map(|entry| insert(chains, entry)).collect();
        let changed = |o: &Insertion| matches!(o, Insertion::Added(_) | Insertion::Forked(_));
        if !outcomes.iter().any(changed) {
            return;
        }
    }
    panic!("the set does not settle");
}

/// Inserts one entry and checks what the answer promises.
pub(crate) fn insert(chains: &mut Chains, entry: &Verified) -> Insertion {
    let before: std::collections::BTreeSet<EntryId> = chains.ids().collect();
    let forks = chains.forks_seen();
    let probed = chains.probe(entry);
    let outcome = chains.insert(entry);
    assert_eq!(
        std::mem::discriminant(&probed),
        std::mem::discriminant(&outcome),
        "probe said {probed:?}, insert {outcome:?}"
    );
    let after: std::collections::BTreeSet<EntryId> = chains.ids().collect();
    let id = entry.entry().id();
    assert!(before.is_subset(&after), "the set only grows");
    match &outcome {
        Insertion::Added(place) => assert_eq!(chains.place(&id), Some(*place)),
        Insertion::Forked(place) => {
            assert_eq!(chains.place(&id), Some(*place));
            assert!(chains.forks_seen() > forks);
        }
        Insertion::Known(place) => {
            assert_eq!(chains.place(&id), Some(*place));
            assert_eq!(before, after);
        }
        Insertion::Waits { .. } | Insertion::Broken { .. } => assert_eq!(before, after),
    }
    outcome
}

pub(crate) fn chain_ids(entries: &[Verified]) -> Vec<ChainId> {
    let mut chains: Vec<ChainId> = entries.iter().map(|e| e.entry().chain()).collect();
    chains.sort_unstable();
    chains.dedup();
    chains
}
