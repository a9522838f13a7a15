//! How fast rankings are compared two by two: 131,778 ballots over 20 options, and the most
//! options there may be. `cargo bench -p participation-tally --bench pairwise`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a bench stops at the first surprise, and criterion's macros document nothing"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use participation_tally::{
    Amount, Ballot, BallotKind, MAX_PAIRWISE_OPTIONS, OptionIndex, Params, PollOption, Profile,
    Rule, count,
};

const RULES: [Rule; 4] = [Rule::Schulze, Rule::RankedPairs, Rule::Minimax, Rule::Copeland];

/// Ballots that rank all or, when `short`, a few of the options, in a drawn order.
fn profile(options: u16, ballots: u32, short: bool) -> Profile {
    let listed = (0..options).map(|n| PollOption::new(n.to_string(), "", Amount::from(0)));
    let kind = BallotKind::Ranking { longest: u32::from(options) };
    let mut profile = Profile::new(kind, listed.collect(), None).unwrap();
    let mut order: Vec<OptionIndex> = (0..options).map(OptionIndex::new).collect();
    let mut state = 1_u32;
    let mut draw = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..ballots {
        for at in (1..order.len()).rev() {
            order.swap(at, draw(at + 1));
        }
        let ranked = if short { 1 + draw(10) } else { order.len() };
        let ranked = order.get(..ranked).unwrap_or(&order);
        profile.push(Ballot::Ranking(ranked), 1).unwrap();
    }
    profile
}

fn pairwise(criterion: &mut Criterion) {
    let most = u16::try_from(MAX_PAIRWISE_OPTIONS).unwrap();
    for (name, profile) in [
        ("131,778 ballots, 20 options", profile(20, 131_778, false)),
        ("1,001 short ballots, 1,000 options", profile(most, 1_001, true)),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        for rule in RULES {
            group.bench_function(rule.name(), |bencher| {
                bencher.iter(|| black_box(count(&profile, rule, &Params::default()).unwrap()));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, pairwise);
criterion_main!(benches);
