//! Receipts: is my entry there, unchanged, and counted?

use std::borrow::Borrow;

use serde::Serialize;

use participation_acts::Act;
use participation_charter::Fault;
use participation_poll::{BallotStanding, Exclusion, PollReport, PollStatus};
use participation_store::Store;
use participation_types::{EntryId, Timestamp};

use crate::community::Community;
use crate::error::Error;

/// What this node can say of one entry. Any other node of the community says the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The entry; its id is the hash of what was signed, so that finding it proves it unchanged.
    pub entry: EntryId,
    /// The first twelve digits of the id, in groups, to be read aloud.
    pub code: String,
    /// When its author says it was made.
    pub claimed: Timestamp,
    /// What is stored verifies: signature, and body where it is present.
    pub verified: bool,
    /// Why it does not stand, if it does not.
    pub fault: Option<Fault>,
    /// For a ballot: what becomes of it.
    pub ballot: Option<BallotReceipt>,
}

/// What becomes of a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BallotReceipt {
    /// The poll.
    pub poll: EntryId,
    /// Its counter among its slot's ballots.
    pub counter: u32,
    /// Where the poll stands.
    pub status: PollStatus,
    /// Whether it counts: for good once the poll is sealed, provisionally before.
    pub counted: bool,
    /// Why it does not count.
    pub why_not: Option<Exclusion>,
}

impl<S: Store> Community<S> {
    /// A receipt for an entry.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`] when it is not here, [`Error::Store`].
    pub fn receipt(&self, id: &EntryId) -> Result<Receipt, Error> {
        self.receipt_by(id, |_| None::<PollReport>)
    }

    /// The same, with the report of a sealed poll from whoever keeps it: to make one takes time in
    /// proportion to the census.
    ///
    /// # Errors
    /// As [`Community::receipt`].
    pub fn receipt_by<R: Borrow<PollReport>>(
        &self,
        id: &EntryId,
        reports: impl FnOnce(&EntryId) -> Option<R>,
    ) -> Result<Receipt, Error> {
        let checked = self.checked(id)?;
        let entry = checked.entry.entry();
        let verified = entry.id() == *id && entry.clone().verify().is_ok();
        let act = checked.act.as_ref().map(participation_acts::Proven::act);
        let view = self.view();
        let fault = match act {
            None => Some(Fault::NoBody),
            Some(act @ Act::Content(_)) => self.renewed().judge(&view, id, act).err(),
            Some(act) => self.replica.polls.judge(&view, id, act).err(),
        };
        let ballot = match act {
            Some(Act::Ballot(ballot)) => {
                let polls = &self.replica.polls;
                let BallotStanding { status, counted, why_not } =
                    polls.ballot(&view, &ballot.opening, id, reports);
                let (poll, counter) = (ballot.opening, ballot.counter);
                Some(BallotReceipt { poll, counter, status, counted, why_not })
            }
            _ => None,
        };
        let claimed = entry.header().claimed;
        Ok(Receipt { entry: *id, code: receipt_code(id), claimed, verified, fault, ballot })
    }

    /// Entries whose id begins with a code, as [`receipt_code`] writes it or as more digits of
    /// the id; spaces and dashes are passed over.
    #[must_use]
    pub fn find_code(&self, code: &str) -> Vec<EntryId> {
        let digits: String = code.chars().filter(char::is_ascii_hexdigit).collect();
        let digits = digits.to_ascii_lowercase();
        if digits.len() < 8 {
            return Vec::new();
        }
        let mut found: Vec<EntryId> =
            self.view().chains().ids().filter(|id| id.to_string().starts_with(&digits)).collect();
        found.sort_unstable();
        found
    }
}

/// A short code for an entry: the first twelve hexadecimal digits of its id in groups of four.
/// Among a million entries two share one with a chance of about 1 in 560.
#[must_use]
pub fn receipt_code(id: &EntryId) -> String {
    let digits: Vec<char> = id.to_string().chars().take(12).collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
