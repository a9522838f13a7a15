//! Random histories of neighbours who write at two nodes. However what they wrote is delivered, a
//! node that looked at it in between says what a node says that got everything in one go.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner, contextualize_config};

use participation::{
    Community, ContentKind, Entry, EntryId, Filter, Owner, Relation, SlotId, Sort, Void,
};

use crate::delivery::{blobs, empty};
use crate::village::{Dice, Node};
use crate::world::{KINDS, Step, World};

/// Everything that a node says of its deliberation, as text.
pub fn told(node: &Node) -> String {
    let mut reading = node.deliberation();
    let mut told = serde_json::to_string_pretty(&*reading).unwrap();
    let cards: Vec<(EntryId, u32)> =
        reading.cards().map(|card| (card.id, reading.supports(&card.id))).collect();
    let spaces: Vec<EntryId> = reading.spaces().map(|space| space.id).collect();
    let everything = Filter { unshown: true, ..Filter::default() };
    let some: BTreeSet<EntryId> = cards.iter().map(|(id, _)| *id).step_by(2).collect();
    let among_some = Filter { among: Some(some.clone()), ..everything.clone() };
    for sort in [Sort::Recent, Sort::MostSupported, Sort::MostCommented, Sort::Random(3)] {
        let page = reading.list(&everything, sort, 0, 1000);
        told += &format!("\n{sort:?} {:?}", page.ids);
        let expected = page.ids.iter().filter(|id| some.contains(*id));
        assert!(reading.list(&among_some, sort, 0, 1000).ids.iter().eq(expected));
    }
    let subjects: BTreeSet<EntryId> =
        reading.cards().flat_map(|card| card.links.iter().map(|link| link.to)).collect();
    for to in subjects {
        let linked = reading.cards().filter(|card| card.links.iter().any(|link| link.to == to));
        assert!(reading.linked_to(&to).map(|card| card.id).eq(linked.map(|card| card.id)));
    }
    for relation in [Relation::MergedFrom, Relation::SplitFrom] {
        let official = reading.cards().filter(|card| owner(card.owner).is_none());
        let standing = official.filter(|card| card.is_shown() && card.withdrawn.is_none());
        let links = standing.flat_map(|card| &card.links).filter(|link| link.relation == relation);
        let whole: BTreeSet<EntryId> = links.map(|link| link.to).collect();
        for wanted in [true, false] {
            let (merged, split) = match relation {
                Relation::MergedFrom => (Some(wanted), None),
                _ => (None, Some(wanted)),
            };
            let filter = Filter { merged, split, ..everything.clone() };
            let found: BTreeSet<EntryId> =
                reading.list(&filter, Sort::Recent, 0, 1000).ids.into_iter().collect();
            let expected = reading.cards().filter(|card| whole.contains(&card.id) == wanted);
            assert_eq!(found, expected.map(|card| card.id).collect());
        }
    }
    let named = |id: &EntryId| {
        let kinds = [ContentKind::Report, ContentKind::Label];
        kinds.iter().any(|kind| !reading.naming(id, *kind).is_empty())
    };
    let remarks = cards.iter().flat_map(|(id, _)| reading.thread(id)).map(|remark| remark.id);
    let moderated: BTreeSet<EntryId> =
        cards.iter().map(|(id, _)| *id).chain(remarks).filter(named).collect();
    assert!(reading.moderated().filter(named).eq(moderated));
    for id in cards.iter().map(|(id, _)| *id).chain(spaces) {
        told += &format!("\n{id} {:?}", reading.text(&id));
        told += &format!("\n{id} {:?}", reading.versions(&id).ok());
        let void = reading.void(&id);
        told += &format!("\n{id} {void:?}");
    }
    let owners: BTreeSet<SlotId> = reading.cards().filter_map(|card| owner(card.owner)).collect();
    for slot in owners {
        told += &format!("\n{slot} is invited {:?}", reading.invitations_of(&slot));
    }
    told += &format!("\n{cards:?}");
    drop(reading);
    told += &format!("\n{} {}", node.digest(), node.view_digest());
    told
}

const fn owner(owner: Owner) -> Option<SlotId> {
    match owner {
        Owner::Member(slot) => Some(slot),
        Owner::Space | Owner::Imported => None,
    }
}

/// The first lines in which two nodes differ.
pub fn differ(one: &str, other: &str) -> String {
    let lines = one.lines().zip(other.lines()).enumerate();
    let found: Vec<String> = lines
        .filter(|(_, (one, other))| one != other)
        .take(6)
        .map(|(number, (one, other))| format!("line {number}:\n  {one}\n  {other}"))
        .collect();
    found.join("\n")
}

/// What is void at one of two nodes only, with what it says.
fn voids(one: &Node, other: &Node) -> String {
    let (here, there) = (one.deliberation().all_void(), other.deliberation().all_void());
    let only = |these: &[Void], those: &[Void], mark: char| -> Vec<String> {
        let these = these.iter().filter(|void| !those.contains(void));
        these
            .map(|void| {
                let gone = other.deliberation().is_erased(&void.id);
                format!("{mark} {void:?} {:?} gone {gone}", one.act(&void.id))
            })
            .collect()
    };
    [only(&here, &there, '-'), only(&there, &here, '+')].concat().join("\n")
}

pub fn bare(bytes: &[u8]) -> Vec<u8> {
    let entry = Entry::parse(bytes).unwrap();
    Entry::parse_signed(&entry.to_signed()).unwrap().to_bytes()
}

/// Everything in one go, in the order in which it was written.
pub fn at_once(world: &World) -> Node {
    let mut node = empty(world.nodes[0].id());
    for blob in files(world) {
        node.put_blob(&blob).unwrap();
    }
    assert_eq!(node.ingest(&world.written).unwrap().rejected.len(), 0);
    assert_eq!(node.pending(), 0);
    node
}

fn files(world: &World) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = world.nodes.iter().flat_map(blobs).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Everything in pieces: shuffled, repeated, some bodies later, with pages looked at and the node
/// closed and audited in between.
fn in_pieces(world: &World, dice: &mut Dice) -> Node {
    let mut order = world.written.clone();
    dice.shuffle(&mut order);
    let twice: Vec<_> = order.iter().take(dice.below(order.len())).cloned().collect();
    order.extend(twice);
    for bytes in &mut order {
        let content = Entry::parse(bytes).unwrap().header().lane == participation::Lane::Content;
        if content && dice.below(6) == 0 {
            *bytes = bare(bytes);
        }
    }
    let mut blobs = files(world);
    dice.shuffle(&mut blobs);
    let mut node = empty(world.nodes[0].id());
    let mut rest = &order[..];
    while !rest.is_empty() {
        let (batch, left) = rest.split_at((1 + dice.below(12)).min(rest.len()));
        assert_eq!(node.ingest(batch).unwrap().rejected, []);
        rest = left;
        match dice.below(10) {
            0..=3 => {
                let _ = node.view_digest();
            }
            4 => {
                told(&node);
            }
            5 => {
                if let Some(blob) = blobs.pop() {
                    node.put_blob(&blob).unwrap();
                }
            }
            6 if dice.below(3) == 0 => node = Community::open(node.into_store()).unwrap(),
            7 if dice.below(3) == 0 => {
                let audit = node.audit().unwrap();
                let differences =
                    audit.differences.iter().filter(|why| !why.contains("build upon"));
                assert_eq!(differences.count(), 0, "{:?}", audit.differences);
            }
            _ => {}
        }
    }
    // Whatever was forgotten while it waited, and the bodies that were kept back.
    let mut all = world.written.clone();
    dice.shuffle(&mut all);
    for part in all.chunks(1 + dice.below(40)) {
        assert_eq!(node.ingest(part).unwrap().rejected, []);
    }
    while node.pending() > 0 {
        assert_eq!(node.ingest(&all).unwrap().rejected, []);
    }
    for blob in blobs {
        node.put_blob(&blob).unwrap();
    }
    node
}

/// Whether everybody says the same after a history, and if not, where it differs.
pub fn check(history: &[Step], seed: u64) -> Result<(), String> {
    let world = World::new().run(history);
    let whole = at_once(&world);
    let expected = told(&whole);
    let same = |what: &str, node: &Node| {
        let found = told(node);
        let why = || format!("{what}:\n{}\n{}", voids(&whole, node), differ(&expected, &found));
        if found == expected { Ok(()) } else { Err(why()) }
    };
    for node in &world.nodes {
        same("where it was written", node)?;
    }
    let mut dice = Dice(seed);
    for _ in 0..3 {
        let node = in_pieces(&world, &mut dice);
        same("in pieces", &node)?;
        let mut node = Community::open(node.into_store()).unwrap();
        same("after a restart", &node)?;
        let audit = node.audit().unwrap();
        if !audit.is_clean() {
            return Err(format!("the audit says {:?}", audit.differences));
        }
        same("after an audit", &node)?;
    }
    Ok(())
}

pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..KINDS, any::<u64>()), 1..most)
}

/// A history after which nodes with the same entries do not say the same. Tests return it, so that
/// it is printed last: what a log is cut to still has it.
pub struct Found(String);

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Runs random histories; the smallest that fails is written as the test that it is to become.
fn search(histories: impl Strategy<Value = Vec<Step>>) -> Result<(), Found> {
    let config = ProptestConfig {
        cases: 24,
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = TestRunner::new(contextualize_config(config));
    let found = runner.run(&(histories, any::<u64>()), |(history, seed)| {
        check(&history, seed).map_err(TestCaseError::fail)
    });
    found.map_err(|error| match error {
        TestError::Fail(why, (history, seed)) => Found(format!(
            "{why}\nWrite it down beside the others in moved.rs:\n    check(&{history:?}, {seed})"
        )),
        TestError::Abort(why) => Found(why.to_string()),
    })
}

#[test]
fn neighbours_who_got_the_same_in_pieces_say_the_same() -> Result<(), Found> {
    search(steps(60))
}

fn some(kinds: impl Strategy<Value = u8>) -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((kinds, any::<u64>()), 1..60)
}

#[test]
fn the_history_of_a_single_document_is_the_same_in_pieces() -> Result<(), Found> {
    search(some(prop_oneof![
        Just(0_u8),
        4..16_u8,
        20..25_u8,
        31..33_u8,
        Just(35),
        36..38_u8,
        41..44_u8
    ]))
}

// Documents, amendments, classes and comments, and many erasures that tell the truth or lie.
#[test]
fn what_erasures_put_elsewhere_is_the_same_in_pieces() -> Result<(), Found> {
    search(some(prop_oneof![
        0..7_u8,
        12..14_u8,
        18..25_u8,
        27..30_u8,
        Just(30_u8),
        Just(30_u8),
        31..34_u8,
        31..33_u8,
        40..44_u8
    ]))
}

/// The same, many more times: `PARTICIPATION_LONG` says how many histories.
#[test]
fn long_histories_of_neighbours_say_the_same_in_pieces() -> Result<(), Found> {
    let cases = std::env::var("PARTICIPATION_LONG").ok().and_then(|n| n.parse().ok()).unwrap_or(4);
    let first = std::env::var("PARTICIPATION_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    for case in first..first + cases {
        let mut dice = Dice(case);
        let length = 40 + dice.below(160);
        let history: Vec<Step> =
            (0..length).map(|_| (dice.below(KINDS.into()) as u8, dice.roll())).collect();
        let again = || format!("Run it again with PARTICIPATION_LONG=1 PARTICIPATION_SEED={case}");
        let said = std::panic::catch_unwind(|| check(&history, case));
        let said = said.unwrap_or_else(|_| Err("it panics".to_owned()));
        said.map_err(|why| Found(format!("{why}\n{}", again())))?;
    }
    Ok(())
}
