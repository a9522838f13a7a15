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

/// What a count depends on: the entries, what people write left out, and which bodies and blobs are
/// here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    entries: usize,
    bodiless: usize,
    wanted: usize,
}

impl State {
    fn of<S: Store>(community: &Community<S>) -> Self {
        Self {
            entries: community.len_unspoken(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use participation::{
        BallotRule, Choices, Counting, Custody, DeviceNonce, Error, FoundingPlan, Localized,
        MemoryStore, OptionPlan, Pen, Persona, PollPlan, RecoverySecret, Sealers, Seed, Text, Ties,
        Timestamp,
    };

    /// A community whose founder alone votes, and the founder.
    fn one() -> (Community<MemoryStore>, Persona) {
        let (nonce, device) = ([2; 16], DeviceNonce::from_bytes([3; 16]));
        let founder = Persona::founder(&Seed::from_bytes(&[1; 32]), nonce, &device);
        let seat = founder.seat(&RecoverySecret::from_bytes(&[4; 32]));
        let plan = FoundingPlan::of_one("Veïns", nonce, seat);
        let mut fill = |bytes: &mut [u8]| bytes.fill(9);
        let now = Timestamp::from_millis(1_790_000_000_000);
        let mut pen = Pen { device: &founder.device, now, entropy: &mut fill };
        let found =
            Community::found(MemoryStore::new(), plan, &mut pen, &founder.member, Custody::Own);
        let mut community = found.unwrap();
        community.admit(&mut pen, founder.member.public()).unwrap();
        (community, founder)
    }

    fn act<T>(
        (community, founder): &mut (Community<MemoryStore>, Persona),
        deed: impl FnOnce(&mut Community<MemoryStore>, &mut Pen<'_>) -> Result<T, Error>,
    ) -> T {
        let mut fill = |bytes: &mut [u8]| bytes.fill(7);
        let now = Timestamp::from_millis(1_790_000_000_000);
        let mut pen = Pen { device: &founder.device, now, entropy: &mut fill };
        deed(community, &mut pen).unwrap()
    }

    fn plan() -> PollPlan {
        let option = |n: usize| OptionPlan { id: format!("{n}"), label: format!("{n}"), cost: 0 };
        PollPlan {
            title: "Una".to_owned(),
            question: String::new(),
            options: (0..2).map(option).collect(),
            ballot: BallotRule::Approval { min: 1, max: 1 },
            counting: Counting {
                rule: Text::new("plurality").unwrap(),
                seats: 1,
                budget: None,
                threshold: 0,
                ties: Ties::Lot,
                decimals: 0,
            },
            sealers: Sealers::Stewards,
            retention_days: 0,
            reminds: None,
        }
    }

    #[test]
    fn what_people_write_has_no_sealed_poll_counted_again() {
        let mut village = one();
        let poll = act(&mut village, |community, pen| community.open_poll(pen, plan()));
        act(&mut village, |community, pen| community.vote(pen, poll, Choices::Approval(vec![0])));
        act(&mut village, |community, pen| community.seal(pen, poll));
        let counts = Counts::default();
        let first = counts.of(&village.0, &poll).unwrap();
        let before = village.0.len();
        act(&mut village, |community, pen| community.introduce(pen, "Berta", Localized::default()));
        assert!(village.0.len() > before);
        // As old as it gets: what has changed is all that is left to ask.
        for counted in counts.0.lock().unwrap().values_mut() {
            counted.took = Duration::ZERO;
        }
        let second = counts.of(&village.0, &poll).unwrap();
        assert!(Arc::ptr_eq(&first, &second), "the poll was counted twice");
        act(&mut village, |community, pen| community.vote(pen, poll, Choices::Approval(vec![1])));
        let third = counts.of(&village.0, &poll).unwrap();
        assert_eq!(third.excluded.len(), 1, "a late ballot is told");
    }
}
