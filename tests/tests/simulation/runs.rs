//! Worlds that are run: fresh ones, those that failed once, and the one that somebody asks for.

use std::fmt;
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

/// A world that broke a promise, and how to run it again. Tests return it, so that it is printed
/// last: what a log is cut to still has it.
pub(crate) struct Broken {
    plan: Plan,
    why: String,
}

impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { plan, why } = self;
        let seed = plan.seed;
        writeln!(f, "{why}\nthe world of seed {seed} fails: {plan:?}")?;
        if Plan::of(seed).adversary != plan.adversary || plan.folders {
            return write!(f, "the worlds of this test are always the same: run it again");
        }
        write!(f, "SIM_SEED={seed} cargo nextest run -p ateneu-tests --test simulation replay")
    }
}

/// Runs the world of a seed.
fn run(seed: u64) -> Result<Journal, Broken> {
    run_plan(Plan::of(seed))
}

fn run_plan(plan: Plan) -> Result<Journal, Broken> {
    let journal = Journal::default();
    let world = catch_unwind(AssertUnwindSafe(|| World::run(plan, journal.clone())));
    if let Ok(file) = std::env::var("SIM_JOURNAL") {
        std::fs::write(&file, journal.lines().join("\n")).unwrap();
    }
    match world {
        Ok(_) => Ok(journal),
        Err(panic) => {
            println!("{}", journal.tail(30));
            let text = panic.downcast::<String>().map(|text| *text);
            let text = text.or_else(|panic| panic.downcast::<&str>().map(|text| text.to_string()));
            Err(Broken { plan, why: text.unwrap_or_default() })
        }
    }
}

/// Runs some worlds with one adversary.
pub(crate) fn run_with(kind: Kind, worlds: u64) -> Result<(), Broken> {
    let seeds = 0..number("SIM_ADVERSARY_SEEDS").unwrap_or(worlds);
    seeds.into_iter().try_for_each(|seed| run_plan(Plan::with(seed, kind)).map(drop))
}

/// Runs many, on two threads, until one is broken.
fn run_all(seeds: &[u64]) -> Result<(), Broken> {
    let next = AtomicU64::new(0);
    let some = || {
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            run(*seed).inspect_err(|_| next.store(seeds.len() as u64, Ordering::Relaxed))?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let both = [scope.spawn(some), scope.spawn(some)];
        both.map(|one| one.join().unwrap()).into_iter().collect()
    })
}

#[test]
fn long_fresh_worlds_keep_every_promise() -> Result<(), Broken> {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let base = number("SIM_BASE").unwrap_or(clock);
    let count = number("SIM_SEEDS").unwrap_or(SEEDS);
    println!("{count} worlds from seed {base} on");
    let seeds: Vec<u64> = (0..count).map(|n| base.wrapping_add(n)).collect();
    run_all(&seeds)
}

#[test]
fn worlds_that_failed_once_do_not_fail_again() -> Result<(), Broken> {
    let seeds: Vec<u64> = KEPT
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(|word| word.parse().ok())
        .collect();
    run_all(&seeds)
}

#[test]
fn long_the_same_seed_gives_the_same_journal() -> Result<(), Broken> {
    for seed in 0..4 {
        let (one, two) = (run(seed)?, run(seed)?);
        assert_eq!(one.digest(), two.digest(), "{:?}", one.differ(&two));
    }
    Ok(())
}

#[test]
fn long_worlds_on_real_disks_keep_every_promise() -> Result<(), Broken> {
    (0..2).try_for_each(|seed| run_plan(Plan::in_folders(seed)).map(drop))
}

/// One world again: `SIM_SEED` says which.
#[test]
fn replay() -> Result<(), Broken> {
    let journal = run(number("SIM_SEED").unwrap_or(1))?;
    println!("{} lines, {}", journal.lines().len(), journal.digest());
    Ok(())
}
