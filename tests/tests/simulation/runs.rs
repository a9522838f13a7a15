//! Worlds that are run: fresh ones, those that failed once, and the one that somebody asks for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::adversaries::Kind;
use crate::journal::Journal;
use crate::world::{Plan, World};

/// Fresh seeds in one run, where `SIM_SEEDS` does not say otherwise.
const SEEDS: u64 = 200;

/// Seeds that failed once, one a line, each with what it found.
const KEPT: &str = include_str!("seeds.txt");

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs the world of a seed, and says how to run it again where it fails.
fn run(seed: u64) -> Journal {
    run_plan(Plan::of(seed))
}

fn run_plan(plan: Plan) -> Journal {
    let (journal, seed) = (Journal::default(), plan.seed);
    let world = catch_unwind(AssertUnwindSafe(|| World::run(plan, journal.clone())));
    if let Ok(file) = std::env::var("SIM_JOURNAL") {
        std::fs::write(&file, journal.lines().join("\n")).unwrap();
    }
    if world.is_err() {
        println!("{}", journal.tail(30));
        panic!(
            "the world of seed {seed} fails: {plan:?}. Run it again with\n\
             SIM_SEED={seed} cargo nextest run -p ateneu-tests --test simulation replay"
        );
    }
    journal
}

/// Runs some worlds with one adversary.
pub(crate) fn run_with(kind: Kind, worlds: u64) {
    for seed in 0..number("SIM_ADVERSARY_SEEDS").unwrap_or(worlds) {
        let journal = Journal::default();
        let plan = Plan::with(seed, kind);
        let done = catch_unwind(AssertUnwindSafe(|| World::run(plan, journal.clone())));
        if done.is_err() {
            println!("{}", journal.tail(30));
            panic!("the world of seed {seed} with a {kind:?} fails");
        }
    }
}

/// Runs many, on two threads.
fn run_all(seeds: &[u64]) {
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    run(*seed);
                }
            });
        }
    });
}

#[test]
fn long_fresh_worlds_keep_every_promise() {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let base = number("SIM_BASE").unwrap_or(clock);
    let count = number("SIM_SEEDS").unwrap_or(SEEDS);
    println!("{count} worlds from seed {base} on");
    let seeds: Vec<u64> = (0..count).map(|n| base.wrapping_add(n)).collect();
    run_all(&seeds);
}

#[test]
fn worlds_that_failed_once_do_not_fail_again() {
    let seeds: Vec<u64> = KEPT
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(|word| word.parse().ok())
        .collect();
    run_all(&seeds);
}

#[test]
fn long_the_same_seed_gives_the_same_journal() {
    for seed in 0..4 {
        let (one, two) = (run(seed), run(seed));
        assert_eq!(one.digest(), two.digest(), "{:?}", one.differ(&two));
    }
}

#[test]
fn long_worlds_on_real_disks_keep_every_promise() {
    for seed in 0..2 {
        run_plan(Plan::in_folders(seed));
    }
}

/// One world again: `SIM_SEED` says which.
#[test]
fn replay() {
    let journal = run(number("SIM_SEED").unwrap_or(1));
    println!("{} lines, {}", journal.lines().len(), journal.digest());
}
