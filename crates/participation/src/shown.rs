//! What this node shows, and its digest.

use std::io;

use serde::{Serialize, Serializer};

use participation_charter::{Dispute, DoubleSigner, View};
use participation_deliberation::Deliberation;
use participation_log::Fork;
use participation_policy::CharterState;
use participation_poll::PollReport;
use participation_store::Store;
use participation_types::{EntryId, Hasher, RevisionId, SetDigest};

use crate::community::Community;

/// Everything that this version shows of a community. Two nodes with equal sets show the same,
/// byte for byte.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    /// The revisions in force, from the founding on.
    pub charter: &'a [RevisionId],
    /// The state of the charter now.
    pub state: Option<&'a CharterState>,
    /// Splits of the charter.
    pub disputes: &'a [Dispute],
    /// Stewards who signed two histories.
    pub double_signers: &'a [DoubleSigner],
    /// Devices that signed two histories.
    pub forks: Vec<Fork>,
    /// The census.
    pub members: Members<'a>,
    /// All polls, by id.
    pub polls: &'a [PollReport],
    /// For each poll the ballots that count.
    pub counted: Vec<&'a [EntryId]>,
    /// What neighbours wrote.
    pub deliberation: &'a Deliberation,
}

/// The census, written down slot by slot: all of it at once takes more room than the rest of what
/// is shown.
#[derive(Debug)]
pub struct Members<'a>(View<'a>);

impl Serialize for Members<'_> {
    fn serialize<W: Serializer>(&self, writer: W) -> Result<W::Ok, W::Error> {
        writer.collect_seq(self.0.slots().iter().map(|slot| self.0.member(slot)))
    }
}

impl<S: Store> Community<S> {
    /// The digest of what is shown: SHA-256 over its JSON without white space, which holds no
    /// floats and no maps without order. Takes time in proportion to the census and all ballots.
    #[must_use]
    pub fn view_digest(&self) -> SetDigest {
        let view = self.view();
        let polls: Vec<PollReport> =
            self.openings().map(|(id, _)| self.replica.polls.report(&view, &id)).collect();
        let deliberation = self.renewed();
        let shown = Shown {
            charter: view.charter().path(),
            state: view.tip().map(|(_, state)| state),
            disputes: view.charter().disputes(),
            double_signers: view.charter().double_signers(),
            forks: view.chains().forks(),
            members: Members(view),
            counted: polls.iter().map(|report| report.counted.as_slice()).collect(),
            polls: &polls,
            deliberation: &deliberation,
        };
        let mut sink = Sink(Hasher::new("participation/shown/1"));
        // Every part serialises, and the sink takes everything.
        let written = serde_json::to_writer(&mut sink, &shown);
        debug_assert!(written.is_ok(), "{written:?}");
        SetDigest::from_bytes(sink.0.finish())
    }
}

struct Sink(Hasher);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
