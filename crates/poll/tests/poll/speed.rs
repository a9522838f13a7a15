//! How long a count takes; run with `--release` it says so.

use std::time::Instant;

use participation_acts::BallotRule;
use participation_types::EntryId;

use crate::hall::{Hall, counting};

/// Voters of the measurement: few in a debug build, where only the result is looked at.
const VOTERS: u32 = if cfg!(debug_assertions) { 100 } else { 20_000 };

#[test]
fn a_report_looks_at_each_ballot_once() {
    let mut hall = Hall::of(VOTERS);
    let rule = BallotRule::Approval { min: 1, max: 5 };
    let poll = hall.ask(rule, counting("approval", 3, None), &[0; 20]);
    for who in 1..=VOTERS {
        let first = (who % 15) as u16;
        hall.vote_first(who, poll, &[first, first + 2, first + 5]);
    }
    report("provisional", &hall, &poll, VOTERS as usize);
    let empty = hall.ask(rule, counting("approval", 3, None), &[0; 20]);
    report("the roll alone", &hall, &empty, 0);
    hall.seal(poll);
    report("sealed", &hall, &poll, VOTERS as usize);
}

/// The quickest of some reports, which other programs disturbed least.
fn report(what: &str, hall: &Hall, poll: &EntryId, ballots: usize) {
    let quickest = (0..5).map(|_| {
        let start = Instant::now();
        assert_eq!(hall.report(poll).ballots, ballots);
        start.elapsed().as_nanos() / u128::from(VOTERS)
    });
    println!("{what}: {} ns a voter", quickest.min().unwrap());
}
