//! Openings, ballots and seals: which ballots count, and what they come to.
//!
//! ```text
//!   Open ──freezes──▶ question, options, rule, roll
//!     ▲ names
//!   Ballot, Ballot, … ──before the seal──▶ of each slot the highest (counter, id): provisional
//!     ▲ lists
//!   Seal × k ──▶ the manifest: exactly these count, whatever else comes later
//! ```
//!
//! Ballots on paper come in batches that two officers of a polling station sign. Whoever was given
//! paper is marked, and what they cast online does not count; the manifest lists both.
//!
//! **A seal is exact.** What it lists counts by the opening alone: a later cut, a fork of a
//! voter's chain or a new ballot changes nothing of it. What it does not list is late, and is
//! shown with its reason. Only a re-opening by as many sealers leads to another seal. Seals and
//! re-openings are words given to others: the fork or the end of a sealer's device, and of the
//! organiser's, takes none of them back. A cut does.
//!
//! **No number is better than a wrong one.** Where ballots that the seal lists are not here, or
//! rules hold that this version does not know, there is no outcome, and the reason is told.
//!
//! Everything is a pure function of the ledger's view and of the facts in [`Polls`]; the count
//! itself is `participation-tally`'s.

mod ballots;
mod cast;
mod count;
mod facts;
mod form;
mod judge;
mod paper;
mod report;
mod roll;
mod seal;
mod single;
mod word;

pub use cast::BallotFact;
pub use count::{CountFault, profile};
pub use facts::Polls;
pub use form::BallotForm;
pub use paper::{
    BatchReport, Channel, Channels, PaperExcluded, PaperExclusion, PaperReport, StationReport,
};
pub use report::{Excluded, Exclusion, PollReport, PollStatus};
pub use roll::frozen_roll;
pub use seal::{SealDraft, SealProgress};
pub use single::BallotStanding;
