//! Why an admitted entry does not count.

use serde::Serialize;
use thiserror::Error;

use participation_policy::Denied;
use participation_types::{EntryId, RevisionId, SlotId};

/// Why an admitted entry does not stand. It is kept, listed with this reason, and counts nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Error)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fault {
    /// What it names does not allow it.
    #[error("not allowed: {0}")]
    Denied(Denied),
    /// Its chain has forked at its place or before, and nothing has settled which branch goes on.
    #[error("its author's chain has two histories; the member's other device can repair it")]
    Forked,
    /// A cut takes it away: it names an earlier revision and lies beyond the frontier.
    #[error(
        "late: revision {revision} ended the right it needs before it; sign it again if you may"
    )]
    Late {
        /// The revision that cuts.
        revision: RevisionId,
    },
    /// A later phase of its space takes it away: it names an earlier one and lies beyond the
    /// frontier.
    #[error("late: phase {} of its space began without it; sign it again if you may", .phase.short())]
    PhaseOver {
        /// The phase that began.
        phase: EntryId,
    },
    /// Its phase cannot be judged yet.
    #[error("the frontier of a phase is not here yet: fetch the blob")]
    WaitsForBlob,
    /// Another proposal of its author has its number.
    #[error("another proposal of this person has its number: publish it anew")]
    NumberTaken,
    /// It changes a text that was begun anew since.
    #[error("it changes a text that was begun anew since: write it again upon what is there now")]
    OtherGeneration,
    /// It changes a version that is not here, or something of it that is not there.
    #[error("its change does not fit the version that it names")]
    Unfitting,
    /// Its device was ended by the person, and this lies beyond what was left standing.
    #[error("written on a device after its owner ended it")]
    Retired,
    /// It names a revision that is not in force.
    #[error("it names charter revision {revision}, which is not in force")]
    NotInForce {
        /// The revision.
        revision: RevisionId,
    },
    /// It names a revision later than what is looked at, or is beyond its frontier.
    #[error("it came after what was frozen")]
    AfterFrontier,
    /// Its author's device has no certificate that stands.
    #[error("its author's device has no certificate that stands")]
    Uncertified,
    /// The invitation was redeemed more than once and the registrar has not said by whom.
    #[error("the invitation was redeemed more than once: ask the registrar to name one person")]
    Contended,
    /// The key was admitted to another slot before: a key has one place in the census.
    #[error("its key has a place in the census already, slot {}", .slot.short())]
    AdmittedBefore {
        /// That slot.
        slot: SlotId,
    },
    /// The entry is not here.
    #[error("the entry is not here")]
    NotHere,
    /// Its body was erased or has not come, or cannot be read.
    #[error("its body is not here or cannot be read")]
    NoBody,
}

impl From<Denied> for Fault {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}
