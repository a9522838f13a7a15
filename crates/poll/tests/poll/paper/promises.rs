//! What voters and officers are promised of paper, one by one.

use participation_acts::{Act, Seal, manifest_bytes, read_manifest};
use participation_poll::{Exclusion, PaperExclusion, PollReport, PollStatus};
use participation_types::{BlobId, EntryId, sha256};

use super::world::World;

/// A station that officers 1 and 2 opened.
fn open() -> (World, EntryId) {
    let mut world = World::bare();
    let station = world.station(1);
    world.sign(2, station);
    (world, station)
}

fn why(report: &PollReport, entry: EntryId) -> Option<PaperExclusion> {
    let found = report.paper.excluded.iter().find(|excluded| excluded.entry == entry);
    found.map(|excluded| excluded.why.clone())
}

#[test]
fn a_station_stands_when_two_different_officers_signed() {
    let mut world = World::bare();
    let station = world.station(1);
    let mark = world.mark(1, station, 5);
    let ballot = world.vote(5, 0);
    for other in [1, 4] {
        world.sign(other, station);
        let report = world.report();
        assert_eq!(report.paper.stations[0].why_not, Some(PaperExclusion::OneSignature));
        assert_eq!(why(&report, mark), Some(PaperExclusion::NoStation));
        assert_eq!(report.counted, [ballot], "nobody alone takes an online ballot away");
    }
    world.sign(3, station);
    let report = world.report();
    assert!(report.paper.stations[0].is_open());
    assert_eq!(report.paper.stations[0].opened_by.len(), 2);
    assert!(report.counted.is_empty());
}

#[test]
fn paper_outranks_what_was_cast_online_before_and_after() {
    let (mut world, station) = open();
    let before = world.vote(5, 0);
    let mark = world.mark(2, station, 5);
    let after = world.vote(5, 1);
    let report = world.report();
    for ballot in [before, after] {
        let found = report.excluded.iter().find(|excluded| excluded.ballot == ballot).unwrap();
        assert_eq!(found.why, Exclusion::OnPaper { mark });
    }
    assert_eq!((report.ballots, report.paper.marked), (0, 1));
    assert_eq!(report.paper.stations[0].missing(), 1, "the paper is in no batch yet");
    let batch = world.batch(1, station, 1, &[2]);
    assert_eq!(why(&world.report(), batch), Some(PaperExclusion::OneSignature));
    world.sign(3, batch);
    let report = world.report();
    assert_eq!((report.ballots, report.channels.paper.options), (1, vec![0, 0, 1]));
    assert_eq!(report.channels.online.options, [0, 0, 0]);
}

#[test]
fn a_slot_that_was_marked_twice_counts_once_and_both_marks_are_listed() {
    let (mut world, here) = open();
    let there = world.station(3);
    world.sign(1, there);
    let (one, other) = (world.mark(1, here, 5), world.mark(3, there, 5));
    let (low, high) = (one.min(other), one.max(other));
    let report = world.report();
    assert_eq!(report.paper.marked, 1);
    assert_eq!(why(&report, low), None);
    assert_eq!(why(&report, high), Some(PaperExclusion::MarkedTwice { by: low }));
    let evidence = report.paper.excluded.iter().find(|excluded| excluded.entry == high).unwrap();
    assert_eq!(evidence.slot, Some(world.slot(5)));
}

#[test]
fn bundles_count_in_the_order_of_their_numbers_until_the_marks_are_used_up() {
    let (mut world, station) = open();
    world.mark(1, station, 4);
    world.mark(1, station, 5);
    let batches = [(3, [2].as_slice()), (1, &[0]), (2, &[1, 1])];
    let [third, first, second] = batches.map(|(bundle, options)| {
        let batch = world.batch(1, station, bundle, options);
        world.sign(2, batch);
        batch
    });
    let report = world.report();
    let beyond = Some(PaperExclusion::BeyondMarks { marks: 2 });
    assert_eq!(why(&report, first), None);
    assert_eq!(why(&report, second), beyond);
    assert_eq!(why(&report, third), beyond, "what comes after is not let past");
    // One more mark, and what was beyond is within.
    world.mark(2, station, 6);
    let report = world.report();
    assert_eq!(
        [second, third].map(|batch| why(&report, batch)),
        [None, Some(PaperExclusion::BeyondMarks { marks: 3 })]
    );
}

#[test]
fn a_bundle_written_again_takes_the_place_of_the_first() {
    let (mut world, station) = open();
    world.mark(1, station, 4);
    let first = world.write(1, station, (1, 1), &[0], 0);
    world.sign(2, first);
    let again = world.write(3, station, (1, 2), &[], 1);
    assert_eq!(why(&world.report(), first), None, "one signature replaces nothing");
    world.sign(2, again);
    let report = world.report();
    assert_eq!(why(&report, first), Some(PaperExclusion::Superseded { by: again }));
    assert_eq!((report.channels.paper.ballots, report.paper.spoilt), (0, 1));
    assert_eq!(report.paper.stations[0].missing(), 0, "a spoilt paper is a paper");
}

#[test]
fn a_closing_by_two_ends_marks_and_batches() {
    let (mut world, station) = open();
    let early = world.mark(1, station, 4);
    let closing = world.close(1, station, &[1, 2]);
    let meanwhile = world.mark(2, station, 5);
    assert_eq!(why(&world.report(), meanwhile), None, "one officer closes nothing");
    world.sign(2, closing);
    let late = world.batch(1, station, 1, &[0]);
    world.sign(2, late);
    let report = world.report();
    assert_eq!(report.paper.stations[0].closed, Some(closing));
    assert_eq!(why(&report, early), None);
    for entry in [meanwhile, late] {
        assert_eq!(why(&report, entry), Some(PaperExclusion::AfterClosing { closing }));
    }
}

#[test]
fn a_seal_lists_everything_that_paper_rests_on() {
    let (mut world, station) = open();
    let mark = world.mark(1, station, 5);
    let batch = world.batch(1, station, 1, &[2]);
    let second = world.sign(2, batch);
    let online = world.vote(6, 0);
    let draft = world.hall.polls.seal_draft(&world.hall.view(), &world.poll).unwrap();
    let listed = read_manifest(&draft.manifest).unwrap();
    for entry in [station, mark, batch, second, online] {
        assert!(listed.contains(&entry));
    }
    assert_eq!((listed.len(), draft.seal.ballots), (6, 2));
}

#[test]
fn a_seal_that_leaves_a_signature_out_counts_no_batch_and_makes_no_number_up() {
    let (mut world, station) = open();
    let mark = world.mark(1, station, 5);
    let batch = world.batch(1, station, 1, &[2]);
    let second = world.sign(2, batch);
    let online = world.vote(5, 0);
    let draft = world.hall.polls.seal_draft(&world.hall.view(), &world.poll).unwrap();
    let all = read_manifest(&draft.manifest).unwrap();
    let without = |out: &[EntryId]| -> Vec<EntryId> {
        all.iter().filter(|id| !out.contains(id)).copied().collect()
    };
    let sealed = |world: &mut World, ids: Vec<EntryId>| {
        let manifest = manifest_bytes(ids);
        let id = BlobId::from_bytes(sha256(&manifest));
        world.hall.by_steward(&Act::Seal(Seal { manifest: id, ..draft.seal.clone() }));
        world.hall.polls.supply(id, &manifest);
        let report = world.report();
        assert!(matches!(report.status, PollStatus::Sealed { .. }));
        report
    };
    let report = sealed(&mut world, without(&[second]));
    assert_eq!(report.channels.paper.ballots, 0);
    assert_eq!(why(&report, batch), Some(PaperExclusion::OneSignature));
    assert_eq!(report.excluded[0].why, Exclusion::OnPaper { mark });
    assert_eq!(report.excluded[0].ballot, online);
}

#[test]
fn a_listed_batch_that_is_not_here_leaves_no_outcome() {
    let (mut world, station) = open();
    world.mark(1, station, 5);
    let batch = world.batch(1, station, 1, &[2]);
    world.sign(2, batch);
    world.hall.seal(world.poll);
    assert!(world.report().outcome.is_some());
    world.hall.polls.forget(&[batch].into_iter().collect());
    let report = world.report();
    assert!(report.outcome.is_none() && report.uncountable.is_some());
}
