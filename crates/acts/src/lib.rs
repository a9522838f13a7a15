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
mod kind;
mod poll;
mod statement;

pub use census::{
    Admission, Certificate, Custody, Invitation, Naming, Redemption, Repair, Retirement,
};
pub use charter::{
    Abandonment, Change, Endorsement, Founding, Limits, Recovery, Revision, Right, Role, Seat,
    Seats, Signing, founders_context,
};
pub use kind::{Act, Kind, Proven};
pub use poll::{
    Ballot, BallotRule, Choices, Contest, Counting, Opening, OpeningOption, Reopening, Roll, Seal,
    Sealers, Ties, manifest_bytes, read_manifest,
};
pub use statement::{InnerSignature, Statement, StatementError, signature_bytes};
