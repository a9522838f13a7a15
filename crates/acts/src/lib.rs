//! Acts: what the body of an entry says, and its canonical bytes.
//!
//! A body is a CBOR array that begins with the number of its kind. An act that carries the
//! signature of another key (a device certificate, the redemption of an invitation, the repair of
//! a chain) is checked by [`Act::prove`]; only a [`Proven`] act reaches the charter or a poll.
//!
//! ```text
//!   body bytes ──decode──▶ Act ──prove(community, author)──▶ Proven ──▶ charter, poll
//! ```
//!
//! This crate judges form only: whether somebody may do a thing is `participation-policy`'s.

mod census;
mod charter;
mod content;
mod kind;
mod poll;
mod statement;
mod wire;

pub use census::{
    Admission, Assistance, Certificate, Custody, Help, Invitation, Naming, Redemption, Repair,
    Retirement,
};
pub use charter::{
    Abandonment, Change, Endorsement, Founding, Limits, Recovery, Revision, Right, Role, Seat,
    Seats, Signing, founders_context,
};
pub use content::{
    Alignment, Answer, Appeal, Attachment, Base, Column, Comment, Compose, Conclusion, Content,
    ContentKind, Detachment, DocumentKind, Edit, Envelope, Erased, Erasure, FieldEdit, FieldEdits,
    Invite, Label, Link, Matter, Meaning, Origin, Permit, Permits, Phase, PhaseChange, PhaseRules,
    PlainVoice, Point, Profile, Reason, Rebase, Relate, Relation, Reply, Report, Residue,
    Rewording, Root, Space, SpaceKind, Splice, Stance, State, Supports, TextField, Value,
    ValueField, Verdict, Voice, Withdrawal,
};
pub use kind::{Act, Kind, Proven};
pub use poll::{
    Ballot, BallotRule, Choices, Contest, Counting, Opening, OpeningOption, Reopening, Roll, Seal,
    Sealers, Ties, manifest_bytes, read_manifest,
};
pub use statement::{InnerSignature, Statement, StatementError, signature_bytes};
