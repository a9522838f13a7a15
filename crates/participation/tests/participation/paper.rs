//! What officers are told before they sign, and what everybody finds in the end.

use participation::{Act, Error, PollStatus, SlotId, StationFault};

use crate::delivery::everywhere;
use crate::races_ballots::score;
use crate::races_paper::{batch, hall, papers};
use crate::village::{one, village};

fn fault<T: std::fmt::Debug>(done: Result<T, Error>) -> StationFault {
    match done.unwrap_err() {
        Error::Station(fault) => fault,
        other => panic!("{other}"),
    }
}

#[test]
fn a_day_at_the_station_ends_in_one_result_of_both_channels() {
    let (mut v, poll, station) = hall();
    v.vote(5, poll, 0);
    v.vote(4, poll, 0);
    let before = v.node.at_station(&poll, &v.slots[4]).unwrap();
    assert!(before.in_roll && before.online.is_some() && before.marked.is_none());
    v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    v.node.mark(&mut v.people[1].pen(), station, v.slots[3]).unwrap();
    v.node.mark(&mut v.people[1].pen(), station, v.slots[2]).unwrap();
    let pen = &mut v.people[0].pen();
    let bundle = v.node.write_batch(pen, station, 1, vec![Some(one(1)), None, Some(one(1))]);
    let bundle = bundle.unwrap();
    v.node.countersign(&mut v.people[1].pen(), bundle).unwrap();
    let closing = v.node.close_station(&mut v.people[0].pen(), station).unwrap();
    v.node.countersign(&mut v.people[1].pen(), closing).unwrap();
    v.seal(poll);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert!(matches!(report.status, PollStatus::Sealed { round: 0, .. }));
        assert_eq!((report.ballots, report.channels.online.ballots), (3, 1));
        assert_eq!((report.channels.paper.ballots, report.paper.spoilt), (2, 1));
        assert_eq!(report.channels.together.options, [1, 2, 0]);
        assert_eq!((score(node, &poll, 0), score(node, &poll, 1)), (1, 2));
        assert_eq!(report.outcome.unwrap().winners(), ["no"]);
        let seals = &report.seals[0];
        assert_eq!(seals.ballots as usize, report.ballots);
        let counted = node.counted_ballots(&poll).unwrap().unwrap();
        assert_eq!(counted.len(), 3, "who counts again has the papers too");
    });
}

#[test]
fn nobody_alone_opens_signs_twice_or_goes_on_after_the_end() {
    let (mut v, poll, station) = hall();
    assert_eq!(
        fault(v.node.countersign(&mut v.people[2].pen(), station)),
        StationFault::SignedByTwo
    );
    let other = v.node.open_station(&mut v.people[0].pen(), poll, "The school").unwrap();
    assert_eq!(fault(v.node.countersign(&mut v.people[0].pen(), other)), StationFault::SameOfficer);
    let not_open = fault(v.node.mark(&mut v.people[0].pen(), other, v.slots[4]));
    assert!(matches!(not_open, StationFault::NotOpen { .. }));
    let nothing = fault(v.node.countersign(&mut v.people[0].pen(), poll));
    assert_eq!(nothing, StationFault::NothingToSign(poll));
    let denied = v.node.open_station(&mut v.people[5].pen(), poll, "At home").unwrap_err();
    assert!(matches!(denied, Error::NotAllowed(_)), "{denied}");
    let closing = v.node.close_station(&mut v.people[0].pen(), station).unwrap();
    v.node.countersign(&mut v.people[1].pen(), closing).unwrap();
    let closed = fault(v.node.mark(&mut v.people[0].pen(), station, v.slots[4]));
    assert!(matches!(closed, StationFault::Closed { .. }));
}

#[test]
fn paper_is_given_once_and_only_to_those_in_the_roll() {
    let (mut v, _, station) = hall();
    let slot = v.slots[4];
    let mark = v.node.mark(&mut v.people[0].pen(), station, slot).unwrap();
    let again = fault(v.node.mark(&mut v.people[1].pen(), station, slot));
    assert_eq!(again, StationFault::MarkedAlready { slot, mark });
    v.settle(99);
    let late: SlotId = v.slots[6];
    let denied = v.node.mark(&mut v.people[0].pen(), station, late).unwrap_err();
    assert!(denied.to_string().contains("not in the roll"), "{denied}");
}

#[test]
fn a_station_is_not_closed_while_papers_and_marks_disagree() {
    let (mut v, _, station) = hall();
    v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let pen = &mut v.people[0].pen();
    let waiting = v.node.write_batch(pen, station, 7, papers(&[1, 1])).unwrap();
    let close = |v: &mut crate::village::Village| {
        fault(v.node.close_station(&mut v.people[0].pen(), station))
    };
    assert_eq!(close(&mut v), StationFault::WaitingBatch { bundle: 7 });
    v.node.countersign(&mut v.people[1].pen(), waiting).unwrap();
    assert_eq!(close(&mut v), StationFault::BeyondMarks { bundle: 7, marks: 1 });
    batch(&mut v.node, station, 7, &[1], &mut v.people[..2]);
    assert!(v.node.close_station(&mut v.people[0].pen(), station).is_ok());
}

#[test]
fn a_poll_is_not_sealed_while_a_station_is_open() {
    let (mut v, poll, _) = hall();
    let why = v.node.seal(&mut v.stewards[0].pen(), poll).unwrap_err().to_string();
    assert!(why.contains("`The hall` is open"), "{why}");
}

#[test]
fn a_poll_without_paper_has_no_word_of_it() {
    let mut v = village(2);
    let poll = v.ask();
    v.vote(0, poll, 0);
    let report = v.node.report(&poll).unwrap();
    assert!(report.paper.is_empty());
    assert!(!serde_json::to_string(&report).unwrap().contains("paper"));
}

#[test]
fn what_paper_rests_on_is_kept_as_long_as_ballots_are() {
    let (mut v, poll, station) = hall();
    let mark = v.node.mark(&mut v.people[0].pen(), station, v.slots[4]).unwrap();
    let now = participation::Timestamp::from_millis(1_800_000_000_000);
    let refused = v.node.erase_ballot(&mark, now).unwrap_err();
    assert!(matches!(refused, Error::NotErasable { .. }), "{refused}");
    assert!(matches!(v.node.act(&mark).unwrap(), Some(Act::Mark(_))));
    assert_eq!(v.node.marked(&poll, &v.slots[4]).unwrap(), Some(mark));
}
