//! Whose signatures put a revision in force, and who signed against their word.

use std::collections::{BTreeMap, BTreeSet};

use participation_acts::{Change, Revision, Seats};
use participation_policy::CharterState;
use participation_types::{DeviceKey, EntryId, MemberKey, RevisionId};

use super::DoubleSigner;
use crate::facts::{Facts, RevisionFact, SignatureFact};

/// Whose signatures put a revision in force.
pub(super) struct Quorum {
    seats: BTreeSet<MemberKey>,
    threshold: usize,
    /// Another way, for a revision that only unseats proven double signers: so many of the others.
    /// It is never the only way, because proof can come years later and must not take a revision
    /// out of force.
    others: Option<(BTreeSet<MemberKey>, usize)>,
}

impl Quorum {
    /// The threshold of the parent's seats; or, for a revision that only unseats proven double
    /// signers, more than half of the others.
    pub(super) fn of(parent: &CharterState, fact: &RevisionFact, proven: &[DoubleSigner]) -> Self {
        let all = parent.seats();
        let seats: BTreeSet<MemberKey> = all.seats.iter().map(|seat| seat.member).collect();
        let threshold = usize::from(all.threshold);
        let proven = |member: &MemberKey| proven.iter().any(|found| found.member == *member);
        let unseated = fact.proposal.as_ref().and_then(|revision| unseated(all, revision));
        let others = unseated.filter(|unseated| unseated.iter().all(proven)).map(|unseated| {
            let others = &seats - &unseated;
            // One who stays alone still has to sign.
            let needed = (others.len() / 2 + 1).min(threshold);
            (others, needed)
        });
        Self { seats, threshold, others }
    }

    /// Signatures that are enough, by the easier way.
    pub(super) fn needed(&self) -> usize {
        self.others.as_ref().map_or(self.threshold, |(_, needed)| (*needed).min(self.threshold))
    }

    /// Whether enough of them signed.
    pub(super) fn signed(&self, facts: &Facts, parent: &CharterState, fact: &RevisionFact) -> bool {
        let signers: BTreeSet<MemberKey> = fact
            .signatures
            .iter()
            .flat_map(|signature| seats_of(facts, parent, &signature.author))
            .collect();
        let reached = |seats: &BTreeSet<MemberKey>, needed: usize| {
            signers.intersection(seats).count() >= needed
        };
        reached(&self.seats, self.threshold)
            || self.others.as_ref().is_some_and(|(others, needed)| reached(others, *needed))
    }
}

/// Who loses a seat by a revision that does nothing else: it gives no more seats than it takes
/// and asks for no fewer signatures than before, as far as the seats left allow. Anything more is
/// for the full threshold to decide.
fn unseated(before: &Seats, revision: &Revision) -> Option<BTreeSet<MemberKey>> {
    let [Change::Seats { seats, leaving }] = revision.changes.as_slice() else {
        return None;
    };
    let left = u8::try_from(seats.seats.len()).unwrap_or(u8::MAX);
    let modest =
        seats.seats.len() <= before.seats.len() && seats.threshold >= before.threshold.min(left);
    (modest && !leaving.is_empty()).then(|| leaving.iter().map(|(member, _)| *member).collect())
}

/// The seats that a device speaks for: of the member key that certified it, and the one whose
/// paper key it is. That is one; where a device's first entry forked, each of those whose member
/// key took the device as its own, so that no later certificate takes a signature back.
pub(crate) fn seats_of(
    facts: &Facts,
    state: &CharterState,
    device: &DeviceKey,
) -> impl Iterator<Item = MemberKey> {
    facts
        .certificates(device)
        .iter()
        .map(|certificate| certificate.member)
        .filter(|member| state.is_seat(member))
        .chain(state.seat_of_recovery(device))
}

/// The seats of `parent` that signed two children of it, except where the signature under one
/// proves the other dead, and those that signed a child and swore never to.
///
/// Only asked of a parent in force: whoever proposes a revision could give another's seat there a
/// paper key of their own, and sign twice in that name.
pub(super) fn double_signers(facts: &Facts, parent: &RevisionId) -> Vec<DoubleSigner> {
    let (Some(state), Some(children)) = (facts.state(parent), facts.children.get(parent)) else {
        return Vec::new();
    };
    type Signed<'a> = BTreeMap<RevisionId, Vec<&'a SignatureFact>>;
    let mut signed: BTreeMap<MemberKey, Signed<'_>> = BTreeMap::new();
    let mut found: BTreeMap<MemberKey, (EntryId, EntryId)> = BTreeMap::new();
    for child in children {
        let Some(fact) = facts.revisions.get(child) else {
            continue;
        };
        let mut signatures: Vec<&SignatureFact> = fact.signatures.iter().collect();
        signatures.sort_unstable_by_key(|signature| signature.id);
        for signature in signatures {
            for seat in seats_of(facts, state, &signature.author) {
                signed.entry(seat).or_default().entry(*child).or_default().push(signature);
                if let Some(sworn) = sworn_by(facts, state, fact, &seat) {
                    found.entry(seat).or_insert((signature.id, sworn));
                }
            }
        }
    }
    for (seat, signatures) in signed {
        // Of each child the lowest signature that does not prove the other dead: signing one child
        // a thousand times makes a thousand steps, not a million.
        let unexcused = |own: &[&SignatureFact], sibling: &RevisionId| {
            own.iter().find(|s| !proves_dead(facts, state, &s.dead, sibling)).map(|s| s.id)
        };
        let mut pairs = signatures.iter().enumerate().flat_map(|(i, (a, of_a))| {
            signatures.iter().skip(i + 1).map(move |(b, of_b)| (a, of_a, b, of_b))
        });
        let guilty =
            pairs.find_map(|(a, of_a, b, of_b)| Some((unexcused(of_a, b)?, unexcused(of_b, a)?)));
        if let Some(evidence) = guilty {
            found.entry(seat).or_insert(evidence);
        }
    }
    found
        .into_iter()
        .map(|(member, (a, b))| DoubleSigner {
            parent: *parent,
            member,
            evidence: (a.min(b), a.max(b)),
        })
        .collect()
}

/// The lowest entry in which a seat swore never to sign this revision.
fn sworn_by(
    facts: &Facts,
    parent: &CharterState,
    fact: &RevisionFact,
    seat: &MemberKey,
) -> Option<EntryId> {
    fact.abandons
        .iter()
        .filter(|id| {
            let author = facts.abandonments.get(*id).map(|(_, author)| author);
            author.is_some_and(|author| seats_of(facts, parent, author).any(|one| one == *seat))
        })
        .min()
        .copied()
}

/// The abandonments of a revision, and whether they prove it dead.
pub(crate) fn abandonments(facts: &Facts, revision: &RevisionId) -> (Vec<EntryId>, bool) {
    let Some(fact) = facts.revisions.get(revision) else {
        return (Vec::new(), false);
    };
    let ids = fact.abandons.clone();
    let state = fact.parent.as_ref().and_then(|parent| facts.state(parent));
    let dead = state.is_some_and(|state| proves_dead(facts, state, &ids, revision));
    (ids, dead)
}

/// Whether n − k + 1 seats swore never to sign the sibling, so that the others cannot reach k.
fn proves_dead(
    facts: &Facts,
    parent: &CharterState,
    dead: &[EntryId],
    sibling: &RevisionId,
) -> bool {
    let seats: BTreeSet<MemberKey> = dead
        .iter()
        .filter_map(|id| facts.abandonments.get(id))
        .filter(|(revision, _)| revision == sibling)
        .flat_map(|(_, author)| seats_of(facts, parent, author))
        .collect();
    seats.len() + usize::from(parent.seats().threshold) > parent.seats().seats.len()
}
