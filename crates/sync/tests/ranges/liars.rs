//! A peer that says whatever it likes gets bounded answers, and comes to an end of its budget.

use participation_sync::Fingerprint;
use participation_sync::ranges::{MAX_RANGES, Mode, Ranges, Work};
use participation_types::{Lane, Reader, Writer, to_canonical};
use proptest::prelude::*;

use crate::sets::{Dice, Side, carry, index, key};

/// What a peer might write about a range.
#[derive(Debug, Clone)]
enum Claim {
    Skip,
    Open,
    List(Vec<u64>),
    Fingerprint(u64, u64),
}

fn claims() -> impl Strategy<Value = Claim> {
    prop_oneof![
        1 => Just(Claim::Skip),
        1 => Just(Claim::Open),
        2 => prop::collection::btree_set(any::<u64>(), 0..40)
            .prop_map(|ids| Claim::List(ids.into_iter().collect())),
        4 => (1..u64::MAX, any::<u64>()).prop_map(|(count, sum)| Claim::Fingerprint(count, sum)),
    ]
}

/// Bounds of up to four bytes, so that many fall among the items.
fn ranges() -> impl Strategy<Value = Ranges> {
    let bound = (0..3_u8, prop::collection::vec(any::<u8>(), 0..9)).prop_map(|(lane, rest)| {
        let mut bound = [vec![lane], rest].concat();
        bound.extend((bound.last() == Some(&0)).then_some(1));
        bound
    });
    prop::collection::btree_map(bound, claims(), 0..200).prop_map(|claims| {
        let mut kept: Vec<(Vec<u8>, Claim)> = Vec::new();
        for (bound, claim) in claims {
            let skips = |claim: &Claim| matches!(claim, Claim::Skip);
            if !(skips(&claim) && kept.last().is_none_or(|(_, last)| skips(last))) {
                kept.push((bound, claim));
            }
        }
        if let Some((_, last @ Claim::Skip)) = kept.last_mut() {
            *last = Claim::List(Vec::new());
        }
        let bytes = to_canonical(|w| write(&kept, w));
        Ranges::read(&mut Reader::new(&bytes)).unwrap()
    })
}

fn write(claims: &[(Vec<u8>, Claim)], w: &mut Writer) {
    w.array(claims.len());
    let mut before: &[u8] = &[];
    for (bound, claim) in claims {
        let shared = before.iter().zip(bound).take_while(|(one, other)| one == other).count();
        let head = |w: &mut Writer, length| {
            w.array(length).uint(shared as u64).bytes(&bound[shared..]);
        };
        match claim {
            Claim::Skip => head(w, 2),
            Claim::Open => {
                head(w, 3);
                w.null();
            }
            Claim::List(ids) => {
                head(w, 3);
                w.bytes(&ids.iter().flat_map(|id| id.to_be_bytes()).collect::<Vec<_>>());
            }
            Claim::Fingerprint(count, sum) => {
                head(w, 4);
                w.uint(*count).uint(*sum);
            }
        }
        before = bound;
    }
}

/// A side whose items' first bytes of time differ.
fn side(count: usize) -> Side {
    let mut dice = Dice(count as u64);
    let keys: Vec<_> = (0..count).map(|n| key(Lane::ALL[n % 3], dice.roll(), dice.id())).collect();
    Side::new(index(&keys))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_claimed_costs_each_item_at_most_twice(
        messages in prop::collection::vec(ranges(), 1..6), count in 0..4_000_usize,
    ) {
        let mut side = side(count);
        for message in &messages {
            let before = side.work.left();
            let reply = side.answer(message).unwrap();
            carry(&reply.answer);
            let spent = before - side.work.left();
            prop_assert!(spent <= (2 * count + message.iter().len()) as u64);
            prop_assert!(spent >= message.iter().len() as u64);
            let wanted: usize = reply.want.iter().map(|want| want.ids().len()).sum();
            prop_assert!(wanted <= message.short_ids());
            prop_assert!(reply.lacks.len() <= message.short_ids() + message.iter().len());
        }
    }

    #[test]
    fn no_more_than_the_budget_is_ever_spent(message in ranges(), budget in 0..3_000_u64) {
        let mut side = side(1_000);
        side.work = Work::new(budget);
        match side.answer(&message) {
            Ok(_) => prop_assert!(side.work.left() <= budget),
            Err(out) => {
                prop_assert_eq!(out.left, side.work.left());
                prop_assert!(out.needed > out.left);
            }
        }
    }
}

fn all_differs() -> Ranges {
    let claims = [(vec![3], Claim::Fingerprint(1, 7))];
    Ranges::read(&mut Reader::new(&to_canonical(|w| write(&claims, w)))).unwrap()
}

#[test]
fn a_peer_that_begins_anew_for_ever_uses_up_its_budget() {
    for (count, budget) in [(0, 100), (5, 1_000), (3_000, 100_000)] {
        let mut side = side(count);
        side.work = Work::new(budget);
        let most = budget / (count as u64 + 1) + 1;
        let answered = (0..).take_while(|_| side.answer(&all_differs()).is_ok()).count() as u64;
        assert!(answered <= most, "{answered} messages answered with a set of {count}");
    }
}

#[test]
fn a_message_full_of_differences_gets_an_answer_that_fits() {
    let bound = |n: u16| {
        let (lane, step) = ((n / 1_366) as u8, n % 1_366 * 48 + 1);
        [&[lane][..], &step.to_be_bytes(), &[1]].concat()
    };
    let claims: Vec<_> =
        (0..MAX_RANGES as u16).map(|n| (bound(n), Claim::Fingerprint(9, 9))).collect();
    let message = Ranges::read(&mut Reader::new(&to_canonical(|w| write(&claims, w)))).unwrap();
    for count in [3_000, 20_000] {
        let mut side = side(count);
        let answer = side.answer(&message).unwrap().answer;
        carry(&answer);
        // What did not fit stands at the end, in one range.
        let last = answer.iter().last().unwrap();
        assert_eq!(last.mode, Mode::Open);
        assert_eq!(last.to.as_bytes(), claims.last().unwrap().0);
        let before = answer.iter().filter(|range| matches!(range.mode, Mode::List(_))).count();
        assert!(before > MAX_RANGES / 2, "{before} lists");
    }
}

/// Sends back each fingerprint of a side as wrong, until it sends none; gives how many short ids it
/// has listed by then.
fn deny_all(mut side: Side, claim: impl Fn(Fingerprint) -> Fingerprint) -> usize {
    let mut message = all_differs();
    let mut listed = 0;
    for messages in 0.. {
        assert!(messages < 20, "it goes on");
        let answer = side.answer(&message).unwrap().answer;
        listed += answer.short_ids();
        let mut claims: Vec<(Vec<u8>, Claim)> = Vec::new();
        for range in answer.iter() {
            let bound = range.to.as_bytes().to_vec();
            match range.mode {
                Mode::Fingerprint(fingerprint) => {
                    let Fingerprint { count, sum } = claim(fingerprint);
                    claims.push((bound, Claim::Fingerprint(count, sum)));
                }
                Mode::Open => claims.push((bound, Claim::Open)),
                Mode::Skip | Mode::List(_) => match claims.last_mut() {
                    Some((last, Claim::Skip)) => *last = bound,
                    _ => claims.push((bound, Claim::Skip)),
                },
            }
        }
        claims.pop_if(|(_, claim)| matches!(claim, Claim::Skip));
        if claims.is_empty() {
            break;
        }
        message = Ranges::read(&mut Reader::new(&to_canonical(|w| write(&claims, w)))).unwrap();
    }
    listed
}

#[test]
fn a_peer_that_claims_a_difference_everywhere_is_soon_sent_lists() {
    let wrong = |mine: Fingerprint| Fingerprint { sum: mine.sum.wrapping_add(1), ..mine };
    assert_eq!(deny_all(side(30_000), wrong), 30_000);
    // One that claims to have a single item would be asked for it, were its word taken.
    assert_eq!(deny_all(side(3_000), |_| Fingerprint { count: 1, sum: 7 }), 3_000);
}
