//! Lists that have an order are refused out of it: one set has one encoding.

use participation_acts::{Act, Batch, Change, Choices, Founding, Opening, Revision, Role, Seats};
use participation_types::{EntryId, Frontier, RevisionId, Sorted, to_canonical};

use crate::samples::{ballot, founding, frontier, member, opening, seats, text};

fn read(act: &Act) -> bool {
    Act::decode(&act.encode()).is_ok()
}

/// The ascending list is read; reversed, or with an item twice, it is refused.
fn ascending<T: Clone>(items: [T; 3], act: impl Fn(Vec<T>) -> Act) {
    let [a, b, c] = items;
    assert!(read(&act(vec![a.clone(), b.clone(), c.clone()])));
    for wrong in [
        vec![b.clone(), a.clone(), c.clone()],
        vec![a.clone(), c.clone(), b.clone()],
        vec![a.clone(), a.clone(), b.clone()],
        vec![a, b, c.clone(), c],
    ] {
        assert!(!read(&act(wrong)));
    }
}

fn vote(choices: Choices) -> Act {
    Act::Ballot(ballot(choices))
}

#[test]
fn paper_ballots_stand_in_the_order_of_their_bytes_and_may_be_equal() {
    let batch = |ballots: &[Choices]| {
        let (opening, station) = (EntryId::from_bytes([1; 32]), EntryId::from_bytes([2; 32]));
        let ballots = ballots.to_vec();
        Act::Batch(Batch { opening, station, bundle: 1, counter: 1, ballots, spoilt: 0 })
    };
    let (blank, one, ranked) =
        (Choices::Approval(vec![]), Choices::Approval(vec![9]), Choices::Ranking(vec![1]));
    assert!(read(&batch(&[blank.clone(), one.clone(), one.clone(), ranked.clone()])));
    assert!(!read(&batch(&[one.clone(), blank.clone()])));
    let sorted = Batch::sorted(vec![ranked, one, blank]);
    assert!(read(&batch(&sorted)));
}

fn propose(change: Change) -> Act {
    let parent = RevisionId::from_bytes([1; 32]);
    Act::Propose(Revision { parent, changes: vec![change], reason: text("") })
}

#[test]
fn stewards_stand_in_the_order_of_their_keys() {
    let three: [_; 3] = seats(3, 3).seats.try_into().unwrap();
    ascending(three, |seats| {
        // A threshold that fits every list here, so that the order alone decides.
        let seats = Seats { seats, threshold: 3 };
        Act::Found(Founding { seats, ..founding() })
    });
}

#[test]
fn one_steward_has_one_seat_whatever_its_recovery_key() {
    let mut twice = seats(3, 2);
    twice.seats[1].member = twice.seats[0].member;
    assert!(!read(&Act::Found(Founding { seats: twice, ..founding() })));
}

#[test]
fn roles_stand_in_order() {
    let roles =
        [(Role::Registrar, member(1)), (Role::Registrar, member(2)), (Role::Organiser, member(1))];
    ascending(roles, |roles| Act::Found(Founding { roles, ..founding() }));
}

#[test]
fn stewards_that_leave_stand_in_order() {
    let leaving = [2, 3, 4].map(|n| (member(n), frontier()));
    ascending(leaving, |leaving| propose(Change::Seats { seats: seats(1, 1), leaving }));
    // The same steward with another frontier is the same steward.
    let twice = vec![(member(2), Frontier::default()), (member(2), frontier())];
    assert!(!read(&propose(Change::Seats { seats: seats(1, 1), leaving: twice })));
}

#[test]
fn nodes_stand_in_the_order_of_their_bytes() {
    let body = |list: &[&str]| {
        let good = Sorted::new(["/a".parse().unwrap()]).unwrap();
        let good = propose(Change::Nodes(good)).encode();
        let (at, from) = (good.len() - 5, [0x81, 0x62, b'/', b'a']);
        assert_eq!(good[at..at + 4], from, "the list, and then a reason without a word");
        let list = to_canonical(|w| {
            w.array(list.len());
            list.iter().for_each(|node| {
                w.text(node);
            });
        });
        Act::decode(&[&good[..at], &list, &good[at + 4..]].concat()).is_ok()
    };
    assert!(body(&["/B", "/a", "/aa"]));
    for wrong in [&["/a", "/B"][..], &["/aa", "/a"], &["/a", "/a"]] {
        assert!(!body(wrong), "{wrong:?}");
    }
}

#[test]
fn options_of_a_ballot_stand_in_order() {
    ascending([0, 1, 65_535], |options| vote(Choices::Approval(options)));
    ascending([(0, 9), (1, 1), (7, 5)], |points| vote(Choices::Points(points)));
    assert!(!read(&vote(Choices::Points(vec![(1, 2), (1, 3)]))));
    assert!(!read(&vote(Choices::Points(vec![(1, 0)]))));
}

#[test]
fn a_ranking_has_any_order_and_each_option_once() {
    assert!(read(&vote(Choices::Ranking(vec![5, 0, 9]))));
    assert!(!read(&vote(Choices::Ranking(vec![5, 0, 5]))));
    assert!(!read(&vote(Choices::Ranking(vec![5, 5]))));
}

#[test]
fn two_options_of_one_name_are_refused() {
    let named = |names: [&str; 3]| {
        let mut options = [opening().options, opening().options].concat();
        options.truncate(3);
        options.iter_mut().zip(names).for_each(|(option, name)| option.id = text(name));
        Act::Open(Opening { options, ..opening() })
    };
    assert!(read(&named(["c", "a", "b"])));
    assert!(!read(&named(["a", "b", "a"])));
}

#[test]
fn chains_of_a_frontier_stand_in_order() {
    let item = |device: u8, lane: u64| {
        to_canonical(|w| {
            w.array(4).bytes(&[device; 32]).uint(lane).uint(0).bytes(&[1; 32]);
        })
    };
    let read = |items: &[Vec<u8>]| {
        let suspend = [
            &[0x84, 6, 0x58, 0x20][..],
            &[1; 32],
            &[0x81, 0x83, 4, 0x58, 0x20],
            &[2; 32],
            &[0x80 | u8::try_from(items.len()).unwrap()],
            &items.concat(),
            &[0x60],
        ];
        Act::decode(&suspend.concat()).is_ok()
    };
    let (a, b, c) = (item(1, 0), item(1, 2), item(2, 0));
    assert!(read(&[a.clone(), b.clone(), c.clone()]));
    assert!(!read(&[b.clone(), a.clone(), c.clone()]));
    assert!(!read(&[a.clone(), c, b.clone()]));
    assert!(!read(&[a.clone(), a.clone()]));
    assert!(!read(&[a, item(1, 3), b]));
}
