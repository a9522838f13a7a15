//! Peer-to-peer civic participation: found a community, admit people, propose and debate, open a
//! poll, vote, seal and count, on every node alike and without a server whose word counts.
//!
//! ```text
//!              ┌───────────── Community<S: Store> ─────────────┐
//!  entries ───▶│ check ─▶ Ledger (charter, census) ─▶ Polls     │───▶ reports, outcomes,
//!  (bytes)     │   strict      rights by signed acts ▼  seals    │     receipts, digests
//!              │                          Deliberation           │───▶ proposals, threads, lists
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
//!
//! # A proposal's whole life
//! A *space* (a process, an assembly) has phases that say what members may do; documents belong to
//! a space, and everything else is about a document. Whatever is written names the phase that its
//! author sees, and what comes too late for the next one is listed with its reason.
//! ```
//! use participation::*;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mut counter = 0u8;
//! # let mut entropy = |bytes: &mut [u8]| bytes.fill_with(|| { counter = counter.wrapping_add(1); counter });
//! # let now = Timestamp::from_millis(1_790_000_000_000);
//! # let (seed, nonce) = (Seed::from_bytes(&[1; 32]), [2; 16]);
//! # let anna = Persona::founder(&seed, nonce, &DeviceNonce::from_bytes([3; 16]));
//! # let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
//! # let mut plan = FoundingPlan::of_one("Veïns del Poblenou", nonce, seat);
//! # plan.roles.push((Role::Moderator, anna.member.public()));
//! # let mut pen = Pen { device: &anna.device, now, entropy: &mut entropy };
//! # let mut village = Community::found(MemoryStore::new(), plan, &mut pen, &anna.member, Custody::Own)?;
//! # let berta = Persona::new(&Seed::from_bytes(&[5; 32]), &village.id(), &DeviceNonce::from_bytes([6; 16]));
//! # village.admit(&mut pen, berta.member.public())?;
//! # let mut dice = |bytes: &mut [u8]| bytes.fill(7);
//! # let mut bertas = Pen { device: &berta.device, now, entropy: &mut dice };
//! # village.certify(&mut bertas, &berta.member, Custody::Own)?;
//! let ca: Language = "ca".parse()?;
//! let rules = PhaseRules {
//!     permits: Permits::all(),
//!     hides_supports: false,
//!     proposals: 3,       // of one person
//!     supports: 0,        // no limit: one act for each
//!     least_supports: 0,
//!     goal: 20,
//!     title_length: 150,
//!     body_length: 5000,
//!     comment_length: 1000,
//!     reply_depth: 3,
//!     states: List::new(vec![State {
//!         key: Text::new("accepted")?,
//!         title: Localized::one(ca, Text::new("Acceptada")?),
//!         meaning: Meaning::Accepted,
//!     }]).unwrap_or_default(),
//! };
//! let title = |text| Text::new(text).map(|text| Localized::one(ca, text));
//! let phase = Phase { title: title("Idees")?, rules, starts: None, ends: None };
//! let process = village.open_space(&mut pen, Space {
//!     kind: SpaceKind::Process,
//!     parent: None,
//!     title: title("La plaça")?,
//!     languages: Sorted::new([ca]).unwrap_or_default(),
//!     phase: phase.clone(),
//! })?;
//!
//! // Berta publishes it, Anna comments on it and supports it, Berta finds better words.
//! let plan = DocumentPlan::new(DocumentKind::Proposal, ca, "Més bancs", "A la plaça.")?;
//! let proposal = village.compose(&mut bertas, process, plan)?;
//! let comment = village.comment(&mut pen, CommentPlan {
//!     subject: proposal,
//!     parent: None,
//!     voice: Voice::Member,
//!     alignment: Alignment::InFavour,
//!     language: ca,
//!     text: "I ombra!",
//! })?;
//! village.stand(&mut pen, proposal, Matter::Support, Alignment::InFavour)?;
//! let mut text = village.deliberation().text(&proposal)?;
//! text.texts.insert((TextField::Body, ca), "A la plaça, amb ombra.".into());
//! village.rewrite(&mut bertas, proposal, &text)?;
//!
//! // Anna would have it otherwise: an amendment, which only Berta can take in.
//! text.texts.insert((TextField::Title, ca), "Més bancs i arbres".into());
//! let amendment = village.amend(&mut pen, proposal, &text)?;
//! assert!(village.decide(&mut pen, amendment, true, Localized::default()).is_err());
//! village.decide(&mut bertas, amendment, true, Localized::default())?;
//!
//! // The next phase takes no more proposals, and the organiser answers.
//! let rules = PhaseRules { permits: Permits::default(), ..phase.rules.clone() };
//! let answers = Phase { title: title("Respostes")?, rules, ..phase };
//! village.enter_phase(&mut pen, process, answers, false)?;
//! let answer = AnswerPlan { state: "accepted".into(), ..AnswerPlan::default() };
//! village.answer(&mut pen, proposal, answer)?;
//!
//! let mut reading = village.deliberation();
//! let card = reading.card(&proposal).ok_or("not there")?;
//! assert_eq!((card.comments, card.supporters.len(), card.edits), (1, 1, 1));
//! assert_eq!(card.meaning, Meaning::Accepted);
//! let text = reading.text(&proposal)?;
//! assert_eq!(text.text(TextField::Title, ca), "Més bancs i arbres");
//! assert_eq!(text.text(TextField::Body, ca), "A la plaça, amb ombra.");
//! drop(reading);
//!
//! // What its author erases is gone from every honest node; replies keep their place.
//! village.erase_content(&mut pen, &[comment])?;
//! let reading = village.deliberation();
//! assert!(reading.said(&comment).is_none() && reading.thread(&proposal)[0].erased);
//! # Ok(())
//! # }
//! ```

mod access;
mod audit;
mod bundle;
mod charter;
mod check;
mod community;
mod deliberating;
mod desk;
mod erase;
mod erasing;
mod error;
mod exchange;
mod founding;
mod mentions;
mod news;
mod official;
mod paper;
mod pen;
mod persona;
mod reading;
mod receipt;
mod replay;
mod replica;
mod report;
mod search;
mod shown;
mod single;
mod spoken;
mod strict;
mod syncing;
mod voter;
mod voting;
mod words;

pub use audit::Audit;
pub use bundle::{BundleError, CheckedBundle, bundle_community};
pub use community::{Community, Intake};
pub use deliberating::{AnswerPlan, CommentPlan, DocumentPlan, FilePlan, LabelPlan};
pub use desk::{Desk, Elsewhere, Exchange, Kept};
pub use error::{Error, Rejection};
pub use exchange::{
    CommentTable, ExportedTables, ImportError, ImportPlan, ImportReport, RowFault, RowName,
};
pub use founding::{FoundingPlan, certificate};
pub use mentions::Mentions;
pub use news::{Cursor, News, NewsItem};
pub use official::{OfficialAct, OfficialLog};
pub use paper::{
    AtStation, LineFault, Mismatch, Spot, StationFault, Typed, WordFault, mismatches, read_papers,
};
pub use pen::{Entropy, Pen};
pub use persona::Persona;
pub use reading::{Reading, Said};
pub use receipt::{BallotReceipt, Receipt, receipt_code};
pub use report::{MAX_REPORT, OpenedReport};
pub use search::{Findable, Finder, Finding, Findings, Wanted};
pub use shown::Shown;
pub use spoken::{currency, join_spoken, spoken, spoken_for};
pub use strict::Signatures;
pub use voter::Voter;
pub use voting::{OptionPlan, PollPlan};

pub use participation_acts::{
    Act, Admission, Alignment, Assistance, Ballot, BallotRule, Base, Batch, Change, Choices,
    Column, Content, ContentKind, Counting, Custody, DocumentKind, FieldEdit, FieldEdits, Help,
    Kind, Limits, Link, Matter, Meaning, Opening, OpeningOption, Origin, Permit, Permits, Phase,
    PhaseRules, Point, Reason, Recovery, Relation, Right, Role, Sealers, Seat, Seats, Space,
    SpaceKind, Splice, State, TextField, Ties, Value, ValueField, Voice,
};
pub use participation_charter::{
    Census, Dispute, DoubleSigner, Fault, Member, MemberStatus, RevisionStatus, View,
};
pub use participation_deliberation::{
    AmendmentState, Card, Contents, Deliberation, EditFault, Filter, ImportedCounts, Page,
    Register, Remark, Sort, Source, SpaceCard, SupportBallot, Version, Void,
};
pub use participation_documents::{FieldDiff, Piece, PieceKind, change, diff};
pub use participation_keys::{
    Access, AccessError, DeviceNonce, DeviceSecret, InvitationSecret, MemberSecret, RecoverySecret,
    Seed,
};
pub use participation_log::{Draft, Entry, EntryError, Fork, Verified};
pub use participation_policy::{
    BallotFault, CharterState, ContentFault, Denied, Owner, RevisionFault, SUPPORTED_RULES,
    Subject, SubjectKind, ballot_fits,
};
pub use participation_poll::{
    BallotForm, BatchReport, Channel, Channels, Excluded, Exclusion, PaperExcluded, PaperExclusion,
    PaperReport, PollReport, PollStatus, SealProgress, StationReport,
};
pub use participation_store::{MemoryStore, Store, StoreError};
pub use participation_tally::Outcome;
pub use participation_types::{
    BlobId, ChainId, CommunityId, DeviceKey, EntryId, Frontier, Head, InvitationKey, Lane,
    Language, Licence, LicenceError, List, Localized, MemberKey, NodeAddress, NodeAddressError,
    RevisionId, Seq, SetDigest, SlotId, Sorted, Text, Timestamp,
};
