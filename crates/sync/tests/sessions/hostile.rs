//! What a peer that lies, stalls or floods can do: nothing but end its own session.

use participation_sync::{Cost, Ending, Fault, MAX_FRAME, Refusal, Secret, Session};
use participation_types::{Lane, to_canonical};
use proptest::prelude::*;

use crate::line::Meeting;
use crate::shelf::{Paper, Shelf};

fn shelf(count: u64) -> Shelf {
    Shelf::new(1, (0..count).map(|n| Paper::new(Lane::Content, n, n)))
}

/// A dialler whose session is open, and the key that only it knows: the peer's frames follow.
fn open(shelf: &mut Shelf) -> Session {
    let (meeting, mut other) = (Meeting::default(), shelf_of_other());
    let mut there = Session::dial(meeting.settings(0), 0, &mut other).unwrap();
    let hello = there.transmit(0, &mut other).unwrap().unwrap();
    let hello = Session::hear(&hello).unwrap();
    let mut here = Session::accept(meeting.settings(1), 0, &hello, shelf).unwrap();
    let answer = here.transmit(0, shelf).unwrap().unwrap();
    there.receive(0, &answer, &mut other).unwrap();
    let begin = there.transmit(0, &mut other).unwrap().unwrap();
    here.receive(0, &begin, shelf).unwrap();
    assert_eq!(here.ending(), None);
    here
}

fn shelf_of_other() -> Shelf {
    Shelf::new(2, [Paper::new(Lane::Content, 1, 999)])
}

#[test]
fn who_does_not_know_the_secret_gets_nothing_and_learns_nothing() {
    let (mut one, mut two) = (shelf(10), shelf_of_other());
    let secrets = [Secret::from_bytes([1; 32]), Secret::from_bytes([2; 32])];
    let met = Meeting { secrets, ..Meeting::default() }.run(&mut one, &mut two);
    assert_eq!(met.endings[1], Some(Ending::Fault(Fault::Proof)));
    assert_eq!((met.entries, one.papers.len(), two.papers.len()), (0, 10, 1));
}

#[test]
fn a_refusal_ends_a_session_without_blame() {
    let mut one = shelf(3);
    let mut session = Session::dial(Meeting::default().settings(0), 0, &mut one).unwrap();
    let frame = Session::refuse(Refusal::Busy, 1234);
    session.receive(0, &frame, &mut one).unwrap();
    assert_eq!(session.ending(), Some(&Ending::Later(Refusal::Busy, 1234)));
}

#[test]
fn a_peer_that_is_silent_is_cut_off() {
    let mut one = shelf(3);
    let mut session = open(&mut one);
    session.tick(session.deadline() - 1);
    assert_eq!(session.ending(), None);
    session.tick(session.deadline());
    assert_eq!(session.ending(), Some(&Ending::Cut));
}

fn fault_of(frames: impl IntoIterator<Item = Vec<u8>>) -> Option<Ending> {
    let mut one = shelf(3000);
    let mut session = open(&mut one);
    for frame in frames {
        session.receive(0, &frame, &mut one).unwrap();
    }
    session.ending().cloned()
}

fn rule(ending: Option<Ending>) -> &'static str {
    match ending {
        Some(Ending::Fault(Fault::Rule(rule) | Fault::Turn(rule))) => rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_no_honest_node_holds_and_frames_longer_than_any_message_are_a_fault() {
    let entry = vec![9; 1_000_000];
    let entries = |n| {
        to_canonical(|w| {
            w.array(2).uint(10).array(n);
            (0..n).for_each(|_| {
                w.bytes(&entry);
            });
        })
    };
    assert!(
        matches!(fault_of([entries(1)]), Some(Ending::Fault(Fault::Entry(why))) if why == "no paper")
    );
    let too_long = fault_of([vec![0; MAX_FRAME + 1]]);
    assert_eq!(too_long, Some(Ending::Fault(Fault::Frame(MAX_FRAME + 1))));
}

#[test]
fn answers_that_nobody_asked_for_are_a_fault() {
    let answered = to_canonical(|w| {
        w.array(1).uint(11);
    });
    assert_eq!(rule(fault_of([answered])), "it answers what nobody asked");
    let piece = to_canonical(|w| {
        w.array(5).uint(15).bytes(&[1; 32]).uint(9).uint(0).bytes(b"x");
    });
    assert_eq!(rule(fault_of([piece])), "a piece that nobody asked for");
    let want = to_canonical(|w| {
        w.array(3).uint(5).uint(77).array(0);
    });
    assert_eq!(rule(fault_of([want])), "it wants of an offer that was not made");
}

#[test]
fn a_peer_that_asks_and_does_not_read_is_cut_before_it_costs_much_memory() {
    let offer = |number| {
        to_canonical(|w| {
            w.array(5).uint(4).uint(number).null().uint(0).array(1).bytes(&[9; 32]);
        })
    };
    let ending = fault_of((0..1000).map(offer));
    assert_eq!(rule(ending), "it offers more at once than it may");
    let ranges = to_canonical(|w| {
        w.array(2).uint(8).array(1).array(4).uint(0).bytes(&[3]).uint(1).uint(1);
    });
    let ending = fault_of(std::iter::repeat_n(ranges, 10_000));
    assert_eq!(rule(ending), "it asks and does not read the answers");
}

#[test]
fn a_liar_about_totals_changes_what_is_shown_and_nothing_else() {
    let totals = to_canonical(|w| {
        w.array(4).uint(7).uint(u64::from(u32::MAX)).uint(0).uint(0);
    });
    assert_eq!(fault_of([totals]), None);
}

#[test]
fn a_budget_ends_what_one_peer_may_cost() {
    let (mut full, mut new) = (shelf(5000), Shelf::new(2, []));
    let met = Meeting { bytes: 100_000, ..Meeting::default() }.run(&mut new, &mut full);
    assert_eq!(met.endings[0], Some(Ending::Later(Refusal::Budget, 60_000)));
    assert!(met.payload < 400_000);
    let (mut one, mut two) = (shelf(5000), shelf_of_other());
    let met = Meeting { hashes: 100, ..Meeting::default() }.run(&mut two, &mut one);
    assert!(met.endings.contains(&Some(Ending::Later(Refusal::Budget, 60_000))), "{met:?}");
}

#[test]
fn an_allowance_that_others_use_up_ends_a_session_that_runs() {
    let (mut full, mut new) = (shelf(5000), Shelf::new(2, []));
    let meeting = Meeting::default();
    let mut here = Session::dial(meeting.settings(0), 0, &mut new).unwrap();
    let hello = here.transmit(0, &mut new).unwrap().unwrap();
    let hello = Session::hear(&hello).unwrap();
    let mut there = Session::accept(meeting.settings(1), 0, &hello, &mut full).unwrap();
    while there.cost().bytes == 0 {
        assert_eq!(there.ending(), None);
        // More than it has: that changes nothing.
        there.lower(Cost { bytes: u64::MAX, hashes: u64::MAX });
        if let Some(frame) = there.transmit(0, &mut full).unwrap() {
            here.receive(0, &frame, &mut new).unwrap();
        }
        if let Some(frame) = here.transmit(0, &mut new).unwrap() {
            there.receive(0, &frame, &mut full).unwrap();
        }
    }
    let before = there.cost();
    there.lower(Cost { bytes: 0, hashes: 0 });
    assert_eq!(there.cost(), before);
    assert!(there.transmit(0, &mut full).unwrap().is_some(), "it says why");
    assert_eq!(there.ending(), Some(&Ending::Later(Refusal::Budget, 60_000)));
}

/// Frames that are messages, nearly, in the order of their kinds.
fn frame() -> impl Strategy<Value = Vec<u8>> {
    let value = prop_oneof![
        any::<u64>().prop_map(|n| to_canonical(|w| {
            w.uint(n);
        })),
        (0..40u64).prop_map(|n| to_canonical(|w| {
            w.uint(n);
        })),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(|b| to_canonical(|w| {
            w.bytes(&b);
        })),
        any::<[u8; 32]>().prop_map(|b| to_canonical(|w| {
            w.array(1).bytes(&b);
        })),
        Just(vec![0xf6]),
        Just(vec![0x80]),
    ];
    (0..18u64, prop::collection::vec(value, 0..6)).prop_map(|(kind, values)| {
        let mut bytes = to_canonical(|w| {
            w.array(values.len() + 1).uint(kind);
        });
        values.iter().for_each(|value| bytes.extend(value));
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_of_a_peer_bring_a_session_down(
        frames in prop::collection::vec(prop_oneof![
            frame(),
            prop::collection::vec(any::<u8>(), 0..100),
        ], 1..40),
    ) {
        let mut one = shelf(200);
        let mut session = open(&mut one);
        for frame in frames {
            session.receive(0, &frame, &mut one).unwrap();
            for _ in 0..10 {
                session.transmit(0, &mut one).unwrap();
            }
        }
        prop_assert!(one.papers.len() >= 200);
    }
}

#[test]
fn ranges_asked_again_and_again_and_never_taken_up_end_the_session() {
    let mut one = shelf(3000);
    let mut session = open(&mut one);
    // "I have nothing at all", which is answered by offers that the other does not answer.
    let nothing = to_canonical(|w| {
        w.array(2).uint(8).array(1).array(3).uint(0).bytes(&[3]).bytes(&[]);
    });
    let mut steps = 0;
    while session.ending().is_none() {
        session.receive(0, &nothing, &mut one).unwrap();
        while session.transmit(0, &mut one).unwrap().is_some() {}
        steps += 1;
        assert!(steps < 20_000, "it goes on for ever");
    }
    assert_eq!(rule(session.ending().cloned()), "it asks for more than it takes in");
}
