//! What can go wrong when one acts, reads or takes in.

use thiserror::Error;

use participation_charter::{Fault, Refusal};
use participation_deliberation::EditFault;
use participation_keys::EnvelopeError;
use participation_log::EntryError;
use participation_policy::{BallotFault, RevisionFault};
use participation_store::StoreError;
use participation_types::{BlobId, CommunityId, EntryId, RevisionId};

use crate::paper::StationFault;

/// Why a community cannot do what was asked. Nothing has changed then.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The store failed.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The store holds no community yet.
    #[error("there is no community here yet: found one, or take one in from a bundle")]
    NoCommunity,
    /// The store holds another community.
    #[error("this home holds community {}, not {}", .here.short(), .asked.short())]
    OtherCommunity {
        /// The one that is here.
        here: CommunityId,
        /// The one asked for.
        asked: CommunityId,
    },
    /// The store's note of the community's secret is none.
    #[error(
        "the secret of the community has {length} bytes in this store instead of 32: leave it and join it anew by an invitation"
    )]
    Access {
        /// Bytes that the note has.
        length: usize,
    },
    /// What is stored cannot be replayed.
    #[error("record {arrival} of the store is not what was admitted ({why}): run rebuild")]
    Replay {
        /// Its place in the store.
        arrival: u64,
        /// How that showed.
        why: String,
    },
    /// The store has lost something that others build upon.
    #[error(
        "{count} entries build upon something that the store has lost: rebuild from a bundle that has it"
    )]
    Gaps {
        /// How many.
        count: usize,
    },
    /// An entry could not be made.
    #[error("{0}")]
    Entry(#[from] EntryError),
    /// The charter does not let the author do this now.
    #[error("{0}")]
    NotAllowed(#[from] Fault),
    /// The ballot does not keep the poll's rule.
    #[error("the ballot does not fit: {0}")]
    Ballot(#[from] BallotFault),
    /// The charter cannot be changed so.
    #[error("{0}")]
    Revision(#[from] RevisionFault),
    /// There is no such poll here.
    #[error("there is no poll {0} here")]
    NoSuchPoll(EntryId),
    /// There is no such entry here.
    #[error("there is no entry {0} here")]
    NoSuchEntry(EntryId),
    /// There is no such revision here.
    #[error("there is no revision {0} here")]
    NoSuchRevision(RevisionId),
    /// The signature would prove that its author signs two histories of the charter.
    #[error(
        "you have signed {sibling} already, and it is not dead: its other stewards must abandon it first"
    )]
    DoubleSigning {
        /// What was signed before.
        sibling: RevisionId,
    },
    /// The poll cannot be sealed now.
    #[error("the poll cannot be sealed now: {0}")]
    NotSealable(String),
    /// Something at a polling station is not done.
    #[error("{0}")]
    Station(#[source] StationFault),
    /// A sealer counts once, however often they sign: nothing would come of it.
    #[error(
        "you signed this list already, and each sealer counts once: {signed} of {needs} have signed, ask the others"
    )]
    SignedAlready {
        /// Sealers who have signed.
        signed: usize,
        /// Sealers who must.
        needs: usize,
    },
    /// What was written does not enter the set.
    #[error("the new entry was not admitted: {0}")]
    NotAdmitted(String),
    /// The frontier of the census is too long for one opening.
    #[error("the census is spread over more than {max} chains: let a registrar re-admit them")]
    CensusTooScattered {
        /// Most chains.
        max: usize,
    },
    /// A text is too long for its place.
    #[error("{what}: {source}")]
    Text {
        /// Which text.
        what: &'static str,
        /// How long it is and may be.
        source: participation_types::TextError,
    },
    /// Acts of several lanes in one batch.
    #[error("acts of one batch belong to one lane: write each lane's by themselves")]
    OtherLane,
    /// More than fit into one entry.
    #[error("more than {max} {what} at once: do it in several steps")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many fit.
        max: usize,
    },
    /// An edit of nothing.
    #[error("nothing would change: the text is what it was")]
    NothingChanged,
    /// A last-writer value that was written as often as can be counted.
    #[error(
        "no counter is left for this: somebody counted to the end; the stewards' cut can end that"
    )]
    NoCounterLeft,
    /// A text that cannot be edited so, or a version that is not here.
    #[error("{0}")]
    Edit(#[from] EditFault),
    /// A message that cannot be sealed or opened.
    #[error("{0}")]
    Envelope(#[from] EnvelopeError),
    /// Something asked for makes no charter.
    #[error("{0}")]
    Founding(&'static str),
    /// A body that may not be erased, or not yet.
    #[error("entry {id} cannot be erased: {why}")]
    NotErasable {
        /// The entry.
        id: EntryId,
        /// Why.
        why: &'static str,
    },
    /// A cursor that is none, or that another store gave out.
    #[error(
        "the cursor was given out by another node, or before this store was rebuilt: begin without one"
    )]
    Cursor,
    /// More text than the index takes.
    #[error("{0}")]
    Search(#[from] participation_search::SearchError),
    /// A write failed half-way; memory may be ahead of the store.
    #[error("an earlier write failed: open the community again")]
    Stopped,
}

/// Why an entry that came from outside was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Rejection {
    /// It is no entry, or its signature does not hold.
    #[error("{0}")]
    Entry(#[from] EntryError),
    /// Its body cannot be read as an act of the authority lane.
    #[error("its body is not an act: {0}")]
    Body(participation_types::CborError),
    /// A signature inside its body does not hold.
    #[error("{0}")]
    Statement(#[from] participation_acts::StatementError),
    /// It can never belong to the set.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// Too many entries wait for others already.
    #[error("it waits for something that is not here, and too many entries wait already")]
    TooManyWaiting,
    /// A blob whose bytes have another hash.
    #[error("blob {0} has other bytes than its name says")]
    Blob(BlobId),
}
