//! Peer-to-peer civic participation: found a community, admit people, open a poll, vote, seal and
//! count, on every node alike and without a server whose word counts.
//!
//! ```text
//!              ┌───────────── Community<S: Store> ─────────────┐
//!  entries ───▶│ check ─▶ Ledger (charter, census) ─▶ Polls     │───▶ reports, outcomes,
//!  (bytes)     │   strict      rights by signed acts   seals     │     receipts, digests
//!   Pen  ─────▶│ write: ask ─▶ sign ─▶ admit ─▶ durable         │───▶ bundle for another node
//!              └──────────────────────┬────────────────────────┘
//!                            MemoryStore / SledStore / yours
//! ```
//!
//! **The contract.** A community is a *set* of signed entries. Whatever is shown is a pure
//! function of that set: two nodes with equal [`Community::digest`] and the same bodies have equal
//! [`Community::view_digest`], whatever came first and whatever any clock says. Bodies can be erased
//! or kept back, which the digest of the set does not tell: [`Community::without_body`] does. An id
//! is given out only after its entry is durable. What is refused has changed nothing.
//!
//! There is no network, no clock, no source of randomness and no file in here: a [`Pen`] brings
//! key, time and entropy, a [`Store`] keeps the bytes. It needs no async runtime; verification
//! uses all cores.
//!
//! # A poll from founding to count
//! ```
//! use participation::*;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // A program takes these from the operating system; an example is the same every time.
//! let mut counter = 0u8;
//! let mut entropy = |bytes: &mut [u8]| bytes.fill_with(|| { counter = counter.wrapping_add(1); counter });
//! let now = Timestamp::from_millis(1_790_000_000_000);
//!
//! let (seed, nonce) = (Seed::from_bytes(&[1; 32]), [2; 16]);
//! let anna = Persona::founder(&seed, nonce, &DeviceNonce::from_bytes([3; 16]));
//! let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
//! let mut pen = Pen { device: &anna.device, now, entropy: &mut entropy };
//! let plan = FoundingPlan::of_one("Veïns del Poblenou", nonce, seat);
//! let mut village =
//!     Community::found(MemoryStore::new(), plan, &mut pen, &anna.member, Custody::Own)?;
//!
//! let poll = village.open_poll(&mut pen, PollPlan::question("Plant trees?", &["yes", "no"]))?;
//! let ballot = village.vote(&mut pen, poll, Choices::Approval(vec![0]))?;
//! village.seal(&mut pen, poll)?;
//!
//! let report = village.report(&poll)?;
//! assert_eq!(report.outcome.ok_or("not counted")?.winners(), ["yes"]);
//! assert!(village.receipt(&ballot)?.ballot.ok_or("no ballot")?.counted);
//! # Ok(())
//! # }
//! ```

mod audit;
mod bundle;
mod charter;
mod check;
mod community;
mod deliberating;
mod erase;
mod erasing;
mod error;
mod exchange;
mod founding;
mod pen;
mod persona;
mod reading;
mod receipt;
mod replay;
mod replica;
mod report;
mod shown;
mod strict;
mod voting;
mod words;

pub use audit::Audit;
pub use bundle::{BundleError, CheckedBundle, bundle_community};
pub use community::{Community, Intake};
pub use deliberating::{AnswerPlan, CommentPlan, DocumentPlan, FilePlan, LabelPlan};
pub use error::{Error, Rejection};
pub use exchange::{
    CommentTable, ExportedTables, ImportError, ImportPlan, ImportReport, RowFault, RowName,
};
pub use founding::{FoundingPlan, certificate};
pub use pen::{Entropy, Pen};
pub use persona::Persona;
pub use reading::{Reading, Said};
pub use receipt::{BallotReceipt, Receipt, receipt_code};
pub use report::{MAX_REPORT, OpenedReport};
pub use shown::Shown;
pub use strict::Signatures;
pub use voting::{OptionPlan, PollPlan};

pub use participation_acts::{
    Act, Admission, Alignment, Ballot, BallotRule, Base, Change, Choices, Column, Content,
    ContentKind, Counting, Custody, DocumentKind, FieldEdit, FieldEdits, Kind, Limits, Link,
    Matter, Meaning, Opening, Origin, Permit, Permits, Phase, PhaseRules, Point, Reason, Recovery,
    Relation, Right, Role, Sealers, Seat, Seats, Space, SpaceKind, Splice, State, TextField, Ties,
    Value, ValueField, Voice,
};
pub use participation_charter::{
    Census, Dispute, DoubleSigner, Fault, Member, MemberStatus, RevisionStatus, View,
};
pub use participation_deliberation::{
    AmendmentState, Card, Contents, Deliberation, EditFault, Filter, ImportedCounts, Page,
    Register, Remark, Sort, Source, SpaceCard, SupportBallot, Version, Void,
};
pub use participation_documents::{FieldDiff, Piece, change, diff};
pub use participation_keys::{
    DeviceNonce, DeviceSecret, InvitationSecret, MemberSecret, RecoverySecret, Seed,
};
pub use participation_log::{Draft, Entry, EntryError, Fork, Verified};
pub use participation_policy::{
    BallotFault, CharterState, ContentFault, Denied, Owner, RevisionFault, Subject, SubjectKind,
};
pub use participation_poll::{Excluded, Exclusion, PollReport, PollStatus, SealProgress};
pub use participation_store::{MemoryStore, Store, StoreError};
pub use participation_tally::Outcome;
pub use participation_types::{
    BlobId, ChainId, CommunityId, DeviceKey, EntryId, Frontier, Head, InvitationKey, Lane,
    Language, List, Localized, MemberKey, RevisionId, Seq, SetDigest, SlotId, Sorted, Text,
    Timestamp,
};
