//! How fast a large budget is counted: 131,778 ballots over 197 projects, as in the largest real
//! file, made up. `cargo bench -p participation-tally`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench stops at the first surprise, and criterion's macros document nothing"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Params, PollOption, Profile, Rule, count,
};

const BALLOTS: u32 = 131_778;
const PROJECTS: u16 = 197;

fn profile() -> Profile {
    let options = (0..PROJECTS)
        .map(|n| {
            let cost = Amount::from(150_000 + u64::from(n) * 1_700);
            PollOption::new(n.to_string(), format!("Project {n}"), cost)
        })
        .collect();
    let mut profile =
        Profile::new(BallotKind::Approval, options, Some(Amount::from(7_500_000))).unwrap();
    let mut state = 1u32;
    for _ in 0..BALLOTS {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let choice = u16::try_from((state >> 16) % u32::from(PROJECTS)).unwrap();
        profile.push(Ballot::Approval(&[OptionIndex::new(choice)]), 1).unwrap();
    }
    profile
}

fn greedy(criterion: &mut Criterion) {
    let profile = profile();
    let mut group = criterion.benchmark_group("131,778 ballots");
    group.throughput(Throughput::Elements(u64::from(BALLOTS)));
    for rule in [Rule::Plurality, Rule::Greedy, Rule::GreedyNoSkip] {
        group.bench_function(rule.name(), |bencher| {
            bencher.iter(|| black_box(count(&profile, rule, &Params::default()).unwrap()));
        });
    }
    group.finish();
}

criterion_group!(benches, greedy);
criterion_main!(benches);
