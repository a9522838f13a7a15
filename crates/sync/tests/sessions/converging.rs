//! Two nodes end with the same, whatever each had.

use std::collections::BTreeSet;

use participation_sync::Ending;
use participation_types::{EntryId, Lane};
use proptest::prelude::*;

use crate::line::{Meeting, Met};
use crate::shelf::{Paper, Shelf};

fn many(count: u64) -> impl Iterator<Item = Paper> {
    (0..count).map(|n| Paper::new(Lane::ALL[(n % 3) as usize], 1000 * n, n))
}

fn meet(one: &mut Shelf, two: &mut Shelf, meeting: &Meeting) -> Met {
    let met = meeting.run(one, two);
    assert!(met.is_done(), "{:?}", met.endings);
    assert_eq!(one.ids(), two.ids());
    assert_eq!(one.index.root(), two.index.root());
    met
}

#[test]
fn equal_sets_cost_one_round_and_at_most_256_bytes() {
    let (mut one, mut two) = (Shelf::new(1, many(3000)), Shelf::new(2, many(3000)));
    let seen = [Some(cursor(&two)), Some(cursor(&one))];
    let met = meet(&mut one, &mut two, &Meeting { seen, ..Meeting::default() });
    assert!(met.bytes <= 256, "{} bytes", met.bytes);
    assert_eq!(met.endings[0], Some(Ending::Done { equal: true, held_back: 0 }));
}

fn cursor(shelf: &Shelf) -> participation_sync::Cursor {
    use participation_sync::Replica;
    participation_sync::Cursor { incarnation: shelf.incarnation(), next: [shelf.arrivals(); 3] }
}

#[test]
fn a_new_node_gets_everything_lane_by_lane_and_little_else_goes_over_the_line() {
    for empty_dials in [true, false] {
        let (mut full, mut new) = (Shelf::new(1, many(5000)), Shelf::new(2, []));
        let mut lanes = Vec::new();
        let meeting = Meeting::default();
        let met = if empty_dials {
            meeting.run_with(&mut new, &mut full, |_, new, _| lanes.push(lanes_of(new)))
        } else {
            meeting.run_with(&mut full, &mut new, |_, _, new| lanes.push(lanes_of(new)))
        };
        assert!(met.is_done(), "{:?}", met.endings);
        assert_eq!(full.ids(), new.ids());
        let all = lanes_of(&full);
        for seen in lanes {
            assert!(seen[1] == 0 || seen[0] == all[0], "authority before ballots: {seen:?}");
            assert!(seen[2] == 0 || seen[1] == all[1], "ballots before content: {seen:?}");
        }
        assert_eq!(met.entries, 5000, "none comes twice");
    }
}

fn lanes_of(shelf: &Shelf) -> [usize; 3] {
    Lane::ALL.map(|lane| shelf.index.count(lane))
}

#[test]
fn who_comes_back_is_told_what_is_new_and_nothing_else() {
    let (mut one, mut two) = (Shelf::new(1, many(4000)), Shelf::new(2, []));
    let first = meet(&mut one, &mut two, &Meeting::default());
    for n in 0..20 {
        one.put(Paper::new(Lane::Content, 7, 1_000_000 + n));
        two.put(Paper::new(Lane::Ballots, 9_000_000, 2_000_000 + n));
    }
    let again = Meeting { seen: first.seen, ..Meeting::default() };
    let met = meet(&mut two, &mut one, &Meeting { seen: [first.seen[1], first.seen[0]], ..again });
    assert_eq!(met.entries, 40);
    assert!(met.bytes - met.payload < 4000, "{} bytes of control", met.bytes - met.payload);
}

#[test]
fn what_the_other_holds_is_what_it_says_or_what_its_root_shows() {
    let (mut one, mut two) = (Shelf::new(1, many(40)), Shelf::new(2, []));
    let first = meet(&mut one, &mut two, &Meeting::default());
    assert_eq!(first.vouched, [None, None], "before anything was given nobody held it");
    // Equal roots: each holds everything that the other had then.
    let met = meet(&mut one, &mut two, &Meeting::default());
    assert_eq!(met.vouched, [Some(cursor(&one)), Some(cursor(&two))]);
    // What is new is not known there until the other says so in another session.
    let before = cursor(&one);
    one.put(Paper::new(Lane::Content, 7, 1_000_000));
    let meeting = Meeting { seen: first.seen, ..Meeting::default() };
    let met = meet(&mut one, &mut two, &meeting);
    assert_eq!(met.vouched[0], Some(before));
    // Of another numbering, or further than there is anything: nothing is said.
    for wrong in [
        participation_sync::Cursor { next: [9_000; 3], ..before },
        participation_sync::Cursor {
            incarnation: participation_sync::Incarnation::from_bytes([99; 8]),
            ..before
        },
    ] {
        one.put(Paper::new(Lane::Content, 8, u64::from(wrong.next[0])));
        let met =
            Meeting { seen: [None, Some(wrong)], ..Meeting::default() }.run(&mut one, &mut two);
        assert_eq!(met.vouched[0], None);
    }
}

#[test]
fn a_cursor_of_before_a_rebuild_is_void_and_harms_nothing() {
    let (mut one, mut two) = (Shelf::new(1, many(300)), Shelf::new(2, many(200)));
    let mut old = cursor(&one);
    old.incarnation = participation_sync::Incarnation::from_bytes([99; 8]);
    meet(&mut two, &mut one, &Meeting { seen: [Some(old), None], ..Meeting::default() });
}

#[test]
fn a_cursor_that_claims_too_much_is_found_out_by_the_roots() {
    let (mut one, mut two) = (Shelf::new(1, many(300)), Shelf::new(2, many(200)));
    let seen = [Some(cursor(&one)), None];
    let met = meet(&mut two, &mut one, &Meeting { seen, ..Meeting::default() });
    assert_eq!(met.entries, 100);
    assert!(met.ranges > 0);
}

#[test]
fn who_is_cut_off_goes_on_where_it_stopped() {
    let (mut full, mut new) = (Shelf::new(1, many(6000)), Shelf::new(2, []));
    let (mut seen, mut given, mut sessions) = (None, 0, 0);
    while full.ids() != new.ids() {
        let meeting = Meeting { seen: [seen, None], cut_after: 24, ..Meeting::default() };
        let met = meeting.run(&mut new, &mut full);
        (seen, given, sessions) = (met.seen[0].or(seen), given + met.entries, sessions + 1);
        assert!(sessions < 100, "{} of 6000 after {sessions} sessions", new.papers.len());
    }
    assert!(sessions > 1, "it was never cut off");
    assert!(given < 7500, "{given} entries were given for 6000");
}

#[test]
fn an_entry_that_did_not_enter_is_never_passed_over_by_the_cursor() {
    let (mut full, mut new) = (Shelf::new(1, many(3000)), Shelf::new(2, []));
    new.most = 1500;
    let met = Meeting::default().run(&mut new, &mut full);
    assert!(met.is_done(), "{:?}", met.endings);
    assert!(
        matches!(met.endings[0], Some(Ending::Done { held_back, .. }) if held_back > 0),
        "{:?}",
        met.endings
    );
    new.most = usize::MAX;
    let seen = [met.seen[0], None];
    meet(&mut new, &mut full, &Meeting { seen, ..Meeting::default() });
}

#[test]
fn one_space_comes_before_the_rest_of_the_content() {
    let mut full = Shelf::new(1, many(6000));
    let space: Vec<EntryId> = full
        .papers
        .iter()
        .filter(|paper| paper.lane == Lane::Content && paper.name > 5000)
        .map(Paper::id)
        .collect();
    full.space.clone_from(&space);
    let mut new = Shelf::new(2, []);
    let meeting = Meeting { first: Some(EntryId::from_bytes([1; 32])), ..Meeting::default() };
    let mut at_that_time = None;
    let met = meeting.run_with(&mut new, &mut full, |_, new, _| {
        if at_that_time.is_none() && space.iter().all(|id| new.ids().contains(id)) {
            at_that_time = Some(lanes_of(new));
        }
    });
    assert!(met.is_done(), "{:?}", met.endings);
    let [authority, _, content] = at_that_time.expect("it has come");
    assert_eq!(authority, 2000, "authority before it");
    assert!(content < space.len() + 700, "{content} entries of content came before it was whole");
}

#[test]
fn blobs_come_in_pieces_and_go_on_after_a_cut() {
    let (mut one, mut two) = (Shelf::new(1, many(10)), Shelf::new(2, many(10)));
    let bytes: Vec<u8> = (0..300_000u32).map(|n| n.to_le_bytes()[0]).collect();
    let id = one.put_blob(bytes.clone());
    two.named.insert(id);
    let met = Meeting { cut_after: 9, ..Meeting::default() }.run(&mut two, &mut one);
    assert!(!met.is_done() && two.pieces.offset(&id) > 0);
    let held = u64::from(two.pieces.offset(&id));
    let met = meet(&mut two, &mut one, &Meeting::default());
    assert_eq!(two.blobs[&id], bytes);
    assert_eq!(met.payload, bytes.len() as u64 - held, "what had come does not come again");
}

#[test]
fn a_body_that_is_missing_is_asked_for_though_the_sets_are_equal() {
    let (mut one, mut two) = (Shelf::new(1, many(10)), Shelf::new(2, many(10)));
    two.papers[4].body = None;
    let met = meet(&mut two, &mut one, &Meeting::default());
    assert_eq!(two.papers[4].body, one.papers[4].body);
    assert_eq!(met.entries, 1);
}

#[test]
fn what_comes_in_during_a_session_does_not_disturb_it() {
    let (mut one, mut two) = (Shelf::new(1, many(2000)), Shelf::new(2, many(1500)));
    let met = Meeting::default().run_with(&mut one, &mut two, |frame, one, two| {
        if frame < 200 {
            one.put(Paper::new(Lane::Content, 5, 10_000_000 + frame as u64));
            two.put(Paper::new(Lane::Authority, 6, 20_000_000 + frame as u64));
        }
    });
    assert!(met.is_done(), "{:?}", met.endings);
    let seen = met.seen;
    meet(&mut one, &mut two, &Meeting { seen, ..Meeting::default() });
}

#[test]
fn a_long_chain_whose_times_run_backwards_arrives_whole() {
    let mut papers: Vec<Paper> = Vec::new();
    for n in 0..3000u64 {
        let mut paper = Paper::new(Lane::Content, 1_000_000 - n, n);
        paper.after = papers.last().map(Paper::id);
        papers.push(paper);
    }
    let (mut full, mut new) = (Shelf::new(1, papers), Shelf::new(2, []));
    meet(&mut new, &mut full, &Meeting::default());
}

fn papers(max: usize) -> impl Strategy<Value = Vec<Paper>> {
    let paper = (0..3usize, 0..6u64, 0..400u64)
        .prop_map(|(lane, time, name)| Paper::new(Lane::ALL[lane], time * 40_000_000, name));
    prop::collection::vec(paper, 0..max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_two_sets_end_as_their_union(
        common in papers(400), mine in papers(120), yours in papers(120), used in any::<[bool; 2]>(),
    ) {
        let mut one = Shelf::new(1, common.iter().chain(&mine).cloned());
        let mut two = Shelf::new(2, common.iter().chain(&yours).cloned());
        let union: BTreeSet<EntryId> = one.ids().union(&two.ids()).copied().collect();
        let seen = [used[0].then(|| cursor(&two)), used[1].then(|| cursor(&one))];
        let met = Meeting { seen, ..Meeting::default() }.run(&mut one, &mut two);
        prop_assert!(met.is_done(), "{:?}", met.endings);
        prop_assert_eq!(&one.ids(), &union);
        prop_assert_eq!(&two.ids(), &union);
    }
}

#[test]
fn two_large_sets_that_have_little_in_common_are_nobodys_fault() {
    // One of four of a large set, and two that share nothing, scattered over the same times.
    let part = |keep: fn(u64) -> bool| {
        let papers = (0..140_000).filter(move |n| keep(*n));
        papers.map(|n| Paper { body: None, ..Paper::new(Lane::Content, 1000 * n, n) })
    };
    for [one, two] in
        [[(|n| n % 4 == 0) as fn(u64) -> bool, |_| true], [|n| n % 2 == 0, |n| n % 2 > 0]]
    {
        let (mut one, mut two) = (Shelf::new(1, part(one)), Shelf::new(2, part(two)));
        let met = meet(&mut one, &mut two, &Meeting::default());
        assert!(met.entries <= 145_000, "{} entries", met.entries);
    }
}
