//! Checking what comes from outside, over all cores.

use rayon::prelude::*;

use participation_acts::{Act, Proven};
use participation_log::{Entry, Verified};
use participation_store::Record;
use participation_types::Lane;

use crate::error::Rejection;

/// An entry whose signatures hold, with what it says.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) entry: Verified,
    pub(crate) act: Option<Proven>,
}

/// Parses and verifies entries strictly, in parallel; the answers stand in the order of the
/// entries.
pub(crate) fn check_all(entries: &[Vec<u8>]) -> Vec<Result<Checked, Rejection>> {
    entries.par_iter().map(|bytes| Checked::from_bytes(bytes)).collect()
}

impl Checked {
    /// Parses and verifies one travelling entry.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Rejection> {
        Self::of(Entry::parse(bytes)?.verify()?)
    }

    /// Reads the act of a verified entry and checks the signatures inside it. An authority entry
    /// must be readable; in the other lanes a body that is not is void and keeps its place.
    pub(crate) fn of(entry: Verified) -> Result<Self, Rejection> {
        let header = entry.entry().header();
        let act = match entry.entry().body() {
            None => None,
            Some(body) => match (Act::decode(body.bytes()), header.lane) {
                (Ok(act), _) => Some(act.prove(&header.community, &header.author)?),
                (Err(error), Lane::Authority) => return Err(Rejection::Body(error)),
                (Err(_), Lane::Ballots | Lane::Content) => None,
            },
        };
        Ok(Self { entry, act })
    }

    /// Takes an entry from one's own store: signatures were checked before it was written.
    pub(crate) fn from_store(record: &Record) -> Result<Self, Rejection> {
        let mut entry = Entry::parse_signed(&record.signed)?;
        if let Some(stored) = &record.body {
            let body = participation_log::Body::from_stored(stored)
                .ok_or(Rejection::Entry(participation_log::EntryError::Commitment))?;
            entry.attach(body)?;
        }
        Self::proven(Verified::from_store(entry))
    }

    /// Reads the act of an entry whose inner signatures were checked before.
    pub(crate) fn proven(entry: Verified) -> Result<Self, Rejection> {
        let act = match entry.entry().body() {
            None => None,
            Some(body) => match (Act::decode(body.bytes()), entry.entry().header().lane) {
                (Ok(act), _) => Some(Proven::from_store(act)),
                (Err(error), Lane::Authority) => return Err(Rejection::Body(error)),
                (Err(_), Lane::Ballots | Lane::Content) => None,
            },
        };
        Ok(Self { entry, act })
    }

    /// As the store keeps it.
    pub(crate) fn record(&self) -> Record {
        let entry = self.entry.entry();
        Record {
            id: entry.id(),
            signed: entry.to_signed(),
            body: entry.body().map(participation_log::Body::to_stored),
        }
    }
}
