//! How fast a ward is counted: 11,358 ballots, 9 candidates and 4 seats, made up; and the real ward
//! of that size where PARTICIPATION_DATA names the folder.
//! `cargo bench -p participation-tally --bench stv`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench stops at the first surprise, and criterion's macros document nothing"
)]

use std::{fs, hint::black_box, num::NonZeroU16, path::Path};

use criterion::{Criterion, criterion_group, criterion_main};
use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Params, PollOption, Profile, Rule, count,
};

const BALLOTS: u32 = 11_358;
const CANDIDATES: u16 = 9;
const SEATS: u16 = 4;

fn empty(candidates: u16) -> Profile {
    let options =
        (0..candidates).map(|n| PollOption::new(n.to_string(), "", Amount::from(0))).collect();
    Profile::new(BallotKind::Ranking { longest: candidates.into() }, options, None).unwrap()
}

/// Each voter draws candidates until one is drawn twice, the first ones more often.
fn made_up() -> Profile {
    let mut profile = empty(CANDIDATES);
    let mut state = 1_u32;
    let mut draw = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from((state >> 16) % u32::from(CANDIDATES)).unwrap()
    };
    for _ in 0..BALLOTS {
        let mut ranking: Vec<OptionIndex> = Vec::new();
        loop {
            let candidate = OptionIndex::new(draw().min(draw()));
            if ranking.contains(&candidate) {
                break;
            }
            ranking.push(candidate);
        }
        profile.push(Ballot::Ranking(&ranking), 1).unwrap();
    }
    profile
}

/// A well-formed `.blt` file.
fn real(file: &Path) -> Profile {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text
        .lines()
        .map(|line| line.split(' ').map_while(|word| word.parse().ok()).collect::<Vec<u32>>());
    let mut profile = empty(u16::try_from(*lines.next().unwrap().first().unwrap()).unwrap());
    for line in lines {
        let Some((weight, ranking)) = line.split_first() else { break };
        let named = ranking.iter().filter(|number| **number > 0);
        let ranking: Vec<OptionIndex> =
            named.map(|number| OptionIndex::new(u16::try_from(number - 1).unwrap())).collect();
        if *weight > 0 {
            profile.push(Ballot::Ranking(&ranking), *weight).unwrap();
        }
    }
    profile
}

fn stv(criterion: &mut Criterion) {
    let params = Params::default().with_seats(NonZeroU16::new(SEATS).unwrap());
    let mut wards = vec![("11,358 ballots, made up", made_up())];
    match std::env::var_os("PARTICIPATION_DATA") {
        Some(root) => {
            let file = Path::new(&root).join("ranked/glasgow_2022_ward7.blt");
            wards.push(("Glasgow 2022, ward 7", real(&file)));
        }
        None => println!("SKIPPED: PARTICIPATION_DATA is unset, so no real ward is counted"),
    }
    for (name, profile) in &wards {
        let mut group = criterion.benchmark_group(*name);
        for rule in [Rule::StvScottish, Rule::StvMeek] {
            group.bench_function(rule.name(), |bencher| {
                bencher.iter(|| black_box(count(profile, rule, &params).unwrap()));
            });
        }
        group.bench_function(Rule::Irv.name(), |bencher| {
            bencher.iter(|| black_box(count(profile, Rule::Irv, &Params::default()).unwrap()));
        });
        group.finish();
    }
}

criterion_group!(benches, stv);
criterion_main!(benches);
