//! Seals: when enough sealers signed one manifest.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use participation_acts::{Act, Seal, Seats, manifest_bytes};
use participation_charter::View;
use participation_policy::{Reopened, Target};
use participation_types::{BlobId, EntryId, MemberKey, RevisionId, sha256};

use crate::ballots::Sorted;
use crate::facts::{PollFacts, Polls};
use crate::roll::Opened;
use crate::word::words;

/// Signatures under one manifest in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealProgress {
    /// The round, 0 for the first seal.
    pub round: u16,
    /// The manifest.
    pub manifest: BlobId,
    /// Number of ballots that its signers say it lists.
    pub ballots: u32,
    /// The revision that its signers name.
    pub revision: RevisionId,
    /// Sealers who signed it, sorted; each once, however often they sign.
    pub signed_by: Vec<MemberKey>,
    /// Their entries, sorted.
    pub signatures: Vec<EntryId>,
    /// Signatures that it needs.
    pub needs: usize,
}

impl SealProgress {
    /// Whether enough have signed.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.needs > 0 && self.signed_by.len() >= self.needs
    }
}

/// What a sealer would sign now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealDraft {
    /// The act.
    pub seal: Seal,
    /// The manifest's bytes, to be kept as a blob.
    pub manifest: Vec<u8>,
}

impl Polls {
    /// All manifests under which a sealer of this poll signed, by round, signers and id.
    pub(crate) fn progress(
        &self,
        view: &View<'_>,
        opened: &Opened<'_>,
        poll: &PollFacts,
    ) -> Vec<SealProgress> {
        let mut groups: BTreeMap<(u16, BlobId, u32, RevisionId), Signatures> = BTreeMap::new();
        for (id, seal) in &poll.seals {
            let Some((members, revision)) = self.sealers(view, opened, id, seal) else { continue };
            let key = (seal.round, seal.manifest, seal.ballots, revision);
            let group = groups.entry(key).or_default();
            group.members.extend(members);
            group.entries.insert(*id);
        }
        groups
            .into_iter()
            .map(|((round, manifest, ballots, revision), signatures)| SealProgress {
                round,
                manifest,
                ballots,
                revision,
                signed_by: signatures.members.into_iter().collect(),
                signatures: signatures.entries.into_iter().collect(),
                needs: view
                    .facts()
                    .state(&revision)
                    .map_or(0, |state| state.seal_threshold(opened.opening.sealers)),
            })
            .collect()
    }

    /// The act that seals what counts of these ballots in the next round that the poll allows.
    pub(crate) fn draft(
        &self,
        view: &View<'_>,
        opened: &Opened<'_>,
        sorted: &Sorted<'_>,
        sealed: Option<u16>,
    ) -> Option<SealDraft> {
        let round = sealed.map_or(Some(0), |round| round.checked_add(1))?;
        let reopenings =
            if round == 0 { Vec::new() } else { self.reopenings_of(view, opened, round) };
        let online = sorted.counted.values().map(|fact| fact.id);
        let manifest = manifest_bytes(online.chain(sorted.papers.evidence.iter().copied()));
        let ballots = sorted.counted.len().checked_add(sorted.papers.ballots.len())?;
        let seal = Seal {
            opening: opened.id,
            round,
            manifest: BlobId::from_bytes(sha256(&manifest)),
            ballots: u32::try_from(ballots).ok()?,
            reopenings,
        };
        Some(SealDraft { seal, manifest })
    }

    /// One standing re-opening of each present sealer that asked for this round, by sealer; no
    /// more than a seal can name.
    fn reopenings_of(&self, view: &View<'_>, opened: &Opened<'_>, round: u16) -> Vec<EntryId> {
        let Some((_, state)) = view.tip() else { return Vec::new() };
        let mut by_sealer: BTreeMap<MemberKey, EntryId> = BTreeMap::new();
        for (id, reopening) in &self.reopenings {
            if (reopening.opening, reopening.round) != (opened.id, round) {
                continue;
            }
            for sealer in self.reopeners(view, opened, id) {
                if state.may_seal(opened.opening.sealers, &sealer).is_some() {
                    let first = by_sealer.entry(sealer).or_insert(*id);
                    *first = (*first).min(*id);
                }
            }
        }
        let ids: BTreeSet<EntryId> = by_sealer.into_values().take(Seats::MAX).collect();
        ids.into_iter().collect()
    }

    /// In whose name a seal is signed and under which revision, if the signature holds: neither
    /// a fork nor the end of the signer's device takes it back.
    fn sealers(
        &self,
        view: &View<'_>,
        opened: &Opened<'_>,
        id: &EntryId,
        seal: &Seal,
    ) -> Option<(Vec<MemberKey>, RevisionId)> {
        let revision = view.chains().place(id).and_then(|place| view.chains().revision(place))?;
        // Who was alone with a right before the poll was opened does not seal it alone.
        view.charter().height(&revision).filter(|height| *height >= opened.height)?;
        let reopenings = self.reopened(view, opened, &seal.reopenings);
        let target =
            Target::Opening { opening: opened.opening, in_roll: false, reopenings: &reopenings };
        let members = words(view, id, &Act::Seal(seal.clone()), target).ok()?;
        Some((members, revision))
    }

    /// The re-openings among these entries that hold, each in the name of one sealer.
    pub(crate) fn reopened(
        &self,
        view: &View<'_>,
        opened: &Opened<'_>,
        ids: &[EntryId],
    ) -> Vec<Reopened> {
        let mut found: Vec<(EntryId, Vec<MemberKey>)> =
            ids.iter().map(|id| (*id, self.reopeners(view, opened, id))).collect();
        // Where a device has two owners, its word is that of the one who has given none yet.
        found.sort_by_key(|(_, sealers)| sealers.len());
        let mut given: BTreeSet<MemberKey> = BTreeSet::new();
        found
            .into_iter()
            .filter_map(|(id, sealers)| {
                let reopening = self.reopenings.get(&id)?;
                let free = sealers.iter().find(|sealer| !given.contains(*sealer));
                let sealer = *free.or_else(|| sealers.first())?;
                given.insert(sealer);
                Some(Reopened { opening: reopening.opening, round: reopening.round, sealer })
            })
            .collect()
    }

    /// In whose name a re-opening is said, if it holds.
    fn reopeners(&self, view: &View<'_>, opened: &Opened<'_>, id: &EntryId) -> Vec<MemberKey> {
        let Some(reopening) = self.reopenings.get(id) else { return Vec::new() };
        let target = Target::Opening { opening: opened.opening, in_roll: false, reopenings: &[] };
        words(view, id, &Act::Reopen(reopening.clone()), target).unwrap_or_default()
    }
}

#[derive(Default)]
struct Signatures {
    members: BTreeSet<MemberKey>,
    entries: BTreeSet<EntryId>,
}
