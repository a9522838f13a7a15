//! What a node that synchronises reads of a community.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use participation::{
    Act, BlobId, ChainId, Change, Community, Content, Entry, EntryId, FilePlan, Lane, Matter,
    MemoryStore, RecoverySecret, Right, Role, Seq, Store,
};
use participation_store::{Arrival, Record};
use participation_types::sha256;
use proptest::prelude::*;

use crate::delivery::{blobs, empty, entries};
use crate::histories::steps;
use crate::life::{phase, process, propose, rules, said};
use crate::races_deliberation::remark;
use crate::village::{Node, Village, village};
use crate::world::World;

/// Every entry of a node by its arrival.
fn arrivals(node: &Node) -> Vec<(Arrival, EntryId)> {
    let mut all = Vec::new();
    let mut visit = |arrival, record: Record| {
        all.push((arrival, record.id));
        ControlFlow::Continue(())
    };
    node.store().scan(Arrival::FIRST, &mut visit).unwrap();
    all
}

fn travelling(node: &Node, id: &EntryId) -> Vec<u8> {
    node.entry_bytes(node.store().find(id).unwrap().unwrap()).unwrap().unwrap()
}

/// An entry as somebody hands it on who keeps its body back.
fn withheld(bytes: &[u8]) -> Vec<u8> {
    Entry::parse_signed(&Entry::parse(bytes).unwrap().to_signed()).unwrap().to_bytes()
}

#[test]
fn an_entry_travels_as_a_bundle_carries_it_and_an_erased_one_without_its_body() {
    let mut v = village(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let comment = v.node.comment(&mut v.people[0].pen(), remark(proposal)).unwrap();
    let all: Vec<Vec<u8>> = arrivals(&v.node)
        .iter()
        .map(|(arrival, _)| v.node.entry_bytes(*arrival).unwrap().unwrap())
        .collect();
    assert_eq!(all, entries(&v.node));
    let beyond = Arrival::new(v.node.len() as u64);
    assert_eq!(v.node.entry_bytes(beyond).unwrap(), None);

    let before = travelling(&v.node, &comment);
    v.node.erase_content(&mut v.people[0].pen(), &[comment]).unwrap();
    assert_eq!(travelling(&v.node, &comment), withheld(&before));
}

#[test]
fn a_body_that_was_kept_back_is_missing_and_an_erased_one_is_not() {
    let mut v = village(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let mut comments: Vec<EntryId> =
        [1, 2, 3].map(|_| v.node.comment(&mut v.people[0].pen(), remark(proposal)).unwrap()).into();
    let erased = comments.pop().unwrap();
    let whole = entries(&v.node);
    v.node.erase_content(&mut v.people[0].pen(), &[erased]).unwrap();
    comments.sort_unstable();
    let mut there = empty(v.node.id());
    let kept_back = |bytes: Vec<u8>| {
        let id = Entry::parse(&bytes).unwrap().id();
        if comments.contains(&id) { withheld(&bytes) } else { bytes }
    };
    let carried: Vec<_> = entries(&v.node).into_iter().map(kept_back).collect();
    assert_eq!(there.ingest(&carried).unwrap().added, v.node.len());
    assert_eq!(there.without_body(), 3);
    assert_eq!(there.bodies_missing(9).unwrap(), comments);
    assert_eq!(there.bodies_missing(1).unwrap(), comments[..1]);
    assert_eq!(there.bodies_missing(0).unwrap(), []);
    assert_eq!(v.node.bodies_missing(9).unwrap(), [], "what is erased is asked of nobody");

    // Who hands everything on, the erased one too, gives just what was missing.
    assert_eq!(there.ingest(&whole).unwrap().rejected, []);
    assert_eq!(there.bodies_missing(9).unwrap(), []);
    assert_eq!(there.view_digest(), v.node.view_digest());
}

#[test]
fn a_ballot_erased_after_its_poll_is_asked_of_nobody() {
    let mut v = village(1);
    let poll = v.ask();
    let ballot = v.vote(0, poll, 0);
    v.seal(poll);
    let later = participation::Timestamp::from_millis(u64::MAX >> 1);
    v.node.erase_ballot(&ballot, later).unwrap();
    assert_eq!((v.node.without_body(), v.node.bodies_missing(9).unwrap()), (1, vec![]));
}

#[test]
fn blobs_without_which_nothing_is_judged_come_before_files() {
    let mut v = village(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let (bytes, title) = (&b"un pla"[..], said("pla"));
    let file = FilePlan { bytes, media: "text/plain", name: "pla.txt", title, weight: 0 };
    v.node.attach(&mut v.people[0].pen(), proposal, &file).unwrap();
    v.node.put_blob(bytes).unwrap();
    let next = phase("La segona", rules());
    v.node.enter_phase(&mut v.stewards[0].pen(), space, next, false).unwrap();
    let poll = v.ask();
    v.vote(0, poll, 0);
    v.seal(poll);
    assert_eq!(v.node.blobs_lacking().unwrap(), (vec![], vec![]));

    let mut there = empty(v.node.id());
    assert_eq!(there.ingest(&entries(&v.node)).unwrap().added, v.node.len());
    let file = BlobId::from_bytes(sha256(bytes));
    let (needed, rest) = there.blobs_lacking().unwrap();
    assert_eq!((&needed, rest), (&there.wanted_blobs(), vec![file]));
    assert_eq!(needed.len() + 1, blobs(&v.node).len(), "a phase, a roll and a manifest");
    for blob in needed {
        there.put_blob(&v.node.store().blob(&blob).unwrap().unwrap()).unwrap();
    }
    assert_eq!(there.blobs_lacking().unwrap(), (vec![], vec![file]));
    there.put_blob(bytes).unwrap();
    assert_eq!(there.blobs_lacking().unwrap(), (vec![], vec![]));
    assert_eq!(there.view_digest(), v.node.view_digest());
}

#[test]
fn who_has_a_seat_or_a_role_now_is_an_officer_and_nobody_else() {
    let mut v = village(2);
    let officer = |v: &Village, who: usize| v.node.is_officer(&v.people[who].keys.device.public());
    for steward in &v.stewards {
        assert!(v.node.is_officer(&steward.keys.device.public()));
        assert!(v.node.is_officer(&steward.paper.author().public()), "the seat's paper key");
        assert!(!v.node.is_officer(&steward.phone.public()), "nobody has certified it");
    }
    let stray = RecoverySecret::from_bytes(&[77; 32]).author();
    assert!(!v.node.is_officer(&stray.public()));
    assert!(!officer(&v, 0) && !officer(&v, 1));

    let (role, member) = (Role::Moderator, v.people[0].keys.member.public());
    v.revise(vec![Change::Grant(role, member)]);
    assert!(officer(&v, 0) && !officer(&v, 1));
    v.people[0].take_phone(&mut v.node);
    assert!(v.node.is_officer(&v.people[0].phone.public()));
    let end = Change::End(role, member, v.node.frontier_of(&Right::Role(role, member)));
    v.revise(vec![end]);
    assert!(!officer(&v, 0) && !v.node.is_officer(&v.people[0].phone.public()));
}

/// What of a node another has once it took in the authority lane and then one space: nothing may
/// have waited.
fn first_of_all(node: &Node, space: EntryId) -> Community<MemoryStore> {
    let mut there = empty(node.id());
    let lane = |id: &EntryId| node.entry(id).unwrap().header().lane;
    let authority = arrivals(node).into_iter().map(|(_, id)| id);
    let authority = authority.filter(|id| lane(id) == Lane::Authority);
    for id in authority.chain(node.space_entries(space).unwrap()) {
        let intake = there.ingest(&[travelling(node, &id)]).unwrap();
        assert_eq!((intake.added, intake.waiting), (1, 0), "{id} waits");
    }
    for blob in blobs(node) {
        there.put_blob(&blob).unwrap();
    }
    there
}

#[test]
fn a_slow_node_that_asks_for_one_space_first_can_show_it() {
    let mut v = village(2);
    let one = process(&mut v.node, &mut v.stewards[0]);
    let other = process(&mut v.node, &mut v.stewards[0]);
    let [berta, carla] = &mut v.people[..] else { panic!() };
    let there = propose(&mut v.node, carla, other, "Més bancs");
    let here = propose(&mut v.node, berta, one, "Més arbres");
    v.node.comment(&mut berta.pen(), remark(there)).unwrap();
    let comment = v.node.comment(&mut carla.pen(), remark(here)).unwrap();
    v.node
        .stand(&mut carla.pen(), here, Matter::Support, participation::Alignment::InFavour)
        .unwrap();
    v.node.introduce(&mut berta.pen(), "Berta", said("veïna")).unwrap();
    let last = v.node.comment(&mut carla.pen(), remark(there)).unwrap();

    let entries = v.node.space_entries(one).unwrap();
    assert!(entries.contains(&comment) && !entries.contains(&last));
    assert!(entries.contains(&there), "it stands before Carla's comment in her chain");
    let slow = first_of_all(&v.node, one);
    let (reading, whole) = (slow.deliberation(), v.node.deliberation());
    assert_eq!(reading.card(&here), whole.card(&here));
    assert_eq!(reading.thread(&here), whole.thread(&here));
    drop((reading, whole));
    let nowhere = EntryId::from_bytes([9; 32]);
    assert_eq!(v.node.space_entries(nowhere).unwrap(), []);
}

/// What an act of the content lane is about first of all, as the page of the wire format says.
fn subject(content: &Content) -> Option<EntryId> {
    match content {
        Content::Compose(act) => {
            act.root.base.as_ref().map(|base| base.proposal).or(act.root.parent)
        }
        Content::Edit(act) => Some(act.subject),
        Content::Rebase(act) => Some(act.subject),
        Content::Invite(act) => Some(act.subject),
        Content::Reply(act) => Some(act.invitation),
        Content::Verdict(act) => Some(act.amendment),
        Content::Withdraw(act) => Some(act.subject),
        Content::Relate(act) => Some(act.subject),
        Content::Attach(act) => Some(act.subject),
        Content::Detach(act) => Some(act.attachment),
        Content::Comment(act) => Some(act.subject),
        Content::Reword(act) => Some(act.comment),
        Content::Stance(act) => Some(act.subject),
        Content::Answer(act) => Some(act.subject),
        Content::Conclude(act) => Some(act.subject),
        Content::Report(act) => Some(act.subject),
        Content::Label(act) => Some(act.subject),
        Content::Appeal(act) => Some(act.label),
        _ => None,
    }
}

/// The naive way: all that stands in the space, and again and again whatever names something of it;
/// and how far that reaches into each chain.
fn naively(node: &Node, space: EntryId) -> (BTreeSet<EntryId>, BTreeMap<ChainId, Seq>) {
    let reading = node.deliberation();
    let all = arrivals(node).into_iter().map(|(_, id)| id);
    let documents: BTreeSet<EntryId> =
        all.filter(|id| reading.card(id).is_some_and(|card| card.space == space)).collect();
    let phases = reading.space(&space).unwrap().phases.clone();
    drop(reading);
    let mut found: BTreeSet<EntryId> = documents.into_iter().chain([space]).collect();
    loop {
        let before = found.len();
        for (_, id) in arrivals(node) {
            let Some(Act::Content(content)) = node.act(&id).unwrap() else { continue };
            let about = match &content {
                Content::Supports(act) => phases.contains(&act.phase),
                other => subject(other).is_some_and(|above| found.contains(&above)),
            };
            if about {
                found.insert(id);
            }
        }
        if found.len() == before {
            break;
        }
    }
    found.remove(&space);
    let mut last = BTreeMap::new();
    for id in &found {
        let Ok(entry) = node.entry(id) else { continue };
        let header = entry.header();
        let chain = ChainId { device: header.author, lane: header.lane };
        let last = last.entry(chain).or_default();
        *last = header.seq.max(*last);
    }
    (found, last)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_space_asked_for_first_is_everything_about_it_and_waits_for_nothing(history in steps(60)) {
        let world = World::new().run(&history);
        let node = &world.nodes[0];
        let spaces: Vec<EntryId> = node.deliberation().spaces().map(|space| space.id).collect();
        prop_assert_eq!(spaces.len(), 2);
        for space in spaces {
            let entries = node.space_entries(space).unwrap();
            let arrived: Vec<EntryId> = arrivals(node).into_iter().map(|(_, id)| id).collect();
            let (found, last) = naively(node, space);
            let within = |id: &EntryId| {
                let entry = node.entry(id).unwrap();
                let header = entry.header();
                let chain = ChainId { device: header.author, lane: header.lane };
                last.get(&chain).is_some_and(|last| header.seq <= *last)
            };
            let expected: Vec<EntryId> = arrived.iter().copied().filter(within).collect();
            let erased = |id: &&EntryId| node.entry(id).unwrap().body().is_none();
            if found.iter().all(|id| entries.contains(id)) && entries.iter().any(|id| erased(&id)) {
                // What is left of an erased entry says where it stood; its body does not.
                prop_assert!(expected.iter().all(|id| entries.contains(id)));
            } else {
                prop_assert_eq!(&entries, &expected);
            }
            let mut order = arrived.iter();
            prop_assert!(entries.iter().all(|id| order.any(|other| other == id)));
            first_of_all(node, space);
        }
    }
}
