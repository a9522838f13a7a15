//! A city's participatory process as living members write it: every author and commenter of
//! Barcelona 2016 has keys and signs. Measures what a node does with it, and prints a table.
//!
//! `PARTICIPATION_DATA=../shared/data cargo bench -p participation --bench city`
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

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use flate2::read::GzDecoder;
use participation::{
    Alignment, CommentPlan, Community, Custody, DeviceNonce, DocumentKind, DocumentPlan, EntryId,
    Filter, FoundingPlan, Language, List, Localized, MemoryStore, Pen, Permits, Persona, Phase,
    PhaseRules, RecoverySecret, Seed, Sort, Sorted, Source, Space, SpaceKind, Store, Text,
    Timestamp, Voice,
};
use participation_decidim::{CommentRow, Comments, ProposalRow, Proposals};
use participation_store::{Arrival, Config, KeySource, SledStore, disk_bytes};

fn main() {
    if let Some(home) = std::env::var_os(HOME) {
        return read(Path::new(&home));
    }
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        println!("SKIPPED: PARTICIPATION_DATA is not set: NOTHING WAS MEASURED");
        return;
    };
    let folder = Path::new(&data).join("barcelona-2016");
    let proposals = Proposals::read(&unpacked(&folder.join("open-data-proposals.csv.gz"))).unwrap();
    let comments =
        Comments::read(&unpacked(&folder.join("open-data-proposal_comments.csv.gz"))).unwrap();

    let mut town = Town::found();
    town.write(&proposals, &comments);
    let entries = travelling(town.node);
    let raw: usize = entries.iter().map(Vec::len).sum();
    println!("| what | measured | limit |\n| --- | --- | --- |");
    row("people who write", town.people.len(), "");
    row("entries, bytes", format!("{}, {raw}", entries.len()), "");

    let home = tempfile::tempdir().unwrap();
    let mut node = Community::begin(store(home.path()), town.id).unwrap();
    let start = Instant::now();
    for part in entries.chunks(4096) {
        let intake = node.ingest(part).unwrap();
        assert!(intake.rejected.is_empty(), "{:?}", intake.rejected);
    }
    let rate = entries.len() as f64 / start.elapsed().as_secs_f64();
    row("verified, admitted, durable, entries/s", rate.round(), "5,000 or more");
    drop(entries);
    drop(node);
    row("disk, bytes", disk_bytes(home.path()).unwrap(), "");

    // In a process of its own, whose memory nothing else has used.
    let this = std::env::current_exe().unwrap();
    assert!(Command::new(this).env(HOME, home.path()).status().unwrap().success());
}

/// Names the home that is measured.
const HOME: &str = "CITY_HOME";

/// Opens the home as a node does and reads it.
fn read(home: &Path) {
    let start = Instant::now();
    let node = Community::open(store(home)).unwrap();
    let opened = start.elapsed();
    let reading = node.deliberation();
    let stands = start.elapsed();
    row("open, s", format!("{:.2}", opened.as_secs_f64()), "");
    row("open and say what stands, s", format!("{:.2}", stands.as_secs_f64()), "2");
    assert!(reading.cards().count() > 10_000);
    assert!(reading.all_void().is_empty(), "{:?}", &reading.all_void()[..1]);
    drop(reading);
    measure(&node);
    row("memory resident, MB", memory("VmRSS"), "150");
    row("its peak, MB", memory("VmHWM"), "");
}

/// Lists, threads and texts of the open node.
fn measure(node: &Community<SledStore>) {
    let mut reading = node.deliberation();
    let space = reading.spaces().next().unwrap().id;
    let filters = [
        ("all", Filter::default()),
        (
            "of the space, members'",
            Filter { space: Some(space), source: Some(Source::Members), ..Filter::default() },
        ),
        (
            "proposals, not withdrawn",
            Filter {
                kinds: vec![DocumentKind::Proposal],
                withdrawn: Some(false),
                ..Filter::default()
            },
        ),
        ("without an answer", Filter { answered: Some(false), ..Filter::default() }),
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
    ];
    let mut worst = (0.0_f64, String::new());
    for (name, filter) in &filters {
        for sort in sorts {
            // The middle of nine: what else the machine does is not ours.
            let mut times: Vec<f64> = (0..9)
                .map(|_| {
                    let start = Instant::now();
                    let page = reading.list(filter, sort, 0, 20);
                    let texts: Vec<_> =
                        page.ids.iter().map(|id| reading.text(id).unwrap()).collect();
                    assert!(texts.len() == 20 && page.total > 9000, "{}", page.total);
                    start.elapsed().as_secs_f64() * 1000.0
                })
                .collect();
            times.sort_by(f64::total_cmp);
            let took = times[4];
            if took > worst.0 {
                worst = (took, format!("{name}, {sort:?}"));
            }
        }
    }
    row(
        &format!(
            "first page with its texts, slowest of {} ({}), ms",
            filters.len() * sorts.len(),
            worst.1
        ),
        format!("{:.2}", worst.0),
        "5",
    );
    let longest = reading.cards().max_by_key(|card| card.comments).unwrap().id;
    let start = Instant::now();
    let thread = reading.thread(&longest).to_vec();
    let said: Vec<_> = thread.iter().map(|remark| reading.said(&remark.words).unwrap()).collect();
    let took = start.elapsed().as_secs_f64() * 1000.0;
    row(
        &format!("the longest thread, {} comments with their words, ms", said.len()),
        format!("{took:.2}"),
        "20",
    );
    drop(reading);
    long_thread();
    let reading = node.deliberation();
    let start = Instant::now();
    let digest = {
        drop(reading);
        node.view_digest()
    };
    row("digest of everything shown, s", format!("{:.2}", start.elapsed().as_secs_f64()), "");
    assert_eq!(digest, node.view_digest());
}

/// A thread of a thousand comments, read, and read again after one more.
fn long_thread() {
    let mut town = Town::found();
    town.settle("somebody");
    let mut salt = dice(3);
    let now = Timestamp::from_millis(town.clock);
    let person = town.people.remove("somebody").unwrap();
    let mut pen = Pen { device: &person.device, now, entropy: &mut salt };
    let plan = DocumentPlan::new(DocumentKind::Proposal, ca(), "Llarg", "").unwrap();
    let subject = town.node.compose(&mut pen, town.space, plan).unwrap();
    let mut last = None;
    for n in 0..1000 {
        let parent = last.filter(|_| n % 10 > 0);
        let plan = CommentPlan {
            subject,
            parent,
            voice: Voice::Member,
            alignment: Alignment::Neutral,
            language: ca(),
            text: "Un comentari com n'hi ha tants, d'una frase o dues.",
        };
        last = Some(town.node.comment(&mut pen, plan).unwrap());
    }
    let read = |town: &Town| {
        let start = Instant::now();
        let reading = town.node.deliberation();
        let thread = reading.thread(&subject);
        let said = thread.iter().filter_map(|remark| reading.said(&remark.words)).count();
        (said, start.elapsed().as_secs_f64() * 1000.0)
    };
    let (again, anew) = (read(&town), {
        drop(town.node.deliberation());
        read(&town)
    });
    assert_eq!((again.0, anew.0), (1000, 1000));
    row(
        "a thread of 1,000 comments with their words, right after the last came, ms",
        format!("{:.2}", again.1),
        "20",
    );
    row("the same, read again, ms", format!("{:.2}", anew.1), "20");
}

/// A community whose members write what the files say.
struct Town {
    node: Community<MemoryStore>,
    id: participation::CommunityId,
    people: HashMap<String, Persona>,
    founder: Persona,
    space: EntryId,
    clock: u64,
}

impl Town {
    fn found() -> Self {
        let (seed, nonce) = (Seed::from_bytes(&[1; 32]), [2; 16]);
        let founder = Persona::founder(&seed, nonce, &DeviceNonce::from_bytes([3; 16]));
        let seat = founder.seat(&RecoverySecret::from_bytes(&[4; 32]));
        let plan = FoundingPlan::of_one("Barcelona", nonce, seat);
        let mut entropy = dice(1);
        let now = Timestamp::from_millis(1_450_000_000_000);
        let mut pen = Pen { device: &founder.device, now, entropy: &mut entropy };
        let mut node =
            Community::found(MemoryStore::new(), plan, &mut pen, &founder.member, Custody::Own)
                .unwrap();
        let space = node.open_space(&mut pen, process()).unwrap();
        let id = node.id();
        Self { node, id, people: HashMap::new(), founder, space, clock: now.millis() }
    }

    /// Admits whoever has not written yet, with a device.
    fn settle(&mut self, name: &str) {
        if self.people.contains_key(name) {
            return;
        }
        let number = self.people.len() as u64;
        let mut seed = [9; 32];
        seed[..8].copy_from_slice(&number.to_be_bytes());
        let person =
            Persona::new(&Seed::from_bytes(&seed), &self.id, &DeviceNonce::from_bytes([1; 16]));
        let mut entropy = dice(number + 10);
        let now = Timestamp::from_millis(self.clock);
        let mut pen = Pen { device: &self.founder.device, now, entropy: &mut entropy };
        self.node.admit(&mut pen, person.member.public()).unwrap();
        let mut pen = Pen { device: &person.device, now, entropy: &mut entropy };
        self.node.certify(&mut pen, &person.member, Custody::Rehearsal).unwrap();
        self.people.insert(name.to_owned(), person);
    }

    fn write(&mut self, proposals: &[ProposalRow], comments: &[CommentRow]) {
        let mut written: BTreeMap<u64, EntryId> = BTreeMap::new();
        let mut said: BTreeMap<u64, EntryId> = BTreeMap::new();
        let mut salt = dice(5);
        for row in proposals {
            let author = format!("{:?}", row.author_ids);
            self.settle(&author);
            let (_, title) = row.titles.first().unwrap();
            let body = row.bodies.first().map_or("", |(_, body)| body.as_str());
            let plan = DocumentPlan::new(DocumentKind::Proposal, ca(), title, body).unwrap();
            let now = row.published_at.unwrap_or_else(|| Timestamp::from_millis(self.clock));
            let mut pen = Pen { device: &self.people[&author].device, now, entropy: &mut salt };
            written.insert(row.id.0, self.node.compose(&mut pen, self.space, plan).unwrap());
        }
        let mut rows: Vec<&CommentRow> = comments.iter().collect();
        rows.sort_by_key(|row| (row.depth, row.id.0));
        let mut documents: BTreeMap<EntryId, EntryId> = BTreeMap::new();
        for row in rows {
            let author = format!("{:?}", row.author_id);
            self.settle(&author);
            let answers = row.commentable_type.ends_with("Comment");
            let parent = answers.then(|| said.get(&row.commentable_id.0)).flatten().copied();
            let subject = match parent {
                Some(parent) => documents[&parent],
                None => match written.get(&row.commentable_id.0).filter(|_| !answers) {
                    Some(id) => *id,
                    None => continue,
                },
            };
            let alignment = match parent {
                Some(_) => Alignment::Neutral,
                None => Alignment::from_number(side(row)).unwrap(),
            };
            let plan = CommentPlan {
                subject,
                parent,
                voice: Voice::Member,
                alignment,
                language: ca(),
                text: &row.body,
            };
            let mut pen = Pen {
                device: &self.people[&author].device,
                now: row.created_at,
                entropy: &mut salt,
            };
            let id = self.node.comment(&mut pen, plan).unwrap();
            said.insert(row.id.0, id);
            documents.insert(id, subject);
        }
    }
}

fn side(row: &CommentRow) -> i64 {
    match row.alignment {
        participation_decidim::Alignment::Against => -1,
        participation_decidim::Alignment::Neutral => 0,
        participation_decidim::Alignment::For => 1,
    }
}

fn process() -> Space {
    let title = |text| Localized::one(ca(), Text::new(text).unwrap());
    let rules = PhaseRules {
        permits: Permits::all(),
        hides_supports: false,
        proposals: 0,
        supports: 0,
        least_supports: 0,
        goal: 0,
        title_length: 300,
        body_length: 60_000,
        comment_length: 20_000,
        reply_depth: 64,
        states: List::default(),
    };
    Space {
        kind: SpaceKind::Process,
        parent: None,
        title: title("Pla d'Actuació Municipal"),
        languages: Sorted::new([ca()]).unwrap(),
        phase: Phase { title: title("Propostes"), rules, starts: None, ends: None },
    }
}

/// The travelling bytes of everything that a node holds, in the order in which it came.
fn travelling(node: Community<MemoryStore>) -> Vec<Vec<u8>> {
    let mut ids = Vec::new();
    node.store()
        .scan(Arrival::FIRST, &mut |_, record| {
            ids.push(record.id);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    ids.iter().map(|id| node.entry(id).unwrap().to_bytes()).collect()
}

fn store(folder: &Path) -> SledStore {
    let keys = KeySource::new(dice_keys);
    SledStore::open(folder, Config::new(keys)).unwrap()
}

/// Keys of a home that is thrown away.
fn dice_keys(bytes: &mut [u8]) -> Result<(), std::io::Error> {
    dice(u64::from(std::process::id()))(bytes);
    Ok(())
}

fn dice(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |bytes| {
        bytes.fill_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        });
    }
}

fn ca() -> Language {
    "ca".parse().unwrap()
}

fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn row(what: &str, measured: impl std::fmt::Display, limit: &str) {
    println!("| {what} | {measured} | {limit} |");
}

/// What the kernel says of this process's memory, in MB.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    let kib: u64 = line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    kib * 1024 / 1_000_000
}
