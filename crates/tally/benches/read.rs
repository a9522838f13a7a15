//! How fast the largest real file is read, and read and counted: 131,778 ballots. Needs
//! `PARTICIPATION_DATA`. `cargo bench -p participation-tally --bench read`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench stops at the first surprise, and criterion's macros document nothing"
)]

use std::{fs, hint::black_box, io::Read, path::PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use participation_tally::{BallotFile, Rule, count, pabulib::PbFile};

fn read(criterion: &mut Criterion) {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
        return;
    };
    let data = PathBuf::from(data);
    let zipped = fs::read(data.join("pabulib/Poland_Wroclaw_2015_150_-_500.pb.gz")).unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(zipped.as_slice()).read_to_end(&mut bytes).unwrap();
    let mut group = criterion.benchmark_group("131,778 ballots from a file");
    group.sample_size(20).throughput(Throughput::Bytes(u64::try_from(bytes.len()).unwrap()));
    group.bench_function("read", |bencher| {
        bencher.iter(|| black_box(PbFile::read("x.pb", &bytes).unwrap()));
    });
    group.bench_function("read and greedy", |bencher| {
        bencher.iter(|| {
            let file = PbFile::read("x.pb", &bytes).unwrap();
            black_box(count(file.profile(), Rule::Greedy, &file.params(Rule::Greedy)).unwrap())
        });
    });
    group.bench_function("write", |bencher| {
        let file = PbFile::read("x.pb", &bytes).unwrap();
        bencher.iter(|| black_box(file.to_text().unwrap()));
    });
    group.finish();
    let ward = fs::read(data.join("ranked/glasgow_2022_ward7.blt")).unwrap();
    criterion.bench_function("a ward of 11,358 ballots: read", |bencher| {
        bencher.iter(|| black_box(BallotFile::read_named("x.blt", &ward).unwrap()));
    });
}

criterion_group!(benches, read);
criterion_main!(benches);
