//! What comparing two sets of a million entries costs: rounds (a message each way), bytes of
//! messages, and milliseconds of processor time on each side. The bytes include the short ids by
//! which items are asked for, not the entries. `cargo bench -p participation-sync --bench ranges`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench stops at the first surprise"
)]

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/sets/mod.rs"]
mod sets;

use std::fs;
use std::mem::swap;

use participation_sync::Key;
use participation_sync::ranges::{Ranges, Want};
use participation_types::{Lane, to_canonical};
use sets::{Dice, Side, carry, index, key};

const ENTRIES: usize = 1_000_000;
const YEARS: u64 = 3 * 365 * 86_400_000;
const BEGIN: u64 = 1_700_000_000_000;

/// Nanoseconds that this thread has been running, where the system tells.
fn cpu() -> u64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split_whitespace().next().and_then(|ns| ns.parse().ok()).unwrap_or(0)
}

fn timed<T>(spent: &mut u64, act: impl FnOnce() -> T) -> T {
    let before = cpu();
    let value = act();
    *spent += cpu() - before;
    value
}

/// A hundredth charter and census, two fifths ballots, the rest what people write; by time.
fn entries(dice: &mut Dice, count: usize) -> Vec<Key> {
    let mut keys: Vec<Key> = (0..count)
        .map(|_| {
            let lane = match dice.roll() % 100 {
                0 => Lane::Authority,
                1..=40 => Lane::Ballots,
                _ => Lane::Content,
            };
            key(lane, BEGIN + dice.roll() % YEARS, dice.id())
        })
        .collect();
    keys.sort_unstable_by_key(|key| key.time);
    keys
}

/// Two sets: all keys but those that `side` gives to the other alone (0 to both, 1, 2).
fn compare(name: &str, keys: &[Key], side: impl Fn(usize) -> u8) {
    let [mut one, mut other] = [2, 1].map(|not| {
        let kept = keys.iter().zip(0..).filter(|(_, at)| side(*at) != not);
        Side::new(index(kept.map(|(key, _)| key)))
    });
    let differing = (0..keys.len()).filter(|at| side(*at) != 0).count();
    let [mut bytes, mut messages] = [0, 1];
    let mut found = 0;
    let mut spent = [0; 2];
    let mut sizes = Vec::new();
    let mut message: Ranges = timed(&mut spent[0], || one.first());
    while !message.is_empty() {
        let (read, size) = carry(&message);
        let ranges = read.iter().len();
        sizes.push(format!("{ranges}/{}/{size}", read.short_ids()));
        bytes += size;
        swap(&mut one, &mut other);
        spent.swap(0, 1);
        let reply = timed(&mut spent[0], || one.answer(&read)).unwrap();
        let wants = |want: &Want| to_canonical(|w| want.write(w)).len();
        bytes += reply.want.iter().map(wants).sum::<usize>();
        found += reply.want.iter().map(|want| want.ids().len() as u64).sum::<u64>();
        found += reply.lacks.iter().map(|lack| lack.count).sum::<u64>();
        messages += 1;
        message = reply.answer;
    }
    assert!(found >= differing as u64, "{name}: {found} of {differing} differences found");
    let rounds = messages / 2;
    let [a, b] =
        spent.map(|ns| ns / 100_000).map(|tenths| format!("{}.{}", tenths / 10, tenths % 10));
    println!(
        "{name:38} {differing:>8} {found:>8} {rounds:>7} {bytes:>10} {a:>7} {b:>7}   {}",
        sizes.join(" ")
    );
}

fn main() {
    let mut dice = Dice(1);
    let keys = entries(&mut dice, ENTRIES);
    let mut spent = 0;
    let mut set = timed(&mut spent, || index(&keys));
    println!("{ENTRIES} entries by time: {} bytes, {} ms", set.memory(), spent / 1_000_000);
    spent = 0;
    timed(&mut spent, || set.root());
    println!("root of all: {} ms", spent / 1_000_000);
    let mut shuffled: Vec<&Key> = keys.iter().collect();
    shuffled.sort_unstable_by_key(|key| key.id);
    spent = 0;
    let set = timed(&mut spent, || index(shuffled));
    println!("{ENTRIES} entries in any order: {} bytes, {} ms", set.memory(), spent / 1_000_000);
    drop(set);

    println!(
        "\n{:38} {:>8} {:>8} {:>7} {:>10} {:>7} {:>7}   ranges/ids/bytes a message",
        "two sets", "differ", "found", "rounds", "bytes", "ms", "ms"
    );
    let n = keys.len();
    let either = |at: usize| if at.is_multiple_of(2) { 1 } else { 2 };
    compare("equal", &keys, |_| 0);
    compare("recent, on both sides", &keys, |at| if at + 1_000 < n { 0 } else { either(at) });
    compare("recent, on the first", &keys, |at| u8::from(at + 1_000 >= n));
    compare("recent, on the second", &keys, |at| if at + 1_000 < n { 0 } else { 2 });
    compare("scattered, on both sides", &keys, |at| {
        if at % 1_000 == 7 { either(at / 1_000) } else { 0 }
    });
    compare("scattered, on the first", &keys, |at| u8::from(at % 1_000 == 7));
    compare("scattered, on the second", &keys, |at| if at % 1_000 == 7 { 2 } else { 0 });
    compare(
        "100 times 10, on both sides",
        &keys,
        |at| {
            if at % 10_000 < 10 { either(at) } else { 0 }
        },
    );
    compare("100 times 10, on the first", &keys, |at| u8::from(at % 10_000 < 10));
    compare("ten scattered", &keys, |at| if at % 100_000 == 7 { either(at / 100_000) } else { 0 });
    compare("10,000 scattered, on both sides", &keys, |at| {
        if at % 100 == 7 { either(at / 100) } else { 0 }
    });
    compare(
        "100,000 recent, on both sides",
        &keys,
        |at| {
            if at + 100_000 < n { 0 } else { either(at) }
        },
    );
    compare("everything differs", &keys, either);
    compare("the second is empty", &keys, |_| 1);
    compare("the first is empty", &keys, |_| 2);
    compare("the second has 1,000 of them", &keys, |at| u8::from(at % 1_000 != 7));
}
