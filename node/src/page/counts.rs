//! Counts of polls, each made once for as long as nothing changes: a count takes time in proportion
//! to the census, and a page must not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use participation::{Community, EntryId, PollReport, PollStatus, Store};

/// How many times as long as it took to make, a count that is no more the newest is still shown.
/// While people vote, a large poll takes at most this part of the node's time.
const TIMES: u32 = 20;

/// Reports of one community's polls.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<BTreeMap<EntryId, Counted>>);

#[derive(Debug)]
struct Counted {
    state: State,
    report: Arc<PollReport>,
    made: Instant,
    took: Duration,
}

/// What a count depends on: the entries, and which of their bodies and blobs are here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    entries: usize,
    bodiless: usize,
    wanted: usize,
}

impl State {
    fn of<S: Store>(community: &Community<S>) -> Self {
        Self {
            entries: community.len(),
            bodiless: community.without_body(),
            wanted: community.wanted_blobs().len(),
        }
    }
}

impl Counts {
    /// The report of a poll; `None` where it is not here.
    pub(super) fn of<S: Store>(
        &self,
        community: &Community<S>,
        poll: &EntryId,
    ) -> Option<Arc<PollReport>> {
        let state = State::of(community);
        // The community is lent to one at a time, so that nobody counts the same twice at once.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counted) = all.get(poll)
            && !is_sealed_since(community, poll, &counted.report)
            && (counted.state == state || counted.made.elapsed() < counted.took * TIMES)
        {
            return Some(counted.report.clone());
        }
        let made = Instant::now();
        let mut report = community.report(poll).ok()?;
        // The page names none of them, and there may be many.
        report.counted = Vec::new();
        let report = Arc::new(report);
        let counted = Counted { state, report: report.clone(), made, took: made.elapsed() };
        all.insert(*poll, counted);
        Some(report)
    }
}

fn is_sealed_since<S: Store>(
    community: &Community<S>,
    poll: &EntryId,
    report: &PollReport,
) -> bool {
    match community.poll_status(poll) {
        Ok(status @ PollStatus::Sealed { .. }) => status != report.status,
        Ok(_) | Err(_) => false,
    }
}
