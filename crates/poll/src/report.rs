//! Where a poll stands: which ballots count, which do not and why, and the outcome.

use std::collections::HashSet;

use serde::Serialize;

use participation_acts::Act;
use participation_charter::{Fault, View};
use participation_policy::{Denied, SUPPORTED_RULES, Target};
use participation_tally::Outcome;
use participation_types::{BlobId, ChainId, EntryId, Lane, SlotId};

use crate::ballots::{Sorted, provisional, sealed};
use crate::cast::BallotFact;
use crate::count::outcome;
use crate::facts::{PollFacts, Polls};
use crate::paper::{Channels, PaperReport, Papers};
use crate::roll::Opened;
use crate::seal::{SealDraft, SealProgress};

/// Where a poll stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PollStatus {
    /// Ballots are taken; totals are provisional.
    Open,
    /// Sealed in this round.
    Sealed {
        /// The round.
        round: u16,
        /// The manifest.
        manifest: BlobId,
    },
    /// A blob that it needs is not here: a roll's frontier, or the manifest of a seal that holds.
    WaitsForBlob {
        /// The blob.
        blob: BlobId,
    },
    /// The roll that this node finds is not the one that was frozen: admissions are missing here.
    OtherRoll {
        /// Slots found.
        found: usize,
        /// Slots frozen.
        frozen: u32,
    },
    /// Its opening does not stand.
    Void(Fault),
}

/// Why a ballot does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exclusion {
    /// It does not stand.
    Fault(Fault),
    /// The same slot voted again.
    Superseded {
        /// The ballot that counts in its place.
        by: EntryId,
    },
    /// The person was given a paper ballot: what they cast online does not count.
    OnPaper {
        /// The mark that says so.
        mark: EntryId,
    },
    /// It is not in the seal: it came late, or was left out.
    NotSealed,
    /// The seal lists it, and its body is not here or cannot be read: this node cannot recount.
    BodyMissing,
}

/// A ballot that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excluded {
    /// The ballot.
    pub ballot: EntryId,
    /// Why.
    pub why: Exclusion,
}

/// Where a poll stands.
#[derive(Debug, Clone, Serialize)]
pub struct PollReport {
    /// The opening.
    pub poll: EntryId,
    /// Status.
    pub status: PollStatus,
    /// Slots in the roll.
    pub roll: usize,
    /// The ballots cast online that count, sorted.
    #[serde(skip)]
    pub counted: Vec<EntryId>,
    /// Number of ballots that count, online and on paper together.
    pub ballots: usize,
    /// The same by the way they came, for each option.
    #[serde(skip)]
    pub channels: Channels,
    /// Where voting on paper stands.
    #[serde(skip_serializing_if = "PaperReport::is_empty")]
    pub paper: PaperReport,
    /// Ballots that do not, sorted, with reasons.
    pub excluded: Vec<Excluded>,
    /// The outcome; provisional unless the status is sealed.
    pub outcome: Option<Outcome>,
    /// Why there is no outcome: the rule cannot count these ballots, ballots that the seal lists
    /// are not here, or the node must be upgraded.
    pub uncountable: Option<String>,
    /// Manifests that were signed, by round.
    pub seals: Vec<SealProgress>,
    /// More than one manifest of one round was sealed: somebody signed two.
    pub disputed: bool,
    /// Objections to seals, sorted.
    pub contests: Vec<EntryId>,
}

impl Polls {
    /// Where a poll stands. Takes time in proportion to the census and its ballots.
    #[must_use]
    pub fn report(&self, view: &View<'_>, id: &EntryId) -> PollReport {
        let opened = match Opened::find(view, self, id) {
            Ok(opened) => opened,
            Err(status) => return PollReport::without_opening(*id, status),
        };
        let empty = PollFacts::default();
        let poll = self.polls.get(id).unwrap_or(&empty);
        let seals = self.progress(view, &opened, poll);
        let mut report = PollReport {
            seals,
            roll: opened.slots.len(),
            ..PollReport::without_opening(*id, PollStatus::Open)
        };
        report.contests = self.contests(view, &opened, poll);
        let held = report.seals.iter().filter(|seal| seal.holds());
        let seal = last_seal(&report.seals).cloned();
        let manifests: HashSet<(u16, BlobId)> = held.map(|s| (s.round, s.manifest)).collect();
        let rounds: HashSet<u16> = manifests.iter().map(|(round, _)| *round).collect();
        report.disputed = manifests.len() > rounds.len();
        let sorted = match seal {
            None => provisional(view, &opened, poll),
            Some(seal) => {
                report.status = self.sealed_by(&seal);
                let Some(list) = self.manifest(&seal.manifest) else { return report };
                sealed(self, view, &opened, poll, list.unwrap_or_default())
            }
        };
        report.finish(view, &opened, sorted);
        report
    }

    /// Whether a poll is open or sealed, without its roll and without counting: the same as in
    /// [`Polls::report`], except that it cannot find another roll than the frozen one. Takes time
    /// in proportion to the options and the seals.
    #[must_use]
    pub fn status(&self, view: &View<'_>, id: &EntryId) -> PollStatus {
        let opened = match Opened::find_frozen(view, self, id) {
            Ok(opened) => opened,
            Err(status) => return status,
        };
        let Some(poll) = self.polls.get(id) else { return PollStatus::Open };
        let seals = self.progress(view, &opened, poll);
        let last = last_seal(&seals);
        last.map_or(PollStatus::Open, |seal| self.sealed_by(seal))
    }

    fn sealed_by(&self, seal: &SealProgress) -> PollStatus {
        let SealProgress { round, manifest, .. } = *seal;
        match self.manifest(&manifest) {
            None => PollStatus::WaitsForBlob { blob: manifest },
            Some(_) => PollStatus::Sealed { round, manifest },
        }
    }

    /// What a sealer would sign now: the ballots that count, in the round that is open. `None`
    /// while the poll cannot be sealed.
    #[must_use]
    pub fn seal_draft(&self, view: &View<'_>, id: &EntryId) -> Option<SealDraft> {
        let opened = Opened::find(view, self, id).ok()?;
        let poll = self.polls.get(id)?;
        let report = self.report(view, id);
        let sealed = match report.status {
            PollStatus::Sealed { round, .. } => Some(round),
            PollStatus::Open => None,
            PollStatus::WaitsForBlob { .. }
            | PollStatus::OtherRoll { .. }
            | PollStatus::Void(_) => return None,
        };
        // Nothing is sealed by rules that this version does not know.
        if unknown_rules(view).is_some() {
            return None;
        }
        self.draft(view, &opened, &provisional(view, &opened, poll), sealed)
    }

    /// The highest counter of a slot's ballots in a poll, 0 when it has none here. Asks the keys of
    /// the slot and what their devices cast, however many ballots there are.
    #[must_use]
    pub fn counter(&self, view: &View<'_>, id: &EntryId, slot: &SlotId) -> u32 {
        let Some(poll) = self.polls.get(id) else { return 0 };
        let members = view.facts().admitted_to(slot).map(|(member, _)| member);
        let devices = members.flat_map(|member| {
            let devices = view.facts().devices(member);
            // Of a device that two have certified, the ballots are whose certificate stands.
            devices.filter(|device| view.certificate(device).is_some_and(|c| c.member == *member))
        });
        devices
            .flat_map(|device| view.chains().entries(&ChainId { device, lane: Lane::Ballots }))
            .filter_map(|ballot| poll.ballots.get(&ballot))
            .map(|fact| fact.counter)
            .max()
            .unwrap_or(0)
    }

    /// The mark by which a slot votes on paper: that of the seal's manifest once there is one.
    #[must_use]
    pub fn marked(&self, view: &View<'_>, id: &EntryId, slot: &SlotId) -> Option<EntryId> {
        let paper = &self.polls.get(id)?.paper;
        // Most polls have no paper, and most people no mark: those are not asked the whole roll.
        if !paper.marks.values().any(|mark| mark.slot == *slot) {
            return None;
        }
        let opened = Opened::find(view, self, id).ok()?;
        let poll = self.polls.get(id)?;
        let seals = self.progress(view, &opened, poll);
        let listed = match last_seal(&seals) {
            None => None,
            Some(seal) => Some(self.manifest(&seal.manifest)??.iter().copied().collect()),
        };
        Papers::sort(view, &opened, paper, listed.as_ref()).marked.get(slot).copied()
    }

    fn contests(&self, view: &View<'_>, opened: &Opened<'_>, poll: &PollFacts) -> Vec<EntryId> {
        let mut contests: Vec<EntryId> = poll
            .contests
            .iter()
            .filter(|(id, contest)| {
                let member = view.chains().place(id).and_then(|place| view.member_at(place));
                let slot = member.and_then(|member| opened.voter(view, &member));
                let target = Target::Opening {
                    opening: opened.opening,
                    in_roll: slot.is_some(),
                    reopenings: &[],
                };
                view.judge(id, &Act::Contest(contest.clone()), target).is_ok()
            })
            .map(|(id, _)| *id)
            .collect();
        contests.sort_unstable();
        contests
    }
}

/// The seal that a poll has, if one holds. They are sorted by round and manifest: the first of the
/// last round is the lowest manifest.
fn last_seal(seals: &[SealProgress]) -> Option<&SealProgress> {
    let held = || seals.iter().filter(|seal| seal.holds());
    let last = held().map(|seal| seal.round).max()?;
    held().find(|seal| seal.round == last)
}

/// The version of the rules in force, if this version does not know it.
fn unknown_rules(view: &View<'_>) -> Option<u32> {
    let (_, state) = view.tip()?;
    Some(state.rules()).filter(|rules| *rules > SUPPORTED_RULES)
}

impl PollReport {
    fn without_opening(poll: EntryId, status: PollStatus) -> Self {
        Self {
            poll,
            status,
            roll: 0,
            counted: Vec::new(),
            ballots: 0,
            channels: Channels::default(),
            paper: PaperReport::default(),
            excluded: Vec::new(),
            outcome: None,
            uncountable: None,
            seals: Vec::new(),
            disputed: false,
            contests: Vec::new(),
        }
    }

    fn finish(&mut self, view: &View<'_>, opened: &Opened<'_>, sorted: Sorted<'_>) {
        // In the order of ids, so that a rule that looks at the order sees the same everywhere.
        let mut counted: Vec<&BallotFact> = sorted.counted.into_values().collect();
        counted.sort_unstable_by_key(|fact| fact.id);
        self.counted = counted.iter().map(|fact| fact.id).collect();
        self.excluded = sorted.excluded;
        let Papers { ballots: papers, report, .. } = sorted.papers;
        self.paper = report;
        let choices = || counted.iter().map(|fact| &fact.choices);
        let options = opened.opening.options.len();
        self.channels = Channels::of(options, choices(), papers.iter().copied());
        self.ballots = self.channels.together.ballots;
        let (seed, needs_rules) = match &self.status {
            PollStatus::Sealed { manifest, .. } => (*manifest.as_bytes(), sorted.needs_rules),
            PollStatus::Open
            | PollStatus::WaitsForBlob { .. }
            | PollStatus::OtherRoll { .. }
            | PollStatus::Void(_) => (*opened.id.as_bytes(), unknown_rules(view)),
        };
        let outcome = if let Some(rules) = needs_rules {
            Err(Denied::NeedsUpgrade { rules }.to_string())
        } else if sorted.missing > 0 {
            Err(format!(
                "{} of the ballots that the seal lists are not here, or were erased: no outcome \
                 can be recounted from the others",
                sorted.missing
            ))
        } else {
            let all = choices().chain(papers.iter().copied());
            outcome(&opened.id, opened.opening, all, &seed).map_err(|fault| fault.to_string())
        };
        match outcome {
            Ok(outcome) => self.outcome = Some(outcome),
            Err(why) => self.uncountable = Some(why),
        }
    }
}
