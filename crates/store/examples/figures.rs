//! Prints what the store does with a load like a large rehearsal: 395,000 records of 290 bytes
//! that stay and 66 to 116 that can be erased, in batches of 1,500.
//!
//! `cargo run --release -p participation-store --example figures [folder] [records] [batch]`
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a measurement stops at the first surprise, and prints ratios"
)]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use participation_store::{
    Arrival, Config, KeySource, Record, SledStore, Store, disk_bytes, rebuild,
};
use participation_types::{EntryId, sha256};

fn main() {
    let mut words = std::env::args().skip(1);
    let folder =
        words.next().map_or_else(|| std::env::temp_dir().join("store-figures"), PathBuf::from);
    let count: u64 = words.next().map_or(395_000, |word| word.parse().unwrap());
    let batch: u64 = words.next().map_or(1_500, |word| word.parse().unwrap());
    let _ = std::fs::remove_dir_all(&folder);

    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut store = open(&folder);
    let (mut raw, mut spent) = (0, std::time::Duration::ZERO);
    for first in (0..count).step_by(batch as usize) {
        let records: Vec<Record> =
            (first..count.min(first + batch)).map(|_| record(&mut random)).collect();
        raw += records.iter().map(bytes).sum::<u64>();
        let start = Instant::now();
        store.append(&records).unwrap();
        spent += start.elapsed();
    }
    println!("raw            {:>8.1} MB", raw as f64 / 1e6);
    println!(
        "append         {:>8.2} s = {:.0} records/s durable",
        spent.as_secs_f64(),
        count as f64 / spent.as_secs_f64()
    );
    println!(
        "disk           {:>8.1} MB = {:.2} x raw",
        disk_bytes(&folder).unwrap() as f64 / 1e6,
        disk_bytes(&folder).unwrap() as f64 / raw as f64
    );
    println!("memory         {}", memory());
    let start = Instant::now();
    drop(store);
    println!("close          {:>8.3} s", start.elapsed().as_secs_f64());

    let start = Instant::now();
    let mut store = open(&folder);
    println!("open           {:>8.3} s", start.elapsed().as_secs_f64());
    println!("memory         {}", memory());
    for round in ["first", "again"] {
        let start = Instant::now();
        let (mut seen, mut length) = (0, 0);
        store
            .scan(Arrival::FIRST, &mut |_, record| {
                seen += 1;
                length += bytes(&record);
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!((seen, length), (count, raw));
        println!("scan ({round})   {:>8.3} s", start.elapsed().as_secs_f64());
        println!("memory         {}", memory());
    }
    let start = Instant::now();
    for number in 0..10_000 {
        store.read(Arrival::new(number * 7919 % count)).unwrap().unwrap();
    }
    println!("read           {:>8.1} us each, at random", start.elapsed().as_secs_f64() * 100.0);
    let start = Instant::now();
    for _ in 0..200 {
        store.append(&[record(&mut random)]).unwrap();
    }
    println!("append of one  {:>8.3} ms", start.elapsed().as_secs_f64() * 5.0);
    let start = Instant::now();
    store.erase(&(0..1_000).map(Arrival::new).collect::<Vec<_>>()).unwrap();
    println!("erase 1,000    {:>8.3} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    assert_eq!(store.check().unwrap(), []);
    println!("check          {:>8.3} s", start.elapsed().as_secs_f64());
    drop(store);
    let start = Instant::now();
    let rebuilt = rebuild(&folder, Config::new(keys())).unwrap();
    assert_eq!((rebuilt.saved, rebuilt.lost.len()), (count + 200, 0));
    println!("rebuild        {:>8.3} s", start.elapsed().as_secs_f64());
    println!("memory         {}", memory());
    std::fs::remove_dir_all(&folder).unwrap();
}

fn open(folder: &Path) -> SledStore {
    SledStore::open(folder, Config::new(keys())).unwrap()
}

/// Reproducible, unlike the keys of a node.
fn keys() -> KeySource {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    KeySource::new(move |bytes| {
        random.fill(bytes);
        Ok(())
    })
}

fn record(random: &mut Random) -> Record {
    let (mut id, mut signed) = ([0; 32], vec![0; 290]);
    let mut body = vec![0; 66 + (random.next() % 51) as usize];
    random.fill(&mut id);
    random.fill(&mut signed);
    random.fill(&mut body);
    Record { id: EntryId::from_bytes(sha256(&id)), signed, body: Some(body) }
}

fn bytes(record: &Record) -> u64 {
    (record.signed.len() + record.body.as_ref().map_or(0, Vec::len)) as u64
}

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    const fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&self.next().to_le_bytes()[..part.len()]);
        }
    }
}

/// Resident memory, now and at its peak (Linux).
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0)
    };
    format!("{:>8} MB now, {} MB at most", of("VmRSS") / 1024, of("VmHWM") / 1024)
}
