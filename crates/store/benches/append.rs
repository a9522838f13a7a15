//! What an append costs, durable, and what a scan costs; `--example figures` has the whole table.
#![allow(clippy::unwrap_used, missing_docs, reason = "a measurement stops at the first surprise")]

use std::hint::black_box;
use std::ops::ControlFlow;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use participation_store::conformance::{records, seeded_keys};
use participation_store::{Arrival, Config, SledStore, Store};

fn appends(c: &mut Criterion) {
    let mut group = c.benchmark_group("append");
    for size in [1_u64, 1_000, 2_000] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SledStore::open(folder.path(), Config::new(seeded_keys("bench"))).unwrap();
        let mut next = 0;
        group.throughput(Throughput::Elements(size)).sample_size(20);
        group.bench_function(format!("{size} records"), |b| {
            b.iter_batched(
                || {
                    next += size;
                    records(next..next + size)
                },
                |batch| store.append(&batch).unwrap(),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

fn scans(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SledStore::open(folder.path(), Config::new(seeded_keys("bench"))).unwrap();
    for first in (0..20_000).step_by(2_000) {
        store.append(&records(first..first + 2_000)).unwrap();
    }
    let mut group = c.benchmark_group("scan");
    group.throughput(Throughput::Elements(20_000)).sample_size(20);
    group.bench_function("20,000 records", |b| {
        b.iter(|| {
            store
                .scan(Arrival::FIRST, &mut |_, record| {
                    black_box(record);
                    ControlFlow::Continue(())
                })
                .unwrap();
        });
    });
    group.finish();
}

criterion_group!(benches, appends, scans);
criterion_main!(benches);
