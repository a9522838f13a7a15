//! What an edit costs, alone and beside others.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark measures what it made itself"
)]

#[path = "../tests/scribes/mod.rs"]
mod scribes;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use participation_documents::Document;
use scribes::*;

fn linear(edits: usize) -> Vec<Written> {
    let text = "paraula ".repeat(1250);
    let mut written = vec![write(0, 0, &[], vec![splice(0, 0, &text)])];
    let edit = |n: usize| write(n, n % 5, &[n - 1], vec![splice(n * 7 % 9000, 3, "un canvi ")]);
    written.extend((1..edits).map(edit));
    written
}

fn derive(c: &mut Criterion) {
    let mut group = c.benchmark_group("derive");
    group.sample_size(10);
    let line = linear(200);
    group.throughput(Throughput::Elements(200));
    group.bench_function("line/200", |b| b.iter(|| document(&line)));
    let branched = |line: &[Written]| {
        let mut document = begin(&line[0]);
        document.branch_out().unwrap();
        line[1..].iter().for_each(|edit| document.apply(&edit.edit()).unwrap());
        document
    };
    group.bench_function("graph, one after another/200", |b| b.iter(|| branched(&line)));
    for edits in [200, 1000] {
        let edits_of_five = five_people(edits);
        group.throughput(Throughput::Elements(edits as u64));
        group.bench_function(format!("graph, a third at once/{edits}"), |b| {
            b.iter(|| document(&edits_of_five));
        });
    }
    group.finish();
}

fn one_more(c: &mut Criterion) {
    let mut group = c.benchmark_group("one more");
    let mut edits = five_people(1000);
    let last = edits.pop().unwrap();
    let document = document(&edits);
    let apply = |mut document: Document| document.apply(&last.edit()).unwrap();
    group.bench_function("edit of 1,000", |b| {
        b.iter_batched(|| document.clone(), apply, BatchSize::SmallInput);
    });
    group.bench_function("text of 999", |b| b.iter(|| document.text().unwrap()));
    group.finish();
}

criterion_group!(benches, derive, one_more);
criterion_main!(benches);
