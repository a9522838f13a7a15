//! Two sides find exactly what each lacks.

use std::collections::BTreeSet;

use participation_sync::ranges::{OutOfBudget, Work};
use participation_sync::{Item, Key};
use participation_types::{EntryId, Lane};
use proptest::prelude::*;

use crate::sets::{Dice, Met, Side, index, key, keys, meet};

/// How times and ids are spread.
#[derive(Debug, Clone, Copy)]
enum Spread {
    /// Over three years.
    Even,
    /// In few moments.
    Clusters,
    /// At one moment, with ids that differ in their last bytes only: what an author who picks
    /// ids might do.
    Hostile,
}

fn set(spread: Spread, seed: u64, count: usize) -> Vec<Key> {
    let mut dice = Dice(seed);
    let mut one = |_| {
        let lane = Lane::ALL[(dice.roll() % 3) as usize];
        match spread {
            Spread::Even => key(lane, 1_700_000_000_000 + dice.roll() % 94_608_000_000, dice.id()),
            Spread::Clusters => key(lane, dice.roll() % 5 * 77_777_777, dice.id()),
            Spread::Hostile => {
                let mut id = [0; 32];
                id[29..].copy_from_slice(&dice.roll().to_be_bytes()[5..]);
                key(Lane::Content, 0, EntryId::from_bytes(id))
            }
        }
    };
    (0..count).map(&mut one).collect()
}

/// Both sides of a set of which `share` thousandths are on one side only: on both in turn, or on
/// the first only.
fn two(keys: &[Key], seed: u64, share: u64, one_sided: bool) -> [Side; 2] {
    let mut dice = Dice(seed);
    let mut kept = [Vec::new(), Vec::new()];
    for key in keys {
        let roll = dice.roll();
        let only = (roll % 1_000 < share).then_some(if one_sided { 0 } else { roll >> 63 });
        kept[0].extend((only != Some(1)).then_some(*key));
        kept[1].extend((only != Some(0)).then_some(*key));
    }
    kept.map(|keys| Side::new(index(&keys)))
}

fn lack_what_the_other_has(sides: &[Side; 2]) {
    let [one, other] = [keys(&sides[0]), keys(&sides[1])];
    let more = |these: &BTreeSet<Key>, those| these.difference(those).copied().collect();
    assert_eq!(sides[0].learned, more(&other, &one));
    assert_eq!(sides[1].learned, more(&one, &other));
}

fn spreads() -> impl Strategy<Value = Spread> {
    prop_oneof![Just(Spread::Even), Just(Spread::Clusters), Just(Spread::Hostile)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn small_sets_find_exactly_their_differences(
        spread in spreads(), seed: u64, count in 0..120_usize, share in 0..=1_000_u64, one_sided: bool,
    ) {
        let sides = two(&set(spread, seed, count), !seed, share, one_sided);
        lack_what_the_other_has(&meet(sides, |_, _| {}).sides);
    }

    #[test]
    fn large_sets_find_exactly_their_differences(
        spread in spreads(),
        seed: u64,
        count in 2_000..9_000_usize,
        share in prop_oneof![0..5_u64, 0..100_u64, 0..=1_000_u64],
        one_sided: bool,
    ) {
        let sides = two(&set(spread, seed, count), !seed, share, one_sided);
        lack_what_the_other_has(&meet(sides, |_, _| {}).sides);
    }

    #[test]
    fn what_comes_in_meanwhile_hides_nothing_and_ends(
        spread in spreads(), seed: u64, count in 0..5_000_usize, share in 0..300_u64,
    ) {
        let sides = two(&set(spread, seed, count), !seed, share, false);
        let [one, other] = [keys(&sides[0]), keys(&sides[1])];
        let mut coming = set(spread, seed ^ 1, 200).into_iter().zip(1_000_000..);
        let come = |messages: usize, side: &mut Side| {
            for (key, arrival) in coming.by_ref().take(messages * 10) {
                side.index.insert(Item { key, arrival });
            }
        };
        let sides = meet(sides, come).sides;
        for (lacked, side) in [(other.difference(&one), &sides[0]), (one.difference(&other), &sides[1])] {
            let mut lacked = lacked.filter(|key| !side.index.contains(key));
            prop_assert!(lacked.all(|key| side.learned.contains(key)));
        }
    }
}

// Every fourth item differs: listing them all would take more short ids than a message may have.
#[test]
fn more_differences_than_fit_in_a_message_are_all_found() {
    let sides = two(&set(Spread::Even, 3, 80_000), 4, 250, false);
    let Met { sides, messages, .. } = meet(sides, |_, _| {});
    lack_what_the_other_has(&sides);
    assert!(messages > 4, "{messages} messages: nothing was put together");
}

/// Two sets of 50,000 items with 1,000 differences: of those that differ each has every other.
fn thousand(differs: impl Fn(usize) -> bool) -> Met {
    let mut all = set(Spread::Even, 5, 50_000);
    all.sort_unstable_by_key(|key| key.time);
    let sides = [0, 1].map(|side| {
        let kept = all.iter().enumerate().filter(|(at, _)| !differs(*at) || at % 2 == side);
        Side::new(index(kept.map(|(_, key)| key)))
    });
    let met = meet(sides, |_, _| {});
    lack_what_the_other_has(&met.sides);
    assert_eq!(met.sides.iter().map(|side| side.learned.len()).sum::<usize>(), 1_000);
    met
}

#[test]
fn a_thousand_recent_differences_take_three_rounds_and_64_kibibytes() {
    let met = thousand(|at| at >= 49_000);
    assert!(met.messages <= 6, "{} messages", met.messages);
    assert!(met.bytes <= 64 << 10, "{} bytes", met.bytes);
}

#[test]
fn a_thousand_scattered_differences_take_at_most_800_kibibytes() {
    let met = thousand(|at| at % 50 == at / 50 % 2);
    assert!(met.bytes <= 800 << 10, "{} bytes", met.bytes);
}

#[test]
fn an_empty_side_learns_of_everything_by_one_range() {
    let keys = set(Spread::Even, 1, 30_000);
    let [mut full, mut empty] = two(&keys, 1, 1_000, true);
    let reply = full.answer(&empty.first()).unwrap();
    assert!(reply.answer.is_empty() && reply.want.is_empty());
    let [lack] = reply.lacks[..] else { unreachable!("one range of everything") };
    assert_eq!(lack.count, 30_000);
    assert!(full.index.range(lack.first..=lack.last).eq(full.index.range(..)));

    let message = full.first();
    let reply = empty.answer(&message).unwrap();
    assert!(reply.lacks.is_empty() && reply.want.is_empty());
    let reply = full.answer(&reply.answer).unwrap();
    assert!(reply.answer.is_empty());
    assert_eq!(reply.lacks.iter().map(|lack| lack.count).sum::<u64>(), 30_000);
}

#[test]
fn equal_sets_have_nothing_to_answer() {
    let [mut one, mut other] = two(&set(Spread::Clusters, 9, 5_000), 1, 0, false);
    let message = one.first();
    assert!(other.answer(&message).unwrap().answer.is_empty());
    assert_eq!(one.work.left(), u64::MAX - 5_000);
}

#[test]
fn what_costs_more_than_the_budget_is_refused() {
    let [mut one, mut other] = two(&set(Spread::Even, 9, 5_000), 1, 10, false);
    let mine = other.index.len() as u64;
    other.work = Work::new(mine);
    let refused = other.answer(&one.first()).unwrap_err();
    assert!(refused.needed > refused.left, "{refused}");
    assert_eq!(
        OutOfBudget { needed: 9, left: 4 }.to_string(),
        "out of budget: comparing takes 9 more items to hash and 4 are left; try again later"
    );
}
