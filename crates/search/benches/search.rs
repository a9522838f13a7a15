//! How fast 29,052 proposals and comments of Barcelona are indexed and searched, where
//! PARTICIPATION_DATA names the folder; as many made-up texts otherwise.
//! `cargo bench -p participation-search`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench stops at the first surprise, and criterion's macros document nothing"
)]

#[allow(dead_code, reason = "the tests also read ids back")]
#[path = "../tests/barcelona/mod.rs"]
mod barcelona;

use std::fs;
use std::hint::black_box;

use barcelona::{Text, id, texts};
use criterion::{Criterion, criterion_group, criterion_main};
use participation_search::{Index, Query, highlight, similar::Similar};

const PROPOSALS: usize = 10_860;
const TEXTS: u32 = 29_052;

/// Sentences of made-up words, the first words more often.
fn made_up() -> Vec<Text> {
    let mut state = 1_u32;
    let mut word = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let rank = (state >> 16).min(state.rotate_left(16) >> 16);
        format!("mot{rank} ")
    };
    let mut sentence = |words: u32| (0..words).map(|_| word()).collect::<String>();
    (0..TEXTS)
        .map(|_| Text { title: sentence(6), body: sentence(32), language: "ca".to_owned() })
        .collect()
}

fn filled(texts: &[Text]) -> Index {
    let mut index = Index::default();
    texts.iter().enumerate().for_each(|(at, text)| index.put(&text.document(at)).unwrap());
    index
}

/// Kilobytes that this process holds, where the system tells.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn search(criterion: &mut Criterion) {
    let mut texts = texts();
    if texts.is_empty() {
        texts = made_up();
    }
    let before = resident();
    let mut index = filled(&texts);
    println!(
        "{} texts, {} words: {} bytes, {} kB resident",
        index.len(),
        index.distinct_words(),
        index.bytes(),
        resident() - before,
    );
    for query in ["escola bressol", "\"carril bici\"", "de la", "a", "bibliotec", "c -bici"] {
        criterion.bench_function(&format!("search {query}"), |bencher| {
            bencher.iter(|| black_box(index.search(&Query::new(query))));
        });
    }
    let mut at = 0;
    criterion.bench_function("put one again", |bencher| {
        bencher.iter(|| {
            at = (at + 7_919) % texts.len();
            index.put(&texts[at].document(at)).unwrap();
        });
    });
    let longest = texts.iter().max_by_key(|text| text.body.len()).unwrap();
    criterion.bench_function("highlight the longest", |bencher| {
        bencher.iter(|| black_box(highlight(&longest.body, "escola bressol", 200)));
    });
    let mut group = criterion.benchmark_group("all");
    group.sample_size(10);
    group.bench_function("build", |bencher| bencher.iter(|| black_box(filled(&texts))));
    group.finish();

    let before = resident();
    let mut similar = Similar::default();
    let titles = || texts.iter().take(PROPOSALS).map(|text| text.title.as_str());
    titles().enumerate().for_each(|(at, title)| similar.put(id(at), title));
    println!("{} titles: {} kB resident", similar.len(), resident().saturating_sub(before));
    let title = titles().nth(1_234).unwrap();
    criterion.bench_function("nearest", |bencher| {
        bencher.iter(|| black_box(similar.nearest(title, (3, 10), 10)));
    });
}

criterion_group!(benches, search);
criterion_main!(benches);
