//! Voting on paper: which marks and batches count, and why the others do not.
//!
//! ```text
//!   Station ◀─ countersigned ─┐            a mark takes the slot's online ballot away
//!     ▲            ▲          │ two        and gives the station one paper
//!   Mark, Mark, …  Batch ◀────┤ different  the bundles of a station, in the order of their
//!                  Close ◀────┘ officers   numbers, count until its papers are used up
//! ```
//!
//! **Never more papers than marks.** Of a slot that was marked twice the lowest mark holds, so
//! that all stations together count at most one ballot of each slot, online or on paper.
//!
//! These acts are words that voters rely on: as with a seal, neither the fork nor the end of an
//! officer's device takes them back. A cut does. A sealed poll is judged by what its manifest
//! lists alone: stations, countersignatures, marks and batches.

mod bundles;
mod facts;
mod halls;
mod signed;
mod sorting;

use participation_acts::Choices;
use participation_charter::Fault;
use participation_types::{EntryId, MemberKey, SlotId, Text};
use serde::Serialize;

pub(crate) use facts::PaperFacts;
pub(crate) use sorting::Papers;

/// Where voting on paper stands in one poll.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PaperReport {
    /// The stations, sorted, those that do not stand included.
    pub stations: Vec<StationReport>,
    /// Slots that were marked and count as voting on paper.
    pub marked: usize,
    /// What the papers that count say, in the order of station and bundle, which tells nothing of
    /// who cast them.
    #[serde(skip)]
    pub ballots: Vec<Choices>,
    /// Papers that count and cannot be read.
    pub spoilt: usize,
    /// Marks and batches that do not count, sorted, with reasons.
    pub excluded: Vec<PaperExcluded>,
}

impl PaperReport {
    /// Whether anybody ever opened a station.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.stations.is_empty() && self.excluded.is_empty()
    }
}

/// Where one polling station stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StationReport {
    /// Its entry.
    pub station: EntryId,
    /// Where it is.
    pub place: Text<200>,
    /// Who opened it, sorted; two different officers when it stands.
    pub opened_by: Vec<MemberKey>,
    /// Why it does not stand, if it does not.
    pub why_not: Option<PaperExclusion>,
    /// The closing that two officers signed, the lowest of several.
    pub closed: Option<EntryId>,
    /// Closings that wait for a second officer, sorted.
    pub closings: Vec<EntryId>,
    /// Papers that it may count: its marks, those that another station has taken left out.
    pub marks: usize,
    /// Papers in the batches that count, the spoilt ones among them.
    pub papers: usize,
    /// Its batches by (bundle, id).
    pub batches: Vec<BatchReport>,
}

impl StationReport {
    /// Whether marks are given there now.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.why_not.is_none() && self.closed.is_none()
    }

    /// Papers that were given out and are in no batch that counts.
    #[must_use]
    pub const fn missing(&self) -> usize {
        self.marks.saturating_sub(self.papers)
    }
}

/// Where one batch stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchReport {
    /// Its entry.
    pub batch: EntryId,
    /// The number on the bundle.
    pub bundle: u16,
    /// Which writing of the bundle it is.
    pub counter: u32,
    /// Papers in it, the spoilt ones among them.
    pub papers: usize,
    /// Who signed it, sorted.
    pub signed_by: Vec<MemberKey>,
    /// Why it does not count, if it does not.
    pub why_not: Option<PaperExclusion>,
}

/// A mark or a batch that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperExcluded {
    /// Its entry.
    pub entry: EntryId,
    /// The slot, of a mark.
    pub slot: Option<SlotId>,
    /// Why.
    pub why: PaperExclusion,
}

/// Why an act of a polling station does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperExclusion {
    /// It does not stand.
    Fault(Fault),
    /// No second, different officer has signed it.
    OneSignature,
    /// Its station does not stand.
    NoStation,
    /// Two officers closed its station without it.
    AfterClosing {
        /// The closing.
        closing: EntryId,
    },
    /// The same slot was marked by a lower mark.
    MarkedTwice {
        /// The mark that holds.
        by: EntryId,
    },
    /// The same bundle was written again.
    Superseded {
        /// The batch that holds in its place.
        by: EntryId,
    },
    /// With it the station would count more papers than it has marks.
    BeyondMarks {
        /// The marks.
        marks: usize,
    },
    /// The seal does not list it.
    NotSealed,
}

/// Ballots by the way they came, for each option.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// Ballots that count.
    pub ballots: usize,
    /// Of each option, in the opening's order: how many chose it, its points, or how many put it
    /// first.
    pub options: Vec<u64>,
}

/// The same ballots in two channels, and together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Channels {
    /// Cast online.
    pub online: Channel,
    /// Cast on paper.
    pub paper: Channel,
    /// Both.
    pub together: Channel,
}

impl Channels {
    pub(crate) fn of<'a>(
        options: usize,
        online: impl Iterator<Item = &'a Choices>,
        paper: impl Iterator<Item = &'a Choices>,
    ) -> Self {
        let (online, paper) = (Channel::of(options, online), Channel::of(options, paper));
        let sums = online.options.iter().zip(&paper.options);
        let together = Channel {
            ballots: online.ballots.saturating_add(paper.ballots),
            options: sums.map(|(online, paper)| online.saturating_add(*paper)).collect(),
        };
        Self { online, paper, together }
    }
}

impl Channel {
    fn of<'a>(options: usize, ballots: impl Iterator<Item = &'a Choices>) -> Self {
        let mut channel = Self { ballots: 0, options: vec![0; options] };
        let mut add = |option: u16, points: u32| {
            if let Some(sum) = channel.options.get_mut(usize::from(option)) {
                *sum = sum.saturating_add(u64::from(points));
            }
        };
        for choices in ballots {
            channel.ballots = channel.ballots.saturating_add(1);
            match choices {
                Choices::Approval(options) => options.iter().for_each(|option| add(*option, 1)),
                Choices::Ranking(order) => order.iter().take(1).for_each(|option| add(*option, 1)),
                Choices::Points(points) => points.iter().for_each(|(option, n)| add(*option, *n)),
            }
        }
        channel
    }
}
