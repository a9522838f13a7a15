//! Paper that races: marks and online ballots, two stations, bundles and the seal, officers who
//! lose their office.

use participation::{
    Act, Change, Choices, EntryId, Exclusion, Fault, Lane, PaperExclusion, PollReport, PollStatus,
    Role,
};
use participation_acts::{Batch, Mark};

use crate::delivery::{carry, copy, everywhere};
use crate::races_ballots::{score, why};
use crate::village::{Node, Person, Village, one, tip, village};

/// Of six neighbours the first four are station officers; there is a poll, and the first two
/// opened a station.
pub fn hall() -> (Village, EntryId, EntryId) {
    let mut v = village(6);
    let officers = v.people[..4].iter().map(|person| person.keys.member.public());
    let grants = officers.map(|member| Change::Grant(Role::StationOfficer, member)).collect();
    v.revise(grants);
    let poll = v.ask();
    let station = open(&mut v.node, poll, "The hall", &mut v.people[..2]);
    (v, poll, station)
}

fn open(node: &mut Node, poll: EntryId, place: &str, officers: &mut [Person]) -> EntryId {
    let station = node.open_station(&mut officers[0].pen(), poll, place).unwrap();
    node.countersign(&mut officers[1].pen(), station).unwrap();
    station
}

fn close(node: &mut Node, station: EntryId, officers: &mut [Person]) -> EntryId {
    let closing = node.close_station(&mut officers[0].pen(), station).unwrap();
    node.countersign(&mut officers[1].pen(), closing).unwrap();
    closing
}

/// A bundle that two officers sign.
pub fn batch(
    node: &mut Node,
    station: EntryId,
    bundle: u16,
    choices: &[u16],
    officers: &mut [Person],
) -> EntryId {
    let pen = &mut officers[0].pen();
    let batch = node.write_batch(pen, station, bundle, papers(choices)).unwrap();
    node.countersign(&mut officers[1].pen(), batch).unwrap();
    batch
}

pub fn papers(choices: &[u16]) -> Vec<Option<Choices>> {
    choices.iter().map(|choice| Some(one(*choice))).collect()
}

pub fn left_out(report: &PollReport, entry: EntryId) -> Option<PaperExclusion> {
    let excluded = report.paper.excluded.iter().find(|excluded| excluded.entry == entry);
    excluded.map(|excluded| excluded.why.clone())
}

// officer ── mark of erika             neither has seen the other
// erika   ── ballot, yes
#[test]
fn races_of_a_mark_and_an_online_ballot_the_paper_counts() {
    let (mut v, poll, station) = hall();
    let mut away = copy(&v.node);
    let ballot = away.vote(&mut v.people[4].pen(), poll, one(0)).unwrap();
    let mark = v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    batch(&mut v.node, station, 1, &[1], &mut v.people[..2]);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, []);
        assert_eq!(why(&report, ballot), Some(Exclusion::OnPaper { mark }));
        assert_eq!((score(node, &poll, 0), score(node, &poll, 1)), (0, 1));
        assert!(!node.receipt(&ballot).unwrap().ballot.unwrap().counted);
    });
}

// officer 1 ── mark of erika at one station
// officer 4 ── mark of erika at the other        neither has seen the other
#[test]
fn races_of_two_marks_of_one_slot_the_lower_holds_and_both_show() {
    let (mut v, poll, here) = hall();
    let there = open(&mut v.node, poll, "The school", &mut v.people[2..]);
    let mut away = copy(&v.node);
    let slot = v.slots[4];
    let one = v.node.mark(&mut v.people[0].pen(), here, slot).unwrap();
    let other = away.mark(&mut v.people[3].pen(), there, slot).unwrap();
    carry(&away, &mut v.node);
    let (low, high) = (one.min(other), one.max(other));
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.paper.marked, 1);
        assert_eq!(left_out(&report, high), Some(PaperExclusion::MarkedTwice { by: low }));
        assert_eq!(node.marked(&poll, &slot).unwrap(), Some(low));
    });
}

// officers 1, 2 ── closing ── seal {mark}
// officers 3, 4 ── bundle 1                      was not seen by them
#[test]
fn races_of_a_batch_and_the_seal_the_seal_is_exact() {
    let (mut v, poll, station) = hall();
    v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let mut away = copy(&v.node);
    let late = batch(&mut away, station, 1, &[1], &mut v.people[2..]);
    let closing = close(&mut v.node, station, &mut v.people[..2]);
    v.seal(poll);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert!(matches!(report.status, PollStatus::Sealed { round: 0, .. }));
        assert_eq!((report.ballots, report.paper.marked), (0, 1));
        assert_eq!(left_out(&report, late), Some(PaperExclusion::AfterClosing { closing }));
    });
}

// officers 1, 2 ── closing ── seal {erika: yes}
// officer 3     ── mark of erika                 was not seen by them
#[test]
fn races_of_a_mark_and_the_seal_the_sealed_ballot_counts() {
    let (mut v, poll, station) = hall();
    let mut away = copy(&v.node);
    let late = away.mark(&mut v.people[2].pen(), station, v.slots[4]).unwrap();
    let ballot = v.vote(4, poll, 0);
    let closing = close(&mut v.node, station, &mut v.people[..2]);
    v.seal(poll);
    carry(&away, &mut v.node);
    let slot = v.slots[4];
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, [ballot]);
        assert_eq!(left_out(&report, late), Some(PaperExclusion::AfterClosing { closing }));
        assert_eq!(node.marked(&poll, &slot).unwrap(), None);
    });
}

// officers 1, 2 ── closing, frontier: [mark of erika]
// officer 3     ── mark of ferran                was not seen by them
#[test]
fn races_of_a_closing_and_a_mark_the_frontier_decides() {
    let (mut v, poll, station) = hall();
    let early = v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let mut away = copy(&v.node);
    let late = away.mark(&mut v.people[2].pen(), station, v.slots[5]).unwrap();
    let ballot = v.vote(5, poll, 0);
    let closing = close(&mut v.node, station, &mut v.people[..2]);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(left_out(&report, early), None);
        assert_eq!(left_out(&report, late), Some(PaperExclusion::AfterClosing { closing }));
        assert_eq!(report.counted, [ballot], "paper that does not count outranks nothing");
    });
}

// officers 1, 2 ── closing, frontier: [mark of erika]
// officers 3, 4 ── closing, frontier: [mark of ferran]
#[test]
fn races_of_two_closings_both_bind() {
    let (mut v, poll, station) = hall();
    let mut away = copy(&v.node);
    let one = v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let other = away.mark(&mut v.people[2].pen(), station, v.slots[5]).unwrap();
    let here = close(&mut v.node, station, &mut v.people[..2]);
    let there = close(&mut away, station, &mut v.people[2..]);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        let late = |closing| Some(PaperExclusion::AfterClosing { closing });
        assert_eq!(left_out(&report, one), late(there));
        assert_eq!(left_out(&report, other), late(here));
        assert_eq!(report.paper.stations[0].closed, Some(here.min(there)));
    });
}

// officers 1, 2 ── bundle 1, counter 1
// officers 3, 4 ── bundle 1, counter 1           neither has seen the other
#[test]
fn races_of_two_writings_of_one_bundle_the_higher_id_counts() {
    let (mut v, poll, station) = hall();
    v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    v.node.mark(&mut v.people[0].pen(), station, v.slots[5]).unwrap();
    let mut away = copy(&v.node);
    let one = batch(&mut v.node, station, 1, &[0], &mut v.people[..2]);
    let other = batch(&mut away, station, 1, &[1], &mut v.people[2..]);
    carry(&away, &mut v.node);
    let (low, high) = (one.min(other), one.max(other));
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(left_out(&report, low), Some(PaperExclusion::Superseded { by: high }));
        assert_eq!((report.ballots, report.paper.marked), (1, 2));
    });
}

// stewards  ── r1: end of officer 2, frontier before the countersignature
// officer 2 ── countersignature of the bundle    names r0
#[test]
fn races_of_the_end_of_an_officer_and_a_countersignature_the_frontier_decides() {
    let (mut v, poll, station) = hall();
    v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let pen = &mut v.people[0].pen();
    let bundle = v.node.write_batch(pen, station, 1, papers(&[1])).unwrap();
    let mut away = copy(&v.node);
    away.countersign(&mut v.people[1].pen(), bundle).unwrap();
    let end = v.node.demotion(Role::StationOfficer, v.people[1].keys.member.public());
    v.revise(vec![end]);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(left_out(&report, bundle), Some(PaperExclusion::OneSignature));
        assert!(report.paper.stations[0].is_open(), "what the frontier lists stays");
    });
    // Another officer signs, and it counts.
    v.node.countersign(&mut v.people[2].pen(), bundle).unwrap();
    everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().ballots, 1));
}

// stewards  ── r1: end of officer 3, frontier before the mark
// officer 3 ── mark of erika                     names r0
#[test]
fn races_of_the_end_of_an_officer_and_a_mark_the_frontier_decides() {
    let (mut v, poll, station) = hall();
    let ballot = v.vote(4, poll, 0);
    let mut away = copy(&v.node);
    let late = away.mark(&mut v.people[2].pen(), station, v.slots[4]).unwrap();
    let end = v.node.demotion(Role::StationOfficer, v.people[2].keys.member.public());
    let revision = v.revise(vec![end]);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        let fault = PaperExclusion::Fault(Fault::Late { revision });
        assert_eq!(left_out(&report, late), Some(fault));
        assert_eq!(report.counted, [ballot]);
    });
}

// officer 1 ── mark ── bundle ── seal
// stewards                         ── r1: end of officers 1 and 2, frontier before the mark
#[test]
fn races_of_the_end_of_officers_and_the_seal_what_is_sealed_stays() {
    let (mut v, poll, station) = hall();
    let officer = |v: &Village, i: usize| v.people[i].keys.member.public();
    let ends = [0, 1].map(|i| v.node.demotion(Role::StationOfficer, officer(&v, i))).to_vec();
    v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let bundle = batch(&mut v.node, station, 1, &[1], &mut v.people[..2]);
    close(&mut v.node, station, &mut v.people[..2]);
    v.seal(poll);
    v.revise(ends);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(left_out(&report, bundle), None);
        assert_eq!((report.ballots, score(node, &poll, 1)), (1, 1));
    });
}

// officer 3 ─┬─ mark of erika
//            └─ mark of ferran                   the same device, restored from a backup
#[test]
fn races_of_an_officers_fork_and_a_mark_every_mark_stays() {
    let (mut v, poll, station) = hall();
    let ballots = [v.vote(4, poll, 0), v.vote(5, poll, 0)];
    let chain = v.people[2].chain(Lane::Ballots);
    let before = v.node.view().standing_head(&chain);
    let slots = [v.slots[4], v.slots[5]];
    v.node.mark(&mut v.people[2].pen(), station, slots[0]).unwrap();
    let other = Act::Mark(Mark { opening: poll, station, slot: slots[1] });
    let revision = Some(tip(&v.node));
    let (_, fork) = v.people[2].forge(&v.node, before, revision, &other);
    assert_eq!(v.node.ingest(&[fork]).unwrap().added, 1);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!((report.paper.marked, report.ballots), (2, 0));
        for (ballot, slot) in ballots.into_iter().zip(slots) {
            let mark = node.marked(&poll, &slot).unwrap().unwrap();
            assert_eq!(why(&report, ballot), Some(Exclusion::OnPaper { mark }));
        }
    });
}

// officer 3's computer  ── mark of erika
// officer 3's telephone ── end of the computer, frontier before the mark
#[test]
fn races_of_the_end_of_an_officers_device_and_a_mark_the_mark_stays() {
    let (mut v, poll, station) = hall();
    v.people[2].take_phone(&mut v.node);
    let mut away = copy(&v.node);
    let mark = away.mark(&mut v.people[2].pen(), station, v.slots[4]).unwrap();
    let (member, device) = (v.people[2].member(), v.people[2].keys.device.public());
    v.node.retire(&mut v.people[2].phone(), &member, device).unwrap();
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        assert_eq!(node.marked(&poll, &v.slots[4]).unwrap(), Some(mark));
    });
}

// stewards  ── r1: suspend erika
// officer 1 ── mark of erika                     names r0: she had her paper before
#[test]
fn races_of_a_suspension_and_a_mark_the_mark_stays() {
    let (mut v, poll, station) = hall();
    let mut away = copy(&v.node);
    let mark = away.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let cut = v.node.suspension(v.slots[4]);
    v.revise(vec![cut]);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        assert_eq!(node.marked(&poll, &v.slots[4]).unwrap(), Some(mark));
    });
}

// officers 1, 2 ── bundles of more papers than marks, forged past every check
#[test]
fn more_papers_than_marks_count_nowhere() {
    let (mut v, poll, station) = hall();
    v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let ballots = vec![one(0), one(0)];
    let act =
        Act::Batch(Batch { opening: poll, station, bundle: 1, counter: 1, ballots, spoilt: 0 });
    let bundle = v.node.write(&mut v.people[0].pen(), &act).unwrap();
    v.node.countersign(&mut v.people[1].pen(), bundle).unwrap();
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        let beyond = PaperExclusion::BeyondMarks { marks: 1 };
        assert_eq!(left_out(&report, bundle), Some(beyond));
        assert_eq!(report.ballots, 0);
    });
}
