//! How fast entries are taken in (verified, admitted, stored in memory) beside strict verification
//! of the same signatures alone, and how fast a poll is reported.
//!
//! `cargo bench -p participation`; on disk and at full size: `scripts/rehearse-all`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a bench stops at the first surprise, and criterion's macros document nothing"
)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use participation::{
    Choices, Community, CommunityId, Custody, DeviceNonce, EntryId, FoundingPlan, MemoryStore, Pen,
    Persona, PollPlan, RecoverySecret, Seed, Signatures, Timestamp,
};

const VOTERS: usize = 500;
const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

struct Village {
    id: CommunityId,
    poll: EntryId,
    /// All entries in the order in which they were written.
    entries: Vec<Vec<u8>>,
    community: Community<MemoryStore>,
}

fn village() -> Village {
    let mut next = 0u64;
    let mut fill = move |bytes: &mut [u8]| {
        bytes.fill_with(|| {
            next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (next >> 56) as u8
        });
    };
    let nonce = [2; 16];
    let device = |n: u8| DeviceNonce::from_bytes([n; 16]);
    let anna = Persona::founder(&Seed::from_bytes(&[1; 32]), nonce, &device(3));
    let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
    let plan = FoundingPlan::of_one("Poblenou", nonce, seat);
    let mut pen = Pen { device: &anna.device, now: NOW, entropy: &mut fill };
    let mut community =
        Community::found(MemoryStore::new(), plan, &mut pen, &anna.member, Custody::Own).unwrap();
    let id = community.id();
    let voters: Vec<Persona> = (0..VOTERS)
        .map(|n| {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&(n as u64).to_be_bytes());
            Persona::new(&Seed::from_bytes(&seed), &id, &device(0))
        })
        .collect();
    for voter in &voters {
        let mut pen = Pen { device: &anna.device, now: NOW, entropy: &mut fill };
        community.admit(&mut pen, voter.member.public()).unwrap();
        let mut pen = Pen { device: &voter.device, now: NOW, entropy: &mut fill };
        community.certify(&mut pen, &voter.member, Custody::Own).unwrap();
    }
    let mut pen = Pen { device: &anna.device, now: NOW, entropy: &mut fill };
    let poll = community.open_poll(&mut pen, PollPlan::question("Trees?", &["yes", "no"])).unwrap();
    for (n, voter) in voters.iter().enumerate() {
        let mut pen = Pen { device: &voter.device, now: NOW, entropy: &mut fill };
        community.vote(&mut pen, poll, Choices::Approval(vec![(n % 2) as u16])).unwrap();
    }
    let mut ids: Vec<EntryId> = community.view().chains().ids().collect();
    ids.sort_by_key(|id| {
        let header = community.entry(id).unwrap().header().clone();
        (header.lane, header.author != anna.device.public(), header.seq, *id)
    });
    let entries = ids.iter().map(|id| community.entry(id).unwrap().to_bytes()).collect();
    Village { id, poll, entries, community }
}

fn take_in(criterion: &mut Criterion) {
    let village = village();
    let mut group = criterion.benchmark_group("entries");
    group.sample_size(20).throughput(Throughput::Elements(village.entries.len() as u64));
    group.bench_function("verify, admit and keep in memory", |bencher| {
        let empty = || Community::begin(MemoryStore::new(), village.id).unwrap();
        bencher.iter_batched(
            empty,
            |mut community| {
                let intake = community.ingest(&village.entries).unwrap();
                assert_eq!(intake.added, village.entries.len());
                community
            },
            BatchSize::PerIteration,
        );
    });
    let signatures = Signatures::of(&village.entries);
    group.bench_function("strict verification alone", |bencher| {
        bencher.iter(|| assert_eq!(black_box(&signatures).verify(), signatures.len()));
    });
    group.finish();
}

fn report(criterion: &mut Criterion) {
    let village = village();
    let mut group = criterion.benchmark_group("poll");
    group.throughput(Throughput::Elements(VOTERS as u64));
    group.bench_function("report", |bencher| {
        bencher.iter(|| black_box(village.community.report(&village.poll).unwrap()));
    });
    group.finish();
}

criterion_group!(benches, take_in, report);
criterion_main!(benches);
