//! Imports Barcelona's process of 2016 into a home on the disk, opens it again and measures what
//! people wait for: import, opening, lists, a long thread, an export, memory.
//!
//! `cargo run --release -p participation --example import_city -- DATA [HOME]` with the folder of real data.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::panic,
    clippy::unreachable,
    missing_docs,
    reason = "a measurement stops at the first surprise"
)]

use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use participation::{
    Community, Custody, DeviceNonce, DocumentKind, Filter, Finder, FoundingPlan, ImportPlan,
    Meaning, Pen, Persona, RecoverySecret, Role, Seed, Sort, Source, Timestamp, Wanted,
};
use participation_decidim::Table;
use participation_store::{Config, KeySource, SledStore};

fn main() {
    let mut args = std::env::args().skip(1);
    let data = args.next().expect("name the folder of real data");
    let folder = tempfile::tempdir().unwrap();
    let home = args.next().map_or_else(|| folder.path().join("store"), Into::into);
    if !home.exists() {
        import(Path::new(&data), &home);
        println!("after import   {}", memory());
        // Opening is measured in a process of its own, so that its memory is its own.
        let this = std::env::current_exe().unwrap();
        let status = std::process::Command::new(this).arg(&data).arg(&home).status().unwrap();
        assert!(status.success());
        return;
    }
    open(&home);
}

fn plan(data: &Path) -> ImportPlan {
    let mut plan = ImportPlan::decidim();
    for name in ["proposals", "proposal_comments"] {
        let path = data.join(format!("barcelona-2016/open-data-{name}.csv.gz"));
        let mut bytes = Vec::new();
        let packed = std::fs::read(path).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
        match Table::read(&bytes).unwrap() {
            Table::Proposals(rows) => plan.proposals.extend(rows),
            Table::Comments(rows) => plan.comments.extend(rows),
            Table::Projects(rows) => plan.projects.extend(rows),
        }
    }
    plan
}

fn import(data: &Path, home: &Path) {
    let mut next = 0u64;
    let mut fill = move |bytes: &mut [u8]| {
        bytes.fill_with(|| {
            next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (next >> 56) as u8
        });
    };
    let nonce = [2; 16];
    let anna =
        Persona::founder(&Seed::from_bytes(&[1; 32]), nonce, &DeviceNonce::from_bytes([3; 16]));
    let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
    let mut founding = FoundingPlan::of_one("Barcelona", nonce, seat);
    founding.roles.push((Role::ImportOfficer, anna.member.public()));
    let now = Timestamp::from_millis(1_790_000_000_000);
    let mut pen = Pen { device: &anna.device, now, entropy: &mut fill };
    let store = SledStore::open(home, config()).unwrap();
    let mut city = Community::found(store, founding, &mut pen, &anna.member, Custody::Own).unwrap();
    let plan = timed("read the files", || plan(data));
    let report = timed("import", || city.import_decidim(&mut pen, &plan, &mut |_, _| ()).unwrap());
    println!("{report:?}");
    timed("first look", || assert!(city.deliberation().all_void().is_empty()));
}

fn open(home: &Path) {
    let store = timed("open the store", || SledStore::open(home, config()).unwrap());
    let city = timed("open", || Community::open(store).unwrap());
    println!("opened         {}", memory());
    timed("first look", || assert!(city.deliberation().all_void().is_empty()));
    println!("looked         {}", memory());
    let of = |filter: Filter| Filter { kinds: vec![DocumentKind::Proposal], ..filter };
    let taxon = city
        .deliberation()
        .cards()
        .find(|card| card.kind == DocumentKind::Taxon)
        .map(|card| card.id);
    let class = taxon.unwrap();
    let filters = [
        ("all", of(Filter::default())),
        ("accepted", of(Filter { meanings: vec![Meaning::Accepted], ..Filter::default() })),
        ("class", of(Filter { classes: vec![class], ..Filter::default() })),
        ("imported", of(Filter { source: Some(Source::Imported), ..Filter::default() })),
        ("placed", of(Filter { placed: Some(true), ..Filter::default() })),
    ];
    let sorts = [
        Sort::Recent,
        Sort::Oldest,
        Sort::Random(7),
        Sort::MostSupported,
        Sort::MostEndorsed,
        Sort::MostCommented,
        Sort::MostFollowed,
        Sort::MostAuthors,
        Sort::Weight,
    ];
    for (name, filter) in &filters {
        for sort in sorts {
            let mut best = Duration::MAX;
            let mut total = 0;
            for _ in 0..5 {
                let begin = Instant::now();
                let mut reading = city.deliberation();
                let page = reading.list(filter, sort, 0, 20);
                total = page.total;
                for id in page.ids {
                    reading.text(&id).unwrap();
                }
                best = best.min(begin.elapsed());
            }
            println!("list {name:9} {sort:?}: {total} in {best:?}");
        }
    }
    let (longest, length) = {
        let reading = city.deliberation();
        let longest = reading.cards().max_by_key(|card| reading.thread(&card.id).len()).unwrap();
        (longest.id, reading.thread(&longest.id).len())
    };
    for round in ["cold", "warm"] {
        let begin = Instant::now();
        let reading = city.deliberation();
        let words = reading.thread(&longest).iter().filter_map(|r| reading.said(&r.words)).count();
        println!("thread of {length} with its words, {round}: {words} in {:?}", begin.elapsed());
    }
    println!("read           {}", memory());
    let mut finder = timed("build search", || Finder::new(&city).unwrap());
    for words in
        ["escola bressol", "carril bici", "\"habitatge públic\"", "bibliotec", "col·laborar", "a"]
    {
        let mut best = Duration::MAX;
        let mut total = 0;
        for _ in 0..9 {
            let begin = Instant::now();
            // As a page does: in step with the community, then search.
            finder.renew(&city).unwrap();
            let wanted = Wanted { text: words.to_owned(), ..Wanted::default() };
            total = finder.search(&wanted, 0, 20).total;
            best = best.min(begin.elapsed());
        }
        println!("search {words}: {total} in {best:?}");
    }
    println!("with search    {}", memory());
    drop(finder);
    let tables = timed("export", || city.export_decidim().unwrap());
    let rows: usize = tables.comments.iter().map(|table| table.rows.len()).sum();
    println!("{} proposals, {rows} comments", tables.proposals.len());
    println!("exported       {}", memory());
}

fn config() -> Config {
    let mut random = std::fs::File::open("/dev/urandom").unwrap();
    Config::new(KeySource::new(move |bytes| random.read_exact(bytes)))
}

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let value = act();
    println!("{what:14} {:?}", begin.elapsed());
    value
}

/// What the kernel says of this process.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines =
        status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"));
    lines.collect::<Vec<_>>().join(", ")
}
