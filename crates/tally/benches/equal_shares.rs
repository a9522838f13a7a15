//! How fast Equal Shares is counted: made-up ballots, and the real files in the folder that
//! `PARTICIPATION_DATA` names. `cargo bench -p participation-tally --bench equal_shares`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench stops at the first surprise, and criterion's macros document nothing"
)]

use std::{fs, hint::black_box, io::Read, path::PathBuf, time::Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Outcome, Params, PollOption, Profile, Round, Rule,
    count, pabulib::PbFile,
};

const RULES: [Rule; 3] = [Rule::EqualShares, Rule::EqualSharesAdd1, Rule::EqualSharesAdd1Overspend];

/// Voters who approve of about eight projects each, the first ones more often.
fn made_up(voters: u32, projects: u16, budget: u64) -> Profile {
    let options = (0..projects)
        .map(|n| {
            let cost = Amount::from(budget / 40 + u64::from(n) * budget / 700);
            PollOption::new(n.to_string(), format!("Project {n}"), cost)
        })
        .collect();
    let mut profile =
        Profile::new(BallotKind::Approval, options, Some(Amount::from(budget))).unwrap();
    let mut state = 1_u32;
    let mut draw = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for _ in 0..voters {
        let marks: Vec<_> = (0..projects)
            .filter(|n| draw(28) < 12 - u32::from(n / 4))
            .map(OptionIndex::new)
            .collect();
        profile.push(Ballot::Approval(&marks), 1).unwrap();
    }
    profile
}

/// A real file, unless there is none.
fn real(name: &str) -> Option<PbFile> {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: {name}: PARTICIPATION_DATA does not name the folder of real data");
        return None;
    };
    let bytes = fs::read(PathBuf::from(data).join("pabulib").join(name)).unwrap();
    if !name.ends_with(".gz") {
        return Some(PbFile::read(name, &bytes).unwrap());
    }
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
    Some(PbFile::read(name, &text).unwrap())
}

fn changes(outcome: &Outcome) -> (u64, u64) {
    let Some(Round::Share(share)) = outcome.rounds().first() else {
        return (0, 0);
    };
    (share.raised_by, share.changes)
}

fn once(name: &str, profile: &Profile, params: &Params) {
    for rule in RULES {
        let start = Instant::now();
        let outcome = count(profile, rule, params).unwrap();
        let took = start.elapsed();
        let (raised, changes) = changes(&outcome);
        let winners = outcome.winners().len();
        println!("{name}: {rule}: {took:?}, {winners} bought, raised {raised}, {changes} changes");
    }
}

fn equal_shares(criterion: &mut Criterion) {
    let mut profiles = vec![("made up, 1,181 voters", made_up(1_181, 29, 1_011_308))];
    if let Some(file) = real("Poland_Warszawa_2023_Wesola.pb") {
        profiles.push(("Wesola", file.into_profile()));
    }
    for (name, profile) in &profiles {
        once(name, profile, &Params::default());
        let mut group = criterion.benchmark_group(*name);
        group.sample_size(20);
        for rule in RULES {
            group.bench_function(rule.name(), |bencher| {
                bencher.iter(|| black_box(count(profile, rule, &Params::default()).unwrap()));
            });
        }
        group.finish();
    }
    once("made up, 100,000 voters", &made_up(100_000, 29, 30_000_000), &Params::default());
    for name in ["Poland_Wroclaw_2015_150_-_500.pb.gz", "Poland_Swiecie_2023.pb"] {
        let start = Instant::now();
        if let Some(file) = real(name) {
            println!("{name}: read in {:?}", start.elapsed());
            once(name, file.profile(), &Params::default());
        }
    }
}

criterion_group!(benches, equal_shares);
criterion_main!(benches);
