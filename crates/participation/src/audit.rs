//! Audit: everything recomputed from the entries.

use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::Serialize;

use participation_log::{Body, Entry};
use participation_poll::PollStatus;
use participation_store::{Arrival, Record, Store};
use participation_types::{CommunityId, SetDigest};

use crate::check::Checked;
use crate::community::Community;
use crate::error::Error;
use crate::replica::{Offer, Replica, WaitingRoom};

/// Entries that are verified and sorted in one go.
const WINDOW: usize = 16_384;

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Entries read and verified.
    pub entries: u64,
    /// The digest of the set, as recomputed.
    pub digest: SetDigest,
    /// The digest of what is shown, as recomputed from the entries in another order.
    pub view_digest: SetDigest,
    /// Bodies that were erased or have not come; nothing is wrong with that.
    pub without_body: u64,
    /// What differs, for people. Empty when all is well.
    pub differences: Vec<String>,
}

impl Audit {
    /// Whether all is well.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

impl<S: Store> Community<S> {
    /// Reads every record, verifies every signature and commitment strictly, replays the set in
    /// another order than it came in, and compares both digests with those of the community as it
    /// was open. The replica that it recomputed takes the place of the old one, so that memory
    /// holds one at a time.
    ///
    /// # Errors
    /// [`Error::Store`] when the store cannot be read at all; then the community must be opened
    /// again. Damage that the store names is a difference, not an error.
    pub fn audit(&mut self) -> Result<Audit, Error> {
        self.running()?;
        let (said, showed) = (self.digest(), self.view_digest());
        let mut differences: Vec<String> =
            self.store.check()?.iter().map(ToString::to_string).collect();
        self.stop();
        let mut replay = Replay::new(self.id());
        self.replica = Replica::new(self.id(), WaitingRoom::default());
        let scanned = self.store.scan(Arrival::FIRST, &mut |arrival, record| {
            replay.take(arrival, record);
            ControlFlow::Continue(())
        });
        replay.window();
        if let Err(error) = scanned {
            let Some(damage) = error.damage() else { return Err(error.into()) };
            differences.push(damage.to_string());
        }
        let Replay { replica, read, without_body, faults, .. } = replay;
        differences.extend(faults);
        self.replica = replica;
        self.replica.set_room(WaitingRoom::default());
        self.supply_audited(&mut differences)?;
        self.settle_erasures()?;
        self.resume();
        let (digest, view_digest) = (self.digest(), self.view_digest());
        if digest != said {
            differences.push(format!("the set has digest {digest}, this node said {said}"));
        }
        if view_digest != showed {
            differences
                .push(format!("what is shown has digest {view_digest}, this node said {showed}"));
        }
        if self.pending() > 0 {
            differences.push(format!("{} entries build upon something missing", self.pending()));
        }
        differences.sort_unstable();
        differences.dedup();
        Ok(Audit { entries: read, digest, view_digest, without_body, differences })
    }

    fn supply_audited(&mut self, differences: &mut Vec<String>) -> Result<(), Error> {
        for blob in self.replica.wanted() {
            match self.store.blob(&blob) {
                Ok(Some(bytes)) => self.replica.supply(blob, &bytes),
                // Anybody may name a blob that there is not: what follows asks who needs one.
                Ok(None) => {}
                Err(error) => match error.damage() {
                    Some(damage) => differences.push(damage.to_string()),
                    None => return Err(error.into()),
                },
            }
        }
        let view = self.replica.view();
        for (poll, _) in self.replica.polls.openings() {
            if let PollStatus::WaitsForBlob { blob } =
                self.replica.polls.report(&view, &poll).status
            {
                differences.push(format!("blob {blob} is not here, and poll {poll} needs it"));
            }
        }
        Ok(())
    }
}

/// The set, verified anew and replayed window by window, each sorted by chain: in another order
/// than it came in, with no more than one window in memory.
struct Replay {
    replica: Replica,
    batch: Vec<(Arrival, Record)>,
    read: u64,
    without_body: u64,
    faults: Vec<String>,
}

impl Replay {
    fn new(community: CommunityId) -> Self {
        Self {
            replica: Replica::new(community, WaitingRoom::UNBOUNDED),
            batch: Vec::with_capacity(WINDOW),
            read: 0,
            without_body: 0,
            faults: Vec::new(),
        }
    }

    fn take(&mut self, arrival: Arrival, record: Record) {
        self.batch.push((arrival, record));
        if self.batch.len() == WINDOW {
            self.window();
        }
    }

    fn window(&mut self) {
        let verified: Vec<_> = std::mem::take(&mut self.batch)
            .into_par_iter()
            .map(|(arrival, record)| (arrival, reverify(&record)))
            .collect();
        let mut window = Vec::with_capacity(verified.len());
        for (arrival, checked) in verified {
            self.read += 1;
            match checked {
                Ok(checked) => window.push(checked),
                Err(why) => self.faults.push(format!("record {}: {why}", arrival.number())),
            }
        }
        window.sort_by_cached_key(|checked| {
            let header = checked.entry.entry().header();
            (header.lane, header.author, header.seq, checked.entry.entry().id())
        });
        for checked in window {
            self.without_body += u64::from(checked.entry.entry().body().is_none());
            let device = checked.entry.entry().header().author;
            match self.replica.offer(checked) {
                Offer::Entered(_) | Offer::Known | Offer::Embodies(_) | Offer::Waits => {}
                Offer::Rejected(why) => {
                    self.faults.push(format!("an entry of device {}: {why}", device.short()));
                }
            }
        }
    }
}

/// Verifies one stored record as if it came from a stranger.
fn reverify(record: &Record) -> Result<Checked, String> {
    let mut entry = Entry::parse_signed(&record.signed).map_err(|why| why.to_string())?;
    if entry.id() != record.id {
        return Err(format!("stored as {}, is {}", record.id, entry.id()));
    }
    if let Some(stored) = &record.body {
        let body = Body::from_stored(stored).ok_or("its body has no salt")?;
        entry.attach(body).map_err(|why| format!("entry {}: {why}", record.id))?;
    }
    let verified = entry.verify().map_err(|why| why.to_string())?;
    Checked::of(verified).map_err(|why| format!("entry {}: {why}", record.id))
}
