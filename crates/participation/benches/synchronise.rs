//! What it costs to synchronise: a first synchronisation of small entries into an empty home on disk,
//! and the same again when nothing is new. Prints a table.
//!
//! `cargo bench -p participation --bench synchronise [-- VOTERS]`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::panic,
    missing_docs,
    reason = "a measurement stops at the first surprise, and prints ratios"
)]

use std::time::{Duration, Instant};

use participation::{
    Choices, Community, CommunityId, Custody, Desk, DeviceNonce, Exchange, FoundingPlan,
    MemoryStore, Pen, Persona, PollPlan, RecoverySecret, Seed, Store, Timestamp,
};
use participation_store::{Config, KeySource, SledStore};
use participation_sync::{Ending, Ends, NodeName, Progress, Secret, Session, Settings};

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn main() {
    let voters = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(33_333);
    let mut full = village(voters);
    full.prepare_sessions([1; 8]).unwrap();
    let entries = full.len();

    let home = tempfile::tempdir().unwrap();
    let config = Config::new(KeySource::new(|bytes| {
        bytes.fill(7);
        Ok(())
    }));
    let mut new =
        Community::begin(SledStore::open(home.path(), config).unwrap(), full.id()).unwrap();
    new.prepare_sessions([2; 8]).unwrap();

    println!("| what | measured | limit |\n| --- | --- | --- |");
    let (wall, busy) = (Instant::now(), processor_time());
    let progress = meet(&mut new, &mut full);
    let (wall, busy) = (wall.elapsed(), processor_time() - busy);
    assert_eq!(new.digest(), full.digest());
    assert_eq!(new.view_digest(), full.view_digest());
    let per = |time: Duration| (entries as f64 / time.as_secs_f64()) as u64;
    let ratio = (progress.sent + progress.received) as f64 / progress.taken_bytes as f64;
    row(
        "entries, and bytes of one",
        format!("{entries}, {}", progress.taken_bytes / progress.taken),
        "",
    );
    row(
        "first synchronisation, verified and durable, both ends in one process",
        format!("{} entries/s, {} for each second of a core", per(wall), per(busy)),
        "5,000 per core",
    );
    row("bytes on the wire, both ways, for each of the entries", format!("{ratio:.3}"), "1.15");

    let start = Instant::now();
    let progress = meet(&mut new, &mut full);
    row(
        "the same again: bytes and time",
        format!("{} bytes, {:.2?}", progress.sent + progress.received, start.elapsed()),
        "256 bytes, 1 round",
    );
}

fn row(what: &str, measured: String, limit: &str) {
    println!("| {what} | {measured} | {limit} |");
}

/// Two nodes in one process, until both have the same. What the dialler counted.
fn meet<A: Store, B: Store>(dialler: &mut Community<A>, listener: &mut Community<B>) -> Progress {
    let settings = |nonce| Settings {
        secret: Secret::from_bytes([1; 32]),
        ends: Ends { dialler: NodeName::of_peer(b"a"), listener: NodeName::of_peer(b"b") },
        nonce: [nonce; 16],
        seen: None,
        first: None,
        beacons: Vec::new(),
        bytes: u64::MAX,
        hashes: u64::MAX,
    };
    let (mut ours, mut theirs) = (Exchange::default(), Exchange::default());
    let mut one = Session::dial(settings(1), 0, &mut Desk::new(dialler, &mut ours, 0)).unwrap();
    let mut two: Option<Session> = None;
    loop {
        let mut idle = true;
        if let Some(frame) = one.transmit(0, &mut Desk::new(dialler, &mut ours, 0)).unwrap() {
            idle = false;
            let desk = &mut Desk::new(listener, &mut theirs, 0);
            match &mut two {
                Some(two) => two.receive(0, &frame, desk).unwrap(),
                None => {
                    let hello = Session::hear(&frame).unwrap();
                    two = Some(Session::accept(settings(2), 0, &hello, desk).unwrap());
                }
            }
        }
        if let Some(two) = &mut two
            && let Some(frame) = two.transmit(0, &mut Desk::new(listener, &mut theirs, 0)).unwrap()
        {
            idle = false;
            one.receive(0, &frame, &mut Desk::new(dialler, &mut ours, 0)).unwrap();
        }
        if idle {
            assert!(matches!(one.ending(), Some(Ending::Done { .. })), "{:?}", one.ending());
            return one.progress();
        }
    }
}

/// A founder who admits everybody, everybody with a certified device and a ballot.
fn village(voters: usize) -> Community<MemoryStore> {
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
    let id: CommunityId = community.id();
    let people: Vec<Persona> = (0..voters)
        .map(|n| {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&(n as u64).to_be_bytes());
            Persona::new(&Seed::from_bytes(&seed), &id, &device(0))
        })
        .collect();
    for person in &people {
        let mut pen = Pen { device: &anna.device, now: NOW, entropy: &mut fill };
        community.admit(&mut pen, person.member.public()).unwrap();
        let mut pen = Pen { device: &person.device, now: NOW, entropy: &mut fill };
        community.certify(&mut pen, &person.member, Custody::Own).unwrap();
    }
    let mut pen = Pen { device: &anna.device, now: NOW, entropy: &mut fill };
    let poll = community.open_poll(&mut pen, PollPlan::question("Trees?", &["yes", "no"])).unwrap();
    for (n, person) in people.iter().enumerate() {
        let now = Timestamp::from_millis(NOW.millis() + n as u64);
        let mut pen = Pen { device: &person.device, now, entropy: &mut fill };
        community.vote(&mut pen, poll, Choices::Approval(vec![(n % 2) as u16])).unwrap();
    }
    community
}

/// The time that this process has kept processors busy.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    // Linux counts them in hundredths of a second.
    Duration::from_millis(ticks * 10)
}
